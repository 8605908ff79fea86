"""Allergies: affirmed, denied, remembered, and never taken for a prescription."""

from __future__ import annotations

import pytest

from tests.clinical.talks import found, of_kind


@pytest.mark.parametrize(
    ("talk", "allergies"),
    [
        ("P: Soy alérgico a la penicilina.\nM: Bien.", ["+ penicilina"]),
        ("M: ¿Alergias?\nP: No.", ["- anything"]),
        ("M: ¿Es alérgica a algún medicamento?\nP: A la penicilina.", ["+ penicilina"]),
        ("M: ¿Es alérgica a algún medicamento?\nP: No, a ninguno.", ["- medicamentos"]),
        ("M: ¿Es alérgico a la penicilina?\nP: No.", ["- penicilina"]),
        ("M: ¿Es alérgico a la penicilina?\nP: Sí.", ["+ penicilina"]),
        (
            "M: ¿Alergias?\nP: Que yo sepa no. Ah, bueno, al metamizol me salen ronchas.",
            ["+ metamizol (ronchas)"],
        ),
        ("P: No soy alérgico a la penicilina.\nM: Bien.", ["- penicilina"]),
        (
            "M: ¿Alérgica a la penicilina o a las sulfas?\nP: A las sulfas sí, a la penicilina no.",
            ["+ sulfas", "- penicilina"],
        ),
        ("P: Mi mamá es alérgica a la penicilina.\nM: ¿Y usted?\nP: No.", []),
        (
            "M: ¿Alergias?\nP: A los mariscos, se me hinchan los labios.",
            ["+ mariscos (hinchazón de labios)"],
        ),
        ("P: Tomo loratadina por la alergia.\nM: Bien.", []),
    ],
)
def test_an_allergy_is_what_the_patient_says_of_it(talk: str, allergies: list[str]) -> None:
    assert of_kind("allergy", talk) == allergies


@pytest.mark.parametrize(
    ("talk", "allergies"),
    [
        ("M: Any allergies?\nP: Penicillin.", ["+ penicillin"]),
        ("M: Any allergies?\nP: No known drug allergies.", ["- medications"]),
        ("M: Are you allergic to latex?\nP: No.", ["- latex"]),
        ("M: Allergic to anything?\nP: Sulfa gives me hives.", ["+ sulfa (hives)"]),
        ("M: Any allergies to medicines?\nP: No. Oh, codeine, yes.", ["+ codeine"]),
        ("P: My sister is allergic to peanuts.\nM: Okay.", []),
        ("P: I'm not allergic to penicillin.\nM: Okay.", ["- penicillin"]),
    ],
)
def test_an_english_allergy_is_what_the_patient_says_of_it(talk: str, allergies: list[str]) -> None:
    assert of_kind("allergy", talk, "en") == allergies


def test_what_one_is_allergic_to_is_no_medicine_that_one_takes() -> None:
    assert found("M: ¿Es alérgico a algo?\nP: A la penicilina, me da comezón.") == [
        "allergy + penicilina (comezón)"
    ]
