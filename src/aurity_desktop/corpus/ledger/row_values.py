"""Rows of the ledger as the domain's values."""

from __future__ import annotations

from typing import Any

from aurity_desktop.corpus.ledger import codec
from aurity_desktop.domain.audio import seconds
from aurity_desktop.domain.events import AuditRow, AuditStatus, Event
from aurity_desktop.domain.session import SessionPlan, SessionState, SessionSummary, SpeakerCount
from aurity_desktop.domain.transcript import Chunk, ChunkStatus

#: A list of ten thousand sessions makes ten thousand of each of these: looked up, not made.
_STATES = {state.value: state for state in SessionState}
_ANYBODY = SpeakerCount()


def summary_from(row: tuple[Any, ...]) -> SessionSummary:
    """A row of the catalogue joined with the plan, in the order of `sessions._SUMMARY`."""
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
        state,
        reason,
        sample_count,
        chunks,
        chunks_ok,
        speakers,
        heard_language,
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
    known = _STATES.get(state) or SessionState(state)
    return SessionSummary(
        plan, known, reason, sample_count, chunks, chunks_ok, speakers, heard_language
    )


def chunk_from(session_id: str, row: tuple[Any, ...]) -> Chunk:
    """A row in the order of `chunks._CHUNKS`."""
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
        status=ChunkStatus(status),
        speaker=speaker,
        created_at=codec.time_from_text(created_at),
        latency_ms=latency_ms,
        reason=reason or "",
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
        *hashes,
        status,
        metadata,
        previous,
        own,
    ) = row
    payload_hash, result_hash = hashes
    return AuditRow(
        session_id=session_id,
        audit_id=audit_id,
        timestamp=timestamp,
        operation=Event(operation) if operation in Event.__members__ else operation,
        user_id=user_id,
        payload_hash=payload_hash,
        result_hash=result_hash,
        status=AuditStatus(status) if status in AuditStatus.__members__ else status,
        metadata=metadata,
        prev_hash=previous,
        row_hash=own,
    )
