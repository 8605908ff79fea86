"""The microphone check: listening, verdict, hearing it, and nothing kept."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.domain.audio import Level
from aurity_desktop.domain.capture import Checked
from aurity_desktop.domain.errors import NoMicrophone
from aurity_desktop.domain.microphone_report import MicrophoneFault, MicrophoneReport
from aurity_desktop.ui.language.messages import microphone_fault_text

FINE = MicrophoneReport(5.0, -28.0, -9.0, -22.0, -55.0, 0, 0, 0.0)
POOR = MicrophoneReport(5.0, -8.0, 0.0, -6.0, -30.0, 90, 60, -35.0, tuple(MicrophoneFault))


@pytest.fixture
def panel(stage):
    stage.window.pages.recorder.setup.check_button.click()
    return stage.window.pages.recorder.check


def texts(panel):
    return {label.text() for label in panel.findChildren(QLabel)}


def test_the_check_listens_to_the_chosen_microphone(stage, panel):
    assert stage.microphone_check.asked[-1] == ("start", "")
    assert panel.isVisible()
    assert panel.meter.isVisible()


def test_nobody_is_asked_to_speak_before_the_microphone_hears(stage, panel):
    for _ in range(2):
        panel.start("")
        assert "Opening the microphone…" in texts(panel)
        stage.microphone_check.level_measured.emit(Level(-25.0, -12.0))
        assert "Speak as in a consultation for five seconds." in texts(panel)
        assert "Opening the microphone…" not in texts(panel)


def test_a_good_microphone_is_said_to_be_fine(stage, panel):
    stage.microphone_check.level_measured.emit(Level(-25.0, -12.0))
    stage.microphone_check.checked.emit(Checked(Path("check.wav"), FINE))
    assert "The microphone works well" in texts(panel)
    assert not panel.meter.isVisible()


def test_every_fault_is_said_with_what_to_do(stage, panel):
    stage.microphone_check.checked.emit(Checked(Path("check.wav"), POOR))
    shown = "\n".join(texts(panel))
    for fault in MicrophoneFault:
        assert microphone_fault_text(fault) in shown


def test_what_was_heard_can_be_played_and_is_then_put_away(stage, panel, qtbot):
    stage.microphone_check.checked.emit(Checked(Path("check.wav"), FINE))
    qtbot.mouseClick(panel.play_button, Qt.MouseButton.LeftButton)
    assert stage.player.commands[-1] == ("play", Path("check.wav"))
    qtbot.mouseClick(panel.leave_button, Qt.MouseButton.LeftButton)
    assert stage.player.path is None
    assert stage.microphone_check.asked[-1] == ("close",)
    assert not panel.isVisible()


def test_a_check_that_fails_can_be_repeated(stage, panel, qtbot):
    stage.microphone_check.failed.emit(NoMicrophone())
    qtbot.mouseClick(panel.again_button, Qt.MouseButton.LeftButton)
    assert [each[0] for each in stage.microphone_check.asked].count("start") == 2


def test_recording_ends_the_check(stage, panel):
    stage.controller.enter(RecordingState.STARTING)
    assert not panel.isVisible()
