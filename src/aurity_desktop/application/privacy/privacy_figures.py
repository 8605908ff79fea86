"""Consent and retention in numbers, for the health of the program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from aurity_desktop.domain.consent import ConsentAnswer
from aurity_desktop.domain.ledger_ports import PrivacyFiguresLedger
from aurity_desktop.domain.retention import Outlook, Standing

#: The worker looks every hour; what should have been announced or erased a day ago waits for a
#: worker that does not run.
_OVERDUE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PrivacyFigures:
    """How many sessions have consent, a hold, or a time that is over.

    `withdrawn` are sessions that are still there. `kept_days` None keeps everything; `next_at` is
    ISO 8601, None when nothing is erased by itself. `due` are sessions whose time is over,
    `overdue` those that should have been announced or erased a day ago, `asked` those that wait for
    a person's yes. None goes while `clock_doubted`.
    """

    sessions: int
    consented: int
    withdrawn: int
    kept_days: int | None
    due: int
    overdue: int
    next_at: str | None
    on_hold: int
    asked: int = 0
    clock_doubted: bool = False


def privacy_figures(ledger: PrivacyFiguresLedger, outlook: Outlook) -> PrivacyFigures:
    """The figures; reads every session's newest answer, tens of microseconds each."""
    a_day_ago = outlook.at - _OVERDUE
    answers = [ledger.consents.newest(session.session_id) for session in ledger.sessions.all()]
    return PrivacyFigures(
        sessions=len(answers),
        consented=answers.count(ConsentAnswer.GIVEN),
        withdrawn=answers.count(ConsentAnswer.WITHDRAWN),
        kept_days=outlook.days,
        due=len(outlook.due),
        overdue=sum(outlook.goes_at(each) < a_day_ago for each in outlook.going)
        + sum(each.at < a_day_ago for each in outlook.to_announce),
        next_at=outlook.next.at.isoformat() if outlook.next else None,
        on_hold=len(outlook.holds),
        asked=len(outlook.with_standing(Standing.ASKED)),
        clock_doubted=bool(outlook.with_standing(Standing.CLOCK_DOUBTED)),
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
    if figures.clock_doubted:
        told += ", and none goes: the clock is far from everything that was done here"
    if figures.asked:
        told += f", {figures.asked} wait for `aurity-desktop retention run`"
    if figures.next_at:
        told += (
            f", the next goes on {datetime.fromisoformat(figures.next_at).astimezone():%Y-%m-%d}"
        )
    return told
