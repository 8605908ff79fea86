"""Finding and replacing in the transcript that is open, through the real window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from aurity_desktop.domain.heard_write import Rule
from tests.fakes.window import FakeLibrary, Segment, plan_of, summary_of

SESSION = "session_20260102_030405"
TALK = [
    Segment(0.0, 2.0, "SPEAKER_00", "take losartan and more Losartán, please", 0.9),
    Segment(2.5, 5.0, "SPEAKER_01", "my losartanes are gone", 0.9),
]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def stage(make_stage):
    library = FakeLibrary()
    library.put(summary_of(plan_of(SESSION)), TALK)
    stage = make_stage(library=library)
    stage.window.pages.show_page(1)
    stage.window.pages.library.open(SESSION)
    return stage


def texts(panel):
    return [row.text for row in panel.view.model().rows]


def find(stage, panel, text, key=Qt.Key.Key_F):
    QTest.keyClick(stage.window, key, CTRL)
    QTest.keyClicks(panel.find_bar.field, text)
    return panel.find_bar


def test_ctrl_f_finds_in_the_transcript_that_is_in_sight_and_enter_goes_on(stage, panel):
    bar = find(stage, panel, "losartan")
    assert bar.count.text() == "1 of 3"
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert (bar.count.text(), panel.view.currentIndex().row()) == ("3 of 3", 1)
    QTest.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(stage.window, Qt.Key.Key_F3)
    assert bar.count.text() == "3 of 3"
    bar.whole.setChecked(True)
    assert bar.count.text() == "1 of 2"
    bar.accents.setChecked(True)
    assert bar.count.text() == "1 of 1"
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert panel.view.hasFocus()


def test_what_is_not_there_is_said_and_nothing_can_be_replaced(stage, panel):
    bar = find(stage, panel, "aspirin")
    assert bar.count.text() == "Not found"
    assert not bar.all_button.isEnabled()


def test_all_places_are_replaced_as_one_step(stage, panel):
    before = texts(panel)
    QTest.keyClick(stage.window, Qt.Key.Key_H, CTRL)
    bar = panel.find_bar
    QTest.keyClicks(bar.field, "losartan")
    QTest.keyClicks(bar.replacement, "valsartan")
    QTest.mouseClick(bar.all_button, Qt.MouseButton.LeftButton)
    assert texts(panel) == [
        "take valsartan and more Valsartan, please",
        "my valsartanes are gone",
    ]
    QTest.keyClick(stage.window, Qt.Key.Key_Z, CTRL)
    assert texts(panel) == before
    QTest.keyClick(stage.window, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert texts(panel)[1] == "my valsartanes are gone"


def test_one_place_is_replaced_and_the_next_is_looked_at(stage, panel):
    bar = find(stage, panel, "losartan", Qt.Key.Key_H)
    QTest.keyClicks(bar.replacement, "valsartan")
    QTest.keyClick(bar.replacement, Qt.Key.Key_Return)
    assert texts(panel)[0] == "take valsartan and more Losartán, please"
    assert bar.count.text() == "1 of 2"


def test_a_word_is_added_to_the_vocabulary_from_here(stage, panel):
    bar = find(stage, panel, "losartan", Qt.Key.Key_H)
    bar.replacement.insert("valsartán")
    QTest.mouseClick(bar.vocabulary_button, Qt.MouseButton.LeftButton)
    assert stage.kept[-1].vocabulary == ("valsartán",)


def test_without_a_transcript_in_sight_ctrl_f_searches_all_sessions(make_stage):
    stage = make_stage()
    QTest.keyClick(stage.window, Qt.Key.Key_F, CTRL)
    assert stage.window.pages.library.search.hasFocus()


def test_what_is_replaced_is_written_so_in_every_session_to_come(stage, panel):
    rules = []
    panel.rule_offer.accepted.connect(rules.append)
    bar = find(stage, panel, "losartan", Qt.Key.Key_H)
    assert not bar.always_button.isEnabled()
    QTest.keyClicks(bar.replacement, "valsartan")
    QTest.mouseClick(bar.always_button, Qt.MouseButton.LeftButton)
    assert rules == [Rule(("losartan",), "valsartan")]
