"""A transcript as it is handed to people and to other programs: what every format is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from aurity_desktop.domain.audio import Span
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.domain.session import SessionSummary
from aurity_desktop.domain.spans import Line, lines_of
from aurity_desktop.domain.speaker_words import name_of, name_of_nobody
from aurity_desktop.domain.speakers import Speaker
from aurity_desktop.domain.transcript import Segment, Word


@dataclass(frozen=True, slots=True)
class Document:
    """A session as it reads now, with every correction that holds.

    `speakers` by their raw labels; `words` in order of time. `spans` is the time that was not
    captured; no segment runs across one. `bookmarks` are there where they are wanted.
    """

    session: SessionSummary
    segments: tuple[Segment, ...]
    words: tuple[Word, ...]
    speakers: Mapping[str, Speaker]
    written_in: str = ""
    spans: tuple[Span, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is read, in the order of time: segments, and spans and bookmarks between them."""
        return lines_of(self.segments, self.spans, self.bookmarks)

    @property
    def language(self) -> str:
        """Of our own words, such as roles: that of who exports, else that of the session."""
        return self.written_in or self.session.language

    def name(self, label: str) -> str:
        """What a voice is called, in every format as in the window: one line, as it is shown."""
        speaker = self.speakers.get(label)
        if speaker is None:
            return name_of_nobody(self.language)
        return one_line(name_of(speaker, list(self.speakers).index(label), self.language))

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
