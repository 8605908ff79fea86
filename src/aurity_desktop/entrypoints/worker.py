"""The worker process: Huey's consumer and the second pass.

No Qt.

`aurity-desktop worker [--forever]`, with the data folder from the environment. It lives as long as
its standard input is open, so it goes when its parent is gone; `--forever` is for a service that a
system starts. One worker serves a data folder: a second one ends at once with code 3. Nothing here
is worth keeping: a worker that is killed is replaced by one that goes on where the records say.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import sys
import threading
import uuid
from typing import TYPE_CHECKING

from aurity_desktop.domain.errors import AurityError
from aurity_desktop.domain.jobs import JobKind
from aurity_desktop.domain.keys import Keys
from aurity_desktop.domain.network import ProcessRole
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.entrypoints.job_handlers import JobHandlers
from aurity_desktop.runtime.confinement import forbid_network
from aurity_desktop.runtime.logs import start_logging
from aurity_desktop.runtime.network_record import NetworkRecord
from aurity_desktop.runtime.network_watch import watched
from aurity_desktop.runtime.offline import go_offline
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.runtime.settings import Settings, load_settings
from aurity_desktop.vault.opening import open_keys

if TYPE_CHECKING:
    from aurity_desktop.jobs.service import WorkerService


#: The descriptor, because `sys.stdin` is None in a program without a console.
_STANDARD_INPUT = 0


def main(arguments: list[str], handed: bytes = b"") -> int:
    """Returns the exit code; see `jobs.service.WorkerExit`.

    `handed` is the line of keys from the parent, where there is one.
    """
    options = _parser().parse_args(arguments)
    go_offline()
    os.umask(0o077)
    try:
        paths = Paths.from_environment()
        paths.prepare()
        start_logging(paths.logs, "worker")
        logging.getLogger("huey").setLevel(logging.WARNING)  # a line a message is no news
        code = _serve(paths, open_keys(paths, handed), forever=options.forever)
    except AurityError as error:
        if sys.stderr is not None:
            sys.stderr.write(f"aurity-desktop worker: {one_line(str(error))}\n")
        return error.exit_code
    # The engines' thread pools take seconds to be torn down, and nothing is left that would be
    # worth it.
    logging.shutdown()
    os._exit(code)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="aurity-desktop worker", description=__doc__)
    parser.add_argument(
        "--forever", action="store_true", help="stay when standard input ends; for a service"
    )
    return parser


def _serve(paths: Paths, keys: Keys, *, forever: bool) -> int:
    from aurity_desktop.jobs.worker_lock import WorkerLock

    lock = WorkerLock(paths.data / "queue" / "worker.lock")
    try:
        if paths.ledger.exists():
            _require_keys(paths, keys)
        settings = load_settings(paths.settings)
        # Before anything heavy is imported. Redis is reached through a socket.
        confined = not settings.queue_url and forbid_network()
        service = _service(paths, settings, keys, forever=forever)
        if not forever:
            threading.Thread(
                target=_stop_at_end_of_input, args=(service,), name="parent", daemon=True
            ).start()
        with watched(NetworkRecord(paths.network), ProcessRole.WORKER, confined=confined):
            return int(service.run())
    finally:
        lock.release()


def _require_keys(paths: Paths, keys: Keys) -> None:
    """A worker without them could do nothing but fail its jobs. Raises VaultLocked, KeyDamaged."""
    from aurity_desktop.corpus.ledger.rekeying import renew_if_due

    keys.ledger_keys()
    renew_if_due(paths.ledger, keys)


def _service(paths: Paths, settings: Settings, keys: Keys, *, forever: bool) -> WorkerService:
    from aurity_desktop.jobs.claims import JobClaims
    from aurity_desktop.jobs.cpu import CpuShare
    from aurity_desktop.jobs.job_records import JobRecords
    from aurity_desktop.jobs.metrics import JobMetrics
    from aurity_desktop.jobs.service import WorkerService
    from aurity_desktop.jobs.tasks import Ends, JobRunner
    from aurity_desktop.jobs.wake_ups import WakeUps

    records = JobRecords(paths.jobs)
    handlers = JobHandlers(paths, settings, records, keys)
    claims = JobClaims(records.database, owner=f"{os.getpid()}-{uuid.uuid4().hex[:8]}")
    share = CpuShare()

    def fit() -> bool:
        """Whether a job may begin in these threads, at the priority that they have.

        One that is begun at the lowest priority stays there: fresh threads or a fresh process do
        it, see `WorkerService`.
        """
        stays_low = forever and not share.new_threads_are_normal
        return stays_low or not share.lowered or handlers.somebody_records()

    runner = JobRunner(
        claims,
        JobMetrics(records.database),
        {
            JobKind.FINALIZE: handlers.second_pass,
            JobKind.NAMES: handlers.misheard_names,
            JobKind.DIARIZE: handlers.second_pass,
            JobKind.PROJECT: handlers.project,
            JobKind.RETENTION: handlers.enforce_retention,
        },
        Ends(records, handlers.tell_session),
        ahead=handlers.work_ahead,
        fit=fit,
    )
    wake_ups = WakeUps(paths.queue, url=settings.queue_url, received=runner.run_next)
    return WorkerService(
        records,
        claims,
        runner,
        wake_ups,
        recording=handlers.somebody_records,
        share=share,
        end_process=os._exit,
        catch_up=handlers.catch_up,
        keep_house=handlers.keep_house,
        release_threads=handlers.release_threads,
        renew=not forever,
    )


def _stop_at_end_of_input(service: WorkerService) -> None:
    """Stop the service when the parent closes its end, or dies, upon which the system does."""
    # A standard input that cannot be read has nobody at its other end.
    with contextlib.suppress(OSError):
        while os.read(_STANDARD_INPUT, 4096):
            pass
    service.stop()
