"""CSV (RFC 4180): a row for each turn."""

from __future__ import annotations

import csv
import io
import re

from aurity_desktop.domain.document import Document
from aurity_desktop.domain.safe_text import one_line

_HEADS = ("start", "end", "speaker", "label", "text", "confidence", "overlapped")
#: A cell that begins so is taken for a formula by spreadsheets (OWASP, "CSV injection"), behind
#: blanks too, and in some languages in full width. Where the list separator is a semicolon, as in
#: Spanish, Excel begins a cell behind each, quoted or not.
_FORMULA = re.compile(r"(?:^|(?<=;))(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20])")


def spreadsheet(document: Document) -> bytes:
    """UTF-8 with a mark in front, without which Excel takes it for another encoding.

    Times are seconds.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_HEADS)
    for each in document.segments:
        writer.writerow(
            (
                f"{each.start:.3f}",
                f"{each.end:.3f}",
                _no_formula(document.name(each.speaker)),
                _no_formula(each.speaker),
                _no_formula(each.text),
                f"{each.confidence:.4f}",
                "true" if each.overlapped else "false",
            )
        )
    return text.getvalue().encode("utf-8-sig")


def _no_formula(text: str) -> str:
    return _FORMULA.sub("'", one_line(text))
