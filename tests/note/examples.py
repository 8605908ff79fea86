"""Findings of a short talk, and a note of them."""

from aurity_desktop.domain.findings import (
    Allergy,
    Antecedent,
    Diagnosis,
    Dose,
    Finding,
    FindingKind,
    FollowUp,
    Medicine,
    MedicineUse,
    Polarity,
    Route,
    Sign,
    Study,
    StudyState,
    Subject,
    Symptom,
    VitalSign,
)

_KINDS = {
    Medicine: FindingKind.MEDICINE,
    Allergy: FindingKind.ALLERGY,
    VitalSign: FindingKind.VITAL_SIGN,
    Symptom: FindingKind.SYMPTOM,
    Antecedent: FindingKind.ANTECEDENT,
    Study: FindingKind.STUDY,
    Diagnosis: FindingKind.DIAGNOSIS,
    FollowUp: FindingKind.FOLLOW_UP,
}


def found(name, value, start=0.0, **facts):
    facts.setdefault("polarity", Polarity.AFFIRMED)
    facts.setdefault("subject", Subject.PATIENT)
    facts.setdefault("confidence", 0.9)
    return Finding(
        finding_id=name,
        kind=_KINDS[type(value)],
        value=value,
        first_word=0,
        last_word=1,
        named_at=0,
        start=start,
        end=start + 1.0,
        speaker="SPEAKER_00",
        rule="test",
        **facts,
    )


METFORMIN = Medicine(
    "metformina",
    strength=Dose("850", "mg"),
    route=Route.ORAL,
    frequency="cada 12 horas",
    duration="30 días",
    use=MedicineUse.PRESCRIBED,
)

#: A symptom that was asked for, and that the answer did not settle.
UNCLEAR = found("dizziness", Symptom("mareo"), 2.5, polarity=Polarity.UNCLEAR, confidence=0.3)

TALK = (
    found("cough", Symptom("tos", "3 días"), 1.0),
    found("fever", Symptom("fiebre"), 2.0, polarity=Polarity.DENIED),
    found("allergy", Allergy("penicilina", "ronchas"), 3.0),
    found("pressure", VitalSign(Sign.PRESSURE, "120", "mmHg", "80"), 4.0),
    found("glucose", Study("glucosa", "130 mg/dl"), 5.0),
    found("mother", Antecedent("diabetes", "madre"), 6.0, subject=Subject.FAMILY),
    found("diabetes", Diagnosis("diabetes tipo 2"), 7.0),
    found("metformin", METFORMIN, 8.0),
    found("x-ray", Study("radiografía de tórax", state=StudyState.ORDERED), 9.0),
    found("again", FollowUp("en 2 semanas"), 10.0),
)
