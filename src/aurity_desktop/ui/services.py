"""Everything behind the window, handed to it in one piece by the composition root."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.application.finalizing.speaker_runs import SpeakerRuns
from aurity_desktop.application.health.health_check import HealthCheck
from aurity_desktop.application.installing.window_installation import WindowInstallation
from aurity_desktop.application.library.changes import Changes
from aurity_desktop.application.library.export_command import ExportCommand
from aurity_desktop.application.library.heard_write import HeardWrite
from aurity_desktop.application.library.join_command import JoinCommand
from aurity_desktop.application.library.library import Library
from aurity_desktop.application.library.note_book import NoteBook
from aurity_desktop.application.library.player import Player
from aurity_desktop.application.live.live_findings import LiveFindings
from aurity_desktop.application.measuring.window_measurement import WindowMeasurement
from aurity_desktop.application.microphones.device_scanner import DeviceScanner
from aurity_desktop.application.microphones.microphone_check import MicrophoneCheck
from aurity_desktop.application.microphones.microphone_level import MicrophoneLevel
from aurity_desktop.application.privacy.session_privacy import SessionPrivacy
from aurity_desktop.application.privacy.vault_controller import VaultController
from aurity_desktop.application.privacy.window_lock import WindowLock
from aurity_desktop.application.recording.alarm import Alarm
from aurity_desktop.application.recording.background_recovery import BackgroundRecovery
from aurity_desktop.application.recording.battery_watch import BatteryWatch
from aurity_desktop.application.recording.import_queue import ImportQueue
from aurity_desktop.application.recording.recording_edits import RecordingEdits
from aurity_desktop.application.recording.session_controller import SessionController
from aurity_desktop.application.recording.watched_folder import WatchedFolder
from aurity_desktop.application.voice.window_enrolment import WindowEnrolment
from aurity_desktop.application.worker.job_watcher import JobWatcher


@dataclass(frozen=True)
class Services:
    """The application layer as the window uses it; the composition root owns and ends all of it."""

    controller: SessionController
    edits: RecordingEdits
    imports: ImportQueue
    watched: WatchedFolder
    library: Library
    note_book: NoteBook
    live_findings: LiveFindings
    heard_write: HeardWrite
    off_thread: OffThread
    devices: DeviceScanner
    exporter: ExportCommand
    joining: JoinCommand
    watcher: JobWatcher
    recovery: BackgroundRecovery
    health: HealthCheck
    speaker_runs: SpeakerRuns
    changes: Changes
    player: Player
    microphone_check: MicrophoneCheck
    voice: WindowEnrolment
    measurement: WindowMeasurement
    installation: WindowInstallation
    privacy: SessionPrivacy
    lock: WindowLock
    vault: VaultController
    alarm: Alarm
    level: MicrophoneLevel
    battery: BatteryWatch
    now: Callable[[], datetime]
