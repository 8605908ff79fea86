"""Every ordinary yes and no, and every ordinary denial, says the same of each kind of finding.

Closed classes of both languages, so that none is true of one kind and forgotten of another.
"""

import re

import pytest

from tests.clinical.talks import found

_NO = {
    "es": (
        "No. / Para nada. / Qué va. / Negativo. / Fíjese que no. / No que yo sepa. / Hasta "
        "ahorita no. / Gracias a Dios no. / Eso no. / Todavía no. / Ninguna. / Nunca. / "
        "Jamás. / Tampoco. / Que yo recuerde, no. / Pues no. / Casi no. / Nel. / No creo. / "
        "Nada. / No, nada de eso. / Ni una vez. / En absoluto. / De eso no. / Nunca he "
        "tenido."
    ),
    "en": (
        "No. / Nope. / Nah. / Not that I know of. / Not really. / Never. / None. / Nothing "
        "like that. / Negative. / Thank God no. / Not lately. / I don't think so. / Uh-uh. / "
        "No ma'am. / Not at all. / Can't say I have. / No, none of that. / Neither. / Never "
        "had it. / Not once. / Hardly. / Absolutely not. / I haven't. / I'm afraid not."
    ),
}
_YES = {
    "es": (
        "Sí. / Sí, doctor. / Pues sí. / Fíjese que sí. / A veces. / Bastante. / Desde ayer. / "
        "Claro. / Así es. / Ajá. / Todos los días. / También. / Por las noches. / Uy, sí. / "
        "Mucho. / Cada rato. / Simón. / Eso sí. / De vez en cuando."
    ),
    "en": (
        "Yes. / Yeah. / Yep. / A little. / Sometimes. / A lot. / Since yesterday. / Sure. / "
        "Uh-huh. / Mm-hmm. / Every day. / At night. / Oh yeah. / I do. / I have. / Off and "
        "on. / Now and then. / Quite a bit. / Afraid so. / I'm afraid so. / All the time."
    ),
}
_ASKED = {
    "es": {
        "symptom": ("¿Ha tenido fiebre?", "fiebre"),
        "medicine": ("¿Toma losartán?", "losartán"),
        "allergy": ("¿Es alérgica a la penicilina?", "penicilina"),
        "antecedent": ("¿Tiene diabetes?", "diabetes"),
    },
    "en": {
        "symptom": ("Have you had any fever?", "fever"),
        "medicine": ("Do you take losartan?", "losartan"),
        "allergy": ("Are you allergic to penicillin?", "penicillin"),
        "antecedent": ("Do you have diabetes?", "diabetes"),
    },
}
#: What the patient says of two, and which of them is so.
_TOLD = {
    "es": (
        ("{0} sí, {1} no.", "+-"),
        ("{0} no, {1} sí.", "-+"),
        ("Ni {0} ni {1}.", "--"),
        ("Nada de {0}, pero sí {1}.", "-+"),
        ("No {0}, no {1}.", "--"),
        ("Tengo {0} pero no {1}.", "+-"),
        ("De {0} nada, de {1} sí.", "-+"),
        ("Lo de {0} sí; lo de {1} no.", "+-"),
    ),
    "en": (
        ("{0} yes, {1} no.", "+-"),
        ("{0}, no. {1}, yes.", "-+"),
        ("Neither {0} nor {1}.", "--"),
        ("No {0}, but yes {1}.", "-+"),
        ("No {0} or {1}.", "--"),
        ("No {0}, no {1}.", "--"),
        ("{0} but no {1}.", "+-"),
    ),
}
_TWO = {
    "es": {
        "symptom": ("tos", "fiebre", "¿Qué molestias tiene?"),
        "medicine": ("metformina", "losartán", "¿Qué está tomando?"),
        "allergy": ("a la penicilina", "al ibuprofeno", "¿Es alérgico a algo?"),
        "antecedent": ("diabetes", "asma", "¿Qué enfermedades tiene?"),
    },
    "en": {
        "symptom": ("cough", "fever", "What symptoms do you have?"),
        "medicine": ("metformin", "losartan", "What are you taking?"),
        "allergy": ("penicillin", "ibuprofen", "Are you allergic to anything?"),
        "antecedent": ("diabetes", "asthma", "What illnesses do you have?"),
    },
}


def said(kind, name, talk, language):
    """`+`, `-` or `?`, as it is told of this thing; "" where it is not."""
    lines = [re.findall(r"[^\s,(]+", each) for each in found(talk, language) if kind in each]
    return "".join(line[1] for line in lines if name in line)


@pytest.mark.parametrize("kind", ["symptom", "medicine", "allergy", "antecedent"])
@pytest.mark.parametrize("language", ["es", "en"])
def test_a_no_denies_what_was_asked_and_a_yes_affirms_it(kind, language):
    question, name = _ASKED[language][kind]
    for sign, answers in (("-", _NO), ("+", _YES)):
        for answer in answers[language].split(" / "):
            talk = f"M: {question}\nP: {answer}\nM: Bien."
            assert said(kind, name, talk, language) == sign, answer


@pytest.mark.parametrize("kind", ["symptom", "medicine", "allergy", "antecedent"])
@pytest.mark.parametrize("language", ["es", "en"])
def test_what_is_said_of_two_is_told_of_each(kind, language):
    one, other, question = _TWO[language][kind]
    for sentence, signs in _TOLD[language]:
        text = sentence.format(one, other)
        talk = f"M: {question}\nP: {text[0].upper()}{text[1:]}\nM: Bien."
        told = [said(kind, name.split()[-1], talk, language) for name in (one, other)]
        assert told == list(signs), text
