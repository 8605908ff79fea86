"""The worker child process: started, watched, restarted with back-off, and killed when it hangs."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QByteArray, QObject, QProcess, QTimer, Signal

from aurity_desktop.application.child_processes.key_handover import HandKeys, flag, no_keys
from aurity_desktop.domain.errors import AurityError, VaultLocked
from aurity_desktop.domain.ports import Queue

_log = logging.getLogger(__name__)

#: Exit codes of the worker; `jobs/service.py` gives them.
_ENDED_WELL = 0
_ANOTHER_IS_THERE = 3
_WANTS_A_FRESH_PROCESS = 75


@dataclass(frozen=True, slots=True)
class WorkerEnded:
    """The worker's process is gone.

    `restarts_in` is in seconds; None when the program is ending too.
    """

    exit_code: int
    crashed: bool
    restarts_in: float | None


@dataclass(frozen=True, slots=True)
class WatchdogTimes:
    """How long the watchdog waits, in seconds.

    `back_off` before the first, second, … restart in a row; a worker that lived for `proven` starts
    the row anew. `hung`: without a heartbeat for so long, a worker is killed; it is counted in
    looks, one every `look`, because a machine that slept comes back with an old heartbeat and a
    worker that is well. `over_limit`: so long behind its hard limit, a job's worker is killed.
    `grace`: so long may a worker take to end.
    """

    back_off: tuple[float, ...] = (0.2, 1.0, 5.0, 15.0, 60.0)
    proven: float = 60.0
    look: float = 1.0
    hung: float = 45.0
    over_limit: float = 5.0
    grace: float = 3.0


class WorkerProcess(QObject):
    """Keeps one worker alive.

    The child lives as long as its standard input is open, so it ends when this process dies in
    whatever way. Belongs to the GUI thread; nothing but `close` blocks.
    """

    worker_started = Signal(int)  # process id
    worker_ended = Signal(WorkerEnded)
    worker_killed = Signal(str)  # why

    def __init__(
        self,
        command: Sequence[str],
        queue: Queue,
        *,
        keys: HandKeys = no_keys,
        times: WatchdogTimes | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        parent: QObject | None = None,
    ) -> None:
        """`command` starts this program; the worker is its subcommand `worker`."""
        super().__init__(parent)
        self._command = tuple(command)
        self._keys = keys
        self._queue = queue
        self._times = times or WatchdogTimes()
        self._now = now
        self._process: QProcess | None = None
        self._wanted = False
        self._failures = 0
        self._last_heartbeat: datetime | None = None
        self._unchanged = 0.0
        self._restart = QTimer(self)
        self._restart.setSingleShot(True)
        self._restart.timeout.connect(self._start)
        self._look = QTimer(self)
        self._look.setInterval(round(1000 * self._times.look))
        self._look.timeout.connect(self.look)
        self._proof = QTimer(self)
        self._proof.setSingleShot(True)
        self._proof.setInterval(round(1000 * self._times.proven))
        self._proof.timeout.connect(self._on_proven)

    @property
    def running(self) -> bool:
        """Whether there is a child now."""
        return self._process is not None

    @property
    def process_id(self) -> int:
        """The child's process id, 0 when there is none."""
        return int(self._process.processId()) if self._process else 0

    def start(self) -> None:
        """Have a worker from now on."""
        if not self._wanted:
            self._wanted = True
            self._start()

    def close(self) -> bool:
        """End the worker in an orderly way and wait; True when it ended by itself.

        It puts its job back. A worker that does not end within the grace time is killed; nothing is
        lost by it.
        """
        self._wanted = False
        self._restart.stop()
        self._look.stop()
        self._proof.stop()
        process = self._process
        if process is None:
            return True
        process.closeWriteChannel()
        if process.waitForFinished(round(1000 * self._times.grace)):
            return True
        process.kill()
        process.waitForFinished()
        return False

    def renew(self) -> None:
        """Replace the worker by one that has the keys as they are now.

        Does not wait: the old one puts its job back and ends.
        """
        if self._process is not None:
            self._process.closeWriteChannel()

    def look(self) -> None:
        """Kill a worker without a heartbeat or with a job over its hard limit.

        Called every second while one runs.
        """
        if self._process is None:
            return
        try:
            status = self._queue.worker()
        except AurityError as error:
            _log.warning("the worker cannot be watched: %s", error)
            return
        if status is None or status.process_id != self.process_id:
            return  # still starting
        if status.heartbeat_at != self._last_heartbeat:
            self._last_heartbeat, self._unchanged = status.heartbeat_at, 0.0
        else:
            self._unchanged += self._times.look
        if self._unchanged >= self._times.hung:
            self._kill("no heartbeat")
        elif status.hard_limit_at is not None:
            late = (self._now() - status.hard_limit_at).total_seconds()
            # The worker ends itself at the limit; this is for one that cannot.
            if late > self._times.over_limit and self._unchanged > self._times.over_limit:
                self._kill("its job is over the hard limit")

    def _start(self) -> None:
        if not self._wanted or self._process is not None:
            return
        self._last_heartbeat, self._unchanged = None, 0.0
        try:
            handed = self._keys("")
        except VaultLocked:
            self._wanted = False  # until the data is unlocked: who unlocks it starts it again
            return
        process = QProcess(self)
        process.setProgram(self._command[0])
        process.setArguments([*self._command[1:], *flag(handed), "worker"])
        # What the worker has to say is in its log; what a crashing library says belongs to our own
        # standard error.
        process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedChannels)
        process.started.connect(self._on_started)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        self._process = process
        process.start()
        if handed:
            process.write(QByteArray(handed.encode() + b"\n"))

    def _on_started(self) -> None:
        self._look.start()
        self._proof.start()
        self.worker_started.emit(self.process_id)

    def _on_proven(self) -> None:
        self._failures = 0

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._gone(-1, crashed=True)

    def _on_finished(self, exit_code: int, status: QProcess.ExitStatus) -> None:
        self._gone(exit_code, crashed=status is QProcess.ExitStatus.CrashExit)

    def _gone(self, exit_code: int, *, crashed: bool) -> None:
        if self._process is not None:
            self._process.deleteLater()
            self._process = None
        self._look.stop()
        self._proof.stop()
        delay: float | None = None
        if self._wanted:
            delay = self._delay(exit_code, crashed=crashed)
            self._restart.start(round(1000 * delay))
        if crashed or exit_code not in {_ENDED_WELL, _ANOTHER_IS_THERE, _WANTS_A_FRESH_PROCESS}:
            _log.warning(
                "the worker ended", extra={"facts": {"exit_code": exit_code, "crashed": crashed}}
            )
        self.worker_ended.emit(WorkerEnded(exit_code, crashed, delay))

    def _delay(self, exit_code: int, *, crashed: bool) -> float:
        """Seconds until the restart.

        0 for a worker that asks for a fresh process; ever more for one that fails, or finds another
        there.
        """
        if exit_code == _WANTS_A_FRESH_PROCESS and not crashed:
            return 0.0
        delay = self._times.back_off[min(self._failures, len(self._times.back_off) - 1)]
        self._failures += 1
        return delay

    def _kill(self, why: str) -> None:
        _log.error("killing the worker: %s", why)
        self.worker_killed.emit(why)
        if self._process is not None:
            self._process.kill()
