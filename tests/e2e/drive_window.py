"""Drives the real window as a person would: press Record, wait while speech is played, press Stop, wait for the transcript.

Run as a process of its own by `test_the_window.py`, under a real or virtual display, with a microphone that hears what the test
plays. Prints one JSON object; screenshots go to the folder named first.
"""

import json
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from aurity_desktop.application.recording import RecordingState
from aurity_desktop.bootstrap import build
from aurity_desktop.domain.jobs import JobState
from aurity_desktop.logs import start_logging
from aurity_desktop.offline import go_offline
from aurity_desktop.paths import Paths
from aurity_desktop.window import build_desk


class Person(QObject):
    """Someone at the window. Each step waits for what the window shows, never for a time."""

    def __init__(self, application, desk, play, shots):
        super().__init__()
        self.application, self.desk, self.play, self.shots = application, desk, play, shots
        self.session_id = ""
        self.problems = []
        self.player = None
        desk.live.warmed.connect(self.press_record)
        desk.controller.state_changed.connect(self.on_state)
        desk.controller.session_started.connect(self.on_started)
        desk.controller.failed.connect(self.on_failed)
        desk.live.failed.connect(self.on_failed)
        desk.watcher.job_changed.connect(self.on_job)
        self.look = QTimer(self)
        self.look.setInterval(200)
        self.look.timeout.connect(self.on_look)

    @property
    def deck(self):
        return self.desk.window.recorder.deck

    def shoot(self, name):
        self.desk.window.grab().save(str(self.shots / f"{name}.png"))

    def press_record(self):
        self.shoot("idle")
        QTest.mouseClick(self.deck.record_button, Qt.MouseButton.LeftButton)

    def on_started(self, plan):
        self.session_id = plan.session_id

    def on_state(self, state):
        if state is RecordingState.RECORDING and self.player is None:
            self.desk.window.probe.reset()
            self.player = subprocess.Popen(self.play)
            self.look.start()

    def on_look(self):
        if self.player.poll() is None:
            return
        self.look.stop()
        self.shoot("recording")
        self.longest_stall = self.desk.window.probe.longest_ms
        QTest.mouseClick(self.deck.stop_button, Qt.MouseButton.LeftButton)

    def on_failed(self, error):
        self.problems.append(str(error))
        QCoreApplication.exit(1)

    def on_job(self, job):
        if job.session_id != self.session_id or not job.ended:
            return
        if job.state is not JobState.COMPLETED:
            self.problems.append(job.error_message)
        # The window takes the same signal; it has drawn the transcript once the queue of events is empty.
        QTimer.singleShot(0, self, self.finish)

    def finish(self):
        self.application.processEvents()
        self.shoot("transcript")
        QCoreApplication.exit(0 if not self.problems else 1)


def main():
    shots, *play = sys.argv[1:]
    go_offline()
    program = build(Paths.from_environment())
    start_logging(program.paths.logs, "window")
    application = QApplication(sys.argv[:1])
    desk = build_desk(program, application)
    person = Person(application, desk, play, Path(shots))
    desk.window.show()
    desk.warm_up()
    code = application.exec()
    desk.close()
    print(
        json.dumps(
            {
                "session_id": person.session_id,
                "problems": person.problems,
                "longest_stall_ms": person.longest_stall,
                "torch_in_the_window": "torch" in sys.modules and sys.modules["torch"] is not None,
            }
        )
    )
    return code


if __name__ == "__main__":
    sys.exit(main())
