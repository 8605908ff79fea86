"""Symptoms: affirmed and denied, by statements and by answers."""

from __future__ import annotations

import pytest

from aurity_desktop.clinical.find import findings_in
from aurity_desktop.domain.findings import Polarity
from aurity_desktop.domain.transcript import Word
from tests.clinical.talks import of_kind


@pytest.mark.parametrize(
    ("talk", "symptoms"),
    [
        ("M: ¿Fiebre?\nP: No.", ["- fiebre"]),
        ("M: ¿Ha tenido tos?\nP: Casi no.", ["- tos"]),
        ("M: ¿Fiebre, tos, diarrea?\nP: No, nada de eso.", ["- diarrea", "- fiebre", "- tos"]),
        ("M: ¿Tiene fiebre?\nP: Para nada.", ["- fiebre"]),
        ("M: ¿Náuseas?\nP: No, doctora, ninguna.", ["- náuseas"]),
        ("M: ¿Vómito?\nP: Tampoco.", ["- vómito"]),
        ("M: ¿Tos o fiebre?\nP: Tos sí, fiebre no.", ["+ tos", "- fiebre"]),
        ("M: ¿Diarrea?\nP: Sí, desde el lunes.", ["+ diarrea, el lunes"]),
        ("M: ¿Mareos?\nP: De vez en cuando.", ["+ mareo"]),
        (
            "P: No tengo fiebre ni tos, pero sí diarrea.\nM: Bien.",
            ["+ diarrea", "- fiebre", "- tos"],
        ),
        ("P: Sin fiebre, sin vómito.\nM: Bien.", ["- fiebre", "- vómito"]),
        ("P: No se me quita la tos.\nM: Ya.", ["+ tos"]),
        ("P: No me ha bajado la fiebre.\nM: Ya.", ["+ fiebre"]),
        ("P: Ya no tengo fiebre.\nM: Qué bueno.", ["- fiebre"]),
        ("P: La diarrea ya se me quitó.\nM: Qué bueno.", ["- diarrea"]),
        ("M: Si le da fiebre o vómito, regresa.\nP: Sí.", []),
        ("M: Espere a estar 24 horas sin fiebre.\nP: Sí.", []),
        ("P: Si me da fiebre me acuesto.\nM: Bien.", []),
        ("M: El tramadol le puede dar náusea.\nP: Ah.", []),
        ("M: Le dejo algo para la tos.\nP: Gracias.", []),
        ("M: ¿Vómito?\nP: No. Bueno, ayer sí, una vez.", ["+ vómito, ayer"]),
        ("M: Le da comezón, ¿no?\nP: Sí, mucha.", ["+ comezón"]),
        ("M: ¿No ha tenido fiebre?\nP: No.", ["- fiebre"]),
        ("M: ¿No ha tenido fiebre?\nP: Sí, el martes.", ["+ fiebre, el martes"]),
        ("M: ¿Dolor de cabeza?\nP: No, cabeza no.", ["- dolor de cabeza"]),
        (
            "P: Me duele mucho la espalda desde hace dos semanas.\nM: Ya.",
            ["+ dolor de espalda, 2 semanas"],
        ),
        ("P: La garganta no me duele.\nM: Bien.", ["- dolor de garganta"]),
        ("P: No me duele nada.\nM: Bien.", ["- dolor"]),
        ("P: Mi hijo trae tos.\nM: ¿Y usted?\nP: No, yo no.", []),
        ("M: No hay ictericia ni edema.\nP: Ah.", ["- edema", "- ictericia"]),
        ("M: Hay sibilancias en las dos bases.\nP: Ah.", ["+ sibilancias"]),
        ("M: ¿Le falta el aire?\nP: Nada más al subir escaleras.", ["+ falta de aire"]),
        ("M: ¿Palpitaciones?\nP: Nunca.", ["- palpitaciones"]),
        ("M: ¿Tiene buen apetito?\nP: No, no me da hambre.", ["+ falta de apetito"]),
        ("P: Niega fiebre y escalofríos.\nM: Bien.", ["- escalofríos", "- fiebre"]),
        ("M: ¿Se le hinchan los pies?\nP: No, los pies no.", ["- hinchazón de pie"]),
    ],
)
def test_a_symptom_is_affirmed_or_denied_as_it_was_said(talk: str, symptoms: list[str]) -> None:
    assert of_kind("symptom", talk) == symptoms


@pytest.mark.parametrize(
    ("talk", "symptoms"),
    [
        ("M: Any fever?\nP: No.", ["- fever"]),
        ("M: Any headaches?\nP: Hardly ever.", ["- headache"]),
        (
            "M: Any nausea, vomiting or diarrhea?\nP: No, none of that.",
            ["- diarrhea", "- nausea", "- vomiting"],
        ),
        ("M: Fever or chills?\nP: Chills, yes. Fever, no.", ["+ chills", "- fever"]),
        ("M: Any chest pain?\nP: Not really.", ["- chest pain"]),
        ("M: Shortness of breath?\nP: Once in a while.", ["+ shortness of breath"]),
        ("P: I don't have a fever, but my throat hurts.\nM: Okay.", ["+ sore throat", "- fever"]),
        ("P: The cough won't go away.\nM: Okay.", ["+ cough"]),
        ("P: My headache is gone.\nM: Good.", ["- headache"]),
        ("M: If you get a fever, call me.\nP: Okay.", []),
        ("M: It may cause nausea.\nP: Okay.", []),
        ("M: Any dizziness?\nP: No. Well, once, yes, on Sunday.", ["+ dizziness"]),
        (
            "P: I denied chest pain and palpitations at the ER.\nM: Okay.",
            ["- chest pain", "- palpitations"],
        ),
        ("P: My left knee hurts.\nM: Okay.", ["+ knee pain"]),
        ("M: No edema, no jaundice.\nP: Okay.", ["- jaundice", "- swelling"]),
        ("M: Any trouble sleeping or weight loss?\nP: No weight loss.", ["- weight loss"]),
        ("M: Do you have a cough?\nP: Yeah, for two weeks.", ["+ cough, 2 weeks"]),
        ("P: I haven't had any vomiting since yesterday.\nM: Good.", ["- vomiting"]),
    ],
)
def test_an_english_symptom_is_affirmed_or_denied_as_it_was_said(
    talk: str, symptoms: list[str]
) -> None:
    assert of_kind("symptom", talk, "en") == symptoms


@pytest.mark.parametrize(
    ("talk", "symptoms"),
    [
        ("P: Ya no aguanto el dolor de espalda.\nM: Ya.", ["+ dolor de espalda"]),
        ("M: ¿Le duele la cabeza?\nP: No siempre.", ["+ dolor de cabeza"]),
        ("M: ¿Dolor de pecho?\nP: Eso no, nunca.", ["- dolor de pecho"]),
        ("A: El niño trae mocos.\nM: ¿Fiebre?\nA: No le he sentido.", ["+ moco", "- fiebre"]),
        (
            "A: A mi mamá le duele la rodilla.\nM: ¿Se le hincha?\nA: No.",
            ["+ dolor de rodilla", "- hinchazón de rodilla"],
        ),
    ],
)
def test_what_begins_like_a_denial_or_with_a_relative_may_be_neither(
    talk: str, symptoms: list[str]
) -> None:
    assert of_kind("symptom", talk) == symptoms


def test_without_roles_and_voices_an_answer_still_denies() -> None:
    texts = ["¿Fiebre?", "No.", "¿Tos?", "Sí,", "mucha."]
    words = [Word(place, place + 1, text) for place, text in enumerate(texts)]
    told = {each.value.text: each.polarity for each in findings_in(words, "es")}
    assert told == {"fiebre": Polarity.DENIED, "tos": Polarity.AFFIRMED}
