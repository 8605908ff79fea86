"""What layout 2 and ledger schema 11 wrote is read, verified, imported and exported, unchanged."""

import json
import shutil
from contextlib import closing

import pytest

from aurity_desktop.audio.slices.recovery import recover_orphan
from aurity_desktop.corpus.hdf5.read import opened
from aurity_desktop.corpus.integrity.verify import verify_file
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.ledger.replay import unproven_facts
from aurity_desktop.corpus.service import CorpusService
from aurity_desktop.corpus.session_file import layout
from aurity_desktop.domain.clinical_note import HeadField
from aurity_desktop.domain.events import Event
from tests.corpus.ledger.test_golden_ledger import YOUNGER_TABLES
from tests.golden import GOLDEN

WHOLE, REDACTED = GOLDEN / "session_v2.h5", GOLDEN / "session_v2.redacted.h5"
FIRST, SECOND, JOINED = (
    "session_20240305_090000",
    "session_20240305_093000",
    "session_20240305_090000_2",
)

RECORDS = {
    "session": 1,
    "chunks": 4,
    "slices": 4,
    "words": 36,
    "segments": 4,
    "speakers": 3,
    "turns": 4,
    "edits": 4,
    "bookmarks": 2,
    "live_corrections": 2,
    "patients": 1,
    "consents": 2,
    "notes": 2,
    "spans": 1,
    "states": 1,
    "facts": 35,
    "audit_log": 39,
}


@pytest.fixture
def ledger(paths):
    shutil.copy(GOLDEN / "ledger_v11.db", paths.ledger)
    with closing(SqliteLedger(paths.ledger, "luis")) as opened_ledger:
        yield opened_ledger


def counts_in(path):
    with opened(path) as stored:
        return {table.name: len(list(stored.records(table))) for table in layout.CURRENT.tables}


def test_every_record_is_read():
    found = counts_in(WHOLE)
    assert {name: found[name] for name in RECORDS} == RECORDS
    left_out = dict.fromkeys(("patients", "notes", "facts"), 0)
    withheld = counts_in(REDACTED)
    assert {name: withheld[name] for name in left_out} == left_out
    assert withheld["live_corrections"] == 2


@pytest.mark.parametrize("path", [WHOLE, REDACTED], ids=lambda path: path.name)
def test_it_verifies(path):
    assert verify_file(path).findings == ()


def test_it_is_imported_with_what_people_said_of_it(paths):
    corpus = CorpusService(paths, "luis", lambda _: False, recover_orphan)
    assert corpus.load(WHOLE) == JOINED
    with closing(SqliteLedger(paths.ledger, "luis")) as found:
        assert [(each.at_sample, each.text) for each in found.bookmarks.of_session(JOINED)] == [
            (16_000, "marido presente, preguntar a solas"),
            (64_800, "marido presente, preguntar a solas"),
        ]
        assert found.patients.of_session(JOINED).told == "Rosa Núñez · MX-77 · 1960-03-31"
        assert [each.text for each in found.live_corrections.of_session(JOINED)] == [
            "Muy buenos",
            "Muy buenos",
        ]
        record = found.clinical_notes.record(JOINED)
        assert sorted(each.text for each in record.entries.values()) == [
            "Niega fiebre",
            "Niega fiebre",
            "Tos",
            "Tos",
        ]
        assert record.texts == {"prognosis": "Bueno para la vida.", HeadField.AGE: "63"}
        signed = found.clinical_notes.signed(JOINED)
        assert [each.signed.text for each in signed] == [
            f"Niega fiebre. {FIRST}",
            f"Niega fiebre. {SECOND}",
        ]
        assert {each.user_id for each in signed} == {"ana"}
        assert found.sessions.summary(JOINED).title == "Señora Núñez, control"


def test_the_ledger_is_read_as_the_file_is(ledger):
    """Its three sessions are proven, and every kind of fact that came since version 2 is there."""
    tables = set()
    for session_id in (FIRST, SECOND, JOINED):
        facts, audit = ledger.facts.of_session(session_id), ledger.audit.rows(session_id)
        assert unproven_facts(facts, audit) == []
        tables |= {fact.table for fact in facts}
    assert tables >= YOUNGER_TABLES
    assert ledger.damage() == ledger.search.damage() == []
    for session_id, sign in ((FIRST, Event.NOTE_SIGNED), (JOINED, Event.SIGNED_NOTE_CARRIED)):
        assert sign in {row.operation for row in ledger.audit.rows(session_id)}
    (told,) = [
        json.loads(row.metadata)
        for row in ledger.audit.rows(JOINED)
        if row.operation == Event.SESSIONS_JOINED
    ]
    assert (told["first"], told["second"], told["at_sample"]) == (FIRST, SECOND, 48_800)
    assert [each.signed.version for each in ledger.clinical_notes.signed(JOINED)] == [1, 2]
    assert {hit.session_id for hit in ledger.search.find("nunez")} == {FIRST, SECOND, JOINED}
