"""A person's hand at the screen: a pointer that trembles and keys, by `xdotool`."""

from __future__ import annotations

import shutil
import subprocess

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QMenu, QWidget

from tests.benchmarks.desk.script import Steps, Wait

#: The pointer goes astray between press and release, by less than what begins a drag.
_TREMBLE = ("mousemove_relative", "--", "1", "-1", "sleep", "0.03")
_TREMBLE_BACK = ("mousemove_relative", "--", "-2", "1", "sleep", "0.02")
_LEFT, _WHEEL_UP, _WHEEL_DOWN = "1", "4", "5"
_MOST_NOTCHES = 80


def is_available() -> bool:
    """Whether the Debian package xdotool is here."""
    return shutil.which("xdotool") is not None


class Hand:
    """Every method is a run of steps: `yield from hand.press(button)`.

    Places are points of the screen, which has one pixel to each of Qt's.
    """

    def press(self, widget: QWidget, place: QPoint | None = None) -> Steps:
        """Click a widget, or a point of it, once it can be seen and used."""
        yield Wait(lambda: widget.isVisible() and widget.isEnabled(), f"{_name(widget)} to press")
        inside = place or widget.rect().center()
        yield from self.bring_into_sight(widget, inside)
        yield from self.click(widget.mapToGlobal(inside))
        return ""

    def click(self, at: QPoint, times: int = 1, holding: str = "") -> Steps:
        """Click here, with a key of the keyboard held where one is named."""
        held = (("keydown", holding), ("keyup", holding)) if holding else ((), ())
        once = ("mousedown", _LEFT, *_TREMBLE, *_TREMBLE_BACK, "mouseup", _LEFT, "sleep", "0.05")
        yield from self._do(*_to(at), *held[0], *(once * times), *held[1])
        return ""

    def point(self, at: QPoint) -> Steps:
        """Only go there."""
        yield from self._do(*_to(at))
        return ""

    def drag(self, begin: QPoint, end: QPoint) -> Steps:
        """Press here, go there in steps, let go."""
        way = end - begin
        stops = [begin + way * part / 8 for part in range(1, 9)]
        moves = [each for stop in stops for each in (*_to(stop), "sleep", "0.02")]
        yield from self._do(*_to(begin), "mousedown", _LEFT, *moves, "mouseup", _LEFT)
        return ""

    def wheel(self, at: QPoint, notches: int) -> Steps:
        """Turn the wheel over this place, down by so many notches, or up."""
        turn = ("click", _WHEEL_DOWN if notches > 0 else _WHEEL_UP)
        yield from self._do(*_to(at), *(turn * abs(notches)))
        return ""

    def key(self, *keys: str) -> Steps:
        """Press keys one after the other, each as `ctrl+m` names it."""
        yield from self._do("key", "--delay", "40", "--clearmodifiers", *keys)
        return ""

    def write(self, text: str) -> Steps:
        """Type it where the keyboard is."""
        yield from self._do("type", "--delay", "25", "--", text)
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
        tool = shutil.which("xdotool")
        assert tool is not None
        running = subprocess.Popen([tool, *arguments], stderr=subprocess.DEVNULL)
        yield Wait(lambda: running.poll() is not None, f"xdotool {arguments[0]}", 30.0)
        assert running.returncode == 0, f"xdotool {arguments[0]} ended with {running.returncode}"
        return ""


def _to(at: QPoint) -> tuple[str, ...]:
    return ("mousemove", str(at.x()), str(at.y()), "sleep", "0.04")


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
