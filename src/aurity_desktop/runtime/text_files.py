"""Text that somebody wrote with an editor of theirs, or that a shell redirected into a file."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Final

#: Notepad, and PowerShell's `>`, mark what they write (Unicode 15, section 23.8). The mark tells
#: the encoding and is no part of the text.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decoded(data: bytes) -> str:
    """The text, without its byte order mark; UTF-8 where it has none. Raises UnicodeDecodeError."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.removeprefix(mark).decode(encoding)
    return data.decode("utf-8")


def read_text(path: Path) -> str:
    """All of a file, its line ends as they are. Raises OSError, UnicodeDecodeError."""
    return decoded(path.read_bytes())
