import pytest

from aurity_desktop.jobs.claims import JobClaims
from aurity_desktop.jobs.job_records import JobRecords
from aurity_desktop.jobs.metrics import JobMetrics
from tests.fakes.clock import Clock


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def records(tmp_path, clock):
    own = JobRecords(tmp_path / "queue" / "jobs.db", clock=clock)
    yield own
    own.close()


@pytest.fixture
def claims(records, clock):
    return JobClaims(records.database, "worker-1", clock=clock)


@pytest.fixture
def metrics(records, clock):
    return JobMetrics(records.database, clock=clock)
