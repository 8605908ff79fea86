"""The parts of the ledger as protocols, one a subject; `corpus.ledger` fits them by shape.

So does the tests' fake, and one contract suite runs on both. Append-only: each method that records
is one durable transaction, the fact together with its audit row. Safe to use from several
processes; one instance belongs to one thread. A view of a session that is not there is empty; only
`Sessions.summary` raises, and whatever records.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from aurity_desktop.domain.audio import AudioSlice, Span
from aurity_desktop.domain.bookmarks import Bookmark, RecordedBookmark
from aurity_desktop.domain.changes import Change
from aurity_desktop.domain.clinical_note import (
    Note,
    NoteEntry,
    NoteRecord,
    RecordedNote,
    SignedNote,
)
from aurity_desktop.domain.consent import Consent, ConsentAnswer
from aurity_desktop.domain.edits import Edit, Reading, RecordedEdit
from aurity_desktop.domain.events import AuditRow, AuditStatus, Event, Metadata
from aurity_desktop.domain.live_corrections import LiveCorrection
from aurity_desktop.domain.network import NetworkDay
from aurity_desktop.domain.outline import Outline
from aurity_desktop.domain.patients import KnownPatient, Patient, RecordedPatient
from aurity_desktop.domain.retention import Confirmation, Hold, RetentionRecord
from aurity_desktop.domain.search import SearchFilter, SearchHit
from aurity_desktop.domain.session import SessionPlan, SessionState, SessionSummary
from aurity_desktop.domain.session_parts import LastPart, Lineage, RunContent
from aurity_desktop.domain.speakers import Diarization, Speaker, SpeakerRole
from aurity_desktop.domain.transcript import (
    Chunk,
    ChunkTranscription,
    Segment,
    WholeTranscript,
    Word,
)


class Sessions(Protocol):
    """Plans, states, and the list of sessions."""

    def create(self, plan: SessionPlan) -> None:
        """A session that begins as `recording`. Idempotent for the same plan.

        Raises ConflictingFact, BadSessionId.
        """
        ...

    def set_state(self, session_id: str, state: SessionState, reason: str = "") -> None:
        """A state and reason that already hold are not recorded again. Raises UnknownSession."""
        ...

    def retitle(self, session_id: str, title: str) -> None:
        """Give it another title, "" for none; one that holds already is not recorded again.

        Raises UnknownSession.
        """
        ...

    def mark_reviewed(self, session_id: str, *, reviewed: bool) -> None:
        """Say that it is reviewed, or is to be reviewed; what holds is not recorded again.

        Raises UnknownSession.
        """
        ...

    def knows(self, session_id: str) -> bool:
        """Whether there is such a session now."""
        ...

    def summary(self, session_id: str) -> SessionSummary:
        """Raises UnknownSession."""
        ...

    def all(self) -> list[SessionSummary]:
        """Newest first."""
        ...

    def open_ids(self) -> list[str]:
        """Of the sessions that are recording or paused, oldest first; cheap."""
        ...


class Sound(Protocol):
    """Slices, and the pauses and gaps between them."""

    def record_slice(self, audio_slice: AudioSlice, *, adopted: bool = False) -> None:
        """Idempotent for the same number and hash.

        A different hash for a known number raises ConflictingFact. `adopted`: found on disk after a
        crash. Raises UnknownSession.
        """
        ...

    def slices(self, session_id: str, *, behind: int = 0) -> list[AudioSlice]:
        """In order, with absolute paths; those that end behind that sample."""
        ...

    def record_span(self, session_id: str, span: Span) -> None:
        """Raises UnknownSession."""
        ...

    def spans(self, session_id: str) -> list[Span]:
        """In the order in which they were recorded."""
        ...


class Chunks(Protocol):
    """The text of each slice."""

    def record_transcription(self, transcription: ChunkTranscription) -> None:
        """The newest counts, but live text never takes the place of the second pass.

        Raises UnknownSession, UnknownChunk.
        """
        ...

    def record_transcriptions(self, transcriptions: Sequence[ChunkTranscription]) -> None:
        """Several at once, all or none. Raises UnknownSession, UnknownChunk."""
        ...

    def of_session(self, session_id: str) -> list[Chunk]:
        """One for each slice, in order; PENDING where there is no text yet."""
        ...

    def between(self, session_id: str, start: int, end: int) -> list[Chunk]:
        """Those whose sound lies at least partly in the samples [start, end), in order."""
        ...

    def languages(self, session_id: str) -> frozenset[str]:
        """Of the newest texts; "" where one is not known."""
        ...

    def live_words(self, session_id: str) -> list[Word]:
        """What was heard live, by time, whatever the second pass has settled."""
        ...

    def second_pass_since(
        self, session_id: str, audit_id: int
    ) -> tuple[list[ChunkTranscription], int]:
        """What the second pass wrote behind an audit row, -1 for all: each chunk's newest text.

        And the audit row to go on from. What stands before it is not read.
        """
        ...


class Runs(Protocol):
    """Results over a whole recording or a stretch of it, found by deterministic ids."""

    def record_transcript(self, session_id: str, run_id: str, transcript: WholeTranscript) -> None:
        """A second pass over everything. Idempotent by `run_id`.

        Raises UnknownSession, ConflictingFact where the id is another session's or kind's.
        """
        ...

    def record_stretch(self, session_id: str, run_id: str, transcript: WholeTranscript) -> None:
        """A second pass over one stretch, while the recording goes on.

        Idempotent by `run_id`; `transcript` finds it.
        """
        ...

    def record_diarization(self, session_id: str, run_id: str, diarization: Diarization) -> None:
        """Turns of one diarization. Idempotent by `run_id`."""
        ...

    def knows(self, run_id: str) -> bool:
        """Whether this run is done, of whatever kind it is."""
        ...

    def transcript(self, run_id: str) -> WholeTranscript:
        """Of a whole recording or of a stretch. Raises UnknownRun."""
        ...

    def diarization(self, run_id: str) -> Diarization:
        """Raises UnknownRun."""
        ...


class Segments(Protocol):
    """The words of a finished session with their speakers, run by run."""

    def record_run(
        self,
        session_id: str,
        run_id: str,
        words: Sequence[Word],
        segments: Sequence[Segment],
        chunk_speakers: Sequence[tuple[int, str]],
        *,
        goes_on: str = "",
        same_words: str = "",
    ) -> None:
        """Words with speakers, the segments made of them, and each chunk's speaker.

        `goes_on`: an older run that this one begins with, word by word and voice by voice; what
        people said of that one holds for this one. `same_words`: one with the same words, whose
        corrections of words hold. Idempotent by `run_id`.
        """
        ...

    def content(self, run_id: str) -> RunContent:
        """A run without any edit. Raises UnknownRun."""
        ...

    def lineage(self, session_id: str, run_id: str) -> Lineage:
        """The run itself, and those whose corrections hold for it."""
        ...

    def last_part(self, session_id: str) -> LastPart | None:
        """Where the session was recorded on last; None where it never was.

        Nor is there a part where nothing was read by then.
        """
        ...

    def use_run(self, session_id: str, run_id: str) -> None:
        """Make an older run of segments the one that counts: a row that points to it.

        Nothing is written when it counts already. Raises UnknownRun.
        """
        ...

    def run_id(self, session_id: str) -> str:
        """The run that counts, "" when there is none."""
        ...

    def run_ids(self, session_id: str) -> list[str]:
        """Every run of segments, oldest first."""
        ...

    def reading(self, session_id: str) -> Reading | None:
        """Words and segments with the edits laid over them; None before there are any.

        It says what an edit of each segment refers to.
        """
        ...

    def outline(self, session_id: str) -> Outline | None:
        """What can be shown of a long reading before all of it is read.

        None where that would save nothing.
        """
        ...

    def of_session(self, session_id: str) -> list[Segment]:
        """Those of the reading; empty before there is a run."""
        ...

    def words(self, session_id: str) -> list[Word]:
        """The newest words: finalized with speakers and corrections, else the live ones."""
        ...


class Edits(Protocol):
    """Corrections that people make, and the history of a session."""

    def record(self, session_id: str, *edits: Edit) -> None:
        """Lay changes over the segments that count, all or none; `Segments.reading` gives the
        positions.

        Idempotent by their ids. Raises BadEdit, and UnknownRun where there are no segments yet.
        """
        ...

    def withdraw(self, session_id: str, *edit_ids: str) -> None:
        """Undo: the edits no longer hold and stay in the history. Raises UnknownEdit."""
        ...

    def restore(self, session_id: str, *edit_ids: str) -> None:
        """Redo. Raises UnknownEdit."""
        ...

    def of_session(self, session_id: str) -> list[RecordedEdit]:
        """Every edit, oldest first, those that were taken back too."""
        ...

    def changes(self, session_id: str) -> list[Change]:
        """What people changed in the finished session, oldest first, what was taken back too.

        `domain.changes` reads the steps out of it.
        """
        ...


class Bookmarks(Protocol):
    """Moments that people mark, while a session is recorded and afterwards."""

    def record(self, session_id: str, bookmark: Bookmark) -> None:
        """Set it, or write another note to it; what holds already is not recorded again.

        Raises UnknownSession.
        """
        ...

    def remove(self, session_id: str, bookmark_id: str, *, withdrawn: bool = False) -> None:
        """It holds no longer, and stays in the history; nothing is written where there is none.

        `withdrawn`: that it was set is taken back.

        Raises UnknownSession.
        """
        ...

    def of_session(self, session_id: str) -> list[Bookmark]:
        """Those that hold, in the order of their moments."""
        ...

    def history(self, session_id: str) -> list[RecordedBookmark]:
        """Every version of every one, oldest first; removals are none."""
        ...


class LiveCorrections(Protocol):
    """Told words that people correct while the talk goes on."""

    def record(self, session_id: str, correction: LiveCorrection) -> None:
        """Correct a told word, or correct it otherwise; what holds is not recorded again.

        Raises UnknownSession.
        """
        ...

    def remove(self, session_id: str, correction_id: str, *, withdrawn: bool = False) -> None:
        """It reads as it was heard; nothing is written where there is none.

        `withdrawn`: that it was made is taken back.

        Raises UnknownSession.
        """
        ...

    def of_session(self, session_id: str) -> list[LiveCorrection]:
        """Those that hold, in the order in which they were first made."""
        ...


class Patients(Protocol):
    """Whom sessions are about."""

    def assign(self, session_id: str, patient: Patient | None) -> None:
        """The session is about them, None for nobody; what holds is not recorded again.

        Raises UnknownSession.
        """
        ...

    def rewrite(self, patient: Patient) -> list[str]:
        """What is known of them is this, in every session with them. The ids of those sessions."""
        ...

    def of_session(self, session_id: str) -> Patient | None:
        """Whom it is about; None where that is not said."""
        ...

    def history(self, session_id: str) -> list[RecordedPatient]:
        """Everybody of whom it was said, oldest first."""
        ...

    def all(self) -> list[KnownPatient]:
        """Every patient, the one who was here last first; as the newest session knows them."""
        ...


class Speakers(Protocol):
    """The voices of a finished session."""

    def rename_together(self, session_id: str, voices: Sequence[Speaker]) -> None:
        """Give voices their names and roles by one press: one step to take back.

        Raises UnknownSession.
        """
        ...

    def rename(self, session_id: str, label: str, name: str, role: SpeakerRole) -> None:
        """A name and a role for a voice of the run that counts. Raises UnknownSession."""
        ...

    def suggest_role(
        self, session_id: str, label: str, role: SpeakerRole, evidence: Metadata
    ) -> None:
        """A role that the program found.

        Nothing is written for a voice that has a name or a role, given or suggested.
        """
        ...

    def of_session(self, session_id: str) -> list[Speaker]:
        """The voices of the segments that count, with the name and role that hold for each."""
        ...


class Consents(Protocol):
    """What patients answered."""

    def record(self, session_id: str, consent: Consent) -> None:
        """The patient's answer: given before the first slice, or withdrawn at any time."""
        ...

    def newest(self, session_id: str) -> ConsentAnswer | None:
        """The answer that counts; None where nobody was asked."""
        ...


class ClinicalNotes(Protocol):
    """What a session's clinical note is made of, and what of it was signed."""

    def decide(self, session_id: str, entry: NoteEntry) -> None:
        """A line is confirmed, rejected, put otherwise or opened again.

        What holds already is not recorded again. Raises UnknownSession.
        """
        ...

    def write(self, session_id: str, section: str, text: str) -> None:
        """What was typed into a section or a field of the head; "" for nothing.

        What stands there already is not recorded again. Raises UnknownSession.
        """
        ...

    def sign(self, session_id: str, note_id: str, note: Note, text: str) -> SignedNote:
        """A note as it was signed, the next version in its template, with its text.

        Nothing is recorded where the newest version says the very same: that one is returned.
        Raises UnknownSession.
        """
        ...

    def record(self, session_id: str) -> NoteRecord:
        """Of each line and each section the newest; empty before there is any."""
        ...

    def signed(self, session_id: str) -> list[RecordedNote]:
        """Every version that was signed, oldest first."""
        ...


class Retention(Protocol):
    """How long sessions are kept."""

    def place_hold(self, session_id: str, reason: str) -> None:
        """The session must be kept, whatever the retention policy says."""
        ...

    def lift_hold(self, session_id: str, reason: str) -> None:
        """Nothing is written where there is no hold."""
        ...

    def holds(self) -> list[Hold]:
        """Every session that must be kept, and why."""
        ...

    def note_days(self, days: int | None) -> bool:
        """For how long sessions are kept from now on; None for ever.

        Whether that is another length than was noted last.
        """
        ...

    def record(self, now: datetime) -> RetentionRecord:
        """What a policy depends on, as far as it is on record at `now`."""
        ...

    def announce(self, session_ids: Sequence[str], at: datetime) -> None:
        """That these sessions will be erased, told at `at`; the last time counts."""
        ...

    def confirm(self, confirmation: Confirmation) -> None:
        """A person's yes to what a policy erases."""
        ...


class AuditLog(Protocol):
    """The audit chain of each session."""

    def record_event(
        self,
        session_id: str,
        event: Event,
        metadata: Metadata,
        status: AuditStatus = AuditStatus.SUCCESS,
    ) -> None:
        """An audit row without a fact; ids, numbers and hashes, never words."""
        ...

    def note_network_day(self, day: NetworkDay) -> bool:
        """What was seen of the network on one day, once, in the corpus's chain.

        Whether that day was not noted yet.
        """
        ...

    def rows(self, session_id: str, *events: Event) -> list[AuditRow]:
        """The session's chain from its beginning; of `events`, where any are named, only those."""
        ...

    def is_read_in_background(self, session_id: str) -> bool:
        """Whether the session comes from a file that nobody waits for."""
        ...


class Search(Protocol):
    """Full-text search over every word ever said."""

    def find(
        self, query: str, narrowed: SearchFilter | None = None, *, limit: int = 50
    ) -> list[SearchHit]:
        """Passages that hold every word of `query`, newest first.

        Accents and case are ignored; the last word may be a beginning.
        """
        ...
