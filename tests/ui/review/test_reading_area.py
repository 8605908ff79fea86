"""A panel beside the turns: where there is room both are read, else the panel takes their place."""

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QLabel

from aurity_desktop.ui.review.turn_model import NoteRow
from aurity_desktop.ui.widgets.reading import ROW_ROLE
from tests.ui.gallery import states
from tests.ui.gallery.settling import settle


@pytest.fixture
def panel(show_state):
    stage = show_state(states.library, size=(1600, 900))
    stage.window.pages.library.shelf.hide()
    settle()
    return stage.window.pages.library.transcript


def test_in_a_wide_window_turns_and_panel_stand_side_by_side(panel):
    note = QLabel("a note")
    panel.reading.show_side(note)
    settle()
    assert panel.reading.side is note
    assert note.isVisible()
    assert panel.view.isVisible()
    assert panel.view.width() > note.width() > 0


def test_in_a_narrow_window_the_panel_takes_the_place_of_the_turns_until_it_is_left(panel):
    note = QLabel("a note")
    panel.reading.show_side(note)
    panel.window().resize(700, 700)
    settle()
    assert (note.isVisible(), panel.view.isVisible()) == (True, False)
    panel.reading.hide_side()
    settle()
    assert (note.isVisible(), panel.view.isVisible()) == (False, True)
    assert panel.reading.side is None


def test_one_panel_takes_the_place_of_another(panel):
    note, marks, told = QLabel("a note"), QLabel("marks"), []
    panel.reading.side_changed.connect(lambda: told.append(panel.reading.side))
    for side in (note, marks, marks, note):
        panel.reading.show_side(side)
    settle()
    assert (note.isVisible(), marks.isVisible()) == (True, False)
    assert told == [note, marks, note]


def test_a_new_bar_stands_right_above_the_turns_below_those_that_are_there(panel):
    bar = QLabel("find and replace")
    panel.add_bar(bar)
    settle()
    assert bar.isVisible()
    assert panel.speakers_bar.geometry().bottom() < bar.y()
    assert bar.geometry().bottom() < panel.reading.y()


def test_in_a_narrow_transcript_a_note_stands_behind_its_time(show_state):
    panel = show_state(states.annotated, size=(1366, 768)).window.pages.library.transcript
    panel.reading.show_side(QLabel("a wide panel " * 6))
    settle()
    view, delegate = panel.view, panel.view.itemDelegate()
    rows = [view.model().index(at, 0) for at in range(view.model().rowCount())]
    note = next(each for each in rows if isinstance(each.data(ROW_ROLE), NoteRow))
    area = view.visualRect(note)
    words = delegate.text_area(area, note.data(ROW_ROLE), view.font())
    time = QFontMetricsF(view.font()).horizontalAdvance("0:09")
    assert words.left() - area.left() > time + 12
