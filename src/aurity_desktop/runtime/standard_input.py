"""What a parent says on our standard input before anything else, and that it is still there.

One line at a time is read and not a byte more, for commands follow.
"""

from __future__ import annotations

import contextlib
import os
import threading
from typing import Final

#: The descriptor, because `sys.stdin` is None in a program without a console.
STANDARD_INPUT: Final = 0

#: As the first argument of any of our programs: the first line is that of the keys.
KEYS_FLAG: Final = "--keys-on-stdin"


def first_line() -> bytes:
    """The next line. b"" when the parent is gone."""
    line = bytearray()
    while (byte := os.read(STANDARD_INPUT, 1)) not in {b"", b"\n"}:
        line += byte
    return bytes(line)


def end_with_parent() -> None:
    """From now on this process ends, at once and with code 1, when standard input does.

    That is when the parent closes it or is gone. For work that leaves nothing half-done behind.
    """
    threading.Thread(target=_end_at_end_of_input, name="parent", daemon=True).start()


def _end_at_end_of_input() -> None:
    # One that cannot be read has nobody at its other end.
    with contextlib.suppress(OSError):
        while os.read(STANDARD_INPUT, 4096):
            pass
    os._exit(1)
