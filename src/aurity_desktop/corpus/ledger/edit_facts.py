"""Edits as facts of the ledger, and the reading that they make of a run of segments."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Self, TypeAlias

from aurity_desktop.corpus.ledger.codec import one_of, time_from_text
from aurity_desktop.corpus.ledger.open_ledger import Row
from aurity_desktop.domain.audio import AudioSlice
from aurity_desktop.domain.edits import BY_PROGRAM, Edit, EditKind, RecordedEdit
from aurity_desktop.domain.events import Event, canonical
from aurity_desktop.domain.session_parts import Lineage
from aurity_desktop.domain.speakers import UNKNOWN_SPEAKER
from aurity_desktop.domain.transcript import Word

#: Runs one SELECT and gives its rows.
Fetch: TypeAlias = Callable[..., list[Row]]

EVENTS = {
    EditKind.CORRECT: Event.TEXT_CORRECTED,
    EditKind.REASSIGN: Event.SPEAKER_REASSIGNED,
    EditKind.SPLIT: Event.TURN_SPLIT,
    EditKind.MERGE: Event.SPEAKERS_MERGED,
    EditKind.JOIN: Event.TURNS_JOINED,
    EditKind.REPLACE: Event.TEXT_REPLACED,
    EditKind.BY_SOUND: Event.TEXT_REPLACED_BY_SOUND,
}

#: Edits of words and their borders. They hold for every run that has the very same words: a
#: diarization done again does not lose them. The others speak of labels, which mean another voice
#: in another run.
_OF_WORDS = frozenset({EditKind.CORRECT, EditKind.SPLIT, *BY_PROGRAM})

_RECORDED = """
SELECT e.edit_id, e.kind, e.first_word, e.last_word, e.text, e.speaker, e.merged,
       e.run_id, e.words_hash, e.audit_id, a.timestamp, a.user_id,
       coalesce((SELECT m.active FROM edit_marks m
                 WHERE m.session_id = e.session_id AND m.edit_id = e.edit_id
                 ORDER BY m.audit_id DESC LIMIT 1), 1)
FROM edits e JOIN audit a ON a.session_id = e.session_id AND a.audit_id = e.audit_id
WHERE e.session_id = ?1
"""

_IN_ORDER = " ORDER BY e.audit_id"

_EDITS = _RECORDED + _IN_ORDER

_EDITS_BETWEEN = (
    _RECORDED + "AND (e.kind = 'merge' OR (e.last_word >= ?2 AND e.first_word < ?3))" + _IN_ORDER
)

_EDIT = _RECORDED + "AND e.edit_id = ?2" + _IN_ORDER


def words_hash(words: Iterable[Word]) -> str:
    """Tells whether two runs have the same words at the same times, whoever says them."""
    said = [[float(word.start), float(word.end), word.text] for word in words]
    return hashlib.sha256(canonical(said)).hexdigest()


def recorded_edits(fetch: Fetch, session_id: str) -> list[tuple[RecordedEdit, str]]:
    """Every edit of a session, oldest first, with the hash of the words that it was made on."""
    return [_recorded(row) for row in fetch(_EDITS, session_id)]


def _recorded(row: Row) -> tuple[RecordedEdit, str]:
    edit_id, kind, first, last, text, speaker, merged = row[:7]
    run_id, made_on, audit_id, timestamp, user_id, active = row[7:]
    edit = Edit(edit_id, one_of(EditKind, kind), first, last, text, speaker, merged)
    at = time_from_text(timestamp)
    return RecordedEdit(edit, run_id, audit_id, at, user_id, bool(active)), made_on


def edits_between(
    fetch: Fetch, session_id: str, first: int, behind: int
) -> list[tuple[RecordedEdit, str]]:
    """As `recorded_edits`, those that may change what is read in [first, behind)."""
    return [_recorded(row) for row in fetch(_EDITS_BETWEEN, session_id, first, behind)]


def edit_of(fetch: Fetch, session_id: str, edit_id: str) -> RecordedEdit | None:
    """The edit of this id; None where there is none."""
    rows = fetch(_EDIT, session_id, edit_id)
    return _recorded(rows[0])[0] if rows else None


def edits_that_hold(
    recorded: Iterable[tuple[RecordedEdit, str]], lineage: Lineage, own: str
) -> list[Edit]:
    """The active edits that concern a run, in the order in which they were made.

    `own` is the hash of its words.
    """
    return [
        found.edit
        for found, made_on in recorded
        if found.active and _holds(found, made_on, lineage, own)
    ]


def _holds(found: RecordedEdit, made_on: str, lineage: Lineage, own: str) -> bool:
    if found.edit.kind in _OF_WORDS:
        return found.run_id in lineage.words or made_on == own
    return found.run_id in lineage.voices


@dataclass(frozen=True, slots=True)
class ChunkPlaces:
    """Chunks that follow each other, and the second from which on words are theirs.

    `until` is the second from which on they are another chunk's; None behind the last chunk. The
    session's first chunk has what lies before it as well.
    """

    numbers: tuple[int, ...]
    starts: tuple[float, ...]
    until: float | None = None

    @classmethod
    def of(cls, slices: Sequence[AudioSlice]) -> Self:
        """All chunks of a session."""
        return cls(tuple(each.number for each in slices), tuple(each.start for each in slices))

    def shared(self, words: Iterable[Word]) -> dict[int, list[Word]]:
        """The words in each of the chunks, by their middles; chunks without words are left out."""
        found: dict[int, list[Word]] = defaultdict(list)
        if not self.numbers:
            return found
        for word in words:
            place = bisect_right(self.starts, word.middle) - 1
            if (place >= 0 or self.numbers[0] == 0) and not self._is_behind(word):
                found[self.numbers[max(0, place)]].append(word)
        return found

    def _is_behind(self, word: Word) -> bool:
        return self.until is not None and word.middle >= self.until


def longest_speakers(places: ChunkPlaces, words: Iterable[Word]) -> dict[int, str]:
    """Who talks longest in each of the chunks; those without words are left out."""
    return {number: _longest(own) for number, own in places.shared(words).items()}


def moved(before: Iterable[Word], after: Iterable[Word]) -> bool:
    """Whether words are another voice's now, or at another time."""
    return _said_by(before) != _said_by(after)


def _said_by(words: Iterable[Word]) -> list[tuple[float, str]]:
    return [(word.start, word.speaker) for word in words]


def _longest(words: Iterable[Word]) -> str:
    spoken: dict[str, float] = defaultdict(float)
    for word in words:
        if word.speaker != UNKNOWN_SPEAKER:
            spoken[word.speaker] += max(word.end - word.start, 0.01)
    return max(spoken, key=spoken.__getitem__, default=UNKNOWN_SPEAKER)
