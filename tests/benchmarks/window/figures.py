"""What the window suite finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.benchmarks.asr.scoring import WordErrors
from tests.benchmarks.window.painted_words import PaintedWord
from tests.benchmarks.window.peer_figures import PeerFigures
from tests.benchmarks.window.processor_time import ProcessorTime
from tests.benchmarks.window.word_delays import Changes, SaidWord, WordDelays


@dataclass(frozen=True, slots=True)
class Waits:
    """How late the event loop was, in milliseconds, over so many looks."""

    longest: float = 0.0
    p99: float = 0.0
    over_limit: int = 0
    looks: int = 0


@dataclass(frozen=True, slots=True)
class Behind:
    """So many seconds into the recording: how far the text was behind, how many slices waited, and
    what the window said about it.
    """

    at: float
    seconds: float
    slices: int
    words: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What a driven window tells of itself.

    `shown_at` and `recording_at` are `time.monotonic()`.

    `loading` are the waits until the model is loaded, `recording` those from there to Stop,
    `afterwards` from there until the transcript has been in sight for a while. `painted`: every
    word of live text that was painted until the transcript stood, in seconds of the session;
    `moved_back`: how often lines came down that had gone up before.
    `sealed_to_painted`: milliseconds from a slice's being durable until its settled text was
    painted. `decoded_at_once`: how many slices each decoding was about. `processor`: from the first
    moment with model and sound until Stop. `live_text` is what the live text settled, of
    `live_answered` slices. `stop_to_transcript`, and `press_to_sample`, from Record of the next
    visit to its first sample: seconds. `mark_durable` and `mark_painted`: milliseconds from Ctrl+M
    until the mark was durable, and until it was painted.
    """

    session_id: str
    shown_at: float
    recording_at: float
    loading: Waits
    recording: Waits
    afterwards: Waits
    stalls: tuple[str, ...]
    behind: tuple[Behind, ...]
    painted: tuple[PaintedWord, ...]
    moved_back: int
    sealed_to_painted: tuple[float, ...]
    decoded_at_once: tuple[int, ...]
    processor: ProcessorTime
    overflows: int
    captured: int
    on_disk: int
    live_answered: int
    live_failed: int
    live_text: str
    stop_to_transcript: float
    press_to_sample: float
    torch_loaded: bool = False
    mark_durable: tuple[float, ...] = ()
    mark_painted: tuple[float, ...] = ()
    problems: tuple[str, ...] = ()

    @classmethod
    def told(cls, told: Mapping[str, Any]) -> Seen:
        """From the JSON of one."""
        return cls(
            **{
                **told,
                "loading": Waits(**told["loading"]),
                "recording": Waits(**told["recording"]),
                "afterwards": Waits(**told["afterwards"]),
                "behind": tuple(Behind(**each) for each in told["behind"]),
                "painted": tuple(PaintedWord(**each) for each in told["painted"]),
                "processor": ProcessorTime(**told["processor"]),
            }
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """What the ledger holds of the session once its transcript stands.

    `latencies`: of its live text, in milliseconds.
    """

    slices: int
    chunks_ok: int
    latencies: tuple[float, ...]
    words: tuple[SaidWord, ...]


@dataclass(frozen=True, slots=True)
class WindowReport:
    """One recording through the real window. `instructions` are those that the libraries might
    use. `pace` is the recognizer's in multiples of real time, slice by slice, and `factor` what it
    was slowed by for that; None and 1 where it is as quick as it is here. Seconds; `memory_mb` is
    the window's, at its most. `beside`: what else was at work.
    """

    language: str
    files: tuple[str, ...]
    instructions: str
    seconds: float
    pace: float | None
    factor: float
    start_to_window: float
    start_to_recording: float
    memory_mb: float
    seen: Seen
    kept: Kept
    delays: WordDelays
    changes: Changes
    live_errors: WordErrors
    final_errors: WordErrors
    peers: tuple[PeerFigures, ...] = ()
    beside: str = ""
