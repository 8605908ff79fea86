"""The roles suite: how surely an enrolled voice is found again, where the speakers are known.

Of every voice the first half of its turns is the enrolment and the second half the session, so that
no sound is on both sides. A voice against itself is a trial that should be found; against every
voice of another name, one that should not. The same name in two files says nothing either way and
is left out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from fnmatch import fnmatch
from pathlib import Path

import numpy as np

from aurity_desktop.audio.capture.decoding import AudioFile
from aurity_desktop.diarization.pipeline import PyannoteDiarizer
from aurity_desktop.diarization.rttm import read_rttm
from aurity_desktop.domain.speakers import Turn
from aurity_desktop.domain.voice import (
    LEAST_ENROLLED,
    LEAST_IN_SESSION,
    SAME_VOICE,
    Voice,
    similarity,
)
from aurity_desktop.models.manifest import load_manifest
from aurity_desktop.models.model_store import ModelStore
from aurity_desktop.runtime.paths import Paths
from tests.benchmarks.speech_folder import speech_folder

_SOUND = (".flac", ".wav")


@dataclass(frozen=True, slots=True)
class RoleFigures:
    """Scores are cosines.

    `missed` and `false` are shares at `threshold`; with the second voice that is as near, nobody is
    named.
    """

    voices: int
    same: int
    different: int
    threshold: float
    missed: float
    false: float
    same_lowest: float
    same_median: float
    different_highest: float
    different_p99: float


@dataclass(frozen=True, slots=True)
class _Halves:
    name: str
    enrolled: Voice
    heard: Voice


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--folder", type=Path, help="recordings with RTTM (AURITY_SPEECH_DIR, or the sample)"
    )
    parser.add_argument(
        "--without",
        nargs="*",
        default=[],
        metavar="PATTERN",
        help="files to leave out: synthetic voices that several files share under other names, "
        "for one",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    store = ModelStore(paths.models, load_manifest())
    diarizer = PyannoteDiarizer(
        store.require("segmentation-3.0") / "pytorch_model.bin",
        store.require("campplus") / "campplus_cn_en_common.pt",
    )
    found: list[_Halves] = []
    for file in sorted(speech_folder(arguments.folder).iterdir()):
        left_out = any(fnmatch(file.name, pattern) for pattern in arguments.without)
        if file.suffix in _SOUND and file.with_suffix(".rttm").exists() and not left_out:
            found += _halves(diarizer, file)
    figures = measure(found)
    if arguments.json:
        sys.stdout.write(json.dumps(asdict(figures), indent=2) + "\n")
    else:
        sys.stdout.writelines(f"{name:>18}  {value}\n" for name, value in asdict(figures).items())
    return 0


def measure(found: Sequence[_Halves]) -> RoleFigures:
    same = [similarity(each.enrolled, each.heard) for each in found]
    different = [
        similarity(one.enrolled, other.heard)
        for one in found
        for other in found
        if one.name != other.name
    ]
    return RoleFigures(
        voices=len(found),
        same=len(same),
        different=len(different),
        threshold=SAME_VOICE,
        missed=_share(score < SAME_VOICE for score in same),
        false=_share(score >= SAME_VOICE for score in different),
        same_lowest=round(min(same, default=0.0), 3),
        same_median=round(float(np.median(same)) if same else 0.0, 3),
        different_highest=round(max(different, default=0.0), 3),
        different_p99=round(float(np.percentile(different, 99)) if different else 0.0, 3),
    )


def _share(flags: Iterator[bool]) -> float:
    held = list(flags)
    return round(sum(held) / len(held), 4) if held else 0.0


def _halves(diarizer: PyannoteDiarizer, file: Path) -> list[_Halves]:
    """Of the voices of one file that say enough in both halves of their turns."""
    with closing(AudioFile(file)) as audio:
        samples = np.concatenate(list(audio.blocks()))
    recording = diarizer.begin()
    recording.extend(samples)
    turns = read_rttm(file.with_suffix(".rttm").read_text(encoding="utf-8"))
    voices = recording.voices([turn for half in _split(turns) for turn in half])
    found = []
    for name in dict.fromkeys(turn.speaker for turn in turns):
        enrolled, heard = (voices.get(f"{name}/{half}") for half in (1, 2))
        if enrolled is None or heard is None:
            continue
        if enrolled.seconds >= LEAST_ENROLLED and heard.seconds >= LEAST_IN_SESSION:
            found.append(_Halves(name, enrolled, heard))
    return found


def _split(turns: Sequence[Turn]) -> tuple[list[Turn], list[Turn]]:
    """The turns under two names for each speaker: those in the first half of what they say, and the
    rest.
    """
    whole: dict[str, float] = {}
    for turn in turns:
        whole[turn.speaker] = whole.get(turn.speaker, 0.0) + turn.duration
    said = dict.fromkeys(whole, 0.0)
    halves: tuple[list[Turn], list[Turn]] = ([], [])
    for turn in turns:
        half = 0 if said[turn.speaker] + turn.duration / 2 < whole[turn.speaker] / 2 else 1
        said[turn.speaker] += turn.duration
        halves[half].append(Turn(turn.start, turn.end, f"{turn.speaker}/{half + 1}"))
    return halves
