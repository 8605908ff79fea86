"""Marking and noting while a session is recorded, through the real window."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.domain.audio import Counters
from aurity_desktop.domain.errors import DiskFull
from aurity_desktop.domain.live_corrections import LiveCorrection
from aurity_desktop.ui.widgets.in_place_editor import InPlaceEditor
from aurity_desktop.ui.widgets.reading import ROW_ROLE
from tests.fakes.window import job_of, plan_of, summary_of

SESSION = "session_20260102_030405"


@pytest.fixture
def recorder(stage):
    """A session is recorded; twelve seconds have been captured."""
    stage.library.put(summary_of(plan_of(SESSION)))
    stage.controller.begin(plan_of(SESSION))
    stage.controller.say(0, "good morning")
    stage.controller.counters = Counters(12 * 16_000, 12 * 16_000, 0)
    return stage.window.pages.recorder


def held(stage):
    return [(each.at_sample, each.text) for each in stage.library.bookmarks(SESSION)]


def told(recorder):
    model = recorder.live.model
    return [model.index(place).data() for place in range(model.rowCount())]


def press(stage, key, modifier=Qt.KeyboardModifier.ControlModifier):
    QTest.keyClick(stage.window, key, modifier)


def test_ctrl_m_marks_the_sample_that_is_captured_and_the_mark_is_seen_once_it_is_durable(
    stage, recorder
):
    press(stage, Qt.Key.Key_M)
    assert held(stage) == [(12 * 16_000, "")]
    assert told(recorder) == ["0:00  good morning", "0:12  Mark"]


def test_a_word_for_the_mark_may_be_typed_at_once_and_keeps_the_marks_time(stage, recorder):
    press(stage, Qt.Key.Key_M)
    stage.controller.counters = Counters(30 * 16_000, 0, 0)
    assert recorder.notes.field.hasFocus()
    QTest.keyClicks(recorder.notes.field, "alone")
    QTest.keyClick(recorder.notes.field, Qt.Key.Key_Return)
    assert held(stage) == [(12 * 16_000, "alone")]
    assert recorder.notes.field.text() == ""


def test_escape_leaves_the_mark_without_a_word(stage, recorder):
    press(stage, Qt.Key.Key_M)
    QTest.keyClicks(recorder.notes.field, "no")
    QTest.keyClick(recorder.notes.field, Qt.Key.Key_Escape)
    assert held(stage) == [(12 * 16_000, "")]
    assert recorder.notes.field.text() == ""


def test_a_note_has_the_time_of_its_first_letter(stage, recorder):
    QTest.keyClicks(recorder.notes.field, "h")
    stage.controller.counters = Counters(30 * 16_000, 0, 0)
    QTest.keyClicks(recorder.notes.field, "erpes")
    QTest.keyClick(recorder.notes.field, Qt.Key.Key_Return)
    assert held(stage) == [(12 * 16_000, "herpes")]
    assert told(recorder)[-1] == "0:12  herpes"


def test_what_could_not_be_kept_stays_to_be_sent_again(stage, recorder):
    stage.library.refuses = DiskFull("data")
    QTest.keyClicks(recorder.notes.field, "herpes")
    QTest.keyClick(recorder.notes.field, Qt.Key.Key_Return)
    assert recorder.notes.field.text() == "herpes"
    assert held(stage) == []
    stage.library.refuses = None
    QTest.keyClick(recorder.notes.field, Qt.Key.Key_Return)
    assert held(stage) == [(12 * 16_000, "herpes")]


def test_what_is_typed_when_the_recording_stops_is_kept(stage, recorder):
    QTest.keyClicks(recorder.notes.field, "herpes")
    stage.controller.end(job_of(SESSION))
    assert held(stage) == [(12 * 16_000, "herpes")]
    assert not recorder.notes.isVisible()


def test_a_mark_set_while_something_is_typed_does_not_take_its_words(stage, recorder):
    QTest.keyClicks(recorder.notes.field, "herpes")
    stage.controller.counters = Counters(30 * 16_000, 0, 0)
    press(stage, Qt.Key.Key_M)
    QTest.keyClick(recorder.notes.field, Qt.Key.Key_Return)
    assert held(stage) == [(12 * 16_000, "herpes"), (30 * 16_000, "")]


def test_a_note_is_written_anew_and_removed_where_it_stands(stage, recorder):
    press(stage, Qt.Key.Key_M)
    QTest.keyClick(recorder.notes.field, Qt.Key.Key_Escape)
    view = recorder.live.view
    view.setCurrentIndex(recorder.live.model.index(1))
    QTest.keyClick(view, Qt.Key.Key_Return)
    QTest.keyClicks(recorder.notes.field, "alone")
    QTest.keyClick(recorder.notes.field, Qt.Key.Key_Return)
    assert told(recorder)[-1] == "0:12  alone"
    view.setCurrentIndex(recorder.live.model.index(1))
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert (held(stage), told(recorder)) == ([], ["0:00  good morning"])


def test_a_mark_can_be_set_while_the_window_is_locked_and_on_every_page(stage, recorder):
    stage.window.pages.show_page(1)
    press(stage, Qt.Key.Key_M)
    stage.lock.lock()
    press(stage, Qt.Key.Key_M)
    assert len(held(stage)) == 2


def test_nothing_is_marked_before_there_is_a_session(stage):
    stage.controller.plan = plan_of(SESSION)
    stage.controller.enter(RecordingState.STARTING)
    press(stage, Qt.Key.Key_M)
    assert held(stage) == []
    assert not stage.window.pages.recorder.notes.isVisible()


# -- a told word is corrected where it stands


def point_on(recorder, word, row=0):
    """In the middle of a word of a paragraph, by its number."""
    view, index = recorder.live.view, recorder.live.model.index(row)
    begin, length = index.data(ROW_ROLE).span_of(word)
    area, delegate = view.visualRect(index), view.itemDelegate()
    layout, corner = delegate._set(index.data(ROW_ROLE), view.font(), area)
    line = layout.lineForTextPosition(begin)
    x = line.cursorToX(begin + length // 2)[0]
    return (corner + QPointF(x, line.y() + line.height() / 2)).toPoint()


def double_click(qtbot, recorder, word, row=0):
    """On a word of a paragraph, by its number."""
    view, point = recorder.live.view, point_on(recorder, word, row)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    return view.findChild(InPlaceEditor)


def test_a_told_word_is_corrected_by_a_double_click_and_stays_so(stage, recorder, qtbot):
    editor = double_click(qtbot, recorder, 1)
    assert editor.toPlainText() == "morning"
    QTest.keyClicks(editor, "evening")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert told(recorder) == ["0:00  good evening"]
    (correction,) = stage.library.live_corrections(SESSION)
    assert (correction.heard, correction.text) == ("morning", "evening")
    stage.controller.say(0, "Good Morning.")
    assert told(recorder) == ["0:00  Good evening"]


def test_escape_leaves_the_told_word_as_it_was(stage, recorder, qtbot):
    editor = double_click(qtbot, recorder, 1)
    QTest.keyClicks(editor, "evening")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert told(recorder) == ["0:00  good morning"]
    assert stage.library.live_corrections(SESSION) == ()


def test_a_correction_that_is_written_back_is_none(stage, recorder, qtbot):
    for text in ("evening", "morning"):
        editor = double_click(qtbot, recorder, 1)
        editor.selectAll()
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: recorder.live.view.findChild(InPlaceEditor) is None)
    assert stage.library.live_corrections(SESSION) == ()


def test_the_text_stands_still_while_a_word_is_corrected(stage, recorder, qtbot):
    view = recorder.live.view
    view.follow_end()
    editor = double_click(qtbot, recorder, 1)
    assert not view.following
    for number in range(1, 40):
        stage.controller.say(number, "one two three four five. six seven eight nine ten.")
    assert editor.isVisible()
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert view.following


# -- a name that the program wrote by its sound


@pytest.fixture
def by_sound(stage, recorder):
    """What is told reads "good mourning", for which "morning" was heard."""
    stage.library.correct_live(
        SESSION, LiveCorrection("s1", 1.0, 3.0, "morning", "mourning", by_sound=True)
    )
    stage.controller.text_corrected.emit()
    assert told(recorder) == ["0:00  good mourning"]


def test_a_name_by_its_sound_says_what_was_heard(recorder, by_sound):
    view, place = recorder.live.view, point_on(recorder, 1)
    event = QHelpEvent(QEvent.Type.ToolTip, place, view.viewport().mapToGlobal(place))
    QApplication.sendEvent(view.viewport(), event)
    assert QToolTip.text() == "Written by its sound. Heard: “morning”"
    QToolTip.hideText()


def test_a_name_by_its_sound_is_taken_back_by_writing_what_was_heard(
    stage, recorder, by_sound, qtbot
):
    editor = double_click(qtbot, recorder, 1)
    assert editor.toPlainText() == "mourning"
    QTest.keyClicks(editor, "morning")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert told(recorder) == ["0:00  good morning"]
    (held,) = stage.library.live_corrections(SESSION)
    assert (held.text, held.by_sound) == ("morning", False)
