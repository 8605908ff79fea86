"""Where the command line writes: results to standard output, everything else to standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any


def result(value: Any, *, as_json: bool, text: str) -> None:
    """The command's result: one JSON document, or the same for people."""
    print(json.dumps(value, ensure_ascii=False, indent=2) if as_json else text)


def say(line: str) -> None:
    """Progress, or a word beside the result."""
    print(line, file=sys.stderr, flush=True)


def clock(seconds: float) -> str:
    """`h:mm:ss`, or `m:ss` below an hour."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def table(rows: Sequence[tuple[str, ...]], heads: tuple[str, ...]) -> str:
    """Left-aligned columns, as wide as their widest cell."""
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    lines = [heads, *rows]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
