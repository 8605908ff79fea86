"""Numbers as they are said in Spanish and English, whatever the recognizer made of them."""

import pytest

from aurity_desktop.domain.number_words import (
    elided_hundred_at,
    number_at,
    numbers_in,
    spoken_words,
)


def numbers(text, language="es"):
    return [number.text for number in numbers_in(spoken_words(text.split()), language)]


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("treinta y ocho", ["38"]),
        ("30 y 8 grados", ["38"]),
        ("Veintidós pacientes", ["22"]),
        ("dieciséis veintiún", ["16", "21"]),
        ("diez y seis", ["16"]),
        ("ciento veinte sobre ochenta", ["120", "80"]),
        ("quinientas", ["500"]),
        ("mil novecientos noventa y cinco", ["1995"]),
        ("dos mil veintiséis", ["2026"]),
        ("2 mil 500", ["2500"]),
        ("ciento cincuenta mil plaquetas", ["150,000"]),
        ("un millón doscientas mil unidades", ["1,200,000"]),
        ("dos punto cinco", ["2.5"]),
        ("2 punto 5", ["2.5"]),
        ("cero punto veinticinco", ["0.25"]),
        ("uno punto cero cinco", ["1.05"]),
        ("uno punto setenta y cinco", ["1.75"]),
        ("dos coma cinco", ["2.5"]),
        ("cien cincuenta", ["100", "50"]),
    ],
)
def test_spanish_numbers_are_read(spoken, written):
    assert numbers(spoken) == written


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("one hundred and twenty over eighty", ["120", "80"]),
        ("a hundred and fifty thousand", ["150,000"]),
        ("two thousand and twenty six", ["2026"]),
        ("thirty-eight point five", ["38.5"]),
        ("thirty eight", ["38"]),
        ("zero point two five milligrams", ["0.25"]),
        ("zero point oh five", ["0.05"]),
        ("nineteen ninety-five", ["19", "95"]),
        ("a patient", []),
        ("twenty and thirty", ["20", "30"]),
    ],
)
def test_english_numbers_are_read(spoken, written):
    assert numbers(spoken, "en") == written


def test_a_second_number_is_never_taken_for_decimals():
    assert numbers("dos punto cinco dos veces al día") == ["2.5", "2"]
    assert numbers("dos punto cinco dos al día") == ["2.5", "2"]
    assert numbers("dos punto cinco una tableta") == ["2.5", "1"]
    assert numbers("two point five two times a day", "en") == ["2.5", "2"]


def test_decimals_said_one_by_one_are_read_before_a_measure_and_at_the_end():
    assert numbers("dos punto dos cinco miligramos") == ["2.25"]
    assert numbers("salió en siete punto dos cinco.") == ["7.25"]


def test_a_number_ends_at_a_mark_of_punctuation():
    assert numbers("treinta, y ocho") == ["30", "8"]
    assert numbers("ciento (veinte)") == ["100", "20"]


def test_a_numeral_keeps_its_own_text():
    assert numbers("1,000 38,5 007 2.50") == ["1,000", "38,5", "007", "2.50"]
    assert [each.value for each in numbers_in(spoken_words(["1,000", "38,5"]), "es")] == [
        1000,
        pytest.approx(38.5),
    ]


def test_what_is_already_written_with_its_unit_is_no_number():
    assert numbers("95% 500mg 120/80 38.5° COVID-19") == []


def test_a_number_tells_its_words_and_whether_it_may_be_an_article():
    words = spoken_words(["toma", "una", "de", "treinta", "y", "ocho"])
    one, other = numbers_in(words, "es")
    assert (one.first, one.last, one.article) == (1, 1, True)
    assert (other.first, other.last, other.article, other.in_words) == (3, 5, False, True)


def test_hundreds_without_their_name_are_read_only_where_they_are_asked_for():
    words = spoken_words(["one", "twenty", "over", "one", "oh", "five", "one", "two"])
    assert numbers("one twenty", "en") == ["1", "20"]
    assert [elided_hundred_at(words, at).text for at in (0, 3)] == ["120", "105"]
    assert elided_hundred_at(words, 6) is None


def test_other_languages_have_no_numbers():
    assert number_at(spoken_words(["drei"]), 0, "de") is None
    assert numbers("cinco", "") == []
