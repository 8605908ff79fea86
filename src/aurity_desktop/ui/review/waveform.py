"""The whole recording at a glance, to be gone through by hand.

A click goes there, a drag chooses a part that is played again and again, the wheel looks closer.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QApplication, QSizePolicy, QWidget

from aurity_desktop.domain.peaks import Peaks
from aurity_desktop.ui.review.waveform_picture import View, drawn
from aurity_desktop.ui.review.waveform_tracks import Tracks
from aurity_desktop.ui.widgets.theme import Appearance

_LINES = 3.2
#: One notch of the wheel, and one press of a key.
_CLOSER = 1.25
#: No part that is looked at is shorter.
_LEAST_SECONDS = 1.0
_STEP_SECONDS = 5.0
#: The arrow keys and the horizontal wheel move what is looked at by so much of it.
_PAN = 0.1


class Waveform(QAbstractSlider):
    """`sought` carries a second, `selected` a part to be played again and again, in seconds.

    `selection_left`: that part is no longer chosen. All that does not move is drawn once. It is a
    slider to a screen reader, with the second that is heard as its value; hands do not move it as
    one.
    """

    sought = Signal(float)
    selected = Signal(float, float)
    selection_left = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = appearance
        self._peaks: Peaks | None = None
        self._tracks = Tracks()
        self._start, self._end = 0.0, 0.0
        self._heard: float | None = None
        self._selection: tuple[float, float] | None = None
        self._pressed: QPointF | None = None
        self._picture: QPixmap | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        appearance.changed.connect(self._draw_anew)
        self.retranslate()

    @property
    def view(self) -> View:
        """What is looked at."""
        return View(self._start, self._end, float(self.width()))

    @property
    def tracks(self) -> Tracks:
        """What stands below the sound."""
        return self._tracks

    @property
    def selection(self) -> tuple[float, float] | None:
        """The part that is chosen, in seconds."""
        return self._selection

    def show_tracks(self, tracks: Tracks, *, another: bool) -> None:
        """What stands below the sound. Of another session all is looked at, and nothing chosen."""
        if tracks == self._tracks and not another:
            return
        longer = tracks.length != self._tracks.length
        self._tracks = tracks
        self.setRange(0, round(tracks.length))
        if another:
            self._peaks = None
            self._heard = self._selection = None
        if another or longer:
            self._start, self._end = 0.0, tracks.length
        self._draw_anew()

    def show_peaks(self, peaks: Peaks) -> None:
        """The sound itself, which comes a moment later the first time."""
        self._peaks = peaks
        self._draw_anew()

    def show_heard(self, second: float | None) -> None:
        """Where it is being played; what is looked at follows."""
        self._heard = second
        self.setValue(round(second or 0.0))
        if second is not None and self._pressed is None and not self._shows(second):
            self._look_at(second - 0.1 * self.view.length, self.view.length)
        self.update()

    def look_closer(self, factor: float, around: float | None = None) -> None:
        """By so much, below 1 less close; what lies at the second `around` stays where it is."""
        view = self.view
        if around is None:
            around = self._heard if self._heard is not None else view.start + view.length / 2
        length = min(self._tracks.length, max(_LEAST_SECONDS, view.length / factor))
        share = (around - view.start) / view.length if view.length > 0 else 0.0
        self._look_at(around - share * length, length)

    def look_at_all(self) -> None:
        """From the beginning to the end."""
        self._look_at(0.0, self._tracks.length)

    def leave_selection(self) -> None:
        """Nothing is chosen any more."""
        if self._selection is not None:
            self._selection = None
            self.selection_left.emit()
            self.update()

    def retranslate(self) -> None:
        """The texts in the window's language."""
        self.setAccessibleName(self.tr("Waveform of the recording"))
        self.setToolTip(
            self.tr(
                "Click to go there, drag to hear a part again and again, turn the wheel to look "
                "closer, double-click for all of it"
            )
        )

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  # Qt's name
        """A change of language sets every text again."""
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Device-independent pixels."""
        return QSize(200, round(self.fontMetrics().height() * _LINES))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """It can be as narrow as anything."""
        return QSize(1, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """The picture, and over it what is chosen, what is heard, and who has the keyboard."""
        view, colours = self.view, self._look.colours
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.surface))
        if self._selection is not None:
            left, right = map(view.x, self._selection)
            painter.fillRect(QRectF(left, 0, right - left, self.height()), QColor(colours.chosen))
        if self._picture is None:
            scale = self.devicePixelRatioF()
            self._picture = drawn(
                view, float(self.height()), scale, self._peaks, self._tracks, self._look
            )
        painter.drawPixmap(0, 0, self._picture)
        if self._heard is not None:
            x = view.x(self._heard)
            painter.setPen(QPen(QColor(colours.accent), 2.0))
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        focus = self.hasFocus()
        painter.setPen(QPen(QColor(colours.accent if focus else colours.line), 2.0 if focus else 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """A click or the beginning of a drag."""
        if event.button() == Qt.MouseButton.LeftButton and self._tracks.length > 0:
            self._pressed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """What lies between here and where it was pressed is chosen."""
        if self._pressed is not None and self._is_drag(event.position()):
            self._selection = self._between(self._pressed, event.position())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """A part, or a place."""
        pressed, self._pressed = self._pressed, None
        if pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if self._is_drag(event.position(), pressed):
            self._selection = self._between(pressed, event.position())
            self.selected.emit(*self._selection)
        else:
            self.leave_selection()
            self.sought.emit(self._within(self.view.second(event.position().x())))
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """All of it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.look_at_all()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  # Qt's name
        """Closer or less close; sideways, and with Shift, along the time."""
        turned = event.angleDelta()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        along = turned.x() or (turned.y() if shift else 0)
        if along:
            self._pan(-along / 120)
        elif turned.y():
            here = self.view.second(event.position().x())
            self.look_closer(_CLOSER ** (turned.y() / 120), here)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Left and right go along, plus and minus look closer or less close, 0 at all of it."""
        heard = self._heard if self._heard is not None else self.view.start
        match event.key():
            case Qt.Key.Key_Left:
                self.sought.emit(self._within(heard - _STEP_SECONDS))
            case Qt.Key.Key_Right:
                self.sought.emit(self._within(heard + _STEP_SECONDS))
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.look_closer(_CLOSER)
            case Qt.Key.Key_Minus:
                self.look_closer(1 / _CLOSER)
            case Qt.Key.Key_0:
                self.look_at_all()
            case Qt.Key.Key_Escape if self._selection is not None:
                self.leave_selection()
            case _:
                event.ignore()  # a slider would take Page down, and move itself

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802  # Qt's name
        """Its frame says so."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802  # Qt's name
        """Its frame says so."""
        super().focusOutEvent(event)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Drawn for this width."""
        super().resizeEvent(event)
        self._draw_anew()

    def _draw_anew(self) -> None:
        self._picture = None
        self.update()

    def _look_at(self, start: float, length: float) -> None:
        start = max(0.0, min(start, self._tracks.length - length))
        if (start, start + length) != (self._start, self._end):
            self._start, self._end = start, start + length
            self._draw_anew()

    def _pan(self, notches: float) -> None:
        view = self.view
        self._look_at(view.start + notches * _PAN * view.length, view.length)

    def _shows(self, second: float) -> bool:
        return self._start <= second <= self._end

    def _within(self, second: float) -> float:
        return max(0.0, min(second, self._tracks.length))

    def _between(self, one: QPointF, other: QPointF) -> tuple[float, float]:
        first, last = sorted(self._within(self.view.second(each.x())) for each in (one, other))
        return first, last

    def _is_drag(self, to: QPointF, begun: QPointF | None = None) -> bool:
        begun = begun or self._pressed
        return begun is not None and abs(to.x() - begun.x()) >= QApplication.startDragDistance()
