"""The composition root of the window: what it is made of, how it starts, and how it ends."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.application.finalizing.speaker_runs import SpeakerRuns
from aurity_desktop.application.health.health_check import HealthCheck
from aurity_desktop.application.installing.model_offers import model_offers
from aurity_desktop.application.installing.window_installation import WindowInstallation
from aurity_desktop.application.library.changes import Changes
from aurity_desktop.application.library.export_command import ExportCommand
from aurity_desktop.application.library.heard_write import HeardWrite
from aurity_desktop.application.library.join_command import JoinCommand
from aurity_desktop.application.library.library import Library
from aurity_desktop.application.library.note_book import NoteBook
from aurity_desktop.application.library.player import Player
from aurity_desktop.application.live.live_findings import LiveFindings
from aurity_desktop.application.live.live_transcription import LiveTranscription
from aurity_desktop.application.measuring.measured_models import measured_models
from aurity_desktop.application.measuring.window_measurement import WindowMeasurement
from aurity_desktop.application.microphones.device_scanner import DeviceScanner
from aurity_desktop.application.microphones.microphone_check import MicrophoneCheck
from aurity_desktop.application.microphones.microphone_level import MicrophoneLevel
from aurity_desktop.application.privacy.lock_memory import LockMemory
from aurity_desktop.application.privacy.session_privacy import SessionPrivacy
from aurity_desktop.application.privacy.vault_controller import VaultController
from aurity_desktop.application.privacy.window_lock import WindowLock
from aurity_desktop.application.program import Program
from aurity_desktop.application.recording.alarm import Alarm
from aurity_desktop.application.recording.background_recovery import BackgroundRecovery
from aurity_desktop.application.recording.battery_watch import BatteryWatch
from aurity_desktop.application.recording.import_queue import ImportQueue
from aurity_desktop.application.recording.recorder_process import RecorderProcess
from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.application.recording.recording_edits import RecordingEdits
from aurity_desktop.application.recording.session_controller import SessionController
from aurity_desktop.application.recording.session_recovery import SessionRecovery
from aurity_desktop.application.recording.sleep_pause import SleepPause
from aurity_desktop.application.recording.watched_folder import WatchedFolder, watched_request
from aurity_desktop.application.voice.window_enrolment import WindowEnrolment
from aurity_desktop.application.worker.job_watcher import JobWatcher
from aurity_desktop.application.worker.worker_process import WorkerProcess
from aurity_desktop.domain.errors import ModelMissing
from aurity_desktop.domain.ports import Queue
from aurity_desktop.models.manifest import ModelRole
from aurity_desktop.runtime.resources import bundled_licences_folder, resources_folder
from aurity_desktop.runtime.settings import SettingsKeeper
from aurity_desktop.runtime.thread_pools import share_one_heap
from aurity_desktop.ui.language.translation import Languages
from aurity_desktop.ui.services import Services
from aurity_desktop.ui.settings.about_card import About
from aurity_desktop.ui.settings.preferences import Preferences
from aurity_desktop.ui.shell.collector import Collector
from aurity_desktop.ui.shell.main_window import MainWindow
from aurity_desktop.ui.shell.single_instance import SingleInstance
from aurity_desktop.ui.widgets.clipboard import ClipboardHints
from aurity_desktop.ui.widgets.file_dialog import keep_no_dialog_state
from aurity_desktop.ui.widgets.theme import Appearance
from aurity_desktop.ui.widgets.time_text import local_now

#: The model is loaded once the window stands there, so that it does not delay it; the worker comes
#: later still, since a recording that is begun at once needs both processors for its recorder and
#: the model.
_AFTER_THE_FIRST_PAINT_MS = 300
_WORKER_AFTER_MS = 2_500

#: After so long a thread that computes in Python lets another one on. Python's own 5 ms are waited
#: at every file that the GUI thread looks for and every query: together they were seen as stalls.
_SWITCH_SECONDS = 0.001


@dataclass(frozen=True)
class WindowProgram:
    """The window and what works behind it.

    `close` is the orderly end: seal, drain, end the children, wait.
    """

    window: MainWindow
    services: Services
    recorder: RecorderProcess
    live: LiveTranscription
    worker: WorkerProcess
    queue: Queue

    @property
    def controller(self) -> SessionController:
        """Starts and stops recordings."""
        return self.services.controller

    @property
    def watcher(self) -> JobWatcher:
        """Tells of the worker's jobs."""
        return self.services.watcher

    def warm_up(self) -> None:
        """Load the speech model on its own thread and the recorder, and later start the worker.

        The worker takes up what was left undone.
        """
        self.recorder.stand_by()
        self.live.warm("", ())
        QTimer.singleShot(_WORKER_AFTER_MS, self.window, self._start_worker)

    def _start_worker(self) -> None:
        if self.services.vault.is_open:
            self.worker.start()
        else:
            self.services.vault.opened.connect(self.worker.start)
        self.services.vault.encrypted.connect(self.worker.renew)

    def close(self) -> None:
        """Seal, drain, end the children and wait for them. Called once, on the GUI thread."""
        self.services.edits.close()
        self.controller.close()
        self.services.watched.close()
        self.services.imports.close()
        self.watcher.stop()
        self.services.off_thread.close()
        self.services.live_findings.close()
        self.services.recovery.close()
        self.services.privacy.close()
        self.services.lock.close()
        self.services.vault.close()
        self.services.player.end()
        self.services.alarm.close()
        self.services.level.end()
        self.services.microphone_check.end()
        self.services.voice.end()
        self.services.measurement.end()
        self.services.installation.end()
        self.services.health.close()
        self.worker.close()
        self.queue.close()


def build_window(program: Program, application: QApplication) -> WindowProgram:
    """Everything but the event loop. Raises AurityError when the data folder cannot be used."""
    resources = resources_folder()
    languages = Languages(application, resources / "i18n", application)
    languages.use(program.settings.interface_language)
    appearance = Appearance(application, resources, application)
    queue = program.queue()
    recorder = RecorderProcess(program.command, application, program.vault.handed)
    live = LiveTranscription(
        program.live_transcriber,
        program.slice_reader,
        program.ledger,
        application,
        names=program.live_names,
    )
    controller = SessionController(program, recorder, live, application)
    SleepPause(controller, application)
    watcher = JobWatcher(queue, application)
    imports = ImportQueue(
        program,
        RecorderProcess(program.command, application, program.vault.handed),
        watcher,
        lambda: controller.state is not RecordingState.IDLE,
        application,
    )
    preferences = Preferences(
        program.settings, SettingsKeeper(program.paths.settings, program.settings).keep, application
    )
    watched = WatchedFolder(
        program,
        imports,
        lambda: controller.state is not RecordingState.IDLE,
        lambda path: watched_request(path, preferences.settings),
        application,
    )
    library, off_thread = Library(program), OffThread(application)
    services = Services(
        controller,
        RecordingEdits(controller, library, OffThread(application), application),
        imports,
        watched,
        library,
        NoteBook.of(program),
        LiveFindings(OffThread(application), application),
        HeardWrite(program, library),
        off_thread,
        DeviceScanner(program.command, application),
        ExportCommand(program.command, application, program.vault.handed),
        JoinCommand(program.command, application, program.vault.handed),
        watcher,
        BackgroundRecovery(SessionRecovery(program), application),
        HealthCheck(program.command, application, program.vault.handed),
        SpeakerRuns(program),
        Changes.of(program),
        Player(program.command, application, program.vault.handed),
        MicrophoneCheck(program.command, application, program.vault.handed),
        WindowEnrolment(program.command, application, program.vault.handed),
        WindowMeasurement(program.command, partial(measured_models, program), application),
        WindowInstallation(program.command, partial(model_offers, program), application),
        SessionPrivacy(program, application),
        WindowLock(program.vault, application, memory=LockMemory(program.paths.window_lock)),
        VaultController(program, application),
        Alarm(
            controller,
            Player(program.command, application, program.vault.handed),
            resources / "sounds" / "alarm.wav",
            application,
        ),
        MicrophoneLevel(program.command, application),
        BatteryWatch(controller, off_thread, parent=application),
        local_now,
    )
    window = MainWindow(
        services,
        appearance,
        languages,
        preferences,
        [
            model.name
            for model in program.models.manifest.of_role(ModelRole.WHISPER)
            if program.models.is_installed(model.name)
        ],
        partial(_require_live_model, program),
        QSettings(str(program.paths.data / "window.ini"), QSettings.Format.IniFormat),
        About(program.paths.data, bundled_licences_folder()),
    )
    services.installation.installed.connect(partial(_load_installed, program, live))
    worker = WorkerProcess(program.command, queue, keys=program.vault.handed, parent=application)
    return WindowProgram(window, services, recorder, live, worker, queue)


def _require_live_model(program: Program) -> None:
    """See that the live text's model is there, by name and size. Raises ModelMissing.

    Hashing it would hold the window up. A damaged one is found when the live text loads it, on a
    thread of its own.
    """
    if not program.models.is_installed(program.settings.live_model):
        raise ModelMissing(program.settings.live_model)


def _load_installed(program: Program, live: LiveTranscription, model: str) -> None:
    """What live text needs has just been installed: it need not wait for the next start."""
    if model == program.settings.live_model:
        live.warm("", ())


def run_window(program: Program, on_built: Callable[[WindowProgram], object] | None = None) -> int:
    """Open the window and stay until it is closed.

    A second start raises the first one's window and ends with 0.

    `on_built` is called with the window and its services before it is shown.
    """
    share_one_heap()
    sys.setswitchinterval(_SWITCH_SECONDS)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Aurity")
    application.setDesktopFileName("aurity-desktop")
    keep_no_dialog_state()
    ClipboardHints(application.clipboard(), application)
    instance = SingleInstance(program.paths.data, application)
    if not instance.acquire():
        return 0
    collector = Collector(application)
    built = build_window(program, application)
    instance.raise_requested.connect(built.window.bring_forward)
    signal.signal(signal.SIGTERM, lambda *_: built.window.stop_and_close())
    signal.signal(signal.SIGINT, lambda *_: built.window.stop_and_close())
    awake = QTimer(application)  # lets Python see a signal while Qt waits
    awake.start(500)
    if on_built is not None:
        on_built(built)
    built.window.show()
    QTimer.singleShot(_AFTER_THE_FIRST_PAINT_MS, application, built.warm_up)
    try:
        return application.exec()
    finally:
        built.close()
        collector.close()
        instance.release()
