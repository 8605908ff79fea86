"""Where the command line writes: results to standard output, everything else to standard error.

Whatever was typed or imported is written so that it drives no terminal (`domain.safe_text`).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any

from aurity_desktop.domain.safe_text import lines, one_line, safe_json


def result(value: Any, *, as_json: bool, text: str) -> None:
    """The command's result: one JSON document, or the same for people.

    `text` may have several lines; whatever is foreign in it has come through `joined` or `table`.
    """
    print(safe_json(value, indent=2) if as_json else lines(text))


def say(line: str) -> None:
    """Progress, or a word beside the result, on one line."""
    print(one_line(line), file=sys.stderr, flush=True)


def tell(text: str) -> None:
    """On standard error as it is, without a line feed of its own: a question, a traceback."""
    print(lines(text), end="", file=sys.stderr, flush=True)


def joined(parts: Iterable[str]) -> str:
    """Each part on a line of its own, and on no more: a name with a line feed forges none."""
    return "\n".join(map(one_line, parts))


def clock(seconds: float) -> str:
    """`h:mm:ss`, or `m:ss` below an hour."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def table(rows: Sequence[tuple[str, ...]], heads: tuple[str, ...]) -> str:
    """Left-aligned columns, as wide as their widest cell; a row is one line."""
    listed = [tuple(map(one_line, row)) for row in (heads, *rows)]
    widths = [max(map(len, column)) for column in zip(*listed, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in listed
    )
