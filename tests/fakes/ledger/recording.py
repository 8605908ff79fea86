"""What is recorded while a session goes on: its plan and states, its sound, the text of slices."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from aurity_desktop.domain.audio import RECORDED_ON, AudioSlice, Span, SpanKind
from aurity_desktop.domain.changes import ReviewMarked, TitleGiven
from aurity_desktop.domain.errors import (
    ConflictingFact,
    UnknownChunk,
)
from aurity_desktop.domain.events import REVIEWS, Event, Metadata
from aurity_desktop.domain.session import (
    OPEN_STATES,
    SessionPlan,
    SessionState,
    SessionSummary,
    checked_session_id,
)
from aurity_desktop.domain.session_parts import LastPart
from aurity_desktop.domain.speakers import UNKNOWN_SPEAKER
from aurity_desktop.domain.transcript import (
    ANSWERED,
    Chunk,
    ChunkStatus,
    ChunkTranscription,
    Word,
)
from tests.fakes.ledger.state import Memory, Session


class MemorySessions:
    """The port `Sessions`."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def create(self, plan: SessionPlan) -> None:
        session_id = checked_session_id(plan.session_id)
        known = self._memory.sessions.get(session_id)
        if known is not None:
            if known.plan != plan:
                raise ConflictingFact(session_id, "its plan")
            return
        self._memory.sessions[session_id] = Session(plan, language=plan.language)
        self._memory.log(session_id, Event.SESSION_CREATED, {"model": plan.model})

    def set_state(self, session_id: str, state: SessionState, reason: str = "") -> None:
        session = self._memory.known(session_id)
        if (session.state, session.reason) == (state, reason):
            return
        paused = state is SessionState.PAUSED
        event = Event.RECORDING_PAUSED if paused else Event.SESSION_STATE_CHANGED
        self._memory.log(session_id, event, {"state": state.value, "before": session.state.value})
        session.state, session.reason = state, reason

    def retitle(self, session_id: str, title: str) -> None:
        session = self._memory.known(session_id)
        before = _summary(session).title
        if before == title:
            return
        self._memory.log(session_id, Event.SESSION_TITLED, {})
        session.retitled = title
        self._memory.changed(session, TitleGiven(title, before))

    def mark_reviewed(self, session_id: str, *, reviewed: bool) -> None:
        session = self._memory.known(session_id)
        if _summary(session).reviewed == reviewed:
            return
        self._memory.log(session_id, Event.SESSION_REVIEWED, {"reviewed": reviewed})
        self._memory.changed(session, ReviewMarked(reviewed))

    def knows(self, session_id: str) -> bool:
        return session_id in self._memory.sessions

    def summary(self, session_id: str) -> SessionSummary:
        return _summary(self._memory.known(session_id))

    def all(self) -> list[SessionSummary]:
        newest_first = sorted(
            self._memory.sessions.values(),
            key=lambda session: (session.plan.created_at, session.plan.session_id),
            reverse=True,
        )
        return [_summary(session) for session in newest_first]

    def open_ids(self) -> list[str]:
        is_open = [
            session.plan.session_id
            for session in self._memory.sessions.values()
            if session.state in OPEN_STATES
        ]
        return sorted(
            is_open, key=lambda session_id: self._memory.sessions[session_id].plan.created_at
        )


class MemorySound:
    """The port `Sound`."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def record_slice(self, audio_slice: AudioSlice, *, adopted: bool = False) -> None:
        session_id, number = audio_slice.session_id, audio_slice.number
        session = self._memory.known(session_id)
        if number in session.slices:
            known = session.slices[number][0]
            if (known.start_sample, known.sample_count, known.sha256) != (
                audio_slice.start_sample,
                audio_slice.sample_count,
                audio_slice.sha256,
            ):
                raise ConflictingFact(session_id, f"chunk {number}")
            return
        event = Event.CHUNK_ADOPTED if adopted else Event.CHUNK_PERSISTED
        metadata: Metadata = {
            "chunk_id": audio_slice.chunk_id,
            "chunk_number": number,
            "start_sample": audio_slice.start_sample,
            "sample_count": audio_slice.sample_count,
        }
        row = self._memory.log(session_id, event, metadata, result_hash=audio_slice.sha256)
        session.slices[number] = (audio_slice, datetime.fromisoformat(row.timestamp))
        session.sound_since_run = True

    def slices(self, session_id: str, *, behind: int = 0) -> list[AudioSlice]:
        session = self._memory.sessions.get(session_id)
        found = [session.slices[number][0] for number in sorted(session.slices)] if session else []
        return [each for each in found if each.end_sample > behind or not behind]

    def record_span(self, session_id: str, span: Span) -> None:
        deliberate = span.kind in (SpanKind.PAUSE, SpanKind.OFF_THE_RECORD)
        event = Event.RECORDING_RESUMED if deliberate else Event.CAPTURE_INTERRUPTED
        session = self._memory.known(session_id)
        metadata: Metadata = {
            "kind": span.kind.value,
            "at_sample": span.at_sample,
            "seconds": span.seconds,
        }
        self._memory.log(session_id, event, metadata)
        session.spans.append(span)
        if span.reason == RECORDED_ON:
            run = session.segments_run
            session.last_part = LastPart(span.at_sample, run) if run else None

    def spans(self, session_id: str) -> list[Span]:
        session = self._memory.sessions.get(session_id)
        return list(session.spans) if session else []


class MemoryChunks:
    """The port `Chunks`."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def record_transcription(self, transcription: ChunkTranscription) -> None:
        session_id, number = transcription.session_id, transcription.chunk_number
        session = self._memory.known(session_id)
        if number not in session.slices:
            raise UnknownChunk(session_id, number)
        newest = session.transcriptions.get(number)
        if newest == transcription:
            return
        if newest and newest.is_second_pass and not transcription.is_second_pass:
            return
        metadata: Metadata = {
            "chunk_number": number,
            "status": transcription.status.value,
            "words": len(transcription.words),
            "model": transcription.model,
            "latency_ms": transcription.latency_ms,
        }
        row = self._memory.log(session_id, Event.CHUNK_TRANSCRIBED, metadata)
        session.transcriptions[number] = transcription
        if not transcription.is_second_pass:
            session.heard_live[number] = transcription
        session.heard_at[number] = row.audit_id
        session.language = session.language or transcription.language

    def record_transcriptions(self, transcriptions: Sequence[ChunkTranscription]) -> None:
        for each in transcriptions:
            if each.chunk_number not in self._memory.known(each.session_id).slices:
                raise UnknownChunk(each.session_id, each.chunk_number)
        for each in transcriptions:
            self.record_transcription(each)

    def of_session(self, session_id: str) -> list[Chunk]:
        session = self._memory.sessions.get(session_id)
        return [_chunk(session, number) for number in sorted(session.slices)] if session else []

    def between(self, session_id: str, start: int, end: int) -> list[Chunk]:
        session = self._memory.known(session_id)
        found = [session.slices[number][0] for number in sorted(session.slices)]
        return [
            _chunk(session, each.number)
            for each in found
            if each.start_sample < end and each.end_sample > start
        ]

    def languages(self, session_id: str) -> frozenset[str]:
        return frozenset(chunk.language for chunk in self.of_session(session_id))

    def live_words(self, session_id: str) -> list[Word]:
        heard = self._memory.known(session_id).heard_live
        words = [word for number in sorted(heard) for word in heard[number].words]
        return sorted(words, key=lambda word: word.start)

    def second_pass_since(
        self, session_id: str, audit_id: int
    ) -> tuple[list[ChunkTranscription], int]:
        session = self._memory.known(session_id)
        news = sorted((at, number) for number, at in session.heard_at.items() if at > audit_id)
        heard = [session.transcriptions[number] for _, number in news]
        return [each for each in heard if each.is_second_pass], max([audit_id, *dict(news)])

    def suppressed(self, session_id: str, number: int) -> str:
        """Not in the port: what the newest transcription of a chunk kept as suppressed."""
        return self._memory.sessions[session_id].transcriptions[number].suppressed


def _summary(session: Session) -> SessionSummary:
    answered = [t for t in session.transcriptions.values() if t.status in ANSWERED]
    return SessionSummary(
        plan=session.plan,
        state=session.state,
        reason=session.reason,
        sample_count=sum(found.sample_count for found, _ in session.slices.values()),
        chunks=len(session.slices),
        chunks_ok=len(answered),
        speakers=len({segment.speaker for segment in session.segments} - {UNKNOWN_SPEAKER}),
        language=session.language,
        retitled=session.retitled,
        reviewed=_is_reviewed(session),
    )


def _is_reviewed(session: Session) -> bool:
    """As the last mark says, or by what was done since."""
    for row in reversed(session.audit):
        if row.operation in REVIEWS:
            return True
        if row.operation == Event.SESSION_REVIEWED:
            return bool(json.loads(row.metadata)["reviewed"])
    return False


def _chunk(session: Session, number: int) -> Chunk:
    audio_slice, created_at = session.slices[number]
    heard = session.transcriptions.get(number)
    return Chunk(
        chunk_id=audio_slice.chunk_id,
        session_id=audio_slice.session_id,
        chunk_number=number,
        timestamp_start=audio_slice.start,
        timestamp_end=audio_slice.end,
        transcription=heard.text if heard else "",
        audio_hash=audio_slice.audio_hash,
        language=heard.language if heard else "",
        confidence=heard.confidence if heard else 0.0,
        status=heard.status if heard else ChunkStatus.PENDING,
        speaker=session.chunk_speakers.get(number, UNKNOWN_SPEAKER),
        created_at=created_at,
        latency_ms=heard.latency_ms if heard else None,
        reason=heard.reason if heard else "",
    )
