"""TXT: a line for each turn."""

from __future__ import annotations

from aurity_desktop.domain.document import Document
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.export.heading import clock, heading


def plain_text(document: Document) -> bytes:
    """UTF-8, without a byte order mark. Times are `h:mm:ss` from the start."""
    lines = [document.title, heading(document), ""]
    lines += [
        f"[{clock(each.start)}] {document.name(each.speaker)}: {one_line(each.text)}"
        for each in document.segments
    ]
    return ("\n".join(lines) + "\n").encode("utf-8")
