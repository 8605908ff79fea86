"""The recorder's second thread: whatever may have to wait for the disk.

The loop that takes sound from the ring buffer only writes; forcing to the medium (fsync) and
sealing happen here, one after the other, so that a slow disk never keeps sound from the open slice.
The ledger has a thread of its own (`row_writer.py`), so that a busy one keeps no slice from being
sealed: a slice is durable first, then it gets its row.
"""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from aurity_desktop.audio.capture.row_writer import Fact, RowWriter
from aurity_desktop.audio.slices.open_slice import OpenSlice
from aurity_desktop.audio.slices.slice_store import SliceStore, refusal
from aurity_desktop.domain.audio import AudioSlice
from aurity_desktop.domain.capture import Report, SliceSealed
from aurity_desktop.domain.errors import AurityError
from aurity_desktop.domain.ledger_ports import RecorderLedger
from aurity_desktop.storage.reserve import Reserve

_Task: TypeAlias = Callable[[], None]


class DiskWriter:
    """Does its tasks in the order they were given, and so are the ledger's rows written.

    `close` waits until all are done.
    """

    def __init__(
        self,
        open_ledger: Callable[[], RecorderLedger],
        store: SliceStore,
        reserve: Reserve,
        report: Callable[[Report], None],
    ) -> None:
        """`open_ledger` is called in the row writer's thread, to which the ledger then belongs."""
        self._store = store
        self._report = report
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._failures: queue.SimpleQueue[AurityError] = queue.SimpleQueue()
        self._rows = RowWriter(open_ledger, reserve, self._failures.put)
        #: Ended slices, the oldest first; more than one only when the disk refused to seal it.
        self._unsealed: deque[OpenSlice] = deque()
        self._syncing = False
        self._thread = threading.Thread(target=self._run, name="disk writer")

    def start(self) -> None:
        """Once, before the first task."""
        self._rows.start()
        self._thread.start()

    def record(self, fact: Fact) -> None:
        """Have the ledger record something, by calling one of its methods.

        After the rows of the slices whose sealing was asked for before.
        """
        self._tasks.put(partial(self._rows.record, fact))

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

    def flush(self, open_slice: OpenSlice | None, then: Callable[[], None]) -> None:
        """Force all that was written before, and call `then` in any case, on this thread."""
        self._tasks.put(partial(self._flush, open_slice, then))

    @property
    def backlog(self) -> int:
        """Tasks and rows that wait, about."""
        return self._tasks.qsize() + self._rows.backlog

    def failure(self) -> AurityError | None:
        """The next error that arose since, if any. Whoever asks decides what it means."""
        try:
            return self._failures.get_nowait()
        except queue.Empty:
            return None

    def close(self) -> None:
        """Do what is left and end: all sound is durable before the ledger is waited for.

        A ledger that stays busy is given up; recovery gives the slices their rows.
        """
        self._tasks.put(None)
        self._thread.join()
        self._rows.close()

    def _run(self) -> None:
        while (task := self._tasks.get()) is not None:
            try:
                task()
            except AurityError as error:
                self._failures.put(error)
            # A thread's edge: what is sealed next must not suffer.
            except Exception as error:  # noqa: BLE001
                self._failures.put(AurityError(f"The recorder hit a fault: {error!r}."))

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
        self._rows.record(
            lambda ledger: ledger.sound.record_slice(sealed),
            then=partial(self._report, SliceSealed(sealed)),
        )

    def _flush(self, open_slice: OpenSlice | None, then: Callable[[], None]) -> None:
        try:
            if open_slice is not None:
                self._sync(open_slice)
        finally:
            then()

    def _sync(self, open_slice: OpenSlice) -> None:
        self._syncing = False
        try:
            open_slice.sync()
        except OSError as error:
            raise refusal(error, self._store.folder) from error
