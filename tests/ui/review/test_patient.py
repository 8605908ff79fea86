"""Whom a session is about: told beside its turns, offered while typing, with the last visit."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from aurity_desktop.domain.patients import Patient
from tests.fakes.window import FakeLibrary, Segment, plan_of, summary_of

SESSION, EARLIER = "session_20260102_030405", "session_20251202_030405"
ANA = Patient("p1", "Ana Ruiz", "77")


def talk(text):
    return [Segment(0.0, 2.0, "SPEAKER_00", text, 0.9)]


@pytest.fixture
def stage(make_stage):
    """Two sessions; the earlier one is about Ana Ruiz."""
    library = FakeLibrary()
    december = datetime(2025, 12, 2, 3, 4, 5, tzinfo=UTC)
    earlier = plan_of(EARLIER, created_at=december, title="first visit")
    library.put(summary_of(earlier), talk("her head aches"))
    library.put(summary_of(plan_of(SESSION)), talk("and now"))
    library.assign_patient(EARLIER, ANA)
    stage = make_stage(library=library)
    stage.window.pages.show_page(1)
    stage.window.pages.library.open(SESSION)
    return stage


@pytest.fixture
def panel(stage):
    """The patient's, beside the newer session."""
    transcript = stage.window.pages.library.transcript
    transcript.head.menu.patient.trigger()
    return transcript.patient


def press(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def visits(panel):
    return [panel._lines.itemAt(place).widget().text() for place in range(panel._lines.count())]


def test_a_known_patient_is_offered_and_the_last_visit_stands_beside_this_one(stage, panel):
    QTest.keyClicks(panel.name, "rui")
    assert panel.completer.offered == ["Ana Ruiz · 77"]
    panel.completer.chosen.emit(ANA)
    press(panel.save_button)
    assert stage.library.patient(SESSION) == ANA
    assert (panel.record.text(), panel.text.toPlainText()) == ("77", "0:00  her head aches")
    (earlier,) = visits(panel)
    assert earlier.endswith("· first visit")


def test_the_last_visit_has_room_to_be_read_in_a_low_window(stage, panel):
    panel.completer.chosen.emit(ANA)
    press(panel.save_button)
    stage.window.resize(1_120, 560)
    QApplication.processEvents()
    assert panel.text.height() >= 6 * panel.text.fontMetrics().lineSpacing()


def test_somebody_new_is_told_and_taken_back(stage, panel):
    QTest.keyClicks(panel.name, "Luz")
    QTest.keyClick(panel.name, Qt.Key.Key_Return)
    assert stage.library.patient(SESSION).name == "Luz"
    assert stage.library.patient(SESSION).patient_id not in {"", "p1"}
    QTest.keyClick(stage.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert stage.library.patient(SESSION) is None
    assert panel.name.text() == ""


def test_what_is_known_is_changed_in_every_session_with_the_patient(stage, panel):
    stage.library.assign_patient(SESSION, ANA)
    stage.window.pages.library.transcript.open(SESSION)
    panel.birth.setText("1960-03-31")
    press(panel.save_button)
    assert {stage.library.patient(each).birth_date for each in (SESSION, EARLIER)} == {"1960-03-31"}


def test_a_date_that_is_none_is_asked_for_again_and_nothing_is_kept(stage, panel):
    QTest.keyClicks(panel.name, "Luz")
    QTest.keyClicks(panel.birth, "31/03/60")
    press(panel.save_button)
    assert panel._trouble.isVisible()
    assert stage.library.patient(SESSION) is None


def test_another_visit_is_opened_and_escape_closes_the_panel(stage, panel):
    stage.library.assign_patient(SESSION, ANA)
    transcript = stage.window.pages.library.transcript
    transcript.open(SESSION)
    press(panel._lines.itemAt(0).widget())
    assert transcript.session_id == EARLIER
    assert panel.name.text() == "Ana Ruiz"
    QTest.keyClick(panel.close_button, Qt.Key.Key_Escape)
    assert transcript.reading.side is None
    assert panel.name.text() == panel.text.toPlainText() == ""


def test_a_patient_who_is_taken_while_the_title_is_typed_is_the_recordings(stage):
    recorder = stage.window.pages.recorder
    recorder.look_for_patients()
    setup = recorder.setup
    QTest.keyClicks(setup.title, "77")
    setup.patients.chosen.emit(ANA)
    setup.title.setText("Ana Ruiz, control")
    plan = plan_of("session_20260301_030405", title="Ana Ruiz, control")
    stage.library.put(summary_of(plan))
    stage.controller.begin(plan)
    assert stage.library.patient(plan.session_id) == ANA
    assert setup.patient is None


def test_another_name_typed_in_its_place_is_no_patient(stage):
    setup = stage.window.pages.recorder.setup
    setup.patients.know(stage.library.patients())
    setup.patients.chosen.emit(ANA)
    setup.title.clear()
    QTest.keyClicks(setup.title, "Luz")
    assert setup.patient is None


def test_no_line_of_those_that_are_offered_is_cut(stage, qtbot):
    setup = stage.window.pages.recorder.setup
    stage.window.pages.show_page(0)
    QTest.keyClicks(setup.title, "rui")
    popup = setup.patients.popup
    qtbot.waitUntil(popup.isVisible)
    row = popup.visualRect(popup.model().index(0, 0))
    assert row.height() >= popup.fontMetrics().height()
    assert popup.viewport().rect().contains(row)


def test_the_beginning_of_a_long_name_is_in_sight(stage, panel):
    panel.name.setText("")
    stage.library.assign_patient(SESSION, Patient("p2", "Xilofonita de los Ángeles " * 3))
    stage.window.pages.library.open(SESSION)
    assert panel.name.text().startswith("Xilofonita")
    assert panel.name.cursorPosition() == 0
