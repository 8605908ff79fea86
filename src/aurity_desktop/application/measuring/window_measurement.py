"""Measuring from the window: `models measure` as a child, since torch stays out of the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.child_processes.line_process import LineChild
from aurity_desktop.application.measuring.measured_models import MeasuredModels
from aurity_desktop.domain.errors import AurityError, BadMessage
from aurity_desktop.domain.json_lines import from_json
from aurity_desktop.domain.model_speeds import MeasuringStep

_MEASURE = ("models", "measure", "--steps")


class WindowMeasurement(QObject):
    """One measurement at a time, and none while the window records.

    `step_begun` tells how far it is; `ended` comes once, however it ends, after `failed` where it
    did not get to its end. What was measured by then is kept.
    """

    step_begun = Signal(MeasuringStep)
    ended = Signal()
    failed = Signal(Exception)

    def __init__(
        self,
        command: Sequence[str],
        look: Callable[[], MeasuredModels],
        parent: QObject | None = None,
    ) -> None:
        """`look` reads what has been measured, a small file."""
        super().__init__(parent)
        self._look = look
        self._recording = False
        self._child = LineChild(command, self)
        self._child.line_read.connect(self._on_line)
        self._child.ended.connect(self._on_ended)

    @property
    def running(self) -> bool:
        """Whether a child measures just now."""
        return self._child.running

    def known(self) -> MeasuredModels:
        """What has been measured on this computer so far."""
        return self._look()

    def set_recording(self, recording: bool) -> None:
        """A recording begins, which ends a measurement, or has ended."""
        self._recording = recording
        if recording:
            self.cancel()

    def start(self, models: Sequence[str] = ()) -> None:
        """Measure these models, or every installed one.

        Nothing happens while a measurement goes on already or the window records.
        """
        if not (self._recording or self._child.running):
            self._child.start((*_MEASURE, *models))

    def cancel(self) -> None:
        """Break it off: the child is gone at once."""
        if self._child.running:
            self._child.close()
            self.ended.emit()

    def end(self) -> None:
        """The program ends: break it off, and wait until the child is gone."""
        self._child.end()

    def _on_line(self, line: bytes) -> None:
        try:
            step = from_json(MeasuringStep, line)
        except BadMessage as error:
            self._child.close()
            self.failed.emit(error)
            self.ended.emit()
        else:
            self.step_begun.emit(step)

    def _on_ended(self, error: AurityError | None) -> None:
        if error is not None:
            self.failed.emit(error)
        self.ended.emit()
