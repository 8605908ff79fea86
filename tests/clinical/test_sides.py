"""A side is told of the thing that it was said of, and of no other."""

from __future__ import annotations

import pytest

from aurity_desktop.domain.findings import Diagnosis, Polarity, Study, Symptom
from tests.clinical.talks import findings

_SPANISH = {
    "P: Tengo tos y me duele la rodilla izquierda.": {"tos": "", "dolor de rodilla": "left"},
    "P: Me duele la rodilla y el brazo izquierdo.": {
        "dolor de rodilla": "",
        "dolor de brazo": "left",
    },
    "P: Me duele del lado derecho el pecho.": {"dolor de pecho": "right"},
    "P: Me duele la cabeza, del lado izquierdo.": {"dolor de cabeza": "left"},
    "P: Me duele la pierna derecha, no, perdón, la izquierda.": {"dolor de pierna": "left"},
    "M: Se oyen estertores en la base derecha y sibilancias en los dos lados.\nP: Ah.": {
        "estertores": "right",
        "sibilancias": "both",
    },
    "M: Se oyen estertores en la base derecha, y sibilancias.\nP: Ah.": {
        "estertores": "right",
        "sibilancias": "",
    },
    "M: ¿Le duele el oído?\nP: Sí.\nM: ¿Cuál?\nP: El derecho.": {"dolor de oído": "right"},
    "M: ¿Tiene tos?\nP: Sí, y la mano izquierda me tiembla.": {"tos": "", "temblor": "left"},
    "M: ¿Le duele la rodilla?\nP: Sí, la derecha.": {"dolor de rodilla": "right"},
    "M: Es una otitis media del lado derecho, con un catarro.\nP: Ah.": {
        "otitis media": "right",
        "catarro": "",
    },
    "P: Tengo tos.\nM: ¿Le duele el oído izquierdo?\nP: No.": {"tos": ""},
}
_ENGLISH = {
    "P: I have a cough and my left knee hurts.": {"cough": "", "knee pain": "left"},
    "P: My left knee hurts and I have a cough.": {"knee pain": "left", "cough": ""},
    "M: You've got wheezes all over, and some crackles at the right base.\nP: Oh.": {
        "wheezing": "",
        "crackles": "right",
    },
    "M: There's a murmur, same as before.\nP: Is the ticker all right?\nM: It's holding.": {
        "murmur": ""
    },
    "M: Does your knee hurt?\nP: Yes, the right one.": {"knee pain": "right"},
    "P: I have pain in my right shoulder and numbness in my left hand.": {
        "shoulder pain": "right",
        "numbness in hand": "left",
    },
    "M: I want an x-ray of the left hip, an EKG, and a CT of the head.\nP: Okay.": {
        "x-ray of the hip": "left",
        "electrocardiogram": "",
        "ct of the head": "",
    },
}


def _told(talk: str, language: str) -> dict[str, str]:
    return {
        each.value.name: each.value.side.value
        for each in findings(talk, language)
        if each.polarity is Polarity.AFFIRMED
        and isinstance(each.value, Symptom | Diagnosis | Study)
    }


@pytest.mark.parametrize("talk", _SPANISH)
def test_in_spanish_a_side_is_that_of_its_own_clause(talk: str) -> None:
    told = _told(talk, "es")
    assert {name: told.get(name) for name in _SPANISH[talk]} == _SPANISH[talk]


@pytest.mark.parametrize("talk", _ENGLISH)
def test_in_english_a_side_is_that_of_its_own_clause(talk: str) -> None:
    told = _told(talk, "en")
    assert {name: told.get(name) for name in _ENGLISH[talk]} == _ENGLISH[talk]
