"""What runs, waits and failed, and why; cancel, again, and pause all until told."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from aurity_desktop.domain.error_lines import error_line
from aurity_desktop.domain.errors import ModelMissing
from aurity_desktop.domain.jobs import JobKind, JobPriority, JobState
from aurity_desktop.ui.shell.pages import Page
from tests.fakes.window import job_of, plan_of, summary_of

ANA, EVA, TWO = (f"session_20260102_03040{number}" for number in (5, 6, 7))


@pytest.fixture
def card(stage):
    for session_id, title in ((ANA, "Ana, control"), (EVA, "Eva, primera vez")):
        stage.library.put(summary_of(plan_of(session_id, title=title)))
    stage.window.pages.show_page(Page.HEALTH)
    return stage.window.pages.health.jobs


def said(card):
    """The rows from the top: title, state, and the buttons in sight."""
    rows = sorted(card.rows.values(), key=lambda row: row.y())
    return [(row.name.accessibleName(), row.state.text(), buttons(row)) for row in rows]


def buttons(row):
    found = (row.again_button, row.show_button, row.cancel_button)
    return [button.text() for button in found if button.isVisible()]


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_what_runs_stands_above_what_waits_in_its_order_and_what_failed_says_why(
    stage, card, qtbot
):
    missing = error_line(ModelMissing("whisper-small"))
    stage.watcher.show(
        job_of(EVA, job_id="4", state=JobState.PENDING, priority=JobPriority.IMPORTED),
        job_of(EVA, job_id="3", kind=JobKind.DIARIZE, state=JobState.PENDING),
        job_of(ANA, job_id="2", kind=JobKind.DIARIZE, state=JobState.FAILED, error_line=missing),
        job_of(ANA, job_id="1", step="transcribe", progress_percent=42.0, eta_seconds=125.0),
    )
    qtbot.waitUntil(lambda: card.height() > 0 and len({row.y() for row in card.rows.values()}) == 4)
    running, speakers, imported, failed = said(card)
    assert running == (
        "Transcript: Ana, control",
        "Transcribing again with higher accuracy · 42 % · about 2 min left",
        ["Show", "Cancel"],
    )
    assert speakers == ("Speakers: Eva, primera vez", "Waiting for its turn", ["Show", "Cancel"])
    assert imported[0] == "Transcript: Eva, primera vez"
    assert failed[0] == "Speakers: Ana, control"
    assert "whisper-small" in failed[1]
    assert failed[2] == ["Try again", "Show"]


def test_a_job_is_cancelled_tried_again_and_its_session_opened(stage, card, qtbot):
    stage.watcher.show(job_of(ANA, job_id="2"), job_of(EVA, job_id="1", state=JobState.CANCELLED))
    click(qtbot, card.rows["2"].cancel_button)
    click(qtbot, card.rows["1"].again_button)
    assert stage.watcher.asked[-2:] == [("cancel", "2"), ("retry", "1")]
    click(qtbot, card.rows["1"].show_button)
    assert stage.window.pages.currentIndex() == Page.LIBRARY
    assert stage.window.pages.library.transcript.session_id == EVA


def test_what_is_done_or_was_asked_for_anew_is_not_shown(stage, card):
    stage.watcher.show(
        job_of(ANA, job_id="3", state=JobState.COMPLETED),
        job_of(ANA, job_id="2", state=JobState.FAILED),
        job_of(EVA, job_id="1", state=JobState.COMPLETED),
    )
    assert card.rows == {}


def test_one_that_waits_for_its_next_attempt_says_what_went_wrong(stage, card):
    later = datetime.now(UTC) + timedelta(seconds=60)
    stage.watcher.show(job_of(ANA, state=JobState.PENDING, retry_at=later, error_message="x"))
    ((_, words, _),) = said(card)
    assert words == (
        "Processing failed. The sound is saved; you can process it again. "
        "It is tried again automatically."
    )


def test_a_session_that_was_erased_meanwhile_is_no_error(stage, card):
    stage.watcher.show(job_of(TWO, state=JobState.FAILED))
    ((title, _, _),) = said(card)
    assert title == f"Transcript: {TWO}"
    assert stage.window.notices.lines() == []


def test_hundreds_of_imports_are_counted_and_a_few_of_them_shown(stage, card):
    stage.watcher.show(
        *(job_of(ANA, job_id=str(number), state=JobState.PENDING) for number in range(300))
    )
    assert len(card.rows) == 12
    assert "And 288 more" in [each.text() for each in card.findChildren(type(card._others))]


def test_all_are_paused_by_one_press_and_a_line_on_every_page_goes_on_by_one(stage, card, qtbot):
    stage.watcher.show(job_of(ANA, job_id="1", state=JobState.PENDING))
    click(qtbot, card.pause_button)
    assert stage.watcher.paused
    assert [words for _, words, _ in said(card)] == ["Waits until you resume"]
    assert card.pause_button.text() == "Resume"
    for page in Page:
        stage.window.pages.show_page(page)
        (line,) = stage.window.notices.lines()
        assert "paused: recording goes on" in line.text()
        assert line.isVisible()
    assert not line._close.isVisible()
    click(qtbot, line._buttons[0])
    assert not stage.watcher.paused
    assert stage.window.notices.lines() == []


def test_a_recording_begins_while_all_is_paused(stage, card, qtbot):
    click(qtbot, card.pause_button)
    stage.window.pages.record()
    assert stage.controller.commands[-1][0] == "start"
