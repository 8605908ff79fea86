from datetime import UTC, datetime, timedelta

import pytest

from aurity_desktop.application.health import SILENT_SECONDS, worker_check
from aurity_desktop.domain.jobs import WorkerStatus

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def heard_of(seconds_ago):
    moment = NOW - timedelta(seconds=seconds_ago)
    return WorkerStatus("worker-1", 4711, started_at=moment, heartbeat_at=moment)


@pytest.mark.parametrize("status", [None, heard_of(5.0), heard_of(86_400.0)])
def test_nobody_misses_a_worker_when_there_is_no_work(status):
    assert worker_check(status, waiting=0, now=NOW).ok


@pytest.mark.parametrize("status", [None, heard_of(SILENT_SECONDS + 1)])
def test_work_that_waits_for_a_silent_worker_is_not_well(status):
    check = worker_check(status, waiting=3, now=NOW)
    assert not check.ok
    assert check.needed
    assert "3 waiting" in check.detail


def test_work_that_waits_for_a_worker_that_speaks_is_well():
    assert worker_check(heard_of(SILENT_SECONDS - 1), waiting=3, now=NOW).ok
