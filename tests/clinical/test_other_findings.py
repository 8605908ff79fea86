"""Antecedents, diagnoses, studies and visits."""

from __future__ import annotations

import pytest

from tests.clinical.talks import findings, found, of_kind


@pytest.mark.parametrize(
    ("talk", "expected"),
    [
        ("P: Mi mamá tenía diabetes.\nM: Ya.", ["antecedent + diabetes, mamá (family)"]),
        (
            "M: ¿Diabetes, hipertensión?\nP: No, ninguna.",
            ["antecedent - diabetes", "antecedent - hipertensión"],
        ),
        ("M: ¿Es diabético?\nP: Sí, desde hace diez años.", ["antecedent + diabetes, 10 años"]),
        ("M: ¿Fuma?\nP: No.", ["antecedent - tabaquismo"]),
        ("M: ¿Fuma?\nP: Ya no, lo dejé.", ["antecedent - tabaquismo"]),
        ("M: ¿Hay cáncer en su familia?\nP: No.", ["antecedent - cáncer (family)"]),
        ("P: Me operaron del apéndice.\nM: Ya.", ["antecedent + apendicectomía"]),
        ("M: Lo que tiene es una bronquitis.\nP: Ah.", ["diagnosis + bronquitis"]),
        ("M: No es neumonía.\nP: Qué bueno.", ["diagnosis - neumonía"]),
        (
            "M: Le voy a pedir una biometría hemática.\nP: Sí.",
            ["study + ordered biometría hemática"],
        ),
        ("M: La creatinina salió en uno punto dos.\nP: Ah.", ["study + done creatinina: 1.2"]),
        ("M: Lo veo en dos semanas.\nP: Sí.", ["follow_up + en 2 semanas"]),
        ("M: Regrese en un mes con los estudios.\nP: Sí.", ["follow_up + en 1 mes"]),
        ("P: Mi vecina tiene diabetes.\nM: Ya.", []),
        (
            "M: ¿Hay diabetes en su familia?\nP: Mi mamá y mi abuela.",
            ["antecedent + diabetes, mamá and abuela (family)"],
        ),
    ],
)
def test_what_else_weighs_is_found(talk: str, expected: list[str]) -> None:
    assert found(talk) == expected


@pytest.mark.parametrize(
    ("talk", "expected"),
    [
        ("P: My dad had a stroke.\nM: Okay.", ["antecedent + stroke, dad (family)"]),
        ("M: Do you smoke?\nP: No.", ["antecedent - smoking"]),
        ("M: Any asthma?\nP: No.", ["antecedent - asthma"]),
        ("M: This is a urinary tract infection.\nP: Oh.", ["diagnosis + urinary tract infection"]),
        ("M: I'd like to get a chest X-ray.\nP: Okay.", ["study + ordered chest x-ray"]),
        ("M: Your creatinine is one point one.\nP: Okay.", ["study + done creatinine: 1.1"]),
        ("M: I'll see you in six weeks.\nP: Okay.", ["follow_up + in 6 weeks"]),
        ("M: If it's not better, we'd do an MRI.\nP: Okay.", []),
    ],
)
def test_what_else_weighs_is_found_in_english(talk: str, expected: list[str]) -> None:
    assert found(talk, "en") == expected


def test_sides_are_told_and_put_right() -> None:
    (pain,) = findings("P: Me duele la rodilla derecha, no, perdón, la izquierda.\nM: Ya.")
    assert pain.value.side == "left"


@pytest.mark.parametrize(
    ("language", "talk", "antecedents"),
    [
        ("es", "M: Fuma usted.\nP: Dejé de fumar.", ["- tabaquismo"]),
        ("es", "M: ¿Fuma?\nP: Lo dejé dos años y volví a fumar.", ["+ tabaquismo"]),
        ("en", "M: Do you smoke?\nP: I quit, then I started again.", ["+ smoking"]),
        ("es", "P: Fuma usted dejé de fumar.", ["- tabaquismo"]),
        ("es", "P: Yo fumaba mucho, pero dejé de fumar.", ["- tabaquismo"]),
        ("en", "P: I used to smoke, but I quit smoking.", ["- smoking"]),
        ("es", "M: ¿Fuma?\nP: Sí, fumo. Mi esposo dejó de fumar.", ["+ tabaquismo"]),
        ("es", "P: Fumo mucho.\nM: ¿Lo ha dejado?\nP: No he dejado de fumar.", ["+ tabaquismo"]),
        ("es", "M: ¿Azúcar?\nP: No yo no, mi mamá si era diabética.",
         ["+ diabetes, mamá (family)", "- diabetes"]),
    ],
)  # fmt: skip
def test_of_a_habit_that_was_given_up_only_that_is_told(
    language: str, talk: str, antecedents: list[str]
) -> None:
    assert of_kind("antecedent", talk, language) == antecedents
