"""What people decide about a session in the library: consent, hold, erasure; as signals.

Looks and answers take milliseconds and happen off the GUI thread; erasing loads h5py and is a child
command.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.child_processes.child_command import ChildCommand
from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.application.child_processes.one_after_another import OneAfterAnother
from aurity_desktop.application.privacy.retention import Retention
from aurity_desktop.application.privacy.session_consent import record_consent, withdraw
from aurity_desktop.application.program import Program
from aurity_desktop.domain.consent import Consent
from aurity_desktop.domain.errors import AurityError, VaultLocked
from aurity_desktop.domain.retention import Outlook, RetentionPolicy

_log = logging.getLogger(__name__)

_GRACE_MS = 10_000


class SessionPrivacy(QObject):
    """Consent, holds and erasure of sessions that are not being recorded here.

    `changed` names a session whose consent or hold is another now, `erased` one that is gone,
    and `not_erased`, after `failed`, one that was to go and is still there. Of `erase_many`,
    `many_progressed` carries how many are through and of how many, `many_ended` the `Outcome` with
    the session ids.
    Belongs to the GUI thread.
    """

    changed = Signal(str)
    erased = Signal(str)
    not_erased = Signal(str)
    foreseen = Signal(Outlook)
    retention_known = Signal(Outlook)
    failed = Signal(Exception)
    many_progressed = Signal(int, int)
    many_ended = Signal(object)

    def __init__(self, program: Program, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = program
        self._retention = Retention(program)
        self._off_thread = OffThread(self)
        self._off_thread.failed.connect(self.failed)
        self._many = OneAfterAnother(self._erasing, self)
        self._many.progressed.connect(self.many_progressed)
        self._many.finished_one.connect(self._on_one_erased)
        self._many.ended.connect(self.many_ended)

    def give_consent(self, session_id: str, consent: Consent) -> None:
        """Record an answer given later."""
        self._change(session_id, partial(record_consent, self._program, session_id, consent))

    def withdraw_consent(self, session_id: str) -> None:
        """Withdraw consent; for the session recorded here, the session controller does it."""
        self._change(session_id, partial(withdraw, self._program, session_id))

    def place_hold(self, session_id: str, reason: str) -> None:
        """Keep the session from being erased, for this reason."""
        self._change(session_id, partial(self._retention.place_hold, session_id, reason))

    def lift_hold(self, session_id: str, reason: str) -> None:
        """End the hold, for this reason."""
        self._change(session_id, partial(self._retention.lift_hold, session_id, reason))

    def foresee(self, days: int | None) -> None:
        """Compute what keeping sessions for so many days would erase; `foreseen` carries it."""
        look = partial(self._retention.outlook, RetentionPolicy(days))
        self._off_thread.do(look, self.foreseen.emit)

    def look_at_retention(self) -> None:
        """Compute what the policy in force erases; `retention_known` carries it.

        What cannot be read now is logged: the next look comes within the hour.
        """
        self._off_thread.do(self._outlook_or_none, self._on_retention_known)

    def confirm_retention(self, days: int | None, *, at_once: bool) -> None:
        """A person's yes to what keeping sessions for so many days erases, see `Retention`.

        `at_once` has it erased now; `retention_known` carries what is the case then.
        """
        work = self._retention.run if at_once else partial(self._retention.confirm, days)
        self._off_thread.do(work, lambda _: self.look_at_retention())

    def erase(self, session_id: str) -> None:
        """Erase the session for good. Work on it is cancelled first."""
        try:
            child = self._erasing(session_id)
        except VaultLocked as error:
            self._on_not_erased(session_id, error)
            return
        child.succeeded.connect(self._on_erased)
        child.failed.connect(partial(self._on_not_erased, session_id))
        child.start()

    def erase_many(self, session_ids: Sequence[str]) -> None:
        """Erase these sessions for good, one after the other; those that must stay are told."""
        self._many.start(session_ids)

    @property
    def erasing_many(self) -> bool:
        """Whether `erase_many` is under way."""
        return self._many.running

    def stop_erasing(self) -> None:
        """Erase no other session than the one that is being erased."""
        self._many.cancel()

    def close(self) -> None:
        """Block until what was asked for is done: the program ends.

        An erasure that takes longer is finished by the next worker.
        """
        self._off_thread.close()
        self._many.cancel()
        for child in self.findChildren(ChildCommand):
            child.wait(_GRACE_MS)

    def _erasing(self, session_id: object) -> ChildCommand:
        """Raises VaultLocked."""
        return ChildCommand(
            self._program.command,
            ["erase", str(session_id), "--yes", "--json"],
            self,
            keys=self._program.vault.handed,
        )

    def _on_one_erased(self, session_id: object, _result: object) -> None:
        self.erased.emit(str(session_id))

    def _change(self, session_id: str, work: Callable[[], object]) -> None:
        self._off_thread.do(work, partial(self._on_changed, session_id))

    def _on_changed(self, session_id: str, _result: object) -> None:
        self.changed.emit(session_id)

    def _outlook_or_none(self) -> Outlook | None:
        try:
            return self._retention.outlook()
        except AurityError as error:
            _log.warning("what retention erases cannot be told: %s", error)
            return None

    def _on_retention_known(self, outlook: Outlook | None) -> None:
        if outlook is not None:
            self.retention_known.emit(outlook)

    def _on_not_erased(self, session_id: str, error: Exception) -> None:
        self.failed.emit(error)
        self.not_erased.emit(session_id)

    def _on_erased(self, result: dict[str, Any]) -> None:
        self.erased.emit(str(result["session_id"]))
