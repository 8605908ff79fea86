"""What xdotool is told so that a pointer trembles over an X11 screen and keys are pressed."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass

from PySide6.QtCore import QPoint

#: A drag is seen as one only in several moves, and what is under it wants a moment before the end.
_DRAG_STEPS, _DRAG_SECONDS, _BEFORE_LETTING_GO = 8, 0.16, 0.2
_LEFT, _WHEEL_UP, _WHEEL_DOWN = "1", "4", "5"


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds of a pointer's way, in so many steps, of a press, and between two letters."""

    way: float
    steps: int
    press: float
    letter: float


#: As fast as a window follows.
QUICK = Pace(way=0.04, steps=1, press=0.05, letter=0.025)
#: As fast as a person who knows the window.
PERSON = Pace(way=0.4, steps=10, press=0.08, letter=0.16)


def program() -> str | None:
    """Where the Debian package xdotool has put it, None without it."""
    return shutil.which("xdotool")


class Xdotool:
    """Makes arguments for one run of it; remembers where it has left the pointer.

    Places are points of the screen as Qt counts them; on a screen that is drawn larger each is
    `pixels` wide.
    """

    def __init__(self, pace: Pace, pixels: float = 1.0) -> None:
        self._pace = pace
        self._pixels = pixels
        self._at = QPoint(20, 20)
        self._tremor = random.Random(1)

    def go(self, goal: QPoint) -> list[str]:
        """The pointer's way to a place."""
        return self._way(goal, self._pace.steps, self._pace.way)

    def click(self, at: QPoint, times: int = 1, holding: str = "") -> list[str]:
        """Press a place, with a key of the keyboard held where one is named."""
        down, up = (["keydown", holding], ["keyup", holding]) if holding else ([], [])
        presses = [each for _ in range(times) for each in self._press(at)]
        return [*self.go(at), *down, *presses, *up]

    def drag(self, begin: QPoint, end: QPoint) -> list[str]:
        """Press at a place, go to another one and let go there."""
        pace = self._pace
        there = [*self.go(begin), "mousedown", _LEFT, "sleep", f"{pace.press}"]
        way = self._way(end, max(_DRAG_STEPS, pace.steps), max(_DRAG_SECONDS, pace.way))
        return [*there, *way, "sleep", f"{_BEFORE_LETTING_GO}", "mouseup", _LEFT]

    def turn(self, at: QPoint, notches: int) -> list[str]:
        """The wheel over a place, down by so many notches, or up."""
        once = ["click", _WHEEL_DOWN if notches > 0 else _WHEEL_UP]
        return [*self.go(at), *(once * abs(notches))]

    @staticmethod
    def keys(*keys: str) -> list[str]:
        """Keys one after the other, each as `ctrl+m` names it."""
        return ["key", "--delay", "40", "--clearmodifiers", *keys]

    def text(self, text: str) -> list[str]:
        """Letter by letter; nothing can follow it in the same run."""
        return ["type", "--delay", f"{self._pace.letter * 1000:.0f}", "--", text]

    def _way(self, goal: QPoint, steps: int, seconds: float) -> list[str]:
        begin, self._at = self._at, goal
        way: list[str] = []
        for step in range(1, steps + 1):
            shake = QPoint(self._tremor.randint(-2, 2), self._tremor.randint(-2, 2))
            point = begin + (goal - begin) * (step / steps) + shake if step < steps else goal
            way += [*self._move(point), "sleep", f"{seconds / steps}"]
        return way

    def _press(self, at: QPoint) -> list[str]:
        """Down, a pixel aside, up: no hand holds still."""
        aside = ["mousemove_relative", "--", f"{self._tremor.choice((-1, 1))}", "1"]
        down = [*self._move(at), "mousedown", _LEFT, *aside]
        return [*down, "sleep", f"{self._pace.press}", "mouseup", _LEFT, "sleep", "0.05"]

    def _move(self, to: QPoint) -> list[str]:
        pixel = to * self._pixels
        return ["mousemove", f"{pixel.x()}", f"{pixel.y()}"]
