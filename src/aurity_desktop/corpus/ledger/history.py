"""What was changed in a session by people, read out of its facts; see `domain.changes`."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from aurity_desktop.corpus.ledger.clinical_notes import entry_from
from aurity_desktop.corpus.ledger.codec import time_from_text
from aurity_desktop.corpus.ledger.edit_facts import Fetch, recorded_edits
from aurity_desktop.corpus.ledger.speaker_names import TOGETHER, GivenName, names_that_hold
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.changes import (
    BookmarkChanged,
    Change,
    EditMade,
    EditMarked,
    LiveTextCorrected,
    NoteDecided,
    NoteTyped,
    PatientAssigned,
    ReviewMarked,
    RunCounts,
    TitleGiven,
    VoiceNamed,
    What,
)
from aurity_desktop.domain.clinical_note import NoteEntry
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.live_corrections import LiveCorrection
from aurity_desktop.domain.patients import Patient
from aurity_desktop.domain.speakers import SpeakerRole
from aurity_desktop.domain.transcript import Segment

_MARKS = "SELECT audit_id, edit_id, active FROM edit_marks WHERE session_id = ?"

_RUNS = """
SELECT audit_id, run_id FROM assignments WHERE session_id = ?1
UNION ALL SELECT audit_id, run_id FROM selections WHERE session_id = ?1
ORDER BY audit_id
"""

_SLICES = "SELECT audit_id FROM slices WHERE session_id = ? ORDER BY audit_id DESC LIMIT 1"

_TITLES = """
SELECT -1, title FROM sessions WHERE session_id = ?1
UNION ALL SELECT audit_id, title FROM titles WHERE session_id = ?1
ORDER BY 1
"""

_REVIEW_MARKS = "SELECT audit_id, reviewed FROM review_marks WHERE session_id = ?"

_BOOKMARKS = """
SELECT b.audit_id, b.bookmark_id, b.at_sample, b.text, b.active, a.operation
FROM bookmarks b JOIN audit a ON a.session_id = b.session_id AND a.audit_id = b.audit_id
WHERE b.session_id = ? ORDER BY b.audit_id
"""

_LIVE_CORRECTIONS = """
SELECT c.audit_id, c.active, a.operation, c.correction_id, c.start, c.end, c.heard, c.text
FROM live_corrections c JOIN audit a ON a.session_id = c.session_id AND a.audit_id = c.audit_id
WHERE c.session_id = ? ORDER BY c.audit_id
"""

_NOTE_ENTRIES = """
SELECT audit_id, entry_id, state, kind, section, text, found, start, end FROM note_entries
WHERE session_id = ? ORDER BY audit_id
"""

_NOTE_TEXTS = (
    "SELECT audit_id, section, text FROM note_texts WHERE session_id = ? ORDER BY audit_id"
)

_PATIENTS = """
SELECT audit_id, patient_id, name, record_number, birth_date FROM patients
WHERE session_id = ? ORDER BY audit_id
"""

_ROWS = (
    "SELECT timestamp, user_id, operation, metadata FROM audit "
    "WHERE session_id = ? AND audit_id = ?"
)


def changes(
    fetch: Fetch,
    session_id: str,
    given: Sequence[GivenName],
    segments_of: Callable[[str], Sequence[Segment]],
) -> list[Change]:
    """In the order of time.

    `given` are the names as they were given, `segments_of` reads a run of segments.
    """
    whats: dict[int, What] = {
        found.audit_id: EditMade(found.edit) for found, _ in recorded_edits(fetch, session_id)
    }
    for audit_id, edit_id, active in fetch(_MARKS, session_id):
        whats[audit_id] = EditMarked(edit_id, bool(active))
    titles = fetch(_TITLES, session_id)
    for (_, before), (audit_id, title) in pairwise(titles):
        whats[audit_id] = TitleGiven(title, before)
    for audit_id, reviewed in fetch(_REVIEW_MARKS, session_id):
        whats[audit_id] = ReviewMarked(bool(reviewed))
    whats |= _bookmarks(fetch, session_id) | _live_corrections(fetch, session_id)
    whats |= _note(fetch, session_id) | _patients(fetch, session_id)
    whats |= _runs(fetch, session_id)
    rows = {audit_id: fetch(_ROWS, session_id, audit_id)[0] for audit_id in whats}
    for named in given:
        row = rows[named.audit_id] = fetch(_ROWS, session_id, named.audit_id)[0]
        whats[named.audit_id] = _naming(
            named, given, cache(segments_of), suggested=row[2] == Event.ROLE_SUGGESTED
        )
    return [
        Change(
            audit_id,
            time_from_text(timestamp),
            user_id,
            operation,
            whats[audit_id],
            _together(metadata),
        )
        for audit_id, (timestamp, user_id, operation, metadata) in sorted(rows.items())
    ]


def _together(metadata: str) -> int:
    """The first of the names that were given at once, -1 where the row names none."""
    if f'"{TOGETHER}"' not in metadata:
        return -1
    try:
        first = json.loads(metadata).get(TOGETHER)
    except (ValueError, RecursionError, AttributeError):
        return -1
    return first if isinstance(first, int) else -1


def _note(fetch: Fetch, session_id: str) -> dict[int, What]:
    """What was decided about the lines of the clinical note, and what was typed into it."""
    found: dict[int, What] = {}
    entries: dict[str, NoteEntry] = {}
    for audit_id, *row in fetch(_NOTE_ENTRIES, session_id):
        entry = entry_from(tuple(row))
        found[audit_id] = NoteDecided(entry, entries.get(entry.entry_id, entry.untouched))
        entries[entry.entry_id] = entry
    texts: dict[str, str] = {}
    for audit_id, section, text in fetch(_NOTE_TEXTS, session_id):
        found[audit_id] = NoteTyped(section, text, texts.get(section, ""))
        texts[section] = text
    return found


def _bookmarks(fetch: Fetch, session_id: str) -> dict[int, What]:
    held: dict[str, Bookmark | None] = {}
    found: dict[int, What] = {}
    for audit_id, bookmark_id, at_sample, text, active, operation in fetch(_BOOKMARKS, session_id):
        now = Bookmark(bookmark_id, at_sample, text) if active else None
        withdrawn = operation == Event.BOOKMARK_WITHDRAWN
        found[audit_id] = BookmarkChanged(bookmark_id, now, held.get(bookmark_id), withdrawn)
        held[bookmark_id] = now
    return found


def _live_corrections(fetch: Fetch, session_id: str) -> dict[int, What]:
    held: dict[str, LiveCorrection | None] = {}
    found: dict[int, What] = {}
    for audit_id, active, operation, *values in fetch(_LIVE_CORRECTIONS, session_id):
        by_sound = operation == Event.LIVE_TEXT_REPLACED_BY_SOUND
        correction = replace(LiveCorrection(*values), by_sound=by_sound)
        own = correction.correction_id
        now = correction if active else None
        withdrawn = operation == Event.LIVE_CORRECTION_WITHDRAWN
        found[audit_id] = LiveTextCorrected(own, now, held.get(own), withdrawn)
        held[own] = now
    return found


def _patients(fetch: Fetch, session_id: str) -> dict[int, What]:
    found: dict[int, What] = {}
    before: Patient | None = None
    for audit_id, patient_id, *values in fetch(_PATIENTS, session_id):
        now = Patient(patient_id, *values) if patient_id else None
        found[audit_id], before = PatientAssigned(now, before), now
    return found


def _runs(fetch: Fetch, session_id: str) -> dict[int, What]:
    """A session that was recorded on has slices behind its earlier runs."""
    last_slice = max((audit_id for (audit_id,) in fetch(_SLICES, session_id)), default=-1)
    found: dict[int, What] = {}
    before = -1
    for audit_id, run_id in fetch(_RUNS, session_id):
        found[audit_id] = RunCounts(run_id, other_sound=before < last_slice < audit_id)
        before = audit_id
    return found


def _naming(
    named: GivenName,
    given: Sequence[GivenName],
    segments_of: Callable[[str], Sequence[Segment]],
    *,
    suggested: bool,
) -> VoiceNamed:
    earlier = [each for each in given if each.audit_id < named.audit_id]
    held = names_that_hold(earlier, named.run_id, segments_of).get(named.label)
    return VoiceNamed(
        named.label,
        named.name,
        named.role,
        held.name if held else "",
        held.role if held else SpeakerRole.DESCONOCIDO,
        suggested,
    )
