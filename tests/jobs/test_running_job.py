import contextlib

import pytest

from aurity_desktop.domain.errors import JobCancelled, JobTimedOut
from aurity_desktop.domain.jobs import JobKind, JobStep, PlannedStep
from aurity_desktop.jobs.claims import ClaimLost, JobClaims, reached
from aurity_desktop.jobs.running_job import JobInterrupted, RunningJob, StopReason
from tests.fakes.clock import Clock

SESSION = "session_20260102_030405"
STEPS = [
    PlannedStep(JobStep.CONCATENATE, 10.0, 3600.0),
    PlannedStep(JobStep.TRANSCRIBE, 70.0, 3600.0),
    PlannedStep(JobStep.DIARIZE, 20.0, 3600.0),
]


def begun(running, step):
    """The progress of a step that the test leaves open."""
    return contextlib.ExitStack().enter_context(running.step(step))


@pytest.fixture
def time():
    return Clock(100.0)


@pytest.fixture
def job(records):
    return lambda: records.jobs()[0]


@pytest.fixture
def running(records, claims, metrics, clock, time):
    records.submit(JobKind.FINALIZE, SESSION)
    watch = RunningJob(claims.claim(), claims, metrics, clock=clock, monotonic=time)
    watch.plan(3600.0, STEPS)
    return watch


def test_the_percent_is_that_of_all_steps_together(running, job, time):
    with running.step(JobStep.CONCATENATE) as progress:
        time.go_on(1)
        progress(0.5)
        assert job().progress_percent == 5.0
    assert job().progress_percent == 10.0
    with running.step(JobStep.TRANSCRIBE) as progress:
        time.go_on(1)
        progress(0.5)
        assert job().progress_percent == 45.0
        assert job().step == JobStep.TRANSCRIBE


@pytest.mark.parametrize(("left", "fraction", "behind"), [(3600.0, 0.5, 0.5), (720.0, 0.5, 0.9)])
def test_how_far_a_step_is_counts_what_an_earlier_attempt_has_done_of_it(
    records, claims, metrics, clock, time, left, fraction, behind
):
    records.submit(JobKind.FINALIZE, SESSION)
    watch = RunningJob(claims.claim(), claims, metrics, clock=clock, monotonic=time)
    watch.plan(3600.0, [PlannedStep(JobStep.TRANSCRIBE, 70.0, left)])
    progress = begun(watch, JobStep.TRANSCRIBE)
    time.go_on(1)
    progress(fraction)
    ((so_far,),) = records.database.rows("SELECT reached FROM jobs")
    assert so_far == pytest.approx(reached(JobStep.TRANSCRIBE, behind))


def test_progress_is_written_four_times_a_second_at_most(running, job, time):
    with running.step(JobStep.CONCATENATE) as progress:
        progress(0.2)
        assert job().progress_percent == 0.0
        time.go_on(0.3)
        progress(0.4)
        assert job().progress_percent == 4.0


def test_a_machine_that_has_learned_nothing_gives_no_eta(running, job, time):
    with running.step(JobStep.CONCATENATE) as progress:
        time.go_on(1)
        progress(0.5)
        assert job().eta_seconds is None


def test_the_eta_is_learned_from_earlier_jobs_and_from_the_pace_of_this_one(
    running, records, claims, job, time
):
    for planned, took in zip(STEPS, (2.0, 400.0, 100.0), strict=True):
        claims.complete_step(running.claim, planned.step, took, 3600.0)
    with running.step(JobStep.CONCATENATE):
        assert job().eta_seconds == pytest.approx(502.0)
    with running.step(JobStep.TRANSCRIBE) as progress:
        time.go_on(50)
        progress(0.25)
        assert job().eta_seconds == pytest.approx(150 + 100)


def test_a_cancelled_job_stops_at_its_next_sign_of_life(running):
    progress = begun(running, JobStep.CONCATENATE)
    running.stop(StopReason.CANCELLED)
    with pytest.raises(JobCancelled):
        progress(0.1)


def test_a_worker_that_ends_interrupts_its_job(running):
    running.stop(StopReason.WORKER_ENDS)
    with pytest.raises(JobInterrupted), running.step(JobStep.CONCATENATE):
        pass


def test_the_first_reason_to_stop_counts(running, time):
    running.stop(StopReason.CANCELLED)
    time.go_on(1.0)
    running.stop(StopReason.WORKER_ENDS)
    assert running.stop_reason is StopReason.CANCELLED
    assert running.stopping_for() == pytest.approx(1.0)


def test_work_over_the_soft_limit_times_out_at_its_next_sign_of_life(running, time):
    progress = begun(running, JobStep.TRANSCRIBE)
    time.go_on(539)
    progress(0.0)
    time.go_on(2)
    with pytest.raises(JobTimedOut) as caught:
        progress(0.0)
    assert caught.value.limit_seconds == 540


def test_work_over_the_hard_limit_is_overdue(running, time, clock):
    time.go_on(599)
    assert not running.overdue()
    assert running.hard_limit_at == pytest.approx(clock.now + 1)
    time.go_on(2)
    assert running.overdue()


def test_slow_work_that_gets_on_is_not_timed_out_and_hanging_work_is(running, time):
    progress = begun(running, JobStep.TRANSCRIBE)
    for done in range(1, 50):
        time.go_on(30)
        progress(done / 100)
    assert not running.overdue()
    time.go_on(100_000)
    with pytest.raises(JobTimedOut):
        progress(0.49)


def test_a_step_that_raises_is_not_completed(running, records):
    with pytest.raises(RuntimeError), running.step(JobStep.CONCATENATE):
        raise RuntimeError
    assert records.timings(running.claim.job.job_id) == []


def test_work_on_a_job_that_was_taken_away_learns_it(running, records, clock):
    JobClaims(records.database, "worker-2", clock=clock).reclaim(alone=True)
    with pytest.raises(ClaimLost), running.step(JobStep.CONCATENATE):
        pass
