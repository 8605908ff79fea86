"""What the application needs from the services, as protocols.

Adapters and test fakes fit them by shape. The ledger's are in `ledger_ports`.

Samples are `bytes`-like or NumPy int16 arrays of shape (n,) at 16 kHz; the domain does not import
NumPy, so they are typed `Samples`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from aurity_desktop.domain.audio import AudioSlice, SliceInProgress
from aurity_desktop.domain.heard_write import Found
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
from aurity_desktop.domain.ledger_ports import RecoveryLedger
from aurity_desktop.domain.session import SpeakerCount
from aurity_desktop.domain.speakers import Diarization
from aurity_desktop.domain.transcript import (
    LiveUpdate,
    WholeTranscript,
    Word,
)

#: numpy.typing.NDArray[numpy.int16], shape (n,), 16 kHz mono.
Samples: TypeAlias = Any


class Sound(Protocol):
    """A whole recording of whatever length, of which a part at a time is in memory."""

    def __len__(self) -> int:
        """In samples."""
        ...

    def __getitem__(self, part: slice, /) -> Samples:
        """The samples of a part."""
        ...


#: Called with the fraction done, 0.0 to 1.0. May raise JobCancelled or JobTimedOut to stop the
#: work.
Progress: TypeAlias = Callable[[float], None]


def nobody_looks(_fraction: float) -> None:
    """The progress of what nobody waits for."""


class SliceReader(Protocol):
    """Reads recorded sound back."""

    def read(self, audio_slice: AudioSlice) -> Samples:
        """The slice's samples, checked against its hash. Raises AudioError."""
        ...

    def read_open(self, open_slice: SliceInProgress) -> Samples:
        """What there is of it by now, unchecked; nothing when it has been sealed meanwhile."""
        ...


class LiveTranscriber(Protocol):
    """Live text. One call at a time, from any thread; `hear_newest` comes beside any other."""

    def warm(self) -> None:
        """Load the model and decode once, so that the first slice does not pay for it.

        Raises ModelError.
        """
        ...

    def set_language(self, language: str) -> None:
        """Decode in this language from the next call on; "" detects it anew."""
        ...

    def break_at(self, sample: int) -> None:
        """What comes behind this sample of the session was not said right after what lies before.

        Time was not captured there: nothing is written across it. Told before the sound behind it
        is heard.
        """
        ...

    def hear_open(self, start_sample: int, samples: Samples) -> LiveUpdate:
        """Draft what there is of the slice that is still being recorded: words that may change.

        `feed` then brings it whole.
        """
        ...

    def hear_newest(self, start_sample: int, samples: Samples) -> LiveUpdate | None:
        """Read what was said last in the open slice, quickly, for the screen; these words change.

        Costs a fraction of a draft and settles nothing. None where nothing was said that has not
        been read.
        """
        ...

    def check_draft(self, start_sample: int, samples: Samples) -> None:
        """Read the draft with nearly all of the slice, so that `feed` has little left to do.

        May be left out; tells nothing.
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


class MisheardNames(Protocol):
    """Finds names of the lexicon that other words were written for; see `asr.by_sound.BySound`."""

    def __call__(
        self,
        samples: Samples,
        words: Sequence[Word],
        *,
        language: str,
        asked: Sequence[str],
        kept: frozenset[int],
        progress: Progress = ...,
    ) -> Iterable[Found]:
        """What to write for which of the words; those numbered `kept` stay.

        `samples` are on the clock of the words. `asked` is what the user expects to be said. Raises
        TranscriptionFailed, and what `progress` raises.
        """
        ...


class LiveNames(Protocol):
    """Finds such names in live text, in two steps; see `asr.by_sound.BySound`.

    The arguments are those of `MisheardNames`.
    """

    def by_sound(
        self,
        samples: Samples,
        words: Sequence[Word],
        *,
        language: str,
        asked: Sequence[str],
        kept: frozenset[int],
    ) -> Iterable[Found]:
        """Names that sound like what was heard. Raises TranscriptionFailed."""
        ...

    def read_again(
        self,
        samples: Samples,
        words: Sequence[Word],
        *,
        language: str,
        asked: Sequence[str],
        kept: frozenset[int],
    ) -> Iterator[Sequence[Found]]:
        """Names that are read for doubted words, a few words a step. Raises TranscriptionFailed."""
        ...


class WholeTranscriber(Protocol):
    """The second pass over a whole recording."""

    def transcribe(
        self, samples: Samples, *, language: str, vocabulary: Sequence[str], progress: Progress
    ) -> WholeTranscript:
        """Words in order of time. `language` "" detects it; `vocabulary` holds words to expect.

        Raises ModelError, TranscriptionFailed.
        """
        ...


class Diarizer(Protocol):
    """Who spoke when in a whole recording. No speech gives no turns."""

    def diarize(self, samples: Samples, *, count: SpeakerCount, progress: Progress) -> Diarization:
        """Turns in order of time, with raw labels. Raises ModelError."""
        ...


class Queue(Protocol):
    """Jobs that survive everything.

    Records are the truth, messages to the worker are wake-ups. Any thread may call.
    """

    def submit(
        self,
        kind: JobKind,
        session_id: str,
        *,
        priority: int = 0,
        speaker_count: SpeakerCount | None = None,
        model: str = "",
        quiet: float = 0.0,
    ) -> Job:
        """Idempotent: one job of a kind and a session that has not ended.

        Where there is one it is returned, with the higher of both priorities. It begins when nobody
        has asked for it for `quiet` seconds, or at last some minutes after the first. Raises
        SessionBusy when it is at work with another speaker count or model.
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

    def pause(self) -> None:
        """Let transcripts and speakers wait until `resume`, through every restart.

        What is at work is put back, with what it has done. Files and erasing go on.
        """
        ...

    def resume(self) -> None:
        """Go on with what waits. Nothing where nothing was paused."""
        ...

    def paused(self) -> bool:
        """Whether all jobs are paused."""
        ...

    def figures(self) -> QueueFigures:
        """The queue in numbers, over the last thirty days."""
        ...

    def worker(self) -> WorkerStatus | None:
        """What the worker last said of itself; None when there never was one."""
        ...

    def close(self) -> None:
        """Twice is harmless."""
        ...


class StepWatch(Protocol):
    """Where work under way tells how far it is, and learns that it has to stop.

    Any call may raise JobCancelled, JobTimedOut or another JobError: let it pass, everything done
    so far is kept.
    """

    def plan(self, audio_seconds: float, steps: Sequence[PlannedStep]) -> None:
        """Called once, first: how much sound the job is about, and the steps in order.

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

    def folder(self, session_id: str) -> Path:
        """Where the session lies; it need not be there yet."""
        ...

    def concatenate(self, session_id: str, slices: Iterable[AudioSlice]) -> Path:
        """`final.wav`, sample-exact, put in place whole. Idempotent."""
        ...

    def is_behind(self, session_id: str, slices: Sequence[AudioSlice]) -> bool:
        """Whether `final.wav` is missing, or of another length than the slices have. Quick."""
        ...

    def sliced_sound(self, slices: Sequence[AudioSlice]) -> Sound:
        """The samples of a session's slices, for as long as its `final.wav` is not theirs."""
        ...

    def final_sound(self, session_id: str) -> AbstractContextManager[Sound]:
        """The samples of `final.wav`, for as long as the block lasts. Raises AudioError."""
        ...


class Recovered(Protocol):
    """Numbers of slices that were still open, and of sealed ones that had no row."""

    @property
    def salvaged(self) -> Sequence[int]:
        """Slices that were still open."""
        ...

    @property
    def adopted(self) -> Sequence[int]:
        """Sealed slices that had no row."""
        ...


#: `audio.slices.recovery.recover_orphan`: brings a session's folder of sound and its rows into
#: agreement. Raises SessionBusy, AudioError.
Recover: TypeAlias = Callable[[str, Path, RecoveryLedger], Recovered]
