"""The small view above other programs: what it shows, its commands, and that a lock hides words."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.domain.audio import Counters, Level
from aurity_desktop.domain.transcript import ChunkStatus, ChunkTranscription, LiveUpdate, Word
from tests.fakes.window import plan_of


def bottom_right(widget):
    return widget.screen().availableGeometry().bottomRight()


def words(text, start=0.0):
    return tuple(Word(start + at, start + at + 0.5, each) for at, each in enumerate(text.split()))


def opened(stage):
    QTest.keyClick(stage.window, Qt.Key.Key_F9)
    assert stage.window.small_view.isVisible()
    assert stage.window.isMinimized()
    return stage.window.small_view


def shown(view):
    return [each.text() for each in view.findChildren(QLabel) if each.isVisible()]


def recording(stage):
    stage.controller.begin(plan_of())
    chunk = ChunkTranscription("s", 0, words("me duele la cabeza"), ChunkStatus.OK)
    stage.controller.text_changed.emit(LiveUpdate((chunk,), words("desde ayer", 3.0)))
    stage.controller.counters_changed.emit(Counters(75 * 16_000, 75 * 16_000, 0))


def test_it_shows_the_state_the_time_and_the_last_words(stage):
    view = opened(stage)
    recording(stage)
    assert {"Recording", "1:15", "me duele la cabeza desde ayer"} <= set(shown(view))


def test_where_nothing_is_recorded_it_shows_no_length_of_what_was(stage):
    view = opened(stage)
    recording(stage)
    stage.controller.enter(RecordingState.STOPPING)
    assert "1:15" in shown(view)
    stage.controller.enter(RecordingState.IDLE)
    assert "Ready to record" in shown(view)
    assert not any(":" in text for text in shown(view))
    stage.controller.begin(plan_of())
    assert "0:00" in shown(view)


def test_its_buttons_do_what_those_of_the_window_do(stage):
    view = opened(stage)
    assert view.record_button.isVisible()
    view.record_button.click()
    recording(stage)
    assert not view.record_button.isVisible()
    view.pause_button.click()
    view.stop_button.click()
    assert [each[0] for each in stage.controller.commands] == ["start", "pause", "stop"]


def test_closing_it_brings_the_window_back(stage):
    view = opened(stage)
    view.close()
    assert not stage.window.isMinimized()
    view = opened(stage)
    view.window_button.click()
    assert not view.isVisible()


def test_a_locked_window_shows_no_word_in_it_and_begins_nothing(stage):
    view = opened(stage)
    recording(stage)
    stage.window.locking.locked_changed.emit(True)
    assert not any("cabeza" in each for each in shown(view))
    assert view.stop_button.isVisible()
    stage.controller.enter(RecordingState.IDLE)
    assert not view.record_button.isVisible()


def test_another_session_begins_without_the_words_of_the_one_before(stage):
    view = opened(stage)
    recording(stage)
    stage.controller.begin(plan_of("session_20260102_040506"))
    assert not any("cabeza" in each for each in shown(view))


def test_it_is_a_window_of_its_own_that_does_not_go_away_with_the_large_one(stage):
    view = opened(stage)
    assert view.windowType() is Qt.WindowType.Window
    assert view.windowHandle().transientParent() is None
    assert view.windowFlags() & Qt.WindowType.WindowStaysOnTopHint


def test_it_stays_on_the_screen_when_it_has_more_to_show(stage, qtbot):
    view = opened(stage)
    screen = view.screen().availableGeometry()
    assert screen.contains(view.frameGeometry())
    view.move(bottom_right(view) - view.rect().bottomRight())
    height = view.height()
    recording(stage)
    qtbot.waitUntil(lambda: view.height() > height)
    assert screen.contains(view.frameGeometry())


def test_its_words_take_no_more_room_as_they_become_more_and_the_newest_are_seen(stage, qtbot):
    view = opened(stage)
    recording(stage)
    qtbot.waitUntil(view.pause_button.isVisible)
    width = view.width()
    said = words("otorrinolaringología electroencefalografía " * 5 + "ayer")
    chunk = ChunkTranscription("s", 1, said, ChunkStatus.OK)
    stage.controller.text_changed.emit(LiveUpdate((chunk,), ()))
    qtbot.waitUntil(lambda: view.line.text().endswith("ayer"))
    assert view.width() == width


def test_no_word_stays_in_sight_once_the_recording_has_ended(stage):
    view = opened(stage)
    recording(stage)
    assert view.line.text()
    stage.controller.enter(RecordingState.IDLE)
    assert view.isVisible()
    assert not view.line.text()


def test_it_hears_the_same_keys_as_the_window(stage):
    view = opened(stage)
    recording(stage)
    for key in (Qt.Key.Key_M, Qt.Key.Key_P, Qt.Key.Key_T):
        QTest.keyClick(view, key, Qt.KeyboardModifier.ControlModifier)
    assert len(stage.library.marked) == 1
    assert [each[0] for each in stage.controller.commands] == ["pause", "stop"]
    QTest.keyClick(view, Qt.Key.Key_F9)
    assert not view.isVisible()
    assert not stage.window.isMinimized()


def test_it_goes_with_the_window(stage):
    view = opened(stage)
    stage.window.close()
    assert not view.isVisible()


def test_in_a_pause_it_shows_no_level(stage):
    view = opened(stage)
    recording(stage)
    clipped = Level(-20.0, 0.0, clipped_samples=3)
    stage.controller.level_measured.emit(clipped)
    assert view.meter.clipping
    stage.controller.enter(RecordingState.PAUSED)
    assert not view.meter.clipping
    stage.controller.level_measured.emit(clipped)
    assert not view.meter.clipping
