"""All that one session's file says, read from the ledger at one moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from aurity_desktop.corpus.ledger import codec
from aurity_desktop.corpus.ledger.audit_chain import Head
from aurity_desktop.corpus.ledger.fact_tables import Fact
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.ledger.speaker_names import GivenName
from aurity_desktop.domain.audio import AudioSlice, Span, SpanKind
from aurity_desktop.domain.bookmarks import RecordedBookmark
from aurity_desktop.domain.clinical_note import RecordedNote
from aurity_desktop.domain.edits import RecordedEdit
from aurity_desktop.domain.events import AuditRow
from aurity_desktop.domain.live_corrections import LiveCorrection
from aurity_desktop.domain.patients import RecordedPatient
from aurity_desktop.domain.session import SessionState, SessionSummary
from aurity_desktop.domain.speakers import SpeakerRole, Turn
from aurity_desktop.domain.transcript import Chunk, Segment, Word


@dataclass(frozen=True, slots=True)
class Naming:
    """A name and a role that a label has or had.

    `audit_id` is -1 for a voice that was never named.
    """

    label: str
    role: SpeakerRole
    name: str
    seconds: float
    audit_id: int
    current: bool


@dataclass(frozen=True, slots=True)
class DatedTurn:
    """A turn of one diarization run."""

    audit_id: int
    run_id: str
    turn: Turn
    current: bool


@dataclass(frozen=True, slots=True)
class DatedState:
    """A state that the session went into, and when (ISO 8601 UTC)."""

    audit_id: int
    state: SessionState
    reason: str
    recorded_at: str


@dataclass(frozen=True, slots=True)
class DatedConsent:
    """An answer to being recorded, and when (ISO 8601 UTC).

    `text_hash` is that of the text that was answered, `given_by` in the user's words.
    """

    audit_id: int
    answer: str
    version: str
    language: str
    text_hash: str
    given_by: str
    recorded_at: str


@dataclass(frozen=True, slots=True)
class SessionContent:
    """One session, complete. `facts` is empty where an export withholds them."""

    summary: SessionSummary
    chunks: tuple[Chunk, ...]
    slices: tuple[AudioSlice, ...]
    words: tuple[Word, ...]
    segments: tuple[Segment, ...]
    speakers: tuple[Naming, ...]
    turns: tuple[DatedTurn, ...]
    edits: tuple[RecordedEdit, ...]
    bookmarks: tuple[RecordedBookmark, ...]
    live_corrections: tuple[LiveCorrection, ...]
    patients: tuple[RecordedPatient, ...]
    consents: tuple[DatedConsent, ...]
    notes: tuple[RecordedNote, ...]
    spans: tuple[tuple[int, Span], ...]
    states: tuple[DatedState, ...]
    facts: tuple[Fact, ...]
    audit: tuple[AuditRow, ...]

    @property
    def session_id(self) -> str:
        """Of the session that all of it belongs to."""
        return self.summary.session_id

    @property
    def head(self) -> Head:
        """The end of the audit chain, as it was when the content was read."""
        return Head(len(self.audit), self.audit[-1].row_hash) if self.audit else Head()

    @property
    def sample_count(self) -> int:
        """Length of the sound: where the last slice ends."""
        return max((found.end_sample for found in self.slices), default=0)


def read_content(
    ledger: SqliteLedger, session_id: str, *, across_spans: bool = False
) -> SessionContent:
    """All of it as of one moment, in the order of time. Raises UnknownSession.

    `across_spans`: with the segments that earlier versions wrote into files, of which some run
    across a pause or a gap.
    """
    with ledger.snapshot():
        summary = ledger.sessions.summary(session_id)
        facts = ledger.facts.of_session(session_id)
        audit = ledger.audit.rows(session_id)
        chunks = ledger.chunks.of_session(session_id)
        slices = ledger.sound.slices(session_id)
        words = ledger.segments.words(session_id)
        heard = ledger.segments.across_spans(session_id)
        segments = heard if across_spans else ledger.segments.of_session(session_id)
        edits = ledger.edits.of_session(session_id)
        bookmarks = ledger.bookmarks.history(session_id)
        live_corrections = ledger.live_corrections.of_session(session_id)
        patients = ledger.patients.history(session_id)
        names = ledger.speakers.names(session_id)
        notes = ledger.clinical_notes.signed(session_id)
    times = {row.audit_id: row.timestamp for row in audit}
    return SessionContent(
        summary=summary,
        chunks=tuple(chunks),
        slices=tuple(slices),
        words=tuple(words),
        segments=tuple(segments),
        speakers=_speakers(facts, heard, names),
        turns=_turns(facts),
        edits=tuple(edits),
        bookmarks=tuple(bookmarks),
        live_corrections=tuple(each for each in live_corrections if not each.by_sound),
        patients=tuple(patients),
        consents=tuple(
            DatedConsent(
                audit_id, answer, version, language, text, given_by, times.get(audit_id, "")
            )
            for audit_id, (answer, version, language, text, given_by) in _values(
                facts, "consents", "answer", "version", "language", "text_hash", "given_by"
            )
        ),
        notes=tuple(notes),
        spans=tuple(
            (audit_id, Span(codec.one_of(SpanKind, kind), at_sample, seconds, reason))
            for audit_id, (kind, at_sample, seconds, reason) in _values(
                facts, "spans", "kind", "at_sample", "seconds", "reason"
            )
        ),
        states=tuple(
            DatedState(audit_id, codec.one_of(SessionState, state), reason, times.get(audit_id, ""))
            for audit_id, (state, reason) in _values(facts, "states", "state", "reason")
        ),
        facts=tuple(facts),
        audit=tuple(audit),
    )


def read_shown(ledger: SqliteLedger, session_id: str) -> SessionContent:
    """What is shown of a session and its chain, without facts, turns and edits.

    For thousands of sessions at once: words and segments are read once, and older runs not at all.
    Raises UnknownSession.
    """
    with ledger.snapshot():
        summary = ledger.sessions.summary(session_id)
        reading = ledger.segments.reading(session_id)
        words = ledger.segments.words(session_id) if reading is None else reading.words
        return SessionContent(
            summary=summary,
            chunks=tuple(ledger.chunks.of_session(session_id)),
            slices=(),
            words=tuple(words),
            segments=() if reading is None else reading.segments,
            speakers=(
                *(
                    Naming(each.label, each.role, each.name, 0.0, each.audit_id, current=False)
                    for each in ledger.speakers.given(session_id)
                ),
                *(
                    Naming(each.label, each.role, each.name, each.seconds, -1, current=True)
                    for each in ledger.speakers.of_session(session_id)
                ),
            ),
            turns=(),
            edits=(),
            bookmarks=tuple(ledger.bookmarks.history(session_id)),
            live_corrections=(),
            patients=tuple(ledger.patients.history(session_id)),
            consents=(),
            notes=tuple(ledger.clinical_notes.signed(session_id)),
            spans=tuple((-1, span) for span in ledger.sound.spans(session_id)),
            states=(),
            facts=(),
            audit=tuple(ledger.audit.rows(session_id)),
        )


def _values(facts: list[Fact], table: str, *columns: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The audit id and these columns of each fact of the table, whichever version it is of."""
    for fact in facts:
        if fact.table == table:
            fields = fact.fields
            yield fact.audit_id, tuple(fields[column] for column in columns)


def _speakers(
    facts: list[Fact], segments: list[Segment], names: dict[str, GivenName]
) -> tuple[Naming, ...]:
    """Every naming in the order of time; those that hold are current.

    Then those that went over to a voice of the run that counts, then the voices without a name.
    """
    seconds: dict[str, float] = {}
    for segment in segments:
        seconds[segment.speaker] = seconds.get(segment.speaker, 0.0) + segment.end - segment.start
    held = {label: given.audit_id for label, given in names.items()}
    named = [
        Naming(
            label,
            codec.one_of(SpeakerRole, role),
            name,
            seconds.get(label, 0.0),
            audit_id,
            current=held.get(label) == audit_id,
        )
        for audit_id, (label, name, role) in _values(
            facts, "speaker_names", "label", "name", "role"
        )
    ]
    carried = [
        Naming(label, given.role, given.name, seconds.get(label, 0.0), given.audit_id, current=True)
        for label, given in names.items()
        if label != given.label
    ]
    nameless = [
        Naming(label, SpeakerRole.DESCONOCIDO, "", spoken, -1, current=True)
        for label, spoken in seconds.items()
        if label not in names
    ]
    return (*named, *carried, *nameless)


def _turns(facts: list[Fact]) -> tuple[DatedTurn, ...]:
    runs = list(_values(facts, "diarizations", "run_id", "turns"))
    newest = max((audit_id for audit_id, _ in runs), default=-1)
    return tuple(
        DatedTurn(audit_id, run_id, turn, audit_id == newest)
        for audit_id, (run_id, turns) in runs
        for turn in codec.turns_from_json(turns)
    )
