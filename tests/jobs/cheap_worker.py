"""A real worker process with cheap work: run by tests, killed by tests.

`cheap_worker.py [worker] FOLDER [HOW]`: serves the folder like `aurity-desktop worker`. The work of
a job is a few steps, each of which writes one row under an id made of session and step, as the
ledger does with its runs. HOW is `deaf` for work that writes that it is and never looks up,
`poison` for work that ends the process when the session's id ends with 666.
"""

import os
import sqlite3
import sys
import threading
import time
import uuid
from contextlib import closing
from pathlib import Path

from aurity_desktop.domain.jobs import JobKind, JobStep, PlannedStep
from aurity_desktop.jobs.claims import JobClaims
from aurity_desktop.jobs.job_records import JobRecords
from aurity_desktop.jobs.metrics import JobMetrics
from aurity_desktop.jobs.service import WorkerService
from aurity_desktop.jobs.tasks import Ends, JobRunner
from aurity_desktop.jobs.wake_ups import WakeUps
from aurity_desktop.jobs.worker_lock import WorkerLock, WorkerThere

STEPS = (JobStep.CONCATENATE, JobStep.TRANSCRIBE, JobStep.DIARIZE, JobStep.ASSIGN)


class NoShare:
    def lower(self):
        pass

    def restore(self):
        return True


def results(folder):
    """The work's own store: (session, step) once, and how often a step was begun."""
    connection = sqlite3.connect(folder / "results.db", timeout=10, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE IF NOT EXISTS results (session TEXT, step TEXT)")
    connection.execute("CREATE TABLE IF NOT EXISTS ends (job TEXT, state TEXT)")
    return connection


def work(folder, how):
    def run(job, watch):
        with closing(results(folder)) as store:
            done = {
                step
                for (step,) in store.execute(
                    "SELECT step FROM results WHERE session = ?", (job.session_id,)
                )
            }
            left = [step for step in STEPS if step not in done]
            watch.plan(60.0, [PlannedStep(step, 1.0, 60.0) for step in left])
            for step in left:
                with watch.step(step) as progress:
                    for tenth in range(10):
                        time.sleep(0.002)
                        if how == "poison" and job.session_id.endswith("666"):
                            os._exit(11)
                        if how == "deaf":
                            store.execute(
                                "INSERT INTO results VALUES (?, 'deaf')", (job.session_id,)
                            )
                            time.sleep(3600)
                        progress(tenth / 10)
                    store.execute("INSERT INTO results VALUES (?, ?)", (job.session_id, step))

    return run


def tell(folder):
    def ended(job):
        with closing(results(folder)) as store:
            store.execute("INSERT INTO ends VALUES (?, ?)", (job.job_id, job.state))

    return ended


def main(folder, how="", url=""):
    try:
        WorkerLock(folder / "worker.lock")
    except WorkerThere as error:
        return error.exit_code
    records = JobRecords(folder / "jobs.db")
    claims = JobClaims(
        records.database,
        f"{os.getpid()}-{uuid.uuid4().hex[:6]}",
        retry_delays=(0.05, 0.1, 0.2),
    )
    metrics = JobMetrics(records.database)
    runner = JobRunner(
        claims,
        metrics,
        dict.fromkeys(JobKind, work(folder, how)),
        Ends(records, tell(folder)),
    )
    service = WorkerService(
        records,
        claims,
        runner,
        WakeUps(folder / "huey.db", url=url, received=runner.run_next),
        recording=lambda: False,
        share=NoShare(),
        end_process=os._exit,
    )

    def until_the_parent_goes():
        while os.read(0, 4096):
            pass
        service.stop()

    threading.Thread(target=until_the_parent_goes, daemon=True).start()
    return int(service.run())


if __name__ == "__main__":
    given = [argument for argument in sys.argv[1:] if argument != "worker"]
    sys.exit(main(Path(given[0]), *given[1:]))
