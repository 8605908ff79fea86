"""A session's patient, and the other sessions with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from uuid import uuid4

from aurity_desktop.application.library.library import Library
from aurity_desktop.domain.errors import UnknownSession
from aurity_desktop.domain.patients import KnownPatient, Patient, same_patient
from aurity_desktop.domain.session import SessionSummary
from aurity_desktop.domain.transcript import Segment


class KnowsPatients(Protocol):
    """Where it is recorded whom sessions are about: the library."""

    def patients(self) -> list[KnownPatient]:
        """Everybody, the one who was here last first."""
        ...

    def assign_patient(self, session_id: str, patient: Patient | None) -> None:
        """The session is about them, None for nobody."""
        ...

    def rewrite_patient(self, patient: Patient) -> None:
        """What is known of them is this, in every session with them."""
        ...


@dataclass(frozen=True, slots=True)
class Visits:
    """`patient` is None where it is not said whom the session is about.

    `known` are all patients, `others` the other sessions with this one, the newest first, and
    `last` what is read of the last one before this session.
    """

    session_id: str
    patient: Patient | None
    known: tuple[KnownPatient, ...]
    others: tuple[SessionSummary, ...] = ()
    last: tuple[Segment, ...] = ()


def visits_of(library: Library, session_id: str) -> Visits:
    """Any thread. Raises UnknownSession."""
    this, known = library.session(session_id), tuple(library.patients())
    patient = library.patient(session_id)
    if patient is None:
        return Visits(session_id, None, known)
    own = [each for each in known if each.patient.patient_id == patient.patient_id]
    others = []
    for other in (found for each in own for found in each.sessions if found != session_id):
        try:
            others.append(library.session(other))
        except UnknownSession:  # erased a moment ago
            continue
    before = [each for each in others if each.plan.created_at <= this.plan.created_at]
    last = tuple(library.segments(before[0].session_id)) if before else ()
    return Visits(session_id, patient, known, tuple(others), last)


def write_patient(library: KnowsPatients, session_id: str, told: Patient) -> None:
    """The session is about the patient of whom this is told.

    With the id of a known one, what is known of them is this, in every session with them. Without
    an id it is whoever of the known ones it is beyond doubt, else somebody new. Raises BadPatient.
    """
    known = library.patients()
    if told.patient_id and any(each.patient.patient_id == told.patient_id for each in known):
        library.assign_patient(session_id, told)
        library.rewrite_patient(told)
        return
    new = Patient(told.patient_id or uuid4().hex, told.name, told.record_number, told.birth_date)
    library.assign_patient(session_id, same_patient(known, told) or new)
