"""The diarization suite: who spoke when, beside pyannote.audio as it ships, in the same run.

On a folder of `NAME.flac` or `NAME.wav` with `NAME.rttm`: the one given, else `AURITY_SPEECH_DIR`,
else the sample that pyannote.audio installs. Where an `index.csv` says how good each reference is,
only exact and human ones count unless named. Words with known speakers (`NAME.turns.json`) are
given speakers by the product's rules and compared.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from aurity_desktop.diarization.rttm import read_rttm
from aurity_desktop.domain.audio import SAMPLE_RATE, seconds
from aurity_desktop.domain.errors import AudioFileMissing, NotAudio, UsageError
from aurity_desktop.domain.speakers import Diarization, Turn
from aurity_desktop.domain.transcript import Word
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.runtime.thread_pools import usable_processors
from tests.benchmarks.diarization.engines import Engine, Files, Outcome, Samples, ours, pyannote
from tests.benchmarks.diarization.scoring import (
    TurnErrors,
    WordSpeakerErrors,
    read_words,
    turn_errors,
    word_speaker_errors,
)
from tests.benchmarks.speech_folder import speech_folder

#: The product's figures: real-time factor, and how many times faster than the peer.
_RTF, _TIMES = 0.03, 7.0
#: Seconds between two frames of the segmentation network: no border of a turn is known better.
_FRAME = 270 / SAMPLE_RATE
_GOOD = ("exact", "human")
_COLUMNS = (
    f"{'':<30}{'s':>7} {'RTF':>7} {'CPU':>7} {'DER':>7} {'missed':>7} {'false':>7}"
    f" {'confus.':>7} {'speakers':>9} {'words':>7}"
)


@dataclass(frozen=True, slots=True)
class Recording:
    name: str
    samples: Samples
    reference: tuple[Turn, ...]
    words: tuple[Word, ...]

    @property
    def duration(self) -> float:
        return seconds(len(self.samples))


@dataclass(frozen=True, slots=True)
class Figures:
    """How one diarization did on one recording, or on all of them together."""

    duration: float
    elapsed: float
    processor: float
    errors: TurnErrors
    words: WordSpeakerErrors
    speakers: int
    peak_bytes: int

    @property
    def real_time_factor(self) -> float:
        return self.elapsed / self.duration


@dataclass(frozen=True, slots=True)
class FileReport:
    name: str
    speakers: int
    turns: int
    ours: Figures
    peer: Figures | None


@dataclass(frozen=True, slots=True)
class Report:
    """Totals: errors are weighted by speech; `right` counts recordings with the right number of
    speakers.
    """

    threads: int
    files: tuple[FileReport, ...]
    ours: Figures
    ours_right: int
    peer: Figures | None
    peer_right: int

    @property
    def times_faster(self) -> float | None:
        return self.peer.elapsed / self.ours.elapsed if self.peer else None

    @property
    def resolution(self) -> float:
        """The difference in DER that is chance: a border of the reference may lie a frame off on
        either side, either way. Such errors add up with the root of their number, so that this is
        0.003 for half a minute and 0.0005 for ten.
        """
        borders = 2 * sum(file.turns for file in self.files)
        return _FRAME * math.sqrt(borders) / (self.ours.errors.speech or 1.0)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--folder", type=Path, help="recordings with RTTM (AURITY_SPEECH_DIR, or the sample)"
    )
    parser.add_argument("--files", nargs="+", default=[], metavar="NAME", help="only these")
    parser.add_argument("--threads", type=int, default=0, help="for each (all processors)")
    parser.add_argument("--no-peer", action="store_true", help="without pyannote, which takes long")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of tables")


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Measure and tell. The exit code says whether the figures are reached."""
    folder = speech_folder(arguments.folder)
    files = Files(
        paths.models / "segmentation-3.0" / "pytorch_model.bin",
        paths.models / "campplus" / "campplus_cn_en_common.pt",
        arguments.threads or usable_processors(),
    )
    report = measure(find_recordings(folder, arguments.files), files, peer=not arguments.no_peer)
    if arguments.json:
        sys.stdout.write(json.dumps(as_json(report), indent=2, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(rendered(report))
    return 0 if all(verdicts(report).values()) else 1


def measure(recordings: Sequence[Recording], files: Files, *, peer: bool) -> Report:
    """Both diarizations on each recording in turn, so that a busy moment hits both."""
    reports: list[FileReport] = []
    with Engine("this program", ours, files) as own:
        if not peer:
            reports = [_file_report(recording, own, None) for recording in recordings]
        else:
            with Engine("pyannote", pyannote, files) as other:
                reports = [_file_report(recording, own, other) for recording in recordings]
    return Report(
        files.threads,
        tuple(reports),
        _total([report.ours for report in reports]),
        sum(report.ours.speakers == report.speakers for report in reports),
        _total([report.peer for report in reports if report.peer]) if peer else None,
        sum(report.peer.speakers == report.speakers for report in reports if report.peer),
    )


def _file_report(recording: Recording, own: Engine, other: Engine | None) -> FileReport:
    sys.stderr.write(f"{recording.name} ({recording.duration:.0f} s)\n")
    return FileReport(
        recording.name,
        len({turn.speaker for turn in recording.reference}),
        len(recording.reference),
        _figures(recording, own.run(recording.samples)),
        _figures(recording, other.run(recording.samples)) if other else None,
    )


def _figures(recording: Recording, outcome: Outcome) -> Figures:
    speakers = tuple(dict.fromkeys(turn.speaker for turn in outcome.turns))
    words = WordSpeakerErrors()
    if recording.words:
        words = word_speaker_errors(recording.words, Diarization(outcome.turns, speakers, ""))
    return Figures(
        recording.duration,
        outcome.elapsed,
        outcome.processor,
        turn_errors(recording.reference, outcome.turns, recording.duration),
        words,
        len(speakers),
        outcome.peak_bytes,
    )


def _total(figures: Sequence[Figures]) -> Figures:
    return Figures(
        sum(one.duration for one in figures),
        sum(one.elapsed for one in figures),
        sum(one.processor for one in figures),
        sum((one.errors for one in figures), TurnErrors()),
        sum((one.words for one in figures), WordSpeakerErrors()),
        sum(one.speakers for one in figures),
        max(one.peak_bytes for one in figures),
    )


def verdicts(report: Report) -> dict[str, bool]:
    """The figures and whether each is reached; those beside the peer only where it ran."""
    found = {f"real-time factor ≤ {_RTF}": report.ours.real_time_factor <= _RTF}
    if report.peer and report.times_faster:
        found["DER no worse than pyannote"] = (
            report.ours.errors.rate <= report.peer.errors.rate + report.resolution
        )
        found[f"at least {_TIMES:.0f} times faster"] = report.times_faster >= _TIMES
    return found


def as_json(report: Report) -> dict[str, Any]:
    """Everything in the report, with the rates that follow from it."""
    return {
        "threads": report.threads,
        "times_faster": report.times_faster,
        "verdicts": verdicts(report),
        "der_resolution": report.resolution,
        "ours": _figures_json(report.ours) | {"speakers_right": report.ours_right},
        "pyannote": report.peer
        and _figures_json(report.peer) | {"speakers_right": report.peer_right},
        "files": [
            {
                "name": file.name,
                "speakers": file.speakers,
                "ours": _figures_json(file.ours),
                "pyannote": file.peer and _figures_json(file.peer),
            }
            for file in report.files
        ],
    }


def _figures_json(figures: Figures) -> dict[str, Any]:
    return asdict(figures) | {
        "real_time_factor": figures.real_time_factor,
        "der": figures.errors.rate,
        "word_speaker_error_rate": figures.words.rate if figures.words.words else None,
    }


def rendered(report: Report) -> str:
    """A table for people: ours above pyannote's for each recording, then the totals and the
    verdicts.
    """
    lines = [_COLUMNS]
    for file in report.files:
        lines.append(_line(file.name, file.ours, f"{file.ours.speakers} of {file.speakers}"))
        if file.peer:
            lines.append(_line("  pyannote", file.peer, f"{file.peer.speakers} of {file.speakers}"))
    count = len(report.files)
    lines.append(_line("ALL", report.ours, f"{report.ours_right} / {count}"))
    if report.peer:
        lines.append(_line("  pyannote", report.peer, f"{report.peer_right} / {count}"))
    lines += [
        f"threads {report.threads}; peak memory {report.ours.peak_bytes / 1e6:.0f} MB"
        + (f", pyannote {report.peer.peak_bytes / 1e6:.0f} MB" if report.peer else ""),
        (
            "RTF: elapsed, CPU: processor time, each per second of sound. "
            "DER: no collar, overlaps count."
        ),
        "words: those given to the wrong speaker, placed in their turns by length.",
        (
            f"A difference in DER up to {report.resolution:.4f} is chance: "
            "a frame at each border, either way."
        ),
    ]
    if report.times_faster:
        lines.append(f"{report.times_faster:.1f} times faster than pyannote")
    lines += [
        f"{'yes' if reached else 'NO ':<4}{name}" for name, reached in verdicts(report).items()
    ]
    return "\n".join(lines) + "\n"


def _line(name: str, figures: Figures, speakers: str) -> str:
    errors = figures.errors
    speech = errors.speech or 1.0
    words = f"{figures.words.rate:7.3f}" if figures.words.words else f"{'–':>7}"
    return (
        f"{name:<30}{figures.duration:7.1f} {figures.real_time_factor:7.4f}"
        f" {figures.processor / figures.duration:7.4f} {errors.rate:7.4f}"
        f" {errors.missed / speech:7.4f} {errors.false_alarm / speech:7.4f}"
        f" {errors.confusion / speech:7.4f} {speakers:>9} {words}"
    )


def find_recordings(folder: Path, names: Sequence[str]) -> list[Recording]:
    """Recordings that have an RTTM beside them. Raises UsageError, AudioFileMissing, NotAudio."""
    index = folder / "index.csv"
    known = {}
    if index.is_file():
        with index.open(encoding="utf-8", newline="") as rows:
            known = {row["name"]: row for row in csv.DictReader(rows)}
    found = []
    for path in sorted((*folder.glob("*.flac"), *folder.glob("*.wav"))):
        quality = known.get(path.stem, {}).get("rttm_quality", _GOOD[0])
        wanted = path.stem in names if names else quality in _GOOD
        if wanted and path.with_suffix(".rttm").is_file():
            found.append(_read(path))
    for name in names:
        if name not in {recording.name for recording in found}:
            raise AudioFileMissing(folder / name)
    if not found:
        raise UsageError(f"There is no recording with an RTTM beside it in {folder}.")
    return found


def _read(path: Path) -> Recording:
    import soundfile

    try:
        samples, rate = soundfile.read(path, dtype="int16")
    except soundfile.LibsndfileError as error:
        raise NotAudio(path, str(error)) from error
    if rate != SAMPLE_RATE or samples.ndim != 1:
        raise NotAudio(path, "not 16 kHz mono")
    turns = path.with_suffix(".turns.json")
    return Recording(
        path.stem,
        samples,
        read_rttm(path.with_suffix(".rttm").read_text(encoding="utf-8")),
        read_words(turns) if turns.is_file() else (),
    )
