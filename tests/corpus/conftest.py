import pytest

from aurity_desktop.corpus.ledger import SqliteLedger
from aurity_desktop.corpus.projector import SessionProjector
from tests.corpus.examples import SESSION, record_session


@pytest.fixture
def ledger(paths):
    with_session = SqliteLedger(paths.ledger, "ana")
    yield with_session
    with_session.close()


@pytest.fixture
def recorded(ledger, paths):
    """A finalized session with its sound on disk and its file in place; yields its folder."""
    record_session(ledger, paths, slices=4, last=12_345)
    SessionProjector(paths, ledger).project(SESSION)
    return paths.session(SESSION)
