import pytest

from aurity_desktop.domain.error_lines import error_line
from aurity_desktop.domain.errors import (
    AurityError,
    DiskFull,
    JobCancelled,
    JobTimedOut,
    ModelMissing,
    SliceDamaged,
    StorageError,
    UnknownSession,
)
from aurity_desktop.domain.jobs import JobKind, JobPriority, JobState, JobStep, PlannedStep
from aurity_desktop.jobs.claims import JobClaims
from aurity_desktop.jobs.running_job import JobInterrupted
from aurity_desktop.jobs.tasks import Ends, JobRunner

SESSION = "session_20260102_030405"


class Bench:
    """A runner whose work does what the test says."""

    def __init__(self, records, claims, metrics, clock):
        self.records = records
        self.told = []
        self.did = []
        self.act = lambda job, watch: None
        self.runner = JobRunner(
            claims,
            metrics,
            dict.fromkeys(JobKind, self._work),
            Ends(records, self.told.append),
            clock=clock,
        )

    def _work(self, job, watch):
        self.did.append(job)
        self.act(job, watch)

    def fail_with(self, error):
        def act(job, watch):
            raise error

        self.act = act


@pytest.fixture
def bench(records, claims, metrics, clock):
    records.submit(JobKind.FINALIZE, SESSION)
    return Bench(records, claims, metrics, clock)


def test_a_job_whose_work_returns_is_completed_and_told(bench):
    assert bench.runner.run_next()

    (job,) = bench.records.jobs()
    assert job.state is JobState.COMPLETED
    assert job.progress_percent == 100.0
    assert bench.told == [job]
    assert not bench.runner.run_next()


@pytest.mark.parametrize(
    "error",
    [
        SliceDamaged("slice", "it is not as it was recorded"),
        UnknownSession(SESSION),
        ModelMissing("whisper-base"),
        JobTimedOut("job", 540),
    ],
    ids=lambda error: type(error).__name__,
)
def test_bad_input_and_time_outs_are_not_tried_again(bench, error):
    bench.fail_with(error)
    bench.runner.run_next()

    (job,) = bench.records.jobs()
    assert job.state is JobState.FAILED
    assert job.error_message == f"{type(error).__name__}: {error}"
    assert bench.told == [job]


@pytest.mark.parametrize("error", [RuntimeError("surprise"), StorageError("for a moment")])
def test_anything_else_is_tried_again_with_its_reason_kept(bench, error, clock):
    bench.fail_with(error)
    bench.runner.run_next()
    (job,) = bench.records.jobs()
    assert job.state is JobState.PENDING
    assert str(error) in job.error_message
    ours = isinstance(error, AurityError)
    assert job.error_line == (error_line(error) if ours else "")
    assert bench.told == []

    bench.act = lambda job, watch: None
    clock.go_on(60)
    bench.runner.run_next()
    assert bench.records.jobs()[0].state is JobState.COMPLETED


@pytest.mark.parametrize(
    "error", [ImportError("No module named 'torch'"), TypeError("two arguments"), KeyError("x")]
)
def test_a_broken_program_or_installation_is_told_at_once(bench, error, caplog):
    bench.fail_with(error)
    bench.runner.run_next()
    (job,) = bench.records.jobs()
    assert (job.state, job.attempt) == (JobState.FAILED, 1)
    assert str(error) in job.error_message
    assert "Traceback" in caplog.text


def test_a_cancelled_job_ends_as_cancelled(bench):
    bench.fail_with(JobCancelled("job"))
    bench.runner.run_next()
    assert [job.state for job in bench.told] == [JobState.CANCELLED]


def test_an_interrupted_job_waits_for_the_next_worker(bench):
    bench.fail_with(JobInterrupted("job"))
    bench.runner.run_next()
    assert bench.records.jobs()[0].state is JobState.PENDING
    assert bench.told == []


def test_a_job_that_was_taken_away_is_left_to_its_new_owner(bench, records, clock):
    heir = JobClaims(records.database, "worker-2", clock=clock)

    def lose_it(job, watch):
        heir.reclaim(alone=True)
        heir.claim()

    bench.act = lose_it
    bench.runner.run_next()
    assert records.jobs()[0].state is JobState.IN_PROGRESS


def test_a_closed_runner_claims_nothing(bench):
    bench.runner.close()
    assert not bench.runner.run_next()
    assert bench.did == []


def test_the_job_at_work_can_be_seen_from_outside(bench):
    seen = []
    bench.act = lambda job, watch: seen.append(bench.runner.running.claim.job.job_id)
    bench.runner.run_next()

    assert seen == [bench.records.jobs()[0].job_id]
    assert bench.runner.running is None


def test_an_end_that_could_not_be_told_is_told_later(records, claims, metrics, clock):
    records.submit(JobKind.FINALIZE, SESSION)
    calls = []

    def ended(job):
        calls.append(job)
        if len(calls) == 1:
            raise StorageError("the ledger is busy")

    bench = Bench(records, claims, metrics, clock)
    bench.runner.ends = Ends(records, ended)
    bench.runner.run_next()
    bench.runner.ends.report()
    bench.runner.ends.report()
    assert len(calls) == 2


@pytest.mark.parametrize("error", [StorageError("the ledger is busy"), ValueError("year 12000")])
def test_an_end_that_cannot_be_told_keeps_no_other_from_being_told(records, claims, error, caplog):
    first, second = "session_20260102_030401", "session_20260102_030402"
    told = []

    def ended(job):
        if job.session_id == first:
            raise error
        told.append(job.session_id)

    for session_id in (first, second):
        records.submit(JobKind.FINALIZE, session_id)
        claims.complete(claims.claim())
    ends = Ends(records, ended)
    ends.report()
    ends.report()
    assert told == [second]
    assert caplog.text.count(str(error)) == 1


def test_without_a_job_work_is_done_ahead_until_a_job_comes(records, claims, metrics, clock):
    pressed = []

    def ahead(is_pressed):
        assert runner.busy
        pressed.append(is_pressed())
        records.submit(JobKind.FINALIZE, SESSION)
        pressed.append(is_pressed())

    runner = JobRunner(
        claims, metrics, {}, Ends(records, lambda job: None), ahead=ahead, clock=clock
    )
    assert not runner.run_next()
    assert pressed == [False, True]
    assert not runner.busy


def test_a_waiting_job_comes_before_work_ahead(bench):
    bench.runner._ahead = lambda pressed: bench.did.append("ahead")
    bench.runner.run_next()
    bench.runner.run_next()
    assert bench.did[1:] == ["ahead"]


def test_work_ahead_that_fails_harms_nobody(bench, caplog):
    def broken(pressed):
        raise RuntimeError("no model")

    bench.runner._ahead = broken
    bench.runner.run_next()
    assert not bench.runner.run_next()
    assert "no model" in caplog.text


# -- an end that cannot be recorded


class FullFor:
    """The claims of a worker whose disk is full for so many writes of an end."""

    def __init__(self, claims, path, times, error=None):
        self._claims = claims
        self.times = times
        self.error = error or DiskFull(path)

    def __getattr__(self, name):
        real = getattr(self._claims, name)
        if name not in {"complete", "cancelled", "interrupt", "fail"}:
            return real

        def ends(*arguments, **options):
            if self.times:
                self.times -= 1
                raise self.error
            return real(*arguments, **options)

        return ends


@pytest.fixture
def full(records, claims, metrics, clock, tmp_path):
    records.submit(JobKind.FINALIZE, SESSION)
    return Bench(records, FullFor(claims, tmp_path, times=2), metrics, clock)


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (None, JobState.COMPLETED),
        (JobCancelled("job"), JobState.CANCELLED),
        (JobInterrupted("job"), JobState.PENDING),
        (SliceDamaged("slice", "it is not as it was recorded"), JobState.FAILED),
        (RuntimeError("surprise"), JobState.PENDING),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_an_end_that_the_disk_refuses_is_recorded_when_there_is_room_and_nothing_is_done_again(
    full, clock, error, state
):
    if error is not None:
        full.fail_with(error)
    assert full.runner.run_next()
    assert full.records.jobs()[0].state is JobState.IN_PROGRESS
    clock.go_on(3600)
    full.runner.settle()
    assert full.records.jobs()[0].state is JobState.IN_PROGRESS
    full.runner.settle()
    (job,) = full.records.jobs()
    assert job.state is state
    assert job.attempt == (0 if isinstance(error, JobInterrupted) else 1)
    if error is not None and state is not JobState.CANCELLED:
        assert str(error) in job.error_message or isinstance(error, JobInterrupted)
    assert len(full.did) == 1


def test_the_next_wake_up_records_an_end_too(full):
    full.runner.run_next()
    full.runner.run_next()
    assert full.records.jobs()[0].state is JobState.IN_PROGRESS
    full.runner.run_next()
    full.runner.ends.report()
    assert full.records.jobs()[0].state is JobState.COMPLETED
    assert full.told == full.records.jobs()


def test_a_disk_that_stays_full_is_logged_once(full, caplog):
    full.runner.run_next()
    full.runner.settle()
    assert caplog.text.count("is recorded later") == 1


def test_an_end_that_cannot_be_recorded_by_a_fault_puts_the_job_back(
    records, claims, metrics, clock, tmp_path
):
    records.submit(JobKind.FINALIZE, SESSION)
    broken = FullFor(claims, tmp_path, times=1, error=RuntimeError("a bug"))
    bench = Bench(records, broken, metrics, clock)
    assert bench.runner.run_next()
    bench.runner.settle()
    assert records.jobs()[0].state is JobState.PENDING
    bench.runner.run_next()
    assert records.jobs()[0].state is JobState.COMPLETED


def test_a_job_at_work_is_not_put_back_under_its_own_hands(bench):
    states = []

    def look(job, watch):
        bench.runner.settle()
        states.append(bench.records.jobs()[0].state)

    bench.act = look
    bench.runner.run_next()
    assert states == [JobState.IN_PROGRESS]


def test_records_that_cannot_be_claimed_from_end_nothing(bench, claims, monkeypatch, tmp_path):
    def refuse(_least):
        raise DiskFull(tmp_path)

    monkeypatch.setattr(claims, "claim", refuse)
    assert not bench.runner.run_next()
    monkeypatch.undo()
    assert bench.runner.run_next()


@pytest.fixture
def imported(records, claims, metrics, clock):
    """A runner with the job of an import, and what is done in turn."""
    bench = Bench(records, claims, metrics, clock)
    records.submit(JobKind.FINALIZE, SESSION, priority=JobPriority.IMPORTED)
    bench.runner._ahead = lambda pressed: bench.did.append("ahead")
    return bench


def test_what_is_recorded_comes_before_the_job_of_an_import(imported):
    assert imported.runner.run_next()
    assert imported.did[0] == "ahead"
    assert imported.did[1].session_id == SESSION


def test_what_is_recorded_has_its_turns_beside_the_job_of_an_import(imported):
    now = [0.0]
    imported.runner._monotonic = lambda: now[0]

    def act(job, watch):
        watch.plan(60.0, [PlannedStep(JobStep.TRANSCRIBE, 1.0, 60.0)])
        with watch.step(JobStep.TRANSCRIBE) as progress:
            for second in range(10):
                now[0] += 1.0
                progress(second / 10)

    imported.act = act
    imported.runner.run_next()
    assert imported.did.count("ahead") == 1 + 3
    (job,) = imported.records.jobs()
    assert job.state is JobState.COMPLETED


def test_time_that_a_recording_took_is_not_that_of_the_job(imported):
    now = [0.0]
    imported.runner._monotonic = lambda: now[0]

    def ahead(pressed):
        now[0] += 10_000.0

    imported.runner._ahead = ahead

    def act(job, watch):
        watch.plan(60.0, [PlannedStep(JobStep.TRANSCRIBE, 1.0, 60.0)])
        with watch.step(JobStep.TRANSCRIBE) as progress:
            for second in range(10):
                now[0] += 1.0
                progress(second / 10)

    imported.act = act
    imported.runner.run_next()
    (job,) = imported.records.jobs()
    assert job.state is JobState.COMPLETED
