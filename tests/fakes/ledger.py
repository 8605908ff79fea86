"""A ledger that forgets everything at the end: the same answers as the real one, held in lists."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from aurity_desktop.corpus.ledger.audit_chain import Head, next_row, payload_hash
from aurity_desktop.corpus.ledger.edits import EVENTS, chunk_speakers
from aurity_desktop.corpus.ledger.speaker_names import GivenName, names_that_hold
from aurity_desktop.domain.audio import AudioSlice, Span, SpanKind
from aurity_desktop.domain.changes import Change, EditMade, EditMarked, RunCounts, VoiceNamed, What
from aurity_desktop.domain.consent import Consent, ConsentAnswer
from aurity_desktop.domain.edits import Edit, EditKind, Reading, RecordedEdit, check_edit, read_with
from aurity_desktop.domain.errors import (
    ConflictingFact,
    UnknownChunk,
    UnknownEdit,
    UnknownRun,
    UnknownSession,
)
from aurity_desktop.domain.events import AuditRow, AuditStatus, Event, Metadata, canonical
from aurity_desktop.domain.retention import Hold
from aurity_desktop.domain.search import SearchFilter, SearchHit
from aurity_desktop.domain.session import (
    OPEN_STATES,
    SessionPlan,
    SessionState,
    SessionSummary,
    checked_session_id,
)
from aurity_desktop.domain.speakers import UNKNOWN_SPEAKER, Diarization, Speaker, SpeakerRole
from aurity_desktop.domain.transcript import (
    ANSWERED,
    Chunk,
    ChunkStatus,
    ChunkTranscription,
    Segment,
    WholeTranscript,
    Word,
)


@dataclass
class _Assignment:
    words: list[Word] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    chunk_speakers: dict[int, str] = field(default_factory=dict)


@dataclass
class _Session:
    plan: SessionPlan
    state: SessionState = SessionState.RECORDING
    reason: str = ""
    slices: dict[int, tuple[AudioSlice, datetime]] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    transcriptions: dict[int, ChunkTranscription] = field(default_factory=dict)
    assignments: dict[str, _Assignment] = field(default_factory=dict)
    segments_run: str = ""
    edits: dict[str, RecordedEdit] = field(default_factory=dict)
    consent: ConsentAnswer | None = None
    hold: Hold | None = None
    given: list[GivenName] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    sound_since_run: bool = False
    language: str = ""
    audit: list[AuditRow] = field(default_factory=list)

    @property
    def assignment(self) -> _Assignment:
        return self.assignments.get(self.segments_run, _Assignment())

    @property
    def reading(self) -> Reading:
        """Edits of words hold for every run with the same words, the others for their own run."""
        return self.reading_of(self.segments_run)

    def reading_of(self, run_id: str) -> Reading:
        run = self.assignments.get(run_id, _Assignment())
        edits = [
            found.edit
            for found in self.edits.values()
            if found.active and self._concerns(found, run_id, run.words)
        ]
        return read_with(run.words, run.segments, edits)

    @property
    def names(self) -> dict[str, GivenName]:
        """What was named before there was a run belongs to the first one."""
        first = next(iter(self.assignments), "")
        given = [replace(each, run_id=each.run_id or first) for each in self.given]
        return names_that_hold(
            given, self.segments_run, lambda run_id: self.reading_of(run_id).segments
        )

    def _concerns(self, found: RecordedEdit, run_id: str, words: list[Word]) -> bool:
        said = [(word.start, word.text) for word in words]
        made_on = [(word.start, word.text) for word in self.assignments[found.run_id].words]
        of_words = found.edit.kind in (EditKind.CORRECT, EditKind.SPLIT)
        return found.run_id == run_id or (of_words and said == made_on)

    @property
    def segments(self) -> list[Segment]:
        return list(self.reading.segments)

    @property
    def chunk_speakers(self) -> dict[int, str]:
        run, read = self.assignment, self.reading
        if [word.speaker for word in run.words] == [word.speaker for word in read.words]:
            return run.chunk_speakers
        return dict(chunk_speakers([found for found, _ in self.slices.values()], read.words))


class MemoryLedger:
    """The `Ledger` port in memory. `user_id` and `now` as in the real one."""

    path = Path("memory")

    def __init__(
        self, user_id: str = "tester", now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._user_id = user_id
        self._now = now
        self._sessions: dict[str, _Session] = {}
        self._runs: dict[str, tuple[str, str, object]] = {}
        self._days: int | None = None

    def create_session(self, plan: SessionPlan) -> None:
        session_id = checked_session_id(plan.session_id)
        known = self._sessions.get(session_id)
        if known is not None:
            if known.plan != plan:
                raise ConflictingFact(session_id, "its plan")
            return
        self._sessions[session_id] = _Session(plan, language=plan.language)
        self._log(session_id, Event.SESSION_CREATED, {"model": plan.model})

    def set_state(self, session_id: str, state: SessionState, reason: str = "") -> None:
        session = self._known(session_id)
        if (session.state, session.reason) == (state, reason):
            return
        paused = state is SessionState.PAUSED
        event = Event.RECORDING_PAUSED if paused else Event.SESSION_STATE_CHANGED
        self._log(session_id, event, {"state": state.value, "before": session.state.value})
        session.state, session.reason = state, reason

    def record_slice(self, audio_slice: AudioSlice, *, adopted: bool = False) -> None:
        session_id, number = audio_slice.session_id, audio_slice.number
        session = self._known(session_id)
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
        row = self._log(session_id, event, metadata, result_hash=audio_slice.sha256)
        session.slices[number] = (audio_slice, datetime.fromisoformat(row.timestamp))
        session.sound_since_run = True

    def record_span(self, session_id: str, span: Span) -> None:
        deliberate = span.kind in (SpanKind.PAUSE, SpanKind.OFF_THE_RECORD)
        event = Event.RECORDING_RESUMED if deliberate else Event.CAPTURE_INTERRUPTED
        session = self._known(session_id)
        metadata: Metadata = {
            "kind": span.kind.value,
            "at_sample": span.at_sample,
            "seconds": span.seconds,
        }
        self._log(session_id, event, metadata)
        session.spans.append(span)

    def record_transcription(self, transcription: ChunkTranscription) -> None:
        session_id, number = transcription.session_id, transcription.chunk_number
        session = self._known(session_id)
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
        self._log(session_id, Event.CHUNK_TRANSCRIBED, metadata)
        session.transcriptions[number] = transcription
        session.language = session.language or transcription.language

    def record_transcript(self, session_id: str, run_id: str, transcript: WholeTranscript) -> None:
        metadata: Metadata = {"words": len(transcript.words), "model": transcript.model}
        if self._log_run(session_id, run_id, transcript, Event.TRANSCRIPTION_COMPLETED, metadata):
            session = self._sessions[session_id]
            session.language = transcript.language or session.language

    def record_stretch(self, session_id: str, run_id: str, transcript: WholeTranscript) -> None:
        metadata: Metadata = {"words": len(transcript.words), "model": transcript.model}
        self._log_run(session_id, run_id, transcript, Event.STRETCH_SETTLED, metadata)

    def record_diarization(self, session_id: str, run_id: str, diarization: Diarization) -> None:
        metadata: Metadata = {
            "turns": len(diarization.turns),
            "speakers": len(diarization.speakers),
            "model": diarization.model,
        }
        self._log_run(session_id, run_id, diarization, Event.DIARIZATION_COMPLETED, metadata)

    def record_segments(
        self,
        session_id: str,
        run_id: str,
        words: Sequence[Word],
        segments: Sequence[Segment],
        chunk_speakers: Sequence[tuple[int, str]],
    ) -> None:
        metadata: Metadata = {"words": len(words), "segments": len(segments)}
        if self._log_run(session_id, run_id, segments, Event.SPEAKERS_ASSIGNED, metadata):
            session = self._sessions[session_id]
            session.assignments[run_id] = _Assignment(
                list(words), list(segments), dict(chunk_speakers)
            )
            session.segments_run = run_id
            self._changed(session, RunCounts(run_id, session.sound_since_run))
            session.sound_since_run = False

    def use_segments(self, session_id: str, run_id: str) -> None:
        session = self._known(session_id)
        if run_id not in session.assignments:
            raise UnknownRun(run_id)
        if run_id != session.segments_run:
            self._log(session_id, Event.SEGMENTS_SELECTED, {"run_id": run_id})
            session.segments_run = run_id
            self._changed(session, RunCounts(run_id))

    def record_edit(self, session_id: str, edit: Edit) -> None:
        session = self._known(session_id)
        if not session.segments_run:
            raise UnknownRun("")
        check_edit(edit, session.assignment.words)
        if edit.edit_id in session.edits:
            if session.edits[edit.edit_id].edit != edit:
                raise ConflictingFact(session_id, f"edit {edit.edit_id}")
            return
        metadata: Metadata = {
            "edit_id": edit.edit_id,
            "first_word": edit.first_word,
            "last_word": edit.last_word,
        }
        row = self._log(session_id, EVENTS[edit.kind], metadata)
        session.edits[edit.edit_id] = RecordedEdit(
            edit,
            session.segments_run,
            row.audit_id,
            datetime.fromisoformat(row.timestamp),
            row.user_id,
            active=True,
        )
        self._changed(session, EditMade(edit))

    def withdraw_edit(self, session_id: str, edit_id: str) -> None:
        self._mark_edit(session_id, edit_id, Event.EDIT_WITHDRAWN, active=False)

    def restore_edit(self, session_id: str, edit_id: str) -> None:
        self._mark_edit(session_id, edit_id, Event.EDIT_RESTORED, active=True)

    def _mark_edit(self, session_id: str, edit_id: str, event: Event, *, active: bool) -> None:
        session = self._known(session_id)
        if edit_id not in session.edits:
            raise UnknownEdit(session_id, edit_id)
        found = session.edits[edit_id]
        if found.active != active:
            self._log(session_id, event, {"edit_id": edit_id})
            session.edits[edit_id] = replace(found, active=active)
            self._changed(session, EditMarked(edit_id, active))

    def record_consent(self, session_id: str, consent: Consent) -> None:
        session = self._known(session_id)
        given = consent.answer is ConsentAnswer.GIVEN
        event = Event.CONSENT_GIVEN if given else Event.CONSENT_WITHDRAWN
        metadata: Metadata = {"version": consent.text.version, "language": consent.text.language}
        self._log(session_id, event, metadata, consent.text.sha256)
        session.consent = consent.answer

    def consent(self, session_id: str) -> ConsentAnswer | None:
        session = self._sessions.get(session_id)
        return session.consent if session else None

    def note_retention(self, days: int | None) -> bool:
        changed = days != self._days
        self._days = days
        return changed

    def place_hold(self, session_id: str, reason: str) -> None:
        session = self._known(session_id)
        if session.hold is None or session.hold.reason != reason:
            row = self._log(session_id, Event.HOLD_PLACED, {})
            placed = datetime.fromisoformat(row.timestamp)
            session.hold = Hold(session_id, reason, placed, row.user_id)

    def lift_hold(self, session_id: str, reason: str) -> None:
        session = self._known(session_id)
        if session.hold is not None:
            self._log(session_id, Event.HOLD_LIFTED, {})
            session.hold = None

    def holds(self) -> list[Hold]:
        return [session.hold for _, session in sorted(self._sessions.items()) if session.hold]

    def rename_speaker(self, session_id: str, label: str, name: str, role: SpeakerRole) -> None:
        session = self._known(session_id)
        now = session.names.get(label)
        if now is not None and (now.name, now.role) == (name, role):
            return
        row = self._log(session_id, Event.SPEAKER_RENAMED, {"label": label, "role": role.value})
        session.given.append(GivenName(row.audit_id, session.segments_run, label, role, name))
        before = (now.name, now.role) if now else ("", SpeakerRole.DESCONOCIDO)
        self._changed(session, VoiceNamed(label, name, role, *before))

    def suggest_role(
        self, session_id: str, label: str, role: SpeakerRole, evidence: Metadata
    ) -> None:
        session = self._known(session_id)
        if label in session.names:
            return
        metadata = {"label": label, "role": role.value, **evidence}
        row = self._log(session_id, Event.ROLE_SUGGESTED, metadata)
        session.given.append(GivenName(row.audit_id, session.segments_run, label, role, ""))
        self._changed(session, VoiceNamed(label, "", role, suggested=True))

    def changes(self, session_id: str) -> list[Change]:
        return list(self._known(session_id).changes)

    @staticmethod
    def _changed(session: _Session, what: What) -> None:
        row = session.audit[-1]
        at = datetime.fromisoformat(row.timestamp)
        session.changes.append(Change(row.audit_id, at, row.user_id, str(row.operation), what))

    def record_event(
        self,
        session_id: str,
        event: Event,
        metadata: Metadata,
        status: AuditStatus = AuditStatus.SUCCESS,
    ) -> None:
        self._known(session_id)
        self._log(session_id, event, metadata, str(metadata.get("sha256") or ""), status)

    def knows(self, session_id: str) -> bool:
        return session_id in self._sessions

    def sessions(self) -> list[SessionSummary]:
        newest_first = sorted(
            self._sessions.values(),
            key=lambda session: (session.plan.created_at, session.plan.session_id),
            reverse=True,
        )
        return [_summary(session) for session in newest_first]

    def open_sessions(self) -> list[str]:
        is_open = [
            session.plan.session_id
            for session in self._sessions.values()
            if session.state in OPEN_STATES
        ]
        return sorted(is_open, key=lambda session_id: self._sessions[session_id].plan.created_at)

    def session(self, session_id: str) -> SessionSummary:
        return _summary(self._known(session_id))

    def slices(self, session_id: str) -> list[AudioSlice]:
        session = self._sessions.get(session_id)
        return [session.slices[number][0] for number in sorted(session.slices)] if session else []

    def spans(self, session_id: str) -> list[Span]:
        session = self._sessions.get(session_id)
        return list(session.spans) if session else []

    def chunks(self, session_id: str) -> list[Chunk]:
        session = self._sessions.get(session_id)
        return [_chunk(session, number) for number in sorted(session.slices)] if session else []

    def suppressed(self, session_id: str, number: int) -> str:
        """Not in the port: what the newest transcription of a chunk kept as suppressed."""
        return self._sessions[session_id].transcriptions[number].suppressed

    def words(self, session_id: str) -> list[Word]:
        session = self._sessions.get(session_id)
        if session is None:
            return []
        if session.segments_run:
            return list(session.reading.words)
        heard = sorted(session.transcriptions.items())
        return [word for _, transcription in heard for word in transcription.words]

    def has_run(self, run_id: str) -> bool:
        return run_id in self._runs

    def transcript(self, run_id: str) -> WholeTranscript:
        content = self._run(run_id)
        if not isinstance(content, WholeTranscript):
            raise UnknownRun(run_id)
        return content

    def diarization(self, run_id: str) -> Diarization:
        content = self._run(run_id)
        if not isinstance(content, Diarization):
            raise UnknownRun(run_id)
        return content

    def segments(self, session_id: str) -> list[Segment]:
        session = self._sessions.get(session_id)
        return list(session.segments) if session else []

    def segments_run(self, session_id: str) -> str:
        session = self._sessions.get(session_id)
        return session.segments_run if session else ""

    def segments_runs(self, session_id: str) -> list[str]:
        session = self._sessions.get(session_id)
        return list(session.assignments) if session else []

    def reading(self, session_id: str) -> Reading | None:
        session = self._sessions.get(session_id)
        return session.reading if session and session.segments_run else None

    def edits(self, session_id: str) -> list[RecordedEdit]:
        session = self._sessions.get(session_id)
        return list(session.edits.values()) if session else []

    def speakers(self, session_id: str) -> list[Speaker]:
        session = self._sessions.get(session_id)
        if session is None:
            return []
        names = session.names
        spoken: dict[str, float] = {}
        for segment in session.segments:
            spoken[segment.speaker] = spoken.get(segment.speaker, 0.0) + segment.end - segment.start
        return [
            Speaker(label, names[label].role, names[label].name, length)
            if label in names
            else Speaker(label, seconds=length)
            for label, length in spoken.items()
        ]

    def search(
        self, query: str, narrowed: SearchFilter | None = None, *, limit: int = 50
    ) -> list[SearchHit]:
        """Without marks."""
        narrowed = narrowed or SearchFilter()
        wanted = [_folded(word) for word in query.split()]
        hits = [
            hit
            for session in self._sessions.values()
            for hit in _passages(session)
            if wanted and _holds(hit.text, wanted) and _fits(session, hit, narrowed)
        ]
        return hits[::-1][:limit]

    def audit(self, session_id: str) -> list[AuditRow]:
        session = self._sessions.get(session_id)
        return list(session.audit) if session else []

    def audit_head(self, session_id: str) -> Head:
        rows = self.audit(session_id)
        return Head(len(rows), rows[-1].row_hash) if rows else Head()

    def close(self) -> None:
        """Nothing to let go of."""

    def _known(self, session_id: str) -> _Session:
        if session_id not in self._sessions:
            raise UnknownSession(session_id)
        return self._sessions[session_id]

    def _run(self, run_id: str) -> object:
        if run_id not in self._runs:
            raise UnknownRun(run_id)
        return self._runs[run_id][2]

    def _log_run(
        self, session_id: str, run_id: str, content: object, event: Event, metadata: Metadata
    ) -> bool:
        self._known(session_id)
        if run_id in self._runs:
            if self._runs[run_id][:2] != (session_id, event.value):
                raise ConflictingFact(session_id, f"run {run_id}")
            return False
        self._log(session_id, event, {"run_id": run_id, **metadata})
        self._runs[run_id] = (session_id, event.value, content)
        return True

    def _log(
        self,
        session_id: str,
        event: Event,
        metadata: Metadata,
        result_hash: str = "",
        status: AuditStatus = AuditStatus.SUCCESS,
    ) -> AuditRow:
        described = canonical(dict(metadata)).decode()
        row = next_row(
            self.audit_head(session_id),
            session_id=session_id,
            timestamp=self._now().astimezone(UTC).isoformat(timespec="microseconds"),
            operation=event,
            user_id=self._user_id,
            payload_hash=payload_hash((described,)),
            result_hash=result_hash,
            status=status,
            metadata=described,
        )
        self._sessions[session_id].audit.append(row)
        return row


def _summary(session: _Session) -> SessionSummary:
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
    )


def _chunk(session: _Session, number: int) -> Chunk:
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


def _passages(session: _Session) -> list[SearchHit]:
    session_id = session.plan.session_id
    if session.segments_run:
        return [
            SearchHit(session_id, segment.start, segment.end, segment.speaker, segment.text)
            for segment in session.segments
        ]
    return [
        SearchHit(
            session_id, heard.words[0].start, heard.words[-1].end, UNKNOWN_SPEAKER, heard.text
        )
        for heard in session.transcriptions.values()
        if heard.words
    ]


def _fits(session: _Session, hit: SearchHit, narrowed: SearchFilter) -> bool:
    given = session.names.get(hit.speaker)
    name = given.name if given else ""
    created = session.plan.created_at
    return (
        (narrowed.since is None or created >= narrowed.since)
        and (narrowed.until is None or created < narrowed.until)
        and narrowed.state in (None, session.state)
        and narrowed.speaker in (None, hit.speaker, name)
        and narrowed.session_id in (None, hit.session_id)
    )


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _holds(text: str, wanted: list[str]) -> bool:
    words = ["".join(filter(str.isalnum, word)) for word in _folded(text).split()]
    return all(word in words for word in wanted[:-1]) and any(
        word.startswith(wanted[-1]) for word in words
    )
