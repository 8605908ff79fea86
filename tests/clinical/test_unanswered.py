"""What the next words may still affirm or deny, where voices are not told apart."""

from __future__ import annotations

import pytest

from aurity_desktop.clinical.find import findings_in
from aurity_desktop.clinical.unanswered import unanswered
from aurity_desktop.domain.finding_words import line_of, question_of
from aurity_desktop.domain.findings import Polarity
from tests.fakes.window import words_of


def asked(text: str, language: str = "es") -> list[str]:
    return [question_of(each, language) for each in unanswered(words_of(text, 0.0), language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "Dolor en el pecho.", ["¿Dolor de pecho?"]),
        ("es", "Ha tenido fiebre", ["¿Fiebre?"]),
        ("es", "Usted tiene diabetes", ["¿Diabetes?"]),
        ("es", "¿Fiebre, tos?", ["¿Fiebre?", "¿Tos?"]),
        ("es", "¿Tiene fiebre? Pues fíjese que", ["¿Fiebre?"]),
        ("es", "¿Fuma?", ["¿Tabaquismo?"]),
        ("es", "¿Toma aspirina?", ["¿Toma aspirina?"]),
        ("es", "¿Tiene alergias?", ["¿Alergias?"]),
        ("en", "Chest pain.", ["Chest pain?"]),
        ("en", "Are you allergic to penicillin?", ["Allergy to penicillin?"]),
        ("en", "You smoke.", ["Smoking?"]),
    ],
)
def test_what_is_asked_or_named_alone_is_open(language, text, expected):
    assert asked(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Dolor en el pecho. No, doctor."),
        ("es", "¿Tiene fiebre? Sí, desde"),
        ("es", "Dolor de cabeza. No tengo fiebre."),
        ("es", "Me duele la cabeza."),
        ("es", "Tome metformina 850 mg cada 12 horas."),
        ("es", "La presión es de 120 sobre 80."),
        ("es", "Le voy a pedir una biometría hemática."),
        ("en", "I have a cough."),
        ("en", "Any fever? No."),
        ("fr", "Fièvre?"),
        ("es", ""),
    ],
)
def test_what_was_answered_or_told_of_oneself_is_not(language, text):
    assert asked(text, language) == []


def test_what_was_named_long_ago_is_open_no_more():
    words = (*words_of("¿Fiebre?", 0.0), *words_of("Mire, aquí traigo los papeles.", 12.0))
    assert unanswered(words, "es") == ()


def test_an_open_one_is_where_it_was_named():
    words = words_of("Buenos días. Pase usted. " * 20 + "¿Ha tenido fiebre?", 0.0)
    (one,) = unanswered(words, "es")
    assert words[one.named_at].text == "fiebre?"
    assert one.polarity is Polarity.UNCLEAR


@pytest.mark.parametrize(
    ("language", "text", "lines"),
    [
        ("es", "Dolor en el pecho. No, doctor.", ["Niega dolor de pecho"]),
        ("es", "Ha tenido fiebre. No.", ["Niega fiebre"]),
        ("es", "Tos. Sí, desde ayer.", ["Tos, ayer"]),
        ("es", "Me duele la cabeza. No.", ["Dolor de cabeza"]),
        ("es", "Dolor de cabeza. No tengo fiebre.", ["Dolor de cabeza", "Niega fiebre"]),
        ("en", "Chest pain. No fever.", ["Chest pain", "Denies fever"]),
        ("en", "Chest pain. No.", ["Denies chest pain"]),
        ("en", "Any headaches, hardly ever.", ["Denies headache"]),
        ("en", "Chest pain, fever, no, none of that.", ["Denies chest pain", "Denies fever"]),
        ("en", "I have chest pain, no fever.", ["Chest pain", "Denies fever"]),
        ("es", "Ha tenido fiebre, no, doctora.", ["Niega fiebre"]),
        ("es", "Usted tiene diabetes. No, me hicieron el estudio y no.", ["Niega diabetes"]),
        ("es", "Dolor de cabeza, no, mareo sí.", ["Niega dolor de cabeza", "Mareo"]),
        ("es", "Tengo tos, no tengo fiebre.", ["Tos", "Niega fiebre"]),
        (
            "es",
            "Me da tos, no me da fiebre, no he tenido mareo.",
            ["Tos", "Niega fiebre", "Niega mareo"],
        ),
        ("es", "Tos, la verdad, no tengo.", ["Niega tos"]),
    ],
)
def test_a_bare_yes_or_no_answers_what_was_named_alone(language, text, lines):
    found = findings_in(words_of(text, 0.0), language)
    assert [line_of(each, language) for each in found] == lines
