"""The findings suite: what the rules find in the scripted consultations.

On the exact texts; with `--bare` as a recognizer writes them that has no punctuation; with
`--spoken FOLDER` on what was recognized of them, one `NAME.json` a talk: its words as
`[start, end, text, probability, label]`, the roles by label.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import replace
from pathlib import Path

from aurity_desktop.clinical.find import findings_in
from aurity_desktop.domain.speakers import SpeakerRole
from aurity_desktop.domain.transcript import Word
from aurity_desktop.runtime.paths import Paths
from tests.benchmarks.findings.consultations import (
    KEPT_APART,
    OPENED,
    Consultation,
    bare,
    consultations,
)
from tests.benchmarks.findings.scoring import Figures, denials_told_as_affirmed, score

#: The classes that a goal is set for, and the goals.
_JUDGED = ("medicines with dose", "allergies", "vital signs", "symptoms denied")
_EXACT, _SPOKEN = (0.97, 0.92), (0.95, 0.80)
_SETS = {
    "tuned": "the talks that the rules were tuned on",
    "opened": "those that were kept apart at first, and tuned on since",
    "kept": "those that are kept apart",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--spoken", type=Path, metavar="FOLDER", help="recognized words instead")
    parser.add_argument("--set", choices=_SETS, help="one set of talks only")
    parser.add_argument(
        "--misses",
        action="store_true",
        help="each wrong and missed finding, but of those kept apart",
    )
    parser.add_argument(
        "--misses-of-kept", action="store_true", help="of those that are kept apart, too"
    )
    parser.add_argument(
        "--bare",
        choices=("pauses", "nothing"),
        help="in small letters and without marks; pauses are kept, or not even those",
    )
    parser.add_argument(
        "--without-roles", action="store_true", help="voices are told apart, and nobody knows whose"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Print the figures of each set. Returns 0 where every goal was reached, else 1."""
    talks = consultations()
    sets = [arguments.set] if arguments.set else list(_SETS)
    goal = _SPOKEN if arguments.spoken or arguments.bare else _EXACT
    reached, whole = True, {}
    for name_of_set in sets:
        chosen = [each for each in talks if _set_of(each.name) == name_of_set]
        figures: dict[str, Figures] = {}
        denials: list[str] = []
        started, words = time.process_time(), 0
        for talk in chosen:
            heard = _heard(talk, arguments)
            words += len(heard.words)
            found = findings_in(heard.words, heard.language, roles=heard.roles)
            score(heard, found, figures)
            denials += denials_told_as_affirmed(heard, found)
        seconds = time.process_time() - started
        shown = arguments.misses and (name_of_set != "kept" or arguments.misses_of_kept)
        whole[name_of_set] = _view(figures, denials, words, seconds)
        reached = reached and not denials and _reaches(figures, goal)
        if not arguments.json:
            _print(name_of_set, len(chosen), figures, denials, words, seconds, shown=shown)
    if arguments.json:
        json.dump(whole, sys.stdout, indent=2)
        print()
    return 0 if reached else 1


def _set_of(name: str) -> str:
    if name in KEPT_APART:
        return "kept"
    return "opened" if name in OPENED else "tuned"


def _heard(talk: Consultation, arguments: argparse.Namespace) -> Consultation:
    roles = {} if arguments.without_roles else talk.roles
    if arguments.bare:
        talk = bare(talk, pauses=arguments.bare == "pauses")
    if arguments.spoken is None:
        return replace(talk, roles=roles)
    told = json.loads((arguments.spoken / f"{talk.name}.json").read_text(encoding="utf-8"))
    words = tuple(
        Word(start, end, text, probability, speaker)
        for start, end, text, probability, speaker in told["words"]
    )
    known = {label: SpeakerRole(role) for label, role in told.get("roles", {}).items()}
    return replace(talk, words=words, roles={} if arguments.without_roles else known)


def _reaches(figures: dict[str, Figures], goal: tuple[float, float]) -> bool:
    return all(
        figures[name].precision >= goal[0] and figures[name].recall >= goal[1] for name in _JUDGED
    )


def _view(
    figures: dict[str, Figures], denials: list[str], words: int, seconds: float
) -> dict[str, object]:
    return {
        "denials_told_as_affirmed": len(denials),
        "words": words,
        "seconds": round(seconds, 3),
        "classes": {
            name: {
                "right": each.right,
                "wrong": len(each.wrong),
                "missed": len(each.missed),
                "precision": round(each.precision, 4),
                "recall": round(each.recall, 4),
                "details_right": [each.details_right, each.details],
            }
            for name, each in sorted(figures.items())
        },
    }


def _print(
    name_of_set: str,
    talks: int,
    figures: dict[str, Figures],
    denials: list[str],
    words: int,
    seconds: float,
    *,
    shown: bool,
) -> None:
    print(f"{_SETS[name_of_set]}: {talks} talks, {words} words, {seconds:.2f} s of processor")
    for name, each in sorted(figures.items(), key=lambda item: (item[0] not in _JUDGED, item[0])):
        details = f", details {each.details_right} of {each.details}" if each.details else ""
        print(
            f"  {name:24} precision {each.precision:.3f}, recall {each.recall:.3f} "
            f"({each.right} right, {len(each.wrong)} wrong, {len(each.missed)} missed{details})"
        )
    print(f"  denials told as affirmed: {len(denials)}")
    if shown:
        for name, each in sorted(figures.items()):
            for line in each.wrong:
                print(f"    wrong  {name}: {line}")
            for line in each.missed:
                print(f"    missed {name}: {line}")
        for line in denials:
            print(f"    denied {line}")
