"""Whom sessions are about, as facts of each session."""

from __future__ import annotations

from aurity_desktop.corpus.ledger.codec import time_from_text
from aurity_desktop.corpus.ledger.fact_tables import PATIENTS
from aurity_desktop.corpus.ledger.ledger_writer import LedgerWriter
from aurity_desktop.corpus.ledger.open_ledger import OpenLedger, Row
from aurity_desktop.domain.errors import DamagedRow
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.patients import KnownPatient, Patient, RecordedPatient
from aurity_desktop.domain.safe_text import writable

_NEWEST = """
SELECT patient_id, name, record_number, birth_date FROM patients
WHERE session_id = ? ORDER BY audit_id DESC LIMIT 1
"""

_HISTORY = """
SELECT p.audit_id, a.timestamp, a.user_id, p.patient_id, p.name, p.record_number, p.birth_date
FROM patients p JOIN audit a ON a.session_id = p.session_id AND a.audit_id = p.audit_id
WHERE p.session_id = ? ORDER BY p.audit_id
"""

_ALL = """
SELECT p.session_id, p.patient_id, p.name, p.record_number, p.birth_date
FROM patients p JOIN catalogue c ON c.session_id = p.session_id
WHERE p.patient_id <> '' AND p.audit_id = (
    SELECT max(n.audit_id) FROM patients n WHERE n.session_id = p.session_id)
ORDER BY c.created_at DESC, c.session_id DESC
"""


class SqlitePatients:
    """The port `Patients`."""

    def __init__(self, ledger: OpenLedger, writer: LedgerWriter) -> None:
        self._ledger = ledger
        self._writer = writer

    def assign(self, session_id: str, patient: Patient | None) -> None:
        """The session is about them, None for nobody; what holds is not recorded again.

        The chain says that it was told, and nothing of them. Raises UnknownSession.
        """
        with self._ledger.transaction():
            self._assign(session_id, patient)

    def rewrite(self, patient: Patient) -> list[str]:
        """What is known of them is this, in every session with them. The ids of those sessions."""
        with self._ledger.transaction():
            known = [each for each in self.all() if each.patient.patient_id == patient.patient_id]
            sessions = [session_id for each in known for session_id in each.sessions]
            for session_id in sessions:
                self._assign(session_id, patient)
        return sessions

    def of_session(self, session_id: str) -> Patient | None:
        """Whom it is about; None where that is not said."""
        row = self._ledger.row(_NEWEST, session_id)
        return None if row is None else _patient(row)

    def history(self, session_id: str) -> list[RecordedPatient]:
        """Everybody of whom it was said, oldest first."""
        return [
            RecordedPatient(_patient(row[3:]), row[0], time_from_text(row[1]), str(row[2]))
            for row in self._ledger.rows(_HISTORY, session_id)
        ]

    def all(self) -> list[KnownPatient]:
        """Every patient, the one who was here last first; as the newest session knows them."""
        patients: dict[str, Patient] = {}
        sessions: dict[str, list[str]] = {}
        for session_id, *row in self._ledger.rows(_ALL):
            try:
                patient = _patient(tuple(row))
            except DamagedRow:
                continue  # it keeps no other from being listed; `verify` names it
            if patient is not None:
                patients.setdefault(patient.patient_id, patient)
                sessions.setdefault(patient.patient_id, []).append(str(session_id))
        return [KnownPatient(each, tuple(sessions[own])) for own, each in patients.items()]

    def _assign(self, session_id: str, patient: Patient | None) -> None:
        """Inside the caller's transaction."""
        self._writer.require(session_id)
        wanted = Patient("") if patient is None else patient
        values = tuple(
            writable(each)
            for each in (
                wanted.patient_id,
                wanted.name,
                wanted.record_number,
                wanted.birth_date,
            )
        )
        known = self.of_session(session_id) or Patient("")
        if Patient(*values) != known:
            self._writer.append(session_id, PATIENTS, values, Event.PATIENT_ASSIGNED, {})
            self._writer.derived.titled(session_id)


def _patient(row: Row) -> Patient | None:
    """None for nobody. Raises DamagedRow."""
    if any(type(each) is not str for each in row):
        raise DamagedRow("a patient's row has other types")
    return Patient(*row) if row[0] else None
