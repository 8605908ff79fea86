"""CSV (RFC 4180): a row for each turn, and for what stands between turns."""

from __future__ import annotations

import csv
import io
import re

from aurity_desktop.domain.audio import Span, seconds
from aurity_desktop.domain.document import Document
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.domain.spans import Line
from aurity_desktop.domain.transcript import Segment
from aurity_desktop.export.aside_words import aside_words

_HEADS = ("start", "end", "speaker", "label", "text", "confidence", "overlapped", "kind")
#: The kinds of a row that is a turn or a bookmark; that of a span is its `SpanKind`.
_TURN, _BOOKMARK = "turn", "bookmark"
#: A cell that begins so is taken for a formula by spreadsheets (OWASP, "CSV injection"), behind
#: blanks too, and in some languages in full width. Where the list separator is a semicolon, as in
#: Spanish, Excel begins a cell behind each, quoted or not.
_FORMULA = re.compile(r"(?:^|(?<=;))(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20])")


def spreadsheet(document: Document) -> bytes:
    """UTF-8 with a mark in front, without which Excel takes it for another encoding.

    Times are seconds of the recording; a span, which is none of it, begins where it ends.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_HEADS)
    writer.writerows(_row(each, document) for each in document.lines)
    return text.getvalue().encode("utf-8-sig")


def _row(line: Line, document: Document) -> tuple[str, ...]:
    if not isinstance(line, Segment):
        at = f"{seconds(line.at_sample):.3f}"
        words = aside_words(line, document.language)
        kind = line.kind.value if isinstance(line, Span) else _BOOKMARK
        return at, at, "", "", _no_formula(words), "", "", kind
    return (
        f"{line.start:.3f}",
        f"{line.end:.3f}",
        _no_formula(document.name(line.speaker)),
        _no_formula(line.speaker),
        _no_formula(line.text),
        f"{line.confidence:.4f}",
        "true" if line.overlapped else "false",
        _TURN,
    )


def _no_formula(text: str) -> str:
    return _FORMULA.sub("'", one_line(text))
