"""The window on its stand-ins, with a library to show and a recording to play."""

from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.domain.audio import Counters, Device, Level
from aurity_desktop.domain.heard_write import rules_of
from aurity_desktop.domain.session import SessionState
from aurity_desktop.domain.speakers import SpeakerRole
from aurity_desktop.runtime.settings import Settings
from aurity_desktop.ui.settings.preferences import Preferences
from aurity_desktop.ui.shell.main_window import MainWindow
from tests.fakes.window import FakeServices, Segment, Speaker, plan_of, summary_of
from tests.ui.gallery.consultations import TALK


class Stage:
    """A window and its stand-ins, under the names of `Services`."""

    def __init__(self, appearance, languages, check_model=lambda: None):
        self.language = languages.current
        services = FakeServices()
        self.controller, self.library = services.controller, services.library
        self.imports, self.watched = services.imports, services.watched
        self.devices, self.watcher = services.devices, services.watcher
        self.recovery, self.health = services.recovery, services.health
        self.player, self.check = services.player, services.microphone_check
        self.privacy, self.lock = services.privacy, services.lock
        self.dictionary = services.heard_write
        self.dictionary.use(
            rules_of("para cetamol | paracetamos → paracetamol\nNuñez → Dra. Núñez")
        )
        self.fill_library()
        settings = Settings(
            interface_language=self.language,
            speech_language=self.language,
            theme=appearance.setting,
            vocabulary=("losartán", "metformina", "Dra. Ruiz"),
        )
        self.window = MainWindow(
            services,
            appearance,
            languages,
            Preferences(settings, lambda _: None),
            models=("whisper-base", "whisper-tiny.en"),
            check_model=check_model,
        )
        self.devices.devices_changed.emit(
            [
                Device("Jabra Speak 510", 3, 1, 16_000, is_default=True),
                Device("HD Webcam C270", 4, 2, 48_000),
                Device("Monitor of Built-in Audio", 5, 2, 48_000, is_loopback=True),
            ]
        )

    def fill_library(self):
        now = datetime.now().astimezone()
        states = (
            (SessionState.COMPLETED, 26, 412, 2),
            (SessionState.FAILED, 25, 1804, 0),
            (SessionState.COMPLETED, 3, 2210, 3),
            (SessionState.RECORDING, 1.5, 95, 0),
            (SessionState.FINALIZING, 0.6, 1260, 0),
            (SessionState.COMPLETED, 0.2, 754, 3),
        )
        for number, (state, hours, seconds, speakers) in enumerate(states):
            plan = plan_of(
                f"session_20260102_03040{number}",
                created_at=now - timedelta(hours=hours),
                title="Martínez, control" if number == 2 else "",
                source="Jabra Speak 510",
                language=self.language,
            )
            self.library.put(
                summary_of(plan, state, seconds, speakers), self.segments(), self.speakers()
            )

    def segments(self):
        segments = segments_of(TALK[self.language])
        segments[4] = replace(segments[4], overlapped=True)
        return segments

    def speakers(self):
        return [
            Speaker("SPEAKER_00", SpeakerRole.MEDICO, "Dra. Ruiz", 214.0),
            Speaker("SPEAKER_01", SpeakerRole.PACIENTE, "", 410.0),
            Speaker("SPEAKER_02", SpeakerRole.DESCONOCIDO, "", 31.0),
        ]

    def record(self):
        self.controller.begin(plan_of("session_20260102_030405"))
        number = 0
        for label, text in TALK[self.language][:4]:
            words = text.split()
            for first in range(0, len(words), 8):
                self.controller.say(number, " ".join(words[first : first + 8]))
                number += 1
            number += label == "SPEAKER_01"
        self.controller.say(number, "", " ".join(TALK[self.language][5][1].split()[:7]))
        rate = 16_000
        self.controller.counters_changed.emit(Counters(743 * rate, 743 * rate, 738 * rate))
        self.controller.level_measured.emit(Level(-22.0, -9.0))

    def close(self):
        """Take the window down, whatever is being recorded in it."""
        self.controller.state = RecordingState.IDLE
        self.imports.show()
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(self.window, QEvent.Type.DeferredDelete)


def segments_of(talk):
    """A segment for each (speaker's label, text), as long as it takes to say it."""
    segments, start = [], 0.0
    for label, text in talk:
        end = start + len(text) / 14
        segments.append(Segment(start, end, label, text, 0.93))
        start = end + 0.7
    return segments
