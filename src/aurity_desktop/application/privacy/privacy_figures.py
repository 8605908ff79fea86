"""Consent and retention in numbers, for the health of the program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from aurity_desktop.application.privacy.retention import Outlook
from aurity_desktop.domain.consent import ConsentAnswer
from aurity_desktop.domain.ledger_ports import PrivacyFiguresLedger

#: The worker looks every hour; what is due for longer than a day waits for a worker that does not
#: run.
_OVERDUE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PrivacyFigures:
    """How many sessions have consent, a hold, or a time that is over.

    `withdrawn` are sessions that are still there. `kept_days` None keeps everything; `next_at` is
    ISO 8601, None when nothing is erased by itself. `overdue` are sessions whose time was over a
    day ago and more.
    """

    sessions: int
    consented: int
    withdrawn: int
    kept_days: int | None
    due: int
    overdue: int
    next_at: str | None
    on_hold: int


def privacy_figures(ledger: PrivacyFiguresLedger, outlook: Outlook) -> PrivacyFigures:
    """The figures; reads every session's newest answer, tens of microseconds each."""
    answers = [ledger.consents.newest(session.session_id) for session in ledger.sessions.all()]
    return PrivacyFigures(
        sessions=len(answers),
        consented=answers.count(ConsentAnswer.GIVEN),
        withdrawn=answers.count(ConsentAnswer.WITHDRAWN),
        kept_days=outlook.days,
        due=len(outlook.due),
        overdue=sum(each.at < outlook.at - _OVERDUE for each in outlook.due),
        next_at=outlook.next.at.isoformat() if outlook.next else None,
        on_hold=len(outlook.holds),
    )


def consent_detail(figures: PrivacyFigures) -> str:
    """The figures of consent, in words for the command line."""
    told = f"{figures.consented} of {figures.sessions} sessions with consent"
    if figures.withdrawn:
        told += f", {figures.withdrawn} withdrawn and not erased: `aurity-desktop erase`"
    return told


def retention_detail(figures: PrivacyFigures) -> str:
    """The figures of retention, in words for the command line."""
    held = f", {figures.on_hold} on hold" if figures.on_hold else ""
    if figures.kept_days is None:
        return f"sessions are kept for ever{held}"
    told = f"sessions are kept {figures.kept_days} days, {figures.due} due{held}"
    if figures.next_at:
        told += (
            f", the next goes on {datetime.fromisoformat(figures.next_at).astimezone():%Y-%m-%d}"
        )
    return told
