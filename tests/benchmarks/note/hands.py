"""The hands of a person at an X11 screen: a pointer that trembles, and keys, by xdotool."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QObject, QPoint, QProcess, QRect
from PySide6.QtWidgets import QWidget

from tests.benchmarks.xdotool import PERSON, Xdotool, program

#: Seconds: the reading of a word, the choice of a key.
_A_WORD, _A_KEY = 0.25, 0.3


class Hands(QObject):
    """Does one thing after the other, in the order in which they are asked for; never waits.

    `moving` is True until the last of them is done. Raises RuntimeError without xdotool.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        tool = program()
        if tool is None:
            raise RuntimeError("xdotool is not installed")
        self._asked: deque[list[str]] = deque()
        self._tool = Xdotool(PERSON)
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
            self._do("sleep", f"{_A_KEY}", *self._tool.keys(key))

    def write(self, text: str) -> None:
        """Letter by letter."""
        self._do(*self._tool.text(text))

    def click(self, widget: QWidget, place: QRect | None = None) -> None:
        """In the middle of a widget, or of a place of it."""
        self._do(*self._tool.click(_middle(widget, place)))

    def click_at(self, widget: QWidget, point: QPoint) -> None:
        """On a point of a widget."""
        self._do(*self._tool.click(widget.mapToGlobal(point)))

    def drag(self, widget: QWidget, begin: QPoint, other: QWidget, end: QPoint) -> None:
        """From a point of one widget to a point of another, with the button held."""
        self._do(*self._tool.drag(widget.mapToGlobal(begin), other.mapToGlobal(end)))

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
