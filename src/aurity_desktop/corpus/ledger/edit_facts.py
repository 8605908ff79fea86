"""Edits as facts of the ledger, and the reading that they make of a run of segments."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from aurity_desktop.corpus.ledger.codec import one_of, time_from_text
from aurity_desktop.corpus.ledger.open_ledger import Row
from aurity_desktop.domain.audio import AudioSlice
from aurity_desktop.domain.edits import Edit, EditKind, RecordedEdit
from aurity_desktop.domain.events import Event, canonical
from aurity_desktop.domain.speakers import UNKNOWN_SPEAKER
from aurity_desktop.domain.transcript import Word

#: Runs one SELECT and gives its rows.
Fetch: TypeAlias = Callable[..., list[Row]]

EVENTS = {
    EditKind.CORRECT: Event.TEXT_CORRECTED,
    EditKind.REASSIGN: Event.SPEAKER_REASSIGNED,
    EditKind.SPLIT: Event.TURN_SPLIT,
    EditKind.MERGE: Event.SPEAKERS_MERGED,
}

#: Edits of words and their borders. They hold for every run that has the very same words: a
#: diarization done again does not lose them. The others speak of labels, which mean another voice
#: in another run.
_OF_WORDS = frozenset({EditKind.CORRECT, EditKind.SPLIT})

_EDITS = """
SELECT e.edit_id, e.kind, e.first_word, e.last_word, e.text, e.speaker, e.merged,
       e.run_id, e.words_hash, e.audit_id, a.timestamp, a.user_id,
       coalesce((SELECT m.active FROM edit_marks m
                 WHERE m.session_id = e.session_id AND m.edit_id = e.edit_id
                 ORDER BY m.audit_id DESC LIMIT 1), 1)
FROM edits e JOIN audit a ON a.session_id = e.session_id AND a.audit_id = e.audit_id
WHERE e.session_id = ? ORDER BY e.audit_id
"""


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


def edits_that_hold(
    recorded: Sequence[tuple[RecordedEdit, str]], run_id: str, words: Sequence[Word]
) -> list[Edit]:
    """The active edits that concern this run, in the order in which they were made."""
    if not recorded:
        return []
    own = words_hash(words)
    return [
        found.edit
        for found, made_on in recorded
        if found.active
        and (found.run_id == run_id or (found.edit.kind in _OF_WORDS and made_on == own))
    ]


def chunk_speakers(slices: Sequence[AudioSlice], words: Iterable[Word]) -> list[tuple[int, str]]:
    """Who talks longest in each slice, by the middles of the words.

    Slices without words are left out.
    """
    starts = [audio_slice.start for audio_slice in slices]
    spoken: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for word in words:
        if slices:
            number = slices[max(0, bisect_right(starts, word.middle) - 1)].number
            spoken[number][word.speaker] += max(word.end - word.start, 0.01)
    return [(number, _longest(voices)) for number, voices in sorted(spoken.items())]


def _longest(voices: dict[str, float]) -> str:
    known = {speaker: length for speaker, length in voices.items() if speaker != UNKNOWN_SPEAKER}
    return max(known, key=known.__getitem__, default=UNKNOWN_SPEAKER)
