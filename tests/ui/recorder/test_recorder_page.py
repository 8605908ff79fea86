"""Choosing, recording, and what the page says about it."""

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from aurity_desktop.application.library.export_choice import ExportChoice
from aurity_desktop.application.recording.recording import RecordingRequest, RecordingState
from aurity_desktop.domain.audio import Counters, Device, Level, SpanKind
from aurity_desktop.domain.error_lines import error_line
from aurity_desktop.domain.errors import DiskFull
from aurity_desktop.domain.jobs import JobState
from aurity_desktop.domain.session import SpeakerCount
from aurity_desktop.domain.speakers import Speaker, SpeakerRole
from aurity_desktop.runtime.settings import Settings
from aurity_desktop.ui.language.error_messages import error_text
from tests.fakes.window import FakeLibrary, Segment, job_of, plan_of, summary_of
from tests.ui.gallery.settling import settle

DEVICES = [
    Device("Built-in", 0, 2, 48_000, is_default=True),
    Device("USB headset", 3, 1, 16_000),
]


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_record_asks_for_what_was_chosen(stage, qtbot):
    stage.devices.devices_changed.emit(DEVICES)
    setup = stage.window.pages.recorder.setup
    setup.microphone.setCurrentIndex(2)
    setup.language.setCurrentIndex(setup.language.findData("es"))
    setup.people.setCurrentIndex(3)
    click(qtbot, stage.window.pages.recorder.controls.record_button)
    assert stage.controller.commands == [
        (
            "start",
            RecordingRequest(
                device="USB headset", language="es", speaker_count=SpeakerCount.exactly(3)
            ),
        )
    ]


def test_without_a_choice_everything_is_automatic(stage, qtbot):
    click(qtbot, stage.window.pages.recorder.controls.record_button)
    assert stage.controller.commands == [("start", RecordingRequest())]


def test_six_people_means_six_or_more(stage):
    setup = stage.window.pages.recorder.setup
    setup.people.setCurrentIndex(6)
    assert setup.speaker_count.minimum == 6
    assert setup.speaker_count.maximum > 6


def test_what_was_chosen_last_time_is_chosen_again(make_stage):
    stage = make_stage(
        settings=Settings(microphone="USB headset", speech_language="en", vocabulary=("losartán",))
    )
    assert stage.window.pages.recorder.setup.device == ""
    stage.devices.devices_changed.emit(DEVICES)
    assert stage.window.pages.recorder.setup.device == "USB headset"
    stage.window.pages.recorder.record()
    (_, request) = stage.controller.commands[0]
    assert (request.language, request.vocabulary) == ("en", ("losartán",))


def test_words_to_expect_this_time_come_after_those_of_always_and_only_once(make_stage):
    stage = make_stage(settings=Settings(interface_language="en", vocabulary=("losartán",)))
    setup = stage.window.pages.recorder.setup
    setup.words.setText("Dra. Ibáñez, , losartán ,tramadol")
    stage.window.pages.recorder.record()
    (_, request) = stage.controller.commands[0]
    assert request.vocabulary == ("losartán", "Dra. Ibáñez", "tramadol")
    stage.controller.begin(plan_of())
    assert not setup.words.isVisible()
    assert setup.words.text() == ""


def test_the_buttons_follow_the_recording(stage, qtbot):
    controls = stage.window.pages.recorder.controls
    assert controls.record_button.isVisible()
    assert not controls.stop_button.isVisible()
    stage.controller.begin(plan_of())
    assert not controls.record_button.isVisible()
    click(qtbot, controls.pause_button)
    stage.controller.enter(RecordingState.PAUSED)
    assert controls.pause_button.text() == "Resume"
    click(qtbot, controls.pause_button)
    stage.controller.enter(RecordingState.RECORDING)
    click(qtbot, controls.stop_button)
    assert stage.controller.commands == [("pause", SpanKind.PAUSE), ("resume",), ("stop",)]


def test_the_keyboard_stays_on_the_deck_through_a_recording(stage, qtbot):
    controls = stage.window.pages.recorder.controls
    controls.record_button.setFocus()
    stage.controller.begin(plan_of())
    assert controls.stop_button.hasFocus()
    stage.controller.end(job_of())
    assert controls.record_button.hasFocus()


def test_time_and_counters_come_from_sample_counts(stage):
    stage.controller.begin(plan_of())
    stage.controller.counters_changed.emit(Counters(16_000 * 3725, 16_000 * 3724, 16_000 * 3600))
    controls = stage.window.pages.recorder.controls
    texts = {label.text() for label in controls.findChildren(type_of_label())}
    assert {"1:02:05", "Saved ✓", "Text 124 s behind"} <= texts
    told = "Captured 1:02:05\nOn disk 1:02:04\nTranscribed 1:00:00"
    assert controls.session.saved.toolTip() == told
    assert controls.session.saved.accessibleDescription() == told.replace("\n", ". ")


def test_sound_that_the_disk_does_not_take_is_not_called_saved(stage):
    stage.controller.begin(plan_of())
    stage.controller.counters_changed.emit(Counters(16_000 * 60, 16_000 * 53, 0))
    assert stage.window.pages.recorder.controls.session.saved.text() == "Not saved yet: 7 s"


def test_a_recording_says_of_whom_it_is_and_since_when(stage):
    begun = datetime(2026, 1, 2, 10, 32).astimezone()
    stage.controller.begin(plan_of(title="María López, control", created_at=begun))
    line = stage.window.pages.recorder.controls.session
    assert (line.who.text(), line.since.text()) == ("María López, control", "since 10:32")
    stage.controller.end(job_of())
    assert not line.isVisible()


def test_what_rarely_changes_is_folded_and_stays_as_it_was_left(make_stage, qtbot, tmp_path):
    geometry = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    setup = make_stage(geometry=geometry).window.pages.recorder.setup
    assert not setup.microphone.isVisible()
    click(qtbot, setup.fold_button)
    assert setup.microphone.isVisible()
    again = make_stage(geometry=geometry).window.pages.recorder.setup
    assert again.microphone.isVisible()


def test_the_fold_says_what_is_chosen(stage):
    stage.devices.devices_changed.emit(DEVICES)
    setup = stage.window.pages.recorder.setup
    assert setup.fold_button.text() == "Built-in · Automatic language"
    setup.people.setCurrentIndex(2)
    setup.people.activated.emit(2)
    assert setup.fold_button.text() == "Built-in · Automatic language · People: 2"


def test_what_stands_in_the_line_is_the_title_of_the_session(stage, qtbot):
    setup = stage.window.pages.recorder.setup
    setup.title.setText(" María López ")
    click(qtbot, stage.window.pages.recorder.controls.record_button)
    assert stage.controller.commands[0][1].title == "María López"


@pytest.mark.parametrize("recording", [False, True])
def test_audio_can_be_imported_from_the_controls_at_any_time(stage, qtbot, recording):
    """An import is a row of its own beside the recording."""
    if recording:
        stage.controller.begin(plan_of())
    button = stage.window.pages.recorder.controls.import_button
    assert button.isVisible()
    click(qtbot, button)
    (dialog,) = stage.window.findChildren(QFileDialog)
    dialog.close()


def test_stop_pressed_twice_stops_once_and_presses_nothing_else(stage, qtbot):
    """By its key, or by the pointer where the button was."""
    qtbot.waitActive(stage.window)
    controls = stage.window.pages.recorder.controls
    stage.controller.begin(plan_of())
    controls.stop_button.setFocus()
    place = controls.stop_button.mapTo(stage.window, controls.stop_button.rect().center())
    stage.controller.enter(RecordingState.STOPPING)
    settle()
    before = list(stage.controller.commands)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    under = stage.window.childAt(place)
    qtbot.mouseClick(under, Qt.MouseButton.LeftButton)
    assert stage.controller.commands == before
    assert not controls.setup.fold_button.isChecked()
    assert not stage.window.rail.sign.stop_button.isEnabled()
    stage.controller.enter(RecordingState.IDLE)
    assert controls.record_button.hasFocus()


def test_a_level_that_comes_after_stop_is_not_shown(stage):
    controls = stage.window.pages.recorder.controls
    stage.controller.begin(plan_of())
    loud = Level(-2.0, 0.0, clipped_samples=9)
    stage.controller.level_measured.emit(loud)
    assert controls.meter.clipping
    stage.controller.enter(RecordingState.STOPPING)
    stage.controller.level_measured.emit(loud)
    assert not controls.meter.clipping


@pytest.fixture
def finished(stage):
    """The page with the transcript of what has just been recorded: thirty short turns."""
    talk = [
        Segment(number, number + 0.8, f"SPEAKER_0{number % 2}", "how do you sleep", 0.9)
        for number in range(30)
    ]
    speakers = [Speaker("SPEAKER_00", SpeakerRole.MEDICO), Speaker("SPEAKER_01")]
    plan = plan_of()
    stage.window.resize(1366, 736)  # of 768 lines the system takes some
    stage.library.put(summary_of(plan), talk, speakers)
    stage.library.sounds[plan.session_id] = Path("final.wav")
    stage.controller.begin(plan)
    stage.controller.end(job_of())
    stage.watcher.job_changed.emit(job_of(state=JobState.COMPLETED, progress_percent=100.0))
    settle()
    return stage


def test_above_a_transcript_the_recorder_is_one_row_and_fifteen_turns_are_in_sight(finished):
    page = finished.window.pages.recorder
    controls, view = page.controls, page.transcript.view
    row = (controls.setup.title, controls.import_button, controls.record_button)
    assert len({each.geometry().center().y() for each in row}) == 1
    assert controls.height() < 2 * controls.record_button.height()
    assert not controls.consent.isVisible()
    room = view.viewport().rect()
    places = [view.visualRect(view.model().index(at, 0)) for at in range(view.model().rowCount())]
    assert sum(map(room.contains, places)) >= 15


def test_the_rest_of_the_recorder_is_one_press_away_and_goes_with_the_next_transcript(
    finished, qtbot
):
    page = finished.window.pages.recorder
    controls = page.controls
    click(qtbot, controls.options_button)
    assert controls.consent.isVisible()
    assert controls.setup.fold_button.isVisible()
    assert controls.import_button.text() == "Import audio…"
    assert not controls.options_button.isVisible()


@pytest.mark.parametrize("asks_first", [True, False])
def test_a_recording_begun_above_a_transcript_shows_everything_again(finished, qtbot, asks_first):
    page = finished.window.pages.recorder
    page.ask_consent_first(asks_first)
    click(qtbot, page.controls.record_button)
    if not asks_first:
        finished.controller.begin(plan_of("session_20260102_030406"))
    assert page.controls.consent.isVisible()
    assert page.controls.consent.give_button.isVisible()


def test_text_that_is_late_is_told_until_it_has_caught_up(stage):
    controls = stage.window.pages.recorder.controls
    stage.controller.begin(plan_of())

    def said(behind):
        on_disk = 16_000 * 600
        counters = Counters(on_disk, on_disk, on_disk - 16_000 * behind)
        stage.controller.counters_changed.emit(counters)
        return controls.behind_words

    assert said(6) == ""
    assert said(20) == "Text 20 s behind"
    assert said(6) == "Text 6 s behind"  # or it came and went with every slice
    assert said(3) == ""
    assert said(6) == ""


def type_of_label():
    from PySide6.QtWidgets import QLabel

    return QLabel


def test_the_meter_lights_its_lamp_on_clipping_and_puts_it_out(stage):
    meter = stage.window.pages.recorder.controls.meter
    stage.controller.begin(plan_of())
    stage.controller.level_measured.emit(Level(-6.0, 0.0, clipped_samples=12))
    assert meter.clipping
    for _ in range(30):
        stage.controller.level_measured.emit(Level(-20.0, -12.0))
    assert not meter.clipping


def test_another_microphone_can_be_taken_while_recording(stage):
    stage.devices.devices_changed.emit(DEVICES)
    stage.controller.begin(plan_of())
    setup = stage.window.pages.recorder.setup
    setup.set_open(True)
    assert setup.microphone.isEnabled()
    assert not setup.people.isVisible()
    setup.microphone.setCurrentIndex(2)
    setup.microphone.activated.emit(2)
    assert stage.controller.commands == [("use_device", "USB headset")]


def test_a_missing_microphone_is_said_beside_the_list(stage):
    stage.devices.devices_changed.emit([])
    assert stage.window.pages.recorder.controls.problem.isVisible()
    stage.devices.devices_changed.emit(DEVICES)
    assert not stage.window.pages.recorder.controls.problem.isVisible()


def test_refresh_looks_for_microphones_again(stage, qtbot):
    stage.window.pages.recorder.setup.set_open(True)
    click(qtbot, stage.window.pages.recorder.setup.refresh_button)
    assert stage.devices.scans == 2


def test_while_the_microphone_is_opened_nothing_is_said_that_is_not_so_yet(stage):
    recorder = stage.window.pages.recorder
    stage.controller.enter(RecordingState.STARTING)
    assert not recorder.controls.session.isVisible()
    assert recorder.live._empty_words.text() == ""
    assert "0:00" in {label.text() for label in recorder.controls.findChildren(type_of_label())}
    assert stage.window.rail.sign.clock_button.text() == "0:00"


@pytest.mark.parametrize("state", [RecordingState.PAUSED, RecordingState.INTERRUPTED])
def test_an_empty_page_listens_only_while_something_is_captured(stage, state):
    empty = stage.window.pages.recorder.live._empty_words
    stage.controller.begin(plan_of())
    assert empty.text().startswith("Listening")
    stage.controller.enter(state)
    assert empty.text() == ""


def test_the_words_appear_as_they_come(stage):
    stage.controller.begin(plan_of())
    stage.controller.say(0, "buenos días", "señora")
    model = stage.window.pages.recorder.live.model
    assert model.index(0).data() == "0:00  buenos días señora"


def test_a_new_recording_starts_on_an_empty_page(stage):
    stage.controller.begin(plan_of())
    stage.controller.say(0, "buenos días")
    stage.controller.end(job_of())
    stage.controller.begin(plan_of("session_20260102_030406"))
    assert stage.window.pages.recorder.live.model.rowCount() == 0
    assert not stage.window.pages.recorder.finishing.isVisible()


def fill(stage, number):
    for place in range(number):
        stage.controller.say(place, "a paragraph with some words in it", start=place * 10.0)


def test_the_page_follows_the_newest_words(stage, qtbot):
    stage.controller.begin(plan_of())
    fill(stage, 80)
    bar = stage.window.pages.recorder.live.view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum())


def test_scrolling_up_is_left_alone_and_offers_a_way_back(stage, qtbot):
    stage.controller.begin(plan_of())
    fill(stage, 80)
    live = stage.window.pages.recorder.live
    bar = live.view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum())
    bar.setValue(40)
    assert live.newest_button.isVisible()
    before = bar.maximum()
    fill(stage, 90)
    qtbot.waitUntil(lambda: bar.maximum() > before)
    assert bar.value() == 40
    click(qtbot, live.newest_button)
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    assert not live.newest_button.isVisible()


@pytest.fixture
def with_session(make_stage):
    library = FakeLibrary()
    library.put(
        summary_of(plan_of()),
        [Segment(0.0, 2.0, "SPEAKER_00", "good morning", 0.9)],
        [Speaker("SPEAKER_00", SpeakerRole.MEDICO)],
    )
    return make_stage(library=library)


def test_after_stop_the_work_is_shown_and_then_the_transcript(with_session):
    stage = with_session
    stage.controller.begin(plan_of())
    job = job_of(progress_percent=42.0, eta_seconds=20.0, step="diarize")
    stage.controller.end(job)
    finishing = stage.window.pages.recorder.finishing
    assert finishing.isVisible()
    assert ("watch", "job-1") in stage.watcher.asked
    texts = {label.text() for label in finishing.findChildren(type_of_label())}
    assert {"42 %", "Separating the voices · about 20 s left"} <= texts
    stage.watcher.job_changed.emit(job_of(state=JobState.COMPLETED, progress_percent=100.0))
    assert not finishing.isVisible()
    assert stage.window.pages.recorder.transcript.view.model().index(0).data() == (
        "Doctor, 0:00: good morning"
    )


def test_work_that_is_paused_does_not_wait_for_its_turn(with_session):
    stage = with_session
    stage.controller.begin(plan_of())
    stage.watcher.pause_all()
    stage.controller.end(job_of(state=JobState.PENDING))
    finishing = stage.window.pages.recorder.finishing

    def said():
        return " ".join(label.text() for label in finishing.findChildren(type_of_label()))

    assert "Waits until you resume." in said()
    labels = finishing.findChildren(type_of_label())
    assert not [each for each in labels if each.isVisible() and "%" in each.text()]
    stage.watcher.resume_all()
    assert "Waiting for its turn." in said()


def test_failed_work_says_why_and_runs_again_at_a_press(with_session, qtbot, tmp_path):
    stage = with_session
    stage.controller.begin(plan_of())
    stage.controller.end(job_of())
    full = DiskFull(tmp_path, 12_500_000)
    failed = job_of(
        state=JobState.FAILED, error_message=f"DiskFull: {full}", error_line=error_line(full)
    )
    stage.watcher.job_changed.emit(failed)
    finishing = stage.window.pages.recorder.finishing
    said = [label.text() for label in finishing.findChildren(type_of_label())]
    assert error_text(full) in said
    assert not any("DiskFull" in each for each in said)
    click(qtbot, finishing.again_button)
    assert ("retry", "job-1") in stage.watcher.asked


def test_the_end_of_older_work_does_not_disturb_a_new_recording(with_session):
    stage = with_session
    stage.controller.begin(plan_of())
    stage.controller.end(job_of())
    stage.controller.begin(plan_of("session_20260102_030406"))
    stage.controller.say(0, "still talking")
    stage.watcher.job_changed.emit(job_of(state=JobState.COMPLETED))
    assert stage.window.pages.recorder.live.isVisible()


def test_export_is_asked_of_the_exporter_with_the_chosen_file(with_session, tmp_path, qtbot):
    stage = with_session
    choice = ExportChoice()
    stage.window.exports.write("session_20260102_030405", choice, str(tmp_path / "talk.h5"))
    assert stage.exporter.asked == [("session_20260102_030405", tmp_path / "talk.h5", choice)]
    stage.exporter.exported.emit("session_20260102_030405", tmp_path / "talk.h5", True)
    (line,) = stage.window.notices.lines()
    assert line.text() == "talk.h5 was exported. It may identify people."


def test_the_language_can_be_changed_in_the_middle(stage, qtbot):
    stage.controller.state_changed.emit(RecordingState.RECORDING)
    setup = stage.window.pages.recorder.setup
    assert setup.language.isVisibleTo(setup)
    setup.language.setCurrentIndex(setup.language.findData("en"))
    setup.language.activated.emit(setup.language.currentIndex())
    assert ("use_language", "en") in stage.controller.commands
