"""The microphone is seen to work before a recording, and is let go as soon as nobody looks."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings

from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.domain.audio import Device, Level
from aurity_desktop.ui.shell.pages import Page
from tests.fakes.window import plan_of

DEVICES = [
    Device("Built-in", 0, 2, 48_000, is_default=True),
    Device("USB headset", 3, 1, 16_000),
]


@pytest.fixture
def in_front(monkeypatch):
    """Whether the window is the one in front, as the desktop would say."""
    from aurity_desktop.ui.shell.main_window import MainWindow

    state = {"active": True}
    monkeypatch.setattr(MainWindow, "isActiveWindow", lambda _: state["active"])
    return state


@pytest.fixture
def heard(in_front, stage):
    stage.devices.devices_changed.emit(DEVICES)
    return stage


def meter(stage):
    return stage.window.pages.recorder.controls.idle_meter


def test_the_level_lives_before_a_recording(heard):
    assert heard.level.device == ""
    assert not meter(heard).isVisible()
    heard.level.level_measured.emit(Level(-22.0, -9.0))
    assert meter(heard).isVisible()


def test_the_microphone_that_is_chosen_is_the_one_that_is_heard(heard):
    setup = heard.window.pages.recorder.setup
    setup.microphone.setCurrentIndex(2)
    setup.microphone.activated.emit(2)
    assert heard.level.device == "USB headset"


def test_without_a_microphone_nothing_is_listened_to(in_front, stage):
    assert stage.level.device is None


def test_it_is_let_go_as_soon_as_something_is_recorded(heard):
    heard.level.level_measured.emit(Level(-22.0, -9.0))
    heard.controller.enter(RecordingState.STARTING)
    assert heard.level.device is None
    assert not meter(heard).isVisible()
    heard.controller.begin(plan_of())
    heard.controller.enter(RecordingState.IDLE)
    assert heard.level.device == ""


@pytest.mark.parametrize(
    "leave",
    [
        lambda stage: stage.window.pages.show_page(Page.LIBRARY),
        lambda stage: stage.lock.lock(),
        lambda stage: stage.window.hide(),
        lambda stage: stage.window.pages.recorder.check_microphone(),
        lambda stage: stage.window.pages.recorder.controls.use_slim(True),
    ],
    ids=["another page", "locked", "minimized", "the microphone is checked", "no place for it"],
)
def test_it_is_let_go_when_nobody_looks(heard, leave):
    leave(heard)
    assert heard.level.device is None


def test_it_is_let_go_when_another_program_comes_to_the_front(heard, in_front):
    in_front["active"] = False
    QCoreApplication.sendEvent(heard.window, QEvent(QEvent.Type.WindowDeactivate))
    assert heard.level.device is None
    in_front["active"] = True
    QCoreApplication.sendEvent(heard.window, QEvent(QEvent.Type.WindowActivate))
    assert heard.level.device == ""


def test_whoever_does_not_want_it_switches_it_off_for_good(in_front, make_stage, tmp_path):
    geometry = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    stage = make_stage(geometry=geometry)
    stage.devices.devices_changed.emit(DEVICES)
    stage.window.pages.recorder.setup.level_switch.click()
    assert stage.level.device is None
    again = make_stage(geometry=geometry)
    again.devices.devices_changed.emit(DEVICES)
    assert again.level.device is None
