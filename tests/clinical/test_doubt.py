"""What is doubtful is no finding, and a denial never a fact."""

from __future__ import annotations

import pytest

from tests.clinical.talks import of_kind


@pytest.mark.parametrize(
    ("talk", "symptoms"),
    [
        ("M: ¿Calentura?\nP: Cero.", ["- fiebre"]),
        ("M: ¿Tos?\nP: No se ha quejado.", ["- tos"]),
        ("M: ¿Tos?\nP: No sé.", ["? tos"]),
        ("M: ¿Temblor?\nP: Temblor para nada.", ["- temblor"]),
        ("M: ¿Fiebre?\nP: Hoy ya no.", ["? fiebre"]),
        (
            "M: ¿Se cayó? ¿Mareo?\nP: No.\nA: Mamá, ayer tuviste mareo.",
            ["+ mareo, ayer", "- caídas"],
        ),
        ("M: Nada de jarabes para la tos.\nP: Sí.", []),
        ("M: ¿Duerme?\nA: No duerme por la comezón.", []),
    ],
)
def test_a_symptom_is_denied_by_any_no_and_left_out_in_doubt(
    talk: str, symptoms: list[str]
) -> None:
    assert of_kind("symptom", talk) == symptoms


@pytest.mark.parametrize(
    ("talk", "allergies"),
    [
        ("M: ¿Es alérgico?\nP: La ampicilina me dio ronchas.", ["+ ampicilina (ronchas)"]),
        ("M: ¿Es alérgico?\nP: A la aspirina.\nM: ¿Y el latex?\nP: Cero.", None),
        ("M: ¿Le han puesto ketorolaco?\nP: Nunca.", []),
        ("M: ¿Alergias?\nP: El tramadol me mareó.", []),
        ("M: ¿Alergias?\nP: No, la penicilina me la han puesto y como si nada.", None),
    ],
)
def test_an_allergy_is_told_as_one_or_left_out(talk: str, allergies: list[str] | None) -> None:
    found = of_kind("allergy", talk)
    if allergies is None:
        assert "+ penicilina" not in found
        assert "+ látex" not in found
    else:
        assert [each for each in found if "anything" not in each] == allergies


@pytest.mark.parametrize(
    ("talk", "medicines"),
    [
        ("M: Clonazepam no le voy a dar.\nP: Bueno.", ["- prescribed clonazepam"]),
        ("M: Le dejamos la furosemida de 40.\nP: Sí.", ["+ prescribed furosemida 40 mg"]),
        ("M: No le dé jarabe, ni ambroxol.\nP: Sí.", ["- prescribed ambroxol"]),
        ("M: Si no mejora, le doy quetiapina.\nP: Sí.", []),
    ],
)
def test_what_is_not_given_or_only_perhaps_is_not_told_as_prescribed(
    talk: str, medicines: list[str]
) -> None:
    assert of_kind("medicine", talk) == medicines
