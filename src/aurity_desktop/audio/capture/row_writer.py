"""The recorder's third thread: the ledger's rows.

The ledger belongs to several processes, and any of them may hold its write lock for seconds. Only
rows wait for it here; sealing and fsync go on in the disk writer's thread.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from functools import partial
from typing import Final, TypeAlias

from aurity_desktop.domain.errors import AurityError, DiskFull, LedgerBusy
from aurity_desktop.domain.ledger_ports import RecorderLedger
from aurity_desktop.storage.reserve import Reserve

Fact: TypeAlias = Callable[[RecorderLedger], None]

#: A ledger that another process holds is asked again after this many seconds.
_BUSY_SECONDS: Final = 0.2


class RowWriter:
    """Records facts in the order in which they were given.

    What cannot be recorded is handed to `failed`, on the thread of the rows.
    """

    def __init__(
        self,
        open_ledger: Callable[[], RecorderLedger],
        reserve: Reserve,
        failed: Callable[[AurityError], None],
    ) -> None:
        """`open_ledger` is called in the thread of the rows, to which the ledger then belongs."""
        self._open_ledger = open_ledger
        self._reserve = reserve
        self._failed = failed
        self._waiting: queue.SimpleQueue[tuple[Fact, Callable[[], None]] | None] = (
            queue.SimpleQueue()
        )
        self._ledger: RecorderLedger | None = None
        self._closing = threading.Event()
        self._given_up = False
        self._thread = threading.Thread(target=self._run, name="row writer")

    def start(self) -> None:
        """Once, before the first fact."""
        self._thread.start()

    def record(self, fact: Fact, then: Callable[[], None] = lambda: None) -> None:
        """Have the ledger record it, by calling one of its methods.

        `then` is called when that is over, whether it succeeded or not.
        """
        self._waiting.put((fact, then))

    @property
    def backlog(self) -> int:
        """Facts that wait, about."""
        return self._waiting.qsize()

    def close(self) -> None:
        """Record what is left and end.

        A ledger that is still busy is given up once for all that waits, so that the end is held up
        by one time-out of the ledger at most. Slices get their rows from recovery then.
        """
        self._closing.set()
        self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        try:
            while (entry := self._waiting.get()) is not None:
                fact, then = entry
                self._guarded(partial(self._commit, fact))
                self._guarded(then)
        finally:
            if self._ledger is not None:
                self._ledger.close()

    def _guarded(self, act: Callable[[], None]) -> None:
        try:
            act()
        except AurityError as error:
            self._failed(error)
        # A thread's edge: the facts that follow must not suffer.
        except Exception as error:  # noqa: BLE001
            self._failed(AurityError(f"The recorder hit a fault: {error!r}."))

    def _commit(self, fact: Fact) -> None:
        while not self._given_up:
            releases = self._reserve.releases
            try:
                if self._ledger is None:
                    self._ledger = self._open_ledger()
                fact(self._ledger)
            except LedgerBusy:
                if self._closing.wait(_BUSY_SECONDS):
                    self._given_up = True
                    raise
            except DiskFull:
                if not self._reserve.release(since=releases):
                    raise
            else:
                return
