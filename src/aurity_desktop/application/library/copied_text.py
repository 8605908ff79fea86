"""A transcript as it is pasted into another program: a line for each turn and each absence."""

from __future__ import annotations

from collections.abc import Iterable

from aurity_desktop.domain.audio import Span, seconds
from aurity_desktop.domain.document import Document
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.domain.spans import Line
from aurity_desktop.export.heading import clock
from aurity_desktop.export.span_words import span_words


def copied_text(document: Document, lines: Iterable[Line], *, times: bool, names: bool) -> str:
    """`lines` of the document, with or without their times and the names of who speaks."""
    return "\n".join(_line(document, each, times, names) for each in lines)


def _line(document: Document, line: Line, times: bool, names: bool) -> str:
    if isinstance(line, Span):
        time = f"[{clock(seconds(line.at_sample))}] " if times else ""
        return f"{time}— {span_words(line, document.language)} —"
    time = f"[{clock(line.start)}] " if times else ""
    name = f"{document.name(line.speaker)}: " if names else ""
    return f"{time}{name}{one_line(line.text)}"
