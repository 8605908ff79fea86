"""What the worker does between jobs."""

from contextlib import closing
from datetime import UTC, datetime

import pytest

from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.session import SessionPlan
from aurity_desktop.entrypoints.job_handlers import JobHandlers
from aurity_desktop.jobs.job_records import JobRecords
from aurity_desktop.runtime.settings import Settings

SESSION = "session_20260301_090000"


@pytest.fixture
def handlers(paths):
    with closing(JobRecords(paths.jobs)) as records:
        yield JobHandlers(paths, Settings(), records)


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
