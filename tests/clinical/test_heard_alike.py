"""Words of the rules that were spelled or divided as they sound are read as what they are."""

from __future__ import annotations

import pytest

from aurity_desktop.clinical.heard_alike import respelled
from tests.clinical.talks import of_kind


@pytest.mark.parametrize(
    ("heard", "read"),
    [
        ("y sumbido en los oidos", "y zumbido en los oidos"),
        ("se me ceraron los bronquios", "se me cerraron los bronquios"),
        ("vision borosa", "vision borrosa"),
        ("un mareo bomite", "un mareo vomite"),
        ("esa lergica a algo", "es alergica a algo"),
        ("soy a lergica a algo", "soy alergica  a algo"),
        ("de la pendice", "del apendice "),
    ],
)
def test_what_sounds_the_same_is_read_as_the_word_of_the_rules(heard, read):
    assert " ".join(respelled(heard.split(), "es").words) == read


@pytest.mark.parametrize(
    "said",
    ["ciento veinte", "por ciento", "la normal", "despues de la", "parese", "un vaso", "la caja"],
)
def test_words_of_every_day_stay(said):
    assert " ".join(respelled(said.split(), "es").words) == said


def test_english_is_left_as_it_is():
    assert respelled(["sumbido", "a", "lergica"], "en").words == ["sumbido", "a", "lergica"]


@pytest.mark.parametrize(
    ("talk", "expected"),
    [
        ("M: Esa lérgico a algo.\nP: A la penicilina.", "+ penicilina"),
        ("M: ¿Alguna enfermedad?\nP: Soy a lérgica a la penicilina.", "+ penicilina"),
        ("M: A lérgica, ¿a algo?\nP: No.", "- anything"),
    ],
)
def test_an_allergy_that_was_written_in_two_is_one(talk, expected):
    assert of_kind("allergy", talk) == [expected]


def test_a_symptom_that_was_misspelled_is_denied():
    assert of_kind("symptom", "M: ¿Ha tenido sumbido de oídos?\nP: No.") == ["- zumbido de oídos"]
