"""The composition root of the window: what it is made of, how it starts, and how it ends."""

from __future__ import annotations

import signal
import sys
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

from aurity_desktop.application.devices import DeviceScanner
from aurity_desktop.application.exporting import Exporter
from aurity_desktop.application.job_watcher import JobWatcher
from aurity_desktop.application.library import Library
from aurity_desktop.application.live_transcription import LiveTranscription
from aurity_desktop.application.program import Program
from aurity_desktop.application.recorder_process import RecorderProcess
from aurity_desktop.application.session_controller import SessionController
from aurity_desktop.application.worker_process import WorkerProcess
from aurity_desktop.domain.ports import Queue
from aurity_desktop.resources import resources_folder
from aurity_desktop.ui.main_window import MainWindow
from aurity_desktop.ui.single_instance import SingleInstance
from aurity_desktop.ui.theme import Appearance
from aurity_desktop.ui.translation import Languages

#: The model is loaded and the worker started once the window stands there, so that neither delays it.
_AFTER_THE_FIRST_PAINT_MS = 300


@dataclass(frozen=True)
class Desk:
    """The window and what works behind it. `close` is the orderly end: seal, drain, end the children, wait."""

    window: MainWindow
    controller: SessionController
    live: LiveTranscription
    watcher: JobWatcher
    worker: WorkerProcess
    queue: Queue

    def warm_up(self) -> None:
        """Load the speech model on its own thread and start the worker, which takes up what was left undone."""
        self.live.warm("", ())
        self.worker.start()

    def close(self) -> None:
        self.controller.close()
        self.watcher.stop()
        self.worker.close()
        self.queue.close()


def build_desk(program: Program, application: QApplication) -> Desk:
    """Everything but the event loop. Raises AurityError when the data folder cannot be used."""
    resources = resources_folder()
    languages = Languages(application, resources / "i18n", application)
    languages.use(program.settings.interface_language)
    appearance = Appearance(application, resources, application)
    appearance.use(program.settings.theme)
    queue = program.queue()
    recorder = RecorderProcess(program.command, application)
    live = LiveTranscription(
        program.live_transcriber, program.slice_reader, program.ledger, application
    )
    controller = SessionController(program, recorder, live, application)
    watcher = JobWatcher(queue, application)
    window = MainWindow(
        controller,
        Library(program),
        DeviceScanner(program.command, application),
        Exporter(program.command, application),
        watcher,
        appearance,
        program.settings,
        lambda: program.models.require(program.settings.live_model),
        QSettings(str(program.paths.data / "window.ini"), QSettings.Format.IniFormat),
    )
    worker = WorkerProcess(program.command, queue, parent=application)
    return Desk(window, controller, live, watcher, worker, queue)


def run_window(program: Program) -> int:
    """Open the window and stay until it is closed. A second start raises the first one's window and ends with 0."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Aurity")
    application.setDesktopFileName("aurity-desktop")
    instance = SingleInstance(program.paths.data, application)
    if not instance.acquire():
        return 0
    desk = build_desk(program, application)
    instance.raise_requested.connect(partial(_bring_forward, desk.window))
    signal.signal(signal.SIGTERM, lambda *_: desk.window.close())
    signal.signal(signal.SIGINT, lambda *_: desk.window.close())
    awake = QTimer(application)  # lets Python see a signal while Qt waits
    awake.start(500)
    desk.window.show()
    QTimer.singleShot(_AFTER_THE_FIRST_PAINT_MS, application, desk.warm_up)
    try:
        return application.exec()
    finally:
        desk.close()
        instance.release()


def _bring_forward(window: MainWindow) -> None:
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
