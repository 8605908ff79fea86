"""What the application needs from the services, as protocols; adapters and test fakes fit them by
shape.

Samples are `bytes`-like or NumPy int16 arrays of shape (n,) at 16 kHz; the domain does not import
NumPy, so they are typed `Samples`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from aurity_desktop.domain.audio import AudioSlice, SliceUnderway, Span
from aurity_desktop.domain.changes import Change
from aurity_desktop.domain.consent import Consent, ConsentAnswer
from aurity_desktop.domain.edits import Edit, Reading, RecordedEdit
from aurity_desktop.domain.events import AuditRow, AuditStatus, Event, Metadata
from aurity_desktop.domain.jobs import (
    Job,
    JobHistoryEntry,
    JobKind,
    JobStep,
    PlannedStep,
    QueueFigures,
    StepTiming,
    WorkerStatus,
)
from aurity_desktop.domain.retention import Hold
from aurity_desktop.domain.search import SearchFilter, SearchHit
from aurity_desktop.domain.session import SessionPlan, SessionState, SessionSummary, SpeakerCount
from aurity_desktop.domain.speakers import Diarization, Speaker, SpeakerRole
from aurity_desktop.domain.transcript import (
    Chunk,
    ChunkTranscription,
    LiveUpdate,
    Segment,
    WholeTranscript,
    Word,
)

#: numpy.typing.NDArray[numpy.int16], shape (n,), 16 kHz mono.
Samples: TypeAlias = Any

#: Called with the fraction done, 0.0 to 1.0. May raise JobCancelled or JobTimedOut to stop the
#: work.
Progress: TypeAlias = Callable[[float], None]


class SliceReader(Protocol):
    """Reads recorded sound back."""

    def read(self, audio_slice: AudioSlice) -> Samples:
        """The slice's samples, checked against its hash. Raises AudioError."""
        ...

    def read_open(self, underway: SliceUnderway) -> Samples:
        """What there is of it by now, unchecked; nothing when it has been sealed meanwhile."""
        ...


class LiveTranscriber(Protocol):
    """Live text. Not thread-safe: one call at a time, from any thread."""

    def warm(self) -> None:
        """Load the model and decode once, so that the first slice does not pay for it.

        Raises ModelError.
        """
        ...

    def set_language(self, language: str) -> None:
        """Decode in this language from the next call on; "" detects it anew."""
        ...

    def hear_open(self, start_sample: int, samples: Samples) -> LiveUpdate:
        """Write ahead what there is of the slice that is still being recorded: words that may
        change. `feed` then brings it whole.
        """
        ...

    def hear_rest(self) -> LiveUpdate:
        """Write what the last `feed` left out for speed, the end of its newest slice: words that
        may change.
        """
        ...

    def feed(self, slices: Sequence[tuple[AudioSlice, Samples]]) -> LiveUpdate:
        """Decode the next slices, in order and without a hole; several at once when behind.

        Every slice given is answered for in this update. Words may be added to its chunk or put
        right in one of the next; then the chunk comes again.
        """
        ...

    def finish(self) -> LiveUpdate:
        """Settle what is provisional and forget the session."""
        ...


class WholeTranscriber(Protocol):
    """The second pass over a whole recording."""

    def transcribe(
        self, samples: Samples, *, language: str, vocabulary: Sequence[str], progress: Progress
    ) -> WholeTranscript: ...


class Diarizer(Protocol):
    """Who spoke when in a whole recording. No speech gives no turns."""

    def diarize(
        self, samples: Samples, *, count: SpeakerCount, progress: Progress
    ) -> Diarization: ...


class Ledger(Protocol):
    """The truth about every session, append-only. Each method that records is one durable
    transaction, the fact together with its audit row. Safe to use from several processes; one
    instance belongs to one thread.
    """

    # -- facts -------------------------------------------------------------------------------------
    def create_session(self, plan: SessionPlan) -> None: ...
    def set_state(self, session_id: str, state: SessionState, reason: str = "") -> None: ...
    def record_slice(self, audio_slice: AudioSlice, *, adopted: bool = False) -> None:
        """Idempotent for the same number and hash; a different hash for a known number raises
        CorpusError.
        """
        ...

    def record_span(self, session_id: str, span: Span) -> None: ...
    def record_transcription(self, transcription: ChunkTranscription) -> None: ...
    def record_transcript(self, session_id: str, run_id: str, transcript: WholeTranscript) -> None:
        """A second pass over everything. Idempotent by `run_id`."""
        ...

    def record_stretch(self, session_id: str, run_id: str, transcript: WholeTranscript) -> None:
        """A second pass over one stretch, while the recording goes on.

        Idempotent by `run_id`; `transcript` finds it.
        """
        ...

    def record_diarization(self, session_id: str, run_id: str, diarization: Diarization) -> None:
        """Turns of one diarization. Idempotent by `run_id`."""
        ...

    def record_segments(
        self,
        session_id: str,
        run_id: str,
        words: Sequence[Word],
        segments: Sequence[Segment],
        chunk_speakers: Sequence[tuple[int, str]],
    ) -> None:
        """Words with speakers, the segments made of them, and each chunk's speaker.

        Idempotent by `run_id`.
        """
        ...

    def use_segments(self, session_id: str, run_id: str) -> None:
        """Make an older run of segments the one that counts: a row that points to it, nothing is
        rewritten.

        Nothing is written when it counts already. Raises UnknownRun.
        """
        ...

    def record_edit(self, session_id: str, edit: Edit) -> None:
        """Lay one change over the segments that count; `reading` gives the positions.

        Idempotent by its id.

        Raises BadEdit, and UnknownRun where there are no segments yet.
        """
        ...

    def withdraw_edit(self, session_id: str, edit_id: str) -> None:
        """Undo: the edit no longer holds and stays in the history. Raises UnknownEdit."""
        ...

    def restore_edit(self, session_id: str, edit_id: str) -> None:
        """Redo. Raises UnknownEdit."""
        ...

    def record_consent(self, session_id: str, consent: Consent) -> None:
        """The patient's answer: given before the first slice, or withdrawn at any time."""
        ...

    def place_hold(self, session_id: str, reason: str) -> None:
        """The session must be kept, whatever the retention policy says."""
        ...

    def lift_hold(self, session_id: str, reason: str) -> None: ...
    def note_retention(self, days: int | None) -> bool:
        """For how long sessions are kept from now on; None for ever.

        Whether that is another length than was noted last.
        """
        ...

    def rename_speaker(self, session_id: str, label: str, name: str, role: SpeakerRole) -> None: ...
    def suggest_role(
        self, session_id: str, label: str, role: SpeakerRole, evidence: Metadata
    ) -> None:
        """A role that the program found.

        Nothing is written for a voice that has a name or a role, given or suggested.
        """
        ...

    def record_event(
        self,
        session_id: str,
        event: Event,
        metadata: Metadata,
        status: AuditStatus = AuditStatus.SUCCESS,
    ) -> None: ...

    # -- views -------------------------------------------------------------------------------------
    def knows(self, session_id: str) -> bool: ...
    def sessions(self) -> list[SessionSummary]:
        """Newest first."""
        ...

    def open_sessions(self) -> list[str]:
        """Ids of the sessions that are recording or paused, oldest first; cheap."""
        ...

    def session(self, session_id: str) -> SessionSummary:
        """Raises UnknownSession."""
        ...

    def slices(self, session_id: str) -> list[AudioSlice]: ...
    def spans(self, session_id: str) -> list[Span]: ...
    def chunks(self, session_id: str) -> list[Chunk]: ...
    def words(self, session_id: str) -> list[Word]:
        """The newest words: finalized with speakers and corrections where there are such, else the
        live ones.
        """
        ...

    def has_run(self, run_id: str) -> bool: ...
    def transcript(self, run_id: str) -> WholeTranscript: ...
    def diarization(self, run_id: str) -> Diarization: ...
    def segments(self, session_id: str) -> list[Segment]: ...
    def segments_run(self, session_id: str) -> str:
        """The run of the segments that count, "" when there are none."""
        ...

    def segments_runs(self, session_id: str) -> list[str]:
        """Every run of segments, oldest first."""
        ...

    def reading(self, session_id: str) -> Reading | None:
        """Words and segments with the edits laid over them, and what an edit of each segment refers
        to. None before there are any.
        """
        ...

    def edits(self, session_id: str) -> list[RecordedEdit]:
        """Every edit, oldest first, those that were taken back too."""
        ...

    def changes(self, session_id: str) -> list[Change]:
        """What people changed in the finished session, oldest first, what was taken back too;
        `domain.changes` reads the steps out of it.
        """
        ...

    def consent(self, session_id: str) -> ConsentAnswer | None:
        """The newest answer; None where nobody was asked."""
        ...

    def holds(self) -> list[Hold]: ...
    def speakers(self, session_id: str) -> list[Speaker]:
        """The voices of the segments that count, with the name and role that hold for each."""
        ...

    def search(
        self, query: str, narrowed: SearchFilter | None = None, *, limit: int = 50
    ) -> list[SearchHit]:
        """Passages that hold every word of `query`, accents and case ignored, the last word as a
        beginning; newest first.
        """
        ...

    def audit(self, session_id: str) -> list[AuditRow]: ...
    def close(self) -> None: ...


class Queue(Protocol):
    """Jobs that survive everything.

    Records are the truth, messages to the worker are hints. Any thread may call.
    """

    def submit(
        self,
        kind: JobKind,
        session_id: str,
        *,
        priority: int = 0,
        speaker_count: SpeakerCount | None = None,
        model: str = "",
    ) -> Job:
        """Idempotent: while a job of this kind for this session has not ended, that one is
        returned, with the higher of both priorities. Raises SessionBusy when that one is at work
        with another speaker count or model.
        """
        ...

    def job(self, job_id: str) -> Job:
        """Raises UnknownJob."""
        ...

    def jobs(self, session_id: str | None = None) -> list[Job]:
        """Newest first. A job stands here until 24 hours after it ended."""
        ...

    def history(self, job_id: str) -> list[JobHistoryEntry]:
        """Oldest first. Raises UnknownJob."""
        ...

    def timings(self, job_id: str) -> list[StepTiming]:
        """The steps completed, in order. Raises UnknownJob."""
        ...

    def cancel(self, job_id: str) -> None:
        """A job that waits is cancelled at once, one at work within two seconds.

        Raises UnknownJob.
        """
        ...

    def retry(self, job_id: str) -> Job:
        """Run a failed or cancelled job again, with all its attempts ahead of it.

        Raises UnknownJob, SessionBusy.
        """
        ...

    def figures(self) -> QueueFigures: ...
    def worker(self) -> WorkerStatus | None:
        """What the worker last said of itself; None when there never was one."""
        ...

    def close(self) -> None: ...


class StepWatch(Protocol):
    """Where work under way tells how far it is, and learns that it has to stop.

    Any call may raise JobCancelled, JobTimedOut or another JobError: let it pass, everything done
    so far is kept.
    """

    def plan(self, audio_seconds: float, steps: Sequence[PlannedStep]) -> None:
        """Called once, first: how much sound the job is about, and the steps that lie ahead, in
        order.

        What an earlier attempt has done already is not among them.
        """
        ...

    def step(self, step: JobStep) -> AbstractContextManager[Progress]:
        """Around each planned step.

        It counts as completed when the block ends without an exception.
        """
        ...


class SessionFiles(Protocol):
    """The folder of one session, and the sound in it."""

    def folder(self, session_id: str) -> Path: ...
    def concatenate(self, session_id: str, slices: Iterable[AudioSlice]) -> Path:
        """`final.wav`, sample-exact, put in place whole. Idempotent."""
        ...

    def read_final(self, session_id: str) -> Samples: ...


class Recovered(Protocol):
    """Numbers of slices that were still open, and of sealed ones that had no row."""

    @property
    def salvaged(self) -> Sequence[int]: ...
    @property
    def adopted(self) -> Sequence[int]: ...


#: `audio.recovery.recover_orphan`: brings a session's folder of sound and its rows into agreement.
#: Raises SessionBusy, AudioError.
Recover: TypeAlias = Callable[[str, Path, Ledger], Recovered]
