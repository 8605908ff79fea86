"""What the window suite finds, what of it must hold, and how it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aurity_desktop.application.library.figures import percentile
from tests.benchmarks.asr.scoring import WordErrors

_LONGEST_STALL_MS = 50.0
_START_TO_WINDOW = 1.0  # seconds
_START_TO_RECORDING = 3.0  # seconds
_PRESS_TO_SAMPLE = 0.3  # seconds
_MEMORY_MB = 700.0
_MARK_MS = 100.0
_P50_MS, _P95_MS = 200.0, 400.0
_LINES_OF_BEHIND = 16


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
    `afterwards` from there until the transcript has been in sight for a while. `said_to_shown`,
    `said_to_settled`: seconds from the end of a word's sound until it was painted, and painted as
    settled. `sealed_to_painted`: milliseconds from a slice's being durable until its settled text
    was painted. `decoded_at_once`: how many slices each decoding was about. `live_text` is what the
    live text settled, of `live_answered` slices. `stop_to_transcript`, and `press_to_sample`, from
    Record of the next visit to its first sample: seconds. `mark_durable` and `mark_painted`:
    milliseconds from Ctrl+M until the mark was durable, and until it was painted.
    """

    session_id: str
    shown_at: float
    recording_at: float
    loading: Waits
    recording: Waits
    afterwards: Waits
    stalls: tuple[str, ...]
    behind: tuple[Behind, ...]
    said_to_shown: tuple[float, ...]
    said_to_settled: tuple[float, ...]
    sealed_to_painted: tuple[float, ...]
    decoded_at_once: tuple[int, ...]
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
    text: str


@dataclass(frozen=True, slots=True)
class WindowReport:
    """One recording through the real window. `pace` is the recognizer's in multiples of real time,
    slice by slice, and `factor` what it was slowed by for that; None and 1 where it is as quick as
    it is here. Seconds; `memory_mb` is the window's, at its most.
    """

    files: tuple[str, ...]
    seconds: float
    pace: float | None
    factor: float
    start_to_window: float
    start_to_recording: float
    memory_mb: float
    seen: Seen
    kept: Kept
    live_errors: WordErrors
    final_errors: WordErrors


def holds(report: WindowReport) -> dict[str, bool]:
    """What must hold, and whether it does.

    On a slow machine live text is late and everything else as ever.
    """
    seen, kept = report.seen, report.kept
    found = {
        "the event loop never kept for 50 ms": seen.recording.longest < _LONGEST_STALL_MS,
        "start to window below 1 s": report.start_to_window < _START_TO_WINDOW,
        "start to recording below 3 s": report.start_to_recording < _START_TO_RECORDING,
        "Record to first sample below 0.3 s": 0.0 < seen.press_to_sample < _PRESS_TO_SAMPLE,
        "window below 700 MB": report.memory_mb < _MEMORY_MB,
        "all that was captured is on disk": seen.captured == seen.on_disk and not seen.overflows,
        "every chunk answered": kept.chunks_ok == kept.slices > 0,
        "torch is not in the window": not seen.torch_loaded,
        "no problem was told": not seen.problems,
    }
    if seen.mark_painted:
        found["a mark painted below 100 ms"] = max(seen.mark_painted) < _MARK_MS
    if report.pace is None:
        p50, p95 = (percentile(kept.latencies, percent) for percent in (50, 95))
        found["p50 below 200 ms"] = p50 is not None and p50 < _P50_MS
        found["p95 below 400 ms"] = p95 is not None and p95 < _P95_MS
    else:
        found["what waits is decoded together"] = max(seen.decoded_at_once, default=0) > 1
        found["the lag is shown"] = any(each.words for each in seen.behind)
    return found


def as_lines(report: WindowReport) -> list[str]:
    seen, kept = report.seen, report.kept
    lines = [
        f"{', '.join(report.files)}: {report.seconds:.0f} s",
        *_pace(report),
        "",
        (
            f"start to window, to recording   {report.start_to_window:.2f}, "
            f"{report.start_to_recording:.2f} s"
        ),
        f"Record to first sample          {seen.press_to_sample:.2f} s, the next visit",
        f"memory of the window            {report.memory_mb:.0f} MB at its most",
        f"event loop while loading        {_waits(seen.loading)}",
        f"event loop while recording      {_waits(seen.recording)}",
        f"event loop after Stop           {_waits(seen.afterwards)}",
        *(f"  kept at {each}" for each in seen.stalls),
        "",
        f"slice durable to settled text   {_spread(kept.latencies, 'ms', 0)}",
        f"slice durable to painted text   {_spread(seen.sealed_to_painted, 'ms', 0)}",
        f"word said to shown              {_spread(seen.said_to_shown, 's', 1)}",
        f"word said to settled            {_spread(seen.said_to_settled, 's', 1)}",
        f"slices decoded at once          {', '.join(map(str, seen.decoded_at_once))}",
        (
            f"chunks answered                 {kept.chunks_ok} of {kept.slices}, "
            f"by the live text {seen.live_answered}, failed {seen.live_failed}"
        ),
        f"overflows                       {seen.overflows}",
        (
            f"words wrong, live and final     {_errors(report.live_errors)}, "
            f"{_errors(report.final_errors)}"
        ),
        f"Stop to the transcript          {seen.stop_to_transcript:.1f} s",
        *(f"problem: {each}" for each in seen.problems),
        "",
        *_behind(seen.behind),
        "",
    ]
    return lines + [f"{'yes' if held else 'NO ':3}  {what}" for what, held in holds(report).items()]


def _pace(report: WindowReport) -> list[str]:
    if report.pace is None:
        return []
    return [
        (
            f"decodes slice by slice at {report.pace:g} times real time, "
            f"{report.factor:.1f} times slower than here"
        )
    ]


def _waits(waits: Waits) -> str:
    return (
        f"{waits.longest:.0f} ms at the longest, p99 {waits.p99:.0f} ms, "
        f"{waits.over_limit} over 50 ms, of {waits.looks} looks"
    )


def _spread(values: Sequence[float], unit: str, digits: int) -> str:
    if not values:
        return "none"
    p50, p95 = percentile(values, 50), percentile(values, 95)
    return (
        f"p50 {p50:.{digits}f} {unit}, p95 {p95:.{digits}f} {unit}, "
        f"most {max(values):.{digits}f} {unit} ({len(values)})"
    )


def _errors(errors: WordErrors) -> str:
    return f"{100 * errors.rate:.1f} % of {errors.words}"


def _behind(behind: Sequence[Behind]) -> list[str]:
    """Some of the looks, evenly over the time, and the one that was furthest behind."""
    step = max(1, len(behind) // _LINES_OF_BEHIND)
    chosen = set(behind[::step]) | set(sorted(behind, key=lambda each: each.seconds)[-1:])
    return [
        f"at {each.at:5.0f} s  {each.seconds:5.1f} s behind, {each.slices} waiting  {each.words}"
        for each in behind
        if each in chosen
    ]
