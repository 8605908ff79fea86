"""Consent to a session: recorded, withdrawn, and told.

A withdrawal ends a recording in progress, whichever process records it.
"""

from __future__ import annotations

import json
import time
from contextlib import closing
from dataclasses import dataclass

from aurity_desktop.application.program import Program
from aurity_desktop.application.worker.handover import hand_over
from aurity_desktop.domain.consent import (
    Consent,
    ConsentAnswer,
    ConsentText,
    UnknownConsentText,
    consent_referred_to,
    consent_text,
)
from aurity_desktop.domain.errors import SessionBusy
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.jobs import JobKind
from aurity_desktop.domain.ledger_ports import HasAudit
from aurity_desktop.domain.session import OPEN_STATES, checked_session_id

_EVENTS: dict[str, ConsentAnswer] = {
    Event.CONSENT_GIVEN: ConsentAnswer.GIVEN,
    Event.CONSENT_WITHDRAWN: ConsentAnswer.WITHDRAWN,
}
_MAKES_MORE_OF_IT = frozenset({JobKind.FINALIZE, JobKind.NAMES, JobKind.DIARIZE})
#: A recorder checks twice a second whether consent was withdrawn.
_RECORDER_ENDS_SECONDS = 10.0
_LOOK_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class ConsentRecord:
    """One answer as the audit chain has it.

    `at` is ISO 8601 in UTC; `version` and `language` name the wording.
    """

    answer: ConsentAnswer
    version: str
    language: str
    at: str


def consent_history(ledger: HasAudit, session_id: str) -> list[ConsentRecord]:
    """Every answer, oldest first; empty where nobody was asked."""
    found = []
    for row in ledger.audit.rows(session_id):
        answer = _EVENTS.get(row.operation)
        if answer is not None:
            said = json.loads(row.metadata)
            found.append(ConsentRecord(answer, said["version"], said["language"], row.timestamp))
    return found


def record_consent(program: Program, session_id: str, consent: Consent) -> Consent:
    """Record an answer, and return it.

    The same answer to the same words is not recorded again. Raises UnknownSession.
    """
    with closing(program.ledger()) as ledger:
        ledger.sessions.summary(checked_session_id(session_id))
        told = consent_history(ledger, session_id)[-1:]
        same = [(each.answer, each.version, each.language) for each in told]
        if same != [(consent.answer, consent.text.version, consent.text.language)]:
            ledger.consents.record(session_id, consent)
    return consent


def record_withdrawal(program: Program, session_id: str) -> None:
    """Record that the wording that was agreed to is withdrawn.

    Nothing is written when it is withdrawn already. Raises UnknownSession.
    """
    with closing(program.ledger()) as ledger:
        session = ledger.sessions.summary(checked_session_id(session_id))
        told = consent_history(ledger, session_id)
        if told and told[-1].answer is ConsentAnswer.WITHDRAWN:
            return
        text = _agreed_to(told[-1]) if told else consent_text(session.plan.language)
        ledger.consents.record(session_id, Consent(ConsentAnswer.WITHDRAWN, text))


def _agreed_to(record: ConsentRecord) -> ConsentText:
    """The wording itself.

    The newest in its language where this version does not have it, because a newer one recorded it.
    """
    try:
        return consent_referred_to(f"{record.version}:{record.language}:").text
    except UnknownConsentText:
        return consent_text(record.language)


def end_withdrawn(program: Program, session_id: str) -> None:
    """Record the withdrawal and end the session, which its own recorder has left.

    Seals and hashes files: not on the GUI thread. Idempotent. Raises SessionBusy while a recorder
    writes the session.
    """
    record_withdrawal(program, session_id)
    hand_over(program, session_id)


def withdraw(program: Program, session_id: str) -> None:
    """Withdraw consent from any process; blocks until a recording in progress has ended.

    The recorder ends by itself within a second. Work on the session is cancelled. A session that is
    finished stays as it is, and nothing more is made of it. Raises SessionBusy, UnknownSession.
    """
    record_withdrawal(program, session_id)
    with closing(program.queue()) as queue:
        for job in queue.jobs(session_id):
            if not job.ended and job.kind in _MAKES_MORE_OF_IT:
                queue.cancel(job.job_id)
    deadline = time.monotonic() + _RECORDER_ENDS_SECONDS
    while program.is_being_recorded(session_id):
        if time.monotonic() > deadline:
            raise SessionBusy(session_id, "still being recorded, though the withdrawal is kept")
        time.sleep(_LOOK_SECONDS)
    with closing(program.ledger()) as ledger:
        state = ledger.sessions.summary(session_id).state
    if state in OPEN_STATES:
        hand_over(program, session_id)
