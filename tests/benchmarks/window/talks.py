"""Which recordings the window suite plays where none are named."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.asr.recordings import Recording

_LEAST_SECONDS = 120.0


def two_speaker_talks(folder: Path, recordings: Sequence[Recording]) -> list[Recording]:
    """One of each language: the first of two minutes with two speakers that is a conversation.

    Where the folder's `index.csv` knows none, the first recording of a language that is long
    enough, else its longest.
    """
    talks = talk_names(folder)
    chosen: dict[str, Recording] = {}
    for each in sorted(recordings, key=lambda one: (one.name not in talks, one.name)):
        best = chosen.setdefault(each.language, each)
        if best.seconds < min(_LEAST_SECONDS, each.seconds):  # too short, and there is a longer one
            chosen[each.language] = each
    return [chosen[language] for language in sorted(chosen, reverse=True)]


def talk_names(folder: Path) -> set[str]:
    """The conversations of two speakers that the folder's `index.csv` knows."""
    index = folder / "index.csv"
    if not index.is_file():
        return set()
    with index.open(encoding="utf-8", newline="") as file:
        return {
            row["name"]
            for row in csv.DictReader(file)
            if row.get("speakers") == "2" and row.get("kind") != "composite"
        }
