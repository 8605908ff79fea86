"""Everything behind the window, handed to it in one piece by the composition root."""

from __future__ import annotations

from dataclasses import dataclass

from aurity_desktop.application.changes import Changes
from aurity_desktop.application.devices import DeviceScanner
from aurity_desktop.application.exporting import Exporter
from aurity_desktop.application.guard import Guard
from aurity_desktop.application.health_check import HealthCheck
from aurity_desktop.application.job_watcher import JobWatcher
from aurity_desktop.application.library import Library
from aurity_desktop.application.microphone_check import MicrophoneCheck
from aurity_desktop.application.off_thread import OffThread
from aurity_desktop.application.player import Player
from aurity_desktop.application.privacy import Privacy
from aurity_desktop.application.recovering import Recovering
from aurity_desktop.application.session_controller import SessionController
from aurity_desktop.application.speaker_runs import SpeakerRuns
from aurity_desktop.application.voice_enrolment import VoiceEnrolment
from aurity_desktop.application.window_lock import WindowLock


@dataclass(frozen=True)
class Backstage:
    controller: SessionController
    library: Library
    beside: OffThread
    devices: DeviceScanner
    exporter: Exporter
    watcher: JobWatcher
    recovering: Recovering
    health: HealthCheck
    speaker_runs: SpeakerRuns
    changes: Changes
    player: Player
    microphone_check: MicrophoneCheck
    voice: VoiceEnrolment
    privacy: Privacy
    lock: WindowLock
    guard: Guard
