"""Consent to be recorded: which text, in which language, given or withdrawn.

The texts are versioned and never edited: a new wording is a new version, so that a session's
consent always says to which words. Placeholders do not occur in them; a clinic that has its own
text adds it as another version.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum


class ConsentAnswer(StrEnum):
    """What was answered; the newest answer of a session counts."""

    GIVEN = "given"
    WITHDRAWN = "withdrawn"


class ConsentGiver(StrEnum):
    """Who answered. Never a name: that would be one more place where a patient's name stands."""

    PATIENT = "patient"
    REPRESENTATIVE = "representative"


#: The reason of a session that ended because its consent was withdrawn.
WITHDRAWN_REASON = "consent withdrawn"


@dataclass(frozen=True, slots=True)
class ConsentText:
    """A wording. `language` is an ISO 639-1 code."""

    version: str
    language: str
    text: str

    @property
    def sha256(self) -> str:
        """Of the text in UTF-8, 64 hex digits: what the ledger keeps of the wording."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True)
class Consent:
    """An answer to a text.

    `given_by` says who answered, as a `ConsentGiver` or in the user's words; may be empty.
    """

    answer: ConsentAnswer
    text: ConsentText
    given_by: str = ""

    @property
    def reference(self) -> str:
        """`version:language:given_by`, for another process, which has the same texts."""
        return f"{self.text.version}:{self.text.language}:{self.given_by}"


class UnknownConsentText(ValueError):
    """There is no such text."""


CONSENT_TEXTS = (
    ConsentText(
        "2026-11",
        "es",
        "Esta consulta se va a grabar y a poner por escrito con un programa que trabaja solo en "
        "esta computadora: ni el sonido ni el texto salen de ella. Sirve para que su médico le "
        "atienda a usted y no al papel. Usted puede decir que no, o pedir en cualquier momento que "
        "se detenga la grabación o que se borre lo grabado, y eso no cambia en nada su atención.",
    ),
    ConsentText(
        "2026-11",
        "en",
        "This consultation will be recorded and put into writing by a program that works on this "
        "computer alone: neither the sound nor the text leaves it. It lets your doctor attend to "
        "you instead of to paper. You may say no, or ask at any time that the recording be stopped "
        "or that what was recorded be deleted, and that changes nothing about your care.",
    ),
)


def consent_given(language: str, giver: ConsentGiver = ConsentGiver.PATIENT) -> Consent:
    """A yes to the newest wording in this language."""
    return Consent(ConsentAnswer.GIVEN, consent_text(language), giver.value)


def consent_referred_to(reference: str) -> Consent:
    """The yes that `Consent.reference` stands for. Raises UnknownConsentText."""
    version, _, rest = reference.partition(":")
    language, _, given_by = rest.partition(":")
    for text in CONSENT_TEXTS:
        if (text.version, text.language) == (version, language):
            return Consent(ConsentAnswer.GIVEN, text, given_by)
    raise UnknownConsentText(reference)


def consent_text(language: str) -> ConsentText:
    """The newest wording in this language, Spanish where there is none."""
    newest = sorted(CONSENT_TEXTS, key=lambda text: text.version, reverse=True)
    own = [text for text in newest if text.language == language]
    return own[0] if own else next(text for text in newest if text.language == "es")
