"""What is found in a talk while it goes on, beside its live text."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.domain.findings import Finding
from aurity_desktop.domain.transcript import LiveUpdate, Word

_log = logging.getLogger(__name__)

#: Slices before the first one that has changed which are read again: a question and its answer, a
#: medicine and its dose, are no further apart.
_AGAIN = 10
#: And slices before those, which are read for what they say of what follows.
_CONTEXT = 10


class LiveFindings(QObject):
    """`found` carries all that has been found so far, in the order in which it was said.

    Only what is near the newest words is read again, so that the length of the talk costs nothing.
    Belongs to the GUI thread; what it finds is looked for on another one.
    """

    found = Signal(tuple)  # of Finding

    def __init__(self, off_thread: OffThread, parent: QObject | None = None) -> None:
        """`off_thread` is its own, and does nothing else."""
        super().__init__(parent)
        self._off_thread = off_thread
        self._run = 0
        self._words: dict[int, tuple[Word, ...]] = {}
        self._findings: tuple[Finding, ...] = ()
        self._waiting: set[int] = set()
        self._busy = False
        self._language = ""
        off_thread.failed.connect(self._on_failed)

    def close(self) -> None:
        """Wait for the look that is under way; for a program that is about to end."""
        self._off_thread.close()

    def begin(self, language: str) -> None:
        """A new recording; `language` "" until it has been heard."""
        self._run += 1
        self._words, self._findings = {}, ()
        self._waiting, self._busy = set(), False
        self._language = language
        self.found.emit(())

    def add(self, update: LiveUpdate) -> None:
        """Words that were settled, new ones and some that were put right."""
        self._language = update.language or self._language
        for chunk in update.settled:
            self._words[chunk.chunk_number] = chunk.words
            self._waiting.add(chunk.chunk_number)
        self._look()

    def _look(self) -> None:
        """One look at a time: what comes meanwhile is looked at together."""
        if self._busy or not self._waiting or not self._language:
            return
        self._busy = True
        first = min(self._waiting) - _AGAIN
        self._waiting = set()
        read = sorted(number for number in self._words if number >= first - _CONTEXT)
        words = tuple(word for number in read for word in self._words[number])
        since = next((self._words[each][0].start for each in read if self._is_said(each, first)), 0)
        self._off_thread.do(
            partial(findings_in, words, self._language), partial(self._on_found, self._run, since)
        )

    def _is_said(self, number: int, first: int) -> bool:
        return number >= first and bool(self._words[number])

    def _on_failed(self, error: Exception) -> None:
        """A fault of the rules costs what they would have found, and nothing else."""
        _log.error("nothing was found in the live text: %s", type(error).__name__)
        self._busy = False

    def _on_found(self, run: int, since: float, findings: Iterable[Finding]) -> None:
        if run != self._run:
            return  # of a recording that is over
        before = [each for each in self._findings if each.start < since]
        again = [each for each in findings if each.start >= since]
        self._findings = (*before, *again)
        self._busy = False
        self.found.emit(self._findings)
        self._look()


def findings_in(words: Sequence[Word], language: str) -> tuple[Finding, ...]:
    """On the other thread, which reads the rules when there is something to find."""
    from aurity_desktop.clinical import find

    return find.findings_in(words, language)
