"""The composition root of the daily job: the real window, used by mouse alone or by keys alone.

    python -m tests.e2e.daily_job (mouse|keys) COMMAND THAT PLAYS THE TALK …

Record, talk, stop, say who is who, and a Word file in Documents. The last line of standard output
is a JSON object: the presses that it took after Stop's, the file, and what went wrong.
"""

import gc
import json
import subprocess
import sys
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from aurity_desktop.application.library.export_choice import ExportWay
from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.domain.jobs import JobState
from aurity_desktop.entrypoints.command_line import build
from aurity_desktop.entrypoints.window import run_window
from aurity_desktop.runtime.logs import start_logging
from aurity_desktop.runtime.offline import go_offline
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.runtime.thread_pools import share_processors

_LOOK_MS = 250
_CONTROL = Qt.KeyboardModifier.ControlModifier
_MOST_TABS = 200
_PATIENCE_SECONDS = 60.0


class Hand:
    """Presses what is in sight, and counts the presses."""

    def __init__(self, window):
        self.window = window
        self.presses = 0


class Mouse(Hand):
    """Every press is a click in the middle of a visible, enabled button."""

    def press(self, button, _keys=None):
        assert button.isVisible(), f"{button.text()!r} is out of sight"
        assert button.isEnabled(), f"{button.text()!r} cannot be pressed"
        self.presses += 1
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


class Keys(Hand):
    """A shortcut where there is one; otherwise Tab until the button has the keyboard, and Enter."""

    def press(self, button, keys=None):
        self.presses += 1
        if keys is not None:
            QTest.keyClick(self.window, keys, _CONTROL)
            return
        for _ in range(_MOST_TABS):
            if button.hasFocus():
                QTest.keyClick(button, Qt.Key.Key_Return)
                return
            QTest.keyClick(QApplication.focusWidget() or self.window, Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not come to {button.text()!r}")


class Clinician(QObject):
    """Does one thing after the other; each step waits for what the window shows."""

    def __init__(self, built, hand, play):
        super().__init__(built.window)
        self._built, self._play = built, play
        self._window, self._page = built.window, built.window.pages.recorder
        self._hand = hand(built.window)
        self._player = self._session = None
        self._after_stop = 0
        self.seen = {"presses": None, "file": "", "roles": [], "problems": []}
        if gc.isenabled():  # it would take widgets apart on the threads that decode
            self.seen["problems"].append("Python collects cycles on whatever thread makes objects")
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK_MS)
        self._looking.timeout.connect(self._look)
        built.controller.state_changed.connect(self._on_state)
        built.controller.failed.connect(self._on_failed)
        built.watcher.job_changed.connect(self._on_job)
        self._page.transcript.opened.connect(self._on_opened)
        built.services.exporter.exported.connect(self._on_exported)
        built.services.exporter.failed.connect(self._on_failed)
        QTimer.singleShot(_LOOK_MS, self, self._record)

    def _record(self):
        """Keys reach a window that is in front, which may take a moment on a busy machine."""
        if not self._window.isActiveWindow():
            self._window.activateWindow()
            QTimer.singleShot(_LOOK_MS, self, self._record)
            return
        self._hand.press(self._page.controls.record_button, Qt.Key.Key_R)

    def _on_state(self, state):
        if state is RecordingState.RECORDING and self._player is None:
            self._player = subprocess.Popen(self._play)
            self._looking.start()

    def _look(self):
        """Whether the talk is over."""
        if self._player.poll() is not None:
            self._looking.stop()
            self._session = self._built.controller.plan.session_id
            self._hand.press(self._page.controls.stop_button, Qt.Key.Key_T)
            self._after_stop = self._hand.presses

    def _on_opened(self, session_id):
        if session_id == self._session and self.seen["presses"] is None:
            self.seen["presses"] = 0
            QTimer.singleShot(0, self, self._finish)

    def _finish(self):
        try:
            self._say_who_is_who()
            self._export()
        except AssertionError as error:
            self._on_failed(error)

    def _say_who_is_who(self):
        """A guess is confirmed by one press; a voice without one gets its role by one."""
        bar = self._page.transcript.speakers_bar
        guessed = [chip for chip in bar.chips if chip.property("certainty") == "guess"]
        if guessed:
            self._hand.press(guessed[0])
        else:
            for place in range(2):  # the first is the doctor's button, the second the patient's
                self._hand.press(bar.role_buttons[place].buttons[place])
                _wait_until(lambda place=place: not bar.role_buttons[place].isVisible())
        _wait_until(lambda: all(each.property("certainty") == "known" for each in bar.chips))
        self.seen["roles"] = [chip.text().strip() for chip in bar.chips]

    def _export(self):
        transcript = self._page.transcript
        self._hand.press(transcript.head.export_button, Qt.Key.Key_E)
        _wait_until(transcript.export.isVisible)
        self._hand.press(transcript.export.buttons[ExportWay.WORD])

    def _on_exported(self, _session_id, path, _includes_pii):
        self.seen |= {"file": str(path), "presses": self._hand.presses - self._after_stop}
        self._leave()

    def _on_job(self, job):
        if job.session_id == self._session and job.ended and job.state is not JobState.COMPLETED:
            self._on_failed(job.error_message)

    def _on_failed(self, error):
        self.seen["problems"].append(str(error))
        QCoreApplication.exit(1)

    def _leave(self):
        QTimer.singleShot(_LOOK_MS, self._window, self._window.close)


def _wait_until(condition):
    """Let the window work until it shows what it was asked for. Raises AssertionError."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "the window does not show what it was asked for"
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, _LOOK_MS)


def main():
    """The exit code of the window."""
    go_offline()
    share_processors()
    program = build(Paths.from_environment())
    start_logging(program.paths.logs, "window")
    hand = {"mouse": Mouse, "keys": Keys}[sys.argv[1]]
    people = []
    code = run_window(program, lambda built: people.append(Clinician(built, hand, sys.argv[2:])))
    seen = people[0].seen if people else {"problems": ["there was no window"]}
    sys.stdout.write(json.dumps(seen) + "\n")
    return code or int(bool(seen["problems"]) or not Path(seen["file"]).is_file())


if __name__ == "__main__":
    sys.exit(main())
