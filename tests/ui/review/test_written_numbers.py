"""Numbers in a transcript: written as in a note, with what was said under them."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from aurity_desktop.domain.edits import Edit, EditKind
from aurity_desktop.domain.speakers import Speaker
from aurity_desktop.ui.widgets.reading import ROW_ROLE
from tests.fakes.window import FakeLibrary, Segment, plan_of, summary_of

SESSION = "session_20260102_030405"
TALK = [
    Segment(0.0, 4.0, "SPEAKER_00", "tenía treinta y ocho grados y medio.", 0.9),
    Segment(5.0, 9.0, "SPEAKER_01", "tome quinientos miligramos cada ocho horas", 0.9),
]


@pytest.fixture
def stage(make_stage):
    library = FakeLibrary()
    library.put(
        summary_of(plan_of(SESSION, language="es")),
        TALK,
        [Speaker("SPEAKER_00"), Speaker("SPEAKER_01")],
    )
    library.sounds[SESSION] = Path("final.wav")
    stage = make_stage(library=library)
    stage.window.pages.show_page(1)
    stage.window.pages.library.open(SESSION)
    return stage


def texts(panel):
    model = panel.view.model()
    return [model.index(place).data(ROW_ROLE).text for place in range(model.rowCount())]


def row(panel, place):
    return panel.view.model().index(place).data(ROW_ROLE)


def place_of(panel, number, word):
    """A point of the view in this word."""
    view, turn = panel.view, row(panel, number)
    area = view.visualRect(view.model().index(number))
    text = view.itemDelegate().text_area(area, turn, view.font())
    for x in range(0, 600, 3):
        point = QPoint(round(text.left()) + x, round(text.top()) + 8)
        if view.word_at(point) == (number, word):
            return point
    raise AssertionError("the word is nowhere")


def test_a_transcript_shows_numbers_as_in_a_note(panel):
    assert texts(panel) == ["tenía 38.5 °C.", "tome 500 mg cada 8 horas"]


def test_pointing_at_what_is_written_shows_what_was_said(panel):
    point = place_of(panel, 0, 1)
    there = panel.view.viewport().mapToGlobal(point)
    QApplication.sendEvent(panel.view.viewport(), QHelpEvent(QEvent.Type.ToolTip, point, there))
    assert QToolTip.text() == "Said: “treinta y ocho grados y medio.”"
    QToolTip.hideText()
    assert row(panel, 0).said_under(0) == ""


def test_a_click_plays_from_the_first_of_the_words_that_were_said(stage, panel, qtbot):
    with qtbot.waitSignal(panel.view.word_clicked):
        qtbot.mouseClick(
            panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(panel, 1, 1)
        )
    assert stage.player.commands[-2] == ("seek", row(panel, 1).words[1].start)


def test_whoever_corrects_a_turn_is_given_what_was_said(panel):
    index = panel.view.model().index(1)
    assert index.data(Qt.ItemDataRole.EditRole) == TALK[1].text


def test_a_search_finds_what_is_written_and_what_was_said(panel):
    panel.found.look_for("500 mg")
    assert panel.found.label.text().startswith("1 of 2")
    panel.found.look_for("quinientos")
    assert panel.found.label.text().startswith("1 of 1")
    panel.found.look_for("tome")
    assert panel.found.label.text().startswith("1 of 1")


def test_switched_off_the_words_are_shown_as_they_were_said(stage, panel):
    stage.library.numbers_are_written = False
    stage.window.pages.numbers.written.click()
    assert stage.window.pages.numbers.written.isChecked() is False
    assert texts(panel) == [each.text for each in TALK]


def test_words_that_a_person_wrote_stay_as_they_were_written(stage, panel):
    panel.corrections.correct(row(panel, 1), "tome novecientos miligramos cada ocho horas")
    stage.window.pages.library.open(SESSION)
    assert texts(panel)[1] == "tome novecientos miligramos cada ocho horas"


def test_a_name_that_was_written_by_its_sound_shows_what_was_heard(make_stage):
    library = FakeLibrary()
    talk = [Segment(0.0, 4.0, "SPEAKER_00", "solo para cetamol, nada más", 0.9)]
    library.put(summary_of(plan_of(SESSION, language="es")), talk, [Speaker("SPEAKER_00")])
    library.edits.append(Edit("sound-1", EditKind.BY_SOUND, 1, 2, "paracetamol,"))
    stage = make_stage(library=library)
    stage.window.pages.show_page(1)
    stage.window.pages.library.open(SESSION)
    panel = stage.window.pages.library.transcript
    (turn,) = [row(panel, place) for place in range(panel.view.model().rowCount())]
    assert turn.text == "solo paracetamol, nada más"
    assert turn.written == [(5, 12)]
    point = place_of(panel, 0, 1)
    there = panel.view.viewport().mapToGlobal(point)
    QApplication.sendEvent(panel.view.viewport(), QHelpEvent(QEvent.Type.ToolTip, point, there))
    assert QToolTip.text() == "Written by its sound. Heard: “para cetamol,”"
    QToolTip.hideText()
