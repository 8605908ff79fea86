"""The one opener: private, migrated once, refused unchanged, its transactions and its errors."""

import errno
import os
import sqlite3
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from aurity_desktop.domain.errors import (
    CorpusUnreadable,
    DiskFull,
    FolderNotWritable,
    LedgerBusy,
    NotALedger,
    WrittenByNewer,
)
from aurity_desktop.storage import durable
from aurity_desktop.storage.migrations import Step
from aurity_desktop.storage.sqlite import (
    DatabaseFormat,
    JournalMode,
    OpenMode,
    Pragmas,
    Synchronous,
    connect_plain,
    database_uri,
    open_database,
    prepared,
)
from aurity_desktop.storage.sqlite_errors import StoreErrors, TransactionOpen, translated

ERRORS = StoreErrors(busy=LedgerBusy, not_ours=NotALedger, damaged=CorpusUnreadable)
WAL = Pragmas(JournalMode.WAL, Synchronous.FULL, secure_delete=True)
ROLLBACK = Pragmas(JournalMode.ROLLBACK, Synchronous.EXTRA, secure_delete=True)
NOTES = DatabaseFormat(
    application_id=0x4E4F5445,
    steps=(
        Step(1, "notes", "CREATE TABLE notes (text TEXT NOT NULL);\n"),
        Step(2, "authors", "ALTER TABLE notes ADD COLUMN author TEXT NOT NULL DEFAULT '';\n"),
    ),
    pragmas=WAL,
    errors=ERRORS,
    busy_seconds=0.05,
)
ALL = "SELECT text FROM notes ORDER BY rowid"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "notes.db"


@pytest.fixture
def opened(path):
    """Opens the file; what was opened is closed at the end."""
    databases = []

    def open_it(database_format=NOTES, connect=None):
        databases.append(open_database(path, database_format, connect))
        return databases[-1]

    yield open_it
    for database in databases:
        database.close()


def notes_in(database):
    return [text for (text,) in database.connection.execute(ALL)]


def add(database, text):
    with database.transaction() as connection:
        connection.execute("INSERT INTO notes (text) VALUES (?)", (text,))


def add_and_fail(database, text):
    with database.transaction() as connection:
        connection.execute("INSERT INTO notes (text) VALUES (?)", (text,))
        raise KeyError


# -- opening ---------------------------------------------------------------------------------------
@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights otherwise")
def test_the_file_is_the_users_alone_before_sqlite_opens_it(path):
    seen = []

    def connect(file):
        seen.append(stat.S_IMODE(file.stat().st_mode))
        return connect_plain(1.0)(file)

    open_database(path, NOTES, connect).close()
    assert seen == [0o600]
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PurePosixPath("/home/ana/notes.db"), "file:///home/ana/notes.db?mode=rw"),
        (PurePosixPath("/a b/50%?#/ñ.db"), "file:///a%20b/50%25%3F%23/%C3%B1.db?mode=rw"),
        (PureWindowsPath(r"C:\Users\Ana\notes.db"), "file:///C:/Users/Ana/notes.db?mode=rw"),
        (PureWindowsPath(r"\\clinic\share\notes.db"), "file:////clinic/share/notes.db?mode=rw"),
    ],
)
def test_a_path_becomes_a_uri_without_an_authority_on_a_share_too(path, uri):
    assert database_uri(path, OpenMode.EXISTING) == uri


@pytest.mark.skipif(os.name == "nt", reason="such names are none there")
@pytest.mark.parametrize("name", ["50%?#&mode=ro.db", "ñ é.db", os.fsdecode(b"latin-\xf1.db")])
def test_a_file_is_found_under_any_name(tmp_path, name):
    open_database(tmp_path / name, NOTES).close()
    assert (tmp_path / name).stat().st_size > 0


@pytest.mark.parametrize("pragmas", [WAL, ROLLBACK])
def test_every_pragma_is_said_whatever_sqlites_own_defaults_are(path, opened, pragmas):
    def careless(file):
        connection = connect_plain(1.0)(file)
        other = JournalMode.ROLLBACK if pragmas is WAL else JournalMode.WAL
        connection.execute(f"PRAGMA journal_mode = {other}")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("PRAGMA recursive_triggers = OFF")
        return connection

    said = replace(pragmas, recursive_triggers=True, cache_kib=500)
    database = opened(replace(NOTES, pragmas=said), careless)
    assert database.connection.execute("PRAGMA journal_mode").fetchone() == (said.journal_mode,)
    assert database.pragma("synchronous") == said.synchronous
    assert database.pragma("secure_delete") == 1
    assert database.pragma("fullfsync") == 1
    assert database.pragma("checkpoint_fullfsync") == 1
    assert database.pragma("recursive_triggers") == 1
    assert database.pragma("cache_size") == -500


def test_a_journal_mode_that_others_hold_up_is_asked_for_again(opened):
    """SQLite itself does not wait there."""
    opened(replace(NOTES, busy_seconds=30.0), lambda path: sqlite3.connect(path, factory=_HeldUp))


def test_a_journal_mode_that_is_held_up_for_too_long_is_told(opened):
    with pytest.raises(LedgerBusy):
        opened(
            replace(NOTES, busy_seconds=-1.0), lambda path: sqlite3.connect(path, factory=_HeldUp)
        )


class _HeldUp(sqlite3.Connection):
    """The first two changes of the journal mode find another connection at work."""

    refusals = 2

    def execute(self, sql, *values):
        if "journal_mode" in sql and self.refusals:
            self.refusals -= 1
            raise _refusal(sqlite3.SQLITE_BUSY)
        return super().execute(sql, *values)


def test_a_journal_that_cannot_be_had_is_told(path):
    with pytest.raises(CorpusUnreadable, match="its journal is memory"):
        prepared(path, NOTES, lambda _: sqlite3.connect(":memory:", isolation_level=None))


def test_a_new_file_carries_its_identity_and_its_version(opened):
    database = opened()
    assert database.pragma("application_id") == NOTES.application_id
    assert database.pragma("user_version") == NOTES.version == 2


def test_a_file_of_another_program_is_left_as_it_is(path, opened):
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE things (name)")
    before = path.read_bytes()
    with pytest.raises(NotALedger, match="another program"):
        opened()
    assert path.read_bytes() == before


@pytest.mark.parametrize("header", ["application_id", "user_version"])
def test_an_empty_file_with_the_header_of_another_program_is_its(path, opened, header):
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"PRAGMA {header} = 7")
    with pytest.raises(NotALedger, match="another program"):
        opened()


def test_a_store_without_an_identity_refuses_a_foreign_file_by_its_tables(path, opened):
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE things (name)")
    with pytest.raises(NotALedger, match="another program"):
        opened(replace(NOTES, application_id=0))


def test_a_file_of_a_newer_version_is_left_as_it_is(path, opened):
    opened(replace(NOTES, pragmas=ROLLBACK)).close()
    before = path.read_bytes()
    with pytest.raises(WrittenByNewer, match="schema 2; this one knows 1"):
        opened(replace(NOTES, steps=NOTES.steps[:1]))
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_text_file_is_no_database(path, opened):
    path.parent.mkdir()
    path.write_text("not a database, but long enough to be looked at\n" * 50)
    with pytest.raises(NotALedger, match="not a database"):
        opened()


def test_a_connection_that_is_refused_is_closed(path, opened):
    opened().close()
    made = []

    def connect(file):
        made.append(connect_plain(1.0)(file))
        return made[0]

    with pytest.raises(WrittenByNewer):
        opened(replace(NOTES, steps=NOTES.steps[:1]), connect)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        made[0].execute("SELECT 1")


# -- migrations ------------------------------------------------------------------------------------
def test_an_older_file_takes_the_missing_steps_and_keeps_its_rows(opened):
    older = opened(replace(NOTES, steps=NOTES.steps[:1]))
    add(older, "first")
    newer = opened()
    assert newer.connection.execute("SELECT * FROM notes").fetchall() == [("first", "")]
    assert newer.pragma("user_version") == 2


def test_a_step_that_fails_leaves_the_version_before_it(opened):
    broken = Step(
        2, "broken", "ALTER TABLE notes ADD COLUMN author TEXT;\nSELECT * FROM nowhere;\n"
    )
    opened(replace(NOTES, steps=NOTES.steps[:1]))
    with pytest.raises(CorpusUnreadable, match="nowhere"):
        opened(replace(NOTES, steps=(NOTES.steps[0], broken)))
    older = opened(replace(NOTES, steps=NOTES.steps[:1]))
    columns = [row[1] for row in older.connection.execute("PRAGMA table_info (notes)")]
    assert (older.pragma("user_version"), columns) == (1, ["text"])


def test_a_new_file_gets_every_step_or_none(path, opened):
    broken = Step(2, "broken", "SELECT * FROM nowhere;\n")
    with pytest.raises(CorpusUnreadable, match="nowhere"):
        opened(replace(NOTES, steps=(NOTES.steps[0], broken)))
    with closing(sqlite3.connect(path)) as left:
        assert left.execute("SELECT name FROM sqlite_master").fetchall() == []
        assert left.execute("PRAGMA user_version").fetchone() == (0,)


@pytest.mark.parametrize("before", [0, 1])
def test_of_several_that_open_at_once_each_step_is_taken_by_one(path, before):
    """Adding a column twice would fail."""
    patient = replace(NOTES, busy_seconds=30.0)
    if before:
        open_database(path, replace(NOTES, steps=NOTES.steps[:before])).close()
    gate = threading.Barrier(6)

    def open_at_once(_number):
        gate.wait()
        open_database(path, patient).close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(open_at_once, range(6)))
    with closing(open_database(path, NOTES)) as database:
        assert database.pragma("user_version") == 2


def test_a_newer_program_that_migrates_in_between_is_noticed(path, opened):
    """Between the look at the version and the write lock."""
    database = opened(replace(NOTES, steps=NOTES.steps[:1]))
    opened()
    older = replace(database, format=replace(database.format, steps=NOTES.steps[:1]))
    with pytest.raises(WrittenByNewer):
        older.migrate()


# -- transactions ----------------------------------------------------------------------------------
def test_a_transaction_is_durable_when_it_ends_and_undone_when_it_raises(opened):
    database, other = opened(), opened()
    add(database, "kept")
    with pytest.raises(KeyError):
        add_and_fail(database, "lost")
    assert notes_in(other) == ["kept"]
    add(database, "next")
    assert notes_in(other) == ["kept", "next"]


def test_a_transaction_inside_another_is_refused_and_the_outer_one_goes_on(opened):
    database = opened()
    with database.transaction() as connection:
        connection.execute("INSERT INTO notes (text) VALUES ('outer')")
        with pytest.raises(TransactionOpen), database.transaction():
            pass
    assert notes_in(database) == ["outer"]


def test_a_transaction_inside_a_snapshot_is_refused(opened):
    database = opened()
    with database.snapshot(), pytest.raises(TransactionOpen), database.transaction():
        pass


def test_a_full_disk_is_told_as_such_though_sqlite_has_rolled_back_itself(opened):
    database = opened()
    add(database, "kept")
    database.connection.execute(f"PRAGMA max_page_count = {database.pragma('page_count')}")
    with pytest.raises(DiskFull):
        add(database, "x" * 400_000)
    assert not database.connection.in_transaction
    database.connection.execute("PRAGMA max_page_count = 1000000")
    add(database, "next")
    assert notes_in(database) == ["kept", "next"]


def test_a_commit_that_is_refused_leaves_no_transaction_open(opened):
    """With a rollback journal a reader keeps the writer from committing."""
    rollback = replace(NOTES, pragmas=ROLLBACK)
    writer, reader = opened(rollback), opened(rollback)
    with reader.snapshot(), pytest.raises(LedgerBusy):
        add(writer, "refused")
    add(writer, "kept")
    assert notes_in(reader) == ["kept"]


# -- snapshots -------------------------------------------------------------------------------------
def test_what_a_snapshot_reads_belongs_to_one_moment(opened):
    """Its moment is its beginning, before anything is read in it."""
    database, other = opened(), opened()
    add(database, "before")
    with database.snapshot():
        add(other, "meanwhile")
        assert notes_in(database) == ["before"]
    assert notes_in(database) == ["before", "meanwhile"]


def test_a_snapshot_inside_a_transaction_sees_what_that_has_written(opened):
    database = opened()
    with database.transaction() as connection:
        connection.execute("INSERT INTO notes (text) VALUES ('mine')")
        with database.snapshot():
            assert notes_in(database) == ["mine"]
        assert connection.in_transaction
    assert notes_in(database) == ["mine"]


def test_a_snapshot_that_raises_ends(opened):
    database = opened()
    with pytest.raises(KeyError), database.snapshot():
        raise KeyError
    add(database, "next")
    assert notes_in(database) == ["next"]


# -- errors ----------------------------------------------------------------------------------------
def _refusal(code, text="why"):
    error = sqlite3.OperationalError(text)
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (sqlite3.SQLITE_FULL, DiskFull),
        (sqlite3.SQLITE_BUSY, LedgerBusy),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, LedgerBusy),
        (sqlite3.SQLITE_LOCKED, LedgerBusy),
        (sqlite3.SQLITE_NOTADB, NotALedger),
        (sqlite3.SQLITE_READONLY, FolderNotWritable),
        (sqlite3.SQLITE_PERM, FolderNotWritable),
        (sqlite3.SQLITE_CANTOPEN, FolderNotWritable),
        (sqlite3.SQLITE_CORRUPT, CorpusUnreadable),
        (sqlite3.SQLITE_IOERR_FSYNC, CorpusUnreadable),
        (sqlite3.SQLITE_ERROR, sqlite3.OperationalError),
    ],
)
def test_what_sqlite_refuses_is_said_in_the_words_of_the_store(code, expected):
    with pytest.raises(expected), translated(Path("notes.db"), ERRORS):
        raise _refusal(code)


@pytest.mark.parametrize(
    "code",
    [
        sqlite3.SQLITE_IOERR_SHMSIZE,
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_TRUNCATE,
        sqlite3.SQLITE_CANTOPEN,
    ],
)
def test_a_full_disk_is_told_as_such_in_whatever_words_sqlite_says_it(tmp_path, monkeypatch, code):
    def refuse(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(durable.medium, "write", refuse)
    with pytest.raises(DiskFull), translated(tmp_path / "notes.db", ERRORS):
        raise _refusal(code)
    assert list(tmp_path.iterdir()) == []


def test_a_quota_that_is_used_up_is_a_full_disk(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(errno.EDQUOT, os.strerror(errno.EDQUOT))

    monkeypatch.setattr(durable.medium, "force", refuse)
    with pytest.raises(DiskFull), translated(tmp_path / "notes.db", ERRORS):
        raise _refusal(sqlite3.SQLITE_IOERR_SHMSIZE)


def test_a_disk_with_room_that_cannot_be_read_is_damage(tmp_path):
    with pytest.raises(CorpusUnreadable), translated(tmp_path / "notes.db", ERRORS):
        raise _refusal(sqlite3.SQLITE_IOERR_READ)
    assert list(tmp_path.iterdir()) == []


def test_a_text_that_is_none_is_damage_and_is_not_repeated():
    words = "Could not decode to UTF-8 column 'text' with text 'the patient said'"
    with pytest.raises(CorpusUnreadable) as raised, translated(Path("notes.db"), ERRORS):
        raise sqlite3.OperationalError(words)
    assert "patient" not in str(raised.value)


def test_a_broken_constraint_stays_what_it_is():
    with pytest.raises(sqlite3.IntegrityError), translated(Path("notes.db"), ERRORS):
        raise sqlite3.IntegrityError("UNIQUE")


def test_a_store_may_have_a_class_for_everything_else():
    everything = replace(ERRORS, other=CorpusUnreadable)
    with pytest.raises(CorpusUnreadable), translated(Path("notes.db"), everything):
        raise _refusal(sqlite3.SQLITE_ERROR)


def test_a_lock_that_is_held_too_long_is_told(opened):
    database, other = opened(), opened()
    with other.transaction(), pytest.raises(LedgerBusy):
        add(database, "refused")
