"""A layout grows: the next version, which exists in this test only, has a field more in `/chunks`.

It reads, verifies, imports and exports what version 1 wrote; today's version says of its files that
they are newer.
"""

import shutil
from contextlib import closing
from dataclasses import replace

import h5py
import numpy as np
import pytest

from aurity_desktop.audio.slices.recovery import recover_orphan
from aurity_desktop.corpus.hdf5.read import opened
from aurity_desktop.corpus.integrity import session_checks
from aurity_desktop.corpus.integrity.salvage import repair_corpus
from aurity_desktop.corpus.integrity.verify import verify_file, verify_session
from aurity_desktop.corpus.ledger.fact_tables import FACT_TABLES
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.projection.projector import SessionProjector
from aurity_desktop.corpus.service import CorpusService
from aurity_desktop.corpus.session_file import layout, table_rows
from aurity_desktop.corpus.session_file.fields import CONTINUATION, Field, Table
from aurity_desktop.corpus.session_file.specification import specification
from aurity_desktop.corpus.transfer.exporting import export_session
from aurity_desktop.corpus.transfer.importing import import_session
from aurity_desktop.domain.errors import NotOurFile, WrittenByNewer
from aurity_desktop.domain.integrity import Redaction
from tests.corpus.examples import SESSION
from tests.golden import GOLDEN

WHOLE = GOLDEN / "session_v1.h5"
REDACTED = GOLDEN / "session_v1.redacted.h5"

UNKNOWN = -96.0
TODAY = layout.LAYOUT_VERSION
NEXT = TODAY + 1
LOUDNESS = Field("loudness", "<f8", "of the slice", "dBFS", since=NEXT, default=UNKNOWN)


def with_field(table, field):
    return replace(table, fields=(*table.fields[:-1], field, table.fields[-1]))


NEXT_CHUNKS = with_field(layout.CHUNKS, LOUDNESS)
NEXT_LAYOUT = replace(
    layout.CURRENT,
    version=NEXT,
    tables=tuple(
        NEXT_CHUNKS if table is layout.CHUNKS else table for table in layout.CURRENT.tables
    ),
)


def next_chunks(content):
    """As the next version writes `/chunks`: here the loudness is told by the chunk's number."""
    return ((*record, -20.0 - record[2]) for record in table_rows._chunks(content))


@pytest.fixture
def as_version(monkeypatch):
    """The program as it is in that version.

    Files are examined in this process: a child of its own would be the program of today.
    """

    def become(version):
        monkeypatch.undo()
        if version == NEXT:
            monkeypatch.setattr(layout, "CURRENT", NEXT_LAYOUT)
            monkeypatch.setitem(table_rows._RECORDS, "chunks", next_chunks)
            monkeypatch.setattr(session_checks, "in_child", lambda task, file: task(file))

    return become


@pytest.fixture
def ledger(paths):
    with closing(SqliteLedger(paths.ledger, "luis")) as opened_ledger:
        yield opened_ledger


@pytest.fixture
def newer(as_version, ledger, paths, tmp_path):
    """An export that the next version made; the program is today's again."""
    as_version(NEXT)
    import_session(ledger, paths, WHOLE)
    export_session(ledger, SESSION, tmp_path / "newer.h5", exported_by="luis")
    ledger.erasures.erase(SESSION, "a test")
    shutil.rmtree(paths.session(SESSION))
    as_version(TODAY)
    return tmp_path / "newer.h5"


def chunks_in(path, table):
    with opened(path) as stored:
        return list(stored.records(table))


def test_the_next_version_reads_version_1_with_the_fields_default(as_version):
    before = chunks_in(WHOLE, layout.CHUNKS)
    as_version(NEXT)
    assert chunks_in(WHOLE, NEXT_CHUNKS) == [{**record, "loudness": UNKNOWN} for record in before]


@pytest.mark.parametrize("path", [WHOLE, REDACTED], ids=lambda path: path.name)
def test_the_next_version_verifies_version_1(as_version, path):
    as_version(NEXT)
    report = verify_file(path)
    assert report.findings == ()
    assert "datasets" in [check.name for check in report.checks]


def test_the_next_version_finds_what_was_changed_in_a_file_of_version_1(as_version, tmp_path):
    from tests.corpus.integrity.test_verify import changed_field, tamper

    as_version(NEXT)
    path = shutil.copy(WHOLE, tmp_path / "x.h5")
    told = tamper(path, "chunks", changed_field(0, "transcription", b"otra"))
    assert "/chunks was changed: its hash does not match the manifest" in told
    assert "/chunks record 0 is not what the facts say" in told


def test_the_next_version_imports_version_1_and_its_own_file_has_the_field(
    as_version, ledger, paths
):
    as_version(NEXT)
    assert import_session(ledger, paths, WHOLE) == SESSION
    assert verify_session(ledger, paths, SESSION).findings == ()
    with h5py.File(paths.session_file(SESSION)) as file:
        assert file.attrs["schema_version"] == file["manifest"].attrs["schema_version"] == NEXT
        rows = file["chunks"][:]
    firsts = rows[rows[CONTINUATION] == 0]
    assert list(firsts["loudness"]) == [-20.0, -21.0, -22.0, -23.0]


def test_the_next_version_exports_what_it_imported_from_version_1(as_version, newer):
    as_version(NEXT)
    assert verify_file(newer).findings == ()
    known = [
        {name: value for name, value in record.items() if name != "loudness"}
        for record in chunks_in(newer, NEXT_CHUNKS)
    ]
    assert known == chunks_in(WHOLE, layout.CHUNKS)


def test_a_file_of_today_in_its_place_is_whole_for_the_next_version_and_left_alone(
    as_version, ledger, paths
):
    import_session(ledger, paths, WHOLE)
    before = paths.session_file(SESSION).read_bytes()
    as_version(NEXT)
    SessionProjector(paths, ledger).project(SESSION)
    assert paths.session_file(SESSION).read_bytes() == before
    assert verify_session(ledger, paths, SESSION).findings == ()


def test_the_specification_says_since_when_and_what_stands_for_it_before(as_version):
    as_version(NEXT)
    assert f"| `loudness` | `<f8` | dBFS | of the slice | {NEXT}; else -96.0 |" in specification()


def test_a_table_and_an_attribute_that_came_later_are_empty_and_their_default(
    as_version, monkeypatch
):
    rooms = Table(
        "rooms", "where it was recorded", (Field("name", "S16", "of the room"),), since=NEXT
    )
    licence = Field("licence", "S16", "of the export", since=NEXT, default="none")
    grown = replace(
        NEXT_LAYOUT,
        tables=(*NEXT_LAYOUT.tables, rooms),
        manifest_attributes=(*NEXT_LAYOUT.manifest_attributes, licence),
    )
    as_version(NEXT)
    monkeypatch.setattr(layout, "CURRENT", grown)
    with opened(WHOLE) as stored:
        assert list(stored.records(rooms)) == []
        assert stored.manifest("licence") == "none"
        assert "/rooms" not in stored.dataset_paths()


# -- what today's version says of the next


def is_one_line_that_says_so(error):
    told = str(error)
    return "\n" not in told and "newer" in told and "Update the program" in told


def test_today_it_is_said_of_a_file_of_the_next_version_that_it_is_newer(newer):
    with pytest.raises(WrittenByNewer) as refusal:
        verify_file(newer)
    assert is_one_line_that_says_so(refusal.value)
    assert (refusal.value.found, refusal.value.known) == (NEXT, TODAY)


def test_today_no_file_of_the_next_version_is_imported(newer, ledger, paths):
    with pytest.raises(WrittenByNewer) as refusal:
        import_session(ledger, paths, newer)
    assert is_one_line_that_says_so(refusal.value)
    assert not ledger.sessions.knows(SESSION)
    assert list(paths.sessions.iterdir()) == []


def test_under_a_passphrase_it_is_the_users_own_file_that_is_called_newer(
    as_version, ledger, paths, tmp_path
):
    service = CorpusService(paths, "luis", lambda _: False, recover_orphan)
    as_version(NEXT)
    import_session(ledger, paths, WHOLE)
    service.export(
        SESSION, tmp_path / "x.encrypted", purpose="", redaction=Redaction(), passphrase="secreto"
    )
    as_version(TODAY)
    with pytest.raises(WrittenByNewer) as refusal:
        service.verify_file(tmp_path / "x.encrypted", "secreto")
    assert refusal.value.path == tmp_path / "x.encrypted"


def test_a_newer_file_is_not_given_up_when_the_ledger_is_lost(newer, ledger, paths):
    """It may hold all that is left: the session waits for the program that can read it."""
    folder = paths.session(SESSION)
    folder.mkdir()
    shutil.copy(newer, folder / "session.h5")
    ledger.close()
    paths.ledger.unlink()
    for journal in paths.data.glob("ledger.db-*"):
        journal.unlink()
    before = newer.read_bytes()
    report = repair_corpus(paths, "luis", recover_orphan)
    assert any("newer" in each for each in report.unrepaired)
    assert (folder / "session.h5").read_bytes() == before
    with closing(SqliteLedger(paths.ledger, "luis")) as again:
        assert not again.sessions.knows(SESSION)


# -- what no version is


def claiming(version, tmp_path):
    path = shutil.copy(WHOLE, tmp_path / "claims.h5")
    with h5py.File(path, "r+") as file:
        file.attrs.modify("schema_version", np.int32(version))
    return path


def test_a_file_that_claims_a_version_whose_fields_it_lacks_is_refused(as_version, tmp_path):
    as_version(NEXT)
    with (
        pytest.raises(NotOurFile, match="/chunks has another type"),
        opened(claiming(NEXT, tmp_path)),
    ):
        pass


def test_a_file_that_claims_a_version_that_never_was_is_refused(tmp_path):
    with pytest.raises(NotOurFile, match="never was"), opened(claiming(0, tmp_path)):
        pass


#: By layout version: the tables of facts that had grown by then, and how far.
FACTS_THAT_GREW = {1: {}, 2: {}}


def test_a_table_of_facts_that_grows_brings_a_new_layout():
    """Else an older program would take a file with such facts for a damaged one."""
    grown = {table.name: table.version for table in FACT_TABLES if table.version > 1}
    assert FACTS_THAT_GREW[layout.LAYOUT_VERSION] == grown


def test_a_field_that_comes_later_must_have_a_default():
    with pytest.raises(ValueError, match=r"chunks\.room came later"):
        with_field(layout.CHUNKS, Field("room", "S16", "where", since=2))
    with pytest.raises(ValueError, match="licence came later"):
        replace(NEXT_LAYOUT, root_attributes=(Field("licence", "S16", "", since=2),))


def test_the_continuation_is_the_last_field():
    with pytest.raises(ValueError, match="last field"):
        replace(layout.CHUNKS, fields=(*layout.CHUNKS.fields, LOUDNESS))
