"""A session is shown as soon as it is read; what deserves a second look comes a moment later."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from aurity_desktop.domain.speakers import Speaker
from aurity_desktop.domain.transcript import Segment
from tests.fakes.window import FakeLibrary, plan_of, summary_of

SESSION, OTHER = "session_20260102_030405", "session_20260102_040506"
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
    for name in (SESSION, OTHER):
        library.put(summary_of(plan_of(name)), TALK, SPEAKERS)
        library.sounds[name] = Path(name) / "final.wav"
    stage = make_stage(library=library)
    stage.window.pages.show_page(1)
    stage.off_thread.holds = True
    return stage


@pytest.fixture
def head(panel):
    return panel.head


def rows(panel):
    return panel.view.model().rowCount()


def says_nothing_of_points(head):
    return head.check_button.isHidden() and head.reviewed_button.isHidden()


def test_its_turns_are_shown_before_its_points_are_worked_out(stage, panel, head, off_thread):
    panel.open(SESSION)
    off_thread.go_on()
    assert rows(panel) == 3
    assert len(panel.waveform.tracks.turns) == 3
    assert stage.library.looked_at == []
    assert says_nothing_of_points(head)
    assert panel.waveform.tracks.doubts == ()
    off_thread.end()
    assert head.check_button.text() == "Review 2 points"
    assert not head.check_button.isHidden()
    assert len(panel.waveform.tracks.doubts) == 2


def test_its_sound_is_asked_for_with_it_and_before_its_points(stage, panel, off_thread):
    panel.open(SESSION)
    assert len(off_thread.asked) == 2
    off_thread.end()
    assert stage.library.looked_at == [("sound", SESSION), ("live", SESSION)]


def test_a_recording_that_is_not_joined_has_no_sound_to_be_looked_at(stage, panel, off_thread):
    del stage.library.sounds[SESSION]
    panel.open(SESSION)
    off_thread.end()
    assert stage.library.looked_at == [("live", SESSION)]
    stage.library.sounds[SESSION] = Path("final.wav")
    panel.open(SESSION)
    off_thread.end()
    assert ("sound", SESSION) in stage.library.looked_at


def test_a_session_that_is_read_again_keeps_its_sound(stage, panel, off_thread):
    panel.open(SESSION)
    off_thread.end()
    panel.open(SESSION)
    off_thread.end()
    assert stage.library.looked_at.count(("sound", SESSION)) == 1


def test_another_session_is_not_shown_the_points_of_the_one_before(stage, panel, head, off_thread):
    stage.library.stored_segments[OTHER] = [Segment(0.0, 2.0, "SPEAKER_00", "no fever", 0.9)]
    panel.open(SESSION)
    off_thread.go_on()
    panel.open(OTHER)
    sound, points, read = 0, 1, 2
    off_thread.go_on(read)
    assert panel.session_id == OTHER
    off_thread.go_on(points)
    assert says_nothing_of_points(head)
    assert panel.waveform.tracks.doubts == ()
    off_thread.go_on(sound)
    off_thread.end()
    assert head.check_button.text() == "Review 1 point"


def test_the_points_of_the_one_before_are_forgotten_with_its_turns(
    stage, panel, head, off_thread, qtbot
):
    panel.open(SESSION)
    off_thread.end()
    panel.open(OTHER)
    off_thread.go_on()
    assert says_nothing_of_points(head)
    qtbot.keyClick(stage.window, Qt.Key.Key_F4)
    assert panel.review_bar.isHidden()
    off_thread.end()
    panel.clear()
    panel.check_next()
    assert panel.review_bar.isHidden()


def test_after_a_correction_the_former_count_stays_until_the_new_one_is_there(
    stage, panel, head, off_thread
):
    panel.open(SESSION)
    off_thread.end()
    stage.library.stored_segments[SESSION] = TALK[1:]
    panel.open(SESSION)
    off_thread.go_on()
    assert rows(panel) == 2
    assert not head.check_button.isHidden()
    assert head.check_button.text() == "Review 2 points"
    off_thread.end()
    assert head.check_button.text() == "Review 1 point"


def test_the_points_of_a_former_run_are_none_of_the_next(stage, panel, head, off_thread):
    panel.open(SESSION)
    off_thread.end()
    stage.library.runs[SESSION] = "another"
    panel.open(SESSION)
    off_thread.go_on()
    assert says_nothing_of_points(head)
    off_thread.end()
    assert head.check_button.text() == "Review 2 points"


def test_another_language_meanwhile_loses_no_points(panel, head, off_thread):
    panel.open(SESSION)
    off_thread.go_on()
    panel.retranslate()
    off_thread.end()
    assert head.check_button.text() == "Review 2 points"


def test_a_session_without_points_says_so_only_when_that_is_known(stage, panel, head, off_thread):
    stage.library.stored_segments[SESSION] = [Segment(0.0, 2.0, "SPEAKER_00", "good day", 0.9)]
    panel.open(SESSION)
    off_thread.go_on()
    assert head.reviewed_button.isHidden()
    off_thread.end()
    assert not head.reviewed_button.isHidden()


def test_a_pass_goes_on_over_the_turns_that_are_read_again(stage, panel, off_thread, qtbot):
    panel.open(SESSION)
    off_thread.end()
    qtbot.keyClick(stage.window, Qt.Key.Key_F4)
    assert panel.review_bar.label.text() == "Dose · “500 mg” · 2 left"
    stage.library.stored_segments[SESSION] = [TALK[0], TALK[2]]
    panel.open(SESSION)
    off_thread.go_on()
    assert "500" not in panel.review_bar.label.text()
    assert not panel.review_bar.isHidden()
    off_thread.end()
    assert not panel.review_bar.isHidden()
