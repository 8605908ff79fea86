"""Of a long session the first turns' words are read first; all turns are shown meanwhile."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from aurity_desktop.domain.edits import Edit, EditKind
from aurity_desktop.domain.errors import DamagedRow
from aurity_desktop.domain.speakers import Speaker
from aurity_desktop.domain.transcript import Segment
from aurity_desktop.ui.widgets.in_place_editor import InPlaceEditor
from tests.fakes.window import FakeLibrary, plan_of, summary_of

SESSION, OTHER = "session_20260102_030405", "session_20260102_040506"
CTRL = Qt.KeyboardModifier.ControlModifier
FILLER = " ".join(f"palabra{number}" for number in range(30))
#: Forty turns. The last has a number that is written otherwise.
TALK = [
    Segment(10.0 * at, 10.0 * at + 8, f"SPEAKER_0{at % 2}", f"turno{at} {FILLER}", 0.9)
    for at in range(39)
] + [Segment(390.0, 398.0, "SPEAKER_01", "tome quinientos miligramos", 0.9)]
SPEAKERS = [Speaker("SPEAKER_00", seconds=160), Speaker("SPEAKER_01", seconds=160)]
LAST = len(TALK) - 1


@pytest.fixture
def stage(make_stage):
    library = FakeLibrary()
    library.first_words = 60
    for name in (SESSION, OTHER):
        library.put(summary_of(plan_of(name, language="es"), seconds=400), TALK, SPEAKERS)
        library.sounds[name] = Path(name) / "final.wav"
    library.stored_segments[OTHER] = [Segment(0.0, 2.0, "SPEAKER_00", "no fever", 0.9)]
    stage = make_stage(library=library)
    stage.window.pages.show_page(1)
    stage.off_thread.holds = True
    return stage


@pytest.fixture
def words_read(stage, monkeypatch):
    """Of which sessions all words were read."""
    found, real = [], stage.library.facts

    def facts(session_id, *, outlined=False):
        if not outlined:
            found.append(session_id)
        return real(session_id, outlined=outlined)

    monkeypatch.setattr(stage.library, "facts", facts)
    return found


def row(panel, place):
    return panel.view.model().rows[place]


def top_of_current(view):
    return view.visualRect(view.currentIndex()).top()


def first_shown(panel, off_thread):
    panel.open(SESSION)
    off_thread.go_on()


def test_all_of_its_turns_are_there_when_the_words_of_the_first_are(stage, panel, off_thread):
    first_shown(panel, off_thread)
    assert panel.view.model().rowCount() == len(TALK)
    assert len(panel.waveform.tracks.turns) == len(TALK)
    assert row(panel, 0).words
    assert row(panel, 0).editable
    assert row(panel, LAST).text == "tome quinientos miligramos"
    assert not row(panel, LAST).editable
    assert panel.head.check_button.isHidden()
    off_thread.end()
    assert row(panel, LAST).text == "tome 500 mg"
    assert row(panel, LAST).editable
    assert stage.library.looked_at == [("sound", SESSION), ("live", SESSION)]
    assert not panel.head.reviewed_button.isHidden()


def test_what_is_looked_at_stays_in_its_place_while_the_rest_comes(panel, off_thread, qtbot):
    first_shown(panel, off_thread)
    panel.view.setFocus()
    qtbot.keyClick(panel.view, Qt.Key.Key_End)
    qtbot.keyClick(panel.view, Qt.Key.Key_Up)
    assert panel.view.currentIndex().row() == LAST - 1
    bar, top = panel.view.verticalScrollBar(), top_of_current(panel.view)
    before = bar.value()
    assert before > 0
    off_thread.end()
    assert panel.view.currentIndex().row() == LAST - 1
    assert bar.value() == before
    assert top_of_current(panel.view) == top


def test_rows_that_look_the_same_with_their_words_are_not_told_anew(panel, off_thread):
    first_shown(panel, off_thread)
    told = []
    panel.view.model().dataChanged.connect(
        lambda first, last, _roles: told.append((first.row(), last.row()))
    )
    off_thread.end()
    assert told == [(LAST, LAST)]
    assert row(panel, 20).words


def test_a_moment_is_gone_to_before_its_words_are_read(panel, off_thread):
    first_shown(panel, off_thread)
    panel.go_to(305.0)
    assert panel.view.currentIndex().row() == 30
    off_thread.end()
    assert panel.view.currentIndex().row() == 30


def test_all_of_it_is_found_at_once_and_nothing_replaced_before_all_is_read(
    stage, panel, off_thread, qtbot
):
    first_shown(panel, off_thread)
    qtbot.keyClick(stage.window, Qt.Key.Key_H, CTRL)
    bar = panel.find_bar
    qtbot.keyClicks(bar.field, "palabra7")
    qtbot.keyClicks(bar.replacement, "otra")
    assert bar.count.text() == "1 of 39"
    assert not bar.all_button.isEnabled()
    assert not bar.one_button.isEnabled()
    qtbot.keyClick(bar.replacement, Qt.Key.Key_Return)
    assert stage.library.edits == []
    off_thread.end()
    assert bar.count.text() == "1 of 39"
    qtbot.mouseClick(bar.all_button, Qt.MouseButton.LeftButton)
    off_thread.end()
    assert len(stage.library.edits) == 39


def test_one_that_is_left_at_once_is_read_no_further(panel, off_thread, words_read):
    first_shown(panel, off_thread)
    panel.open(OTHER)
    off_thread.end()
    assert panel.session_id == OTHER
    assert panel.view.model().rowCount() == 1
    assert not any(each.words for each in panel.view.model().rows if "turno" in each.text)
    assert words_read.count(SESSION) <= 1


def test_the_points_of_one_that_is_left_are_not_worked_out(stage, panel, off_thread):
    first_shown(panel, off_thread)
    sound, whole = 0, 0
    off_thread.go_on(sound)
    off_thread.go_on(whole)
    panel.open(OTHER)
    off_thread.end()
    assert ("live", SESSION) not in stage.library.looked_at
    assert ("live", OTHER) in stage.library.looked_at


def test_one_that_is_opened_twice_keeps_its_words(panel, off_thread):
    panel.open(SESSION)
    panel.open(SESSION)
    first, second = 0, 1
    off_thread.go_on(first)
    whole = len(off_thread.asked) - 1
    off_thread.go_on(whole)
    assert row(panel, 20).words
    off_thread.go_on(second)
    assert row(panel, 20).words
    off_thread.end()
    assert row(panel, LAST).text == "tome 500 mg"


def test_a_turn_that_is_being_corrected_meanwhile_keeps_what_is_typed(
    stage, panel, off_thread, qtbot
):
    first_shown(panel, off_thread)
    panel.view.setFocus()
    panel.view.setCurrentIndex(panel.view.model().index(1, 0))
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    (editor,) = panel.view.findChildren(InPlaceEditor)
    editor.setPlainText("typed meanwhile")
    off_thread.end()
    assert editor.toPlainText() == "typed meanwhile"
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    off_thread.end()
    assert row(panel, 1).text == "typed meanwhile"
    assert row(panel, 1).corrected


def test_a_correction_that_is_made_before_the_rest_is_there_stays(stage, panel, off_thread):
    first_shown(panel, off_thread)
    stage.library.record_edit(SESSION, Edit("e1", EditKind.CORRECT, 0, 0, "cambiado"))
    panel.open(SESSION)
    off_thread.end()
    assert row(panel, 0).text.startswith("cambiado")
    assert row(panel, LAST).text == "tome 500 mg"


def test_where_the_rest_cannot_be_read_the_text_stays_and_that_is_told(
    stage, panel, off_thread, monkeypatch
):
    first_shown(panel, off_thread)
    told = []
    off_thread.failed.connect(told.append)

    def damaged(_session_id):
        raise DamagedRow("a word is none")

    monkeypatch.setattr(stage.library, "reading", damaged)
    off_thread.end()
    assert len(told) == 1
    assert row(panel, LAST).text == "tome quinientos miligramos"
    assert not row(panel, LAST).editable


def test_another_language_meanwhile_changes_nothing_of_that(stage, panel, off_thread):
    first_shown(panel, off_thread)
    panel.retranslate()
    assert panel.view.model().rowCount() == len(TALK)
    off_thread.end()
    assert row(panel, LAST).text == "tome 500 mg"
