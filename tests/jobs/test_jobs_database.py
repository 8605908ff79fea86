"""`jobs.db`: durable at every commit, shared by threads, and its versions."""

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path

import pytest

from aurity_desktop.domain.errors import DiskFull
from aurity_desktop.domain.jobs import JobKind, JobState
from aurity_desktop.jobs.claims import JobClaims
from aurity_desktop.jobs.job_records import JobRecords
from aurity_desktop.jobs.jobs_database import (
    JOBS,
    JobsBusy,
    JobsDatabase,
    JobsNewer,
    JobsUnreadable,
)
from aurity_desktop.jobs.metrics import JobMetrics
from aurity_desktop.storage.migrations import Step
from tests.fakes.clock import Clock

GOLDEN = Path(__file__).parents[1] / "golden"
SESSION = "session_20260102_030405"
#: A version that adds a column: kept here only.
NOTE = Step(
    JOBS.version + 1, "note", "ALTER TABLE jobs ADD COLUMN note TEXT NOT NULL DEFAULT '';\n"
)
NEWER = replace(JOBS, steps=(*JOBS.steps, NOTE))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "jobs.db"


@pytest.fixture
def golden(path):
    """The file as schema 2 of commit 7b420ef wrote it, and what that read from it."""
    shutil.copy(GOLDEN / "jobs.db", path)
    return json.loads((GOLDEN / "jobs.json").read_text(encoding="utf-8"))


def pragmas_of(database):
    names = ("journal_mode", "synchronous")
    return [database.rows(f"PRAGMA {name}")[0][0] for name in names]


def test_every_commit_is_made_durable_whatever_sqlites_own_defaults_are(path, monkeypatch):
    """WAL and synchronous FULL (2)."""

    class Careless(sqlite3.Connection):
        def __init__(self, *arguments, **named):
            super().__init__(*arguments, **named)
            self.execute("PRAGMA synchronous = OFF")

    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **n: real(*a, factory=Careless, **n))
    with closing(JobsDatabase(path)) as database:
        assert pragmas_of(database) == ["wal", 2]


def test_a_full_disk_is_told_as_such_and_the_next_transaction_works(path):
    with closing(JobsDatabase(path)) as database:
        (pages,) = database.rows("PRAGMA page_count")[0]
        database.rows(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DiskFull):
            write_much(database)
        database.rows("PRAGMA max_page_count = 1000000")
        write_much(database)
        assert database.rows("SELECT count(*) FROM history")[0][0] == 1


def write_much(database):
    with database.transaction() as connection:
        connection.execute("INSERT INTO history VALUES ('j', 0, 0, 'e', ?)", ("x" * 400_000,))


def test_a_lock_that_another_process_holds_for_too_long_is_told(path):
    impatient = replace(JOBS, busy_seconds=0.02)
    with (
        closing(JobsDatabase(path)) as database,
        closing(JobsDatabase(path, impatient)) as other,
        database.transaction(),
        pytest.raises(JobsBusy),
        other.transaction(),
    ):
        pass


def test_what_is_read_in_a_snapshot_belongs_to_one_moment(path):
    """A job that ends between two looks would be counted twice, or not at all."""
    with closing(JobsDatabase(path)) as database, closing(JobRecords(path)) as other:
        with database.snapshot():
            assert database.rows("SELECT * FROM jobs") == []
            other.submit(JobKind.FINALIZE, SESSION)
            assert database.rows("SELECT * FROM jobs") == []
        assert len(database.rows("SELECT * FROM jobs")) == 1


# -- versions --------------------------------------------------------------------------------------
def test_todays_program_reads_the_jobs_that_were_written_then(path, golden):
    records = JobRecords(path, clock=Clock(golden["now"]))
    jobs = records.jobs()
    assert agree(jobs, golden["jobs"])
    assert {job.state for job in jobs} == set(JobState)
    for job in jobs:
        assert agree(records.history(job.job_id), golden["history"][job.job_id])
        assert agree(records.timings(job.job_id), golden["timings"].get(job.job_id, []))
    assert agree([records.worker()], [golden["worker"]])
    assert [job.job_id for job in records.untold()] == golden["untold"]
    figures = JobMetrics(records.database, clock=Clock(golden["now"])).figures()
    assert agree([figures], [golden["figures"]])
    records.close()


def agree(values, known):
    """Whether each value has every field that was known then, and as it was."""
    found = [json.loads(json.dumps(asdict(value), default=as_text)) for value in values]
    return len(found) == len(known) and all(
        {**now, **then} == now for now, then in zip(found, known, strict=True)
    )


def as_text(value):
    return value.isoformat() if isinstance(value, datetime) else str(value)


def test_a_worker_of_today_goes_on_with_the_jobs_that_were_written_then(path, golden):
    clock = Clock(golden["now"] + 100)
    records = JobRecords(path, clock=clock)
    claims = JobClaims(records.database, "worker-2", clock=clock)
    assert [job.state for job in claims.reclaim(alone=True)] == [JobState.CANCELLED]
    taken = claims.claim()
    assert (taken.job.session_id, taken.job.attempt) == ("session_20260304_090000", 2)
    claims.complete(taken)
    assert records.job(taken.job.job_id).state is JobState.COMPLETED
    records.close()


def test_a_version_with_one_more_column_takes_over_the_jobs_that_were_written_then(path, golden):
    with closing(JobsDatabase(path, NEWER)) as database:
        rows = database.rows("SELECT job_id, note FROM jobs ORDER BY sequence DESC")
    assert [tuple(row) for row in rows] == [(job["job_id"], "") for job in golden["jobs"]]


def test_records_of_a_newer_version_are_refused_in_one_line_and_left_as_they_are(path, golden):
    JobsDatabase(path, NEWER).close()
    before = path.read_bytes()
    with pytest.raises(JobsNewer) as raised:
        JobRecords(path)
    known = JOBS.version
    assert f"newer version of Aurity Desktop (schema {known + 1}; this one knows {known})" in str(
        raised.value
    )
    assert "\n" not in str(raised.value)
    assert path.read_bytes() == before


def test_records_of_the_first_version_are_taken_over(path):
    """Its jobs named no model."""
    first = replace(JOBS, steps=JOBS.steps[:1])
    with closing(JobsDatabase(path, first)) as old, old.transaction() as connection:
        connection.execute(
            "INSERT INTO jobs (job_id, kind, session_id, priority, speakers_given, state, "
            "last_event, not_before, created_at) "
            "VALUES ('job_1', 'finalize', ?, 0, 0, 'pending', 'JOB_CREATED', 0, 0)",
            (SESSION,),
        )
    records = JobRecords(path)
    assert [(job.job_id, job.model) for job in records.jobs()] == [("job_1", "")]
    assert records.submit(JobKind.FINALIZE, SESSION, model="whisper-base").model == "whisper-base"
    records.close()


def test_a_database_of_another_program_is_refused(path):
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE notes (text)")
    with pytest.raises(JobsUnreadable, match="another program"):
        JobsDatabase(path)


def test_the_steps_of_the_program_are_those_that_made_the_golden_file(path, golden):
    """A step that was released is never edited."""
    with (
        closing(sqlite3.connect(path)) as old,
        closing(sqlite3.connect(":memory:", isolation_level=None)) as new,
    ):
        for step in JOBS.steps[:2]:
            step.apply(new)
        assert schema_of(new) == schema_of(old)


def schema_of(connection):
    """Of every table its columns, and every index with what it is over."""
    names = connection.execute("SELECT type, name FROM sqlite_master ORDER BY name").fetchall()
    return {
        (kind, name): connection.execute(
            f"PRAGMA {'table_info' if kind == 'table' else 'index_xinfo'} ({name})"
        ).fetchall()
        for kind, name in names
    }
