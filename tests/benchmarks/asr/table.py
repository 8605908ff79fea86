"""The figures of the asr suite as tables for people."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from tests.benchmarks.asr.figures import (
    FileFigures,
    NoiseFigures,
    Report,
    languages,
    latencies,
    percentile,
    processor,
    rates,
)
from tests.benchmarks.asr.verdicts import verdicts

_NOISE_COLUMNS = (
    f"{'words where nobody speaks':<28}{'s':>5} {'live':>5} {'kept aside':>11}"
    f" {'settled':>8} {'fw whole':>9} {'fw 3 s':>7}"
)


def rendered(report: Report) -> str:
    head = (
        f"{report.model}, int8, {report.threads} thread(s) live, {report.processors} processors; "
        "milliseconds, word error rates in percent"
    )
    columns = (
        f"{'file':<28}{'s':>5} {'p50':>5} {'p95':>5} {'max':>5} {'×':>5}"
        f" {'live':>6} {'settled':>7} {'fw whole':>8} {'fw 3 s':>7} {'late':>5} {'put right':>10}"
    )
    lines = [head, "", columns]
    lines += [_file_line(file) for file in report.files]
    lines += ["", *(_language_line(report, language) for language in languages(report.files))]
    lines += ["", _split_line(report.files), *_compute_lines(report.files)]
    if report.noises:
        lines += ["", _NOISE_COLUMNS]
        lines += [_noise_line(noise) for noise in _by_kind(report.noises)]
    lines += ["", *(f"{'yes' if ok else 'NO':<4}{what}" for what, ok in verdicts(report).items())]
    return "\n".join(lines) + "\n"


def _file_line(file: FileFigures) -> str:
    live = file.live
    p50 = percentile(live.latencies, 50)
    return (
        f"{file.name[:27]:<28}{file.seconds:5.0f} {p50:5.0f} {percentile(live.latencies, 95):5.0f} "
        f"{max(live.latencies):5.0f} {percentile(file.peer_slices.latencies, 50) / p50:5.1f} "
        f"{100 * live.errors.rate:6.1f} {100 * file.settled.errors.rate:7.1f} "
        f"{100 * file.peer_whole.errors.rate:8.1f} {100 * file.peer_slices.errors.rate:7.1f} "
        f"{100 * live.late_words / max(1, live.words):4.0f}% "
        f"{100 * live.corrected_words / max(1, live.words):8.1f}%"
    )


def _language_line(report: Report, language: str) -> str:
    own = [file for file in report.files if file.language == language]
    live = latencies(own)
    peer = [each for file in own for each in file.peer_slices.latencies]
    found = rates(report, language)
    return (
        f"{language + ', all':<28}{sum(file.seconds for file in own):5.0f} "
        f"{percentile(live, 50):5.0f} {percentile(live, 95):5.0f} {max(live):5.0f} "
        f"{percentile(peer, 50) / percentile(live, 50):5.1f} "
        f"{found['live']:6.2f} {found['settled']:7.2f} {found['whole']:8.2f} {found['slices']:7.2f}"
    )


def _split_line(files: Sequence[FileFigures]) -> str:
    def mean(step: str) -> float:
        return statistics.fmean(getattr(file.live.split, step) for file in files)

    steps = ("voice", "features", "encoder", "decoder", "alignment")
    return "a durable slice on average: " + ", ".join(f"{step} {mean(step):.0f}" for step in steps)


def _compute_lines(files: Sequence[FileFigures]) -> list[str]:
    drafts = [each for file in files for each in file.live.drafts]
    words = max(1, sum(file.live.words for file in files))
    late = sum(file.live.late_words for file in files)
    corrected = sum(file.live.corrected_words for file in files)
    own, peer = processor(files)
    return [
        (
            f"words added to a slice after its first answer: {100 * late / words:.1f} %, "
            f"put right: {100 * corrected / words:.1f} %"
        ),
        f"its draft, written while it is open: {_p50_and_p95(drafts)}",
        (
            f"processor seconds for a second of sound: {own:.3f}, drafts included; "
            f"transcribe() {peer:.3f}, {peer / own:.1f} ×"
        ),
    ]


def _p50_and_p95(values: Sequence[float]) -> str:
    return f"p50 {percentile(values, 50):.0f}, p95 {percentile(values, 95):.0f}"


def _noise_line(noise: NoiseFigures) -> str:
    return (
        f"{noise.kind:<28}{noise.seconds:5.0f} {noise.live_words:5} {noise.live_suppressed:11}"
        f" {noise.settled_words:8} {noise.peer_whole_words:9} {noise.peer_slices_words:7}"
    )


def _by_kind(noises: Sequence[NoiseFigures]) -> list[NoiseFigures]:
    """Both languages' figures of each kind in one."""
    kinds = dict.fromkeys(noise.kind for noise in noises)
    summed = []
    for kind in kinds:
        own = [noise for noise in noises if noise.kind == kind]
        summed.append(
            NoiseFigures(
                kind,
                sum(noise.seconds for noise in own),
                sum(noise.live_words for noise in own),
                sum(noise.live_suppressed for noise in own),
                sum(noise.settled_words for noise in own),
                sum(noise.peer_whole_words for noise in own),
                sum(noise.peer_slices_words for noise in own),
            )
        )
    return summed
