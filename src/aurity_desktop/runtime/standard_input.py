"""What a parent says on our standard input before anything else: one line at a time, and not a byte
more, for commands follow.
"""

from __future__ import annotations

import os
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
