"""What the title and the task bar say of the recording; never of whom."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, QPointF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.application.recording.session_controller import SessionController
from aurity_desktop.domain.audio import Counters, seconds
from aurity_desktop.ui.language.messages import recording_state_text
from aurity_desktop.ui.widgets.theme import Appearance
from aurity_desktop.ui.widgets.time_text import clock

_SIZES = (16, 32, 64, 128)
_DOTS = {
    RecordingState.RECORDING: "record",
    RecordingState.INTERRUPTED: "amber_line",
    RecordingState.OFF_THE_RECORD: "amber_line",
    RecordingState.PAUSED: "muted",
}


class WindowTitle(QObject):
    """Keeps a window's title and icon up to date: state and length of what is recorded."""

    def __init__(
        self, window: QWidget, controller: SessionController, appearance: Appearance
    ) -> None:
        super().__init__(window)
        self._window = window
        self._appearance = appearance
        self._plain = QIcon(str(appearance.icon_folder / "app.svg"))
        self._state = controller.state
        self._length = clock(seconds(controller.counters.captured))
        controller.state_changed.connect(self._on_state)
        controller.counters_changed.connect(self._on_counters)
        self._on_state(controller.state)

    def retranslate(self) -> None:
        """The title in the window's language."""
        name = QCoreApplication.translate("MainWindow", "Aurity Desktop")
        if self._state is not RecordingState.IDLE:
            dot = "● " if self._state is RecordingState.RECORDING else ""
            name = f"{dot}{recording_state_text(self._state)} {self._length} · {name}"
        if name != self._window.windowTitle():
            self._window.setWindowTitle(name)

    def _on_state(self, state: RecordingState) -> None:
        self._state = state
        dot = _DOTS.get(state)
        self._window.setWindowIcon(self._dotted(dot) if dot else self._plain)
        self.retranslate()

    def _on_counters(self, counters: Counters) -> None:
        self._length = clock(seconds(counters.captured))
        self.retranslate()

    def _dotted(self, colour: str) -> QIcon:
        """The program's icon with a dot in a colour of the theme."""
        icon = QIcon()
        for size in _SIZES:
            pixmap: QPixmap = self._plain.pixmap(size, size)
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            side = pixmap.width() / pixmap.devicePixelRatio()
            painter.setBrush(QColor(self._appearance.colours.surface))
            painter.drawEllipse(QPointF(side * 0.72, side * 0.72), side * 0.28, side * 0.28)
            painter.setBrush(QColor(getattr(self._appearance.colours, colour)))
            painter.drawEllipse(QPointF(side * 0.72, side * 0.72), side * 0.22, side * 0.22)
            painter.end()
            icon.addPixmap(pixmap)
        return icon
