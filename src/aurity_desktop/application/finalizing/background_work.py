"""What the worker does for sessions while they are being recorded: their files kept up to date,
their text settled.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Protocol

from aurity_desktop.domain.session import SessionState, SessionSummary

#: The session's file is never older than a minute; what is under way when its time comes may take a
#: few seconds more.
PROJECT_EVERY_SECONDS = 40.0
#: A machine that has fallen behind settles for so long at a stretch, lest the projection wait for
#: it to catch up.
_TURN_SECONDS = 10.0


class BackgroundTasks(Protocol):
    """Both idempotent, on the ledger of the calling thread."""

    def project(self, session: SessionSummary) -> None: ...
    def advance(self, session: SessionSummary, should_yield: Callable[[], bool]) -> None:
        """Leaves off when `should_yield` says that something else comes first."""
        ...


class BackgroundWork:
    """Projects first, because that is quick, then settles.

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
    ) -> None:
        """`sessions` are those that a recorder holds. Raises what the tasks raise."""
        held = {session.session_id for session in sessions}
        self._projected = {key: at for key, at in self._projected.items() if key in held}
        for session in sessions:
            if should_yield():
                return
            if self._is_due(session):
                self._projected[session.session_id] = (self._clock(), session.state)
                tasks.project(session)
            tasks.advance(session, self._yield_after_a_turn(should_yield))

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
