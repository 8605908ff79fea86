"""Draws the part of a waveform that is looked at, with what stands below it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from aurity_desktop.domain.peaks import Peaks
from aurity_desktop.ui.review.waveform_tracks import Tracks
from aurity_desktop.ui.widgets.theme import Appearance

#: Of the height, in device-independent pixels: turns, and the row of doubts below them.
_TURNS, _DOUBTS = 6.0, 6.0
#: Half the size of the sign of a bookmark and of a doubt.
_SIGN = 4.0
_DOT = 2.0


@dataclass(frozen=True, slots=True)
class View:
    """The seconds [start, end) over `width` device-independent pixels."""

    start: float
    end: float
    width: float

    @property
    def length(self) -> float:
        """Seconds."""
        return self.end - self.start

    def x(self, second: float) -> float:
        """Where a second lies; outside of the widget where it is not looked at."""
        return (second - self.start) / self.length * self.width if self.length > 0 else 0.0

    def second(self, x: float) -> float:
        """What lies at x."""
        return self.start + x / self.width * self.length if self.width > 0 else self.start


def drawn(
    view: View, height: float, scale: float, peaks: Peaks | None, tracks: Tracks, look: Appearance
) -> QPixmap:
    """Everything that does not move. `scale`: device pixels to a device-independent one."""
    picture = QPixmap(max(1, round(view.width * scale)), max(1, round(height * scale)))
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    room = height - _TURNS - _DOUBTS
    if peaks is not None:
        _draw_sound(painter, view, room, scale, peaks, QColor(look.colours.muted))
    _draw_turns(painter, view, room, tracks, look)
    _draw_absences(painter, view, room + _TURNS, tracks, QColor(look.colours.amber_line))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    _draw_doubts(painter, view, height, tracks, QColor(look.colours.on_amber))
    _draw_bookmarks(painter, view, tracks, QColor(look.colours.accent))
    painter.end()
    return picture


def _draw_sound(
    painter: QPainter, view: View, room: float, scale: float, peaks: Peaks, colour: QColor
) -> None:
    """One line a device pixel, as high as the loudest that it stands for.

    By the loud parts of the recording: a quiet one is no flat line.
    """
    count = max(1, round(view.width * scale))
    middle, loud = room / 2, peaks.loud
    painter.setPen(QPen(colour, 1 / scale))
    lines = []
    for place, value in enumerate(peaks.columns(view.start, view.end, count)):
        half = max(0.5, min(1.0, value / loud) * (middle - 1))
        x = (place + 0.5) / scale
        lines.append(QLineF(x, middle - half, x, middle + half))
    painter.drawLines(lines)


def _draw_turns(
    painter: QPainter, view: View, top: float, tracks: Tracks, look: Appearance
) -> None:
    """A turn that would lie wholly on a pixel that another has taken is left out: of three hours
    there are more turns than pixels.
    """
    bars: dict[int, list[QRectF]] = defaultdict(list)
    scale = view.width / view.length if view.length > 0 else 0.0
    taken = -1.0
    for turn in tracks.turns:
        left, right = (turn.start - view.start) * scale, (turn.end - view.start) * scale
        if right < 0 or left > view.width or right <= taken:
            continue
        width = max(1.0, right - left)
        bars[turn.voice].append(QRectF(left, top + 1, width, _TURNS - 2))
        taken = max(taken, left + width) if width == 1.0 else taken
    painter.setPen(Qt.PenStyle.NoPen)
    for voice, own in bars.items():
        painter.setBrush(QColor(look.voice(voice) if voice >= 0 else look.colours.line))
        painter.drawRects(own)


def _draw_absences(
    painter: QPainter, view: View, bottom: float, tracks: Tracks, colour: QColor
) -> None:
    painter.setPen(QPen(colour, 2.0, Qt.PenStyle.DashLine))
    for second in tracks.absences:
        x = view.x(second)
        painter.drawLine(QPointF(x, 0), QPointF(x, bottom))


def _draw_doubts(
    painter: QPainter, view: View, height: float, tracks: Tracks, colour: QColor
) -> None:
    painter.setBrush(colour)
    for second in tracks.doubts:
        painter.drawEllipse(QPointF(view.x(second), height - _DOUBTS / 2), _DOT, _DOT)


def _draw_bookmarks(painter: QPainter, view: View, tracks: Tracks, colour: QColor) -> None:
    """A flag that hangs from the top: told from the others by its shape as well."""
    painter.setBrush(colour)
    for second in tracks.bookmarks:
        x = view.x(second)
        painter.drawPolygon(
            QPolygonF([QPointF(x - _SIGN, 0), QPointF(x + _SIGN, 0), QPointF(x, 2 * _SIGN)])
        )
