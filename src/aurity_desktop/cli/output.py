"""Where the command line writes: results to standard output, everything else to standard error.

Whatever was typed or imported is written so that it drives no terminal (`domain.safe_text`).
Standard error takes everything and never fails (`runtime.standard_streams`).
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from aurity_desktop.domain.errors import AurityError
from aurity_desktop.domain.safe_text import lines, one_line, safe_json


class ResultUnwritten(AurityError):
    """Standard output did not take the result of a command that has done its work."""

    def __init__(self, detail: str) -> None:
        self.detail = detail
        super().__init__(
            f"It is done, but the result could not be written to standard output ({detail}). "
            "`aurity-desktop sessions` and `show` tell it again."
        )


def result(value: Any, *, as_json: bool, text: str) -> None:
    """The command's result: one JSON document, or the same for people.

    `text` may have several lines; whatever is foreign in it has come through `joined` or `table`.
    JSON is the same value in every encoding: where that is not UTF-8, by escapes. A reader that has
    read enough and gone ends nothing. Raises ResultUnwritten.
    """
    written = _json(value) if as_json else lines(text)
    try:
        print(written, flush=True)
    except BrokenPipeError:
        _leave_standard_output()
    except OSError as error:
        _leave_standard_output()
        raise ResultUnwritten(error.strerror or str(error)) from error


def _json(value: Any) -> str:
    text = safe_json(value, indent=2)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, indent=2)
    return text


def _leave_standard_output() -> None:
    """What is still buffered goes nowhere: the interpreter would try once more at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


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
