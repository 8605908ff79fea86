"""Short talks for the rules: `M` treats, `P` is the patient, `A` comes along, `E` nurses."""

from __future__ import annotations

from aurity_desktop.clinical.find import findings_in
from aurity_desktop.domain.findings import (
    Allergy,
    Finding,
    Medicine,
    Polarity,
    Study,
    Subject,
    VitalSign,
)
from aurity_desktop.domain.speakers import SpeakerRole
from aurity_desktop.domain.transcript import Word

_ROLES = {
    "M": SpeakerRole.MEDICO,
    "P": SpeakerRole.PACIENTE,
    "A": SpeakerRole.ACOMPANANTE,
    "E": SpeakerRole.ENFERMERIA,
}


def words_of(talk: str) -> tuple[Word, ...]:
    """The words of a talk, a turn a line (`M: ¿Tos?`), each 0.4 s long; labels are the letters."""
    words: list[Word] = []
    for line in talk.strip().splitlines():
        voice, _, text = line.strip().partition(": ")
        for word in text.split():
            start = len(words) * 0.4
            words.append(Word(start, start + 0.4, word, 1.0, voice, 1.0))
    return tuple(words)


def findings(talk: str, language: str = "es") -> tuple[Finding, ...]:
    """What is found in a talk whose roles are known."""
    return findings_in(words_of(talk), language, roles=_ROLES)


def found(talk: str, language: str = "es") -> list[str]:
    """What is found, in short, sorted: `symptom - tos`, `medicine + taken enalapril 10 mg`.

    `?` stands before what was left unclear.
    """
    return sorted(_short(each) for each in findings(talk, language))


def of_kind(kind: str, talk: str, language: str = "es") -> list[str]:
    """What is found of one kind, without its name."""
    return [
        each.removeprefix(f"{kind} ") for each in found(talk, language) if each.startswith(kind)
    ]


def _short(finding: Finding) -> str:
    value = finding.value
    sign = {Polarity.AFFIRMED: "+", Polarity.DENIED: "-", Polarity.UNCLEAR: "?"}[finding.polarity]
    if isinstance(value, Medicine):
        text = f"{value.use} {value.text}"
    elif isinstance(value, VitalSign):
        text = f"{value.sign} {value.text}"
    elif isinstance(value, Study):
        where = f", {value.side}" if value.side else ""
        text = f"{value.state} {value.text}{where}"
    elif isinstance(value, Allergy):
        text = value.text or "anything"
    else:
        text = value.text
    family = " (family)" if finding.subject is Subject.FAMILY else ""
    return f"{finding.kind} {sign} {text}{family}"
