"""What a search over every word ever said asks for and gives back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from aurity_desktop.domain.session import SessionState

#: A last word of at least so many letters may be unfinished; the index answers beginnings from two
#: letters on.
LEAST_PREFIX = 2

#: Letters and digits, and accents that follow their letter.
_WORD = re.compile("(?:[^\\W_]|[\u0300-\u036f])+")


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """Narrows a search.

    None means any. `speaker` is a raw label or a display name; `since` is inclusive, `until` is
    not.
    """

    since: datetime | None = None
    until: datetime | None = None
    state: SessionState | None = None
    speaker: str | None = None
    session_id: str | None = None


class FoundIn(StrEnum):
    """Where something was found: in what was said, a session's title, a note at a moment, or a
    line of its clinical note.
    """

    SAID = "said"
    TITLE = "title"
    NOTE = "note"
    CLINICAL_NOTE = "clinical_note"


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One passage, or what `found_in` names, that holds every word asked for.

    `marks` are the [start, end) positions of the matches in `text`. A title has no moment and no
    speaker, a note has no speaker and begins and ends at its moment. A line of a clinical note
    begins and ends where its sound begins, below 0 where it has none.
    """

    session_id: str
    start: float
    end: float
    speaker: str
    text: str
    marks: tuple[tuple[int, int], ...] = ()
    found_in: FoundIn = FoundIn.SAID

    @property
    def moment(self) -> float | None:
        """Seconds to go to; None where there is no such moment."""
        return None if self.found_in is FoundIn.TITLE or self.start < 0 else self.start


def marks_in(text: str, query: str) -> tuple[tuple[int, int], ...]:
    """Where `text` holds the words of `query`, as the index finds them; none if one is missing.

    Accents and case are ignored, the last word may be unfinished, and a word with marks within it
    (120/80) stands for its parts, one right behind the other. Positions are [start, end).
    """
    spoken = list(_words(text))
    said = [word for word, _, _ in spoken]
    asked = [phrase for each in query.split() if (phrase := [word for word, _, _ in _words(each)])]
    if not asked:
        return ()
    unfinished = sum(map(len, asked[-1])) >= LEAST_PREFIX
    found: set[tuple[int, int]] = set()
    for number, phrase in enumerate(asked):
        open_ended = unfinished and number == len(asked) - 1
        places = [at for at in range(len(said)) if _begins_at(said, at, phrase, open_ended)]
        if not places:
            return ()
        found |= {(spoken[at][1], spoken[at + len(phrase) - 1][2]) for at in places}
    return tuple(sorted(found))


def _begins_at(said: list[str], at: int, phrase: list[str], open_ended: bool) -> bool:
    here = said[at : at + len(phrase)]
    if len(here) < len(phrase) or here[:-1] != phrase[:-1]:
        return False
    return here[-1].startswith(phrase[-1]) if open_ended else here[-1] == phrase[-1]


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    """Each run of letters, digits and their accents: folded, and its [start, end)."""
    for found in _WORD.finditer(text):
        yield _folded(found[0]), found.start(), found.end()


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
