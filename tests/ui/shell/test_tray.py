"""The tray offers what can be done right now."""

import pytest

from aurity_desktop.application.recording.recording import RecordingState


def offered(stage):
    menu = stage.window.tray.menu
    return [action.text() for action in menu.actions() if action.isVisible() and action.text()]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (RecordingState.IDLE, ["Show the window", "Small view", "Record"]),
        (
            RecordingState.RECORDING,
            ["Show the window", "Small view", "Pause", "Mark this moment", "Stop"],
        ),
        (
            RecordingState.PAUSED,
            ["Show the window", "Small view", "Resume", "Mark this moment", "Stop"],
        ),
        (RecordingState.STOPPING, ["Show the window", "Small view"]),
    ],
)
def test_the_menu_follows_the_recording(stage, state, words):
    stage.controller.enter(state)
    assert offered(stage) == words


def test_its_commands_reach_the_controller(stage):
    stage.window.tray.menu.record_action.trigger()
    stage.controller.enter(RecordingState.RECORDING)
    stage.window.tray.menu.stop_action.trigger()
    assert [each[0] for each in stage.controller.commands] == ["start", "stop"]
