"""All sessions of one patient in the library: found, exported, erased; and two made one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

from aurity_desktop.domain.errors import CannotJoin
from aurity_desktop.domain.patients import Patient
from aurity_desktop.domain.retention import Hold
from aurity_desktop.domain.session import SessionState
from aurity_desktop.domain.session_filter import Period
from aurity_desktop.ui.language.error_messages import error_text
from aurity_desktop.ui.library.chosen_menu import ChosenMenu
from tests.fakes.window import FakeLibrary, Segment, plan_of, summary_of

NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)
ANA, LUZ = Patient("p1", "Ana Ruiz", "77"), Patient("p2", "Luz Gil")
#: Ana's, Luz's, Ana's of long ago, nobody's.
IDS = [f"session_20260102_03040{number}" for number in range(4)]
TALK = [Segment(0.0, 2.0, "SPEAKER_00", "her head aches", 0.9)]


@pytest.fixture
def stage(make_stage):
    library = FakeLibrary()
    for session_id, days, patient in zip(IDS, (0, 1, 400, 2), (ANA, LUZ, ANA, None), strict=True):
        plan = plan_of(session_id, created_at=NOW - timedelta(days=days), title="")
        library.put(summary_of(plan), TALK)
        library.assign_patient(session_id, patient)
    stage = make_stage(library=library)
    stage.window.pages.show_page(1)
    return stage


@pytest.fixture
def page(stage):
    return stage.window.pages.library


def ids(page):
    model = page.shelf.model
    return {each for each in IDS if model.place_of(each).isValid()}


def press(button):
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(page, *session_ids):
    page.list.selectionModel().clear()
    for each in session_ids:
        place = page.shelf.model.place_of(each)
        page.list.selectionModel().setCurrentIndex(place, QItemSelectionModel.SelectionFlag.Select)


def choose_patient(page, typed, patient):
    QTest.keyClicks(page.shelf.patient.field, typed)
    page.shelf.patient.completer.chosen.emit(patient)


def test_only_one_patients_sessions_are_shown_and_all_again(page):
    QTest.keyClicks(page.shelf.patient.field, "rui")
    assert page.shelf.patient.completer.offered == ["Ana Ruiz · 77"]
    page.shelf.patient.completer.chosen.emit(ANA)
    assert ids(page) == {IDS[0], IDS[2]}
    page.shelf.patient.field.clear()
    assert ids(page) == set(IDS)


def test_who_is_typed_and_not_taken_hides_nothing(page):
    choose_patient(page, "rui", ANA)
    QTest.keyClick(page.shelf.patient.field, Qt.Key.Key_Delete)
    assert ids(page) == set(IDS)
    assert not page.shelf.patient.erase_button.isVisible()


def test_as_long_as_nobody_is_known_nobody_is_asked_for(make_stage):
    stage = make_stage()
    stage.window.pages.show_page(1)
    assert not stage.window.pages.library.shelf.patient.isVisible()


def test_all_of_a_patient_are_erased_after_a_question_whatever_else_was_looked_for(stage, page):
    """The one of long ago is not in sight, and goes all the same; what is on hold stays."""
    choose_patient(page, "rui", ANA)
    period = page.shelf.filters.period
    period.setCurrentIndex(period.findData(Period.TODAY))
    period.activated.emit(period.currentIndex())
    assert page.shelf.patient.erase_button.text() == "Erase all 2…"
    press(page.shelf.patient.erase_button)
    question = page.many.confirm_button.accessibleDescription()
    assert question.startswith("2 sessions are erased for good")
    assert stage.privacy.asked == []
    press(page.many.confirm_button)
    assert [(name, set(which)) for name, which in stage.privacy.asked] == [
        ("erase_many", {IDS[0], IDS[2]})
    ]


def test_what_of_a_patient_stays_is_said_before(stage, page):
    stage.library.consents_and_holds[IDS[2]] = (None, Hold(IDS[2], "a complaint", NOW, "ana"))
    page.refresh()
    choose_patient(page, "rui", ANA)
    press(page.shelf.patient.erase_button)
    assert page.many.confirm_button.accessibleDescription().endswith(
        "On hold, stay: 1. The patient is still known from what stays."
    )


def test_a_patient_with_one_session_is_asked_about_in_it(stage, page):
    choose_patient(page, "luz", LUZ)
    press(page.shelf.patient.erase_button)
    assert page.transcript.session_id == IDS[1]
    assert page.transcript.head.decision.isVisible()


def test_a_patient_who_is_erased_is_chosen_and_offered_no_more(stage, page):
    choose_patient(page, "luz", LUZ)
    stage.library.summaries = [
        each for each in stage.library.summaries if each.session_id != IDS[1]
    ]
    page.refresh()
    assert page.shelf.patient.field.text() == ""
    assert ids(page) == set(IDS) - {IDS[1]}
    QTest.keyClicks(page.shelf.patient.field, "luz")
    assert page.shelf.patient.completer.offered == []


def test_all_of_a_patient_are_exported_into_one_folder(stage, page, tmp_path):
    choose_patient(page, "rui", ANA)
    page.shelf.patient.export_asked.emit("docx")
    (dialog,) = page.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path))
    dialog.close()
    assert {session_id for session_id, _ in stage.exporter.many} == {IDS[0], IDS[2]}
    assert {Path(target).parent for _, target in stage.exporter.many} == {tmp_path}


# -- two made one ----------------------------------------------------------------------------------


def test_two_chosen_sessions_are_joined_after_it_was_said_what_comes_of_it(stage, page):
    choose(page, IDS[0], IDS[1])
    press(page.many.join_button)
    assert page.many.confirm_button.hasFocus()
    assert "The two stay as they are" in page.many.confirm_button.accessibleDescription()
    QTest.keyClick(page.many.confirm_button, Qt.Key.Key_Space)
    assert [set(each) for each in stage.joining.asked] == [{IDS[0], IDS[1]}]
    assert stage.privacy.asked == []


def test_the_question_about_joining_does_not_erase(stage, page):
    """Asked for one and then for the other, the answer is to the last question."""
    choose(page, IDS[0], IDS[1])
    page.many.ask_for_erasure()
    press(page.many.join_button)
    press(page.many.confirm_button)
    assert (len(stage.joining.asked), stage.privacy.asked) == (1, [])


@pytest.mark.parametrize("chosen", [IDS[:1], IDS[:3]])
def test_only_two_are_joined(page, chosen):
    choose(page, *chosen)
    assert not page.many.join_button.isVisible()


def test_a_session_that_is_not_finished_is_not_joined(stage, page):
    stage.library.summaries = [
        replace(each, state=SessionState.FAILED) if each.session_id == IDS[1] else each
        for each in stage.library.summaries
    ]
    page.refresh()
    choose(page, IDS[0], IDS[1])
    assert not page.many.join_button.isEnabled()


def test_the_menu_of_two_joins_them(stage, page):
    choose(page, IDS[0], IDS[1])
    page.list.menu_asked.emit(QPoint(5, 5))
    (menu,) = [each for each in page.findChildren(ChosenMenu) if each.isVisible()]
    next(each for each in menu.actions() if each.text() == "Join into one session…").trigger()
    menu.close()
    press(page.many.confirm_button)
    assert len(stage.joining.asked) == 1


def told(stage):
    return [line.text() for line in stage.window.notices.lines()]


def test_what_was_joined_is_opened_or_erased_again_from_its_line(stage, page):
    choose(page, IDS[0], IDS[1])
    page.many.ask_for_joining()
    press(page.many.confirm_button)
    assert told(stage) == ["Joining two sessions…"]
    stage.joining.joined.emit(IDS[3])
    (line,) = stage.window.notices.lines()
    assert "The two stay as they are." in line.text()
    press(next(each for each in line.findChildren(QPushButton) if each.text() == "Open"))
    assert page.transcript.session_id == IDS[3]
    stage.joining.joined.emit(IDS[2])
    (line,) = stage.window.notices.lines()
    press(next(each for each in line.findChildren(QPushButton) if "erase" in each.text()))
    assert page.transcript.session_id == IDS[2]
    assert page.transcript.head.decision.isVisible()
    press(page.transcript.head.decision.confirm_button)
    assert [name for name, *_ in stage.privacy.asked] == ["erase"]


def test_nothing_is_offered_with_a_joined_session_that_was_erased(stage):
    stage.joining.joined.emit(IDS[3])
    stage.privacy.erased.emit(IDS[1])
    assert stage.window.notices.shows("joining")
    stage.privacy.erased.emit(IDS[3])
    assert not stage.window.notices.shows("joining")


def test_why_two_were_not_joined_is_said(stage):
    error = CannotJoin(IDS[0], "they are about two patients")
    stage.joining.failed.emit(error)
    assert told(stage) == [error_text(error)]
