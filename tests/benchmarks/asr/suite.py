"""The asr suite: live text and second pass, beside faster-whisper in the same run.

On a folder of `NAME.flac` (or `.wav`) with `NAME.txt` (or `.stm`): the one given, else
`AURITY_SPEECH_DIR`, else the sample that pyannote.audio installs. Then on sounds without a word in
them, where every word is an invention.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from aurity_desktop.asr.conditioned_whisper import THREADS
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.runtime.thread_pools import usable_processors
from tests.benchmarks.asr.figures import (
    FileFigures,
    NoiseFigures,
    Report,
    chunks_ok,
    languages,
    latencies,
    percentile,
    processor,
    rates,
)
from tests.benchmarks.asr.measure import Bench
from tests.benchmarks.asr.noises import KINDS
from tests.benchmarks.asr.recordings import find_recordings, some_of
from tests.benchmarks.asr.speech import speech_and_model
from tests.benchmarks.asr.table import rendered
from tests.benchmarks.asr.verdicts import verdicts


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
        for kind in KINDS:
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
                language: rates(report, language) for language in languages(report.files)
            },
        },
        "verdicts": verdicts(report),
    }  # fmt: skip


def _progress(what: str) -> None:
    sys.stderr.write(f"\r{what:<40}")
    sys.stderr.flush()
