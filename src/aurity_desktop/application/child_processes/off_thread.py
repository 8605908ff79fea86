"""Work beside the event loop, answered on the GUI thread.

For all that takes more than a few milliseconds.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, Signal


class OffThread(QObject):
    """One piece of work at a time, in the order asked for.

    Every piece is answered: by its slot, or by `failed`. What it was asked with is let go of on the
    GUI thread: it may be the last that holds a widget, which nobody else may take apart.
    """

    failed = Signal(Exception)
    done = Signal(object, object)  # the answer and its result; emitted by the work itself

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._asked: deque[_Work] = deque()
        self._answered = False  # the first of those
        self.done.connect(self._answer)
        self.failed.connect(self._let_go)

    def do(self, work: Callable[[], Any], answer: Callable[[Any], object]) -> None:
        """Run `work` on the other thread, then `answer` with its result on this one.

        `work` must open there what belongs to a thread, such as a ledger.
        """
        asked = _Work(work, answer, self)
        self._asked.append(asked)
        self._pool.start(asked.run)

    def close(self) -> None:
        """Block until all that was asked for is done, which may be a change to be recorded.

        For a program that is about to end.
        """
        self._pool.waitForDone()

    def _answer(self, answer: Callable[[Any], object], result: Any) -> None:
        self._let_go()
        answer(result)

    def _let_go(self) -> None:
        """Of the piece answered before: this one may not have left its thread yet."""
        if self._answered and len(self._asked) > 1:
            self._asked.popleft()
        self._answered = True


class _Work:
    """One piece of work, which borrows the signals of the one who asked.

    That one outlives it: an object of its own, deleted by the GUI thread as soon as it had its
    answer, could be gone before the emission had returned.
    """

    def __init__(
        self, work: Callable[[], Any], answer: Callable[[Any], object], asked_by: OffThread
    ) -> None:
        self._work = work
        self._answer = answer
        self._asked_by = asked_by

    def run(self) -> None:
        try:
            result = self._work()
        except Exception as error:  # noqa: BLE001  # a thread's edge: nobody else would hear of it
            self._asked_by.failed.emit(error)
        else:
            self._asked_by.done.emit(self._answer, result)
