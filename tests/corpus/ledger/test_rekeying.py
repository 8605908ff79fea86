"""A ledger under another key: the copy is on the disk and proved before it counts."""

import sqlite3
import threading
from contextlib import closing

import pytest

from aurity_desktop.corpus.ledger import rekeying
from aurity_desktop.corpus.ledger.ciphered import connect_ciphered
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.ledger.ledger_database import (
    MOVED_ID,
    finish_move,
    moving,
    next_path,
)
from aurity_desktop.corpus.ledger.rekeying import encrypt_ledger, renew_if_due, renew_ledger_key
from aurity_desktop.domain.errors import CorpusError, CorpusUnreadable, LedgerBusy
from aurity_desktop.vault.locks import Cost
from aurity_desktop.vault.vault import FolderVault
from tests.corpus.examples import SESSION, record_session
from tests.fakes.keyring import MemoryKeyring

MOVED = f"PRAGMA application_id = {MOVED_ID}"
EXPORT = "SELECT sqlcipher_export('next')"
DETACH = "DETACH DATABASE next"


class Watched:
    """A connection; `happens` is asked before and after each statement."""

    def __init__(self, connection, happens):
        self._connection, self._happens = connection, happens

    def execute(self, sql, values=()):
        self._happens("before", sql, self._connection)
        rows = self._connection.execute(sql, values).fetchall()
        self._happens("after", sql, self._connection)
        return Rows(rows)

    def close(self):
        self._connection.close()


class Rows(list):
    def fetchone(self):
        return self[0] if self else None

    def fetchall(self):
        return self


@pytest.fixture
def vault(paths):
    return FolderVault(paths, MemoryKeyring(), cost=Cost(memory_kib=64, passes=1, lanes=1))


@pytest.fixture
def words(paths, vault):
    """Those of a session in an encrypted ledger."""
    with closing(SqliteLedger(paths.ledger, "ana", keys=vault)) as ledger:
        record_session(ledger, paths, slices=2)
        return ledger.segments.words(SESSION)


@pytest.fixture
def meanwhile(monkeypatch):
    """What happens before or after a statement of the one who makes the copy."""

    def watch(moment, statement, act):
        def happens(when, sql, connection):
            if (when, sql) == (moment, statement):
                act(connection)

        monkeypatch.setattr(
            rekeying,
            "connect_ciphered",
            lambda *given, **named: Watched(connect_ciphered(*given, **named), happens),
        )

    return watch


def words_in(paths, vault):
    with closing(SqliteLedger(paths.ledger, "ana", keys=vault)) as ledger:
        return ledger.segments.words(SESSION)


@pytest.mark.parametrize("renewing", [True, False])
def test_the_old_ledger_says_that_it_moved_only_when_the_copy_would_survive_a_power_cut(
    paths, vault, disk, meanwhile, renewing
):
    """Its bytes and its name. After that the copy is all there is."""
    if not renewing:
        SqliteLedger(paths.ledger, "ana").close()
        vault.protect()
    with closing(SqliteLedger(paths.ledger, "ana", keys=vault)) as ledger:
        record_session(ledger, paths, slices=1)
        words = ledger.segments.words(SESSION)
    seen = []

    def power_cut(_connection):
        content = disk.after_power_cut(next_path(paths.ledger))
        assert content is not None, "the copy has no name yet"
        seen.append(content)

    meanwhile("before", MOVED, power_cut)
    if renewing:
        renew_ledger_key(paths.ledger, vault)
    else:
        assert encrypt_ledger(paths.ledger, vault)
    (survived,) = seen
    assert disk.after_power_cut(paths.ledger) == paths.ledger.read_bytes()
    paths.ledger.write_bytes(survived)
    assert words_in(paths, vault) == words


def lose_a_passage(connection):
    connection.execute(
        "DELETE FROM next.passages WHERE passage_id IN (SELECT min(passage_id) FROM next.passages)"
    )


def lose_a_fact(connection):
    connection.execute("INSERT INTO next.erasing VALUES (?)", (SESSION,))
    connection.execute("DELETE FROM next.slices WHERE number = 1")
    connection.execute("DELETE FROM next.erasing")


def lose_a_guard(connection):
    connection.execute("PRAGMA writable_schema = ON")
    removed = connection.execute(
        "DELETE FROM next.sqlite_master WHERE type = 'trigger' AND name = 'states_keeps_rows'"
    )
    assert removed.rowcount == 1
    connection.execute("PRAGMA writable_schema = OFF")


def lose_an_index(connection):
    connection.execute("DROP INDEX next.voices_by_name")


@pytest.mark.parametrize("lose", [lose_a_passage, lose_a_fact, lose_a_guard, lose_an_index])
def test_a_copy_that_lacks_something_never_takes_the_ledgers_place(
    paths, vault, words, meanwhile, lose
):
    meanwhile("after", EXPORT, lose)
    with pytest.raises(CorpusUnreadable):
        renew_ledger_key(paths.ledger, vault)
    assert words_in(paths, vault) == words


@pytest.mark.parametrize("pragma", ["user_version", "application_id"])
def test_a_copy_with_another_header_never_takes_the_ledgers_place(
    paths, vault, words, meanwhile, pragma
):
    meanwhile("before", DETACH, lambda to: to.execute(f"PRAGMA next.{pragma} = 1"))
    with pytest.raises(CorpusUnreadable, match=pragma):
        renew_ledger_key(paths.ledger, vault)
    assert words_in(paths, vault) == words


@pytest.mark.parametrize("at", [0.1, 0.5, 0.9])
def test_a_copy_of_which_the_disk_made_something_else_never_takes_the_ledgers_place(
    paths, vault, words, meanwhile, at
):
    def flip_a_bit(_connection):
        copy = next_path(paths.ledger)
        content = bytearray(copy.read_bytes())
        content[int(len(content) * at)] ^= 1
        copy.write_bytes(content)

    meanwhile("after", DETACH, flip_a_bit)
    with pytest.raises(CorpusError):
        renew_ledger_key(paths.ledger, vault)
    assert words_in(paths, vault) == words


def test_a_copy_in_which_sqlite_finds_something_wrong_never_takes_the_ledgers_place(
    paths, vault, words, monkeypatch
):
    class Wrong(Watched):
        def execute(self, sql, values=()):
            rows = super().execute(sql, values)
            wrong = [("row 3 missing from index voices_by_name",)]
            return Rows(wrong) if "integrity_check" in sql else rows

    monkeypatch.setattr(
        rekeying,
        "connect_ciphered",
        lambda *given, **named: Wrong(connect_ciphered(*given, **named), lambda *_: None),
    )
    with pytest.raises(CorpusUnreadable, match="row 3 missing"):
        renew_ledger_key(paths.ledger, vault)
    assert words_in(paths, vault) == words


def test_a_key_that_was_not_taken_stays_due_until_it_is(
    paths, vault, words, meanwhile, monkeypatch
):
    with monkeypatch.context():
        meanwhile("after", EXPORT, lose_a_passage)
        with pytest.raises(CorpusUnreadable):
            renew_ledger_key(paths.ledger, vault)
    monkeypatch.undo()
    (before, due) = vault.ledger_keys(anew=True)
    renew_if_due(paths.ledger, vault)
    assert tuple(vault.ledger_keys(anew=True)) == (due,) != (before,)
    assert words_in(paths, vault) == words
    assert not next_path(paths.ledger).exists()


def test_a_ledger_that_moved_to_nowhere_is_told_and_not_waited_for(paths):
    SqliteLedger(paths.ledger, "ana").close()
    with closing(sqlite3.connect(paths.ledger)) as moved:
        moved.execute(MOVED)
    with pytest.raises(CorpusUnreadable, match=r"ledger\.next\.db took its place, and is gone"):
        SqliteLedger(paths.ledger, "ana")


def test_who_saw_the_move_a_moment_ago_puts_no_other_copy_in_the_ledgers_place(paths, vault, words):
    """The move is over by then, and somebody else is half-way through the next copy."""
    renew_ledger_key(paths.ledger, vault)
    half = next_path(paths.ledger)
    half.write_bytes(b"half of a ledger")
    finish_move(paths.ledger, vault)
    assert half.read_bytes() == b"half of a ledger"
    assert words_in(paths, vault) == words


def test_whoever_opens_a_ledger_that_moves_waits_until_it_has(paths, vault, words, meanwhile):
    """The builder has marked the old one, and is not killed."""
    found = []
    reader = threading.Thread(target=lambda: found.append(words_in(paths, vault)))

    def look(_connection):
        reader.start()

    meanwhile("after", MOVED, look)
    renew_ledger_key(paths.ledger, vault)
    reader.join(60)
    assert found == [words]


def test_two_never_build_a_copy_at_once(paths, vault, words, monkeypatch):
    monkeypatch.setattr(rekeying, "_PATIENCE_SECONDS", 0.05)
    with moving(paths.ledger, patience=0.05), pytest.raises(LedgerBusy):
        renew_ledger_key(paths.ledger, vault)
    renew_ledger_key(paths.ledger, vault)
    assert words_in(paths, vault) == words


def test_a_copy_that_the_disk_has_no_room_for_is_not_left_there(paths, vault, words, meanwhile):
    def full(_connection):
        raise sqlite3.OperationalError("database or disk is full")

    meanwhile("after", EXPORT, full)
    with pytest.raises(sqlite3.OperationalError):
        renew_ledger_key(paths.ledger, vault)
    assert not next_path(paths.ledger).exists()
    assert words_in(paths, vault) == words
