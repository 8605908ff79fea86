import signal
from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QTimer

from aurity_desktop.cli.waiting import wait_for, wait_for_names
from aurity_desktop.domain.errors import JobsPaused
from aurity_desktop.domain.jobs import JobKind, JobState
from tests.fakes.queue import MemoryQueue


class IdleWorker:
    """Takes up nothing."""

    def start(self):
        pass


class OpenQueue(MemoryQueue):
    def close(self):
        pass


def test_ctrl_c_while_waiting_is_no_success(qapp, capsys):
    queue = OpenQueue()
    job = queue.submit(JobKind.FINALIZE, "session_20260101_090000")
    QTimer.singleShot(0, lambda: signal.raise_signal(signal.SIGINT))
    with pytest.raises(KeyboardInterrupt):
        wait_for(SimpleNamespace(queue=lambda: queue), [job], IdleWorker())
    said = capsys.readouterr()
    assert said.out == ""
    assert "goes on with the next start" in said.err


def test_what_waits_for_the_end_of_a_pause_is_told_and_not_waited_for(qapp):
    queue = OpenQueue()
    job = queue.submit(JobKind.FINALIZE, "session_20260101_090000")
    queue.pause()
    with pytest.raises(JobsPaused) as told:
        wait_for(SimpleNamespace(queue=lambda: queue), [job], IdleWorker())
    assert told.value.exit_code == 75


def test_a_pause_that_comes_meanwhile_ends_the_waiting(qapp):
    queue = OpenQueue()
    job = queue.submit(JobKind.DIARIZE, "session_20260101_090000")
    QTimer.singleShot(0, queue.pause)
    with pytest.raises(JobsPaused):
        wait_for(SimpleNamespace(queue=lambda: queue), [job], IdleWorker())


SESSION = "session_20260101_090000"


@pytest.mark.parametrize("state", [JobState.COMPLETED, JobState.FAILED])
def test_the_names_of_these_sessions_are_waited_for_and_no_transcript_fails_by_them(
    qapp, capsys, state
):
    queue = OpenQueue()
    queue.submit(JobKind.NAMES, "session_20260101_100000")
    job = queue.submit(JobKind.NAMES, SESSION)
    QTimer.singleShot(0, lambda: queue.put(replace(job, state=state, error_message="no memory")))
    wait_for_names(SimpleNamespace(queue=lambda: queue), [SESSION], IdleWorker())
    said = "Misheard names were not looked for: " in capsys.readouterr().err
    assert said is (state is JobState.FAILED)


def test_that_names_wait_for_the_end_of_a_pause_is_said(qapp, capsys):
    queue = OpenQueue()
    queue.submit(JobKind.NAMES, SESSION)
    queue.pause()
    wait_for_names(SimpleNamespace(queue=lambda: queue), [SESSION], IdleWorker())
    assert "Misheard names were not looked for: " in capsys.readouterr().err
