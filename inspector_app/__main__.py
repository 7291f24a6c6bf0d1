"""`python -m inspector_app`: the window, or one command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the program and end with its exit code."""
    from inspector_app.cli.main import run_command_line
    from inspector_app.core_dumps import forbid_core_dumps

    forbid_core_dumps()
    sys.exit(run_command_line(sys.argv[1:]))


if __name__ == "__main__":
    main()
