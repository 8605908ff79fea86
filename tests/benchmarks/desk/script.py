"""A scripted day: scenes one after the other, each of steps that wait for what the window shows."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 40
#: On a machine that has much else to do, too.
PATIENCE_SECONDS = 180.0
#: With work that nobody asks to be done within a time, such as a second pass or an encryption.
WORK_SECONDS = 1_800.0


@dataclass(frozen=True, slots=True)
class Wait:
    """The next step is taken once `until` is true; `what` says what was waited for in vain.

    `seconds` is how long, counted in looks: while the window or the whole day is stopped, and where
    it can seldom look, patience does not run out. 0.0: as long as for others.
    """

    until: Callable[[], object]
    what: str
    seconds: float = 0.0


#: What a scene does; its value is what is told beside "passed", "" for nothing.
Steps = Generator[Wait, None, str]


@dataclass(frozen=True, slots=True)
class Scene:
    """One use of a number of the issue."""

    number: str
    what: str
    steps: Callable[[], Steps]


@dataclass(frozen=True, slots=True)
class Played:
    """`problem` is "" for a scene that came to its end; `told` is what it measured."""

    number: str
    what: str
    problem: str = ""
    told: str = ""

    def line(self) -> str:
        """As it is printed."""
        verdict = "FAILED" if self.problem else "passed"
        told = self.problem or self.told
        return f"{self.number:6} {self.what:46} {verdict}" + (f"  {told}" if told else "")


class Day(QObject):
    """Plays scenes by a timer, never in a loop of its own: menus and dialogs have theirs.

    `after` is called with each scene when it has ended, `at_the_end` once. A scene that fails ends
    alone; those behind it are played all the same.
    """

    def __init__(
        self,
        scenes: Sequence[Scene],
        after: Callable[[Played], object],
        at_the_end: Callable[[], object],
        patience: float = PATIENCE_SECONDS,
        parent: QObject | None = None,
    ) -> None:
        """`patience` is that of a step that names none of its own, in seconds."""
        super().__init__(parent)
        self._patience = patience
        self._scenes = list(scenes)
        self._after, self._at_the_end = after, at_the_end
        self._steps: Steps | None = None
        self._wait: Wait | None = None
        self._looks_left = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        if not self._scenes:
            self._timer.stop()
            self._at_the_end()
            return
        if self._steps is None:
            self._steps = self._scenes[0].steps()
        try:
            if self._wait is None or self._wait.until():
                self._next()
            elif self._looks_left == 0:
                self._end(problem=f"never: {self._wait.what}")
            else:
                self._looks_left -= 1
        except StopIteration as end:
            self._end(told=end.value or "")
        except Exception as error:  # noqa: BLE001  # a scene fails alone
            self._end(problem=_told(error))

    def _next(self) -> None:
        assert self._steps is not None
        self._wait = next(self._steps)
        self._looks_left = round((self._wait.seconds or self._patience) * 1000 / _LOOK_MS)

    def _end(self, problem: str = "", told: str = "") -> None:
        scene = self._scenes.pop(0)
        self._steps = self._wait = None
        self._after(Played(scene.number, scene.what, problem, told))


def _told(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    place = frames[-1] if frames else None
    where = f" ({place.name}:{place.lineno})" if place is not None else ""
    return " ".join(f"{type(error).__name__}: {error}".split())[:300] + where
