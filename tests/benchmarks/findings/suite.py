"""The findings suite: what the rules find in the scripted consultations.

On the exact texts; with `--bare` as a recognizer writes them that has no punctuation; with
`--spoken` on what the second pass makes of some of them, spoken by four voices, and how many of the
misses are the rules' own: those that the exact text has as well.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from aurity_desktop.clinical.find import findings_in
from aurity_desktop.domain.errors import ModelMissing
from aurity_desktop.runtime.paths import Paths
from tests.benchmarks.findings.consultations import (
    FOLDER,
    KEPT_APART,
    OPENED,
    Consultation,
    bare,
    consultations,
)
from tests.benchmarks.findings.scoring import Figures, denials_told_as_affirmed, score
from tests.benchmarks.findings.spoken import Recognizer, some_of
from tests.benchmarks.spoken.kokoro import Kokoro

#: The classes that a goal is set for, and the goals.
_JUDGED = ("medicines with dose", "allergies", "vital signs", "symptoms denied")
_EXACT, _SPOKEN = (0.97, 0.92), (0.95, 0.80)
_SOME = 16  # talks of three to four minutes
_SETS = {
    "tuned": "the talks that the rules were tuned on",
    "opened": "those that were kept apart at first, and tuned on since",
    "kept": "those that are kept apart",
}
_ELSEWHERE = "those of another folder"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--spoken", type=Path, nargs="?", const=Path(), metavar="FOLDER",
        help="recognized words instead; FOLDER keeps them, and those in it are not made again",
    )  # fmt: skip
    parser.add_argument(
        "--some", type=int, metavar="TALKS",
        help=f"so many only, evenly over the list ({_SOME} where they are spoken; 0 for all)",
    )  # fmt: skip
    parser.add_argument("--model", default="whisper-base", help="recognizes what is spoken")
    parser.add_argument("--set", choices=_SETS, help="one set of talks only")
    parser.add_argument(
        "--folder", type=Path, help="talks that lie elsewhere, instead of the project's own"
    )
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
    spoken = arguments.spoken is not None
    some = (_SOME if spoken else 0) if arguments.some is None else arguments.some
    talks = some_of(consultations(arguments.folder or FOLDER), some)
    sets = _sets(talks, arguments)
    goal = _SPOKEN if spoken or arguments.bare else _EXACT
    reached, whole = True, {}
    with tempfile.TemporaryDirectory() as folder:
        listen = _listener(arguments, paths, Path(folder)) if spoken else _as_it_is
        for name_of_set, chosen in sets.items():
            heard = [_with_roles(listen(each), arguments) for each in chosen]
            result = _measured(heard)
            shown = arguments.misses and (name_of_set != "kept" or arguments.misses_of_kept)
            whole[name_of_set] = _view(result)
            reached = reached and not result.denials and _reaches(result.figures, goal)
            if not arguments.json:
                _print(name_of_set, result, shown=shown)
                if spoken:
                    exact = _measured([_with_roles(each, arguments) for each in chosen])
                    _print_whose(result.figures, exact.figures)
                    print(f"  {' '.join(each.name for each in chosen)}")
    if arguments.json:
        json.dump(whole, sys.stdout, indent=2)
        print()
    return 0 if reached else 1


@dataclass(slots=True)
class _Result:
    """Of one set: the figures by class, denials told as affirmed, and the rules' time."""

    talks: int
    words: int = 0
    seconds: float = 0.0
    figures: dict[str, Figures] = field(default_factory=dict)
    denials: list[str] = field(default_factory=list)


def _measured(talks: Sequence[Consultation]) -> _Result:
    result = _Result(len(talks))
    started = time.process_time()
    for talk in talks:
        found = findings_in(talk.words, talk.language, roles=talk.roles)
        result.words += len(talk.words)
        score(talk, found, result.figures)
        result.denials += denials_told_as_affirmed(talk, found)
    result.seconds = time.process_time() - started
    return result


def _sets(
    talks: Sequence[Consultation], arguments: argparse.Namespace
) -> dict[str, list[Consultation]]:
    if arguments.folder:
        return {_ELSEWHERE: list(talks)}
    names = [arguments.set] if arguments.set else list(_SETS)
    return {name: [each for each in talks if _set_of(each.name) == name] for name in names}


def _set_of(name: str) -> str:
    if name in KEPT_APART:
        return "kept"
    return "opened" if name in OPENED else "tuned"


def _listener(
    arguments: argparse.Namespace, paths: Paths, folder: Path
) -> Callable[[Consultation], Consultation]:
    """Raises ModelMissing; what it answers raises UsageError without Kokoro."""
    model = paths.models / arguments.model
    if not model.is_dir():
        raise ModelMissing(arguments.model, model)
    kept = folder if arguments.spoken == Path() else arguments.spoken
    return Recognizer(model, Kokoro().say, kept).recognized


def _as_it_is(talk: Consultation) -> Consultation:
    return talk


def _with_roles(talk: Consultation, arguments: argparse.Namespace) -> Consultation:
    if arguments.bare:
        talk = bare(talk, pauses=arguments.bare == "pauses")
    return replace(talk, roles={}) if arguments.without_roles else talk


def _reaches(figures: dict[str, Figures], goal: tuple[float, float]) -> bool:
    judged = [figures.get(name, Figures()) for name in _JUDGED]
    return all(each.precision >= goal[0] and each.recall >= goal[1] for each in judged)


def _view(result: _Result) -> dict[str, object]:
    return {
        "denials_told_as_affirmed": len(result.denials),
        "words": result.words,
        "seconds": round(result.seconds, 3),
        "classes": {
            name: {
                "right": each.right,
                "wrong": len(each.wrong),
                "missed": len(each.missed),
                "precision": round(each.precision, 4),
                "recall": round(each.recall, 4),
                "details_right": [each.details_right, each.details],
            }
            for name, each in sorted(result.figures.items())
        },
    }


def _print(name_of_set: str, result: _Result, *, shown: bool) -> None:
    print(
        f"{_SETS.get(name_of_set, name_of_set)}: {result.talks} talks, {result.words} words, "
        f"{result.seconds:.2f} s of processor"
    )
    for name, each in _judged_first(result.figures):
        details = f", details {each.details_right} of {each.details}" if each.details else ""
        print(
            f"  {name:24} precision {each.precision:.3f}, recall {each.recall:.3f} "
            f"({each.right} right, {len(each.wrong)} wrong, {len(each.missed)} missed{details})"
        )
    print(f"  denials told as affirmed: {len(result.denials)}")
    if shown:
        for name, each in sorted(result.figures.items()):
            for line in each.wrong:
                print(f"    wrong  {name}: {line}")
            for line in each.missed:
                print(f"    missed {name}: {line}")
        for line in result.denials:
            print(f"    denied {line}")


def _print_whose(heard: dict[str, Figures], exact: dict[str, Figures]) -> None:
    """How many of the misses are the rules' own: those that the exact text has as well."""
    for name, each in _judged_first(heard):
        own = len(set(each.missed) & set(exact.get(name, Figures()).missed))
        if name in _JUDGED and each.missed:
            print(f"  {name:24} missed: {own} by the rules, {len(each.missed) - own} misheard")


def _judged_first(figures: dict[str, Figures]) -> list[tuple[str, Figures]]:
    return sorted(figures.items(), key=lambda item: (item[0] not in _JUDGED, item[0]))
