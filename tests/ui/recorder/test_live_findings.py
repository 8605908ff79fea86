"""What is found beside the live text, through the window."""

import pytest

from tests.fakes.window import job_of, plan_of


@pytest.fixture
def recording(stage):
    stage.window.resize(1366, 768)
    stage.controller.begin(plan_of(language="en"))
    return stage


def texts(stage):
    return [row.text for row in stage.window.pages.recorder.found.model.rows]


def test_what_is_said_appears_beside_the_live_text(recording):
    found = recording.window.pages.recorder.found
    assert found.isVisible()
    assert texts(recording) == []
    recording.controller.say(0, "Take metformin 850 mg every 12 hours.")
    assert len(texts(recording)) == 1
    assert texts(recording)[0].startswith("Metformin 850 mg")
    assert found.view.isVisible()


def test_where_there_is_no_room_the_live_text_stands_alone(recording, qtbot):
    pages = recording.window.pages
    recording.window.resize(700, 600)
    qtbot.waitUntil(lambda: not pages.recorder.found.isVisible())
    assert pages.recorder.live.isVisible()


def test_the_next_recording_begins_with_nothing_found(recording):
    recording.controller.say(0, "Take metformin 850 mg every 12 hours.")
    recording.controller.end(job_of())
    recording.controller.begin(plan_of("session_20260102_040506", language="en"))
    assert texts(recording) == []
