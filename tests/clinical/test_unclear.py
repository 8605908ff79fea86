"""What the rules cannot decide is left to the clinician, and never told as affirmed."""

from __future__ import annotations

import pytest

from aurity_desktop.clinical.clauses import Reach, reach
from aurity_desktop.domain.finding_words import line_of
from aurity_desktop.domain.note_assembly import suggested_line
from tests.clinical.talks import findings, of_kind


@pytest.mark.parametrize(
    ("talk", "language", "symptoms"),
    [
        ("M: Any tremor?\nP: See? Look at that.", "en", ["? tremor"]),
        ("M: ¿Fiebre?\nP: No me la he tomado, la verdad no sé.", "es", ["? fiebre"]),
        ("M: Any fever?\nP: I didn't check.", "en", ["? fever"]),
        ("M: ¿Fiebre?\nP: No me la he medido, pero creo que no.", "es", ["- fiebre"]),
        ("M: ¿Cómo sigue la tos?\nP: Pues mire.", "es", []),
        ("M: Any cough?\nP: Hmm.\nM: Do you cough?\nP: No.", "en", ["- cough"]),
        ("P: The headache isn't that bad.\nM: Good.", "en", ["? headache"]),
    ],
)
def test_what_was_asked_and_not_answered_is_left_to_the_clinician(
    talk: str, language: str, symptoms: list[str]
) -> None:
    assert of_kind("symptom", talk, language) == symptoms


@pytest.mark.parametrize(
    ("talk", "language", "symptoms"),
    [
        (
            "M: Vomiting?\nP: Only nausea, vomiting I have not had.",
            "en",
            ["+ nausea", "- vomiting"],
        ),
        ("P: Flemas yo no le he oído.\nM: Bien.", "es", ["- flemas"]),
        ("M: Con ese dolor y fiebre no me quedo tranquilo.\nP: Ah.", "es", []),
        ("M: Any wheeze, any cough?\nP: All clear.", "en", ["- cough", "- wheezing"]),
        ("M: ¿Ve borroso?\nP: Sin problema.", "es", ["- visión borrosa"]),
        ("M: Cough or sore throat?\nP: Just the cough.", "en", ["+ cough", "- sore throat"]),
        ("M: ¿Fiebre o tos?\nP: Tos. Lo demás no.", "es", ["+ tos", "- fiebre"]),
        ("M: Runny nose?\nP: Runny nose, not the throat.", "en", ["+ runny nose"]),
        ("M: ¿Sed?\nP: Sed la normal.", "es", ["- sed"]),
        ("M: ¿Vómito?\nP: ¿Mande?\nM: Que si ha vomitado.\nP: No.", "es", ["- vómito"]),
        ("M: ¿Mareo?\nP: Mareo como tal no.", "es", ["- mareo"]),
        ("M: ¿Se puso algo en las ronchas?\nP: No.", "es", []),
        ("M: Any wheezing with this rash?\nP: No.", "en", ["- wheezing"]),
        ("P: Sin pus ni fiebre, discreto edema.\nM: Ya.", "es", ["+ edema", "- fiebre", "- pus"]),
        ("M: ¿Palpitaciones?\nP: En junio sí. Hoy no.", "es", ["- palpitaciones"]),
        ("M: ¿Heridas en los pies?\nP: Me reviso y no hay.", "es", ["- herida en pies"]),
        (
            "M: Ojos amarillos, ¿los tiene?\nP: Espéreme. ¿Vieja? Dice que no.",
            "es",
            ["- ictericia"],
        ),
    ],
)
def test_a_denial_is_told_by_its_form(talk: str, language: str, symptoms: list[str]) -> None:
    assert of_kind("symptom", talk, language) == symptoms


def test_a_relative_s_medicine_goes_on_to_be_the_relative_s() -> None:
    talk = "A: His sister had strep. They gave her amoxicillin.\nM: And him?\nA: Nothing."
    assert of_kind("medicine", talk, "en") == []


@pytest.mark.parametrize(
    ("talk", "language", "allergies"),
    [
        ("M: ¿Alergias?\nP: Al thinner.\nM: Ya.", "es", ["+ solventes"]),
        ("P: Soy alérgico al benjuí.\nM: Ya.", "es", ["+ benjuí"]),
        ("P: La penicilina me cae muy mal.\nM: Ya.", "es", ["+ penicilina"]),
        ("M: ¿El paracetamol te cae bien?\nP: Sí, ese siempre.", "es", []),
        (
            "M: Eres alérgica al diclofenaco, no al camarón.\nP: Ah.",
            "es",
            ["+ diclofenaco", "- camarones"],
        ),
        (
            "M: ¿Alergias?\nP: Ninguna.\nM: ¿Y pescado?\nP: Pescado sí como.",
            "es",
            ["- anything", "- pescado"],
        ),
        (
            "M: ¿Alergias?\nP: Decían que al huevo, pero lo como diario.",
            "es",
            ["- huevo"],
        ),
        (
            "M: Allergies?\nP: Peanuts, he carries a pen.\nM: Penicillin?\nP: I eat penicillin.",
            "en",
            ["+ peanuts", "- penicillin"],
        ),
        (
            "M: Any allergies?\nP: My mom says amoxicillin gave me a rash.",
            "en",
            ["+ amoxicillin (rash)"],
        ),
        ("P: They told me no more Keflex.\nM: Allergies?\nP: That one.", "en", ["+ cephalexin"]),
        (
            "M: ¿Alergias?\nP: Al yodo.\nM: ¿Látex, polen?\nP: El polen sí. Lo otro no.",
            "es",
            ["+ polen", "+ yodo", "- látex"],
        ),
    ],
)
def test_an_allergy_is_told_by_the_form_of_its_clause(
    talk: str, language: str, allergies: list[str]
) -> None:
    assert of_kind("allergy", talk, language) == allergies


def test_a_clause_with_a_denying_word_that_reaches_nothing_is_unclear() -> None:
    text = "i do not cough , and there is a fever at home"
    assert reach(text, text.index("fever"), text.index("fever") + 5) is Reach.NONE
    text = "i would not say fever exactly"
    assert reach(text, text.index("fever"), text.index("fever") + 5) is Reach.UNCLEAR
    text = "fever i have not had"
    assert reach(text, 0, 5) is Reach.DENIED


def test_the_line_of_what_is_unclear_has_a_blank_and_asks_for_a_look() -> None:
    (found,) = findings("M: Any tremor?\nP: Look at that.", "en")
    assert line_of(found, "en") == "Tremor: ______ (mentioned, left unclear)"
    assert line_of(found, "es") == "Tremor: ______ (se mencionó, no quedó claro)"
    assert suggested_line(found, "es").doubtful
