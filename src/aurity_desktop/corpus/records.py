"""Rows of the ledger as the domain's values."""

from __future__ import annotations

from typing import Any

from aurity_desktop.corpus import codec
from aurity_desktop.domain.audio import seconds
from aurity_desktop.domain.events import AuditRow, AuditStatus, Event
from aurity_desktop.domain.session import SessionPlan, SessionState, SessionSummary, SpeakerCount
from aurity_desktop.domain.transcript import Chunk, ChunkStatus


def summary_from(row: tuple[Any, ...]) -> SessionSummary:
    session_id, created_at, source, language, model, minimum, maximum, vocabulary, title = row[:9]
    state, reason, sample_count, chunks, chunks_ok, speakers, heard_language = row[9:]
    plan = SessionPlan(
        session_id=session_id,
        created_at=codec.time_from_text(created_at),
        source=source,
        language=language,
        model=model,
        speaker_count=SpeakerCount(minimum, maximum),
        vocabulary=codec.strings_from_json(vocabulary),
        title=title,
    )
    return SessionSummary(
        plan=plan,
        state=SessionState(state),
        reason=reason,
        sample_count=sample_count,
        chunks=chunks,
        chunks_ok=chunks_ok,
        speakers=speakers,
        language=heard_language,
    )


def chunk_from(session_id: str, row: tuple[Any, ...]) -> Chunk:
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
