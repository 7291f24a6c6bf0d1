"""The command line: the same work without a window (`design.md` §5)."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from collections.abc import Sequence

import click

from inspector_app.cli.outcome import speak_utf_8
from inspector_app.cli.session import Session, shared_options
from inspector_app.errors import InspectorError

_COMMANDS = {
    "cases": ("case_commands", "cases"),
    "demo": ("demo_command", "demo"),
    "letter": ("letter_commands", "letter"),
    "letter-timestamp": ("timestamp_command", "letter_timestamp"),
    "preflight": ("preflight_command", "preflight"),
    "profile": ("profile_commands", "profile"),
    "read-apart": ("apart_command", "read_apart"),
    "rehearse-saving": ("preflight_command", "rehearse_saving"),
    "sign-also": ("signature_commands", "sign_also"),
    "team": ("team_commands", "team"),
    "verify": ("verify_command", "verify"),
    "visit": ("visit_commands", "visit"),
}
"""Each command's module is imported when it is called, so that none pays for another's."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module, name = _COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(f"inspector_app.cli.{module}"), name)
        return command


@click.group(cls=_Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="inspector-app")
@shared_options
@click.pass_context
def inspector_app(context: click.Context) -> int:
    """Evidence, judgement and the signed letter of an on-site inspection, offline and encrypted.

    Without a command it opens the window.
    """
    if context.invoked_subcommand is not None:
        return 0
    check_window()
    from inspector_app.gui.app import run

    ended: int = run(context.ensure_object(Session).folder)
    return ended


def run_command_line(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code: 0 done, 1 the visit's fault, 2 wrong usage."""
    session = Session()
    speak_utf_8()
    try:
        ended = inspector_app.main(list(arguments), prog_name="inspector-app", standalone_mode=False, obj=session)
    except InspectorError as error:
        return session.speaker.error(error)
    except click.Abort:
        return session.speaker.error(InspectorError("Stopped.", "Nothing more was done."))
    except click.ClickException as error:
        return session.speaker.usage_error(error)
    except Exception as fault:  # noqa: BLE001 - the one place where a fault of the program becomes a sentence
        return session.speaker.own_fault(fault, session.folder)
    return ended if isinstance(ended, int) else 0


def check_window() -> None:
    """Raise InspectorError, with what to do instead, where no window can be opened here."""
    if importlib.util.find_spec("PySide6") is None:
        raise InspectorError("The window needs PySide6, which is not installed here.", _INSTEAD)
    if not has_display():
        raise InspectorError("There is no display here to open the window on.", _INSTEAD)


def has_display() -> bool:
    """Say whether a window could be shown: always on Windows and macOS, elsewhere where a display is named."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


_INSTEAD = "The same work can be done by commands: inspector-app --help."
