from dataclasses import replace

import pytest

from aurity_desktop.application.worker.job_watcher import JobWatcher
from aurity_desktop.domain.errors import StorageError, UnknownJob
from aurity_desktop.domain.jobs import JobKind, JobPriority, JobState
from tests.contracts.queue import QueueContract
from tests.fakes.queue import MemoryQueue

SESSION = "session_20260102_030405"


@pytest.fixture
def queue():
    return MemoryQueue()


class TestMemoryQueue(QueueContract):
    pass


@pytest.fixture
def watcher(qapp, queue):
    own = JobWatcher(queue)
    own.told = []
    own.errors = []
    own.job_changed.connect(own.told.append)
    own.failed.connect(own.errors.append)
    yield own
    own.stop()


def test_a_job_that_is_submitted_and_gets_on_is_told_each_time(watcher, queue):
    watcher.look()
    job = queue.submit(JobKind.FINALIZE, SESSION)
    watcher.look()
    watcher.look()
    queue.put(replace(job, state=JobState.IN_PROGRESS, progress_percent=30.0))
    watcher.look()

    assert [(told.state, told.progress_percent) for told in watcher.told] == [
        (JobState.PENDING, 0.0),
        (JobState.IN_PROGRESS, 30.0),
    ]


def test_files_that_wait_for_the_last_correction_are_no_work_to_be_shown(watcher, queue):
    watcher.look()
    job = queue.submit(JobKind.PROJECT, SESSION, quiet=30.0)
    watcher.look()
    assert watcher.told == []
    queue.put(replace(job, state=JobState.IN_PROGRESS))
    watcher.look()
    assert [told.state for told in watcher.told] == [JobState.IN_PROGRESS]


def test_of_names_that_are_looked_for_in_a_finished_session_only_the_end_is_told(watcher, queue):
    watcher.look()
    job = queue.submit(JobKind.NAMES, SESSION)
    for state in (JobState.PENDING, JobState.IN_PROGRESS, JobState.COMPLETED):
        queue.put(replace(job, state=state))
        watcher.look()
        assert [each.state for each in watcher.jobs] == [state]
    assert [told.state for told in watcher.told] == [JobState.COMPLETED]


def test_the_first_look_leaves_out_what_ended_before(watcher, queue):
    old = queue.submit(JobKind.FINALIZE, SESSION)
    queue.put(replace(old, state=JobState.COMPLETED))
    open_job = queue.submit(JobKind.DIARIZE, SESSION)
    watcher.look()

    assert [told.job_id for told in watcher.told] == [open_job.job_id]


def test_a_job_that_is_watched_is_told_even_when_it_has_ended(watcher, queue):
    old = queue.submit(JobKind.FINALIZE, SESSION)
    queue.put(replace(old, state=JobState.COMPLETED))
    watcher.watch(old.job_id)
    assert [told.state for told in watcher.told] == [JobState.COMPLETED]


def test_records_that_cannot_be_read_are_told_once_and_looked_for_again(watcher, queue):
    job = queue.submit(JobKind.FINALIZE, SESSION)
    queue.error = StorageError("the disk went away")
    watcher.look()
    watcher.look()
    assert len(watcher.errors) == 1

    queue.error = None
    watcher.look()
    assert [told.job_id for told in watcher.told] == [job.job_id]


def test_the_timer_looks_by_itself(watcher, queue, qtbot):
    watcher.start()
    with qtbot.waitSignal(watcher.job_changed):
        queue.submit(JobKind.FINALIZE, SESSION)


def test_the_commands_reach_the_queue(watcher, queue):
    watcher.finalize_again(SESSION)
    (job,) = queue.jobs()
    assert (job.kind, job.priority) == (JobKind.FINALIZE, JobPriority.ASKED_FOR)

    watcher.cancel(job.job_id)
    assert queue.job(job.job_id).state is JobState.CANCELLED
    watcher.retry(job.job_id)
    assert queue.job(job.job_id).state is JobState.PENDING


def test_a_command_that_fails_is_told(watcher):
    watcher.cancel("job_nowhere")
    watcher.retry("job_nowhere")
    assert [type(error) for error in watcher.errors] == [UnknownJob, UnknownJob]


def test_a_pause_of_all_jobs_is_told_once_whoever_made_it(watcher, queue):
    told = []
    watcher.paused_changed.connect(told.append)
    watcher.look()
    assert told == []
    queue.pause()
    watcher.look()
    watcher.look()
    assert (told, watcher.paused) == ([True], True)
    watcher.resume_all()
    assert (told, watcher.paused, queue.paused()) == ([True, False], False, False)
    watcher.pause_all()
    assert queue.paused()


def test_whoever_shows_the_jobs_is_told_when_one_is_new_or_other_or_gone(watcher, queue):
    looks = []
    watcher.looked.connect(lambda: looks.append([each.state for each in watcher.jobs]))
    job = queue.submit(JobKind.FINALIZE, SESSION)
    queue.submit(JobKind.PROJECT, SESSION, quiet=30.0)
    watcher.look()
    watcher.look()
    queue.put(replace(job, state=JobState.FAILED))
    watcher.look()
    queue._jobs.clear()
    watcher.look()
    assert looks == [[JobState.PENDING], [JobState.FAILED], []]
