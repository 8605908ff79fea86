"""`keys.db`: how it is kept on the disk, one snapshot for a look, and its versions."""

import json
import os
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from aurity_desktop.domain.errors import (
    CorpusUnreadable,
    KeyDamaged,
    LedgerBusy,
    VaultExists,
    WrittenByNewer,
)
from aurity_desktop.domain.keys import LockKind
from aurity_desktop.storage import rollback_journal
from aurity_desktop.storage.migrations import Step
from aurity_desktop.vault import key_store
from aurity_desktop.vault.key_store import KEYS, Folder, KeyStore, SessionKey
from aurity_desktop.vault.locks import Cost, locked, new_private
from tests.vault.conftest import CHEAP

GOLDEN = Path(__file__).parents[1] / "golden"
SESSION = "session_20260101_090000"
#: As `KEYS`, for a test in which a lock is not given back.
IMPATIENT = replace(KEYS, busy_seconds=0.02)
#: A version that adds a column: kept here only.
NOTE = Step(3, "note", "ALTER TABLE session_keys ADD COLUMN note TEXT NOT NULL DEFAULT 'none';\n")
NEWER = replace(KEYS, steps=(*KEYS.steps, NOTE))


def fill(rows):
    rows.set_folder(Folder("f", 1, ledger_encrypted=True))
    rows.set_lock(locked(LockKind.PASSPHRASE, new_private(), b"m" * 32, b"s" * 16, CHEAP))
    rows.set_session(SESSION, SessionKey(b"wrapped under the first", whole=True))


@pytest.fixture
def store(tmp_path):
    made = KeyStore(tmp_path / "keys.db")
    made.create(fill)
    return made


@pytest.fixture
def golden(tmp_path):
    """The file as version 1 wrote it, and what version 1 read from it."""
    copy = shutil.copy(GOLDEN / "keys.db", tmp_path / "golden.db")
    return KeyStore(Path(copy)), json.loads((GOLDEN / "keys.json").read_text(encoding="utf-8"))


# -- on the disk -----------------------------------------------------------------------------------
@pytest.mark.parametrize("call", ["create", "changing", "reading"])
def test_every_connection_says_how_the_file_is_kept_whatever_sqlites_own_defaults_are(
    tmp_path, monkeypatch, call
):
    """Rollback journal, synchronous EXTRA (3), secure_delete."""
    _carelessly_compiled(monkeypatch)
    store = KeyStore(tmp_path / "keys.db")
    seen = []

    def look(rows):
        names = ("journal_mode", "synchronous", "secure_delete")
        seen.extend(rows._execute(f"PRAGMA {name}").fetchone()[0] for name in names)

    if call == "create":
        store.create(look)
    else:
        store.create(fill)
        with getattr(store, call)() as rows:
            look(rows)
    assert seen == ["delete", 3, 1]


def _carelessly_compiled(monkeypatch):
    """A SQLite whose defaults are the other ones, as on some systems they are."""

    class Careless(sqlite3.Connection):
        def __init__(self, *arguments, **named):
            super().__init__(*arguments, **named)
            for pragma in ("synchronous = OFF", "secure_delete = OFF", "journal_mode = PERSIST"):
                self.execute(f"PRAGMA {pragma}")

    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **n: real(*a, factory=Careless, **n))


def test_a_file_that_somebody_put_under_a_write_ahead_log_comes_back_to_its_journal(store):
    with closing(sqlite3.connect(store.path)) as other:
        other.execute("PRAGMA journal_mode = WAL")
    with store.changing() as rows:
        rows.remove_session(SESSION)
    assert sorted(file.name for file in store.path.parent.iterdir()) == ["keys.db"]
    assert b"wrapped under the first" not in store.path.read_bytes()


def test_what_was_removed_stands_in_no_file_any_more(store):
    assert b"wrapped under the first" in store.path.read_bytes()
    with store.changing() as rows:
        rows.remove_session(SESSION)
    left = [file.read_bytes() for file in store.path.parent.iterdir()]
    assert not any(b"wrapped under the first" in content for content in left)


def _keep_the_blocks(journal, kept):
    """A second name of the journal's blocks: what whoever reads the disk finds in them later."""
    assert b"wrapped under the first" in journal.read_bytes()
    kept.hardlink_to(journal)


@pytest.mark.skipif(os.name == "nt", reason="SQLite has the journal open")
@pytest.mark.parametrize("raises", [False, True])
def test_what_was_removed_stands_in_no_block_of_the_deleted_journal_either(store, raises, disk):
    journal, kept = store.path.with_name("keys.db-journal"), store.path.with_name("kept")
    with suppress(ZeroDivisionError), store.changing() as rows:
        rows.remove_session(SESSION)
        _keep_the_blocks(journal, kept)
        if raises:
            raise ZeroDivisionError
    assert not journal.exists()
    assert set(kept.read_bytes()) == {0}
    assert disk.steps[-1] == "fsync"
    with store.reading() as rows:
        assert list(rows.sessions()) == ([SESSION] if raises else [])


@pytest.mark.skipif(os.name == "nt", reason="SQLite has the journal open")
def test_nor_when_a_change_was_so_large_that_it_reached_the_file_before_its_end(store):
    journal, kept = store.path.with_name("keys.db-journal"), store.path.with_name("kept")
    with store.changing() as rows:
        for number in range(500):
            rows.set_session(f"session_{number}", SessionKey(b"x" * 500, whole=False))
    with store.changing() as rows:
        rows._execute("PRAGMA cache_size = 1")
        for number in range(500):
            rows.set_session(f"session_{number}", SessionKey(b"y" * 500, whole=False))
        kept.hardlink_to(journal)
        assert b"x" * 500 in kept.read_bytes()
    assert set(kept.read_bytes()) == {0}
    with store.reading() as rows:
        assert {key.wrapped for name, key in rows.sessions().items() if name != SESSION} == {
            b"y" * 500
        }


def test_until_the_journal_is_overwritten_nobody_else_can_begin_one(store, monkeypatch):
    """Else that one's pages would be overwritten, and it could not be rolled back."""
    refused = []

    def others_try(journal):
        with closing(sqlite3.connect(store.path, timeout=0.0)) as other:
            try:
                other.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                refused.append(str(error))

    monkeypatch.setattr(rollback_journal, "_overwrite", others_try)
    with store.changing() as rows:
        rows.remove_session(SESSION)
    assert refused == ["database is locked"]
    with store.changing() as rows:  # and given back when the call has ended
        rows.set_session(SESSION, SessionKey(b"k", whole=False))


def test_many_who_change_at_once_take_turns(store):
    def change(number):
        for turn in range(5):
            with store.changing() as rows:
                key = SessionKey(b"%d %d" % (number, turn), whole=False)
                rows.set_session(f"session_{number}_{turn}", key)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(change, range(4)))
    with store.reading() as rows:
        assert len(rows.sessions()) == 21


def test_a_link_in_the_place_of_the_journal_is_not_written_through(store, tmp_path):
    (tmp_path / "diary").write_bytes(b"dear diary")
    journal = tmp_path / "some.db-journal"
    journal.symlink_to(tmp_path / "diary")
    rollback_journal._overwrite(journal)
    assert (tmp_path / "diary").read_bytes() == b"dear diary"


def test_a_journal_that_a_killed_maker_left_brings_back_what_was_before(store):
    """Its changes had reached the file, and were not committed."""
    before, journal = store.path.read_bytes(), store.path.with_name("keys.db-journal")
    with store.changing() as rows:
        rows._execute("PRAGMA cache_size = 1")
        for number in range(200):
            rows.set_session(f"session_{number}", SessionKey(b"x" * 500, whole=False))
        killed = store.path.read_bytes(), journal.read_bytes()
    store.path.write_bytes(killed[0])
    journal.write_bytes(killed[1])
    assert killed[0] != before
    assert store.exists()
    with store.reading() as rows:
        assert list(rows.sessions()) == [SESSION]
    assert not journal.exists()


def test_a_maker_who_was_killed_leaves_no_keys(tmp_path):
    """Pages of his had reached the file; SQLite takes them back, and it is empty again."""
    store, killed = KeyStore(tmp_path / "keys.db"), []
    journal = store.path.with_name("keys.db-journal")

    def fill_much(rows):
        rows._execute("PRAGMA cache_size = 1")
        for number in range(200):
            rows.set_session(f"session_{number}", SessionKey(b"x" * 500, whole=False))
        killed.extend((store.path.read_bytes(), journal.read_bytes()))

    store.create(fill_much)
    store.path.write_bytes(killed[0])
    journal.write_bytes(killed[1])
    assert store.path.stat().st_size > 0
    assert not store.exists()
    store.create(fill)
    assert store.exists()


@pytest.mark.parametrize("call", ["reading", "changing"])
def test_a_connection_lives_as_long_as_one_call(store, call):
    with getattr(store, call)() as rows:
        rows.folder()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        rows.folder()


def test_an_empty_file_holds_no_keys_and_is_no_store(tmp_path):
    store = KeyStore(tmp_path / "keys.db")
    store.path.touch()
    assert not store.exists()
    with pytest.raises(CorpusUnreadable, match="no store of keys"), store.reading():
        pass
    assert store.path.stat().st_size == 0


def test_a_database_of_another_program_is_refused_and_left_as_it_is(tmp_path):
    store = KeyStore(tmp_path / "keys.db")
    with closing(sqlite3.connect(store.path)) as other:
        other.execute("PRAGMA application_id = 7")
        other.execute("CREATE TABLE things (name)")
    before = store.path.read_bytes()
    with pytest.raises(CorpusUnreadable, match="another program"), store.reading():
        pass
    with pytest.raises(CorpusUnreadable, match="another program"):
        store.create(fill)
    assert store.path.read_bytes() == before


def test_looking_at_a_file_that_is_gone_makes_none(tmp_path):
    store = KeyStore(tmp_path / "keys.db")
    with pytest.raises(Exception, match="written to"), store.reading():
        pass
    assert not store.path.exists()


def test_a_store_is_made_once(store):
    with pytest.raises(VaultExists):
        store.create(fill)


def test_a_change_that_raises_has_changed_nothing(store):
    with pytest.raises(KeyError):
        _remove_and_fail(store)
    with store.reading() as rows:
        assert list(rows.sessions()) == [SESSION]


def _remove_and_fail(store):
    with store.changing() as rows:
        rows.remove_session(SESSION)
        raise KeyError


def test_a_folder_row_that_is_gone_is_named(store):
    with store.changing() as rows:
        rows._execute("DELETE FROM folder")
    with store.reading() as rows, pytest.raises(KeyDamaged):
        rows.folder()


# -- one moment ------------------------------------------------------------------------------------
def test_what_is_read_together_belongs_to_one_state_of_the_file(store):
    """Whoever would change it between two looks has to wait for the reader."""
    with store.reading() as rows:
        before = rows.locks()
        with pytest.raises(LedgerBusy), KeyStore(store.path, IMPATIENT).changing() as other:
            other.set_folder(Folder("f", 2, ledger_encrypted=True))
        assert (rows.locks(), rows.folder().generation) == (before, 1)


class Interrupted(KeyStore):
    """Something happens before one of the looks into the file."""

    def __init__(self, path, before_look, happens):
        super().__init__(path)
        self._countdown, self._happens = before_look, happens

    def reading(self):
        self._countdown -= 1
        if self._countdown == 0:
            self._happens()
        return super().reading()


@pytest.mark.parametrize("before_look", [1, 2, 3, 4])
def test_a_new_master_key_between_two_looks_tears_no_session_from_its_key(
    another, paths, before_look
):
    """One process opens its vault and begins a session while another erases: with the locks of
    before and the generation of afterwards it would wrap the new key under a master key that is
    gone.
    """
    another().protect("words")
    opening, erasing = another(), another()
    erasing.unlock("words")
    opening._store = Interrupted(
        paths.keys, before_look, lambda: erasing.destroy(["session_19990101_000000"])
    )
    opening.unlock("words")
    encrypted = opening.begin(SESSION).encrypt(b"an hour", b"")
    next_start = another()
    next_start.unlock("words")
    assert next_start.cipher(SESSION).decrypt(encrypted, b"") == b"an hour"


# -- versions --------------------------------------------------------------------------------------
def test_todays_program_reads_the_keys_that_version_1_wrote(golden):
    store, known = golden
    with store.reading() as rows:
        assert rows.folder() == Folder(*known["folder"])
        assert {name: key.whole for name, key in rows.sessions().items()} == known["whole"]
        costs = {kind.value: lock.cost for kind, lock in rows.locks().items()}
        assert costs == {kind: Cost(*cost) for kind, cost in known["costs"].items()}


@pytest.mark.parametrize("by", ["passphrase", "code", "keyring"])
def test_each_way_into_the_keys_that_version_1_wrote_gives_the_same_keys(
    golden, another, paths, keyring, by
):
    store, known = golden
    shutil.copy(store.path, paths.keys)
    vault = another()
    if by == "keyring":
        keyring.secrets.update(known["ring"])
        assert vault.unlock_from_keyring()
    else:
        vault.unlock(known[by])
    found = {name: vault.cipher(name).key.hex() for name in known["sessions"]}
    assert found == known["sessions"]
    assert vault.cipher(known["destroyed"]) is None
    assert [key.hex() for key in vault.ledger_keys()] == known["ledger"]
    first = next(iter(known["sessions"]))
    assert vault.cipher(first).decrypt(bytes.fromhex(known["blob"]), b"golden") == b"golden words"


def test_a_version_with_one_more_column_takes_over_what_version_1_wrote(golden):
    store, known = golden
    newer = KeyStore(store.path, NEWER)
    with newer.changing() as rows:
        assert {name: key.whole for name, key in rows.sessions().items()} == known["whole"]
        rows.set_session(SESSION, SessionKey(b"wrapped", whole=False))
        notes = rows._execute("SELECT DISTINCT note FROM session_keys").fetchall()
    assert notes == [("none",)]
    with closing(sqlite3.connect(store.path)) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (3,)


def test_it_says_in_one_line_that_a_file_is_of_a_newer_version_and_leaves_it(golden):
    store, _ = golden
    with KeyStore(store.path, NEWER).reading():
        pass
    before = store.path.read_bytes()
    with pytest.raises(WrittenByNewer) as raised, store.changing():
        pass
    assert "newer Aurity Desktop (schema 3; this one knows 2)" in str(raised.value)
    assert "\n" not in str(raised.value)
    assert store.path.read_bytes() == before


def test_the_steps_of_the_program_are_those_that_made_the_golden_file(golden):
    """A step that was released is never edited."""
    with (
        closing(sqlite3.connect(golden[0].path)) as old,
        closing(sqlite3.connect(":memory:", isolation_level=None)) as new,
    ):
        for step in key_store.KEYS.steps[:1]:
            step.apply(new)
        assert columns_of(new) == columns_of(old)


def columns_of(connection):
    """Of every table: each column's name, type, NOT NULL, default and place in the key."""
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        name: connection.execute(f"PRAGMA table_info ({name})").fetchall() for (name,) in tables
    }
