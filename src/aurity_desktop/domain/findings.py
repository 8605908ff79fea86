"""What was said of clinical weight, found by rules in the words: never a fact by itself.

A finding is a reading of words, made again whenever they change; what a person decides about one
is the fact. Texts are in the language that was spoken.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    """What a finding is of; its value has the type of that name. The values stand in files."""

    MEDICINE = "medicine"
    ALLERGY = "allergy"
    VITAL_SIGN = "vital_sign"
    SYMPTOM = "symptom"
    ANTECEDENT = "antecedent"
    STUDY = "study"
    DIAGNOSIS = "diagnosis"
    FOLLOW_UP = "follow_up"


class Polarity(StrEnum):
    """Whether it was said to be so, or not to be so; `UNCLEAR`: the clinician has to decide."""

    AFFIRMED = "affirmed"
    DENIED = "denied"
    UNCLEAR = "unclear"


class Subject(StrEnum):
    """About whom it was said."""

    PATIENT = "patient"
    FAMILY = "family"


class MedicineUse(StrEnum):
    """Whether the patient takes it, is told to take it, or no longer does or shall."""

    TAKEN = "taken"
    PRESCRIBED = "prescribed"
    STOPPED = "stopped"


class Route(StrEnum):
    """How a medicine is given; `UNSAID` where nobody said so."""

    UNSAID = ""
    ORAL = "oral"
    SUBLINGUAL = "sublingual"
    INTRAMUSCULAR = "intramuscular"
    INTRAVENOUS = "intravenous"
    SUBCUTANEOUS = "subcutaneous"
    INHALED = "inhaled"
    NASAL = "nasal"
    OPHTHALMIC = "ophthalmic"
    OTIC = "otic"
    TOPICAL = "topical"
    VAGINAL = "vaginal"
    RECTAL = "rectal"


class Side(StrEnum):
    """Laterality; `UNSAID` where nobody said so."""

    UNSAID = ""
    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class Sign(StrEnum):
    """The vital signs and measures that are looked for."""

    PRESSURE = "pressure"
    PULSE = "pulse"
    RESPIRATION = "respiration"
    TEMPERATURE = "temperature"
    SATURATION = "saturation"
    WEIGHT = "weight"
    HEIGHT = "height"
    GLUCOSE = "glucose"


class StudyState(StrEnum):
    """Whether a study was done, or is asked for."""

    DONE = "done"
    ORDERED = "ordered"


@dataclass(frozen=True, slots=True)
class Dose:
    """How much at once: `amount` in digits with a decimal point, `upto` where a range was said."""

    amount: str
    unit: str
    upto: str = ""

    @property
    def text(self) -> str:
        """As it is written: `500 mg`, `1-2 tabletas`."""
        return f"{self.amount}{'-' if self.upto else ''}{self.upto} {self.unit}".strip()


@dataclass(frozen=True, slots=True)
class Medicine:
    """A medicine; what was not said of it is empty.

    `strength` is how much of the substance was named (`500 mg`), `quantity` how many of a form
    (`1 tableta`). `frequency` and `duration` are written with digits: `cada 8 horas`, `7 días`.
    `condition` is what it is for or waits upon: `si hay fiebre`. `former` is the strength before a
    change that was said.
    """

    name: str
    strength: Dose | None = None
    quantity: Dose | None = None
    route: Route = Route.UNSAID
    frequency: str = ""
    duration: str = ""
    use: MedicineUse = MedicineUse.TAKEN
    condition: str = ""
    former: Dose | None = None

    @property
    def text(self) -> str:
        """In one line, without the route, whose name depends on the reader's language."""
        doses = [each.text for each in (self.strength, self.quantity) if each is not None]
        parts = [self.name, *doses, self.frequency, self.duration, self.condition]
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Allergy:
    """What somebody is allergic to, or, where it is denied, not; "" stands for anything at all."""

    substance: str
    reaction: str = ""

    @property
    def text(self) -> str:
        """The substance, and the reaction in brackets."""
        return f"{self.substance} ({self.reaction})" if self.reaction else self.substance


@dataclass(frozen=True, slots=True)
class VitalSign:
    """A measure: digits with a decimal point, `lower` the diastolic pressure.

    `plausible` is False outside of what a living body shows: then look at the sound.
    """

    sign: Sign
    amount: str
    unit: str
    lower: str = ""
    plausible: bool = True

    @property
    def text(self) -> str:
        """As it is written: `120/80 mmHg`."""
        return f"{self.amount}{'/' if self.lower else ''}{self.lower} {self.unit}".strip()


@dataclass(frozen=True, slots=True)
class Symptom:
    """What somebody feels or shows; `since` as it was said, with digits: `3 días`."""

    name: str
    since: str = ""
    side: Side = Side.UNSAID

    @property
    def text(self) -> str:
        """The name, and since when."""
        return f"{self.name}, {self.since}" if self.since else self.name


@dataclass(frozen=True, slots=True)
class Antecedent:
    """A disease, operation or habit of before; `relation` names the relative who had it."""

    name: str
    relation: str = ""
    since: str = ""

    @property
    def text(self) -> str:
        """The name, since when, and whose."""
        return ", ".join(part for part in (self.name, self.since, self.relation) if part)


@dataclass(frozen=True, slots=True)
class Study:
    """A laboratory, image or other study, and what it told."""

    name: str
    result: str = ""
    state: StudyState = StudyState.DONE
    side: Side = Side.UNSAID

    @property
    def text(self) -> str:
        """The name, and the result behind a colon."""
        return f"{self.name}: {self.result}" if self.result else self.name


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A diagnosis as it was said in the talk."""

    name: str
    side: Side = Side.UNSAID

    @property
    def text(self) -> str:
        """The name."""
        return self.name


@dataclass(frozen=True, slots=True)
class FollowUp:
    """When the patient shall come again, as it was said, with digits: `en 2 semanas`."""

    when: str

    @property
    def text(self) -> str:
        """When."""
        return self.when


FindingValue = Medicine | Allergy | VitalSign | Symptom | Antecedent | Study | Diagnosis | FollowUp


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was said, and where.

    `first_word` to `last_word`, both included, are positions in the session's run of words, as
    edits name them (`domain/edits.py`); `named_at` is the one of them that names the thing. Times
    are seconds. `speaker` is the raw label of who said `named_at`. `confidence` is 0 to 1; `rule`
    is the name of the rule that found it.
    """

    finding_id: str
    kind: FindingKind
    value: FindingValue
    polarity: Polarity
    subject: Subject
    first_word: int
    last_word: int
    named_at: int
    start: float
    end: float
    speaker: str
    confidence: float
    rule: str


def finding_id(run_id: str, kind: FindingKind, named_at: int) -> str:
    """The same for the same thing at the same word of the same run, whatever else is found of it.

    It holds nothing of what was said, so that events may carry it: who decides about a finding
    keeps its value, too, and asks again where the words have been corrected since.
    """
    whole = f"{run_id}\n{kind}\n{named_at}"
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


#: Kinds that are asked about: what is affirmed may turn out to be a question.
ASKED_ABOUT = frozenset(
    {FindingKind.SYMPTOM, FindingKind.ANTECEDENT, FindingKind.ALLERGY, FindingKind.DIAGNOSIS}
)


def thing_of(finding: Finding) -> tuple[str, ...]:
    """What a finding is about, whatever is said of it."""
    match finding.value:
        case Allergy(substance=name) | VitalSign(sign=name):
            pass
        case FollowUp():
            name = ""
        case named:
            name = named.name
    return (finding.kind, finding.subject, name)
