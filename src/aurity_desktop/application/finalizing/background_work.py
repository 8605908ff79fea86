"""What the worker does for sessions while they are being recorded.

Their files are kept up to date, and the second pass runs in advance.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Protocol

from aurity_desktop.domain.session import SessionState, SessionSummary

#: The session's file is never older than a minute; a task in progress when its time comes may take
#: a few seconds more.
PROJECT_EVERY_SECONDS = 40.0
#: A machine that has fallen behind advances the second pass for so long at once, lest the
#: projection wait for it to catch up.
_TURN_SECONDS = 10.0


class BackgroundTasks(Protocol):
    """The two tasks, both idempotent, on the ledger of the calling thread."""

    def project(self, session: SessionSummary) -> None:
        """Build the session's file anew."""
        ...

    def advance(self, session: SessionSummary, should_yield: Callable[[], bool]) -> None:
        """Advance the second pass; stop when `should_yield` says so."""
        ...


class BackgroundWork:
    """Schedules both tasks: first the projection, because that is quick.

    Belongs to the worker's one working thread.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._projected: dict[str, tuple[float, SessionState]] = {}

    def run(
        self,
        sessions: Sequence[SessionSummary],
        tasks: BackgroundTasks,
        should_yield: Callable[[], bool],
        *,
        paused: Callable[[], bool] = lambda: False,
    ) -> None:
        """Do what is due for these sessions, those that a recorder holds.

        `paused` says whether the second pass is to wait; the files do not.

        Raises what the tasks raise.
        """
        held = {session.session_id for session in sessions}
        self._projected = {key: at for key, at in self._projected.items() if key in held}
        for session in sessions:
            if should_yield():
                return
            if self._is_due(session):
                self._projected[session.session_id] = (self._clock(), session.state)
                tasks.project(session)
            if not paused():
                tasks.advance(session, self._yield_after_a_turn(lambda: should_yield() or paused()))

    def _yield_after_a_turn(self, should_yield: Callable[[], bool]) -> Callable[[], bool]:
        began = self._clock()
        return lambda: should_yield() or self._clock() - began > _TURN_SECONDS

    def _is_due(self, session: SessionSummary) -> bool:
        """Once a minute, and at once when the recording has come to a pause.

        Not before there is anything to be projected.
        """
        if session.chunks == 0:
            return False
        at, state = self._projected.get(session.session_id, (float("-inf"), session.state))
        paused = session.state is SessionState.PAUSED and state is not SessionState.PAUSED
        return paused or self._clock() - at >= PROJECT_EVERY_SECONDS
