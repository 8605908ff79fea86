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


def test_a_question_within_the_sentence_asks_all_of_it() -> None:
    asked = "M: She has asthma, or has she ever needed a nebulizer."
    talk = f"M: Any fever?\nA: No.\n{asked}\nA: No, her asthma as a kid."
    assert not [each for each in found(talk, "en") if each.startswith("antecedent + asthma")]
