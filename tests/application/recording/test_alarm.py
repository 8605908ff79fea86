"""Nothing is captured though it should be: that is heard, whatever page or program is in front."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from aurity_desktop.application.recording.alarm import Alarm
from aurity_desktop.application.recording.recording import Notice, NoticeKind, RecordingState
from aurity_desktop.domain.errors import AudioError, RecorderDied
from aurity_desktop.runtime.resources import resources_folder
from aurity_desktop.storage import wav
from tests.fakes.window import FakeController, FakePlayer

SOUND = Path("alarm.wav")


@pytest.fixture
def controller(qapp):
    return FakeController()


@pytest.fixture
def player(qapp):
    return FakePlayer()


@pytest.fixture
def alarm(controller, player):
    return Alarm(controller, player, SOUND, grace_ms=0)


def played(player):
    return player.commands.count(("play", SOUND))


def test_a_microphone_that_stays_away_is_heard_of(controller, player, alarm, qtbot):
    controller.enter(RecordingState.RECORDING)
    with qtbot.waitSignal(alarm.sounded):
        controller.enter(RecordingState.INTERRUPTED)
    assert played(player) == 1
    player.finished.emit()
    assert player.commands[-1] == ("close",)


def test_one_that_is_back_soon_or_a_pause_needs_no_alarm(controller, player, alarm):
    for then in (RecordingState.RECORDING, RecordingState.PAUSED, RecordingState.STOPPING):
        controller.enter(RecordingState.INTERRUPTED)
        controller.enter(then)
        assert not any(timer.isActive() for timer in alarm.findChildren(QTimer))
    assert played(player) == 0


def test_what_hangs_is_heard_of_at_once(controller, player, alarm):
    controller.enter(RecordingState.INTERRUPTED)
    controller.notice_raised.emit(Notice(NoticeKind.NOTHING_CAPTURED))
    assert played(player) == 1
    controller.notice_raised.emit(Notice(NoticeKind.SILENCE))
    assert played(player) == 1


def test_a_lid_that_is_closed_on_a_recording_is_heard_of_once(controller, player, alarm):
    controller.enter(RecordingState.RECORDING)
    controller.notice_raised.emit(Notice(NoticeKind.LID_CLOSED))
    assert played(player) == 1
    assert not any(timer.isActive() for timer in alarm.findChildren(QTimer))


def test_a_recording_that_ends_by_a_failure_is_heard_of(controller, player, alarm):
    controller.failed.emit(RecorderDied("it was killed"))
    assert played(player) == 1


def test_where_it_cannot_be_played_the_window_is_asked_to_do_what_it_can(player, alarm, qtbot):
    with qtbot.waitSignal(alarm.unheard):
        player.failed.emit(AudioError("there is no loudspeaker"))


def test_its_sound_can_be_played_by_the_player():
    assert wav.layout(resources_folder() / "sounds" / "alarm.wav").sample_count > 8_000
