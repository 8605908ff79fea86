"""A named mutation follows the code that it breaks, and its tests are there."""

from tests.mutants.__main__ import EVERY, named_mutants
from tests.mutants.trial import ROOT


def test_every_named_mutation_finds_its_code_and_its_tests():
    mutants = list(named_mutants(EVERY))
    assert len(mutants) == len({mutant.title for mutant in mutants}) > 60
    missing = [path for mutant in mutants for path in mutant.tests if not (ROOT / path).exists()]
    assert missing == []
