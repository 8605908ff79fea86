import argparse
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from aurity_desktop.cli import jobs
from aurity_desktop.domain.errors import UnknownJob
from aurity_desktop.domain.jobs import JobKind, JobState
from aurity_desktop.jobs.claims import JobClaims
from aurity_desktop.jobs.job_records import JobRecords
from aurity_desktop.jobs.queue import HueyQueue

SESSION = "session_20260102_030405"


@pytest.fixture
def queue(tmp_path):
    own = HueyQueue(tmp_path / "jobs.db", tmp_path / "huey.db")
    yield own
    own.close()


@pytest.fixture
def claims(tmp_path):
    records = JobRecords(tmp_path / "jobs.db")
    yield JobClaims(records.database, "worker-1")
    records.close()


@pytest.fixture
def run(tmp_path, capsys):
    """Runs `jobs …` and gives what it printed."""

    def with_arguments(*arguments):
        parser = argparse.ArgumentParser()
        jobs.add(parser.add_subparsers())
        program = SimpleNamespace(
            queue=lambda: HueyQueue(tmp_path / "jobs.db", tmp_path / "huey.db")
        )
        assert jobs.run(parser.parse_args(["jobs", *arguments]), program) == 0
        return capsys.readouterr().out

    return with_arguments


def test_without_jobs_it_says_so(run):
    assert run() == "No jobs.\n"
    assert json.loads(run("--json")) == []


def test_jobs_are_listed_newest_first(run, queue):
    queue.submit(JobKind.FINALIZE, SESSION)
    queue.submit(JobKind.DIARIZE, SESSION)

    assert [job["kind"] for job in json.loads(run("--json"))] == ["diarize", "finalize"]
    assert run("list", "--json") == run("--json", "list") == run("--json")
    assert SESSION in run()


def test_a_job_is_shown_with_its_history(run, queue, claims):
    job = queue.submit(JobKind.FINALIZE, SESSION)
    claims.fail(claims.claim(), "RuntimeError: it did not work", may_retry=True)

    shown = json.loads(run("show", job.job_id, "--json"))
    assert shown["state"] == "pending"
    assert shown["retry_at"] is not None
    assert [entry["event"] for entry in shown["history"]] == [
        "JOB_CREATED",
        "JOB_STARTED",
        "RETRY_SCHEDULED",
    ]
    assert "it did not work" in run("show", job.job_id)


def test_a_session_names_its_newest_job(run, queue):
    queue.submit(JobKind.FINALIZE, SESSION)
    newest = queue.submit(JobKind.DIARIZE, SESSION)
    assert json.loads(run("show", SESSION, "--json"))["job_id"] == newest.job_id


def test_a_job_is_cancelled_and_run_again(run, queue):
    job = queue.submit(JobKind.FINALIZE, SESSION)
    assert json.loads(run("cancel", job.job_id, "--json"))["state"] == "cancelled"
    assert json.loads(run("retry", job.job_id, "--json"))["state"] == "pending"


def test_an_unknown_job_is_refused_by_name(run):
    with pytest.raises(UnknownJob, match="job_nowhere"):
        run("show", "job_nowhere")


def test_the_note_says_what_a_person_wants_to_know(queue):
    job = queue.submit(JobKind.FINALIZE, SESSION)
    at_work = replace(job, state=JobState.IN_PROGRESS, step="diarize", eta_seconds=75.0)
    waiting = replace(
        job, retry_at=datetime.now(UTC) + timedelta(seconds=60), error_message="the disk is full"
    )

    assert jobs._note(at_work) == "diarize, about 1:15 to go"
    assert jobs._note(replace(at_work, cancel_requested=True)) == "being cancelled"
    assert jobs._note(waiting).endswith("the disk is full")


def test_all_jobs_are_paused_and_go_on_and_it_is_said_while_they_are(run, queue, capsys):
    queue.submit(JobKind.FINALIZE, SESSION)
    queue.submit(JobKind.PROJECT, SESSION)
    assert json.loads(run("pause", "--json")) == {"paused": True, "waiting": 1}
    assert "`aurity-desktop jobs resume`" in run("pause")
    assert queue.paused()
    assert SESSION in run("list")
    assert json.loads(run("resume", "--json")) == {"paused": False, "waiting": 1}
    assert run("resume") == "Going on. Waiting: 1.\n"
    assert not queue.paused()
