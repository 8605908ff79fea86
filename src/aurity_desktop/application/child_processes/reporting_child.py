"""A child command that reports as it goes, one JSON object a line, and can be broken off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.child_processes.line_process import LineChild
from aurity_desktop.domain.errors import AurityError, BadMessage


class ReportingChild(QObject):
    """One child at a time. Belongs to the GUI thread.

    `ended` comes once, however it ends, after `failed` where it did not get to its end. A subclass
    says what of the reports it tells, by `_on_report`.
    """

    ended = Signal()
    failed = Signal(Exception)

    def __init__(
        self, command: Sequence[str], parse: Callable[[bytes], Any], parent: QObject | None = None
    ) -> None:
        """`parse` makes a report of a line; it raises BadMessage for a line that is none."""
        super().__init__(parent)
        self._parse = parse
        self._child = LineChild(command, self)
        self._child.line_read.connect(self._on_line)
        self._child.ended.connect(self._on_ended)

    @property
    def running(self) -> bool:
        """Whether a child is at work just now."""
        return self._child.running

    def cancel(self) -> None:
        """Break it off: the child is gone at once; what it has finished stays."""
        if self._child.running:
            self._child.close()
            self.ended.emit()

    def end(self) -> None:
        """The program ends: break it off, and wait until the child is gone."""
        self._child.end()

    def _run(self, arguments: Sequence[str]) -> None:
        """Start a child; nothing happens while one is at work."""
        if not self._child.running:
            self._child.start(arguments)

    def _on_report(self, report: Any) -> None:
        raise NotImplementedError

    def _on_line(self, line: bytes) -> None:
        try:
            report = self._parse(line)
        except BadMessage as error:
            self._child.close()
            self.failed.emit(error)
            self.ended.emit()
        else:
            self._on_report(report)

    def _on_ended(self, error: AurityError | None) -> None:
        if error is not None:
            self.failed.emit(error)
        self.ended.emit()
