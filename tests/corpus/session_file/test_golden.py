"""What version 1 of the layout wrote is read, verified, imported and exported, unchanged."""

from contextlib import closing

import pytest

from aurity_desktop.audio.slices.recovery import recover_orphan
from aurity_desktop.corpus.hdf5.read import opened
from aurity_desktop.corpus.integrity.verify import verify_file, verify_session
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.service import CorpusService
from aurity_desktop.corpus.session_file import layout
from aurity_desktop.corpus.transfer.exporting import export_session
from aurity_desktop.corpus.transfer.importing import import_session
from aurity_desktop.domain.errors import NotOurFile
from tests.corpus.examples import SESSION, TEXT
from tests.golden import GOLDEN

WHOLE = GOLDEN / "session_v1.h5"
REDACTED = GOLDEN / "session_v1.redacted.h5"
ENCRYPTED = GOLDEN / "export_v1.passphrase"
PASSPHRASE = "caballo batería grapa correcta"

RECORDS = {
    "session": 1,
    "chunks": 4,
    "slices": 4,
    "words": 137,
    "segments": 4,
    "speakers": 4,
    "turns": 4,
    "edits": 3,
    "bookmarks": 0,
    "live_corrections": 0,
    "patients": 0,
    "notes": 0,
    "consents": 3,
    "spans": 2,
    "states": 6,
    "facts": 39,
    "audit_log": 41,
}


@pytest.fixture
def ledger(paths):
    with closing(SqliteLedger(paths.ledger, "luis")) as opened_ledger:
        yield opened_ledger


def records_in(path):
    with opened(path) as stored:
        return {table.name: list(stored.records(table)) for table in layout.CURRENT.tables}


def test_every_record_is_read():
    found = records_in(WHOLE)
    assert {name: len(records) for name, records in found.items()} == RECORDS


def test_the_words_come_out_as_they_were_said():
    found = records_in(WHOLE)
    first, second, third, fourth = found["chunks"]
    assert first["transcription"] == f"Parte cero: {TEXT}"
    assert second["transcription"].count("Añadió que desde enero toma losartán") == 6
    assert len(second["transcription"].encode()) > 512  # of two rows
    assert (third["status"], fourth["status"]) == ("silent", "pending")
    assert [record["given_by"] for record in found["consents"]] == [
        "Rosa Quintana",
        "Rosa Quintana",
        "Luis Quintana, su hijo",
    ]
    named = {(each["label"], each["name"]) for each in found["speakers"] if each["current"]}
    assert named == {
        ("SPEAKER_00", "Rosa Quintana de la Torre"),
        ("SPEAKER_01", "Dra. Ana Pérez"),
    }


@pytest.mark.parametrize("path", [WHOLE, REDACTED], ids=lambda path: path.name)
def test_it_verifies(path):
    assert verify_file(path).findings == ()


def test_it_is_imported_and_its_chain_goes_on(ledger, paths):
    assert import_session(ledger, paths, WHOLE) == SESSION
    assert verify_session(ledger, paths, SESSION).findings == ()
    with opened(WHOLE) as stored:
        assert ledger.facts.of_session(SESSION) == stored.facts()
        assert ledger.audit.rows(SESSION)[: stored.head.count] == stored.audit()


def test_it_is_exported_as_it_came(ledger, paths, tmp_path):
    import_session(ledger, paths, WHOLE)
    export_session(ledger, SESSION, tmp_path / "again.h5", exported_by="luis")
    assert verify_file(tmp_path / "again.h5").findings == ()
    before, now = records_in(WHOLE), records_in(tmp_path / "again.h5")
    chain = before.pop("audit_log")
    assert now.pop("audit_log")[: len(chain)] == chain
    # What ran across the pause is in two pieces now.
    joined, pieces = before.pop("segments"), now.pop("segments")
    assert len(pieces) == len(joined) + 1
    assert " ".join(each["text"] for each in pieces) == " ".join(each["text"] for each in joined)
    assert now == before
    with opened(WHOLE) as old, opened(tmp_path / "again.h5") as new:
        assert new.audio(0, new.sample_count) == old.audio(0, old.sample_count)


def test_the_redacted_one_is_read_and_not_imported(ledger, paths):
    found = records_in(REDACTED)
    assert {each["name"] for each in found["speakers"]} == {""}
    assert {each["given_by"] for each in found["consents"]} == {""}
    assert found["facts"] == []
    with pytest.raises(NotOurFile, match="redacted"):
        import_session(ledger, paths, REDACTED)


def test_the_one_under_a_passphrase_verifies_and_comes_back(paths):
    service = CorpusService(paths, "luis", lambda _: False, recover_orphan)
    assert service.verify_file(ENCRYPTED, PASSPHRASE).findings == ()
    assert service.load(ENCRYPTED, PASSPHRASE) == SESSION
    assert service.verify_session(SESSION).findings == ()
