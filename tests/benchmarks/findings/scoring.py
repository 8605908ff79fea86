"""What was found against what was annotated: precision and recall by kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from aurity_desktop.clinical.term_lists import folded
from aurity_desktop.domain.findings import (
    Allergy,
    Antecedent,
    Diagnosis,
    Finding,
    FindingKind,
    FollowUp,
    Medicine,
    Polarity,
    Study,
    Subject,
    Symptom,
    VitalSign,
)
from tests.benchmarks.findings.consultations import Consultation, Expected
from tests.benchmarks.findings.same_names import one_name

#: What is found must have these the same as the annotation, beside kind, name and polarity.
_DECISIVE = {
    "medicine": ("use", "strength", "quantity", "frequency"),
    "vital_sign": ("value",),
    "antecedent": ("relation",),
    "study": ("state",),
}
#: Two of the names, said and written with one of these between them or with none: `amoxicillin and
#: clavulanate`, `amoxicillin-clavulanate`.
_BETWEEN_NAMES = re.compile(r"[-/]| (?:and|con|with|y|\+) ")
_SAME_NAMES = {
    "acido acetilsalicilico": "aspirina",
    "amoxicillin and clavulanic acid": "amoxicillin clavulanate",
    "acetylsalicylic acid": "aspirin",
}
#: Ways to write one and the same time: annotators write it in their own words.
_SAME_TIMES = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        (r"\b(?:una?|once)\b", "1"),
        (r"\b(?:dos|two)\b|\btwice\b", "2"),
        (r"\b(?:tres|three)\b", "3"),
        (r"\b(?:cuatro|four)\b", "4"),
        (r"\b(?:seis|six)\b", "6"),
        (r"\b(?:ocho|eight)\b", "8"),
        (r" (?:times?|veces|vez)\b", ""),
        (r"\b(\d) (?:a|per|each|every|al|por|a la) ?(day|dia|week|semana|month|mes)\b", r"\1 \2"),
        (r"\b(\d) daily\b", r"\1 day"),
        (r"\b(\d) weekly\b", r"\1 week"),
        (r"^(?:1 day|1 dia|every day|a day|daily|todos los dias)$", "day"),
        (r"^(?:diari[oa]s?|diariamente|al dia|cada (?:dia|24 horas))$", "day"),
        (r"^(?:in the|every|each|early) (mornings?|afternoon|evening)s?$", r"\1"),
        (r"^(?:todas las|cada|(?:en|por) las?|de) (manana|tarde)s?$", r"\1"),
        (r"^(?:at|every|each) nights?$|^nightly$", "night"),
        (r"^(?:de|todas las|cada|(?:en|por) las?) noches?$", "night"),
        (r"^(morning|evening|night)s$", r"\1"),
        (r"(acostar|levantar|despertar|dormir)(?:me|se|te)\b", r"\1"),
        (r"^mornings$", "morning"),
        (r"^(?:before|at) (?:bed|bedtime)$|^al acostarse$|^antes de (?:dormir|acostarse)$", "bed"),
        (r"^(?:on |los |every |each |cada )+", ""),
        (r"\b(?:supper|dinner)\b", "dinner"),
    )
)
_ANYTHING = frozenset(
    {"", "medicamentos", "medicinas", "medicine", "medications", "drug"}
    | {"medicines", "drugs", "medication", "medicamento", "medicina"}
)


@dataclass(slots=True)
class Figures:
    """Of one class: found rightly, found though not annotated, annotated and not found."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    details: int = 0
    details_right: int = 0

    @property
    def precision(self) -> float:
        """1 where nothing was found."""
        found = self.right + len(self.wrong)
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """1 where nothing was annotated."""
        asked = self.right + len(self.missed)
        return self.right / asked if asked else 1.0


def described(finding: Finding) -> dict[str, str]:
    """A finding's value in the words of the annotations."""
    value = finding.value
    told: dict[str, str] = {}
    if isinstance(value, Medicine):
        told = {
            "name": value.name,
            "strength": value.strength.text if value.strength else "",
            "quantity": value.quantity.text if value.quantity else "",
            "route": value.route,
            "frequency": value.frequency,
            "duration": value.duration,
            "use": value.use,
            "condition": value.condition,
        }
    elif isinstance(value, VitalSign):
        told = {"name": value.sign, "value": value.text}
    elif isinstance(value, Allergy):
        told = {"name": value.substance, "reaction": value.reaction}
    elif isinstance(value, Symptom):
        told = {"name": value.name, "since": value.since, "side": value.side}
    elif isinstance(value, Antecedent):
        told = {"name": value.name, "relation": value.relation, "since": value.since}
    elif isinstance(value, Study):
        told = {"name": value.name, "result": value.result, "state": value.state}
        told["side"] = value.side
    elif isinstance(value, Diagnosis):
        told = {"name": value.name, "side": value.side}
    elif isinstance(value, FollowUp):
        told = {"name": value.when}
    return told


def class_of(kind: str, *, affirmed: bool, dosed: bool) -> str:
    """The class that figures are told for."""
    if kind == "medicine":
        return "medicines with dose" if affirmed and dosed else "medicines without dose"
    if kind == "symptom":
        return "symptoms affirmed" if affirmed else "symptoms denied"
    return {
        "allergy": "allergies",
        "vital_sign": "vital signs",
        "antecedent": "antecedents",
        "study": "studies",
        "diagnosis": "diagnoses",
        "follow_up": "follow-ups",
    }[kind]


def score(talk: Consultation, found: Sequence[Finding], figures: dict[str, Figures]) -> None:
    """Add a talk to the figures. What was left unclear tells nothing: it is neither right nor
    wrong, and what was annotated there is missed.
    """
    left = [each for each in found if each.polarity is not Polarity.UNCLEAR]
    for expected in sorted(talk.expected, key=lambda each: each.optional):
        match = _best(expected, left)
        name = _class_of_expected(expected)
        here = figures.setdefault(name, Figures())
        if match is None:
            if not expected.optional:
                here.missed.append(f"{talk.name}: {expected.line}")
            continue
        left.remove(match)
        if expected.optional:
            continue
        here.right += 1
        told = described(match)
        for key, wanted in expected.details.items():
            if key not in _DECISIVE.get(expected.kind, ()):
                here.details += 1
                here.details_right += folded(told.get(key, "")) == folded(wanted)
    for finding in left:
        told = described(finding)
        name = class_of(
            finding.kind,
            affirmed=finding.polarity is Polarity.AFFIRMED,
            dosed=bool(told.get("strength") or told.get("quantity")),
        )
        sign = "+" if finding.polarity is Polarity.AFFIRMED else "-"
        family = " family" if finding.subject is Subject.FAMILY else ""
        details = {key: each for key, each in told.items() if each and key != "name"}
        figures.setdefault(name, Figures()).wrong.append(
            f"{talk.name}: {finding.kind} {sign} {told['name']} {details}{family} "
            f"[{finding.rule}] {_said(talk, finding)}"
        )


def denials_told_as_affirmed(talk: Consultation, found: Sequence[Finding]) -> list[str]:
    """What was only ever denied in the talk, and found affirmed."""
    denied = {(each.kind, one_name(each.name)) for each in talk.expected if not each.affirmed}
    affirmed = {(each.kind, one_name(each.name)) for each in talk.expected if each.affirmed}
    only = denied - affirmed
    return [
        f"{talk.name}: {finding.kind} {described(finding)['name']} {_said(talk, finding)}"
        for finding in found
        if finding.polarity is Polarity.AFFIRMED
        and (finding.kind.value, one_name(described(finding)["name"])) in only
    ]


def _said(talk: Consultation, finding: Finding) -> str:
    words = talk.words[finding.first_word : finding.last_word + 1]
    return "«" + " ".join(word.text for word in words) + "»"


def _class_of_expected(expected: Expected) -> str:
    dosed = bool(expected.details.get("strength") or expected.details.get("quantity"))
    return class_of(expected.kind, affirmed=expected.affirmed, dosed=dosed)


def _best(expected: Expected, found: Sequence[Finding]) -> Finding | None:
    """The match nearest to the words that were annotated."""
    matching = [each for each in found if _matches(expected, each)]
    return min(matching, key=lambda each: abs(each.named_at - expected.at), default=None)


def _matches(expected: Expected, finding: Finding) -> bool:
    told = described(finding)
    if finding.kind != FindingKind(expected.kind):
        return False
    if (finding.polarity is Polarity.AFFIRMED) != expected.affirmed:
        return False
    if (finding.subject is Subject.FAMILY) != expected.family:
        return False
    same: Callable[[str, str], bool] = _same
    if expected.kind == "allergy":
        same = _same_substance
    elif expected.kind == "medicine":
        same = _same_medicine
    if not same(told["name"], expected.name):
        return False
    if expected.optional:
        return True
    wanted = expected.details
    if expected.kind == "medicine":
        told, wanted = _units_counted(told), _units_counted(wanted)
    return all(
        _same_detail(key, told.get(key, ""), wanted.get(key, ""))
        for key in _DECISIVE.get(expected.kind, ())
    )


def _units_counted(told: dict[str, str]) -> dict[str, str]:
    """`22 units` are how much each time, whether they were written as a strength or a quantity."""
    if told.get("quantity"):
        half = re.sub(r"^(?:media|medio|half(?: an?)?)\b", "0.5", told["quantity"])
        told = {**told, "quantity": re.sub(r"^(?:una?|one)\b", "1", half)}
    strength = re.sub(r" (?:IU|UI|iu|ui)$", " units", told.get("strength", ""))
    if not strength.endswith((" units", " unidades")) or told.get("quantity"):
        return told
    return {**told, "strength": "", "quantity": strength}


def _same_medicine(told: str, wanted: str) -> bool:
    """Whatever stands between the names of what is in it, and in which order they are."""
    parts = [
        sorted(_BETWEEN_NAMES.sub(" ", _SAME_NAMES.get(folded(each), folded(each))).split())
        for each in (told, wanted)
    ]
    return parts[0] == parts[1] or _same(told, wanted)


def _same(told: str, wanted: str) -> bool:
    return one_name(told) == one_name(wanted)


def _same_substance(told: str, wanted: str) -> bool:
    return _same(told, wanted) or (told in _ANYTHING and wanted in _ANYTHING)


def _same_detail(key: str, told: str, wanted: str) -> bool:
    """A frequency is the same where its first part is among those that were found."""
    if key == "relation":
        people = (sorted(map(one_name, each.split(" and "))) for each in (told, wanted))
        return next(people) == next(people)
    if key != "frequency" or not wanted:
        return folded(told) == folded(wanted)
    first = _time(wanted.split(", ", maxsplit=1)[0])
    return first in {_time(each) for each in told.split(", ")} or _time(told) == _time(wanted)


def _time(said: str) -> str:
    """A time as it is compared."""
    said = folded(said).strip()
    for pattern, written in _SAME_TIMES:
        said = pattern.sub(written, said)
    return said
