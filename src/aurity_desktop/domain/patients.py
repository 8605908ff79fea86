"""Whom a session is about, where that is said: a reference that several sessions share.

It is a fact of each session, and of nothing else: a patient whose last session is erased is known
no more.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from aurity_desktop.domain.errors import UsageError


@dataclass(frozen=True, slots=True)
class Patient:
    """`patient_id` is random and tells nothing; each other field may be "".

    `birth_date` is ISO 8601, such as 1960-03-31.
    """

    patient_id: str
    name: str = ""
    record_number: str = ""
    birth_date: str = ""

    @property
    def called(self) -> str:
        """The name, else the number of the record."""
        return self.name or self.record_number

    @property
    def told(self) -> str:
        """All that is known, in one line."""
        return " · ".join(each for each in (self.name, self.record_number, self.birth_date) if each)


@dataclass(frozen=True, slots=True)
class KnownPatient:
    """A patient, and the ids of the sessions with them, the newest first."""

    patient: Patient
    sessions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordedPatient:
    """That a session is about somebody, None for nobody, with its history."""

    patient: Patient | None
    audit_id: int
    recorded_at: datetime
    user_id: str


class BadPatient(UsageError):
    """A patient of whom nothing is said, or whose date of birth is none."""


def checked_patient(patient: Patient) -> Patient:
    """The same patient. Raises BadPatient."""
    if not patient.patient_id or not patient.called:
        raise BadPatient("A patient needs a name or the number of a record.")
    if patient.birth_date:
        try:
            born = date.fromisoformat(patient.birth_date)
        except ValueError as error:
            raise BadPatient("Write the date of birth as 1960-03-31.") from error
        if born.isoformat() != patient.birth_date:
            raise BadPatient("Write the date of birth as 1960-03-31.")
    return patient


def same_patient(known: Iterable[KnownPatient], told: Patient) -> Patient | None:
    """Who of the known ones this is, beyond doubt; None where nobody is.

    By the number of the record, where both have one; else by name and date of birth. A name alone
    is no proof: two people may have it.
    """
    for each in known:
        found = each.patient
        if found.record_number and told.record_number:
            if _plain(found.record_number) == _plain(told.record_number):
                return found
        elif (
            found.birth_date
            and found.birth_date == told.birth_date
            and _plain(found.name) == _plain(told.name)
        ):
            return found
    return None


def patients_found(known: Sequence[KnownPatient], text: str) -> list[KnownPatient]:
    """Those of whom every word of `text` begins a word that is known; accents and case ignored."""
    asked = _words(text)
    return [
        each
        for each in known
        if all(any(word.startswith(begin) for word in _words(each.patient.told)) for begin in asked)
    ]


def _words(text: str) -> list[str]:
    return [plain for word in text.split() if (plain := _plain(word))]


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in folded if letter.isalnum())
