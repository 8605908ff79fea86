"""The level: the average as a bar, the peak as a line that falls slowly, red where it clips."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from aurity_desktop.domain.audio import Level
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.widgets.theme import Appearance

_FLOOR_DB = -60.0
_LOUD_DB = -12.0
_TOO_LOUD_DB = -3.0
#: The peak line falls by so much with each measurement, ten a second.
_FALL_DB = 1.5
#: For so many measurements the clipping lamp stays on.
_LAMP = 20


class LevelMeter(TranslatedWidget):
    """Decibels below full scale, from -60 to 0."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._rms = self._peak = _FLOOR_DB
        self._lamp = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.update)
        self.retranslate()

    @property
    def clipping(self) -> bool:
        """Whether the red end is lit: for a while after the sound was clipped."""
        return self._lamp > 0

    def show_level(self, level: Level) -> None:
        """Take one measurement; the peak falls by a step with each."""
        self._rms = max(_FLOOR_DB, level.rms_db)
        self._peak = max(_FLOOR_DB, level.peak_db, self._peak - _FALL_DB)
        self._lamp = _LAMP if level.clipped_samples else max(0, self._lamp - 1)
        self.update()

    def reset(self) -> None:
        """No sound is being heard."""
        self._rms = self._peak = _FLOOR_DB
        self._lamp = 0
        self.update()

    def retranslate(self) -> None:
        """Name and tool tip in the window's language."""
        self.setAccessibleName(self.tr("Level of the microphone"))
        self.setToolTip(
            self.tr("Speech should fill about two thirds of the bar and not reach the red end.")
        )

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Device-independent pixels."""
        return QSize(220, 22)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Below this, nothing could be read off it."""
        return QSize(70, 22)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002  # Qt's name
        """Bar, peak and clipping light."""
        colours = self._appearance.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        lamp = 10.0
        bar = QRectF(0, self.height() / 2 - 5, self.width() - lamp - 6, 10)
        painter.setBrush(QColor(colours.line))
        painter.drawRoundedRect(bar, 5, 5)
        filled = QRectF(bar)
        filled.setWidth(bar.width() * _share(self._rms))
        if filled.width() > 0:
            painter.save()
            painter.setClipRect(filled)
            painter.setBrush(QColor(self._zone_colour(self._rms)))
            painter.drawRoundedRect(bar, 5, 5)
            painter.restore()
        if self._peak > _FLOOR_DB:
            x = bar.left() + (bar.width() - 3) * _share(self._peak)
            painter.setBrush(QColor(self._zone_colour(self._peak)))
            painter.drawRoundedRect(QRectF(x, bar.top() - 3, 3, bar.height() + 6), 1.5, 1.5)
        painter.setBrush(QColor(colours.meter_high if self.clipping else colours.line))
        painter.drawEllipse(QRectF(self.width() - lamp, bar.center().y() - lamp / 2, lamp, lamp))

    def _zone_colour(self, decibels: float) -> str:
        colours = self._appearance.colours
        if decibels >= _TOO_LOUD_DB:
            return colours.meter_high
        return colours.meter_mid if decibels >= _LOUD_DB else colours.meter_low


def _share(decibels: float) -> float:
    return min(1.0, (decibels - _FLOOR_DB) / -_FLOOR_DB)
