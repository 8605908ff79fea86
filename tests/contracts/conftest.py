"""Every ledger: the contract suites run on the real one and on the fake."""

import pytest

from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.speakers import UNKNOWN_SPEAKER
from aurity_desktop.domain.transcript import Segment
from tests.corpus.examples import SESSION, Clock, a_slice, heard, plan, some_words, without_fsync
from tests.fakes.ledger import MemoryLedger


@pytest.fixture(params=["sqlite", "memory"])
def ledger(request, tmp_path):
    clock = Clock()
    if request.param == "memory":
        yield MemoryLedger("ana", clock)
        return
    made = SqliteLedger(tmp_path / "ledger.db", "ana", clock)
    without_fsync(made)
    yield made
    made.close()


@pytest.fixture
def recording(ledger):
    """A ledger with one session, which has just begun."""
    ledger.sessions.create(plan())
    return ledger


@pytest.fixture
def finalized(recording):
    """A session with two slices, their text, and one run of segments."""
    for number in (0, 1):
        recording.sound.record_slice(a_slice(number))
        recording.chunks.record_transcription(heard(number))
    words = some_words("Sí doctora", speaker="SPEAKER_01")
    segments = [
        Segment(0.0, 1.0, "SPEAKER_01", "Sí doctora", 0.5),
        Segment(1.0, 2.5, UNKNOWN_SPEAKER, "¿eh?", 0.25, overlapped=True),
    ]
    recording.segments.record_run(SESSION, "words-1", words, segments, [(0, "SPEAKER_01")])
    return recording
