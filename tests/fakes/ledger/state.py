"""What a ledger in memory holds: sessions as lists, runs by their ids, and each session's chain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from aurity_desktop.corpus.ledger.audit_chain import Head, next_row, payload_hash
from aurity_desktop.corpus.ledger.edit_facts import ChunkPlaces, longest_speakers
from aurity_desktop.corpus.ledger.speaker_names import GivenName, names_that_hold
from aurity_desktop.domain.audio import AudioSlice, Span
from aurity_desktop.domain.bookmarks import Bookmark, RecordedBookmark
from aurity_desktop.domain.changes import Change, What
from aurity_desktop.domain.consent import ConsentAnswer
from aurity_desktop.domain.edits import BY_PROGRAM, EditKind, Reading, RecordedEdit, read_with
from aurity_desktop.domain.errors import ConflictingFact, UnknownRun, UnknownSession
from aurity_desktop.domain.events import AuditRow, AuditStatus, Event, Metadata, canonical
from aurity_desktop.domain.live_corrections import LiveCorrection
from aurity_desktop.domain.patients import RecordedPatient
from aurity_desktop.domain.retention import Hold
from aurity_desktop.domain.session import SessionPlan, SessionState
from aurity_desktop.domain.session_parts import LastPart, Lineage
from aurity_desktop.domain.transcript import ChunkTranscription, Segment, Word


@dataclass
class Assignment:
    words: list[Word] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    chunk_speakers: dict[int, str] = field(default_factory=dict)
    goes_on: str = ""
    same_words: str = ""


@dataclass
class Session:
    plan: SessionPlan
    state: SessionState = SessionState.RECORDING
    reason: str = ""
    slices: dict[int, tuple[AudioSlice, datetime]] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    transcriptions: dict[int, ChunkTranscription] = field(default_factory=dict)
    heard_live: dict[int, ChunkTranscription] = field(default_factory=dict)
    heard_at: dict[int, int] = field(default_factory=dict)
    assignments: dict[str, Assignment] = field(default_factory=dict)
    segments_run: str = ""
    edits: dict[str, RecordedEdit] = field(default_factory=dict)
    patients: list[RecordedPatient] = field(default_factory=list)
    live_corrections: dict[str, LiveCorrection | None] = field(default_factory=dict)
    bookmarks: list[RecordedBookmark] = field(default_factory=list)
    consent: ConsentAnswer | None = None
    hold: Hold | None = None
    given: list[GivenName] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    sound_since_run: bool = False
    last_part: LastPart | None = None
    language: str = ""
    retitled: str | None = None
    audit: list[AuditRow] = field(default_factory=list)

    @property
    def assignment(self) -> Assignment:
        return self.assignments.get(self.segments_run, Assignment())

    @property
    def reading(self) -> Reading:
        """Edits of words hold for every run with the same words, the others for their own run."""
        return self.reading_of(self.segments_run)

    def reading_of(self, run_id: str) -> Reading:
        run = self.assignments.get(run_id, Assignment())
        edits = [
            found.edit
            for found in self.edits.values()
            if found.active and self._concerns(found, run_id, run.words)
        ]
        return read_with(run.words, run.segments, edits, self.spans)

    def bookmark(self, bookmark_id: str) -> Bookmark | None:
        found = [
            each.bookmark
            for each in self.bookmarks
            if each.current and each.bookmark.bookmark_id == bookmark_id
        ]
        return found[0] if found else None

    @property
    def names(self) -> dict[str, GivenName]:
        """What was named before there was a run belongs to the first one."""
        first = next(iter(self.assignments), "")
        own = self.lineage(self.segments_run).voices
        runs = dict.fromkeys(own, self.segments_run)
        given = [
            replace(each, run_id=runs.get(each.run_id or first, each.run_id or first))
            for each in self.given
        ]
        return names_that_hold(
            given, self.segments_run, lambda run_id: self.reading_of(run_id).segments
        )

    def _concerns(self, found: RecordedEdit, run_id: str, words: list[Word]) -> bool:
        said = [(word.start, word.text) for word in words]
        made_on = [(word.start, word.text) for word in self.assignments[found.run_id].words]
        of_words = found.edit.kind in (EditKind.CORRECT, EditKind.SPLIT, *BY_PROGRAM)
        lineage = self.lineage(run_id)
        if of_words:
            return found.run_id in lineage.words or said == made_on
        return found.run_id in lineage.voices

    def lineage(self, run_id: str) -> Lineage:
        return Lineage.of(
            run_id,
            {each: run.goes_on for each, run in self.assignments.items()},
            {each: run.same_words for each, run in self.assignments.items()},
        )

    @property
    def segments(self) -> list[Segment]:
        return list(self.reading.segments)

    @property
    def chunk_speakers(self) -> dict[int, str]:
        run, read = self.assignment, self.reading
        if [word.speaker for word in run.words] == [word.speaker for word in read.words]:
            return run.chunk_speakers
        places = ChunkPlaces.of([found for found, _ in self.slices.values()])
        return longest_speakers(places, read.words)


class Memory:
    """All sessions, shared by the parts of one ledger."""

    def __init__(self, user_id: str, now: Callable[[], datetime]) -> None:
        self.sessions: dict[str, Session] = {}
        self.runs: dict[str, tuple[str, str, object]] = {}
        self._user_id = user_id
        self._now = now

    def known(self, session_id: str) -> Session:
        if session_id not in self.sessions:
            raise UnknownSession(session_id)
        return self.sessions[session_id]

    def run(self, run_id: str) -> object:
        if run_id not in self.runs:
            raise UnknownRun(run_id)
        return self.runs[run_id][2]

    def log_run(
        self, session_id: str, run_id: str, content: object, event: Event, metadata: Metadata
    ) -> bool:
        self.known(session_id)
        if run_id in self.runs:
            if self.runs[run_id][:2] != (session_id, event.value):
                raise ConflictingFact(session_id, f"run {run_id}")
            return False
        self.log(session_id, event, {"run_id": run_id, **metadata})
        self.runs[run_id] = (session_id, event.value, content)
        return True

    def log(
        self,
        session_id: str,
        event: Event,
        metadata: Metadata,
        result_hash: str = "",
        status: AuditStatus = AuditStatus.SUCCESS,
    ) -> AuditRow:
        described = canonical(dict(metadata)).decode()
        row = next_row(
            self.head(session_id),
            session_id=session_id,
            timestamp=self._now().astimezone(UTC).isoformat(timespec="microseconds"),
            operation=event,
            user_id=self._user_id,
            payload_hash=payload_hash((described,)),
            result_hash=result_hash,
            status=status,
            metadata=described,
        )
        self.sessions[session_id].audit.append(row)
        return row

    @staticmethod
    def changed(session: Session, what: What, together: int = -1) -> None:
        row = session.audit[-1]
        at = datetime.fromisoformat(row.timestamp)
        session.changes.append(
            Change(row.audit_id, at, row.user_id, str(row.operation), what, together)
        )

    def head(self, session_id: str) -> Head:
        session = self.sessions.get(session_id)
        rows = session.audit if session else []
        return Head(len(rows), rows[-1].row_hash) if rows else Head()
