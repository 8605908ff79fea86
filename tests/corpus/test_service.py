"""The corpus as the application sees it: each call opens the ledger and closes it again."""

import sqlite3
from contextlib import closing

import pytest

from aurity_desktop.audio.slices.recovery import recover_orphan
from aurity_desktop.corpus.service import CorpusService
from aurity_desktop.domain.errors import NotOurFile, UnknownSession
from aurity_desktop.domain.integrity import Redaction
from tests.corpus.examples import SESSION


@pytest.fixture
def service(recorded, ledger, paths):
    ledger.close()
    return CorpusService(paths, "luis", lambda _session_id: False, recover_orphan)


def test_a_session_goes_out_is_verified_and_comes_back(service, tmp_path):
    service.export(SESSION, tmp_path / "x.h5", purpose="prueba", redaction=Redaction())
    assert service.verify_file(tmp_path / "x.h5").subject == str(tmp_path / "x.h5")
    service.erase(SESSION, "asked for")
    with pytest.raises(UnknownSession):
        service.verify_session(SESSION)
    assert service.load(tmp_path / "x.h5") == SESSION
    assert service.verify_all().ok


def test_damage_is_repaired_by_session_or_all_at_once(service, paths):
    for repair in (lambda: service.repair(SESSION), service.repair_all):
        paths.session_file(SESSION).unlink()
        assert not service.verify_session(SESSION).ok
        assert repair().ok
        assert service.verify_session(SESSION).ok


def rows_of_the_audit(paths):
    with closing(sqlite3.connect(paths.ledger)) as database:
        return database.execute("SELECT count(*) FROM audit").fetchone()


def test_a_look_over_the_corpus_reads_the_newest_chains_and_writes_nothing(service, paths):
    before = rows_of_the_audit(paths)
    report = service.look_over(5)
    assert report.ok
    assert SESSION in {check.name for check in report.checks}
    assert SESSION not in {check.name for check in service.look_over(0).checks}
    assert rows_of_the_audit(paths) == before


def test_a_look_over_the_corpus_finds_a_row_that_is_gone(service, paths):
    with closing(sqlite3.connect(paths.ledger)) as database:
        database.executescript(
            "DROP TRIGGER audit_loses_none; DELETE FROM audit WHERE audit_id = 4;"
        )
    assert SESSION in " ".join(service.look_over(5).findings)


def test_a_file_that_is_not_there_is_told(service, tmp_path):
    with pytest.raises(NotOurFile):
        service.verify_file(tmp_path / "nothing.h5")
