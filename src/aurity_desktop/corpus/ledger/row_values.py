"""Rows of the ledger as the domain's values."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from aurity_desktop.corpus.ledger import codec
from aurity_desktop.domain.audio import seconds
from aurity_desktop.domain.errors import DamagedRow
from aurity_desktop.domain.events import AuditRow, AuditStatus, Event
from aurity_desktop.domain.session import (
    DAMAGED_REASON,
    DamagedSession,
    SessionPlan,
    SessionState,
    SessionSummary,
    SpeakerCount,
    is_session_id,
)
from aurity_desktop.domain.transcript import Chunk, ChunkStatus, ChunkTranscription

#: A list of ten thousand sessions makes ten thousand of each of these: looked up, not made.
_STATES = {state.value: state for state in SessionState}
_EVENTS: dict[str, Event | str] = {event.value: event for event in Event}
_STATUSES: dict[str, AuditStatus | str] = {status.value: status for status in AuditStatus}
_ANYBODY = SpeakerCount()

_TEXTS = (str,) * 5
_NUMBERS = (int,) * 4
#: The types of a row of `summary_from`: SQLite keeps whatever is put into a column.
_TYPES = frozenset(
    (*_TEXTS, least, most, str, str, retitled, str, str, *_NUMBERS, str, int)
    for least in (int, type(None))
    for most in (int, type(None))
    for retitled in (str, type(None))
)

#: When a session began whose row does not say it.
NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)


def summary_from(row: tuple[Any, ...]) -> SessionSummary:
    """A row of the catalogue joined with the plan, in the order of `sessions._SUMMARY`.

    One that is damaged is a damaged session: it keeps no other from being listed.
    """
    try:
        return _summary(row)
    except (DamagedRow, ValueError):
        plan = SessionPlan(str(row[0]), _time_or_none(row[1]), source="")
        return DamagedSession(plan, SessionState.FAILED, DAMAGED_REASON, 0, 0, 0, 0, "")


def _time_or_none(text: Any) -> datetime:
    try:
        return codec.time_from_text(text)
    except DamagedRow:
        return NO_TIME


def _summary(row: tuple[Any, ...]) -> SessionSummary:
    if tuple(map(type, row)) not in _TYPES or not is_session_id(row[0]):
        raise DamagedRow("its row in the list has other types")
    (
        session_id,
        created_at,
        source,
        language,
        model,
        minimum,
        maximum,
        vocabulary,
        title,
        retitled,
        state,
        reason,
        sample_count,
        chunks,
        chunks_ok,
        speakers,
        heard_language,
        reviewed,
    ) = row
    nobody_said = minimum is None and maximum is None
    plan = SessionPlan(
        session_id,
        codec.time_from_text(created_at),
        source,
        language,
        model,
        _ANYBODY if nobody_said else SpeakerCount(minimum, maximum),
        codec.strings_from_json(vocabulary),
        title,
    )
    known = _STATES.get(state) or codec.one_of(SessionState, state)
    return SessionSummary(
        plan,
        known,
        reason,
        sample_count,
        chunks,
        chunks_ok,
        speakers,
        heard_language,
        retitled,
        bool(reviewed),
    )


def chunk_from(session_id: str, row: tuple[Any, ...]) -> Chunk:
    """A row in the order of `chunks._CHUNKS`. Raises DamagedRow."""
    try:
        return _chunk(session_id, row)
    except (TypeError, AttributeError) as error:
        raise DamagedRow("a chunk's row has other types") from error


def _chunk(session_id: str, row: tuple[Any, ...]) -> Chunk:
    number, created_at, status, speaker, start_sample, sample_count, sha256 = row[:7]
    text, language, confidence, latency_ms, reason = row[7:]
    return Chunk(
        chunk_id=f"{session_id}_chunk_{number}_{sha256[:8]}",
        session_id=session_id,
        chunk_number=number,
        timestamp_start=seconds(start_sample),
        timestamp_end=seconds(start_sample + sample_count),
        transcription=text or "",
        audio_hash=f"sha256:{sha256}",
        language=language or "",
        confidence=confidence or 0.0,
        status=codec.one_of(ChunkStatus, status),
        speaker=speaker,
        created_at=codec.time_from_text(created_at),
        latency_ms=latency_ms,
        reason=reason or "",
    )


def transcription_from(session_id: str, row: tuple[Any, ...]) -> ChunkTranscription:
    """A row of `fact_tables.TRANSCRIPTIONS`. Raises DamagedRow."""
    number, text, status, language, confidence, model, latency_ms, reason, suppressed, words = row
    if tuple(map(type, (number, text, reason))) != (int, str, str):
        raise DamagedRow("a chunk's text has other types")
    return ChunkTranscription(
        session_id=session_id,
        chunk_number=number,
        words=tuple(codec.words_from_json(words)),
        status=codec.one_of(ChunkStatus, status),
        language=language,
        confidence=confidence,
        model=model,
        latency_ms=latency_ms,
        reason=reason,
        suppressed=suppressed,
    )


def audit_row_from(row: tuple[Any, ...]) -> AuditRow:
    """A row in the order of the table.

    What a newer version may have written stays a plain text, so that its chain can be checked.
    """
    (
        session_id,
        audit_id,
        timestamp,
        operation,
        user_id,
        payload_hash,
        result_hash,
        status,
        metadata,
        previous,
        own,
    ) = row
    return AuditRow(
        session_id=session_id,
        audit_id=audit_id,
        timestamp=timestamp,
        operation=_EVENTS.get(operation, operation),
        user_id=user_id,
        payload_hash=payload_hash,
        result_hash=result_hash,
        status=_STATUSES.get(status, status),
        metadata=metadata,
        prev_hash=previous,
        row_hash=own,
    )
