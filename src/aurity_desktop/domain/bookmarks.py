"""Moments of a session that a person marked, with or without a note.

A bookmark stands beside the transcript at its sample and changes no word of it, so that what the
patient should not hear said aloud can be written down.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from aurity_desktop.domain.audio import seconds


@dataclass(frozen=True, slots=True)
class Bookmark:
    """`bookmark_id` is given by whoever makes it and unique; `text` is the note, "" for none."""

    bookmark_id: str
    at_sample: int
    text: str = ""

    @property
    def at(self) -> float:
        """Seconds from the start of the recording."""
        return seconds(self.at_sample)


@dataclass(frozen=True, slots=True)
class RecordedBookmark:
    """A bookmark with its history.

    `current` is False for a version that another one, or its removal, took the place of.
    """

    bookmark: Bookmark
    audit_id: int
    recorded_at: datetime
    user_id: str
    current: bool = True


def in_time(bookmarks: list[Bookmark]) -> list[Bookmark]:
    """In the order in which a transcript tells them."""
    return sorted(bookmarks, key=lambda each: (each.at_sample, each.bookmark_id))
