"""Answers that are neither yes nor no: what affirms, and what is left for the clinician to ask."""

from __future__ import annotations

import pytest

from aurity_desktop.clinical.elaborations import elaborates
from tests.clinical.talks import of_kind


@pytest.mark.parametrize(
    ("language", "reply"),
    [
        ("es", "los martes , pero es por el trafico ."),
        ("es", "atras de la rodilla , doctora ."),
        ("es", "si me agacho ."),
        ("es", "en los nudillos ."),
        ("es", "cada vez que subo al camion ."),
        ("es", "me dio una , en el mercado ."),
        ("es", "unas manchitas coloradas ."),
        ("es", "subiendo la loma ."),
        ("en", "around the ankles , mostly ."),
        ("en", "every time i bend ."),
        ("en", "the whole weekend ."),
        ("en", "a few spots on my back ."),
        ("en", "i had one at the bus stop ."),
        ("en", "if i skip breakfast ."),
        ("en", "terribly ."),
    ],
)
def test_where_when_how_much_and_on_what_condition_says_that_it_is_so(language, reply):
    assert elaborates(reply, language)


@pytest.mark.parametrize(
    ("language", "reply"),
    [
        ("es", "anoche durmio toda la noche ."),
        ("es", "aqui traigo los papeles ."),
        ("es", "hoy amanecio mejor ."),
        ("es", "los lunes , pero ya no ."),
        ("es", "cuando era chico ."),
        ("es", "me dio mucho gusto verla ."),
        ("en", "last night she slept through ."),
        ("en", "this is my first time here ."),
        ("en", "on monday , but not since ."),
        ("en", "a bit better today ."),
        ("en", "years ago , in the army ."),
        ("en", "the usual ."),
    ],
)
def test_a_clause_of_its_own_and_how_well_it_is_say_nothing(language, reply):
    assert not elaborates(reply, language)


@pytest.mark.parametrize(
    ("language", "talk", "symptoms"),
    [
        ("es", "M: ¿Dolor de cabeza?\nP: Los martes, pero es por el tráfico.", "+ dolor de cabeza"),
        ("es", "M: ¿Fiebre?\nA: Anoche durmió toda la noche.", "? fiebre"),
        ("es", "M: ¿Tos?\nP: Aquí traigo los papeles.", "? tos"),
        (
            "es",
            "M: ¿Se le hinchan los dedos?\nP: Las rodillas, en la tarde.",
            "? hinchazón de dedo",
        ),
        ("en", "M: Any cough?\nP: Mostly in the mornings.", "+ cough"),
        ("en", "M: Any fever?\nA: Last night she slept through.", "? fever"),
        ("en", "M: Is your nose runny?\nP: This is my first time here.", "? runny nose"),
    ],
)
def test_an_answer_affirms_only_by_what_it_says(language, talk, symptoms):
    assert [each.split(", ")[0] for each in of_kind("symptom", talk, language)] == [symptoms]


@pytest.mark.parametrize(
    ("language", "talk", "symptom"),
    [
        ("es", "M: ¿Dolor?\nP: Aquí, en la rodilla, al subir.", "+ dolor de rodilla"),
        ("en", "M: Let's see the ear.\nP: Sure.\nM: Painful?\nP: When I pull on it.", "+ earache"),
        ("en", "M: Do you take any pain pills?\nP: My knee brace helps.", None),
        ("en", "M: Headaches?\nP: The hip, but that's the garden.", "? headache"),
        (
            "es",
            "M: ¿Va muchas veces al baño?\nP: Cada rato, y bien poquito.",
            "+ orinar muchas veces",
        ),
    ],
)
def test_a_pain_without_its_part_is_of_the_part_that_is_spoken_of(language, talk, symptom):
    found = [each.split(", ")[0] for each in of_kind("symptom", talk, language)]
    assert found == ([] if symptom is None else [symptom])
