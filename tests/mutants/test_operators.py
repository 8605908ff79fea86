"""The mutations do what they say, and nothing besides."""

import ast

import pytest

from tests.mutants.operators import (
    NothingToMutate,
    doing,
    general_mutations,
    in_function,
    instead,
    without,
)

SOURCE = """
COST = 3

class Writer:
    def put(self, file):
        if file.open:
            sync(file)
            os.sync(file)
        return file.name
"""


def mutated(function, change):
    tree = ast.parse(SOURCE)
    count = change(in_function(tree, function))
    return count, ast.unparse(ast.fix_missing_locations(tree))


def test_a_call_is_left_out_whether_it_is_dotted_or_not():
    count, text = mutated("Writer.put", without("sync"))
    assert count == 2
    assert "sync" not in text
    assert "return file.name" in text


def test_an_expression_is_put_in_the_place_of_another():
    assert "COST = 9" in mutated("", instead("3", "9"))[1]
    assert mutated("", instead("4", "9"))[0] == 0


def test_a_function_does_something_else():
    count, text = mutated("Writer.put", doing("pass"))
    assert count == 1
    assert text.endswith("pass")


def test_a_mutation_of_code_that_is_gone_says_so():
    with pytest.raises(NothingToMutate):
        mutated("Writer.get", doing("pass"))


def test_the_general_mutations_of_a_module_each_change_one_place():
    found = list(general_mutations(SOURCE))
    assert {site.what for site in found} == {
        "takes 4 for 3",
        "turns the condition file.open",
        "leaves out sync(file)",
        "leaves out os.sync(file)",
        "returns None for file.name",
    }
    plain = ast.unparse(ast.parse(SOURCE))
    assert all(site.source != plain for site in found)
    assert len({site.source for site in found}) == len(found)
