"""Markdown (CommonMark): a paragraph for each turn."""

from __future__ import annotations

import re

from aurity_desktop.domain.document import Document
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.domain.transcript import Segment
from aurity_desktop.export.aside_words import timed_aside_words
from aurity_desktop.export.heading import clock, heading

#: What would be markup, wherever it stands; a full stop behind a number at the start of a line
#: would be a list.
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&]|^[+-]|^\d+[.)])")


def markdown(document: Document) -> bytes:
    """UTF-8. What was said is text and never markup."""
    blocks = [f"# {_escaped(document.title)}", _escaped(heading(document))]
    for each in document.lines:
        if not isinstance(each, Segment):
            blocks.append(f"*{_escaped(timed_aside_words(each, document.language))}*")
            continue
        who = f"**{_escaped(document.name(each.speaker))}** {clock(each.start)}"
        blocks.append(f"{who}\\\n{_escaped(each.text)}")
    return ("\n\n".join(blocks) + "\n").encode("utf-8")


def _escaped(text: str) -> str:
    line = " ".join(one_line(text).split())
    return _MARKUP.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", line)
