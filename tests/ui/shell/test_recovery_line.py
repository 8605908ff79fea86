"""Sessions that did not end are offered, not pressed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from aurity_desktop.domain.session import SessionState
from tests.fakes.window import job_of, plan_of, summary_of


def unfinished(stage, *ids):
    summaries = [summary_of(plan_of(each), SessionState.RECORDING) for each in ids]
    for summary in summaries:
        stage.library.put(summary)
    stage.recovery.unfinished_found.emit(summaries)


def press(qtbot, stage, words):
    (line,) = stage.window.notices.lines()
    button = next(each for each in line.findChildren(QPushButton) if each.text() == words)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_window_looks_for_them_at_its_start(stage):
    assert stage.recovery.asked == [("look",)]


def test_none_is_no_word_about_it(stage):
    stage.recovery.unfinished_found.emit([])
    assert stage.window.notices.lines() == []


def test_one_press_finishes_them_all(stage, qtbot):
    unfinished(stage, "session_20260102_030405", "session_20260102_030406")
    assert "2 recordings were interrupted" in stage.window.notices.lines()[0].text()
    press(qtbot, stage, "Finish and transcribe")
    assert stage.recovery.asked[1:] == [
        ("finish", "session_20260102_030405"),
        ("finish", "session_20260102_030406"),
    ]
    assert stage.window.notices.lines() == []


def test_the_work_that_follows_is_watched(stage):
    unfinished(stage, "session_20260102_030405")
    stage.recovery.handed_on.emit("session_20260102_030405", job_of(job_id="job-9"))
    assert ("watch", "job-9") in stage.watcher.asked


def test_a_session_that_is_gone_on_with_can_no_longer_be_finished(stage):
    unfinished(stage, "session_20260102_030405")
    stage.controller.begin(plan_of())
    assert stage.window.notices.lines() == []


def test_one_can_be_looked_at_and_recorded_on(stage, qtbot):
    unfinished(stage, "session_20260102_030405")
    press(qtbot, stage, "Show")
    transcript = stage.window.pages.library.transcript
    assert transcript.session_id == "session_20260102_030405"
    assert transcript.head.unfinished.isVisible()
    transcript.continue_asked.emit(transcript.session_id)
    assert stage.controller.commands[-1][:2] == ("continue_session", "session_20260102_030405")
    assert stage.window.pages.currentIndex() == 0


def test_a_finished_session_is_recorded_on_from_its_menu(stage):
    plan = plan_of()
    stage.library.put(summary_of(plan, SessionState.COMPLETED))
    stage.window.pages.show_session(plan.session_id)
    entry = stage.window.pages.library.transcript.head.menu.record_on
    assert entry.isVisible()
    assert entry.isEnabled()
    entry.trigger()
    assert stage.controller.commands[-1][:2] == ("continue_session", plan.session_id)
    assert stage.window.pages.currentIndex() == 0


@pytest.mark.parametrize("state", [SessionState.RECORDING, SessionState.FINALIZING])
def test_one_that_somebody_works_on_is_not(stage, state):
    plan = plan_of()
    stage.library.put(summary_of(plan, state))
    stage.window.pages.show_session(plan.session_id)
    assert not stage.window.pages.library.transcript.head.menu.record_on.isEnabled()


def test_the_session_that_is_being_recorded_is_not_called_unfinished(stage):
    plan = plan_of()
    stage.library.put(summary_of(plan, SessionState.RECORDING))
    stage.controller.begin(plan)
    stage.window.pages.show_page(1)
    stage.window.pages.library.open(plan.session_id)
    assert not stage.window.pages.library.transcript.head.unfinished.isVisible()
