import threading

import pytest

from aurity_desktop.domain.jobs import JobEvent, JobKind, JobPriority, JobState, JobStep
from aurity_desktop.jobs.claims import (
    RETRY_DELAYS,
    ClaimLost,
    Heartbeat,
    JobClaims,
    reached,
)
from aurity_desktop.jobs.job_records import JobRecords

SESSION = "session_20260102_030405"
REASON = "RuntimeError: it did not work"


def sessions(count):
    return [f"session_20260102_0304{number:02d}" for number in range(count)]


def test_a_claimed_job_is_in_progress_and_its_attempt_is_counted(records, claims):
    job = records.submit(JobKind.FINALIZE, SESSION)
    claim = claims.claim()

    assert claim.job.job_id == job.job_id
    assert claim.job.state is JobState.IN_PROGRESS
    assert claim.job.attempt == 1
    assert claims.claim() is None


def test_higher_priorities_go_first_and_older_jobs_before_newer_ones(records, claims):
    changed, first, second, urgent = sessions(4)
    records.submit(JobKind.PROJECT, changed, priority=JobPriority.NORMAL)
    records.submit(JobKind.FINALIZE, first, priority=JobPriority.JUST_STOPPED)
    records.submit(JobKind.FINALIZE, second, priority=JobPriority.JUST_STOPPED)
    records.submit(JobKind.DIARIZE, urgent, priority=JobPriority.ASKED_FOR)

    order = [claims.claim().job.session_id for _ in range(4)]
    assert order == [urgent, first, second, changed]


def test_of_many_workers_one_gets_the_job(records, clock):
    for session in sessions(20):
        records.submit(JobKind.FINALIZE, session)
    taken, barrier = [], threading.Barrier(4)

    def work(name):
        own = JobClaims(records.database, name, clock=clock)
        barrier.wait()
        while (claim := own.claim()) is not None:
            taken.append(claim.job.job_id)

    threads = [threading.Thread(target=work, args=(f"worker-{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(taken) == 20
    assert len(set(taken)) == 20


def test_a_failure_is_tried_again_after_60_120_and_240_seconds_and_then_no_more(
    records, claims, clock
):
    job = records.submit(JobKind.FINALIZE, SESSION)
    for delay in (60, 120, 240):
        failed = claims.fail(claims.claim(), REASON, may_retry=True)
        assert failed.state is JobState.PENDING
        assert failed.error_message == REASON
        assert failed.last_event == JobEvent.RETRY_SCHEDULED
        assert (failed.retry_at.timestamp()) == clock.now + delay
        clock.go_on(delay - 1)
        assert claims.claim() is None
        clock.go_on(1)

    assert claims.fail(claims.claim(), REASON, may_retry=True).state is JobState.FAILED
    assert records.job(job.job_id).attempt == 4
    reasons = [e.detail for e in records.history(job.job_id) if e.detail]
    assert reasons == [REASON] * 4


def test_what_a_retry_cannot_mend_fails_at_once(records, claims):
    records.submit(JobKind.FINALIZE, SESSION)
    failed = claims.fail(claims.claim(), "NotAudio: no sound in it", may_retry=False)

    assert failed.state is JobState.FAILED
    assert failed.error_message == "NotAudio: no sound in it"


def test_a_job_of_a_dead_worker_is_taken_back_at_once(records, claims, clock):
    records.submit(JobKind.FINALIZE, SESSION)
    claims.claim()
    heir = JobClaims(records.database, "worker-2", clock=clock)
    heir.reclaim(alone=True)

    claim = heir.claim()
    assert claim.job.attempt == 2
    assert records.history(claim.job.job_id)[2].event == JobEvent.WORKER_LOST


def test_a_job_that_keeps_killing_its_worker_ends_as_failed_and_others_get_their_turn(
    records, clock
):
    poisoned, healthy = sessions(2)
    records.submit(JobKind.FINALIZE, poisoned)
    done = []
    for life in range(40):
        worker = JobClaims(records.database, f"worker-{life}", clock=clock)
        worker.reclaim(alone=True)
        if life == 2:
            records.submit(JobKind.FINALIZE, healthy)
        claim = worker.claim()
        if claim is None:
            clock.go_on(30)
        elif claim.job.session_id == healthy:
            worker.complete(claim)
            done.append(life)

    (bad,) = records.jobs(poisoned)
    assert bad.state is JobState.FAILED
    assert bad.attempt == 4
    assert done == [2]


def test_a_job_that_gets_on_between_the_deaths_of_its_workers_is_no_poisoned_one(records, clock):
    records.submit(JobKind.FINALIZE, SESSION)
    for life, step in enumerate(JobStep):
        worker = JobClaims(records.database, f"worker-{life}", clock=clock)
        worker.reclaim(alone=True)
        claim = worker.claim()
        worker.complete_step(claim, step, 1.0, 10.0)
    last = JobClaims(records.database, "last", clock=clock)
    last.reclaim(alone=True)
    last.complete(last.claim())

    (job,) = records.jobs()
    assert job.state is JobState.COMPLETED
    assert job.attempt == len(JobStep) + 1


def test_steps_that_every_attempt_repeats_forgive_no_strike(records, claims, clock):
    """The file of the sound is checked by each attempt before what the last one died of."""
    records.submit(JobKind.FINALIZE, SESSION)
    for life in range(20):
        worker = JobClaims(records.database, f"worker-{life}", clock=clock)
        worker.reclaim(alone=True)
        clock.go_on(240)
        claim = worker.claim()
        if claim is None:
            break
        worker.complete_step(claim, JobStep.CONCATENATE, 1.0, 10.0)
    assert records.jobs()[0].state is JobState.FAILED
    assert records.jobs()[0].attempt == 4


def test_work_that_fails_behind_a_step_that_it_repeats_waits_ever_longer(records, claims, clock):
    records.submit(JobKind.FINALIZE, SESSION)
    for wait in (60, 120, 240):
        claim = claims.claim()
        claims.complete_step(claim, JobStep.CONCATENATE, 1.0, 10.0)
        failed = claims.fail(claim, REASON, may_retry=True)
        assert failed.retry_at.timestamp() == clock.now + wait
        clock.go_on(wait)


def test_a_job_that_gets_on_within_a_step_is_no_poisoned_one_however_often_its_worker_dies(
    records, clock
):
    job = records.submit(JobKind.FINALIZE, SESSION)
    for life in range(20):
        worker = JobClaims(records.database, f"worker-{life}", clock=clock)
        worker.reclaim(alone=True)
        clock.go_on(240)
        claim = worker.claim()
        worker.complete_step(claim, JobStep.CONCATENATE, 1.0, 10.0)
        for tenth in range(life // 2 + 1):
            worker.progress(claim, 0.0, None, reached(JobStep.TRANSCRIBE, tenth / 10))
    assert records.job(job.job_id).state is JobState.IN_PROGRESS


def test_work_that_comes_to_the_same_place_each_time_is_given_up(records, clock):
    records.submit(JobKind.FINALIZE, SESSION)
    for life in range(30):
        worker = JobClaims(records.database, f"worker-{life}", clock=clock)
        worker.reclaim(alone=True)
        clock.go_on(240)
        claim = worker.claim()
        if claim is None:
            break
        for tenth in (1, 2, 3):
            worker.progress(claim, 0.0, None, reached(JobStep.TRANSCRIBE, tenth / 10))
    (job,) = records.jobs()
    assert job.state is JobState.FAILED
    assert [each.job_id for each in records.given_up(0.0)] == [job.job_id]


def test_among_several_workers_only_a_lease_that_is_over_is_taken_back(records, claims, clock):
    records.submit(JobKind.FINALIZE, SESSION)
    claim = claims.claim()
    other = JobClaims(records.database, "worker-2", clock=clock)
    clock.go_on(25)
    claims.beat(Heartbeat(1, 0.0, claim))
    clock.go_on(25)
    other.reclaim(alone=False)
    assert other.claim() is None

    clock.go_on(10)
    other.reclaim(alone=False)
    assert other.claim() is not None


def test_a_worker_whose_job_was_taken_changes_nothing_any_more(records, claims, clock):
    records.submit(JobKind.FINALIZE, SESSION)
    old = claims.claim()
    heir = JobClaims(records.database, "worker-2", clock=clock)
    heir.reclaim(alone=True)
    new = heir.claim()

    for act in (
        lambda: claims.progress(old, 50.0, None),
        lambda: claims.start_step(old, JobStep.DIARIZE),
        lambda: claims.complete_step(old, JobStep.DIARIZE, 1.0, 1.0),
        lambda: claims.set_audio_seconds(old, 1.0),
        lambda: claims.complete(old),
        lambda: claims.cancelled(old),
        lambda: claims.interrupt(old),
        lambda: claims.fail(old, REASON, may_retry=True),
    ):
        with pytest.raises(ClaimLost):
            act()
    assert records.job(old.job.job_id) == new.job
    assert records.timings(old.job.job_id) == []


def test_a_job_that_was_to_be_cancelled_when_its_worker_died_is_cancelled(records, claims, clock):
    job = records.submit(JobKind.FINALIZE, SESSION)
    claims.claim()
    records.request_cancel(job.job_id)
    ended = JobClaims(records.database, "worker-2", clock=clock).reclaim(alone=True)

    assert [each.state for each in ended] == [JobState.CANCELLED]


def test_an_interrupted_job_goes_on_without_a_strike(records, claims):
    records.submit(JobKind.FINALIZE, SESSION)
    for _ in range(10):
        claims.interrupt(claims.claim())

    assert records.jobs()[0].retry_at is None
    claim = claims.claim()
    assert claim.job.attempt == 1  # the worker was restarted; the work was never given up
    assert claims.fail(claim, REASON, may_retry=True).state is JobState.PENDING


def test_the_progress_of_a_job_never_goes_back_when_it_is_begun_again(records, clock):
    job = records.submit(JobKind.FINALIZE, SESSION)
    for life, percent in enumerate((17.0, 5.0, 12.0)):
        worker = JobClaims(records.database, f"worker-{life}", clock=clock)
        worker.reclaim(alone=True)
        claim = worker.claim()
        worker.progress(claim, percent, None)
        assert records.job(job.job_id).progress_percent == 17.0
        if life == 1:
            worker.interrupt(claim)
    worker.progress(claim, 40.0, None)
    assert records.job(job.job_id).progress_percent == 40.0
    worker.fail(claim, REASON, may_retry=False)
    assert records.retry(job.job_id).progress_percent == 0.0  # somebody asked for it again


def test_an_error_of_ours_is_kept_as_it_is_and_forgotten_when_it_is_tried_again(records, claims):
    job = records.submit(JobKind.FINALIZE, SESSION)
    claims.fail(claims.claim(), "DiskFull: full", may_retry=False, line="the error")
    assert records.job(job.job_id).error_line == "the error"
    assert records.retry(job.job_id).error_line == ""


def test_a_heartbeat_is_on_record_and_brings_back_the_wish_to_cancel(records, claims, clock):
    job = records.submit(JobKind.FINALIZE, SESSION)
    claim = claims.claim()
    beat = Heartbeat(4711, clock.now, claim, clock.now + 300)
    assert not claims.beat(beat)
    records.request_cancel(job.job_id)
    assert claims.beat(beat)

    worker = records.worker()
    assert (worker.process_id, worker.job_id) == (4711, job.job_id)
    assert worker.hard_limit_at.timestamp() == clock.now + 300
    assert not claims.beat(Heartbeat(4711, clock.now))
    assert records.worker().job_id == ""


def test_the_steps_of_a_job_are_kept_with_their_times(records, claims):
    job = records.submit(JobKind.FINALIZE, SESSION)
    claim = claims.claim()
    claims.start_step(claim, JobStep.TRANSCRIBE)
    assert records.job(job.job_id).step == JobStep.TRANSCRIBE
    claims.complete_step(claim, JobStep.TRANSCRIBE, 12.5, 100.0)
    claims.complete(claim)

    (timing,) = records.timings(job.job_id)
    assert (timing.step, timing.seconds, timing.audio_seconds) == (JobStep.TRANSCRIBE, 12.5, 100.0)
    assert records.job(job.job_id).step == ""
    assert [entry.event for entry in records.history(job.job_id)] == [
        JobEvent.CREATED,
        JobEvent.STARTED,
        JobEvent.STEP_STARTED,
        JobEvent.STEP_COMPLETED,
        JobEvent.COMPLETED,
    ]


# -- a clock that is set back


@pytest.mark.parametrize("back", [1.0, 300.0, 3600.0, 50 * 365 * 86_400.0])
def test_a_job_is_claimed_at_once_though_the_clock_was_set_back_after_it_was_submitted(
    records, claims, clock, back
):
    records.submit(JobKind.FINALIZE, SESSION)
    clock.go_on(-back)
    assert claims.due() is not None
    assert claims.claim() is not None


@pytest.mark.parametrize("ask", ["interrupt", "lost", "retry"])
def test_whatever_may_begin_at_once_begins_at_once_on_a_clock_that_was_set_back(
    records, claims, clock, ask
):
    job = records.submit(JobKind.FINALIZE, SESSION)
    claim = claims.claim()
    if ask == "interrupt":
        claims.interrupt(claim)
    elif ask == "lost":
        JobClaims(records.database, "worker-2", clock=clock).reclaim(alone=True)
    else:
        claims.fail(claim, REASON, may_retry=False)
        records.retry(job.job_id)
    clock.go_on(-200)
    assert claims.claim() is not None


@pytest.mark.parametrize("back", [0.0, 10.0, 100.0, 179.0, 200.0, 3600.0, 86_400.0])
def test_a_back_off_is_never_longer_than_the_longest_one_however_the_clock_is_set(
    records, claims, clock, back
):
    records.submit(JobKind.FINALIZE, SESSION)
    claims.fail(claims.claim(), REASON, may_retry=True)
    clock.go_on(-back)
    waited = 0
    while claims.due() is None:
        clock.go_on(1)
        waited += 1
    assert waited <= max(RETRY_DELAYS)
    assert claims.claim() is not None


def test_a_row_that_says_not_before_the_year_9999_is_due(records, claims):
    """Somebody wrote it there, or the clock did."""
    records.submit(JobKind.FINALIZE, SESSION)
    with records.database.transaction() as connection:
        connection.execute("UPDATE jobs SET not_before = 253402300000.0")
    assert claims.claim() is not None


def test_a_lease_of_a_future_that_was_none_is_over(records, claims, clock):
    records.submit(JobKind.FINALIZE, SESSION)
    claims.claim()
    other = JobClaims(records.database, "worker-2", clock=clock)
    clock.go_on(-25)
    other.reclaim(alone=False)
    assert other.claim() is None  # as long as a lease and a beat: it may be alive
    clock.go_on(-3600)
    other.reclaim(alone=False)
    assert other.claim() is not None


def test_waits_and_runs_are_never_negative_in_the_figures(records, claims, metrics, clock):
    records.submit(JobKind.FINALIZE, SESSION)
    clock.go_on(-3600)
    claim = claims.claim()
    clock.go_on(-3600)
    claims.complete(claim)
    figures = metrics.figures()
    assert (figures.wait.p50, figures.run.p50) == (0.0, 0.0)


# -- a claim that nobody works on


def test_what_this_worker_claimed_and_forgot_is_put_back_and_what_it_holds_is_not(
    records, claims, clock
):
    forgotten, kept = sessions(2)
    records.submit(JobKind.FINALIZE, forgotten)
    records.submit(JobKind.FINALIZE, kept)
    claims.claim()
    held = claims.claim()
    assert claims.reclaim_own([held]) == []
    assert records.jobs(forgotten)[0].state is JobState.PENDING
    assert records.jobs(kept)[0].state is JobState.IN_PROGRESS
    assert claims.claim().job.session_id == forgotten


def test_a_job_whose_outcome_can_never_be_recorded_ends_as_failed(records, claims, clock):
    records.submit(JobKind.FINALIZE, SESSION)
    ended = []
    while claims.claim() is not None:
        ended += claims.reclaim_own([])
        clock.go_on(240)
    assert [job.state for job in ended] == [JobState.FAILED]
    assert records.jobs()[0].attempt == 4


def test_jobs_that_give_way_are_left_where_only_others_are_asked_for(records, claims):
    records.submit(JobKind.FINALIZE, "session_imported", priority=JobPriority.IMPORTED)
    assert claims.due(JobPriority.NORMAL) is None
    assert claims.claim(JobPriority.NORMAL) is None
    records.submit(JobKind.FINALIZE, "session_stopped", priority=JobPriority.JUST_STOPPED)
    assert claims.claim().job.session_id == "session_stopped"
    assert claims.claim().job.session_id == "session_imported"


def test_a_pause_holds_transcripts_and_speakers_but_neither_files_nor_erasing(records, claims):
    records.submit(JobKind.FINALIZE, SESSION, priority=JobPriority.ASKED_FOR)
    records.submit(JobKind.DIARIZE, SESSION)
    records.submit(JobKind.NAMES, SESSION)
    records.submit(JobKind.PROJECT, SESSION)
    records.submit(JobKind.RETENTION, "")
    records.pause()
    taken = [claims.claim().job.kind, claims.claim().job.kind]
    assert taken == [JobKind.PROJECT, JobKind.RETENTION]
    assert claims.claim() is None
    assert claims.due() is None
    records.resume()
    assert claims.due().kind is JobKind.FINALIZE
    assert claims.claim().job.kind is JobKind.FINALIZE


def test_a_pause_outlives_every_process(tmp_path, clock):
    first = JobRecords(tmp_path / "paused.db", clock=clock)
    first.submit(JobKind.FINALIZE, SESSION)
    first.pause()
    first.close()
    second = JobRecords(tmp_path / "paused.db", clock=clock)
    assert second.paused()
    assert JobClaims(second.database, "another", clock=clock).claim() is None
    second.close()
