"""The second look: what is asked for, one point after the other, by three keys."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from aurity_desktop.domain.edits import EditKind
from aurity_desktop.domain.playback import Positioned
from aurity_desktop.domain.review_points import ReviewKind
from aurity_desktop.domain.speakers import Speaker
from aurity_desktop.domain.transcript import Segment
from aurity_desktop.ui.widgets.in_place_editor import InPlaceEditor
from tests.fakes.window import FakeLibrary, plan_of, summary_of

SESSION = "session_20260102_030405"
FILLER = " ".join(f"palabra{number}" for number in range(60))
TALK = [
    Segment(0.0, 2.0, "SPEAKER_00", "no fever then", 0.9),
    Segment(2.5, 5.0, "SPEAKER_01", "take 500 mg twice", 0.9),
    Segment(6.0, 90.0, "SPEAKER_00", FILLER, 0.9),
]
SPEAKERS = [Speaker("SPEAKER_00", seconds=3.5), Speaker("SPEAKER_01", seconds=2.5)]


@pytest.fixture
def stage(make_stage):
    library = FakeLibrary()
    library.put(summary_of(plan_of(SESSION)), TALK, SPEAKERS)
    library.sounds[SESSION] = Path("final.wav")
    stage = make_stage(library=library)
    stage.window.pages.show_page(1)
    stage.window.pages.library.open(SESSION)
    return stage


@pytest.fixture
def bar(stage, panel, qtbot):
    """The review, begun by its key."""
    qtbot.keyClick(stage.window, Qt.Key.Key_F4)
    return panel.review_bar


def press(qtbot, bar, key):
    qtbot.keyClick(bar, key)


def test_the_number_of_points_is_said_and_one_is_not_many(stage, panel):
    assert panel.head.check_button.text() == "Review 2 points"
    other = plan_of("session_20260102_030406")
    stage.library.put(summary_of(other), [Segment(0.0, 2.0, "SPEAKER_00", "no fever", 0.9)], [])
    stage.window.pages.library.open(other.session_id)
    assert panel.head.check_button.text() == "Review 1 point"


def test_a_session_without_points_offers_no_review(stage, panel):
    other = plan_of("session_20260102_030406")
    stage.library.put(summary_of(other), [Segment(0.0, 2.0, "SPEAKER_00", "good day", 0.9)], [])
    stage.window.pages.library.open(other.session_id)
    assert not panel.head.check_button.isVisible()
    panel.check_next()
    assert not panel.review_bar.isVisible()


def test_the_gravest_is_asked_for_first_and_played_by_itself(stage, panel, bar):
    assert bar.label.text() == "Dose · “500 mg” · 2 left"
    assert panel.view.currentIndex().row() == 1
    seek, play = stage.player.commands[-2:]
    turn = panel.view.model().turn(1)
    assert seek == ("seek", pytest.approx(turn.words[1].start - 0.5))
    assert play[0] == "play"
    stage.player.moved.emit(Positioned(turn.words[2].end + 0.3, playing=True))
    assert stage.player.commands[-1][0] == "play"
    stage.player.moved.emit(Positioned(turn.words[2].end + 0.6, playing=True))
    assert stage.player.commands[-1] == ("hold",)


def test_enter_says_that_it_is_right_and_goes_on(stage, panel, bar, qtbot):
    press(qtbot, bar, Qt.Key.Key_Return)
    (edit,) = stage.library.edits
    assert (edit.kind, edit.first_word, edit.last_word, edit.text) == (
        EditKind.CORRECT,
        4,
        5,
        "500 mg",
    )
    assert bar.label.text() == "Negation · “no” · 1 left"
    assert panel.head.check_button.text() == "Review 1 point"
    press(qtbot, bar, Qt.Key.Key_Return)
    assert not bar.isVisible()
    assert not panel.head.check_button.isVisible()


def to_review(stage):
    return stage.library.session(SESSION).to_review


def test_a_review_in_which_everything_was_answered_is_one_and_can_be_taken_back(
    stage, panel, bar, qtbot
):
    press(qtbot, bar, Qt.Key.Key_Return)
    assert to_review(stage)
    press(qtbot, bar, Qt.Key.Key_Return)
    assert not to_review(stage)
    qtbot.keyClick(stage.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert to_review(stage)


@pytest.mark.parametrize("how", ["skipped", "of one kind", "left"])
def test_a_review_that_left_something_out_is_none(stage, panel, bar, qtbot, how):
    if how == "of one kind":
        bar.kinds.setCurrentIndex(1)
        bar.kinds.activated.emit(1)
    if how == "skipped":
        panel.check_next()
    press(qtbot, bar, Qt.Key.Key_Return)
    if how == "left":
        press(qtbot, bar, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert to_review(stage)


def test_where_nothing_is_asked_for_one_press_says_that_it_is_reviewed(stage, panel, qtbot):
    assert not panel.head.reviewed_button.isVisible()
    other = plan_of("session_20260102_030406")
    stage.library.put(summary_of(other), [Segment(0.0, 2.0, "SPEAKER_00", "good day", 0.9)], [])
    stage.window.pages.library.open(other.session_id)
    qtbot.mouseClick(panel.head.reviewed_button, Qt.MouseButton.LeftButton)
    assert not stage.library.session(other.session_id).to_review
    assert not panel.head.reviewed_button.isVisible()
    panel.head.menu.to_review.trigger()
    assert stage.library.session(other.session_id).to_review


def test_what_is_right_is_no_correction_and_can_be_taken_back(stage, panel, bar, qtbot):
    press(qtbot, bar, Qt.Key.Key_Return)
    turn = panel.view.model().turn(1)
    assert not turn.corrected
    assert turn.text == "take 500 mg twice"
    qtbot.keyClick(stage.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert panel.head.check_button.text() == "Review 2 points"


def test_backspace_goes_back_and_enter_says_nothing_twice(stage, bar, qtbot):
    press(qtbot, bar, Qt.Key.Key_Return)
    press(qtbot, bar, Qt.Key.Key_Backspace)
    assert bar.label.text() == "Dose · “500 mg” · 2 left"
    press(qtbot, bar, Qt.Key.Key_Return)
    assert len(stage.library.edits) == 1
    press(qtbot, bar, Qt.Key.Key_Backspace)
    press(qtbot, bar, Qt.Key.Key_Backspace)
    assert bar.label.text().startswith("Dose")


def test_e_corrects_the_very_words_and_the_review_goes_on(stage, panel, bar, qtbot):
    press(qtbot, bar, Qt.Key.Key_E)
    (editor,) = panel.view.findChildren(InPlaceEditor)
    assert editor.textCursor().selectedText() == "500 mg"
    qtbot.keyClicks(editor, "850 mg")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    turn = panel.view.model().turn(1)
    assert (turn.text, turn.corrected) == ("take 850 mg twice", True)
    assert bar.label.text() == "Dose · “850 mg” · 2 left"
    press(qtbot, bar, Qt.Key.Key_Return)
    assert len(stage.library.edits) == 1  # who wrote it need not say that it is right
    assert bar.label.text().startswith("Negation")


def test_f4_leaves_a_point_for_later(stage, panel, bar, qtbot):
    qtbot.keyClick(stage.window, Qt.Key.Key_F4)
    assert bar.label.text().startswith("Negation")
    assert stage.library.edits == []
    assert panel.head.check_button.text() == "Review 2 points"


def test_only_one_kind_can_be_asked_for(bar, qtbot):
    bar.kinds.setCurrentIndex(bar.kinds.findData(ReviewKind.NEGATION))
    bar.kinds.activated.emit(bar.kinds.currentIndex())
    assert bar.label.text() == "Negation · “no” · 1 left"
    bar.kinds.setCurrentIndex(bar.kinds.findData(ReviewKind.ALLERGY))
    bar.kinds.activated.emit(bar.kinds.currentIndex())
    assert bar.label.text() == "Allergy · 0 left"


def test_escape_ends_the_review_and_another_session_too(stage, panel, bar, qtbot):
    press(qtbot, bar, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    panel.check_next()
    assert bar.isVisible()
    other = plan_of("session_20260102_030406")
    stage.library.put(summary_of(other), TALK, SPEAKERS)
    stage.window.pages.library.open(other.session_id)
    assert not bar.isVisible()


def test_what_is_asked_for_is_in_sight_where_the_page_is_higher_than_the_window(
    stage, panel, qtbot
):
    stage.window.setMinimumSize(0, 0)
    stage.window.resize(900, 240)
    qtbot.keyClick(stage.window, Qt.Key.Key_F4)
    view = panel.view

    def asked_for_is_in_sight():
        place = view.visualRect(view.currentIndex()).center()
        return view.viewport().visibleRegion().contains(place)

    qtbot.waitUntil(asked_for_is_in_sight)


@pytest.mark.parametrize("width", [900, 1020, 1120, 1366])
def test_no_button_of_a_sessions_head_is_cut_when_its_words_change(stage, panel, qtbot, width):
    stage.window.resize(width, 700)
    head = panel.head
    for points in (1, 123, 2):
        head.show_points(points)
        qtbot.waitUntil(lambda: head.check_button.width() >= head.check_button.sizeHint().width())
        for button in (head.check_button, head.again_button, head.export_button):
            assert button.width() >= button.sizeHint().width()


def test_every_button_of_the_review_has_a_name(bar):
    for button in (bar.play_button, bar.back_button, bar.close_button):
        assert button.accessibleName()
    assert bar.accessibleName() == bar.label.text()


def test_a_word_that_was_heard_otherwise_live_is_asked_for(stage, panel, bar):
    library, other = stage.library, plan_of("session_20260102_030406")
    library.put(summary_of(other), [Segment(0.0, 30.0, "SPEAKER_00", FILLER, 0.9)], [])
    stage.window.pages.library.open(other.session_id)
    assert not panel.head.check_button.isVisible()
    (turn,) = panel.view.model().rows
    live = [replace(word, text="otra") if at == 7 else word for at, word in enumerate(turn.words)]
    library.stored_live[other.session_id] = live
    stage.window.pages.library.open(other.session_id)
    panel.check_next()
    assert "palabra7" in bar.label.text()
