"""From suggestion to suggestion to what is missing to the signature, by keys and by mouse."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QApplication, QCompleter

from aurity_desktop.domain.clinical_note import EntryState
from aurity_desktop.domain.diagnosis_codes import DiagnosisCode
from aurity_desktop.ui.note.note_row_menu import NoteRowMenu
from aurity_desktop.ui.note.note_rows import HeadingRow, LineRow, key_of
from aurity_desktop.ui.note.passage_drag import Passage, PassageData
from aurity_desktop.ui.review import turn_view
from aurity_desktop.ui.widgets.in_place_editor import InPlaceEditor
from tests.note.examples import TALK
from tests.ui.note.test_note_panel import SESSION, choose, line, note, rows, typed

__all__ = ["note"]

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def editor(note):
    """The field that has the keyboard; one that was left may not be gone yet."""
    field = QApplication.focusWidget()
    assert isinstance(field, InPlaceEditor)
    assert note.isAncestorOf(field)
    return field


def decide_all(note, qtbot):
    for _ in rows(note, LineRow):
        qtbot.keyClick(note.view, Qt.Key.Key_Return)


def place(note, row):
    return note.view.visualRect(note.model.index(note.model.rows.index(row)))


def test_after_the_last_suggestion_the_keyboard_is_where_something_is_missing(note, qtbot):
    decide_all(note, qtbot)
    assert note.desk.opened.draft.open_lines == 0
    assert note.view.chosen == typed(note, "patient")


def test_a_suggestion_that_was_passed_over_is_come_back_to(note, qtbot):
    qtbot.keyClick(note.view, Qt.Key.Key_Down)
    for _ in rows(note, LineRow)[1:]:
        qtbot.keyClick(note.view, Qt.Key.Key_Return)
    assert note.view.chosen == line(note, "cough")


def test_what_is_missing_is_written_one_after_the_other(note, qtbot):
    choose(note, typed(note, "patient"))
    for text in ("Ana Sosa", "54", "F", "77-1"):
        qtbot.keyClick(note.view, text[0])
        qtbot.keyClicks(editor(note), text[1:])
        qtbot.keyClick(editor(note), Qt.Key.Key_Return)
    head = [typed(note, each).written for each in ("patient", "age", "sex", "record_number")]
    assert [each.lower() for each in head] == ["ana sosa", "54", "f", "77-1"]
    assert note.view.chosen == typed(note, "author")
    assert note.view.hasFocus()


def test_a_section_is_confirmed_as_one_but_for_what_deserves_a_look(note, stage, qtbot):
    unsure = replace(TALK[0], finding_id="unsure", confidence=0.3)
    stage.library.findings[SESSION] = (*TALK, unsure)
    note.open(SESSION)
    doubtful = [row for row in rows(note, LineRow) if row.doubtful]
    for heading in rows(note, HeadingRow):
        choose(note, heading)
        qtbot.keyClick(note.view, Qt.Key.Key_Return)
    assert doubtful
    waiting = [row for row in rows(note, LineRow) if row.waits]
    assert list(map(key_of, waiting)) == list(map(key_of, doubtful))


def test_shift_and_enter_confirm_the_section_of_the_line(note, qtbot):
    qtbot.keyClick(note.view, Qt.Key.Key_Return, SHIFT)
    states = {row.section: row.waits for row in rows(note, LineRow) if not row.doubtful}
    assert not states.pop("evolution")
    assert all(states.values())
    assert note.view.chosen.waits


def test_a_rejected_line_is_not_confirmed_with_its_section(note, qtbot):
    qtbot.keyClick(note.view, Qt.Key.Key_Delete)
    qtbot.keyClick(note.view, Qt.Key.Key_Return, SHIFT)
    assert line(note, "cough").entry.state is EntryState.REJECTED
    assert line(note, "fever").entry.state is EntryState.CONFIRMED


def test_a_click_on_the_sign_of_a_line_decides_and_plays_nothing(note, stage, qtbot):
    for wanted in (EntryState.CONFIRMED, EntryState.REJECTED, EntryState.CONFIRMED):
        area = place(note, line(note, "cough"))
        sign = QPoint(area.left() + 12, area.center().y())
        qtbot.mouseClick(note.view.viewport(), Qt.MouseButton.LeftButton, pos=sign)
        assert line(note, "cough").entry.state is wanted
    assert "play" not in [each[0] for each in stage.player.commands]


def test_the_title_is_offered_as_the_patient_and_taken_by_enter_alone(note, stage, qtbot):
    stage.library.retitle(SESSION, "Rosa Méndez")
    note.open(SESSION)
    assert typed(note, "patient").missing
    assert "“Rosa Méndez”?" in typed(note, "patient").text
    choose(note, typed(note, "patient"))
    qtbot.keyClick(note.view, Qt.Key.Key_Return)
    assert editor(note).toPlainText() == "Rosa Méndez"
    qtbot.mouseClick(note.bar.standing, Qt.MouseButton.LeftButton)
    note.bar.template.setFocus(Qt.FocusReason.MouseFocusReason)
    assert typed(note, "patient").written == ""
    choose(note, typed(note, "patient"))
    qtbot.keyClick(note.view, Qt.Key.Key_Return)
    qtbot.keyClick(editor(note), Qt.Key.Key_Return)
    assert typed(note, "patient").written == "Rosa Méndez"


def test_typing_where_a_diagnosis_is_missing_searches_the_classification(note, qtbot):
    choose(note, typed(note, "diagnoses"))
    qtbot.keyClick(note.view, Qt.Key.Key_H)
    assert note.diagnosis.hasFocus()
    assert note.diagnosis.text().lower() == "h"
    note.diagnosis.setText("I10 Hipertensión")
    qtbot.keyClick(note.diagnosis, Qt.Key.Key_Return)
    assert typed(note, "diagnoses").written == "I10 Hipertensión"
    qtbot.waitUntil(lambda: not note.diagnosis.text())
    qtbot.keyClick(note.diagnosis, Qt.Key.Key_Return)
    assert note.view.hasFocus()
    assert note.view.chosen == typed(note, "prognosis")


def test_a_note_is_signed_by_keys(note, stage, qtbot):
    note.desk.write("author", "Dr. Ana Sosa")
    qtbot.keyClick(note.view, Qt.Key.Key_Return)
    qtbot.keyClick(note.view, Qt.Key.Key_Return, CONTROL)
    qtbot.keyClick(note.view, Qt.Key.Key_Return, CONTROL)
    assert [each.signed.version for _, each in stage.library.signed] == [1]


def test_who_has_no_name_to_sign_with_is_brought_to_where_it_is_written(note, stage, qtbot):
    qtbot.keyClick(note.view, Qt.Key.Key_Return)
    note.bar.sign_button.click()
    assert note.view.chosen == typed(note, "author")
    assert note.view.hasFocus()
    assert stage.library.signed == []


def test_what_comes_next_is_in_sight(note, qtbot):
    for row in rows(note, LineRow)[:-1]:
        assert note.view.chosen == row
        ahead = note.model.rows[note.model.rows.index(row) + 2]
        assert note.view.viewport().rect().contains(place(note, ahead))
        qtbot.keyClick(note.view, Qt.Key.Key_Return)


def test_what_is_being_written_outlives_a_note_that_is_read_anew(note, qtbot):
    choose(note, typed(note, "prognosis"))
    qtbot.keyClick(note.view, Qt.Key.Key_Return)
    field = editor(note)
    qtbot.keyClicks(field, "Good")
    note.put_passage("no fever", 2.5, 12.0)
    assert editor(note) is field
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert typed(note, "prognosis").written == "Good"
    assert "no fever" in [row.text for row in rows(note, LineRow)]


def test_a_row_s_menu_does_what_its_keys_do(note, qtbot):
    row = line(note, "cough")
    at = place(note, row).center()
    point = note.view.viewport().mapToGlobal(at)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, point)
    QApplication.sendEvent(note.view.viewport(), asked)
    (menu,) = note.view.findChildren(NoteRowMenu)
    words = [action.text().partition("\t")[0] for action in menu.actions()]
    assert words[:4] == ["Confirm", "Reject", "Edit", "Play"]
    menu.actions()[0].trigger()
    assert line(note, "cough").entry.state is EntryState.CONFIRMED
    menu.close()


PASSAGES = (Passage("no fever", 2.5, 12.0), Passage("a cough", 2.5, 4.0))


def drag_to(note, point, data):
    """The pointer comes, moves and lets go; whether what it brought was taken."""
    viewport = note.view.viewport()
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(point, copy, data, left, none)
    QApplication.sendEvent(viewport, enter)
    move = QDragMoveEvent(point, copy, data, left, none)
    QApplication.sendEvent(viewport, move)
    marked = note.view.itemDelegate().dragged_over
    drop = QDropEvent(QPointF(point), copy, data, left, none)
    QApplication.sendEvent(viewport, drop)
    assert note.view.itemDelegate().dragged_over == ""
    return enter.isAccepted(), marked


def test_turns_that_are_dropped_on_a_section_are_lines_of_it(note):
    choose(note, typed(note, "prognosis"))
    data = PassageData(PASSAGES)
    assert drag_to(note, place(note, typed(note, "prognosis")).center(), data) == (
        True,
        "prognosis",
    )
    lines = [row for row in rows(note, LineRow) if row.section == "prognosis"]
    assert sorted(row.text for row in lines) == ["a cough", "no fever"]
    assert {row.entry.state for row in lines} == {EntryState.CONFIRMED}
    assert [row.entry.end for row in lines if row.text == "no fever"] == [12.0]


def test_turns_that_are_dropped_on_the_head_come_into_the_first_section(note):
    choose(note, typed(note, "patient"))
    assert drag_to(note, place(note, typed(note, "age")).center(), PassageData(PASSAGES[:1])) == (
        True,
        "",
    )
    assert [row.section for row in rows(note, LineRow) if row.text == "no fever"] == ["evolution"]


def test_what_another_program_drags_is_not_taken_for_what_was_said(note):
    data = QMimeData()
    data.setText("no fever")
    data.setData("application/x-aurity-passages", b"no fever")
    accepted, marked = drag_to(note, place(note, rows(note, LineRow)[0]).center(), data)
    assert (accepted, marked) == (False, "")
    assert "no fever" not in [row.text for row in rows(note, LineRow)]


class Drag:
    """A drag that ends at once."""

    begun: list[tuple[Passage, ...]]

    def __init__(self, _source):
        pass

    def setMimeData(self, data):  # noqa: N802  # Qt's name
        assert data.formats() == ["application/x-aurity-passages"]
        assert not data.text()
        self.begun.append(data.passages)

    def exec(self, _action):
        return Qt.DropAction.IgnoreAction


@pytest.fixture
def begun(monkeypatch):
    Drag.begun = []
    monkeypatch.setattr(turn_view, "QDrag", Drag)
    return Drag.begun


def hold_and_move(view, start, *steps):
    """Press, move by each step, let go."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    viewport, at = view.viewport(), start

    def send(kind, button, held):
        place = QPointF(at)
        event = QMouseEvent(
            kind, place, viewport.mapToGlobal(place), button, held, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(viewport, event)

    send(QEvent.Type.MouseButtonPress, left, left)
    for step in steps:
        at += step
        send(QEvent.Type.MouseMove, none, left)
    send(QEvent.Type.MouseButtonRelease, left, none)


def test_a_turn_is_dragged_sideways_and_a_trembling_click_drags_nothing(note, stage, begun):
    view = stage.window.pages.library.transcript.view
    at = view.visualRect(view.model().index(1, 0)).center()
    hold_and_move(view, at, QPoint(1, -1), QPoint(-1, 1))
    assert begun == []
    view.clearSelection()
    hold_and_move(view, at, QPoint(2, 1), QPoint(20, 3), QPoint(200, 40))
    assert begun == [(Passage("a cough for 3 days, no fever", 2.5, 12.0),)]


def test_up_and_down_turns_are_chosen_and_then_dragged_together(note, stage, begun):
    view = stage.window.pages.library.transcript.view
    view.clearSelection()
    first = view.visualRect(view.model().index(0, 0)).center()
    second = view.visualRect(view.model().index(1, 0)).center()
    hold_and_move(view, first, QPoint(0, 12), second - first - QPoint(0, 12))
    assert (begun, len(view.chosen_turns())) == ([], 2)
    hold_and_move(view, second, QPoint(3, 20))
    assert [len(each) for each in begun] == [2]


def test_up_and_down_from_a_turn_that_a_click_chose_others_are_chosen_too(note, stage, begun):
    view = stage.window.pages.library.transcript.view
    first = view.visualRect(view.model().index(0, 0)).center()
    second = view.visualRect(view.model().index(1, 0)).center()
    hold_and_move(view, first)
    assert len(view.chosen_turns()) == 1
    hold_and_move(view, first, QPoint(0, 12), second - first - QPoint(0, 12))
    assert (begun, len(view.chosen_turns())) == ([], 2)


def test_a_click_among_the_chosen_turns_chooses_one(note, stage, begun):
    view = stage.window.pages.library.transcript.view
    view.selectAll()
    hold_and_move(view, view.visualRect(view.model().index(1, 0)).center())
    assert [turn.start for turn in view.chosen_turns()] == [2.5]
    assert begun == []


def test_without_a_note_beside_them_turns_are_not_dragged(note, stage, begun):
    note.bar.close_button.click()
    view = stage.window.pages.library.transcript.view
    at = view.visualRect(view.model().index(1, 0)).center()
    hold_and_move(view, at, QPoint(60, 0))
    assert begun == []


def test_all_chosen_turns_are_put_into_the_note_by_the_menu(note, stage):
    transcript = stage.window.pages.library.transcript
    transcript.view.selectAll()
    transcript.turns._put_into_note(transcript.view.chosen_turns()[0])
    texts = [row.text for row in rows(note, LineRow)]
    assert "any cough or fever?" in texts
    assert "a cough for 3 days, no fever" in texts


def test_print_stays_below_the_hand_when_the_note_is_signed(note, qtbot):
    def places():
        note.bar.layout().activate()
        QApplication.sendPostedEvents()
        return [each.pos() for each in (note.bar.print_button, note.bar.save_button)]

    note.desk.write("author", "Dr. Ana Sosa")
    note.view.go_to_open()
    qtbot.keyClick(note.view, Qt.Key.Key_Return)
    before = places()
    note.bar.sign_button.click()
    assert note.bar.sign_button.text() == "Sign addendum"
    assert places() == before


def test_enter_on_an_offered_diagnosis_writes_that_one_and_not_what_was_typed_too(note, qtbot):
    field, picked = note.diagnosis, []
    field.picked.connect(picked.append)
    field.begin("I10")
    field.show_found([DiagnosisCode("I10", "Hipertensión esencial (primaria)")])
    popup = field.findChild(QCompleter).popup()
    assert popup.isVisible()
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert [each[:6] for each in picked] == ["I10 Hi"]
    qtbot.waitUntil(lambda: not field.text())
    field.begin("gripe")
    field.show_found([DiagnosisCode("J11", "Influenza")])
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert picked[1:] == ["gripe"]
