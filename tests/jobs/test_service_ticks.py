"""What the worker's main thread does in one round, with the clock in the test's hands."""

import threading
from dataclasses import replace

import pytest

from aurity_desktop.domain.errors import StorageError
from aurity_desktop.domain.jobs import JobKind, JobPriority, JobState, JobStep, PlannedStep
from aurity_desktop.jobs.service import Rhythm, WorkerExit, WorkerService
from aurity_desktop.jobs.tasks import Ends, JobRunner
from tests.fakes.clock import Clock
from tests.jobs.worker_processes import wait_until

SESSION = "session_20260102_030405"
EVERY_TIME = Rhythm(tick=0.0, beat=0.0, wake_up=0.0, settle=0.0, look_for_recording=0.0, expire=0.0)


class WakeUps:
    """Messages that stay where they are."""

    def __init__(self):
        self.sent = []
        self.error = None
        self.consumers = []

    def send(self, job_id):
        if self.error is not None:
            raise self.error
        self.sent.append(job_id)

    def waiting(self):
        return len(self.sent)

    def consumer(self):
        self.consumers.append(Consumer())
        return self.consumers[-1]


class Consumer:
    """Huey's, whose thread a test stands in for."""

    def __init__(self):
        self.stopped = False

    def start(self):
        pass

    def stop(self, *, graceful):
        self.stopped = graceful


class Share:
    """`can_be_restored` where the system lets a process up again, `new_threads_are_normal` as on
    Linux.
    """

    def __init__(self):
        self.lowered = False
        self.can_be_restored = True
        self.new_threads_are_normal = False

    def lower(self):
        self.lowered = True

    def restore(self):
        self.lowered = self.lowered and not self.can_be_restored
        return not self.lowered

    def threads_renewed(self):
        self.lowered = False


class Bench:
    """A service whose work waits until the test lets it go on."""

    def __init__(self, records, claims, metrics, clock):
        self.records = records
        self.time = Clock(0.0)
        self.wake_ups = WakeUps()
        self.share = Share()
        self.recording = False
        self.ends = []
        self.exits = []
        self.released = 0
        self.at_work = threading.Event()
        self.go_on = threading.Event()
        self.runner = JobRunner(
            claims,
            metrics,
            dict.fromkeys(JobKind, self._work),
            Ends(records, self.ends.append),
            fit=lambda: not self.share.lowered or self.recording,
            clock=clock,
            monotonic=self.time,
        )
        self.service = WorkerService(
            records,
            claims,
            self.runner,
            self.wake_ups,
            recording=lambda: self.recording,
            share=self.share,
            end_process=self.exits.append,
            keep_house=self._keep_house,
            release_threads=self._release_threads,
            rhythm=EVERY_TIME,
        )
        self.houses = 0
        self._thread = None

    def _work(self, job, watch):
        watch.plan(3600.0, [PlannedStep(JobStep.TRANSCRIBE, 1.0, 3600.0)])
        with watch.step(JobStep.TRANSCRIBE) as progress:
            self.at_work.set()
            self.go_on.wait(20)
            progress(1.0)

    def _release_threads(self):
        assert self.wake_ups.consumers[-1].stopped
        self.released += 1

    def _keep_house(self):
        self.houses += 1

    def start_work(self, priority=JobPriority.NORMAL):
        job = self.records.submit(JobKind.FINALIZE, SESSION, priority=priority)
        self._thread = threading.Thread(target=self.runner.run_next)
        self._thread.start()
        self.at_work.wait(20)
        return job

    def end_work(self):
        self.go_on.set()
        if self._thread is not None:
            self._thread.join(20)


@pytest.fixture
def bench(records, claims, metrics, clock):
    own = Bench(records, claims, metrics, clock)
    yield own
    own.end_work()


def test_each_round_says_that_the_worker_lives_and_what_it_does(bench, records, clock):
    bench.service.tick()
    assert records.worker().job_id == ""
    job = bench.start_work()
    bench.service.tick()

    assert records.worker().job_id == job.job_id
    assert records.worker().hard_limit_at.timestamp() == pytest.approx(clock.now + 600)


def test_the_job_of_an_import_is_put_back_as_soon_as_another_one_waits(bench, records):
    imported = bench.start_work(JobPriority.IMPORTED)
    bench.service.tick()
    stopped = records.submit(
        JobKind.FINALIZE, "session_20260102_040506", priority=JobPriority.JUST_STOPPED
    )
    bench.service.tick()
    bench.end_work()
    assert records.job(imported.job_id).state is JobState.PENDING
    assert records.job(imported.job_id).error_message == ""
    bench.runner.run_next()
    assert records.job(stopped.job_id).state is JobState.COMPLETED
    bench.runner.run_next()
    assert records.job(imported.job_id).state is JobState.COMPLETED


def test_any_other_job_is_left_at_its_work(bench, records):
    first = bench.start_work()
    records.submit(JobKind.FINALIZE, "session_20260102_040506", priority=JobPriority.JUST_STOPPED)
    bench.service.tick()
    bench.end_work()
    assert records.job(first.job_id).state is JobState.COMPLETED


def test_the_house_is_kept_at_the_start_and_then_every_hour(bench):
    bench.service.tick()
    bench.service.tick()
    assert bench.houses == 1


def test_a_due_job_without_a_message_gets_one(bench, records):
    job = records.submit(JobKind.FINALIZE, SESSION)
    bench.service.tick()
    bench.service.tick()
    assert bench.wake_ups.sent == [job.job_id]


def test_a_job_that_waits_for_its_retry_gets_its_message_when_its_time_has_come(
    bench, records, claims, clock
):
    job = records.submit(JobKind.FINALIZE, SESSION)
    claims.fail(claims.claim(), "no good", may_retry=True)
    bench.service.tick()
    assert bench.wake_ups.sent == []
    clock.go_on(60)
    bench.service.tick()
    assert bench.wake_ups.sent == [job.job_id]


def test_a_claim_that_nobody_works_on_is_put_back_by_the_next_round(bench, records, claims):
    job = records.submit(JobKind.FINALIZE, SESSION)
    claims.claim()
    bench.service.tick()
    assert records.job(job.job_id).state is JobState.PENDING
    bench.service.tick()
    assert bench.wake_ups.sent == [job.job_id]


def test_the_wish_to_cancel_reaches_the_work(bench, records):
    job = bench.start_work()
    records.request_cancel(job.job_id)
    bench.service.tick()
    bench.end_work()

    assert records.job(job.job_id).state is JobState.CANCELLED
    assert [ended.job_id for ended in bench.ends] == [job.job_id]
    assert bench.exits == []


def test_work_that_does_not_hear_the_wish_to_cancel_ends_with_the_process(bench, records):
    job = bench.start_work()
    records.request_cancel(job.job_id)
    bench.service.tick()
    bench.time.go_on(1.1)
    bench.service.tick()
    assert bench.exits == []
    bench.time.go_on(0.2)
    bench.service.tick()

    assert bench.exits == [WorkerExit.AGAIN]
    assert records.job(job.job_id).state is JobState.CANCELLED


def test_a_wish_to_cancel_that_is_not_heard_takes_less_than_two_seconds():
    rhythm = Rhythm()
    seen, ended = rhythm.tick, rhythm.grace + rhythm.tick
    assert seen + ended < 2


def test_deaf_work_whose_end_is_on_record_already_ends_with_the_process_too(bench, records, claims):
    job = bench.start_work()
    records.request_cancel(job.job_id)
    bench.service.tick()
    claims.cancelled(bench.runner.running.claim)  # by whoever found its lease over
    for _ in range(2):
        bench.time.go_on(1.1)
        bench.service.tick()
        assert bench.exits == []
    bench.time.go_on(0.3)
    bench.service.tick()

    assert bench.exits == [WorkerExit.AGAIN]
    assert records.job(job.job_id).state is JobState.CANCELLED


def test_work_over_its_hard_limit_fails_for_good_and_ends_with_the_process(bench, records):
    job = bench.start_work()
    bench.time.go_on(599)
    bench.service.tick()
    assert bench.exits == []
    bench.time.go_on(2)
    bench.service.tick()

    assert bench.exits == [WorkerExit.AGAIN]
    failed = records.job(job.job_id)
    assert failed.state is JobState.FAILED
    assert failed.error_message.startswith("JobTimedOut")
    assert [ended.state for ended in bench.ends] == [JobState.FAILED]


def test_while_somebody_records_the_worker_steps_back_and_works_ahead(bench):
    bench.recording = True
    bench.service.tick()
    assert bench.share.lowered
    assert bench.wake_ups.sent == [""]

    bench.recording = False
    bench.service.tick()
    assert not bench.share.lowered


def test_a_worker_that_cannot_have_its_share_back_leaves_the_job_to_a_fresh_process(bench, records):
    bench.share.can_be_restored = False
    bench.recording = True
    bench.service.tick()
    bench.recording = False
    bench.service._rhythm = replace(EVERY_TIME, look_for_recording=3600.0)
    bench.service._is_due("recording", 3600.0)
    job = records.submit(JobKind.FINALIZE, SESSION)

    assert not bench.runner.run_next()
    assert records.job(job.job_id).state is JobState.PENDING
    bench.service.tick()  # before its next look is due
    assert bench.service._stop.is_set()
    assert bench.service._exit is WorkerExit.AGAIN


def test_a_job_that_was_begun_while_somebody_recorded_is_not_broken_off(bench):
    bench.share.can_be_restored = False
    bench.recording = True
    bench.service.tick()
    bench.start_work()
    bench.recording = False
    bench.service.tick()
    assert not bench.service._stop.is_set()

    bench.end_work()
    bench.service.tick()
    assert bench.service._exit is WorkerExit.AGAIN


def test_a_worker_that_gets_its_share_back_does_the_job_itself(bench, records):
    bench.recording = True
    bench.service.tick()
    bench.recording = False
    records.submit(JobKind.FINALIZE, SESSION)
    assert not bench.runner.run_next()
    bench.service.tick()
    bench.go_on.set()
    assert bench.runner.run_next()
    assert not bench.service._stop.is_set()


def test_where_new_threads_are_normal_they_take_the_job_and_the_process_goes_on(bench, records):
    bench.share.can_be_restored = False
    bench.share.new_threads_are_normal = True
    bench.service._consumer = bench.service._consume()
    bench.recording = True
    bench.service.tick()
    assert bench.share.lowered
    bench.recording = False
    bench.wake_ups.sent.clear()
    job = records.submit(JobKind.FINALIZE, SESSION)
    assert not bench.runner.run_next()

    bench.service.tick()
    assert [each.stopped for each in bench.wake_ups.consumers] == [True, False]
    assert bench.released == 1
    assert bench.wake_ups.sent == [job.job_id]  # the first message was used up
    bench.go_on.set()
    assert bench.runner.run_next()
    assert records.job(job.job_id).state is JobState.COMPLETED
    assert not bench.service._stop.is_set()


def test_threads_are_not_renewed_under_a_job(bench):
    bench.share.can_be_restored = False
    bench.share.new_threads_are_normal = True
    bench.service._consumer = bench.service._consume()
    bench.recording = True
    bench.service.tick()
    bench.start_work()
    bench.recording = False
    bench.service.tick()
    assert bench.released == 0

    bench.end_work()
    bench.service.tick()
    assert bench.released == 1


def test_work_ahead_that_does_not_give_way_to_a_job_ends_with_the_process(bench, records):
    bench.service._rhythm = replace(EVERY_TIME, give_way=0.0)
    bench.runner._ahead = lambda pressed: bench.go_on.wait(20)
    bench._thread = threading.Thread(target=bench.runner.run_next)
    bench._thread.start()
    wait_until(lambda: bench.runner.working_ahead)
    bench.service.tick()
    assert bench.exits == []

    records.submit(JobKind.FINALIZE, SESSION)
    bench.service.tick()
    bench.service.tick()
    assert bench.exits[:1] == [WorkerExit.AGAIN]


def test_trouble_that_lasts_is_logged_once_and_ends_nothing(bench, records, caplog):
    records.submit(JobKind.FINALIZE, SESSION)
    bench.wake_ups.error = StorageError("the disk is full")
    for _ in range(5):
        bench.service.tick()
    assert caplog.text.count("the disk is full") == 1

    bench.wake_ups.error = None
    bench.service.tick()
    assert len(bench.wake_ups.sent) == 1


def test_what_one_act_meets_keeps_the_worker_from_no_other(bench, records, monkeypatch, caplog):
    """A session whose content nobody expected, say."""

    def fault():
        raise ValueError("a time of the year 12000")

    bench.service._recording = bench.service._keep_house = fault
    monkeypatch.setattr(records, "expire", fault)
    job = records.submit(JobKind.FINALIZE, SESSION)
    for _ in range(3):
        bench.service.tick()
    assert bench.wake_ups.sent == [job.job_id]
    assert records.worker() is not None
    assert caplog.text.count("Traceback") == 3  # each once


def test_ended_jobs_are_forgotten_in_time(bench, records, claims, clock):
    records.submit(JobKind.FINALIZE, SESSION)
    claims.complete(claims.claim())
    clock.go_on(25 * 3600)
    bench.service.tick()
    assert records.jobs() == []


def test_a_pause_puts_the_job_at_work_back_without_a_strike_and_begins_no_other(bench, records):
    job = bench.start_work(JobPriority.ASKED_FOR)
    records.pause()
    bench.service.tick()
    bench.end_work()
    assert records.job(job.job_id).state is JobState.PENDING
    assert (records.job(job.job_id).attempt, records.job(job.job_id).error_message) == (0, "")
    bench.service.tick()
    assert bench.wake_ups.sent == []
    assert not bench.runner.run_next()
    records.resume()
    bench.service.tick()
    assert bench.wake_ups.sent == [job.job_id]
    bench.runner.run_next()
    assert records.job(job.job_id).state is JobState.COMPLETED
