"""The whole recording at a glance: what it shows, and going through it by hand."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from aurity_desktop.domain.audio import Span, SpanKind
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.playback import Positioned
from aurity_desktop.domain.session import SessionState
from aurity_desktop.domain.speakers import Speaker
from aurity_desktop.ui.review.waveform_tracks import VoiceTurn
from tests.fakes.window import FakeLibrary, Segment, plan_of, summary_of

SESSION, OTHER = "session_20260102_030405", "session_20260102_040506"
TALK = [
    Segment(0.0, 20.0, "SPEAKER_00", "what brings you here", 0.9),
    Segment(20.0, 50.0, "SPEAKER_01", "take 500 mg of it", 0.9),
]
SPEAKERS = [Speaker("SPEAKER_00", seconds=20.0), Speaker("SPEAKER_01", seconds=30.0)]
SECONDS = 100.0


@pytest.fixture
def stage(make_stage):
    library = FakeLibrary()
    for name in (SESSION, OTHER):
        summary = summary_of(plan_of(name), SessionState.COMPLETED, seconds=SECONDS)
        library.put(summary, TALK, SPEAKERS)
        library.sounds[name] = Path(name) / "final.wav"
    library.stored_spans[SESSION] = (Span(SpanKind.PAUSE, 20 * 16_000, 60.0),)
    library.marked[SESSION, "one"] = Bookmark("one", 30 * 16_000, "alergia")
    stage = make_stage(library=library)
    stage.window.pages.show_page(1)
    stage.window.pages.library.open(SESSION)
    return stage


@pytest.fixture
def waveform(panel):
    if not panel.waveform.isVisible():
        panel.player_bar.waveform_button.click()
    assert panel.waveform.isVisible()
    return panel.waveform


def at(waveform, second):
    return QPoint(round(waveform.view.x(second)), waveform.height() // 3)


def click(waveform, second):
    QTest.mouseClick(waveform, Qt.MouseButton.LeftButton, pos=at(waveform, second))


def drag(waveform, start, end):
    QTest.mousePress(waveform, Qt.MouseButton.LeftButton, pos=at(waveform, start))
    for second in ((start + end) / 2, end):
        QTest.mouseMove(waveform, at(waveform, second))
    QTest.mouseRelease(waveform, Qt.MouseButton.LeftButton, pos=at(waveform, end))


def turn_wheel(waveform, second, notches, modifiers=Qt.KeyboardModifier.NoModifier):
    place = QPointF(at(waveform, second))
    event = QWheelEvent(
        place,
        waveform.mapToGlobal(place),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(waveform, event)


def colours(waveform, second, height):
    """Those of the picture in a narrow column around a second, at a share of the height."""
    picture = waveform.grab().toImage()
    scale = picture.devicePixelRatio()
    x, y = round(waveform.view.x(second) * scale), round(waveform.height() * scale * height)
    return {picture.pixelColor(x + by, y).name() for by in range(-3, 4)}


def test_it_shows_turns_gaps_bookmarks_and_doubts_at_their_times(waveform, appearance):
    tracks = waveform.tracks
    assert tracks.length == SECONDS
    assert tracks.turns == (VoiceTurn(0.0, 20.0, 0), VoiceTurn(20.0, 50.0, 1))
    assert (tracks.absences, tracks.bookmarks) == ((20.0,), (30.0,))
    assert len(tracks.doubts) == 1
    assert 20.0 <= tracks.doubts[0] < 50.0
    look = appearance
    below = (waveform.height() - 9) / waveform.height()
    assert look.voice(0).lower() in colours(waveform, 10.0, below)
    assert look.voice(1).lower() in colours(waveform, 40.0, below)
    assert look.colours.amber_line.lower() in colours(waveform, 20.0, 0.02)
    assert look.colours.accent.lower() in colours(waveform, 30.0, 0.05)


def test_loud_and_quiet_are_told_apart(waveform, appearance):
    """The sound of the fake grows louder for four seconds and begins anew."""
    ink = appearance.colours.muted.lower()
    waveform.look_closer(SECONDS / 8, 4.0)
    assert ink in colours(waveform, 3.9, 0.15)
    assert ink not in colours(waveform, 4.3, 0.15)


def test_a_click_goes_there(waveform, stage):
    click(waveform, 40.0)
    assert stage.player.commands[-1] == ("seek", pytest.approx(40.0, abs=0.2))


def test_what_is_dragged_over_is_played_again_and_again_until_it_is_let_go(waveform, stage):
    drag(waveform, 20.0, 30.0)
    start, end = waveform.selection
    assert (start, end) == (pytest.approx(20.0, abs=0.3), pytest.approx(30.0, abs=0.3))
    player = stage.player
    assert player.commands[-2:] == [("seek", start), ("play", player.path)]
    for _ in range(2):
        player.moved.emit(Positioned(end + 0.05, playing=True))
        assert player.commands[-1] == ("seek", start)
    QTest.keyClick(waveform, Qt.Key.Key_Escape)
    assert waveform.selection is None
    told = list(player.commands)
    player.moved.emit(Positioned(end + 0.05, playing=True))
    assert player.commands == told


def test_backwards_is_dragged_as_well(waveform):
    drag(waveform, 30.0, 20.0)
    assert waveform.selection[0] < waveform.selection[1]


def test_a_click_elsewhere_lets_the_part_go(waveform, stage):
    drag(waveform, 20.0, 30.0)
    click(waveform, 60.0)
    assert waveform.selection is None
    stage.player.moved.emit(Positioned(60.1, playing=True))
    assert stage.player.commands[-1][0] == "seek"
    assert stage.player.commands[-1][1] == pytest.approx(60.0, abs=0.3)


def test_the_wheel_looks_closer_at_what_is_under_the_pointer(waveform):
    turn_wheel(waveform, 40.0, 4)
    assert waveform.view.length < SECONDS / 2
    assert waveform.view.start < 40.0 < waveform.view.end
    begun = waveform.view.start
    turn_wheel(waveform, 40.0, -1, Qt.KeyboardModifier.ShiftModifier)
    assert waveform.view.start > begun
    turn_wheel(waveform, 40.0, -40)
    assert (waveform.view.start, waveform.view.end) == (0.0, SECONDS)


def test_the_closest_look_is_a_second(waveform):
    turn_wheel(waveform, 40.0, 100)
    assert waveform.view.length == pytest.approx(1.0)
    QTest.mouseDClick(waveform, Qt.MouseButton.LeftButton, pos=at(waveform, 40.0))
    assert waveform.view.length == SECONDS


def test_by_the_keyboard_it_is_gone_through_and_looked_at(waveform, stage):
    stage.player.path = Path(SESSION) / "final.wav"
    stage.player.moved.emit(Positioned(40.0, playing=False))
    waveform.setFocus()
    QTest.keyClick(waveform, Qt.Key.Key_Right)
    assert stage.player.commands[-1] == ("seek", 45.0)
    QTest.keyClick(waveform, Qt.Key.Key_Plus)
    assert waveform.view.length == pytest.approx(80.0)
    QTest.keyClick(waveform, Qt.Key.Key_Minus)
    QTest.keyClick(waveform, Qt.Key.Key_Plus)
    QTest.keyClick(waveform, Qt.Key.Key_0)
    assert waveform.view.length == SECONDS


def test_what_is_looked_at_follows_what_is_heard(waveform, stage):
    waveform.look_closer(10.0, 5.0)
    stage.player.path = Path(SESSION) / "final.wav"
    stage.player.moved.emit(Positioned(70.0, playing=True))
    assert waveform.view.start <= 70.0 <= waveform.view.end


def test_another_session_is_looked_at_as_a_whole(waveform, stage):
    waveform.look_closer(10.0, 5.0)
    drag(waveform, 2.0, 4.0)
    stage.window.pages.library.open(OTHER)
    assert (waveform.view.start, waveform.view.end) == (0.0, SECONDS)
    assert waveform.selection is None
    assert waveform.tracks.bookmarks == ()


def test_a_correction_does_not_move_what_is_looked_at(waveform, panel):
    waveform.look_closer(10.0, 5.0)
    before = waveform.view
    panel.open(SESSION)
    assert waveform.view == before


def test_it_is_drawn_once_while_it_is_played(waveform, stage, monkeypatch):
    pictures = []
    from aurity_desktop.ui.review import waveform as module

    draw = module.drawn
    monkeypatch.setattr(module, "drawn", lambda *each: pictures.append(1) or draw(*each))
    stage.player.path = Path(SESSION) / "final.wav"
    waveform.look_closer(1.0)
    for tenth in range(20):
        stage.player.moved.emit(Positioned(tenth / 10, playing=True))
        waveform.grab()
    assert len(pictures) <= 1


def test_where_there_is_room_it_is_shown_and_else_when_it_is_asked_for(panel, stage):
    stage.window.resize(1366, 640)
    assert not panel.waveform.isVisible()
    stage.window.resize(1366, 1400)
    assert panel.waveform.isVisible()
    panel.player_bar.waveform_button.click()
    assert not panel.waveform.isVisible()
    stage.window.resize(1366, 1500)  # a person has said no
    assert not panel.waveform.isVisible()


def test_without_a_recording_there_is_none(stage, panel):
    stage.library.sounds[SESSION] = None
    panel.open(SESSION)
    assert not panel.waveform.isVisible()
