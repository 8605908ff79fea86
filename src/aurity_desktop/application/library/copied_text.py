"""A transcript as it is pasted into another program: a line for each turn and each aside."""

from __future__ import annotations

from collections.abc import Iterable

from aurity_desktop.domain.audio import seconds
from aurity_desktop.domain.document import Document
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.domain.spans import Line
from aurity_desktop.domain.transcript import Segment
from aurity_desktop.export.aside_words import aside_words
from aurity_desktop.export.heading import clock


def copied_text(document: Document, lines: Iterable[Line], *, times: bool, names: bool) -> str:
    """`lines` of the document, with or without their times and the names of who speaks."""
    return "\n".join(_line(document, each, times, names) for each in lines)


def copied_line(start: float, name: str, text: str, *, times: bool, names: bool) -> str:
    """One turn, or with "" for a name the line of what stands between turns, which always does."""
    time = f"[{clock(start)}] " if times else ""
    if not name:
        return f"{time}— {one_line(text)} —"
    return f"{time}{f'{name}: ' if names else ''}{one_line(text)}"


def _line(document: Document, line: Line, times: bool, names: bool) -> str:
    if not isinstance(line, Segment):
        start, name = seconds(line.at_sample), ""
        text = aside_words(line, document.language)
    else:
        start, name, text = line.start, document.name(line.speaker), line.text
    return copied_line(start, name, text, times=times, names=names)
