"""TXT: a line for each turn, and for what stands between turns."""

from __future__ import annotations

from aurity_desktop.domain.audio import seconds
from aurity_desktop.domain.document import Document
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.domain.spans import Line
from aurity_desktop.domain.transcript import Segment
from aurity_desktop.export.aside_words import aside_words
from aurity_desktop.export.heading import clock, heading


def plain_text(document: Document) -> bytes:
    """UTF-8, without a byte order mark. Times are `h:mm:ss` from the start."""
    lines = [document.title, heading(document), ""]
    lines += [_line(each, document) for each in document.lines]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _line(line: Line, document: Document) -> str:
    if not isinstance(line, Segment):
        at = clock(seconds(line.at_sample))
        return f"[{at}] — {aside_words(line, document.language)} —"
    return f"[{clock(line.start)}] {document.name(line.speaker)}: {one_line(line.text)}"
