import io
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from aurity_desktop.cli.progress import JobProgress
from aurity_desktop.domain.jobs import Job, JobEvent, JobKind, JobState, JobStep

JOB = Job(
    "job_1",
    JobKind.FINALIZE,
    "session_20260101_090000",
    JobState.IN_PROGRESS,
    progress_percent=41.0,
    attempt=1,
    error_message="",
    last_event=JobEvent.STEP_STARTED,
    created_at=datetime(2026, 1, 1, tzinfo=UTC),
    step=JobStep.DIARIZE,
    eta_seconds=75.4,
)
DONE = replace(
    JOB,
    state=JobState.COMPLETED,
    progress_percent=100.0,
    step="",
    last_event=JobEvent.COMPLETED,
    eta_seconds=0.0,
)


class Terminal(io.StringIO):
    def isatty(self):
        return True


def told(capsys, *jobs, several=False):
    progress = JobProgress(several=several)
    for job in jobs:
        progress.show(job)
    progress.close()
    return capsys.readouterr().err.splitlines()


def test_a_line_names_the_step_and_what_is_left(capsys):
    assert told(capsys, JOB) == [" 40 %  finding the speakers, about 1:15 to go"]


def test_the_same_is_not_told_twice(capsys):
    assert len(told(capsys, JOB, replace(JOB, progress_percent=44.0, eta_seconds=60.0))) == 1


def test_no_time_is_named_once_less_than_a_second_is_left(capsys):
    assert told(capsys, replace(JOB, eta_seconds=0.7)) == [" 40 %  finding the speakers"]


def test_of_several_jobs_each_line_names_the_session(capsys):
    assert told(capsys, DONE, several=True) == ["100 %  session_20260101_090000  done"]


@pytest.mark.parametrize("step", JobStep)
def test_every_step_has_words(capsys, step):
    (line,) = told(capsys, replace(JOB, step=step))
    assert step not in line.split()


def test_a_terminal_gets_one_bar_that_fills(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    progress = JobProgress(several=False)
    progress.show(JOB)
    progress.show(DONE)
    drawn = terminal.getvalue()
    assert "finding the speakers:  41 %|" in drawn
    assert "about 1:15 to go" in drawn
    assert "done: 100 %|" in drawn
    assert drawn.count("\n") == 1
