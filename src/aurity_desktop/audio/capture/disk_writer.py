"""The recorder's second thread: whatever may have to wait for the disk or for a lock.

The loop that takes sound from the ring buffer only writes; forcing to the medium (fsync), sealing
and the ledger's transactions happen here, one after the other, so that a slow disk or a busy ledger
never keeps sound from the open slice.
"""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable
from typing import Final, TypeAlias

from aurity_desktop.audio.slices.disk_space import Reserve
from aurity_desktop.audio.slices.open_slice import OpenSlice
from aurity_desktop.audio.slices.slice_store import SliceStore, refusal
from aurity_desktop.domain.audio import AudioSlice
from aurity_desktop.domain.capture import Report, SliceSealed
from aurity_desktop.domain.errors import AurityError, LedgerBusy, StorageError
from aurity_desktop.domain.ledger_ports import RecorderLedger

Fact: TypeAlias = Callable[[RecorderLedger], None]
_Task: TypeAlias = Callable[[], None]

#: A ledger that another process holds is asked again after this many seconds.
_BUSY_SECONDS: Final = 0.2


class DiskWriter:
    """Does its tasks in the order they were given. `close` waits until all are done."""

    def __init__(
        self,
        open_ledger: Callable[[], RecorderLedger],
        store: SliceStore,
        reserve: Reserve,
        report: Callable[[Report], None],
    ) -> None:
        """`open_ledger` is called in the writer's own thread, to which the ledger then belongs."""
        self._open_ledger = open_ledger
        self._store = store
        self._reserve = reserve
        self._report = report
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._failures: queue.SimpleQueue[AurityError] = queue.SimpleQueue()
        self._ledger: RecorderLedger | None = None
        #: Ended slices, the oldest first; more than one only when the disk refused to seal it.
        self._unsealed: deque[OpenSlice] = deque()
        self._syncing = False
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="disk writer")

    def start(self) -> None:
        """Once, before the first task."""
        self._thread.start()

    def record(self, fact: Fact) -> None:
        """Have the ledger record something, by calling one of its methods."""
        self._tasks.put(lambda: self._commit(fact))

    def seal(self, ended: OpenSlice) -> None:
        """Seal the slice, then record it, then report it.

        Before it, any that the disk has refused to seal so far.
        """
        self._tasks.put(lambda: self._seal(ended))

    def sync(self, open_slice: OpenSlice) -> None:
        """Force what was written so far to the disk; one such wish at a time is enough."""
        if not self._syncing:
            self._syncing = True
            self._tasks.put(lambda: self._sync(open_slice))

    @property
    def backlog(self) -> int:
        """Tasks that wait, about."""
        return self._tasks.qsize()

    def failure(self) -> AurityError | None:
        """The next error that arose since, if any. Whoever asks decides what it means."""
        try:
            return self._failures.get_nowait()
        except queue.Empty:
            return None

    def close(self) -> None:
        """Do what is left and end.

        A ledger that stays busy is given up; recovery gives the slices their rows.
        """
        self._closing.set()
        self._tasks.put(None)
        self._thread.join()

    def _run(self) -> None:
        try:
            while (task := self._tasks.get()) is not None:
                try:
                    task()
                except AurityError as error:
                    self._failures.put(error)
                # A thread's edge: what is sealed next must not suffer.
                except Exception as error:  # noqa: BLE001
                    self._failures.put(AurityError(f"The recorder hit a fault: {error!r}."))
        finally:
            if self._ledger is not None:
                self._ledger.close()

    def _seal(self, ended: OpenSlice) -> None:
        self._unsealed.append(ended)
        while self._unsealed:
            sealed = self._store.seal(self._unsealed[0])
            self._unsealed.popleft()
            self._record_slice(sealed)

    def _record_slice(self, sealed: AudioSlice) -> None:
        """Reported in any case: the sound is durable, recovery adds a row that failed, and a paced
        import waits for the answer.
        """
        try:
            self._commit(lambda ledger: ledger.sound.record_slice(sealed))
        finally:
            self._report(SliceSealed(sealed))

    def _sync(self, open_slice: OpenSlice) -> None:
        self._syncing = False
        try:
            open_slice.sync()
        except OSError as error:
            raise refusal(error, self._store.folder) from error

    def _commit(self, fact: Fact) -> None:
        while True:
            try:
                if self._ledger is None:
                    self._ledger = self._open_ledger()
                fact(self._ledger)
            except LedgerBusy:
                if self._closing.wait(_BUSY_SECONDS):
                    raise
            except StorageError:
                if not self._reserve.release():
                    raise
            else:
                return
