"""Every ledger: the contract suites run on the real one and on the fake."""

import pytest

from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from tests.corpus.examples import Clock, plan
from tests.fakes.ledger import MemoryLedger


@pytest.fixture(params=["sqlite", "memory"])
def ledger(request, tmp_path):
    clock = Clock()
    if request.param == "memory":
        yield MemoryLedger("ana", clock)
        return
    made = SqliteLedger(tmp_path / "ledger.db", "ana", clock)
    made.hurry()
    yield made
    made.close()


@pytest.fixture
def recording(ledger):
    ledger.sessions.create(plan())
    return ledger
