"""Foreign text as it may stand in a terminal, a table or a transcript.

A name or a title that somebody typed or that came with a file can hold control characters (an ESC
drives a terminal), bidirectional overrides ("Trojan Source", CVE-2021-42574), line separators that
forge a line, and code points that nobody sees. What is stored stays as it is; whatever is shown or
exported goes through here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, Final

#: Whatever any reader takes for the end of a line or of a cell: the lines of `str.splitlines`,
#: and the tab.
_BREAKS: Final = "\t\n\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029"
#: Dropped: C0 and C1 controls; bidirectional marks, overrides, isolates and their old kin; blanks
#: of no width, annotations, tags and a byte order mark. The joiners U+200C and U+200D stay:
#: Persian and emoji are written with them.
_UNSEEN: Final = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
)
#: Halves of a pair, as in a file name that is not UTF-8. No encoding can write them.
_HALVES: Final = "\ud800-\udfff"

_A_BREAK: Final = re.compile(f"\r\n|[{_BREAKS}]")
_A_BREAK_WITHIN: Final = re.compile(f"[{_BREAKS.replace(chr(10), '')}]")
_AN_UNSEEN: Final = re.compile(f"[{_UNSEEN}]")
_A_HALF: Final = re.compile(f"[{_HALVES}]")
_NOT_AS_IT_IS: Final = re.compile(f"[{_BREAKS}{_UNSEEN}{_HALVES}]")


def one_line(text: str) -> str:
    """`text` as one line that shows what it holds: a break is a blank, what is unseen is dropped.

    The same text where it is printable already.
    """
    if text.isprintable():
        return text
    return _seen(_A_BREAK.sub(" ", text))


def lines(text: str) -> str:
    """The same for a text of several lines of ours: each line feed stays."""
    if text.isprintable():
        return text
    return _seen(_A_BREAK_WITHIN.sub(" ", text.replace("\r\n", "\n")))


def writable(text: str) -> str:
    """`text` as UTF-8 can write it, with U+FFFD for each half of a pair; else as it is.

    A name of a file that is not UTF-8 has such halves in Python (PEP 383).
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return _A_HALF.sub("\ufffd", text)
    return text


def safe_json(
    value: Any, *, indent: int | None = None, default: Callable[[Any], Any] | None = None
) -> str:
    """JSON that reads as `value` again, with every such character as an escape (RFC 8259, 7).

    `default` makes of what JSON has no form for something that it has one for.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=default)
    return _NOT_AS_IT_IS.sub(_escape, text)


def _seen(text: str) -> str:
    return _A_HALF.sub("\ufffd", _AN_UNSEEN.sub("", text))


def _escape(found: re.Match[str]) -> str:
    """The line feeds of the indentation stay; within a string `json` has escaped them already."""
    character = found[0]
    return character if character == "\n" else json.dumps(character)[1:-1]
