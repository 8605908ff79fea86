"""The asr suite: live text and second pass, beside faster-whisper in the same run.

On a folder of `NAME.flac` (or `.wav`) with `NAME.txt` (or `.stm`): the one given, else
`AURITY_SPEECH_DIR`, else the sample that pyannote.audio installs. Then on sounds without a word in
them, where every word is an invention.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from aurity_desktop.asr.conditioned_whisper import THREADS
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.runtime.thread_pools import usable_processors
from tests.benchmarks.asr.measure import (
    ALL_NOISES,
    Bench,
    FileFigures,
    NoiseFigures,
    Recording,
    Report,
    find_recordings,
)
from tests.benchmarks.asr.scoring import WordErrors
from tests.benchmarks.asr.speech import speech_and_model

#: Milliseconds from a slice's being durable to its text, and how much faster than the peer; see the
#: product's figures.
_P50, _P95, _TIMES = 200.0, 400.0, 4.0
_NOISE_COLUMNS = (
    f"{'words where nobody speaks':<28}{'s':>5} {'live':>5} {'kept aside':>11}"
    f" {'settled':>8} {'fw whole':>9} {'fw 3 s':>7}"
)
_SOME = 240.0  # seconds of each language
_MOST_POINTS = 1.0  # of word error rate that live text may be above the whole file


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--folder", type=Path, help="recordings with texts (AURITY_SPEECH_DIR, or the sample)"
    )
    parser.add_argument("--files", nargs="+", default=[], metavar="NAME", help="only these")
    parser.add_argument(
        "--limit", type=float, default=45.0, metavar="SECONDS",
        help="of each recording whose turns are known (45; 0 for all of it)",
    )  # fmt: skip
    parser.add_argument(
        "--all", action="store_true",
        help="of the folder's recordings; otherwise some of each language, four minutes each",
    )  # fmt: skip
    parser.add_argument("--language", default="", help="of all recordings (by name or index)")
    parser.add_argument("--model", default="whisper-base", help="an installed Whisper model")
    parser.add_argument(
        "--threads", type=int, default=THREADS, help=f"of the live recognizer ({THREADS})"
    )
    parser.add_argument(
        "--noise", type=float, default=30.0, metavar="SECONDS",
        help="of each sound without words (30; 0 for none)",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="one JSON object instead of tables")


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Measure and tell. The exit code says whether the figures are reached."""
    folder, model = speech_and_model(arguments, paths)
    report = measure(arguments, folder, model)
    if arguments.json:
        sys.stdout.write(json.dumps(as_json(report), indent=2, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(rendered(report))
    return 0 if all(verdicts(report).values()) else 1


def measure(arguments: argparse.Namespace, folder: Path, model: Path) -> Report:
    recordings = find_recordings(folder, arguments.files, arguments.language, arguments.limit)
    if not arguments.all and not arguments.files:
        recordings = some_of(recordings)
    processors = usable_processors()
    bench = Bench(model, arguments.threads, processors)
    files: list[FileFigures] = []
    for recording in recordings:
        _progress(recording.name)
        files.append(bench.file(recording))
    noises: list[NoiseFigures] = []
    if arguments.noise > 0:
        for kind in ALL_NOISES:
            _progress(kind)
            noises += [bench.noise(kind, arguments.noise, language) for language in ("es", "en")]
    sys.stderr.write("\n")
    return Report(
        model=model.name,
        threads=arguments.threads,
        processors=processors,
        files=tuple(files),
        noises=tuple(noises),
    )


def verdicts(report: Report) -> dict[str, bool]:
    """The product's figures that this report can judge, each reached or not."""
    live = latencies(report.files)
    peer = [each for file in report.files for each in file.peer_slices.latencies]
    reached = {
        "p50 below 200 ms": percentile(live, 50) < _P50,
        "p95 below 400 ms": percentile(live, 95) < _P95,
        "4 times faster than transcribe()": percentile(peer, 50) >= _TIMES * percentile(live, 50),
        "chunks OK 99 %": chunks_ok(report.files) >= 0.99,
        "no word where nobody speaks": all(
            noise.live_words + noise.settled_words == 0 for noise in report.noises
        ),
    }
    for language in languages(report.files):
        own = [file for file in report.files if file.language == language]
        whole = pooled([file.peer_whole.errors for file in own]).rate
        live_rate = pooled([file.live.errors for file in own]).rate
        settled_rate = pooled([file.settled.errors for file in own]).rate
        reached[f"{language}: live at most 1 point over the whole file"] = (
            100 * (live_rate - whole) <= _MOST_POINTS
        )
        reached[f"{language}: settled no worse than the whole file"] = settled_rate <= whole
    return reached


def as_json(report: Report) -> dict[str, object]:
    live = latencies(report.files)
    peer = [each for file in report.files for each in file.peer_slices.latencies]
    return {
        **asdict(report),
        "overall": {
            "p50_ms": percentile(live, 50),
            "p95_ms": percentile(live, 95),
            "max_ms": max(live),
            "times_faster": percentile(peer, 50) / percentile(live, 50),
            "processor": processor(report.files)[0],
            "peer_processor": processor(report.files)[1],
            "chunks_ok": chunks_ok(report.files),
            "word_error_rate": {
                language: _rates(report, language) for language in languages(report.files)
            },
        },
        "verdicts": verdicts(report),
    }  # fmt: skip


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


def some_of(recordings: Sequence[Recording], seconds: float = _SOME) -> list[Recording]:
    """Whole recordings of each language, spread evenly over the list, up to `seconds` of each."""
    chosen: list[Recording] = []
    for language in sorted({each.language for each in recordings}):
        own = [each for each in recordings if each.language == language]
        share = min(1.0, seconds / sum(each.seconds for each in own))
        taken = passed = 0.0
        for each in own:
            passed += each.seconds
            if taken + each.seconds / 2 <= passed * share:
                chosen.append(each)
                taken += each.seconds
        if not taken:  # one long recording
            chosen.append(own[0])
    return chosen


def pooled(errors: Sequence[WordErrors]) -> WordErrors:
    return sum(errors, WordErrors())


def chunks_ok(files: Sequence[FileFigures]) -> float:
    return sum(file.live.chunks_ok for file in files) / sum(file.live.chunks for file in files)


def languages(files: Sequence[FileFigures]) -> list[str]:
    return sorted({file.language for file in files})


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
    rates = _rates(report, language)
    return (
        f"{language + ', all':<28}{sum(file.seconds for file in own):5.0f} "
        f"{percentile(live, 50):5.0f} {percentile(live, 95):5.0f} {max(live):5.0f} "
        f"{percentile(peer, 50) / percentile(live, 50):5.1f} "
        f"{rates['live']:6.2f} {rates['settled']:7.2f} {rates['whole']:8.2f} {rates['slices']:7.2f}"
    )


def _rates(report: Report, language: str) -> dict[str, float]:
    own = [file for file in report.files if file.language == language]
    return {
        "live": 100 * pooled([file.live.errors for file in own]).rate,
        "settled": 100 * pooled([file.settled.errors for file in own]).rate,
        "whole": 100 * pooled([file.peer_whole.errors for file in own]).rate,
        "slices": 100 * pooled([file.peer_slices.errors for file in own]).rate,
    }


def _split_line(files: Sequence[FileFigures]) -> str:
    def mean(step: str) -> float:
        return statistics.fmean(getattr(file.live.split, step) for file in files)

    steps = ("voice", "features", "encoder", "decoder", "alignment")
    return "a durable slice on average: " + ", ".join(f"{step} {mean(step):.0f}" for step in steps)


def _compute_lines(files: Sequence[FileFigures]) -> list[str]:
    drafts = [each for file in files for each in file.live.drafts]
    shown = [each for file in files for each in file.live.shown]
    words = max(1, sum(file.live.words for file in files))
    late = sum(file.live.late_words for file in files)
    corrected = sum(file.live.corrected_words for file in files)
    own, peer = processor(files)
    return [
        f"the words at its end are shown: {_p50_and_p95(shown)}",
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


def _progress(what: str) -> None:
    sys.stderr.write(f"\r{what:<40}")
    sys.stderr.flush()
