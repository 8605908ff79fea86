"""Recordings with a reference text: found, shortened, chosen."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.errors import AudioFileMissing, NotAudio, UsageError
from tests.benchmarks.asr.scoring import read_reference

Samples = NDArray[np.int16]

_SOME = 240.0  # seconds of each language


@dataclass(frozen=True, slots=True)
class Recording:
    """One file of speech. `reference` is what was said in it; `language` is ISO 639-1."""

    name: str
    language: str
    samples: Samples
    reference: str

    @property
    def seconds(self) -> float:
        return len(self.samples) / SAMPLE_RATE


def find_recordings(
    folder: Path, names: Sequence[str], language: str, limit: float
) -> list[Recording]:
    """Recordings with a reference text. With an `index.csv` beside them, its languages hold, and
    texts that were only proof-read are left out unless named. Raises UsageError, AudioFileMissing,
    NotAudio.
    """
    known = _index(folder)
    found: list[Recording] = []
    for path in sorted((*folder.glob("*.flac"), *folder.glob("*.wav"))):
        entry = known.get(path.stem, {})
        reference = read_reference(path)
        wanted = path.stem in names if names else entry.get("text_quality") != "asr_proofread"
        if reference is None or not wanted:
            continue
        spoken = language or entry.get("language") or _language_of(path.stem)
        samples = _read(path)
        if limit and len(samples) > limit * SAMPLE_RATE:
            samples, reference = _shortened(path, samples, limit)
        found.append(Recording(path.stem, spoken, samples, reference))
    for name in names:
        if name not in {recording.name for recording in found}:
            raise AudioFileMissing(folder / name)
    if not found:
        raise UsageError(f"There is no recording with a reference text in {folder}.")
    return found


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


def _index(folder: Path) -> dict[str, dict[str, str]]:
    path = folder / "index.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["name"]: row for row in csv.DictReader(file)}


def _language_of(name: str) -> str:
    return "es" if name.startswith("es_") else "en"


def _read(path: Path) -> Samples:
    """Samples of a file of speech. Raises NotAudio for anything but 16 kHz mono."""
    import soundfile

    try:
        samples, rate = soundfile.read(path, dtype="int16")
    except soundfile.SoundFileError as error:
        raise NotAudio(path, str(error)) from error
    if rate != SAMPLE_RATE or samples.ndim != 1:
        raise NotAudio(path, "the bench wants 16 kHz mono")
    found: Samples = samples
    return found


def _shortened(path: Path, samples: Samples, limit: float) -> tuple[Samples, str]:
    """The turns that end within `limit` seconds, where the turns are known; else the whole
    recording.
    """
    import json

    turns_path = path.with_suffix(".turns.json")
    whole = read_reference(path) or ""
    if not turns_path.is_file():
        return samples, whole
    turns: list[dict[str, Any]] = json.loads(turns_path.read_text(encoding="utf-8"))
    kept = [turn for turn in turns if turn["end"] <= limit]
    begin_after = min(
        (turn["start"] for turn in turns if turn["end"] > limit), default=len(samples) / SAMPLE_RATE
    )
    end = max(begin_after, max((turn["end"] for turn in kept), default=0.0))
    return samples[: round(end * SAMPLE_RATE)], " ".join(turn["text"] for turn in kept)
