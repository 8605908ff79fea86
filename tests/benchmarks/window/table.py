"""The figures of the window suite as lines for people."""

from __future__ import annotations

from collections.abc import Sequence

from aurity_desktop.application.library.figures import percentile
from tests.benchmarks.asr.scoring import WordErrors
from tests.benchmarks.window.figures import Behind, Waits, WindowReport
from tests.benchmarks.window.peer_figures import PeerFigures
from tests.benchmarks.window.verdicts import holds
from tests.benchmarks.window.word_delays import Changes

_LINES_OF_BEHIND = 16
_PEER_COLUMNS = (
    f"{'word said to, s':<18}{'painted':>14}{'as it stays':>14}{'settled':>14}"
    f"{'changed %':>10}{'wrong %':>10}{'processor':>10}"
)


def as_lines(report: WindowReport) -> list[str]:
    seen, kept, delays, spent = report.seen, report.kept, report.delays, report.seen.processor
    lines = [
        f"{report.language}, {', '.join(report.files)}: {report.seconds:.0f} s",
        f"the libraries may use {report.instructions}",
        *([f"beside it: {report.beside}"] if report.beside else []),
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
        f"word said to painted            {_spread(delays.shown, 's', 2)} of {delays.said}",
        f"word said to as it stays        {_spread(delays.stays, 's', 2)}",
        f"word said to settled            {_spread(delays.settled, 's', 2)}",
        f"the first words painted after   {_first(delays.shown)}",
        f"painted words that changed      {_changes(report.changes)}",
        f"lines went back                 {seen.moved_back} times",
        (
            f"processor seconds a second      window {spent.window:.2f} (its event loop "
            f"{spent.event_loop:.2f}), recorder {spent.recorder:.2f}, worker {spent.worker:.2f}"
        ),
        f"slices decoded at once          {', '.join(map(str, seen.decoded_at_once))}",
        (
            f"chunks answered                 {kept.chunks_ok} of {kept.slices}, "
            f"by the live text {seen.live_answered}, failed {seen.live_failed}"
        ),
        *_marks(report),
        f"overflows                       {seen.overflows}",
        (
            f"words wrong, live and final     {_errors(report.live_errors)}, "
            f"{_errors(report.final_errors)}"
        ),
        f"Stop to the transcript          {seen.stop_to_transcript:.1f} s",
        *(f"problem: {each}" for each in seen.problems),
        "",
        *_peers(report),
        *_behind(seen.behind),
        "",
    ]
    return lines + [f"{'yes' if held else 'NO ':3}  {what}" for what, held in holds(report).items()]


def _marks(report: WindowReport) -> list[str]:
    if not report.seen.mark_painted:
        return []
    return [
        f"Ctrl+M to the durable mark      {_spread(report.seen.mark_durable, 'ms', 0)}",
        f"Ctrl+M to the painted mark      {_spread(report.seen.mark_painted, 'ms', 0)}",
    ]


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


def _peers(report: WindowReport) -> list[str]:
    """Ours and the peers', line by line."""
    if not report.peers:
        return []
    own = PeerFigures(
        "Aurity",
        report.delays,
        report.changes,
        report.live_errors,
        report.seen.processor.window,
    )
    return [_PEER_COLUMNS, *map(_peer, (own, *report.peers)), ""]


def _peer(figures: PeerFigures) -> str:
    delays = figures.delays
    return (
        f"{figures.name:<18}{_p50_and_p95(delays.shown):>14}{_p50_and_p95(delays.stays):>14}"
        f"{_p50_and_p95(delays.settled):>14}{100 * figures.changes.share:>10.1f}"
        f"{100 * figures.errors.rate:>10.1f}{figures.processor:>10.2f}"
    )


def _p50_and_p95(values: Sequence[float]) -> str:
    p50, p95 = percentile(values, 50), percentile(values, 95)
    return "none" if p50 is None or p95 is None else f"{p50:.2f} / {p95:.2f}"


def _first(delays: Sequence[float]) -> str:
    return ", ".join(f"{each:.2f}" for each in delays[:6]) + " s"


def _changes(changes: Changes) -> str:
    return (
        f"{100 * changes.share:.1f} % of {changes.painted}, when settled {changes.unsettled}; "
        f"case or punctuation only {changes.respelled}"
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
