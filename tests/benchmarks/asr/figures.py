"""What the asr suite finds, and what follows from it over several recordings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.benchmarks.asr.scoring import WordErrors


@dataclass(frozen=True, slots=True)
class Split:
    """Where the time of live text goes, in milliseconds a slice on average."""

    voice: float
    features: float
    encoder: float
    decoder: float
    alignment: float


@dataclass(frozen=True, slots=True)
class LiveFigures:
    """`latencies`: milliseconds from a slice's being durable to its text, one a slice; what its
    draft took too long is in it.

    `late_words` came with the slice after theirs, or later; `corrected_words` were told with their
    slice and put right by then. `drafts`: milliseconds that each draft took while its slice was
    open. `processor`: seconds of processor time for a second of sound, drafts included.
    """

    latencies: tuple[float, ...]
    drafts: tuple[float, ...]
    processor: float
    split: Split
    chunks: int
    chunks_ok: int
    words: int
    late_words: int
    corrected_words: int
    errors: WordErrors


@dataclass(frozen=True, slots=True)
class PassFigures:
    """A pass over the whole recording: what it took in seconds, and what it got wrong."""

    seconds: float
    errors: WordErrors


@dataclass(frozen=True, slots=True)
class SliceFigures:
    """faster-whisper's `transcribe()` on each slice by itself."""

    latencies: tuple[float, ...]
    processor: float
    errors: WordErrors


@dataclass(frozen=True, slots=True)
class FileFigures:
    name: str
    language: str
    seconds: float
    live: LiveFigures
    settled: PassFigures
    peer_whole: PassFigures
    peer_slices: SliceFigures


@dataclass(frozen=True, slots=True)
class NoiseFigures:
    """Words that were shown, or kept under a reason as made up, where nobody said any."""

    kind: str
    seconds: float
    live_words: int
    live_suppressed: int
    settled_words: int
    peer_whole_words: int
    peer_slices_words: int


@dataclass(frozen=True, slots=True)
class Report:
    model: str
    threads: int
    processors: int
    files: tuple[FileFigures, ...]
    noises: tuple[NoiseFigures, ...]


def latencies(files: Sequence[FileFigures]) -> list[float]:
    return [each for file in files for each in file.live.latencies]


def percentile(values: Sequence[float], percent: int) -> float:
    """The nearest-rank percentile; 0 of nothing."""
    ordered = sorted(values)
    return ordered[max(0, -(-percent * len(ordered) // 100) - 1)] if ordered else 0.0


def processor(files: Sequence[FileFigures]) -> tuple[float, float]:
    """Processor seconds for a second of sound: live text with its drafts, and the peer on the same
    slices.
    """
    total = sum(file.seconds for file in files)
    return (
        sum(file.live.processor * file.seconds for file in files) / total,
        sum(file.peer_slices.processor * file.seconds for file in files) / total,
    )


def pooled(errors: Sequence[WordErrors]) -> WordErrors:
    return sum(errors, WordErrors())


def chunks_ok(files: Sequence[FileFigures]) -> float:
    return sum(file.live.chunks_ok for file in files) / sum(file.live.chunks for file in files)


def languages(files: Sequence[FileFigures]) -> list[str]:
    return sorted({file.language for file in files})


def rates(report: Report, language: str) -> dict[str, float]:
    own = [file for file in report.files if file.language == language]
    return {
        "live": 100 * pooled([file.live.errors for file in own]).rate,
        "settled": 100 * pooled([file.settled.errors for file in own]).rate,
        "whole": 100 * pooled([file.peer_whole.errors for file in own]).rate,
        "slices": 100 * pooled([file.peer_slices.errors for file in own]).rate,
    }
