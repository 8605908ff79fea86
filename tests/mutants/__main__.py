"""`make mutants`: which changes of the code the tests notice, and which they do not.

Without arguments the named mutations (`named.py`, `named_databases.py`, `named_faults.py`): each is
a promise that once no test held. `make mutants ARGS="--sample 40 storage audio/slices"` tries
general mutations of those rooms, so many of them, drawn with `--seed`. The exit code is 0 only when
every mutant was killed.
"""

from __future__ import annotations

import argparse
import ast
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.mutants.named import NAMED, Named
from tests.mutants.named_clinical import CLINICAL
from tests.mutants.named_databases import DATABASES
from tests.mutants.named_faults import FAULTS
from tests.mutants.named_foreign_files import FOREIGN_FILES
from tests.mutants.named_integrity import INTEGRITY
from tests.mutants.named_surroundings import SURROUNDINGS
from tests.mutants.operators import NothingToMutate, general_mutations, in_function
from tests.mutants.trial import ROOT, Judge, Verdict, bench

PROGRAM = ROOT / "src" / "aurity_desktop"

#: The rooms whose mistakes cost a recording or a secret.
ENGINE_ROOMS = ("storage", "encrypted", "vault", "audio/slices", "corpus", "jobs")


#: All named mutations, by subject.
EVERY = (*NAMED, *CLINICAL, *DATABASES, *FAULTS, *FOREIGN_FILES, *INTEGRITY, *SURROUNDINGS)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one change, and the tests that should notice it."""

    title: str
    module: str
    source: str
    tests: tuple[str, ...]


def named_mutants(chosen: Sequence[Named]) -> Iterator[Mutant]:
    """Raises NothingToMutate for one whose code is gone: it has to be written anew."""
    for each in chosen:
        tree = ast.parse((PROGRAM / each.module).read_text(encoding="utf-8"))
        if not each.change(in_function(tree, each.function)):
            raise NothingToMutate(f"{each.title}: {each.module} {each.function}")
        yield Mutant(
            each.title, each.module, ast.unparse(ast.fix_missing_locations(tree)), each.tests
        )


def drawn_mutants(rooms: Sequence[str], count: int, seed: int) -> list[Mutant]:
    """General mutations of the rooms, drawn without looking."""
    found = []
    for room in rooms:
        for path in sorted((PROGRAM / room).rglob("*.py")):
            module = path.relative_to(PROGRAM).as_posix()
            source = path.read_text(encoding="utf-8")
            tests = (tests_of(module),)
            for site in general_mutations(source):
                title = f"{module}:{site.line} {site.what}"
                found.append(Mutant(title, module, site.source, tests))
    return random.Random(seed).sample(found, min(count, len(found)))


def tests_of(module: str) -> str:
    """The tests that mirror a module: its file's, or else those of the nearest folder above."""
    folder, _, name = module.rpartition("/")
    file = ROOT / "tests" / folder / f"test_{name}"
    if file.exists():
        return file.relative_to(ROOT).as_posix()
    place = ROOT / "tests" / folder
    while not any(place.glob("**/test_*.py")) and place != ROOT / "tests":
        place = place.parent
    return place.relative_to(ROOT).as_posix()


def judge(mutants: Sequence[Mutant]) -> int:
    """Tells of each mutant as it is judged. The exit code."""
    survived = unjudged = 0
    with bench() as where:
        court = Judge(where)
        for mutant in mutants:
            if not court.can_judge(mutant.tests):
                unjudged += 1
                print(
                    f"not judged  {mutant.title}: {' '.join(mutant.tests)} does not pass",
                    flush=True,
                )
                continue
            verdict = court.verdict(mutant.module, mutant.source, mutant.tests)
            survived += verdict is Verdict.SURVIVED
            print(f"{verdict.value:10}  {mutant.title}", flush=True)
    killed = len(mutants) - survived - unjudged
    print(f"{killed} killed, {survived} survived, {unjudged} not judged")
    return int(bool(survived or unjudged))


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="mutants", description=__doc__)
    parser.add_argument("rooms", nargs="*", help="rooms of the program, `storage`, `audio/slices`")
    parser.add_argument("--sample", type=int, help="so many general mutations (40)")
    parser.add_argument("--seed", type=int, default=0, help="which of them are drawn")
    parser.add_argument("--only", default="", help="named mutations whose title holds this")
    chosen = parser.parse_args(arguments)
    if chosen.rooms or chosen.sample:
        rooms = chosen.rooms or ENGINE_ROOMS
        return judge(drawn_mutants(rooms, chosen.sample or 40, chosen.seed))
    try:
        return judge(list(named_mutants([each for each in EVERY if chosen.only in each.title])))
    except NothingToMutate as gone:
        print(f"mutants: this code is gone, so the mutation must be written anew: {gone}")
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
