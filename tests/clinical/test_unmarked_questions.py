"""A short question that was written with a full stop is answered all the same."""

from __future__ import annotations

import pytest

from tests.clinical.talks import found, of_kind


@pytest.mark.parametrize(
    ("language", "talk", "symptoms"),
    [
        (
            "es",
            "M: ¿Tiene tos?\nP: No.\nM: Dolor en el pecho.\nP: No, doctor.",
            ["- dolor de pecho", "- tos"],
        ),
        ("es", "M: ¿Tiene tos?\nP: No.\nM: Fiebre.\nP: Sí.", ["+ fiebre", "- tos"]),
        (
            "es",
            "M: ¿Tiene tos?\nP: No.\nM: Inchazón de los pies.\nP: Tampoco.",
            ["- hinchazón de pie", "- tos"],
        ),
        (
            "en",
            "M: Any cough?\nP: No.\nM: Chest pain, shortness of breath.\nP: No, none of that.",
            ["- chest pain", "- cough", "- shortness of breath"],
        ),
        ("en", "M: Any cough?\nP: No.\nM: Fever.\nP: Yes.", ["+ fever", "- cough"]),
        ("es", "M: ¿Y qué siente?\nP: Dolor en el pecho.\nM: No se agite.", ["+ dolor de pecho"]),
        ("en", "M: What is it?\nP: Chest pain.\nM: No, sit down.", ["+ chest pain"]),
    ],
)
def test_what_the_clinician_names_alone_and_another_answers_was_asked(
    language: str, talk: str, symptoms: list[str]
) -> None:
    assert of_kind("symptom", talk, language) == symptoms


@pytest.mark.parametrize(
    ("language", "talk", "expected"),
    [
        ("es", "M: Muy bien, y los pies se le hinchan.\nP: No.", "symptom - hinchazón de pie"),
        ("es", "M: A ver cuénteme, ha tenido dolor de cabeza.\nP: Casi no, doctora.", "- dolor de"),
        ("es", "M: Tiene fiebre.\nP: No, doctor.", "symptom - fiebre"),
        ("es", "M: Padece de asma.\nP: No, nunca.", "antecedent - asma"),
        ("es", "M: Y la aspirina la sigue tomando.\nP: No, esa ya no la tomo.", "stopped aspirina"),
        ("en", "M: But you don't have diabetes.\nP: No, they check me.", "antecedent - diabetes"),
        ("en", "M: You still take the simvastatin.\nP: No.", "stopped simvastatin"),
        ("en", "M: Disney's chest pain, shortness of breath.\nP: No, none of that.", "chest pain"),
    ],
)
def test_what_begins_like_a_question_and_is_answered_was_asked(
    language: str, talk: str, expected: str
) -> None:
    """Denied, or not taken: nothing of it is told as affirmed."""
    told = found(f"M: {'¿Tos?' if language == 'es' else 'Any cough?'}\nP: No.\n{talk}", language)
    assert any(expected in each for each in told)
    assert not any(" + " in each and " + stopped " not in each for each in told)


@pytest.mark.parametrize(
    "talk",
    [
        "M: Si le da fiebre, venga a urgencias.\nP: Sí, doctor.",
        "M: Cuando le duela la cabeza, descanse.\nP: No me diga.",
        "M: Vamos a ver si tiene placas.\nP: Sí.",
        "M: Tome paracetamol para la fiebre.\nP: Sí, doctora.",
    ],
)
def test_what_is_told_ordered_or_supposed_was_not_asked(talk: str) -> None:
    assert of_kind("symptom", f"M: ¿Tos?\nP: No.\n{talk}") == ["- tos"]


def test_only_the_clause_that_asks_is_a_question() -> None:
    talk = "M: ¿Tos?\nP: No.\nM: Nos vemos en un mes con los resultados, alguna duda.\nP: No."
    assert [each for each in found(talk) if each.startswith("follow_up")] == [
        "follow_up + en 1 mes"
    ]


def test_an_answer_in_the_words_of_its_question_is_no_question_whatever_its_mark() -> None:
    assert of_kind("symptom", "M: Any rash?\nP: No rash?", "en") == ["- rash"]
    assert of_kind("symptom", "M: ¿Algún problema?\nP: ¿No será fiebre?\nM: No sé.") == []


def test_a_question_within_the_sentence_asks_all_of_it() -> None:
    asked = "M: She has asthma, or has she ever needed a nebulizer."
    talk = f"M: Any fever?\nA: No.\n{asked}\nA: No, her asthma as a kid."
    assert not [each for each in found(talk, "en") if each.startswith("antecedent + asthma")]
