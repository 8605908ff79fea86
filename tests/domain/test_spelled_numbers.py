"""A number that is searched for is looked up as it may have been said."""

import random

import pytest

from aurity_desktop.domain.number_words import numbers_in, spoken_words
from aurity_desktop.domain.spelled_numbers import english, said_as, spanish


def value(words, language):
    return [each.value for each in numbers_in(spoken_words(words.split()), language)]


def test_what_is_spelled_is_read_as_the_same_number():
    dice = random.Random(17)
    for number in [*range(2, 1100), *(dice.randrange(1100, 1_000_000) for _ in range(300))]:
        assert all(value(words, "es") == [number] for words in spanish(number)), number
        assert value(english(number)[0], "en") == [number], number


@pytest.mark.parametrize(
    ("term", "way"),
    [
        ("500", ("quinientos",)),
        ("500", ("five hundred",)),
        ("38.5", ("treinta y ocho", "y medio")),
        ("38,5", ("30 y 8", "y medio")),
        ("38.5", ("30 y ocho", "y medio")),
        ("2.25", ("dos punto veinticinco",)),
        ("0.05", ("cero punto cero cinco",)),
        ("0.25", ("zero point two five",)),
        ("120/80", ("ciento veinte sobre ochenta",)),
        ("120/80", ("one twenty over eighty",)),
        ("150,000", ("ciento cincuenta mil",)),
        ("mg", ("miligramos",)),
        ("mmHg", ("milimetros de mercurio",)),
        ("°C", ("grados",)),
    ],
)
def test_a_written_term_has_the_ways_in_which_it_is_said(term, way):
    assert way in said_as(term)


@pytest.mark.parametrize(
    "term", ["1", "007", "dolor", "12345678", "1.2.3", "A1C", "", "2026-11-30"]
)
def test_what_is_no_number_or_unit_is_looked_up_as_it_is(term):
    assert said_as(term) == []
