"""A transcript as it is handed to people and to other programs: what every format is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.domain.session import SessionSummary
from aurity_desktop.domain.speakers import Speaker
from aurity_desktop.domain.transcript import Segment, Word


@dataclass(frozen=True, slots=True)
class Document:
    """A session as it reads now, with every correction that holds.

    `speakers` by their raw labels; `words` in order of time.
    """

    session: SessionSummary
    segments: tuple[Segment, ...]
    words: tuple[Word, ...]
    speakers: Mapping[str, Speaker]

    def name(self, label: str) -> str:
        """What a voice is called, the same in every format: one line that shows what it holds."""
        return one_line(self.speakers.get(label, Speaker(label)).called)

    @property
    def title(self) -> str:
        """The session's title as one line, its id where it has none."""
        return one_line(self.session.title) or self.session.session_id


#: The bytes of the whole file.
Render: TypeAlias = Callable[[Document], bytes]


@dataclass(frozen=True, slots=True)
class DocumentFormat:
    """`name` is also the file's suffix."""

    name: str
    render: Render
