import pytest

from aurity_desktop.application.program import Program
from aurity_desktop.jobs.queue import HueyQueue
from aurity_desktop.runtime.settings import Settings
from tests.fakes.keyring import plain_vault
from tests.fakes.ledger import MemoryLedger
from tests.fakes.transcriber import FakeLiveTranscriber, FakeSliceReader


@pytest.fixture
def ledger():
    return MemoryLedger()


@pytest.fixture
def program(paths, ledger):
    """The program with a ledger in memory, a real queue and nothing that needs a model."""
    return Program(
        paths=paths,
        settings=Settings(),
        command=("aurity-desktop",),
        ledger=lambda: ledger,
        queue=lambda: HueyQueue(paths.jobs, paths.queue),
        slice_reader=FakeSliceReader(),
        live_transcriber=lambda *_: FakeLiveTranscriber(),
        models=None,
        recover_session=lambda session_id, ledger: None,
        is_being_recorded=lambda session_id: False,
        corpus=None,
        vault=plain_vault(paths),
        enrolment=None,
        speech_engines=None,
    )
