"""Words, the chunk records they stand in, and the segments people read.

Times are seconds on the session's sample clock. Word texts carry no surrounding blanks; a text is
its words joined by one blank.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from aurity_desktop.domain.speakers import UNKNOWN_SPEAKER


class ChunkStatus(StrEnum):
    """What came of one slice.

    `PENDING` is on disk and not transcribed. `OK` was transcribed, with or without words in it.
    `SILENT` was looked at and held no speech. `SUPPRESSED` gave text that the gate took for an
    invention; the text is kept under its reason. `FAILED` could not be transcribed; finalize does
    it again.
    """

    PENDING = "pending"
    OK = "ok"
    SILENT = "silent"
    SUPPRESSED = "suppressed"
    FAILED = "failed"


#: A chunk that was looked at and has its answer, even when that answer is silence.
ANSWERED = frozenset({ChunkStatus.OK, ChunkStatus.SILENT, ChunkStatus.SUPPRESSED})


#: The reason of a chunk's text that the second pass has settled; behind it the gate's, where that
#: left something out.
SECOND_PASS = "second pass"  # noqa: S105  # a reason, no password


@dataclass(frozen=True, slots=True)
class Word:
    """One spoken word.

    `speaker` is a raw label; `speaker_confidence` is 0 to 1; `overlapped`: someone else spoke too.
    """

    start: float
    end: float
    text: str
    probability: float = 1.0
    speaker: str = UNKNOWN_SPEAKER
    speaker_confidence: float = 0.0
    overlapped: bool = False

    @property
    def middle(self) -> float:
        """Seconds: where the word is taken to be when it is given to a slice or a voice."""
        return (self.start + self.end) / 2


def text_of(words: tuple[Word, ...]) -> str:
    """The words joined by one blank."""
    return " ".join(word.text for word in words)


@dataclass(frozen=True, slots=True)
class ChunkTranscription:
    """What was heard in one slice: a row that is appended, never changed.

    The newest for a chunk counts. `latency_ms` runs from the slice's being durable to the first
    text for it; None where that has no meaning. `reason` says why a text was suppressed or failed;
    `suppressed` is that text.
    """

    session_id: str
    chunk_number: int
    words: tuple[Word, ...]
    status: ChunkStatus
    language: str = ""
    confidence: float = 0.0
    model: str = ""
    latency_ms: float | None = None
    reason: str = ""
    suppressed: str = ""

    @property
    def text(self) -> str:
        """Its words joined by one blank."""
        return text_of(self.words)

    @property
    def is_second_pass(self) -> bool:
        """Whether it takes the place of live text for good."""
        return self.reason.startswith(SECOND_PASS)


@dataclass(frozen=True, slots=True)
class LiveUpdate:
    """What one decoding changed.

    `settled`: chunks with their text as it is now, new ones and some that are put right.
    `provisional`: the words after them that are not sure enough to be told.
    """

    settled: tuple[ChunkTranscription, ...]
    provisional: tuple[Word, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class StretchText:
    """What the second pass heard in one stretch.

    `suppressed` is what the gate took for an invention, `reason` why.
    """

    words: tuple[Word, ...]
    reason: str = ""
    suppressed: str = ""


@dataclass(frozen=True, slots=True)
class WholeTranscript:
    """The second pass over a whole recording, words sorted by start."""

    words: tuple[Word, ...]
    language: str
    model: str


@dataclass(frozen=True, slots=True)
class Segment:
    """Consecutive words of one speaker: what a person reads as one turn of the conversation."""

    start: float
    end: float
    speaker: str
    text: str
    confidence: float
    overlapped: bool = False


def words_of_segments(words: Sequence[Word], segments: Sequence[Segment]) -> list[tuple[Word, ...]]:
    """The words that each segment is made of: its text is they, joined by blanks.

    None for a segment that is not so made.
    """
    shares: list[tuple[Word, ...]] = []
    place = 0
    for segment in segments:
        count = len(segment.text.split())
        share = tuple(words[place : place + count])
        if " ".join(word.text for word in share) != segment.text:
            return [()] * len(segments)
        shares.append(share)
        place += count
    return shares


@dataclass(frozen=True, slots=True)
class Chunk:
    """The reading view of one slice.

    Its record joined with the newest transcription and the newest speaker. Times are seconds.
    """

    chunk_id: str
    session_id: str
    chunk_number: int
    timestamp_start: float
    timestamp_end: float
    transcription: str
    audio_hash: str
    language: str
    confidence: float
    status: ChunkStatus
    speaker: str
    created_at: datetime
    latency_ms: float | None = None
    reason: str = ""
