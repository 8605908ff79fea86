"""Retention: the policy as it was set, what it will erase and when, and the holds that outweigh it.

The worker enforces it (`entrypoints/job_handlers.py`), by a job that it submits to itself at the
start and every hour where anything is due.
"""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime

from aurity_desktop.application.program import Program
from aurity_desktop.domain.jobs import EVERY_SESSION, Job, JobKind, JobPriority
from aurity_desktop.domain.retention import Confirmation, Hold, Outlook, RetentionPolicy
from aurity_desktop.domain.session import checked_session_id
from aurity_desktop.runtime.settings import Settings, change_settings, load_settings


def retention_policy(settings: Settings) -> RetentionPolicy:
    """The policy of these settings; 0 days keep everything."""
    return RetentionPolicy(settings.retention_days or None)


class Retention:
    """Reads and sets the policy and holds. Any thread: each call opens its own ledger.

    Synchronous: each call takes milliseconds.
    """

    def __init__(self, program: Program) -> None:
        self._program = program

    @property
    def policy(self) -> RetentionPolicy:
        """The policy as the settings file has it now. Raises BadSettings."""
        return retention_policy(load_settings(self._program.paths.settings))

    def outlook(self, policy: RetentionPolicy | None = None) -> Outlook:
        """What the policy in force erases, or what this one would."""
        policy = policy or self.policy
        now = datetime.now(UTC)
        if not self._program.paths.ledger.exists():
            return Outlook(policy.days, (), (), now)
        with closing(self._program.ledger()) as ledger:
            return policy.outlook(
                ledger.sessions.all(), ledger.retention.holds(), now, ledger.retention.record(now)
            )

    def keep_for(self, days: int | None) -> None:
        """Set the policy, None to keep everything.

        The worker takes it up within the hour. Raises BadSettings, StorageError.
        """
        change_settings(self._program.paths.settings, retention_days=days or 0)
        with closing(self._program.ledger()) as ledger:
            ledger.retention.note_days(days)

    def confirm(self, days: int | None, *, at_once: bool = False) -> None:
        """A person's yes to what a policy of so many days erases now, or after the days of grace.

        It says as well that the clock is right: whoever asks shows the date.
        """
        with closing(self._program.ledger()) as ledger:
            ledger.retention.note_days(days)
            ledger.retention.confirm(Confirmation(days, datetime.now(UTC), at_once))

    def run(self) -> Job:
        """A person's yes to what is due now, and a job that erases it.

        A job that waits or runs is returned instead. Raises BadSettings.
        """
        self.confirm(self.policy.days, at_once=True)
        with closing(self._program.queue()) as queue:
            return queue.submit(JobKind.RETENTION, EVERY_SESSION, priority=JobPriority.ASKED_FOR)

    def hold_of(self, session_id: str) -> Hold | None:
        """What keeps the session from being erased, or None."""
        with closing(self._program.ledger()) as ledger:
            return next(
                (each for each in ledger.retention.holds() if each.session_id == session_id), None
            )

    def place_hold(self, session_id: str, reason: str) -> None:
        """Keep a session whatever the policy says. Raises UnknownSession."""
        with closing(self._program.ledger()) as ledger:
            ledger.retention.place_hold(checked_session_id(session_id), reason)

    def lift_hold(self, session_id: str, reason: str) -> None:
        """End a hold. Raises UnknownSession."""
        with closing(self._program.ledger()) as ledger:
            ledger.retention.lift_hold(checked_session_id(session_id), reason)
