"""A text is found by its letters, and replaced in the words that it stands in."""

import pytest

from aurity_desktop.domain.finding import Find, Rewritten, Unit, occurrences, rewritten, units_of
from aurity_desktop.domain.transcript import Word


def found(text, wanted, **how):
    return [text[start:end] for start, end in occurrences(text, Find(wanted, **how))]


@pytest.mark.parametrize(
    ("wanted", "how", "places"),
    [
        ("losartan", {}, ["Losartán", "losartan", "losartan"]),
        ("losartan", {"case": True}, ["losartan", "losartan"]),
        ("losartán", {"accents": True}, ["Losartán"]),
        ("LOSARTAN", {"case": True}, []),
        ("losartan", {"whole_words": True}, ["Losartán", "losartan"]),
        ("  el   losartan ", {}, ["el losartan"]),
        ("", {}, []),
        (" ", {}, []),
        ("ñ", {"accents": True}, []),
    ],
)
def test_case_accents_and_whole_words_count_where_they_are_asked_for(wanted, how, places):
    text = "Losartán: el losartan, y losartanes"
    assert found(text, wanted, **how) == places


def test_an_accent_that_follows_its_letter_belongs_to_what_was_found():
    assert found("toma cafe\u0301 solo", "cafe") == ["cafe\u0301"]
    assert found("die Straße", "strasse") == ["Straße"]


def test_places_do_not_overlap():
    assert found("aaa", "aa") == ["aa"]


def words(text):
    return [Word(float(at), at + 0.5, word) for at, word in enumerate(text.split())]


def written(text, wanted, replacement, places=None, **how):
    spoken = words(text)
    spans = occurrences(text, Find(wanted, **how))
    units = units_of(spoken, places or range(len(spoken)))
    return list(rewritten(units, spans, replacement))


def test_only_the_words_that_hold_it_are_written_and_keep_their_marks():
    assert written("tome losartan, y más losartan", "losartan", "losartán") == [
        Rewritten(1, 1, "losartán,"),
        Rewritten(4, 4, "losartán"),
    ]


def test_several_words_become_one_and_one_becomes_several():
    assert written("tome los artan diario", "los artan", "losartán") == [
        Rewritten(1, 2, "losartán")
    ]
    assert written("tome hctz diario", "hctz", "hidroclorotiazida 25 mg") == [
        Rewritten(1, 1, "hidroclorotiazida 25 mg")
    ]
    assert written("tome eh diario", "eh", "") == [Rewritten(1, 1, "")]


def test_two_places_in_one_word_are_written_at_once():
    assert written("120/80/120 hoy", "120", "130") == [Rewritten(0, 0, "130/80/130", 2)]


def test_a_capital_that_begins_a_place_is_kept():
    assert written("Losartan sí", "losartan", "losartán") == [Rewritten(0, 0, "Losartán")]


def test_words_that_stand_at_one_position_are_written_together():
    assert written("tome losartan potásico diario", "potásico", "sódico", [0, 1, 1, 2]) == [
        Rewritten(1, 1, "losartan sódico")
    ]


def test_a_number_as_it_is_written_is_written_anew_over_the_words_that_were_said():
    units = [Unit("tome", 0, 0), Unit("500 mg", 1, 2), Unit("diario", 3, 3)]
    spans = occurrences("tome 500 mg diario", Find("500"))
    assert list(rewritten(units, spans, "50")) == [Rewritten(1, 2, "50 mg")]
