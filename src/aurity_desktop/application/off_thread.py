"""Work that takes more than a few milliseconds, done beside the event loop; its answer arrives on the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal


class OffThread(QObject):
    """One piece of work at a time, in the order asked for. Every piece is answered: by its slot, or by `failed`."""

    failed = Signal(Exception)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)

    def do(self, work: Callable[[], Any], answer: Callable[[Any], object]) -> None:
        """`work` runs on the other thread and must open there what belongs to a thread, such as a ledger."""
        reply = _Reply(self)
        reply.done.connect(answer)
        reply.failed.connect(self.failed)
        reply.done.connect(reply.deleteLater)
        reply.failed.connect(reply.deleteLater)
        self._pool.start(_Work(work, reply))

    def close(self) -> None:
        """Wait for all that was asked for, which may be a change to be recorded: for a program that is about to end."""
        self._pool.waitForDone()


class _Reply(QObject):
    """The signals that a piece of work borrows; owned by the GUI thread."""

    done = Signal(object)
    failed = Signal(Exception)


class _Work(QRunnable):
    def __init__(self, work: Callable[[], Any], reply: _Reply) -> None:
        super().__init__()
        self._work = work
        self._reply = reply

    def run(self) -> None:
        try:
            result = self._work()
        except Exception as error:  # noqa: BLE001  # a thread's edge: nobody else would hear of it
            self._reply.failed.emit(error)
        else:
            self._reply.done.emit(result)
