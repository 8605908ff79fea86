"""A finding as a line of a note, in Spanish or English: as a clinician writes it.

What the norm asks for and was not said of a prescribed medicine stands as a blank to be filled.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from aurity_desktop.domain.findings import (
    Allergy,
    Antecedent,
    Diagnosis,
    Finding,
    FollowUp,
    Medicine,
    MedicineUse,
    Polarity,
    Route,
    Side,
    Sign,
    Study,
    StudyState,
    Subject,
    Symptom,
    VitalSign,
)

BLANK: Final = "______"

#: Of Spanish and English.
_ROUTES: Final = {
    Route.ORAL: ("vía oral", "by mouth"),
    Route.SUBLINGUAL: ("vía sublingual", "under the tongue"),
    Route.INTRAMUSCULAR: ("vía intramuscular", "intramuscular"),
    Route.INTRAVENOUS: ("vía intravenosa", "intravenous"),
    Route.SUBCUTANEOUS: ("vía subcutánea", "subcutaneous"),
    Route.INHALED: ("inhalado", "inhaled"),
    Route.NASAL: ("vía nasal", "nasal"),
    Route.OPHTHALMIC: ("vía oftálmica", "in the eye"),
    Route.OTIC: ("vía ótica", "in the ear"),
    Route.TOPICAL: ("vía tópica", "on the skin"),
    Route.VAGINAL: ("vía vaginal", "vaginal"),
    Route.RECTAL: ("vía rectal", "rectal"),
}
_SIDES: Final = {
    Side.LEFT: ("izquierdo", "left"),
    Side.RIGHT: ("derecho", "right"),
    Side.BOTH: ("bilateral", "both sides"),
}
_SIGNS: Final = {
    Sign.PRESSURE: ("Presión arterial", "Blood pressure"),
    Sign.PULSE: ("Frecuencia cardiaca", "Heart rate"),
    Sign.RESPIRATION: ("Frecuencia respiratoria", "Respiratory rate"),
    Sign.TEMPERATURE: ("Temperatura", "Temperature"),
    Sign.SATURATION: ("Saturación de oxígeno", "Oxygen saturation"),
    Sign.WEIGHT: ("Peso", "Weight"),
    Sign.HEIGHT: ("Talla", "Height"),
    Sign.GLUCOSE: ("Glucosa", "Glucose"),
}
_USES: Final = {
    MedicineUse.TAKEN: ("Toma", "Takes"),
    MedicineUse.STOPPED: ("Suspende", "Stops"),
}
_DOSE: Final = ("dosis", "dose")
_ROUTE: Final = ("vía", "route")
_FREQUENCY: Final = ("cada", "every")
_BEFORE: Final = ("antes", "before")
_DENIES: Final = ("Niega", "Denies")
_ALLERGY: Final = ("Alergia a", "Allergy to")
_ALLERGIES: Final = ("alergias", "allergies")
_AN_ALLERGY: Final = ("alergia a", "allergy to")
_UNCLEAR: Final = (f"{BLANK} (se mencionó, no quedó claro)", f"{BLANK} (mentioned, left unclear)")
_FAMILY: Final = ("Familiar", "Family")
_ORDERED: Final = ("Se solicita", "Ordered")
_FOLLOW_UP: Final = ("Próxima cita", "Next visit")


def line_of(finding: Finding, language: str) -> str:
    """The line. English where `language` is "en", else Spanish; what was said stays as spoken."""
    column = int(language == "en")
    denied = finding.polarity is Polarity.DENIED
    family = finding.subject is Subject.FAMILY
    match finding.value:
        case Medicine() as medicine:
            text = _medicine(medicine, column)
        case VitalSign() as measure:
            return f"{_SIGNS[measure.sign][column]}: {measure.text}"
        case Allergy() as allergy:
            text = _allergy(allergy, column, denied=denied)
            denied = False
        case Antecedent() as antecedent:
            text = _antecedent(antecedent, family=family)
            family = family and not antecedent.relation
        case Study() as study:
            text = _with_side(study.text, study.side, column)
            if study.state is StudyState.ORDERED:
                text = f"{_ORDERED[column]}: {text}"
        case Symptom(side=side) | Diagnosis(side=side) as said:
            text = _with_side(said.text, side, column)
        case FollowUp() as follow_up:
            text = f"{_FOLLOW_UP[column]}: {follow_up.text}"
    if denied:
        text = f"{_DENIES[column]} {text}"
    if family:
        text = f"{_FAMILY[column]}: {text}"
    if finding.polarity is Polarity.UNCLEAR:
        text = f"{text}: {_UNCLEAR[column]}"
    return text[:1].upper() + text[1:]


def question_of(finding: Finding, language: str) -> str:
    """What was asked and is not answered yet, as a line: `¿Fiebre?`, `Fever?`."""
    column = int(language == "en")
    value = finding.value
    if isinstance(value, Allergy) and not value.substance:
        text = _ALLERGIES[column][:1].upper() + _ALLERGIES[column][1:]
    else:
        text = line_of(replace(finding, polarity=Polarity.AFFIRMED), language)
    return f"{'' if column else '¿'}{text}?"


def _medicine(medicine: Medicine, column: int) -> str:
    """Dose, route and how often stand in every prescription, said or not (NOM-004, 6.2.6)."""
    prescribed = medicine.use is MedicineUse.PRESCRIBED
    doses = [each.text for each in (medicine.strength, medicine.quantity) if each is not None]
    dose = " ".join(doses) or (f"{_DOSE[column]} {BLANK}" if prescribed else "")
    route = _ROUTES.get(medicine.route, ("", ""))[column]
    if not route and prescribed:
        route = f"{_ROUTE[column]} {BLANK}"
    often = medicine.frequency or (f"{_FREQUENCY[column]} {BLANK}" if prescribed else "")
    parts = [" ".join(part for part in (medicine.name, dose) if part), route, often]
    parts += [medicine.duration, medicine.condition]
    if medicine.former is not None:
        parts.append(f"({_BEFORE[column]} {medicine.former.text})")
    text = ", ".join(part for part in parts if part)
    use = _USES.get(medicine.use)
    return f"{use[column]} {text}" if use else text


def _allergy(allergy: Allergy, column: int, *, denied: bool) -> str:
    if not denied:
        return f"{_ALLERGY[column]} {allergy.text}"
    if not allergy.substance:
        return f"{_DENIES[column]} {_ALLERGIES[column]}"
    return f"{_DENIES[column]} {_AN_ALLERGY[column]} {allergy.text}"


def _antecedent(antecedent: Antecedent, *, family: bool) -> str:
    if family and antecedent.relation:
        said = ", ".join(part for part in (antecedent.name, antecedent.since) if part)
        return f"{antecedent.relation}: {said}"
    return antecedent.text


def _with_side(text: str, side: Side, column: int) -> str:
    words = _SIDES.get(side)
    return f"{text} ({words[column]})" if words else text
