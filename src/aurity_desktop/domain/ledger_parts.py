"""The parts of the ledger as protocols, one a subject; `corpus.ledger` fits them by shape.

Here is what the program itself records and finds; `ledger_people` has what people say of a session.
The tests' fake fits them as well, and one contract suite runs on both. Append-only: each method
that records is one durable transaction, the fact together with its audit row. Safe to use from
several processes; one instance belongs to one thread. A view of a session that is not there is
empty; only `Sessions.summary` raises, and whatever records.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from aurity_desktop.domain.audio import AudioSlice, Span
from aurity_desktop.domain.edits import Reading
from aurity_desktop.domain.events import AuditRow, AuditStatus, Event, Metadata
from aurity_desktop.domain.network import NetworkDay
from aurity_desktop.domain.outline import Outline
from aurity_desktop.domain.search import SearchFilter, SearchHit
from aurity_desktop.domain.session import SessionPlan, SessionState, SessionSummary
from aurity_desktop.domain.session_parts import LastPart, Lineage, RunContent
from aurity_desktop.domain.speakers import Diarization
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
