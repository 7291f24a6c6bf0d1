"""How strictly the benchmarks judge, and how much they do.

With `--measure`, on a machine that does nothing else and without other tests beside (`-n 0`), the limits are those that
the program is held to. Beside other tests the same is done with less, and judged with room: what fails then is slow,
not disturbed.
"""

from __future__ import annotations

import os

MEASURING = os.environ.get("INSPECTOR_APP_MEASURE") == "1"
ROOM = 1 if MEASURING else 5
"""By how much the limits are widened."""
CHARACTERS_TYPED = 3000 if MEASURING else 300
