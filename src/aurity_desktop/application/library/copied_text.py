"""A transcript as it is pasted into another program: a line for each turn."""

from __future__ import annotations

from collections.abc import Iterable

from aurity_desktop.domain.document import Document
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.domain.transcript import Segment
from aurity_desktop.export.heading import clock


def copied_text(
    document: Document, segments: Iterable[Segment], *, times: bool, names: bool
) -> str:
    """`segments` of the document, with or without their times and the names of who speaks."""
    return "\n".join(_line(document, each, times, names) for each in segments)


def _line(document: Document, segment: Segment, times: bool, names: bool) -> str:
    time = f"[{clock(segment.start)}] " if times else ""
    name = f"{document.name(segment.speaker)}: " if names else ""
    return f"{time}{name}{one_line(segment.text)}"
