"""A worker that is killed behind any of its writes: the next one finishes each session once."""

import shutil
from collections import Counter
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from itertools import count

import pytest

from aurity_desktop.application.finalizing.finalize import Finalizer
from aurity_desktop.application.finalizing.misheard_names import write_misheard_names
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.ledger.open_ledger import OpenLedger
from aurity_desktop.domain.audio import SLICE_SAMPLES
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.heard_write import Found
from aurity_desktop.domain.jobs import JobKind, JobState
from aurity_desktop.domain.session import SessionPlan, SessionState
from aurity_desktop.entrypoints.job_handlers import JobHandlers
from aurity_desktop.jobs.claims import JobClaims
from aurity_desktop.jobs.job_records import JobRecords
from aurity_desktop.jobs.jobs_database import JobsDatabase
from aurity_desktop.jobs.metrics import JobMetrics
from aurity_desktop.jobs.tasks import Ends, JobRunner
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.runtime.settings import Settings
from tests.application.finalizing.stopped_session import SESSION, a_slice
from tests.fakes.clock import Clock
from tests.fakes.second_pass import Parts

ONCE = (
    Event.CHUNKS_CONCATENATED,
    Event.TRANSCRIPTION_COMPLETED,
    Event.DIARIZATION_STARTED,
    Event.DIARIZATION_COMPLETED,
    Event.SPEAKERS_ASSIGNED,
    Event.SEGMENT_FILES_WRITTEN,
    Event.TEXT_REPLACED_BY_SOUND,
)


class Killed(BaseException):
    """As `kill -9`: nothing of the worker's runs after it but what Python undoes."""


class Writes:
    """Counts the transactions of a worker's life, and kills it behind the one with the number."""

    def __init__(self, monkeypatch):
        self.left = 0
        for database in (OpenLedger, JobsDatabase):
            monkeypatch.setattr(database, "transaction", self._mortal(database.transaction))

    def _mortal(self, real):
        @contextmanager
        def transaction(database):
            database.rows("PRAGMA synchronous = OFF")  # killed, not without power
            with real(database) as connection:
                yield connection
            self.left -= 1
            if not self.left:
                raise Killed

        return transaction


class FileOfLedger:
    """The session's file, as far as the ledger tells of it."""

    def __init__(self, ledger):
        self._ledger = ledger

    def project(self, session_id):
        rows = self._ledger.audit.rows(session_id)
        if self._ledger.sessions.behind(session_id):
            told = {"audit_rows": len(rows), "sha256": ""}
            self._ledger.audit.record_event(session_id, Event.PROJECTION_REBUILT, told)


def worker(paths, clock, name):
    """A worker's life, from the take-over of what the last one left until nothing is to be done."""
    with (
        closing(JobRecords(paths.jobs, clock=clock)) as records,
        closing(SqliteLedger(paths.ledger, "ana")) as ledger,
    ):
        handlers = JobHandlers(paths, Settings(), records)
        claims = JobClaims(records.database, name, clock=clock)
        parts, file = Parts(2 * SLICE_SAMPLES), FileOfLedger(ledger)
        parts.found = [Found(1, 1, "metformina")]
        finalizer = Finalizer(
            ledger, parts, parts.engine, rules=parts.rules, segment_files=parts, projection=file
        )

        def finish(job, watch):
            finalizer.run(job, watch)
            handlers.look_for_names_later(job)

        def look_for_names(job, watch):
            write_misheard_names(ledger, parts, parts.engine, job, watch)
            file.project(job.session_id)

        work = {
            JobKind.FINALIZE: finish,
            JobKind.NAMES: look_for_names,
            JobKind.PROJECT: lambda job, _: file.project(job.session_id),
        }
        ends = Ends(records, handlers.tell_session)
        runner = JobRunner(claims, JobMetrics(records.database), work, ends, clock=clock)
        claims.reclaim(alone=True)
        ends.report()
        handlers.catch_up()
        while runner.run_next() or not all(job.ended for job in records.jobs()):
            clock.go_on(30)


@pytest.fixture
def stopped(paths):
    """A folder with a session that was stopped, and its job; to be copied."""
    with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
        ledger.sessions.create(SessionPlan(SESSION, datetime.now(UTC), "a test"))
        for number in range(2):
            ledger.sound.record_slice(a_slice(number, number * SLICE_SAMPLES, SLICE_SAMPLES))
        ledger.sessions.set_state(SESSION, SessionState.FINALIZING)
    with closing(JobRecords(paths.jobs)) as records:
        records.submit(JobKind.FINALIZE, SESSION)
    return paths.data


def test_wherever_a_worker_is_killed_each_step_is_done_once_and_by_one_job(
    tmp_path, stopped, monkeypatch
):
    writes, clock = Writes(monkeypatch), Clock()
    for moment in count(1):
        paths = Paths(shutil.copytree(stopped, tmp_path / str(moment)), tmp_path)
        writes.left = moment
        with suppress(Killed):
            worker(paths, clock, "killed")
        if writes.left > 0:  # it had no more to write
            break
        worker(paths, clock, "next")
        with closing(JobRecords(paths.jobs)) as records:
            # Files that are behind do not wait for names, which give way to everything.
            jobs = [job for job in records.jobs() if job.kind is not JobKind.PROJECT]
            ends = [(job.kind, job.state) for job in jobs]
        assert ends == [
            (JobKind.NAMES, JobState.COMPLETED),
            (JobKind.FINALIZE, JobState.COMPLETED),
        ], moment
        with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
            events = Counter(row.operation for row in ledger.audit.rows(SESSION))
            assert {each: events[each] for each in ONCE} == dict.fromkeys(ONCE, 1), moment
            assert events[Event.PROJECTION_REBUILT] == 2, moment
            assert ledger.segments.words(SESSION)[1].text == "metformina", moment
            assert ledger.sessions.summary(SESSION).state is SessionState.COMPLETED, moment
            assert ledger.sessions.behind() == []
    assert moment > 20
