"""The states of the window that are pictured; each is a function that brings a stage into it."""

from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel

from aurity_desktop.application.health.health import Check, Health, LiveFigures
from aurity_desktop.application.library.export_choice import ExportWay
from aurity_desktop.application.privacy.privacy_figures import PrivacyFigures
from aurity_desktop.application.recording.recording import Notice, NoticeKind, RecordingState
from aurity_desktop.application.recording.sound_import import ImportState, SoundImport
from aurity_desktop.application.recording.watched_folder import WatchState
from aurity_desktop.domain.audio import Counters, Level, Span, SpanKind
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.capture import Checked, Interrupted, Interruption
from aurity_desktop.domain.consent import ConsentAnswer
from aurity_desktop.domain.error_lines import error_line
from aurity_desktop.domain.errors import ModelMissing, NotAudio
from aurity_desktop.domain.jobs import JobKind, JobState, JobStep, Percentiles, QueueFigures
from aurity_desktop.domain.microphone_report import MicrophoneFault, MicrophoneReport
from aurity_desktop.domain.patients import Patient
from aurity_desktop.domain.playback import Positioned
from aurity_desktop.domain.retention import Expiry, Hold, Outlook
from aurity_desktop.ui.settings.settings_page import Section
from aurity_desktop.ui.widgets.reading import ROW_ROLE
from tests.fakes.window import SearchHit, job_of, plan_of, summary_of
from tests.note.examples import TALK as NOTED
from tests.note.examples import UNCLEAR
from tests.ui.gallery.consultations import TALK
from tests.ui.gallery.settling import settle


def idle(stage):
    pass


def recording(stage):
    stage.record()


def asked(stage):
    """Beside the live text: what is denied, and what was asked and is not answered yet."""
    stage.controller.begin(plan_of("session_20260102_030405", language=stage.language))
    spanish = stage.language == "es"
    said = (
        ("¿Ha tenido fiebre?", "No, doctora.", "Tome paracetamol 500 mg.", "¿Y tos?")
        if spanish
        else ("Any fever?", "No, doctor.", "Take ibuprofen 400 mg.", "And any cough?")
    )
    for number, text in enumerate(said):
        stage.controller.say(number, text)


def noting(stage):
    """A note that stands in the live text, one that is written, and a word that was corrected."""
    stage.record()
    stage.library.put(summary_of(plan_of("session_20260102_030405")))
    recorder = stage.window.pages.recorder
    word = recorder.live.model.index(0).data(ROW_ROLE).spoken[2]
    recorder.live.correction_asked.emit(word, word.text.upper())
    note = "Marido presente; preguntar a solas" if stage.language == "es" else "Ask again alone"
    stage.library.set_bookmark("session_20260102_030405", Bookmark("b1", 7 * 16_000, note))
    stage.controller.counters = Counters(25 * 16_000, 25 * 16_000, 0)
    recorder.mark()
    recorder.notes.field.insert("EVA 7/10" if stage.language == "es" else "Pain 7/10")


def replacing(stage):
    """What is found in a transcript, and what is to be written instead."""
    library(stage)
    panel = stage.window.pages.library.transcript
    panel.find_text(replacing=True)
    panel.find_bar.field.setText("dolor" if stage.language == "es" else "head")
    panel.find_bar.replacement.setText("cefalea" if stage.language == "es" else "headache")


def patient(stage):
    """Whom a session is about, beside its turns, with the last visit."""
    about = Patient("p1", "Guadalupe Martínez", "MX-2041", "1961-07-14")
    for number in (5, 2, 0):
        stage.library.assign_patient(f"session_20260102_03040{number}", about)
    library(stage)
    stage.window.pages.library.transcript.patients.open()


def annotated(stage):
    """Notes among the turns of a finished session."""
    note = "Marido presente; preguntar a solas" if stage.language == "es" else "Ask again alone"
    for number, (second, text) in enumerate(((9, note), (21, ""))):
        bookmark = Bookmark(f"b{number}", second * 16_000, text)
        stage.library.set_bookmark("session_20260102_030405", bookmark)
    library(stage)


def paused(stage):
    stage.record()
    stage.controller.span_recorded.emit(Span(SpanKind.OFF_THE_RECORD, 25 * 16_000, 34.0))
    stage.controller.enter(RecordingState.PAUSED)


def off_the_record(stage):
    stage.record()
    stage.controller.enter(RecordingState.OFF_THE_RECORD)


def setup_open(stage):
    stage.window.pages.recorder.setup.set_open(True)


def nothing_captured(stage):
    stage.record()
    stage.window.pages.show_page(1)
    stage.controller.enter(RecordingState.INTERRUPTED)
    stage.controller.notice_raised.emit(Notice(NoticeKind.NOTHING_CAPTURED))


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


def importing(stage):
    """One is transcribed, one was stopped, one cannot be read, one waits; somebody records."""
    stage.record()
    session_id = "session_20260102_030405"
    names = ("Consulta García 2026-11-28.m4a", "dictado.wav", "notas.mp3", "reunión.mp4")
    transcribed, stopped, bad, waiting = (Path(name) for name in names)
    stage.imports.show(
        SoundImport(
            1,
            transcribed,
            ImportState.TRANSCRIBING,
            session_id,
            transcribed=0.5,
            eta_seconds=340.0,
        ),
        SoundImport(2, stopped, ImportState.STOPPED, session_id, seconds=549.0, of_seconds=1069.0),
        SoundImport(3, bad, ImportState.FAILED, error=NotAudio(bad, "no sound")),
        SoundImport(4, waiting),
    )


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
    stage.window.pages.library.list.setCurrentIndex(stage.window.pages.library.shelf.model.index(1))


def searching(stage):
    text = TALK[stage.language][3][1]
    at = text.index("paracetamol")
    stage.library.hits = [
        SearchHit("session_20260102_030405", 22.0, 30.0, "SPEAKER_01", text, ((at, at + 11),)),
        SearchHit("session_20260102_030402", 412.0, 419.0, "SPEAKER_00", text[at:], ((0, 11),)),
    ]
    stage.window.pages.show_page(1)
    stage.window.pages.library.search.setText("paracetamol")
    stage.window.pages.library.shelf.fill()


def found(stage):
    searching(stage)
    page = stage.window.pages.library
    page.list.setCurrentIndex(page.shelf.model.index(1))


def several(stage):
    stage.window.pages.show_page(1)
    page = stage.window.pages.library
    page.list.selectAll()
    page.chosen_actions.ask_for_erasure()


def joining(stage):
    """Two sessions are chosen, and it is said what becomes of them."""
    stage.window.pages.show_page(1)
    page = stage.window.pages.library
    flag = QItemSelectionModel.SelectionFlag
    for number in (5, 2):
        place = page.shelf.model.place_of(f"session_20260102_03040{number}")
        page.list.selectionModel().setCurrentIndex(place, flag.Select)
    page.many.ask_for_joining()


def one_patient(stage):
    """Every session of one patient, which are all to be erased."""
    about = Patient("p1", "Guadalupe Martínez", "MX-2041", "1961-07-14")
    for number in (5, 2, 0):
        stage.library.assign_patient(f"session_20260102_03040{number}", about)
    stage.window.pages.show_page(1)
    page = stage.window.pages.library
    page.shelf.patient.completer.chosen.emit(about)
    page.shelf.patient.erase_button.click()


def titling(stage):
    library(stage)
    stage.window.pages.change_title()


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
    panel.buttons[ExportWay.MORE].click()
    panel.details.names.click()
    panel.details.protect.click()
    panel.details.first.setText("un perro")


def exporting_in_one_press(stage):
    library(stage)
    stage.window.pages.library.transcript.ask_for_export()


def print_preview(stage):
    exporting_in_one_press(stage)
    stage.window.pages.library.transcript.export.buttons[ExportWay.PRINT].click()


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


def _section(section):
    def shown(stage):
        settings(stage)
        stage.window.pages.settings.button(section).click()

    shown.__name__ = f"settings_{section.name.lower()}"
    return shown


SECTIONS = tuple(map(_section, (each for each in Section if each is not Section.PRIVACY)))


def settings_privacy(stage):
    sessions = [stage.library.session(f"session_20260102_03040{number}") for number in range(3)]
    now = datetime.now().astimezone()
    expiries = tuple(Expiry(each, now - timedelta(days=1)) for each in sessions)
    hold = Hold("session_20260102_030405", "Queja 7/2026", now, "ana")
    stage.privacy.outlooks[365] = Outlook(365, expiries, (hold,), now)
    settings(stage)
    stage.window.pages.settings.button(Section.PRIVACY).click()
    card = stage.window.pages.privacy
    card.retention.keep.setCurrentIndex(card.retention.keep.findData(365))
    card.retention.keep.activated.emit(0)
    card.lock.change_button.click()
    area = stage.window.pages.currentWidget()
    settle()
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
            free_bytes=131_400_000_000,
        )
    )


def watching(stage):
    """A folder is watched, and is away."""
    stage.window._preferences.change(watch_folder="/media/ana/GRABADORA/consultas")
    stage.window.pages.show_section(Section.RECORDING)
    stage.watched.enter(WatchState.AWAY)


def global_keys(stage):
    """Keys are chosen, and this system lets nobody have any."""
    stage.window._preferences.change(record_shortcut="Ctrl+Shift+F9")
    stage.window.pages.show_section(Section.SHORTCUTS)


def jobs(stage):
    """One is worked on, one waits, one failed; and all are paused."""
    stage.window.pages.show_page(3)
    ids = [f"session_20260102_03040{number}" for number in (5, 2, 4, 1)]
    stage.watcher.show(
        job_of(ids[1], job_id="2", state=JobState.PENDING, priority=-10),
        job_of(ids[2], job_id="3", kind=JobKind.DIARIZE, state=JobState.PENDING),
        job_of(ids[0], job_id="1", progress_percent=42.0, eta_seconds=130.0, step="transcribe"),
        job_of(
            ids[3],
            job_id="4",
            state=JobState.FAILED,
            error_line=error_line(ModelMissing("whisper-small")),
        ),
    )


def jobs_paused(stage):
    jobs(stage)
    stage.watcher.pause_all()


def health_details(stage):
    health(stage)
    stage.window.pages.health.details_button.click()


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
    stage.window.pages.library.transcript.turns.correct(3)


def clinical_note(stage):
    """The note of a session beside it, partly decided, with the keyboard at a suggestion."""
    session_id = "session_20260102_030405"
    stage.library.sounds[session_id] = Path("final.wav")
    stage.library.findings[session_id] = (*NOTED[:2], UNCLEAR, *NOTED[2:])
    library(stage)
    transcript = stage.window.pages.library.transcript
    transcript.notes.toggle()
    note = transcript.note
    note.desk.write("patient", "María Martínez Ruiz")
    note.desk.write("diagnoses", "G43.9 Migraña, no especificada")
    for place in (0, 1):
        note.desk.confirm([NOTED[place].finding_id])
    note.desk.reject(NOTED[2].finding_id)
    note.view.go_to_open()


def signed_note(stage):
    clinical_note(stage)
    note = stage.window.pages.library.transcript.note
    note.desk.write("author", "Dra. Ana Núñez")
    note.desk.sign()


def rule_offered(stage):
    """The same correction was made for the second time."""
    hearing(stage)
    stage.dictionary.teaches = stage.dictionary.kept[0]
    transcript = stage.window.pages.library.transcript
    transcript.corrections.corrected.emit("e", "para cetamol", "paracetamol")


def no_microphone(stage):
    stage.devices.devices_changed.emit([])


def no_model(stage):
    pass


STATES = (
    idle,
    recording,
    asked,
    noting,
    paused,
    off_the_record,
    setup_open,
    nothing_captured,
    amber,
    closing,
    importing,
    finishing,
    finished,
    renaming,
    library,
    searching,
    found,
    several,
    joining,
    one_patient,
    titling,
    unfinished,
    checking,
    checked,
    hearing,
    correcting,
    clinical_note,
    signed_note,
    annotated,
    patient,
    replacing,
    rule_offered,
    consent,
    consent_first,
    agreed,
    withdrawing,
    withdrawn,
    held,
    erasing,
    exporting,
    exporting_in_one_press,
    print_preview,
    locked,
    locked_recording,
    *SECTIONS,
    settings_privacy,
    health,
    watching,
    global_keys,
    jobs,
    jobs_paused,
    health_details,
    no_microphone,
    no_model,
)
