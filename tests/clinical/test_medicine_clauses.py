"""Which clause of a sentence a medicine belongs to."""

from aurity_desktop.clinical.medicine_clauses import own_clause


def test_a_medicine_belongs_to_the_last_clause_that_has_a_verb_for_it():
    assert own_clause("no stitches , and do ") == "and do "
    assert own_clause("we could start , the ") == "we could start , the "
    assert own_clause("no salt , ") == "no salt , "


def test_a_line_of_nothing_but_clauses_is_gone_over_once():
    """Looked through again from each of them, this would take minutes."""
    line = "no , " * 40_000
    assert own_clause(line) == line
