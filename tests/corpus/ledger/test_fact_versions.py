"""A column can be added to a fact table: facts of both versions prove what they say.

The version 2 of this test adds `until` to the table of holds, by a numbered migration and by a new
version of the fact. It is kept in the test only.
"""

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from aurity_desktop.audio.slices.session_audio import SessionAudio
from aurity_desktop.corpus.integrity import session_checks
from aurity_desktop.corpus.integrity.verify import verify_corpus, verify_file, verify_session
from aurity_desktop.corpus.ledger import fact_tables, ledger_database
from aurity_desktop.corpus.ledger.audit_chain import broken_links, payload_hash
from aurity_desktop.corpus.ledger.fact_tables import (
    BOOKMARKS,
    FACT_TABLES,
    HOLDS,
    LIVE_CORRECTIONS,
    NOTE_ENTRIES,
    NOTE_TEXTS,
    PATIENTS,
    REVIEW_MARKS,
    SIGNED_NOTES,
    TITLES,
    Fact,
    FactTable,
    noted_version,
)
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.ledger.ledger_database import LEDGER, open_database
from aurity_desktop.corpus.ledger.replay import NotReplayable, unproven_facts
from aurity_desktop.corpus.session_file.content import read_content
from aurity_desktop.corpus.transfer.exporting import export_session
from aurity_desktop.corpus.transfer.importing import import_session
from aurity_desktop.domain.errors import WrittenByNewer
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.keys import PLAIN
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.storage.migrations import Step
from tests.golden import GOLDEN

DONE, HELD = "session_20240301_090000", "session_20240302_100000"

HOLDS_2 = replace(HOLDS, added=(("until",),))
FORMAT_2 = replace(
    LEDGER,
    steps=(
        *LEDGER.steps,
        Step(LEDGER.version + 1, "until", "ALTER TABLE holds ADD COLUMN until TEXT;"),
    ),
)


@pytest.fixture
def folder(paths):
    """A data folder as version 1 left it."""
    shutil.copytree(GOLDEN / "sessions", paths.sessions, dirs_exist_ok=True)
    shutil.copy(GOLDEN / "ledger.db", paths.ledger)
    return paths


@pytest.fixture
def version_2(monkeypatch):
    """The program as it would be, until `undo`.

    Files are examined in this process: a child of its own would be the program of today.
    """
    with monkeypatch.context() as program:
        tables = [HOLDS_2 if table == HOLDS else table for table in FACT_TABLES]
        program.setattr(fact_tables, "FACT_TABLES", tuple(tables))
        program.setattr(ledger_database, "LEDGER", FORMAT_2)
        program.setattr(session_checks, "in_child", lambda task, file: task(file))
        yield program


@pytest.fixture
def newer(folder, version_2):
    """That folder opened by version 2, which has held both sessions, one until a day."""
    with closing(opened(folder)) as ledger:
        hold(ledger, DONE, "estudio", "2031-01-01")
        hold(ledger, HELD, "estudio", None)
        yield ledger


def opened(paths):
    return SqliteLedger(
        paths.ledger, "eva", connection=open_database(paths.ledger, PLAIN, FORMAT_2)
    )


def hold(ledger, session_id, reason, until):
    """What `SqliteRetention.place_hold` would do in version 2."""
    with ledger.database.transaction():
        values = (1, reason, until)
        ledger.writer.append(session_id, HOLDS_2, values, Event.HOLD_PLACED, {})


def holds_of(ledger, session_id):
    facts = [fact for fact in ledger.facts.of_session(session_id) if fact.table == "holds"]
    return [(json.loads(fact.values), fact.fields["until"]) for fact in facts]


def is_whole(ledger, session_id):
    audit = ledger.audit.rows(session_id)
    links = broken_links(session_id, audit, ledger.audit.head(session_id))
    return [*links, *unproven_facts(ledger.facts.of_session(session_id), audit)] == []


def test_each_fact_has_the_fields_of_its_own_version(newer):
    assert holds_of(newer, DONE) == [
        ([1, "queja 12/2024"], None),
        ([0, "resuelta"], None),
        ([1, "estudio", "2031-01-01"], "2031-01-01"),
    ]
    assert holds_of(newer, HELD)[-1] == ([1, "estudio", None], None)


def test_the_audit_row_of_a_new_fact_says_its_version_and_the_others_are_as_they_were(newer):
    noted = [noted_version(row.metadata) for row in newer.audit.rows(DONE)]
    assert noted == [1] * (len(noted) - 1) + [2]
    before = json.loads((GOLDEN / "ledger.json").read_text(encoding="utf-8"))["of"][DONE]
    kept = newer.facts.of_session(DONE)[:-1]
    assert [fact.values for fact in kept] == [each["values"] for each in before["facts"]]


def test_facts_of_both_versions_prove_what_they_say(newer, folder):
    assert is_whole(newer, DONE)
    assert is_whole(newer, HELD)
    # The golden folder keeps the slices alone; the joined recording is made of them.
    SessionAudio(folder).concatenate(DONE, newer.sound.slices(DONE))
    assert verify_corpus(newer, folder).findings == ()
    assert [each.reason for each in newer.retention.holds()] == ["estudio", "estudio"]


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE holds SET until = '2099-01-01' WHERE reason = 'queja 12/2024'",
        "UPDATE holds SET until = '2099-01-01' WHERE until IS NOT NULL",
        "UPDATE holds SET until = NULL",
        "UPDATE holds SET reason = 'otra' WHERE reason = 'queja 12/2024'",
        "UPDATE holds SET reason = 'otra' WHERE until IS NOT NULL",
    ],
)
def test_a_field_that_is_changed_or_filled_in_later_is_found_in_both(newer, tampering):
    newer.database.connection.execute("DROP TRIGGER holds_keeps_rows")
    newer.database.connection.execute(tampering)
    (finding,) = unproven_facts(newer.facts.of_session(DONE), newer.audit.rows(DONE))
    assert finding.startswith("holds row of audit row")
    assert finding.endswith("was changed: its hash does not match")


def test_a_version_that_is_changed_in_the_chain_breaks_it(newer):
    newer.database.connection.execute("DROP TRIGGER audit_keeps_rows")
    newer.database.connection.execute(
        "UPDATE audit SET metadata = '{}' WHERE instr(metadata, 'fact_version')"
    )
    assert not is_whole(newer, DONE)


def test_version_2_makes_the_derived_tables_anew_from_both(newer):
    before = read_content(newer, DONE)
    newer.facts.derive_again(DONE)
    assert read_content(newer, DONE) == before


def test_version_2_exports_and_imports_facts_of_both(newer, tmp_path, folder):
    export_session(newer, DONE, tmp_path / "out.h5", exported_by="eva")
    other = Paths(tmp_path / "elsewhere", folder.models)
    other.prepare()
    with closing(opened(other)) as elsewhere:
        import_session(elsewhere, other, tmp_path / "out.h5")
        assert elsewhere.facts.of_session(DONE) == newer.facts.of_session(DONE)
        assert elsewhere.database.rows("SELECT reason, until FROM holds ORDER BY audit_id") == [
            ("queja 12/2024", None),
            ("resuelta", None),
            ("estudio", "2031-01-01"),
        ]
        assert verify_session(elsewhere, other, DONE).findings == ()


def test_version_2_imports_what_version_1_exported(folder, version_2):
    with closing(opened(folder)) as ledger:
        ledger.erasures.erase(DONE, "a test")
        shutil.rmtree(folder.session(DONE))
        assert import_session(ledger, folder, GOLDEN / "session_v1.h5") == DONE
        assert is_whole(ledger, DONE)
        assert [until for _, until in holds_of(ledger, DONE)] == [None, None]


def test_version_1_says_of_the_ledger_in_one_line_that_it_is_newer(newer, folder, version_2):
    newer.close()
    version_2.undo()
    before = folder.ledger.read_bytes()
    with pytest.raises(WrittenByNewer) as refusal:
        SqliteLedger(folder.ledger, "ana")
    told = str(refusal.value)
    assert "\n" not in told
    assert "was written by a newer Aurity Desktop" in told
    assert folder.ledger.read_bytes() == before


def test_version_1_imports_no_fact_that_is_newer_than_it_knows(newer, folder, version_2, tmp_path):
    facts, audit = newer.facts.of_session(DONE), newer.audit.rows(DONE)
    newer.close()
    version_2.undo()
    with closing(SqliteLedger(tmp_path / "ledger.db", "ana")) as today:
        with pytest.raises(NotReplayable) as refusal:
            today.facts.restore(DONE, facts, audit)
        assert "\n" not in str(refusal.value)
        assert "written by a newer version of Aurity: holds version 2" in str(refusal.value)
        assert not today.sessions.knows(DONE)


def test_version_1_proves_newer_facts_and_says_why_it_does_not_replay_them(
    newer, version_2, tmp_path
):
    export_session(newer, DONE, tmp_path / "out.h5", exported_by="eva")
    newer.close()
    version_2.undo()
    (finding,) = verify_file(tmp_path / "out.h5").findings
    assert "written by a newer version of Aurity: holds version 2" in finding


@pytest.mark.parametrize("values", ['[1,"estudio",null]', "[1]"])
def test_a_fact_with_more_or_fewer_fields_than_its_version_has_is_refused(folder, tmp_path, values):
    """Its hash and its chain hold: a foreign file may say anything."""
    with closing(SqliteLedger(folder.ledger, "ana")) as ledger:
        facts, audit = ledger.facts.of_session(HELD), ledger.audit.rows(HELD)
    held = next(fact for fact in facts if fact.table == "holds")
    forged = [replace(fact, values=values) if fact == held else fact for fact in facts]
    proven = [
        replace(row, payload_hash=payload_hash(json.loads(values)))
        if row.audit_id == held.audit_id
        else row
        for row in audit
    ]
    assert unproven_facts(forged, proven) == []
    with (
        closing(SqliteLedger(tmp_path / "ledger.db", "ana")) as today,
        pytest.raises(NotReplayable, match="has other columns"),
    ):
        today.facts.restore(HELD, forged, proven)


#: Tables that the golden ledger does not have.
YOUNGER = (
    *(TITLES, BOOKMARKS, LIVE_CORRECTIONS, PATIENTS, REVIEW_MARKS),
    *(NOTE_ENTRIES, NOTE_TEXTS, SIGNED_NOTES),
)


@pytest.mark.parametrize(
    "table", [each for each in FACT_TABLES if each not in YOUNGER], ids=lambda table: table.name
)
def test_the_columns_of_a_table_are_those_of_its_newest_version(table, folder):
    with closing(sqlite3.connect(folder.ledger)) as golden:
        found = [row[1] for row in golden.execute(f"PRAGMA table_info({table.name})")]
    assert found == ["session_id", "audit_id", *table.columns_of(1)]


def test_versions_add_columns_at_the_end():
    table = FactTable("things", ("a",), (("b", "c"), ("d",)))
    assert table.version == 3
    assert [table.columns_of(version) for version in (1, 2, 3)] == [
        ("a",),
        ("a", "b", "c"),
        ("a", "b", "c", "d"),
    ]


@pytest.mark.parametrize(
    ("metadata", "version"),
    [
        ("{}", 1),
        ('{"words":2}', 1),
        ('{"fact_version":2}', 2),
        ('{"fact_version":"2"}', 1),
        ('{"fact_version":true}', 1),
        ('{"evidence":"\\"fact_version\\": 2"}', 1),
        ('["fact_version"]', 1),
    ],
)
def test_a_version_is_said_by_a_number_in_the_metadata(metadata, version):
    assert noted_version(metadata) == version


def test_a_field_that_is_younger_than_its_fact_is_read_as_none(version_2):
    assert Fact(3, "holds", '[1,"estudio"]').fields == {
        "active": 1,
        "reason": "estudio",
        "until": None,
    }
