"""A person's hand at the screen: a pointer that trembles and keys, by `xdotool`."""

from __future__ import annotations

import subprocess

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QMenu, QWidget

from tests.benchmarks.desk.script import Steps, Wait
from tests.benchmarks.xdotool import QUICK, Xdotool, program

_MOST_NOTCHES = 80


class Hand:
    """Every method is a run of steps: `yield from hand.press(button)`.

    Places are points of the screen.
    """

    def __init__(self) -> None:
        self._tool = Xdotool(QUICK, QGuiApplication.primaryScreen().devicePixelRatio())

    def press(self, widget: QWidget, place: QPoint | None = None) -> Steps:
        """Click a widget, or a point of it, once it can be seen and used."""
        yield Wait(lambda: widget.isVisible() and widget.isEnabled(), f"{_name(widget)} to press")
        inside = place or widget.rect().center()
        yield from self.bring_into_sight(widget, inside)
        yield from self.click(widget.mapToGlobal(inside))
        return ""

    def click(self, at: QPoint, times: int = 1, holding: str = "") -> Steps:
        """Click here, with a key of the keyboard held where one is named."""
        yield from self._do(*self._tool.click(at, times, holding))
        return ""

    def point(self, at: QPoint) -> Steps:
        """Only go there."""
        yield from self._do(*self._tool.go(at))
        return ""

    def drag(self, begin: QPoint, end: QPoint) -> Steps:
        """Press here, go there in steps, let go."""
        yield from self._do(*self._tool.drag(begin, end))
        return ""

    def wheel(self, at: QPoint, notches: int) -> Steps:
        """Turn the wheel over this place, down by so many notches, or up."""
        yield from self._do(*self._tool.turn(at, notches))
        return ""

    def key(self, *keys: str) -> Steps:
        """Press keys one after the other, each as `ctrl+m` names it."""
        yield from self._do(*self._tool.keys(*keys))
        return ""

    def write(self, text: str) -> Steps:
        """Type it where the keyboard is."""
        yield from self._do(*self._tool.text(text))
        return ""

    def fill(self, field: QLineEdit, text: str) -> Steps:
        """Click into a field and write this in place of what is there."""
        yield from self.press(field)
        yield Wait(field.hasFocus, f"the keyboard in {_name(field)}")
        yield from self.key("ctrl+a")
        yield from self.write(text)
        yield Wait(lambda: field.text() == text, f"{text!r} in {_name(field)}")
        return ""

    def choose(self, menu: QMenu, action: QAction) -> Steps:
        """Click an entry of a menu that is open or about to be."""
        yield Wait(lambda: menu.isVisible() and action.isVisible(), f"the entry {action.text()!r}")
        assert action.isEnabled(), f"the entry {action.text()!r} cannot be chosen"
        yield from self.click(menu.mapToGlobal(menu.actionGeometry(action).center()))
        return ""

    def bring_into_sight(self, widget: QWidget, place: QPoint) -> Steps:
        """Turn the wheel over what scrolls a widget until this point of it is seen."""
        area = _scrolled_by(widget)
        for _ in range(_MOST_NOTCHES):
            if area is None or _shows(area, widget, place):
                break
            below = widget.mapTo(area.viewport(), place).y() > area.viewport().height() // 2
            middle = area.viewport().mapToGlobal(QPoint(3, area.viewport().height() // 2))
            yield from self.wheel(middle, 1 if below else -1)
        yield Wait(
            lambda: widget.visibleRegion().contains(place), f"{_name(widget)} in sight", 10.0
        )
        return ""

    @staticmethod
    def _do(*arguments: str) -> Steps:
        tool = program()
        assert tool is not None
        running = subprocess.Popen([tool, *arguments], stderr=subprocess.DEVNULL)
        yield Wait(lambda: running.poll() is not None, f"xdotool {arguments[0]}", 30.0)
        assert running.returncode == 0, f"xdotool {arguments[0]} ended with {running.returncode}"
        return ""


def _name(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    words = text() if callable(text) else ""
    return f"{type(widget).__name__} {(words or widget.accessibleName())!r}"


def _scrolled_by(widget: QWidget) -> QAbstractScrollArea | None:
    above = widget.parentWidget()
    while above is not None and not above.isWindow():
        area = above.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is above:
            return area
        above = area
    return None


def _shows(area: QAbstractScrollArea, widget: QWidget, place: QPoint) -> bool:
    room = area.viewport().rect().adjusted(0, 8, 0, -8)
    return QRect(room).contains(widget.mapTo(area.viewport(), place))
