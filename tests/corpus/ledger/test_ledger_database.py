"""The ledger's file: private, durable, append-only, shared by processes.

It is refused when it is not ours.
"""

import multiprocessing
import os
import signal
import sqlite3
import stat
import sys
from contextlib import closing
from dataclasses import replace

import pytest
from sqlcipher3 import dbapi2

from aurity_desktop.corpus.ledger.audit_chain import broken_links
from aurity_desktop.corpus.ledger.fact_tables import FACT_TABLES
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.ledger.ledger_database import LEDGER, open_database
from aurity_desktop.domain.audio import AudioSlice
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.errors import (
    ConflictingFact,
    CorpusUnreadable,
    DiskFull,
    NotALedger,
    WrittenByNewer,
)
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.keys import PLAIN
from aurity_desktop.domain.live_corrections import LiveCorrection
from aurity_desktop.domain.patients import Patient
from aurity_desktop.domain.transcript import WholeTranscript
from aurity_desktop.storage.migrations import Step
from aurity_desktop.vault.key_handover import SomeKeys
from tests.corpus.examples import (
    SESSION,
    a_slice,
    finalize,
    heard,
    note_line,
    note_of,
    plan,
    record_session,
    some_words,
)

SPAWN = multiprocessing.get_context("spawn")


@pytest.fixture
def ledger(paths):
    opened = SqliteLedger(paths.ledger, "ana")
    yield opened
    opened.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights otherwise")
def test_folder_and_files_are_for_the_user_alone(tmp_path):
    ledger = SqliteLedger(tmp_path / "data" / "ledger.db", "ana")
    ledger.sessions.create(plan())
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "data").iterdir()}
    assert modes == {"ledger.db": 0o600, "ledger.db-wal": 0o600, "ledger.db-shm": 0o600}
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    ledger.close()


@pytest.mark.parametrize("encrypted", [False, True])
def test_every_commit_is_made_durable_whatever_sqlites_own_defaults_are(
    paths, monkeypatch, encrypted
):
    """WAL and synchronous FULL (2); erased rows overwritten; triggers fire on a replaced row."""
    library = dbapi2 if encrypted else sqlite3

    class Careless(library.Connection):
        def __init__(self, *arguments, **named):
            super().__init__(*arguments, **named)
            self.careless = False

        def execute(self, sql, *values):
            if "application_id" in sql and not self.careless:  # the key has been given by now
                self.careless = True
                for pragma in ("synchronous", "secure_delete", "recursive_triggers"):
                    super().execute(f"PRAGMA {pragma} = OFF")
            return super().execute(sql, *values)

    real = library.connect
    monkeypatch.setattr(library, "connect", lambda *a, **n: real(*a, factory=Careless, **n))
    keys = SomeKeys({}, (bytes(32),), plain_ledger=False) if encrypted else PLAIN
    with closing(SqliteLedger(paths.ledger, "ana", keys=keys)) as ledger:
        assert ledger.database.connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        for pragma, value in (("synchronous", 2), ("secure_delete", 1), ("recursive_triggers", 1)):
            assert ledger.database.row(f"PRAGMA {pragma}") == (value,), pragma
    assert (b"SQLite format 3" in paths.ledger.read_bytes()[:16]) is not encrypted


def test_no_fact_can_be_changed_or_deleted(recorded, ledger):
    ledger.runs.record_stretch(SESSION, "stretch", WholeTranscript(some_words(), "es", "base"))
    ledger.segments.use_run(SESSION, ledger.segments.run_id(SESSION))
    finalize(ledger, run="2")
    ledger.segments.use_run(SESSION, f"{SESSION}-1-words")
    ledger.sessions.retitle(SESSION, "Ruiz")
    ledger.bookmarks.record(SESSION, Bookmark("b1", 0))
    ledger.patients.assign(SESSION, Patient("p1", "Ana"))
    ledger.live_corrections.record(SESSION, LiveCorrection("c1", 0.0, 1.0, "a", "b"))
    ledger.sessions.mark_reviewed(SESSION, reviewed=not ledger.sessions.summary(SESSION).reviewed)
    ledger.clinical_notes.decide(SESSION, note_line())
    ledger.clinical_notes.write(SESSION, "prognosis", "Bueno")
    ledger.clinical_notes.sign(SESSION, "n1", note_of(note_line()), "Niega fiebre")
    for table in ("audit", "runs", *(table.name for table in FACT_TABLES)):
        assert ledger.database.row(f"SELECT count(*) FROM {table}") > (0,)
        for statement in (
            f"UPDATE {table} SET session_id = 'x'",
            f"DELETE FROM {table}",
            f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="a fact is never"):
                ledger.database.connection.execute(statement)


def test_a_call_that_fails_has_changed_nothing(ledger):
    ledger.sessions.create(plan())
    ledger.sound.record_slice(a_slice())
    before = ledger.audit.rows(SESSION)
    with pytest.raises(ConflictingFact):
        ledger.sound.record_slice(AudioSlice(SESSION, 0, 0, 1, "0" * 64, a_slice().path))
    with pytest.raises(TypeError):
        ledger.audit.record_event(SESSION, Event.JOB_CREATED, {"job": object()})
    assert ledger.audit.rows(SESSION) == before
    ledger.sound.record_slice(a_slice(1))
    assert len(ledger.sound.slices(SESSION)) == 2


def test_slices_follow_the_data_folder_when_it_is_moved(tmp_path):
    first = SqliteLedger(tmp_path / "a" / "ledger.db", "ana")
    first.sessions.create(plan())
    folder = tmp_path / "a" / "sessions" / SESSION / "slices"
    first.sound.record_slice(a_slice(folder=folder))
    first.close()
    (tmp_path / "a").rename(tmp_path / "b")
    second = SqliteLedger(tmp_path / "b" / "ledger.db", "ana")
    assert second.sound.slices(SESSION)[0].path.read_bytes()
    second.close()


def test_a_text_file_is_no_ledger(tmp_path):
    (tmp_path / "ledger.db").write_text("not a database, but long enough to be looked at\n" * 50)
    with pytest.raises(NotALedger):
        SqliteLedger(tmp_path / "ledger.db", "ana")


def test_a_database_of_another_program_is_left_alone(tmp_path):
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as other, other:
        other.execute("CREATE TABLE notes (text)")
    with pytest.raises(NotALedger, match="another program"):
        SqliteLedger(tmp_path / "ledger.db", "ana")


def test_a_ledger_of_a_newer_version_is_left_alone(tmp_path):
    SqliteLedger(tmp_path / "ledger.db", "ana").close()
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as newer, newer:
        newer.execute(f"PRAGMA user_version = {LEDGER.version + 1}")
    with pytest.raises(WrittenByNewer):
        SqliteLedger(tmp_path / "ledger.db", "ana")


def test_a_ledger_of_an_older_version_is_brought_up_to_date_with_its_rows(paths, ledger):
    ledger.sessions.create(plan())
    ledger.close()
    notes = Step(LEDGER.version + 1, "notes", "CREATE TABLE notes (session_id TEXT NOT NULL);")
    newer = replace(LEDGER, steps=(*LEDGER.steps, notes))
    opened = open_database(paths.ledger, PLAIN, newer)
    with closing(SqliteLedger(paths.ledger, "ana", connection=opened)) as migrated:
        assert migrated.database.row("PRAGMA user_version") == (newer.version,)
        assert migrated.database.rows("SELECT * FROM notes") == []
        assert migrated.sessions.knows(SESSION)


def test_a_torn_database_is_named_as_unreadable(recorded, ledger, paths):
    ledger.close()
    content = bytearray(paths.ledger.read_bytes())
    content[4096 : 40 * 4096] = b"\xa5" * (39 * 4096)
    paths.ledger.write_bytes(content)
    with pytest.raises((CorpusUnreadable, NotALedger)):
        _read_all(paths.ledger)


def _read_all(path):
    with closing(SqliteLedger(path, "ana")) as ledger:
        ledger.sessions.all()
        ledger.audit.rows(SESSION)


def test_a_full_disk_is_told_and_nothing_is_half_written(ledger):
    ledger.sessions.create(plan())
    (pages,) = ledger.database.row("PRAGMA page_count")
    ledger.database.row(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFull):
        _record_many(ledger)
    ledger.database.row("PRAGMA max_page_count = 1000000")
    chain = ledger.audit.rows(SESSION)
    assert broken_links(SESSION, chain, ledger.audit.head(SESSION)) == []
    assert len(chain) == 1 + len(ledger.sound.slices(SESSION))


def test_opening_a_second_ledger_drops_no_lock_of_the_first(paths, ledger, monkeypatch):
    """Closing any descriptor of the file would drop them all: only SQLite may open it."""
    ledger.sessions.create(plan())
    opened = []
    original = os.open

    def watched(*given):
        descriptor = original(*given)
        opened.append(given[0])
        return descriptor

    monkeypatch.setattr(os, "open", watched)
    with closing(SqliteLedger(paths.ledger, "ana")) as second:
        second.sessions.all()
    assert opened == []


def test_a_folder_in_the_ledgers_place_is_no_ledger(tmp_path):
    (tmp_path / "ledger.db").mkdir()
    with pytest.raises(NotALedger, match="folder"):
        SqliteLedger(tmp_path / "ledger.db", "ana")


def _record_many(ledger):
    for number in range(1000):
        ledger.sound.record_slice(a_slice(number, count=1))


def _record_slices(path, name, start, count):
    ledger = SqliteLedger(path, name)
    for number in range(start, start + count):
        ledger.sound.record_slice(a_slice(number, count=10))
        ledger.chunks.record_transcription(heard(number, f"{name} {number}"))
    ledger.close()


def test_several_processes_extend_one_chain(paths, ledger):
    ledger.sessions.create(plan())
    writers = [
        SPAWN.Process(target=_record_slices, args=(paths.ledger, f"writer{index}", index * 100, 25))
        for index in range(3)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    chain = ledger.audit.rows(SESSION)
    assert len(chain) == 1 + 3 * 25 * 2
    assert broken_links(SESSION, chain, ledger.audit.head(SESSION)) == []
    assert {row.user_id for row in chain} == {"ana", "writer0", "writer1", "writer2"}
    assert ledger.sessions.summary(SESSION).chunks_ok == 75


def _open_at_once(path, gate):
    gate.wait()
    ledger = SqliteLedger(path, "ana")
    ledger.sessions.create(plan())
    ledger.close()


def test_several_first_starts_at_once_make_one_ledger(tmp_path):
    gate = SPAWN.Barrier(4)
    starts = [
        SPAWN.Process(target=_open_at_once, args=(tmp_path / "new" / "ledger.db", gate))
        for _ in range(4)
    ]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
        assert start.exitcode == 0
    ledger = SqliteLedger(tmp_path / "new" / "ledger.db", "ana")
    assert [row.operation for row in ledger.audit.rows(SESSION)] == [Event.SESSION_CREATED]
    ledger.close()


def _write_for_ever(path, first, acknowledged):
    ledger = SqliteLedger(path, "ana")
    number = first
    while True:
        ledger.sound.record_slice(a_slice(number, count=10))
        ledger.chunks.record_transcription(heard(number))
        os.write(acknowledged, f"{number}\n".encode())
        number += 1


@pytest.mark.skipif(sys.platform == "win32", reason="forks and kills")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_killed_writer_loses_nothing_that_it_had_acknowledged(paths, ledger):
    ledger.sessions.create(plan())
    first = 0
    for attempt in range(30):
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            _write_for_ever(paths.ledger, first, writer)
        os.close(writer)
        with os.fdopen(reader) as answers:
            acknowledged = [int(answers.readline()) for _ in range(1 + attempt % 4)]
            os.kill(child, signal.SIGKILL)
            acknowledged += [int(line) for line in answers]
        os.waitpid(child, 0)
        stored = {chunk.chunk_number: chunk for chunk in ledger.chunks.of_session(SESSION)}
        assert all(stored[number].transcription for number in acknowledged)
        first = max(stored) + 1
    assert broken_links(SESSION, ledger.audit.rows(SESSION), ledger.audit.head(SESSION)) == []
    assert ledger.damage() == []
    assert [found.number for found in ledger.sound.slices(SESSION)] == list(range(first))


def test_the_derived_tables_can_be_made_anew(ledger, paths):
    record_session(ledger, paths)
    summary, chunks = ledger.sessions.summary(SESSION), ledger.chunks.of_session(SESSION)
    found = ledger.search.find("fiebre")
    for table in ("catalogue", "chunk_view", "passages"):
        ledger.database.connection.execute(f"DELETE FROM {table}")
    ledger.facts.derive_again(SESSION)
    assert ledger.sessions.summary(SESSION) == summary
    assert ledger.chunks.of_session(SESSION) == chunks
    assert ledger.search.find("fiebre") == found


def test_a_ledger_of_the_first_version_keeps_its_names_searchable(paths):
    older = replace(LEDGER, steps=LEDGER.steps[:1])
    with closing(open_database(paths.ledger, PLAIN, older)) as first:
        for audit_id, name in ((7, "Ana"), (9, "Ana Pérez")):
            first.execute(
                "INSERT INTO speaker_names VALUES (?, ?, 'SPEAKER_00', ?, 'PACIENTE')",
                (SESSION, audit_id, name),
            )
    with closing(SqliteLedger(paths.ledger, "ana")) as migrated:
        assert migrated.database.rows("SELECT * FROM voices") == [
            (SESSION, "SPEAKER_00", "Ana Pérez")
        ]
