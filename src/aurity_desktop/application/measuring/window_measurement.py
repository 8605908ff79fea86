"""Measuring from the window: `models measure` as a child, since torch stays out of the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.child_processes.reporting_child import ReportingChild
from aurity_desktop.application.measuring.measured_models import MeasuredModels
from aurity_desktop.domain.json_lines import from_json
from aurity_desktop.domain.model_speeds import MeasuringStep

_MEASURE = ("models", "measure", "--steps")


class WindowMeasurement(ReportingChild):
    """One measurement at a time, and none while the window records.

    `step_begun` tells how far it is. What was measured when it ends is kept.
    """

    step_begun = Signal(MeasuringStep)

    def __init__(
        self,
        command: Sequence[str],
        look: Callable[[], MeasuredModels],
        parent: QObject | None = None,
    ) -> None:
        """`look` reads what has been measured, a small file."""
        super().__init__(command, partial(from_json, MeasuringStep), parent)
        self._look = look
        self._recording = False

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
        if not self._recording:
            self._run((*_MEASURE, *models))

    def _on_report(self, report: MeasuringStep) -> None:
        self.step_begun.emit(report)
