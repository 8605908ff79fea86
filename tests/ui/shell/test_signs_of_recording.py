"""That something is recorded is seen on every page, in the title, and outside the window."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication

from aurity_desktop.application.recording.recording import Notice, NoticeKind, RecordingState
from aurity_desktop.domain.audio import Counters, Span, SpanKind
from aurity_desktop.domain.capture import Interrupted, Interruption, Regained
from aurity_desktop.domain.errors import NotAudio
from aurity_desktop.ui.shell.pages import Page
from tests.fakes.window import job_of, plan_of

LOST = Interrupted(Interruption.STREAM_ENDED, "USB headset", 0)


@pytest.fixture
def behind(stage, monkeypatch):
    """Another program is in front of a window that records."""
    stage.controller.begin(plan_of(title="María López"))
    monkeypatch.setattr(type(stage.window), "isActiveWindow", lambda _: False)
    return stage


def lose_the_microphone(stage):
    stage.controller.enter(RecordingState.INTERRUPTED)
    stage.controller.interrupted.emit(LOST)


@pytest.mark.parametrize("page", list(Page))
def test_every_page_shows_that_it_is_recorded_for_how_long_and_stops_it(stage, qtbot, page):
    sign = stage.window.rail.sign
    assert not sign.isVisible()
    stage.controller.begin(plan_of())
    stage.controller.counters_changed.emit(Counters(16_000 * 83, 0, 0))
    stage.window.pages.show_page(page)
    assert sign.clock_button.isVisible()
    assert sign.clock_button.text() == "1:23"
    assert sign.clock_button.accessibleName() == "Recording, 1:23"
    qtbot.mouseClick(sign.stop_button, Qt.MouseButton.LeftButton)
    assert stage.controller.commands == [("stop",)]
    stage.controller.end(job_of())
    assert not sign.isVisible()


def test_the_clock_on_the_rail_leads_to_the_recorder(stage, qtbot):
    stage.controller.begin(plan_of())
    stage.window.pages.show_page(Page.HEALTH)
    qtbot.mouseClick(stage.window.rail.sign.clock_button, Qt.MouseButton.LeftButton)
    assert stage.window.pages.currentIndex() == Page.RECORDER


def test_the_title_says_what_is_going_on_and_never_of_whom(stage):
    assert stage.window.windowTitle() == "Aurity Desktop"
    plain = stage.window.windowIcon().cacheKey()
    stage.controller.begin(plan_of(title="María López"))
    stage.controller.counters_changed.emit(Counters(16_000 * 83, 0, 0))
    assert stage.window.windowTitle() == "● Recording 1:23 · Aurity Desktop"
    assert stage.window.windowIcon().cacheKey() != plain
    stage.controller.enter(RecordingState.OFF_THE_RECORD)
    assert stage.window.windowTitle() == "Off the record 1:23 · Aurity Desktop"
    stage.controller.enter(RecordingState.IDLE)
    assert stage.window.windowTitle() == "Aurity Desktop"
    assert stage.window.windowIcon().cacheKey() == plain


def test_a_lost_microphone_is_told_outside_a_window_that_nobody_sees_until_it_is_back(behind):
    lose_the_microphone(behind)
    assert "USB headset" in behind.portal.shown["interrupted"]
    behind.controller.enter(RecordingState.RECORDING)
    behind.controller.regained.emit(Regained("USB headset", Span(SpanKind.GAP, 0, 3.0)))
    assert behind.portal.shown == {}


@pytest.mark.parametrize(
    "kind",
    [
        NoticeKind.NOTHING_CAPTURED,
        NoticeKind.SILENCE,
        NoticeKind.LONG_SILENCE,
        NoticeKind.DISK_LOW,
        NoticeKind.DISK_FULL,
    ],
)
def test_what_must_be_known_is_told_outside(behind, kind):
    behind.controller.notice_raised.emit(Notice(kind, "300"))
    assert list(behind.portal.shown) == [kind.value]
    behind.controller.notice_withdrawn.emit(kind)
    assert behind.portal.shown == {}


def test_in_front_of_everything_else_the_window_tells_it_alone(stage, monkeypatch):
    monkeypatch.setattr(type(stage.window), "isActiveWindow", lambda _: True)
    lose_the_microphone(stage)
    assert stage.portal.shown == {}
    stage.controller.enter(RecordingState.RECORDING)
    stage.lock.lock()
    lose_the_microphone(stage)
    assert "interrupted" in stage.portal.shown


def test_outside_the_window_no_patient_and_no_file_is_named(behind, tmp_path):
    behind.controller.failed.emit(NotAudio(tmp_path / "María López.wav", "broken"))
    assert "María" not in behind.portal.shown["failed"]
    behind.controller.notice_raised.emit(Notice(NoticeKind.CLIPPING))
    assert list(behind.portal.shown) == ["failed"]


def test_a_window_that_comes_to_the_front_takes_over_what_was_told_beside_it(behind):
    lose_the_microphone(behind)
    QCoreApplication.sendEvent(behind.window, QEvent(QEvent.Type.WindowActivate))
    assert behind.portal.shown == {}


def test_a_desktop_that_shows_nothing_leaves_it_to_the_tray(behind, monkeypatch):
    told = []
    monkeypatch.setattr(behind.window.tray, "tell", lambda title, words: told.append(words))
    lose_the_microphone(behind)
    behind.portal.refused.emit("interrupted")
    assert "USB headset" in told[0]


def test_a_notice_that_comes_up_moves_no_button(stage):
    button = stage.window.pages.recorder.controls.record_button
    before = button.mapTo(stage.window, button.rect().topLeft())
    stage.controller.notice_raised.emit(Notice(NoticeKind.DISK_LOW, "1000"))
    QApplication.processEvents()
    assert stage.window.notices.isVisible()
    assert button.mapTo(stage.window, button.rect().topLeft()) == before


def test_a_battery_that_is_nearly_empty_is_a_line_until_it_is_plugged_in(stage):
    stage.battery.low_changed.emit(12)
    (line,) = stage.window.notices.lines()
    assert line.text().startswith("The battery is at 12 %. Plug the computer in")
    stage.battery.low_changed.emit(-1)
    assert stage.window.notices.lines() == []
