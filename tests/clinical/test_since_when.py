"""A time is told of the thing that it was said of, and of no other."""

from __future__ import annotations

import pytest

from aurity_desktop.domain.findings import Antecedent, Polarity, Symptom
from tests.clinical.talks import findings

_SPANISH = {
    "P: Tengo tos desde hace cuatro días y fiebre.": {"tos": "4 días", "fiebre": ""},
    "P: Tengo tos desde hace cuatro días, y fiebre desde ayer.": {
        "tos": "4 días",
        "fiebre": "ayer",
    },
    "P: Llevo cuatro días con tos y hoy empecé con fiebre.": {"tos": "4 días", "fiebre": ""},
    "P: Desde hace tres días tengo tos y fiebre.": {"tos": "3 días", "fiebre": "3 días"},
    "P: Tengo tos y me duele la cabeza desde ayer.": {"tos": "", "dolor de cabeza": "ayer"},
    "P: Tengo fiebre, y hace cuatro días me caí.": {"fiebre": ""},
    "P: Tengo fiebre y tomo paracetamol desde ayer.": {"fiebre": ""},
    "P: Tengo fiebre, tos y dolor de garganta desde hace tres días.": {
        "fiebre": "3 días",
        "tos": "3 días",
        "dolor de garganta": "3 días",
    },
    "M: ¿Fiebre?\nP: Sí, y tos desde hace cuatro días.": {"fiebre": "", "tos": "4 días"},
    "M: ¿Ha tenido fiebre?\nP: Sí, ayer fui por paracetamol.": {"fiebre": ""},
    "M: ¿Tiene fiebre?\nP: Sí, desde hace cuatro días.": {"fiebre": "4 días"},
    "M: ¿Fiebre?\nP: Sí.\nM: ¿Y tos?\nP: Sí.\nM: ¿Desde cuándo?\nP: Cuatro días.": {
        "fiebre": "",
        "tos": "4 días",
    },
    "P: Tengo fiebre. Y me duele la garganta.\nM: ¿Desde cuándo la garganta?\nP: Cuatro días.": {
        "fiebre": "",
        "dolor de garganta": "4 días",
    },
    "P: No duermo y ando nervioso.\nM: ¿Desde cuándo le falta el sueño?\nP: Tres semanas.": {
        "nerviosismo": "",
    },
    "P: Tengo tos. Desde hace cuatro días.": {"tos": "4 días"},
    "P: Tengo tos. Desde hace cuatro días no voy a la escuela.": {"tos": ""},
    "P: Soy diabético desde hace diez años y tengo tos.": {"diabetes": "10 años", "tos": ""},
}
_ENGLISH = {
    "P: I have had a cough for four days and a fever.": {"cough": "4 days", "fever": ""},
    "P: I have a fever and I have been coughing for four days.": {"fever": "", "cough": "4 days"},
    "P: A cough for four days, and fever since yesterday.": {
        "cough": "4 days",
        "fever": "yesterday",
    },
    "M: Any fever?\nP: Yes, and a cough for four days.": {"fever": "", "cough": "4 days"},
    "P: I have fever, chills, and cough for three days.": {
        "fever": "3 days",
        "chills": "3 days",
        "cough": "3 days",
    },
    "P: I have a fever. And my throat hurts.\nM: How long has your throat hurt?\nP: Four days.": {
        "fever": "",
        "sore throat": "4 days",
    },
    "M: Any numbness in your feet?\nP: In my left foot, for a couple of months.": {
        "numbness in foot": "2 months"
    },
    "P: I have a fever and took ibuprofen for two days.": {"fever": ""},
    "P: My heart races for a minute.": {"palpitations": ""},
}


def _told(talk: str, language: str) -> dict[str, str]:
    return {
        each.value.name: each.value.since
        for each in findings(talk, language)
        if each.polarity is Polarity.AFFIRMED and isinstance(each.value, Symptom | Antecedent)
    }


@pytest.mark.parametrize("talk", _SPANISH)
def test_in_spanish_a_time_is_that_of_its_own_clause(talk: str) -> None:
    told = _told(talk, "es")
    assert {name: told.get(name) for name in _SPANISH[talk]} == _SPANISH[talk]


@pytest.mark.parametrize("talk", _ENGLISH)
def test_in_english_a_time_is_that_of_its_own_clause(talk: str) -> None:
    told = _told(talk, "en")
    assert {name: told.get(name) for name in _ENGLISH[talk]} == _ENGLISH[talk]
