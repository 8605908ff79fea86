"""What the worker does between jobs."""

from contextlib import closing
from datetime import UTC, datetime

import pytest

from aurity_desktop.audio.slices.session_audio import SessionAudio
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.audio import SLICE_SAMPLES
from aurity_desktop.domain.jobs import JobKind, JobPriority, JobState
from aurity_desktop.domain.session import SessionPlan, SessionState
from aurity_desktop.entrypoints.job_handlers import JobHandlers
from aurity_desktop.jobs.claims import JobClaims
from aurity_desktop.jobs.job_records import JobRecords
from aurity_desktop.runtime.settings import Settings
from tests.corpus.examples import a_slice
from tests.fakes.clock import Clock
from tests.fakes.second_pass import Watch

SESSION = "session_20260301_090000"


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def records(paths, clock):
    with closing(JobRecords(paths.jobs, clock=clock)) as own:
        yield own


@pytest.fixture
def handlers(paths, records):
    return JobHandlers(paths, Settings(), records)


@pytest.fixture
def ledger(paths):
    with closing(SqliteLedger(paths.ledger, "ana")) as own:
        yield own


def test_where_there_is_something_to_lose_the_reserve_is_set_aside_and_filled_again(
    handlers, paths
):
    """A folder into which only files were imported has had no recorder that would do it."""
    handlers.keep_house()
    assert not paths.reserve.exists()
    with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
        ledger.sessions.create(SessionPlan(SESSION, datetime.now(UTC), "mic"))
    handlers.keep_house()
    assert paths.reserve.exists()
    paths.reserve.write_bytes(b"")
    handlers.keep_house()
    assert paths.reserve.stat().st_blocks


def test_the_worker_removes_what_a_killed_import_left_before_there_is_any_session(handlers, paths):
    slices = paths.sessions / f".{SESSION}.importing" / SESSION / "slices"
    slices.mkdir(parents=True)
    (slices / "000000.wav").write_bytes(b"sound")
    handlers.keep_house()
    assert list(paths.sessions.iterdir()) == []


@pytest.fixture
def finished(paths, ledger):
    """A completed session whose file is behind its ledger, as a killed worker leaves it."""
    ledger.sessions.create(SessionPlan(SESSION, datetime.now(UTC), "mic"))
    ledger.sessions.set_state(SESSION, SessionState.COMPLETED)
    return SESSION


def kinds(records):
    return sorted(job.kind for job in records.jobs(SESSION))


def test_the_files_of_a_session_that_a_job_is_at_are_left_to_that_job(handlers, records, finished):
    """A worker that dies between "completed" and the file leaves both: a job, and files behind."""
    job = records.submit(JobKind.FINALIZE, SESSION)
    handlers.catch_up()
    assert kinds(records) == [JobKind.FINALIZE]
    records.request_cancel(job.job_id)
    handlers.catch_up()
    assert kinds(records) == [JobKind.FINALIZE, JobKind.PROJECT]


@pytest.mark.parametrize("kind", [JobKind.FINALIZE, JobKind.DIARIZE])
def test_the_files_follow_though_the_job_that_was_to_write_them_ended_otherwise(
    handlers, records, finished, kind
):
    job = records.submit(kind, SESSION)
    records.request_cancel(job.job_id)
    handlers.tell_session(records.job(job.job_id))
    assert kinds(records) == sorted([kind, JobKind.PROJECT])


def test_files_that_cannot_be_written_are_not_asked_for_without_end(handlers, records, finished):
    job = records.submit(JobKind.PROJECT, SESSION)
    records.request_cancel(job.job_id)
    handlers.tell_session(records.job(job.job_id))
    assert kinds(records) == [JobKind.PROJECT]


# -- names -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(("kind", "wanted"), [(JobKind.FINALIZE, True), (JobKind.DIARIZE, False)])
def test_names_are_looked_for_behind_new_words_when_nobody_waits_for_anything(
    handlers, records, kind, wanted
):
    job = records.submit(kind, SESSION, priority=JobPriority.JUST_STOPPED, model="whisper-base")
    handlers.look_for_names_later(job)
    handlers.look_for_names_later(job)  # a worker that died before the job was completed
    names = [each for each in records.jobs(SESSION) if each.kind is JobKind.NAMES]
    found = [(each.priority, each.model) for each in names]
    assert found == ([(JobPriority.IMPORTED, "whisper-base")] if wanted else [])


def test_no_names_are_looked_for_where_they_are_switched_off(paths, records):
    job = records.submit(JobKind.FINALIZE, SESSION)
    JobHandlers(paths, Settings(names_by_sound=False), records).look_for_names_later(job)
    assert kinds(records) == [JobKind.FINALIZE]


def test_a_session_of_before_gets_no_job_for_its_names(handlers, records, finished):
    handlers.catch_up()
    handlers.keep_house()
    assert kinds(records) == [JobKind.PROJECT]


def test_files_follow_names_that_were_written_though_their_job_was_cancelled(
    handlers, records, finished
):
    job = records.submit(JobKind.NAMES, SESSION)
    records.request_cancel(job.job_id)
    handlers.tell_session(records.job(job.job_id))
    assert kinds(records) == [JobKind.NAMES, JobKind.PROJECT]


# -- what was given up -----------------------------------------------------------------------------
@pytest.fixture
def given_up(ledger, records, clock):
    """A session whose job used up its attempts; the job's id."""

    def act(kind=JobKind.FINALIZE):
        ledger.sessions.create(SessionPlan(SESSION, datetime.now(UTC), "mic"))
        ledger.sessions.set_state(SESSION, SessionState.FINALIZING)
        job = records.submit(kind, SESSION)
        claims = JobClaims(records.database, "worker-1", clock=clock)
        while (claim := claims.claim()) is not None:
            claims.fail(claim, "DiskFull: full", may_retry=True)
            clock.go_on(240)
        ledger.sessions.set_state(SESSION, SessionState.FAILED, "DiskFull: full")
        return job.job_id

    return act


def test_a_session_that_could_not_be_finished_is_begun_again_at_the_next_start(
    handlers, records, given_up, clock
):
    job_id = given_up()
    clock.go_on(60)
    handlers.catch_up()  # a worker in place of one that died
    assert records.job(job_id).state is JobState.FAILED
    clock.go_on(600)
    handlers.catch_up()
    assert records.job(job_id).state is JobState.PENDING


def test_while_the_program_runs_it_is_begun_again_half_a_day_later(
    handlers, records, given_up, clock
):
    job_id = given_up()
    clock.go_on(11 * 3600)
    handlers.keep_house()
    assert records.job(job_id).state is JobState.FAILED
    clock.go_on(3600)
    handlers.keep_house()
    assert records.job(job_id).state is JobState.PENDING


def test_other_speakers_that_were_asked_for_do_not_come_by_themselves_a_day_later(
    handlers, records, given_up, clock
):
    job_id = given_up(JobKind.DIARIZE)
    clock.go_on(20 * 3600)
    handlers.catch_up()
    assert records.job(job_id).state is JobState.FAILED


def test_a_session_that_was_finished_otherwise_is_left(handlers, records, ledger, given_up, clock):
    job_id = given_up()
    clock.go_on(3600)
    ledger.sessions.set_state(SESSION, SessionState.COMPLETED)
    handlers.catch_up()
    assert records.job(job_id).state is JobState.FAILED


def test_a_session_that_came_with_its_slices_alone_can_be_heard(handlers, records, ledger, paths):
    """One that was joined of two, or imported from a session file."""
    ledger.sessions.create(SessionPlan(SESSION, datetime.now(UTC), "mic"))
    for number in range(2):
        ledger.sound.record_slice(a_slice(number, SESSION, paths.session(SESSION) / "slices"))
    ledger.sessions.set_state(SESSION, SessionState.COMPLETED)
    handlers.project(records.submit(JobKind.PROJECT, SESSION), Watch())
    audio = SessionAudio(paths)
    assert not audio.is_behind(SESSION, ledger.sound.slices(SESSION))
    with audio.final_sound(SESSION) as sound:
        assert len(sound) == 2 * SLICE_SAMPLES
