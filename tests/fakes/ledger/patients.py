"""Whom sessions are about."""

from __future__ import annotations

from datetime import datetime

from aurity_desktop.domain.changes import PatientAssigned
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.patients import KnownPatient, Patient, RecordedPatient
from tests.fakes.ledger.state import Memory


class MemoryPatients:
    """The port `Patients`."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def assign(self, session_id: str, patient: Patient | None) -> None:
        session = self._memory.known(session_id)
        before = self.of_session(session_id)
        if patient != before:
            row = self._memory.log(session_id, Event.PATIENT_ASSIGNED, {})
            at = datetime.fromisoformat(row.timestamp)
            session.patients.append(RecordedPatient(patient, row.audit_id, at, row.user_id))
            self._memory.changed(session, PatientAssigned(patient, before))

    def rewrite(self, patient: Patient) -> list[str]:
        known = [each for each in self.all() if each.patient.patient_id == patient.patient_id]
        sessions = [session_id for each in known for session_id in each.sessions]
        for session_id in sessions:
            self.assign(session_id, patient)
        return sessions

    def of_session(self, session_id: str) -> Patient | None:
        history = self.history(session_id)
        return history[-1].patient if history else None

    def history(self, session_id: str) -> list[RecordedPatient]:
        session = self._memory.sessions.get(session_id)
        return list(session.patients) if session else []

    def all(self) -> list[KnownPatient]:
        sessions = sorted(
            self._memory.sessions.values(),
            key=lambda session: (session.plan.created_at, session.plan.session_id),
            reverse=True,
        )
        found: dict[str, KnownPatient] = {}
        for session in sessions:
            session_id = session.plan.session_id
            patient = self.of_session(session_id)
            if patient is not None:
                known = found.get(patient.patient_id, KnownPatient(patient, ()))
                found[patient.patient_id] = KnownPatient(
                    known.patient, (*known.sessions, session_id)
                )
        return list(found.values())
