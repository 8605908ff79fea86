import stat

import pytest

from aurity_desktop.domain.errors import SessionBusy, UnknownJob
from aurity_desktop.domain.jobs import (
    JobEvent,
    JobKind,
    JobPriority,
    JobState,
    JobStep,
    PlannedStep,
)
from aurity_desktop.domain.session import SpeakerCount
from aurity_desktop.jobs.job_records import JobRecords, NothingToRetry
from aurity_desktop.jobs.jobs_database import JobsUnreadable

SESSION = "session_20260102_030405"


def test_a_submitted_job_is_pending_and_says_so(records):
    job = records.submit(JobKind.FINALIZE, SESSION, priority=JobPriority.JUST_STOPPED)

    assert records.job(job.job_id) == job
    assert job.state is JobState.PENDING
    assert (job.attempt, job.progress_percent, job.last_event) == (0, 0.0, JobEvent.CREATED)
    assert job.priority == JobPriority.JUST_STOPPED
    assert job.retry_at is None


def test_submitting_again_returns_the_open_job(records, claims):
    first = records.submit(JobKind.FINALIZE, SESSION)
    assert records.submit(JobKind.FINALIZE, SESSION).job_id == first.job_id

    claims.claim()
    assert records.submit(JobKind.FINALIZE, SESSION).job_id == first.job_id


def test_submitting_again_can_only_raise_the_priority(records):
    records.submit(JobKind.FINALIZE, SESSION, priority=5)

    assert records.submit(JobKind.FINALIZE, SESSION, priority=9).priority == 9
    assert records.submit(JobKind.FINALIZE, SESSION, priority=1).priority == 9


def test_what_is_asked_for_again_and_again_begins_when_nobody_asks_any_more(records, claims, clock):
    first = records.submit(JobKind.PROJECT, SESSION, quiet=30.0)
    for _ in range(5):
        clock.go_on(20.0)
        assert claims.claim() is None
        assert records.submit(JobKind.PROJECT, SESSION, quiet=30.0).job_id == first.job_id
    clock.go_on(29.0)
    assert claims.claim() is None
    clock.go_on(2.0)
    assert claims.claim().job.job_id == first.job_id


def test_what_is_asked_for_without_a_pause_begins_all_the_same(records, claims, clock):
    asked = 0
    while claims.claim() is None:
        records.submit(JobKind.PROJECT, SESSION, quiet=30.0)
        clock.go_on(20.0)
        asked += 20
    assert 600 <= asked <= 660


def test_who_asks_without_waiting_does_not_wait(records, claims):
    records.submit(JobKind.PROJECT, SESSION, quiet=30.0)
    records.submit(JobKind.PROJECT, SESSION)
    assert claims.claim() is not None


def test_a_clock_set_back_does_not_keep_a_job_from_beginning(records, claims, clock):
    records.submit(JobKind.PROJECT, SESSION, quiet=3600.0)
    clock.go_on(-86_400.0)
    assert claims.claim() is not None


def test_kinds_and_sessions_do_not_share_a_job(records):
    jobs = [
        records.submit(JobKind.FINALIZE, SESSION),
        records.submit(JobKind.DIARIZE, SESSION),
        records.submit(JobKind.FINALIZE, "session_20260102_030406"),
    ]
    assert len({job.job_id for job in jobs}) == 3


def test_a_session_whose_job_has_ended_gets_a_new_one(records, claims):
    first = records.submit(JobKind.FINALIZE, SESSION)
    claims.complete(claims.claim())

    assert records.submit(JobKind.FINALIZE, SESSION).job_id != first.job_id


def test_a_waiting_job_takes_the_newer_speaker_count(records):
    records.submit(JobKind.DIARIZE, SESSION, speaker_count=SpeakerCount.exactly(2))
    job = records.submit(JobKind.DIARIZE, SESSION, speaker_count=SpeakerCount(2, 4))

    assert job.speaker_count == SpeakerCount(2, 4)


def test_a_job_at_work_does_not_change_its_speaker_count(records, claims):
    records.submit(JobKind.DIARIZE, SESSION, speaker_count=SpeakerCount.exactly(2))
    claims.claim()

    with pytest.raises(SessionBusy):
        records.submit(JobKind.DIARIZE, SESSION, speaker_count=SpeakerCount.exactly(3))


def test_no_speaker_count_is_not_the_same_as_an_open_one(records):
    assert records.submit(JobKind.FINALIZE, SESSION).speaker_count is None
    open_count = records.submit(JobKind.DIARIZE, SESSION, speaker_count=SpeakerCount())
    assert open_count.speaker_count == SpeakerCount()


def test_jobs_are_listed_newest_first_and_by_session(records):
    first = records.submit(JobKind.FINALIZE, SESSION)
    second = records.submit(JobKind.FINALIZE, "session_20260102_030406")

    assert [job.job_id for job in records.jobs()] == [second.job_id, first.job_id]
    assert [job.job_id for job in records.jobs(SESSION)] == [first.job_id]


def test_an_unknown_job_is_named(records):
    for ask in (
        records.job,
        records.history,
        records.timings,
        records.request_cancel,
        records.retry,
    ):
        with pytest.raises(UnknownJob, match="job_nowhere"):
            ask("job_nowhere")


def test_a_waiting_job_is_cancelled_at_once(records, claims):
    job = records.submit(JobKind.FINALIZE, SESSION)
    records.request_cancel(job.job_id)

    assert records.job(job.job_id).state is JobState.CANCELLED
    assert claims.claim() is None


def test_a_job_at_work_is_marked_for_cancelling(records, claims):
    job = records.submit(JobKind.FINALIZE, SESSION)
    claims.claim()
    records.request_cancel(job.job_id)
    records.request_cancel(job.job_id)

    assert records.job(job.job_id).state is JobState.IN_PROGRESS
    assert records.job(job.job_id).cancel_requested
    events = [entry.event for entry in records.history(job.job_id)]
    assert events.count(JobEvent.CANCEL_REQUESTED) == 1


def test_cancelling_an_ended_job_changes_nothing(records, claims):
    job = records.submit(JobKind.FINALIZE, SESSION)
    claims.complete(claims.claim())
    records.request_cancel(job.job_id)

    assert records.job(job.job_id).state is JobState.COMPLETED


def test_a_failed_job_can_be_run_again_with_all_its_attempts(records, claims, clock):
    job = records.submit(JobKind.FINALIZE, SESSION)
    claims.fail(claims.claim(), "no good", may_retry=False)
    again = records.retry(job.job_id)

    assert again.state is JobState.PENDING
    assert again.error_message == ""
    for _ in range(3):
        assert (
            claims.fail(claims.claim(), "still no good", may_retry=True).state is JobState.PENDING
        )
        clock.go_on(240)
    assert claims.fail(claims.claim(), "still no good", may_retry=True).state is JobState.FAILED


def test_retrying_does_not_wait_for_the_next_attempt(records, claims):
    job = records.submit(JobKind.FINALIZE, SESSION)
    claims.fail(claims.claim(), "no good", may_retry=True)
    assert claims.claim() is None

    records.retry(job.job_id)
    assert claims.claim() is not None


def test_a_completed_job_has_nothing_to_retry(records, claims):
    job = records.submit(JobKind.FINALIZE, SESSION)
    claims.complete(claims.claim())

    with pytest.raises(NothingToRetry):
        records.retry(job.job_id)


def test_a_failed_job_with_a_successor_is_not_run_beside_it(records, claims):
    job = records.submit(JobKind.FINALIZE, SESSION)
    claims.fail(claims.claim(), "no good", may_retry=False)
    records.submit(JobKind.FINALIZE, SESSION)

    with pytest.raises(SessionBusy):
        records.retry(job.job_id)


def test_ended_jobs_are_forgotten_after_a_day_and_their_figures_are_not(
    records, claims, metrics, clock
):
    records.submit(JobKind.FINALIZE, SESSION)
    claim = claims.claim()
    claims.complete_step(claim, JobStep.TRANSCRIBE, 3.0, 60.0)
    claims.complete(claim)
    waiting = records.submit(JobKind.FINALIZE, "session_20260102_030406")

    clock.go_on(24 * 3600 - 1)
    assert records.expire() == 0
    clock.go_on(2)
    assert records.expire() == 1

    assert [job.job_id for job in records.jobs()] == [waiting.job_id]
    assert metrics.figures().completed == 1
    assert metrics.figures().real_time_factors == {JobStep.TRANSCRIBE: 0.05}

    clock.go_on(366 * 24 * 3600)
    records.expire()
    assert metrics.expected(PlannedStep(JobStep.TRANSCRIBE, 1.0, 60.0)) is None


def test_a_job_that_ended_in_a_future_that_was_none_is_forgotten(records, claims, clock):
    records.submit(JobKind.FINALIZE, SESSION)
    clock.go_on(73 * 365 * 24 * 3600)
    claims.complete(claims.claim())
    clock.go_on(-73 * 365 * 24 * 3600)
    assert records.expire() == 1
    assert records.jobs() == []


# -- what was given up is tried again --------------------------------------------------------------
DAY = 24 * 3600.0


@pytest.fixture
def give_up(records, claims, clock):
    """Uses up the attempts of the session's job, which is made where there is none."""

    def act(session_id=SESSION):
        records.submit(JobKind.FINALIZE, session_id)
        while (claim := claims.claim()) is not None:
            claims.fail(claim, "LedgerBusy: it is busy", may_retry=True)
            clock.go_on(240)
        return records.jobs(session_id)[0]

    return act


def test_a_job_whose_attempts_are_used_up_is_tried_again_with_all_its_attempts(
    records, claims, clock, give_up
):
    job = give_up()
    assert job.state is JobState.FAILED
    assert records.given_up(DAY) == []
    clock.go_on(DAY)
    assert records.given_up(DAY) == [job]
    records.revive(job)
    assert records.given_up(0.0) == []
    revived = records.job(job.job_id)
    assert (revived.state, revived.error_message) == (JobState.PENDING, "")
    assert revived.last_event == JobEvent.REVIVED
    assert give_up().attempt == 8


def test_after_five_times_only_a_person_tries_it_again(records, clock, give_up):
    give_up()
    for _ in range(5):
        clock.go_on(DAY)
        (job,) = records.given_up(DAY)
        records.revive(job)
        give_up()
    clock.go_on(DAY - 3600)
    assert records.given_up(0.0) == []
    assert records.retry(job.job_id).state is JobState.PENDING


def test_what_cannot_be_mended_or_was_cancelled_is_not_tried_again(records, claims, clock):
    records.submit(JobKind.FINALIZE, SESSION)
    claims.fail(claims.claim(), "NotAudio: no sound in it", may_retry=False)
    cancelled = records.submit(JobKind.FINALIZE, "session_20260102_030406")
    records.request_cancel(cancelled.job_id)
    clock.go_on(DAY - 1)
    assert records.given_up(0.0) == []


def test_what_somebody_has_asked_for_since_is_not_tried_again(records, claims, give_up):
    job = give_up()
    newer = records.submit(JobKind.FINALIZE, SESSION)
    assert records.given_up(0.0) == []
    records.revive(job)
    assert records.job(job.job_id).state is JobState.FAILED
    claims.complete(claims.claim())
    records.revive(job)
    assert records.given_up(0.0) == []
    assert records.jobs(SESSION)[0].job_id == newer.job_id


def test_what_is_to_be_tried_again_is_kept_for_a_month(records, clock, give_up):
    job = give_up()
    clock.go_on(29 * DAY)
    assert records.expire() == 0
    assert records.history(job.job_id) != []
    assert records.given_up(DAY) == [job]
    clock.go_on(2 * DAY)
    assert records.expire() == 1
    assert records.given_up(0.0) == []


def test_a_clock_that_was_set_back_keeps_nothing_from_being_tried_again(records, clock, give_up):
    job = give_up()
    clock.go_on(-DAY / 2)
    assert records.given_up(DAY) == [job]


def test_an_end_is_told_once(records, claims):
    job = records.submit(JobKind.FINALIZE, SESSION)
    assert records.untold() == []
    claims.complete(claims.claim())

    (ended,) = records.untold()
    assert ended.job_id == job.job_id
    records.mark_told(ended)
    assert records.untold() == []


def test_records_survive_being_closed(tmp_path, clock):
    path = tmp_path / "jobs.db"
    first = JobRecords(path, clock=clock)
    job = first.submit(JobKind.FINALIZE, SESSION, speaker_count=SpeakerCount.exactly(2))
    first.close()

    second = JobRecords(path, clock=clock)
    assert second.jobs() == [job]
    second.close()


def test_only_the_user_may_read_the_records(records, tmp_path):
    records.submit(JobKind.FINALIZE, SESSION)
    files = list((tmp_path / "queue").iterdir())

    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE((tmp_path / "queue").stat().st_mode) == 0o700


def test_a_file_that_is_no_database_is_refused_by_name(tmp_path):
    path = tmp_path / "jobs.db"
    path.write_bytes(b"this is no database, and long enough to be looked at" * 20)

    with pytest.raises(JobsUnreadable, match=r"jobs\.db"):
        JobRecords(path)
    assert path.read_bytes().startswith(b"this is no database")
