"""Pictures of the window in its states, from scripted stand-ins, for a designer's eye.

    python -m tests.ui.gallery FOLDER [STATE …]

Every state in Spanish and English, light and dark; set QT_SCALE_FACTOR=2 for a magnified screen.
"""

import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from aurity_desktop.application.health.health import Check, Health, LiveFigures
from aurity_desktop.application.privacy.privacy_figures import PrivacyFigures
from aurity_desktop.application.privacy.retention import Outlook
from aurity_desktop.application.recording.recording import Notice, NoticeKind, RecordingState
from aurity_desktop.domain.audio import Counters, Device, Level, Span, SpanKind
from aurity_desktop.domain.capture import Checked, Interrupted, Interruption
from aurity_desktop.domain.consent import ConsentAnswer
from aurity_desktop.domain.errors import ModelMissing
from aurity_desktop.domain.jobs import JobState, JobStep, Percentiles, QueueFigures
from aurity_desktop.domain.microphone_report import MicrophoneFault, MicrophoneReport
from aurity_desktop.domain.playback import Positioned
from aurity_desktop.domain.retention import Expiry, Hold
from aurity_desktop.domain.session import SessionState
from aurity_desktop.domain.speakers import SpeakerRole
from aurity_desktop.runtime.resources import resources_folder
from aurity_desktop.runtime.settings import Settings
from aurity_desktop.ui.language.translation import Languages
from aurity_desktop.ui.settings.preferences import Preferences
from aurity_desktop.ui.shell.main_window import MainWindow
from aurity_desktop.ui.widgets.theme import Appearance
from tests.fakes.window import (
    FakeServices,
    SearchHit,
    Segment,
    Speaker,
    job_of,
    plan_of,
    summary_of,
)

TALK = {
    "es": (
        ("SPEAKER_00", "Buenos días, señora Martínez. Cuénteme, ¿qué la trae por aquí hoy?"),
        (
            "SPEAKER_01",
            (
                "Buenos días, doctora. Desde hace como dos semanas me duele mucho la cabeza, "
                "sobre todo en las mañanas, y a veces veo como lucecitas antes de que empiece."
            ),
        ),
        ("SPEAKER_00", "¿De qué lado le duele, y qué ha tomado para el dolor?"),
        (
            "SPEAKER_01",
            "Del lado derecho. Tomé paracetamol de 500 miligramos, pero casi no me hizo nada.",
        ),
        ("SPEAKER_02", "También ha tenido náuseas, doctora; el lunes no pudo ir a trabajar."),
        (
            "SPEAKER_00",
            "Entiendo. ¿Ha tenido fiebre, rigidez en el cuello o debilidad en un brazo o pierna?",
        ),
        ("SPEAKER_01", "No, nada de eso. Nada más el dolor y las náuseas."),
        (
            "SPEAKER_00",
            (
                "Bien. Su presión está en 118 sobre 76, eso es bueno. Vamos a hacer una "
                "exploración neurológica corta y después le explico qué pienso y qué opciones de "
                "tratamiento tenemos."
            ),
        ),
    ),
    "en": (
        ("SPEAKER_00", "Good morning, Mrs Martin. Tell me, what brings you in today?"),
        (
            "SPEAKER_01",
            (
                "Good morning, doctor. For about two weeks I have had these bad headaches, mostly "
                "in the mornings, and sometimes I see little lights before they start."
            ),
        ),
        ("SPEAKER_00", "Which side does it hurt on, and what have you taken for it?"),
        (
            "SPEAKER_01",
            "On the right. I took 500 milligrams of paracetamol, but it hardly did anything.",
        ),
        ("SPEAKER_02", "She has been sick as well, doctor; on Monday she could not go to work."),
        ("SPEAKER_00", "I see. Any fever, stiffness of the neck, or weakness in an arm or a leg?"),
        ("SPEAKER_01", "No, none of that. Only the pain and the nausea."),
        (
            "SPEAKER_00",
            (
                "Good. Your blood pressure is 118 over 76, that is fine. Let us do a short "
                "neurological examination, and then I will explain what I think and which "
                "treatments we can choose from."
            ),
        ),
    ),
}


class Stage:
    """A window with its stand-ins, and what can be played on it."""

    def __init__(self, appearance, languages, check_model=lambda: None):
        self.language = languages.current
        services = FakeServices()
        self.controller, self.library = services.controller, services.library
        self.devices, self.watcher = services.devices, services.watcher
        self.recovery, self.health = services.recovery, services.health
        self.player, self.check = services.player, services.microphone_check
        self.privacy, self.lock = services.privacy, services.lock
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
            )
            self.library.put(
                summary_of(plan, state, seconds, speakers), self.segments(), self.speakers()
            )

    def segments(self):
        segments, start = [], 0.0
        for number, (label, text) in enumerate(TALK[self.language]):
            end = start + len(text) / 14
            segments.append(Segment(start, end, label, text, 0.93, overlapped=number == 4))
            start = end + 0.7
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


def idle(stage):
    pass


def recording(stage):
    stage.record()


def paused(stage):
    stage.record()
    stage.controller.span_recorded.emit(Span(SpanKind.OFF_THE_RECORD, 25 * 16_000, 34.0))
    stage.controller.enter(RecordingState.PAUSED)


def amber(stage):
    stage.record()
    stage.controller.notice_raised.emit(Notice(NoticeKind.DISK_LOW, "1740000000"))
    stage.controller.enter(RecordingState.INTERRUPTED)
    stage.controller.interrupted.emit(
        Interrupted(Interruption.STREAM_ENDED, "Jabra Speak 510", 743 * 16_000)
    )


def closing(stage):
    stage.record()
    stage.window.close()


def finishing(stage):
    stage.record()
    job = job_of(progress_percent=42.0, eta_seconds=21.0, step="diarize")
    stage.controller.end(job)


def finished(stage):
    finishing(stage)
    stage.watcher.job_changed.emit(job_of(state=JobState.COMPLETED, progress_percent=100.0))


def renaming(stage):
    finished(stage)
    stage.window.pages.recorder.transcript.speakers_bar.edit("SPEAKER_02")


def library(stage):
    stage.window.pages.show_page(1)
    stage.watcher.job_changed.emit(
        job_of("session_20260102_030404", job_id="job-4", progress_percent=63.0)
    )
    stage.window.pages.library.open("session_20260102_030405")
    stage.window.pages.library.list.setCurrentIndex(stage.window.pages.library.model.index(0))


def searching(stage):
    text = TALK[stage.language][3][1]
    at = text.index("paracetamol")
    stage.library.hits = [
        SearchHit("session_20260102_030405", 22.0, 30.0, "SPEAKER_01", text, ((at, at + 11),)),
        SearchHit("session_20260102_030402", 412.0, 419.0, "SPEAKER_00", text[at:], ((0, 11),)),
    ]
    stage.window.pages.show_page(1)
    stage.window.pages.library.search.setText("paracetamol")
    stage.window.pages.library.fill()


def unfinished(stage):
    stage.window.pages.show_page(1)
    stage.recovery.unfinished_found.emit([stage.library.session("session_20260102_030403")])
    stage.window.pages.library.open("session_20260102_030403")


def consent(stage):
    line = stage.window.pages.recorder.controls.consent
    line.patient.click()
    line.read_button.click()


def consent_first(stage):
    stage.window.pages.recorder.ask_consent_first(True)
    stage.window.pages.recorder.record()


def agreed(stage):
    stage.window.pages.recorder.controls.consent.patient.click()
    stage.record()


def withdrawing(stage):
    agreed(stage)
    stage.window.pages.recorder.controls.consent.withdraw_button.click()


def withdrawn(stage):
    agreed(stage)
    stage.controller.enter(RecordingState.IDLE)
    stage.controller.consent_withdrawn.emit("session_20260102_030405")


def held(stage):
    hold = Hold("session_20260102_030405", "Queja 7/2026", datetime.now().astimezone(), "ana")
    stage.library.consents_and_holds["session_20260102_030405"] = (ConsentAnswer.GIVEN, hold)
    library(stage)
    stage.window.pages.library.transcript.head.menu.release.trigger()


def erasing(stage):
    library(stage)
    stage.window.pages.library.transcript.head.menu.erase.trigger()


def exporting(stage):
    library(stage)
    stage.window.pages.library.transcript.ask_for_export()
    panel = stage.window.pages.library.transcript.export
    panel.names.click()
    panel.protect.click()
    panel.first.setText("un perro")


def locked(stage):
    stage.lock.use_secret("something")
    stage.lock.lock()


def locked_recording(stage):
    stage.record()
    locked(stage)
    stage.lock.unlock("wrong")
    stage.controller.level_measured.emit(Level(-22.0, -9.0))


def settings(stage):
    stage.window.pages.show_page(2)


def settings_privacy(stage):
    sessions = [stage.library.session(f"session_20260102_03040{number}") for number in range(3)]
    now = datetime.now().astimezone()
    expiries = tuple(Expiry(each, now - timedelta(days=1)) for each in sessions)
    hold = Hold("session_20260102_030405", "Queja 7/2026", now, "ana")
    stage.privacy.outlooks[365] = Outlook(365, expiries, (hold,), now)
    settings(stage)
    card = stage.window.pages.privacy
    card.retention.keep.setCurrentIndex(card.retention.keep.findData(365))
    card.retention.keep.activated.emit(0)
    card.lock.change_button.click()
    area = stage.window.pages.currentWidget()
    settle(QApplication.instance())
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())


def health(stage):
    stage.window.pages.show_page(3)
    stage.health.examined.emit(
        Health(
            (
                Check("model whisper-base", True, "installed and intact"),
                Check("disk", True, "131.4 GB free"),
                Check("microphone", False, "none found", needed=False),
                Check("ledger", True, "6 sessions looked at"),
                Check("queue", True, "1 waiting, 0 failed"),
            ),
            LiveFigures(6, 2178, 99.9, 171.0, 322.0),
            QueueFigures(
                1,
                1,
                5,
                0,
                0,
                Percentiles(5, 0.2, 0.4, 0.4),
                Percentiles(5, 20, 41, 41),
                Percentiles(5, 0, 0, 1),
                {},
                {JobStep.TRANSCRIBE: 0.112, JobStep.DIARIZE: 0.027},
            ),
            PrivacyFigures(6, 4, 1, 365, 0, 0, "2027-03-03T09:00:00+00:00", 1),
        )
    )


def checking(stage):
    stage.window.pages.recorder.check_microphone()
    for _ in range(30):
        stage.check.level_measured.emit(Level(-24.0, -11.0))


def checked(stage):
    checking(stage)
    report = MicrophoneReport(
        5.0,
        -31.0,
        -0.1,
        -22.0,
        -51.0,
        12,
        60,
        -48.0,
        (MicrophoneFault.CLIPPING, MicrophoneFault.HUM),
    )
    stage.check.checked.emit(Checked(Path("check.wav"), report))


def hearing(stage):
    stage.library.sounds["session_20260102_030405"] = Path("final.wav")
    library(stage)
    stage.window.pages.library.transcript.player_bar.toggle()
    stage.player.moved.emit(Positioned(9.3, playing=True))


def correcting(stage):
    hearing(stage)
    stage.window.pages.library.transcript.correct(3)


def no_microphone(stage):
    stage.devices.devices_changed.emit([])


def no_model(stage):
    pass


STATES = (
    idle,
    recording,
    paused,
    amber,
    closing,
    finishing,
    finished,
    renaming,
    library,
    searching,
    unfinished,
    checking,
    checked,
    hearing,
    correcting,
    consent,
    consent_first,
    agreed,
    withdrawing,
    withdrawn,
    held,
    erasing,
    exporting,
    locked,
    locked_recording,
    settings,
    settings_privacy,
    health,
    no_microphone,
    no_model,
)


def _model_missing():
    raise ModelMissing("whisper-base")


def settle(application):
    for _ in range(20):
        application.processEvents()


def main(folder, wanted):
    application = QApplication.instance() or QApplication(sys.argv)
    resources = resources_folder()
    languages = Languages(application, resources / "i18n")
    appearance = Appearance(application, resources)
    folder.mkdir(parents=True, exist_ok=True)
    scale = float(os.environ.get("QT_SCALE_FACTOR", "1"))
    for language in ("es", "en"):
        languages.use(language)
        for theme in ("light", "dark"):
            appearance.use(theme)
            for state in STATES:
                if wanted and state.__name__ not in wanted:
                    continue
                check = _model_missing if state is no_model else (lambda: None)
                stage = Stage(appearance, languages, check)
                stage.window.resize(round(1180 / scale), round(760 / scale))
                stage.window.show()
                settle(application)
                state(stage)
                settle(application)
                name = f"{state.__name__}-{language}-{theme}-{round(scale * 100)}.png"
                stage.window.grab().save(str(folder / name))
                stage.controller.state = RecordingState.IDLE
                stage.window.close()
                stage.window.deleteLater()
                settle(application)


if __name__ == "__main__":
    main(Path(sys.argv[1]), set(sys.argv[2:]))
