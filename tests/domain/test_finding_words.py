"""A finding as a line of a note."""

import pytest

from aurity_desktop.domain.finding_words import line_of
from aurity_desktop.domain.findings import (
    Allergy,
    Antecedent,
    Dose,
    FindingKind,
    Medicine,
    MedicineUse,
    Polarity,
    Route,
    Side,
    Sign,
    Study,
    Subject,
    Symptom,
    VitalSign,
)
from tests.note.examples import METFORMIN, TALK, found

DENIED = {"polarity": Polarity.DENIED}
FAMILY = {"subject": Subject.FAMILY}


def test_a_talk_reads_as_a_clinician_writes_it():
    assert [line_of(each, "es") for each in TALK] == [
        "Tos, 3 días",
        "Niega fiebre",
        "Alergia a penicilina (ronchas)",
        "Presión arterial: 120/80 mmHg",
        "Glucosa: 130 mg/dl",
        "Madre: diabetes",
        "Diabetes tipo 2",
        "Metformina 850 mg, vía oral, cada 12 horas, 30 días",
        "Se solicita: radiografía de tórax",
        "Próxima cita: en 2 semanas",
    ]


@pytest.mark.parametrize(
    ("value", "facts", "spanish", "english"),
    [
        (Allergy(""), DENIED, "Niega alergias", "Denies allergies"),
        (Allergy("sulfas"), DENIED, "Niega alergia a sulfas", "Denies allergy to sulfas"),
        (Symptom("dolor", side=Side.LEFT), {}, "Dolor (izquierdo)", "Dolor (left)"),
        (Symptom("tos"), FAMILY, "Familiar: tos", "Family: tos"),
        (Antecedent("diabetes"), FAMILY | DENIED, "Familiar: Niega diabetes",
         "Family: Denies diabetes"),
        (VitalSign(Sign.SATURATION, "96", "%"), {}, "Saturación de oxígeno: 96 %",
         "Oxygen saturation: 96 %"),
        (Study("ultrasonido", "normal", side=Side.RIGHT), {}, "Ultrasonido: normal (derecho)",
         "Ultrasonido: normal (right)"),
        (Medicine("aspirina", use=MedicineUse.STOPPED), {}, "Suspende aspirina", "Stops aspirina"),
        (Medicine("enalapril", Dose("10", "mg"), frequency="cada 12 horas"), {},
         "Toma enalapril 10 mg, cada 12 horas", "Takes enalapril 10 mg, cada 12 horas"),
    ],
)  # fmt: skip
def test_a_line_says_polarity_and_whose_it_is(value, facts, spanish, english):
    finding = found("f", value, **facts)
    assert (line_of(finding, "es"), line_of(finding, "en")) == (spanish, english)


def test_what_a_prescription_lacks_stands_as_a_blank():
    bare = found("f", Medicine("paracetamol", use=MedicineUse.PRESCRIBED))
    assert line_of(bare, "es") == "Paracetamol dosis ______, vía ______, cada ______"
    assert "______" not in line_of(found("f", METFORMIN), "es")


def test_a_denied_kind_is_never_told_as_affirmed():
    for finding in (found("f", each.value, **DENIED) for each in TALK):
        if finding.kind in (FindingKind.VITAL_SIGN, FindingKind.FOLLOW_UP):
            continue  # nobody denies a measure or a visit
        assert "Niega" in line_of(finding, "es"), finding.kind


@pytest.mark.parametrize("route", [each for each in Route if each is not Route.UNSAID])
def test_every_route_has_words(route):
    finding = found("f", Medicine("x", route=route))
    assert {line_of(finding, "es"), line_of(finding, "en")}.isdisjoint({"Toma x", "Takes x"})
