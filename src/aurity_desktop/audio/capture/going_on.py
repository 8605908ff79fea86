"""How a recorder goes on with a session that is there: where, and after how long."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeGuard

from aurity_desktop.audio.capture.file_source import FileSource
from aurity_desktop.audio.capture.resume_point import ResumePoint
from aurity_desktop.audio.capture.source import Source
from aurity_desktop.audio.slices.recovery import gap_since, recover_session
from aurity_desktop.domain.audio import RECORDED_ON, Span, SpanKind
from aurity_desktop.domain.capture import InputNote
from aurity_desktop.domain.consent import ConsentAnswer
from aurity_desktop.domain.errors import ConsentWithdrawn, SessionBusy
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.input_read import note_of
from aurity_desktop.domain.keys import Keys
from aurity_desktop.domain.ledger_ports import RecorderLedger
from aurity_desktop.domain.session import OPEN_STATES, SessionState


def require_may_go_on(session_id: str, ledger: RecorderLedger) -> None:
    """Before a folder is made. Raises UnknownSession, ConsentWithdrawn, SessionBusy."""
    if ledger.sessions.summary(session_id).state is SessionState.FINALIZING:
        raise SessionBusy(session_id, "being transcribed")
    if ledger.consents.newest(session_id) is ConsentAnswer.WITHDRAWN:
        raise ConsentWithdrawn(session_id)


def go_on(
    session_id: str,
    slices: Path,
    ledger: RecorderLedger,
    keys: Keys,
    source: Source,
    now: Callable[[], float] = time.time,
) -> ResumePoint:
    """A source that keeps time has gone on without us: what it missed is recorded.

    A file that is read fast has missed nothing. Where the session came from a file, it has to be
    this one, and what was read of it is not read again. A session that had ended gets another
    part. Raises OtherInput.
    """
    ended = ledger.sessions.summary(session_id).state not in OPEN_STATES
    found = recover_session(session_id, slices, ledger, keys)
    if ended and not (_is_file(source) and _came_from_a_file(ledger, session_id)):
        apart = _new_part(session_id, ledger, found.sample_count, now())
        return ResumePoint(session_id, found.slices, found.sample_count, apart)
    if _is_file(source) and not source.keeps_time and _came_from_a_file(ledger, session_id):
        source.pass_over(ledger.sound.slices(session_id))
    missed = source.keeps_time
    gap = gap_since(found, ledger.sound.spans(session_id), now()) if missed else None
    if gap is not None:
        ledger.sound.record_span(session_id, gap)
    ledger.sessions.set_state(session_id, SessionState.RECORDING)
    return ResumePoint(session_id, found.slices, found.sample_count, gap)


def _new_part(session_id: str, ledger: RecorderLedger, at_sample: int, now: float) -> Span:
    """Recorded before the first sound of the part: what stands before it is not made again."""
    events = {Event.CHUNK_PERSISTED, Event.CHUNK_ADOPTED}
    heard = [row.timestamp for row in ledger.audit.rows(session_id) if row.operation in events]
    since = datetime.fromisoformat(heard[-1]).timestamp() if heard else now
    counted = sum(
        span.seconds
        for span in ledger.sound.spans(session_id)
        if (span.reason, span.at_sample) == (RECORDED_ON, at_sample)
    )
    length = max(0.0, now - since - counted)  # a clock may have gone back
    gap = Span(SpanKind.GAP, at_sample, length, RECORDED_ON)
    ledger.sound.record_span(session_id, gap)
    facts = {"at_sample": at_sample, "seconds": length}
    ledger.audit.record_event(session_id, Event.SESSION_CONTINUED, facts)
    ledger.sessions.set_state(session_id, SessionState.RECORDING)
    return gap


def _is_file(source: Source) -> TypeGuard[FileSource]:
    return isinstance(source, FileSource)


def _came_from_a_file(ledger: RecorderLedger, session_id: str) -> bool:
    """By the note of its beginning; sessions of older programs have none."""
    rows = (row for row in ledger.audit.rows(session_id) if row.operation == Event.INPUT_NOTED)
    notes = (note_of(json.loads(row.metadata)) for row in rows)
    return any(note is not None and note[0] is InputNote.BEGUN for note in notes)
