"""The hands of a person at an X11 screen: a pointer that trembles, and keys, by xdotool."""

from __future__ import annotations

import random
import shutil
from collections import deque

from PySide6.QtCore import QObject, QPoint, QProcess, QRect
from PySide6.QtWidgets import QWidget

#: Seconds: a pointer's way across the window, a press, the reading of a word, the choice of a key,
#: and between two letters.
_WAY, _PRESS, _A_WORD, _A_KEY, _A_LETTER = 0.4, 0.08, 0.25, 0.3, 0.16
_STEPS = 10


class Hands(QObject):
    """Does one thing after the other, in the order in which they are asked for; never waits.

    `moving` is True until the last of them is done. Raises RuntimeError without xdotool.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        tool = shutil.which("xdotool")
        if tool is None:
            raise RuntimeError("xdotool is not installed")
        self._asked: deque[list[str]] = deque()
        self._at = QPoint(20, 20)
        self._tremor = random.Random(1)
        self._process = QProcess(self)
        self._process.setProgram(tool)
        self._process.finished.connect(self._next)

    @property
    def moving(self) -> bool:
        """Whether something that was asked for is not done yet."""
        return bool(self._asked) or self._process.state() is not QProcess.ProcessState.NotRunning

    def read(self, text: str) -> None:
        """As long as somebody needs to read this and to decide."""
        self._do("sleep", f"{_A_KEY + _A_WORD * len(text.split()):.2f}")

    def press(self, *keys: str) -> None:
        """Keys, as xdotool calls them, one after the other."""
        for key in keys:
            self._do("sleep", f"{_A_KEY}", "key", key)

    def write(self, text: str) -> None:
        """Letter by letter."""
        self._do("type", "--delay", f"{_A_LETTER * 1000:.0f}", text)

    def click(self, widget: QWidget, place: QRect | None = None) -> None:
        """In the middle of a widget, or of a place of it."""
        self._do(*self._way_to(_middle(widget, place)), *self._pressing())

    def click_at(self, widget: QWidget, point: QPoint) -> None:
        """On a point of a widget."""
        self._do(*self._way_to(widget.mapToGlobal(point)), *self._pressing())

    def drag(self, widget: QWidget, begin: QPoint, other: QWidget, end: QPoint) -> None:
        """From a point of one widget to a point of another, with the button held."""
        there, hold = self._way_to(widget.mapToGlobal(begin)), f"{_PRESS}"
        self._do(*there, "mousedown", "1", "sleep", hold)
        self._do(*self._way_to(other.mapToGlobal(end)), "sleep", "0.2", "mouseup", "1")

    def _way_to(self, goal: QPoint) -> list[str]:
        begin, self._at = self._at, goal
        way: list[str] = []
        for step in range(1, _STEPS + 1):
            shake = QPoint(self._tremor.randint(-2, 2), self._tremor.randint(-2, 2))
            on_way = begin + (goal - begin) * (step / _STEPS)
            point = on_way + shake if step < _STEPS else goal
            way += ["mousemove", f"{point.x()}", f"{point.y()}", "sleep", f"{_WAY / _STEPS}"]
        return way

    def _pressing(self) -> list[str]:
        """Down, a pixel aside, up: no hand holds still."""
        aside = ["mousemove_relative", "--", f"{self._tremor.choice((-1, 1))}", "1"]
        return ["mousedown", "1", *aside, "sleep", f"{_PRESS}", "mouseup", "1"]

    def _do(self, *commands: str) -> None:
        self._asked.append(list(commands))
        if self._process.state() is QProcess.ProcessState.NotRunning:
            self._next()

    def _next(self) -> None:
        if self._asked:
            self._process.setArguments(self._asked.popleft())
            self._process.start()


def _middle(widget: QWidget, place: QRect | None) -> QPoint:
    return widget.mapToGlobal((place or widget.rect()).center())
