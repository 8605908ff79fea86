"""What makes a term surer, and what makes it doubtful."""

from dataclasses import replace

import pytest

from aurity_desktop.asr.sound_index import SoundsLike
from aurity_desktop.asr.sound_score import SURE, Clues, Weighed, apart
from aurity_desktop.asr.sound_terms import Use

NEAR = Clues(liked=-2, distance=0.1, spelled=0.2, apart=0.2, trusted=0.5, words=1)


def weighed(clues, use=Use.USUAL, language="es"):
    return Weighed(SoundsLike("naproxeno", 0, 0, clues.distance, use), clues, language)


def sure(clues, use=Use.USUAL):
    return weighed(clues, use).sure


def is_written(clues, use=Use.USUAL, language="es"):
    return weighed(clues, use, language).is_to_be_written


def heard_as(term, distance, first=0, last=0):
    return SoundsLike(term, first, last, distance, spelled=distance)


def test_a_medicine_that_is_sold_and_sounds_as_what_was_heard_is_written():
    assert sure(NEAR) > SURE["es"]
    assert sure(NEAR, Use.RARE) < SURE["es"]
    assert is_written(NEAR)
    assert not is_written(NEAR, Use.RARE)


def test_a_term_must_be_nearer_than_a_name_that_is_sold():
    nearer = replace(NEAR, spelled=0.1)
    assert is_written(nearer, Use.TERM)
    farther = replace(NEAR, liked=-1, distance=0.16, spelled=0.35)
    assert is_written(farther)
    assert not is_written(farther, Use.TERM)
    assert not is_written(farther, Use.TERM, "en")
    assert sure(NEAR, Use.PART) < sure(NEAR, Use.TERM)


def test_spanish_names_are_taken_for_each_other_more_easily_and_must_be_surer():
    less = replace(NEAR, liked=-4)
    assert SURE["en"] < sure(less) < SURE["es"]
    assert is_written(less, language="en")
    assert not is_written(less, language="es")


@pytest.mark.parametrize(
    "worse",
    [
        {"liked": -8},
        {"distance": 0.45},
        {"spelled": 0.7},
        {"apart": -0.2},
        {"trusted": 0.89},
        {"words": 4},
    ],
)
def test_each_clue_can_make_it_less_sure(worse):
    assert sure(replace(NEAR, **worse)) < sure(NEAR)


def test_what_the_user_expects_is_surer_than_what_is_sold():
    assert sure(NEAR, Use.ASKED) > sure(NEAR)


def test_another_medicine_that_is_as_near_makes_one_doubtful():
    one, other = heard_as("cefalexina", 0.2), heard_as("sertralina", 0.25)
    assert apart(one, [one, other]) == pytest.approx(0.085)
    assert apart(other, [one, other]) == pytest.approx(-0.085)


def test_another_form_of_the_same_medicine_or_one_elsewhere_makes_no_doubt():
    one = heard_as("naproxeno", 0.2)
    elsewhere = heard_as("sertralina", 0.0, first=3, last=4)
    assert apart(one, [one, heard_as("naproxén", 0.1), elsewhere]) == pytest.approx(0.4)


@pytest.mark.parametrize(
    "doubtful",
    [
        {"spelled": 0.5, "liked": 6.4},  # "permetrina" for "híberme esquina"
        {"apart": -0.06, "liked": 0.3},  # "ofloxacin" for "phloxacin": levofloxacin was said
        {"apart": 0.01, "liked": 0.7},
    ],
)
def test_a_name_that_may_be_confused_is_not_written_however_sure_unless_it_is_expected(doubtful):
    clues = replace(NEAR, **doubtful)
    assert sure(clues) > SURE["es"]
    assert not is_written(clues)
    assert is_written(clues, Use.ASKED)
