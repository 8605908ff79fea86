"""The same command for many sessions: one child after the other, with a count as they get on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.child_processes.child_command import ChildCommand
from aurity_desktop.domain.errors import AurityError

_What = TypeVar("_What")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[_What]):
    """What became of each; `refused` have the error that says why. `left` were not begun."""

    done: tuple[_What, ...] = ()
    refused: tuple[tuple[_What, Exception], ...] = ()
    left: tuple[_What, ...] = ()


@dataclass(slots=True)
class _Round:
    todo: list[object]
    total: int
    done: list[object] = field(default_factory=list)
    refused: list[tuple[object, Exception]] = field(default_factory=list)
    left: list[object] = field(default_factory=list)


class OneAfterAnother(QObject):
    """At most one child at a time; one that fails keeps no other from its turn.

    `progressed` carries how many are through, and of how many; `finished_one` what was done and
    what its child answered; `ended` comes once, with an `Outcome`. Belongs to the GUI thread.
    """

    progressed = Signal(int, int)
    finished_one = Signal(object, object)
    ended = Signal(object)

    def __init__(
        self, make: Callable[[object], ChildCommand], parent: QObject | None = None
    ) -> None:
        """`make` gives the child for one of them, not started. Raises AurityError."""
        super().__init__(parent)
        self._make = make
        self._round: _Round | None = None

    @property
    def running(self) -> bool:
        """Whether a round is under way."""
        return self._round is not None

    def start(self, what: Sequence[object]) -> None:
        """Begin a round; nothing while one is under way."""
        if self._round is None:
            self._round = _Round(list(what), len(what))
            self.progressed.emit(0, len(what))
            self._next()

    def cancel(self) -> None:
        """Begin no other; the one at work is finished, since half of it helps nobody."""
        if self._round is not None:
            self._round.left, self._round.todo = self._round.todo, []
            self._round.total -= len(self._round.left)

    def _next(self) -> None:
        current = self._round
        if current is None:
            return
        if not current.todo:
            self._round = None
            outcome = Outcome(tuple(current.done), tuple(current.refused), tuple(current.left))
            self.ended.emit(outcome)
            return
        what = current.todo.pop(0)
        try:
            child = self._make(what)
        except AurityError as error:
            self._on_refused(what, error)
            return
        child.succeeded.connect(partial(self._on_done, what))
        child.failed.connect(partial(self._on_refused, what))
        child.start()

    def _on_done(self, what: object, result: object) -> None:
        if self._round is not None:
            self._round.done.append(what)
        self.finished_one.emit(what, result)
        self._through()

    def _on_refused(self, what: object, error: Exception) -> None:
        if self._round is not None:
            self._round.refused.append((what, error))
        self._through()

    def _through(self) -> None:
        current = self._round
        if current is not None:
            self.progressed.emit(len(current.done) + len(current.refused), current.total)
        self._next()
