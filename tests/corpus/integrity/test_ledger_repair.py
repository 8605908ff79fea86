"""A damaged ledger made anew: everything readable is carried over, however often it is killed."""

import itertools
import os
import shutil
import signal
import sqlite3
import sys
import threading
from contextlib import closing, contextmanager

import pytest

from aurity_desktop.audio.slices.recovery import recover_orphan
from aurity_desktop.corpus.integrity import salvage, session_checks
from aurity_desktop.corpus.integrity.salvage import repair_corpus
from aurity_desktop.corpus.integrity.verify import verify_corpus
from aurity_desktop.corpus.ledger.audit_chain import broken_links
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.lifecycle.erasing import erase_session
from aurity_desktop.corpus.projection.projector import SessionProjector
from aurity_desktop.domain.edits import Edit, EditKind
from aurity_desktop.domain.errors import CorpusUnreadable, DiskFull, LedgerBusy
from aurity_desktop.domain.events import CORPUS_CHAIN, Event
from aurity_desktop.domain.keys import PLAIN
from aurity_desktop.domain.session import SessionState
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.storage.file_lock import locked
from aurity_desktop.storage.sqlite import Database
from aurity_desktop.vault.locks import Cost
from aurity_desktop.vault.vault import FolderVault
from tests.corpus.examples import record_session, without_fsync
from tests.fakes.keyring import MemoryKeyring

pytestmark = pytest.mark.slow

ERASED = "session_20240301_090000"
SESSIONS = [f"session_2024030{day}_090000" for day in (2, 3)]
NEWER = "CORRECTED AFTER THE FILE WAS BUILT"

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="the repair is a fork of the test")


def filled(paths, keys=PLAIN):
    """Three sessions with a correction that is newer than their file, and one that was erased."""
    with closing(SqliteLedger(paths.ledger, "ana", keys=keys)) as ledger:
        without_fsync(ledger)
        for session_id in (ERASED, *SESSIONS):
            if keys is not PLAIN:
                keys.begin(session_id)
            record_session(ledger, paths, session_id, slices=2)
            ledger.sessions.set_state(session_id, SessionState.COMPLETED)
            SessionProjector(paths, ledger).project(session_id)
            ledger.edits.record(session_id, Edit("late", EditKind.CORRECT, 0, 1, NEWER))
        ledger.retention.note_days(3650)
        erase_session(ledger, paths, ERASED, "asked for")


def torn(path, name="voices_by_name", keys=PLAIN):
    """One page is overwritten: the root of a table or an index."""
    with closing(SqliteLedger(path, "", keys=keys)) as ledger:
        connection = ledger.database.connection
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)
        ).fetchone()
    with path.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 4096)


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A data folder with a damaged ledger: to be copied, not touched."""
    root = tmp_path_factory.mktemp("damaged")
    paths = Paths(root / "data", root / "models")
    paths.prepare()
    filled(paths)
    torn(paths.ledger)
    return paths.data


@pytest.fixture
def damaged(paths, template):
    shutil.copytree(template, paths.data, dirs_exist_ok=True)
    return paths


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch):
    """Session files are read here: that damaged ones are read in a child is tested elsewhere."""
    for module in (salvage, session_checks):
        monkeypatch.setattr(module, "in_child", lambda read, *given: read(*given))


def told(paths, keys=PLAIN):
    """What must be there afterwards, whatever happened on the way."""
    with closing(SqliteLedger(paths.ledger, "ana", keys=keys)) as ledger:
        return {
            "damage": ledger.damage(),
            "sessions": sorted(ledger.sessions.ids()),
            "edits": [
                [each.edit.text for each in ledger.edits.of_session(name) if each.edit.text]
                for name in SESSIONS
            ],
            "states": {ledger.sessions.summary(name).state for name in SESSIONS},
            "erased": [row[0] for row in ledger.erasures.all()],
            "days": len(ledger.audit.of_corpus(Event.RETENTION_CHANGED)),
            "chain": broken_links(CORPUS_CHAIN, ledger.audit.rows(CORPUS_CHAIN), None),
            "verified": verify_corpus(ledger, paths).ok,
        }


EVERYTHING = {
    "damage": [],
    "sessions": SESSIONS,
    "edits": [["Buenas tardes,", NEWER]] * 2,
    "states": {SessionState.COMPLETED},
    "erased": [ERASED],
    "days": 1,
    "chain": [],
    "verified": True,
}


def test_corrections_newer_than_the_files_tombstones_and_the_chain_are_carried_over(damaged):
    report = repair_corpus(damaged, "ana", recover_orphan)
    assert report.ok
    assert told(damaged) == EVERYTHING
    assert repair_corpus(damaged, "ana", recover_orphan).acts == ()


def before_each_step(count):
    """From now on `count` is called in this process: before a rename, a removal, or a commit."""

    def hook(event, _):
        if event in {"os.rename", "os.remove", "os.mkdir"}:
            count()

    sys.addaudithook(hook)
    plain = Database.transaction

    @contextmanager
    def transaction(database, *given):
        with plain(database, *given) as connection:
            yield connection
            count()

    Database.transaction = transaction


def killed_before(step):
    """Kills this process just before its nth step."""
    steps = itertools.count()

    def count():
        if next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    return count


def copied_to(folder, data):
    """Copies what is on the disk just before each step: what a repair leaves that is killed there.

    Each copy in a process of its own: to close a database's file would drop the locks on it.
    """
    steps = itertools.count()
    copying = []

    def count():
        if copying:  # a copy makes folders, too
            return
        number = next(steps)
        if pid := os.fork():
            assert os.waitpid(pid, 0)[1] == 0
            return
        copying.append(True)
        status = 1
        try:
            shutil.copytree(data, folder / f"{number}")
            status = 0
        finally:
            os._exit(status)

    return count


def in_a_fork(paths, count, keys=PLAIN):
    """How a repair in a process of its own ended, which calls `count` before each step."""
    pid = os.fork()
    if not pid:
        status = 1
        try:
            before_each_step(count)
            repair_corpus(paths, "ana", recover_orphan, keys)
            status = 0
        finally:
            os._exit(status)
    return os.waitpid(pid, 0)[1]


def killed_at(step, paths, keys=PLAIN):
    """Whether a repair in a process of its own got so far that it was killed."""
    return os.WIFSIGNALED(in_a_fork(paths, killed_before(step), keys))


@forks
def test_a_repair_that_is_killed_at_any_step_is_completed_by_the_next_one(tmp_path, damaged):
    states = tmp_path / "states"
    states.mkdir()
    assert in_a_fork(damaged, copied_to(states, damaged.data)) == 0
    assert len(list(states.iterdir())) > 20
    for state in (damaged.data, *states.iterdir()):
        paths = Paths(state, tmp_path / "models")
        repair_corpus(paths, "ana", recover_orphan)
        assert told(paths) == EVERYTHING, f"killed at step {state.name}"


@forks
def test_a_repair_that_is_killed_again_and_again_ends_with_everything(damaged):
    for step in (3, 9, 6, 15, 18, 21):
        killed_at(step, damaged)
    repair_corpus(damaged, "ana", recover_orphan)
    assert told(damaged) == EVERYTHING


@forks
def test_until_a_repair_is_done_nobody_begins_an_empty_ledger_in_the_place_of_the_damaged_one(
    damaged,
):
    step = 0
    while killed_at(step, damaged):
        if paths_under_repair(damaged):
            with pytest.raises(CorpusUnreadable, match="repair"):
                SqliteLedger(damaged.ledger, "ana")
        step += 1
    assert told(damaged) == EVERYTHING


def paths_under_repair(paths):
    return (paths.data / "ledger.db.repairing").exists()


@pytest.fixture
def vault(paths):
    return FolderVault(paths, MemoryKeyring(), cost=Cost(memory_kib=64, passes=1, lanes=1))


@pytest.fixture
def ciphered(paths, vault):
    vault.protect()
    filled(paths, vault)
    torn(paths.ledger, keys=vault)
    return paths


@forks
@pytest.mark.parametrize("step", [2, 9, 16])
def test_a_damaged_encrypted_ledger_as_well(ciphered, vault, step):
    killed_at(step, ciphered, vault)
    repair_corpus(ciphered, "ana", recover_orphan, vault)
    # the examples write plain slices, which `verify` tells of in an encrypted folder
    assert told(ciphered, vault) | {"verified": True} == EVERYTHING
    assert b"CORRECTED" not in b"".join(
        path.read_bytes() for path in ciphered.data.rglob("*") if path.is_file()
    )


def test_of_a_torn_table_what_its_other_pages_and_the_session_files_hold_is_joined(paths):
    """The names are gone with their page: the file has those, the ledger the newer edits."""
    filled(paths)
    torn(paths.ledger, "speaker_names")
    assert repair_corpus(paths, "ana", recover_orphan).ok
    assert told(paths) == EVERYTHING


def test_where_the_list_of_erasures_is_torn_the_chain_names_what_was_erased(paths):
    filled(paths)
    (paths.sessions / ERASED).mkdir()  # what an erasure left that was cut off
    torn(paths.ledger, "erasures")
    repair_corpus(paths, "ana", recover_orphan)
    assert told(paths) == EVERYTHING
    assert not (paths.sessions / ERASED).exists()


def test_where_the_chain_is_torn_the_list_of_erasures_counts(paths, monkeypatch):
    filled(paths)
    torn(paths.ledger, "voices_by_name")
    monkeypatch.setattr(salvage, "corpus_chain", lambda _reader: [])
    repair_corpus(paths, "ana", recover_orphan)
    with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
        assert [row[0] for row in ledger.erasures.all()] == [ERASED]
        assert verify_corpus(ledger, paths).ok


def test_on_a_full_disk_the_damaged_ledger_stays_where_it_is(damaged, monkeypatch):
    before = damaged.ledger.read_bytes()
    plain, left = Database.transaction, [4]

    @contextmanager
    def full(database, *given):
        with plain(database, *given) as connection:
            left[0] -= 1
            if left[0] < 0:
                raise DiskFull(damaged.data)
            yield connection

    monkeypatch.setattr(Database, "transaction", full)
    with pytest.raises(DiskFull):
        repair_corpus(damaged, "ana", recover_orphan)
    monkeypatch.undo()
    assert damaged.ledger.read_bytes() == before
    names = {path.name for path in damaged.data.iterdir()}
    assert not [name for name in names if "rebuil" in name or "repairing" in name]
    repair_corpus(damaged, "ana", recover_orphan)
    assert told(damaged) == EVERYTHING


def test_two_repairs_at_once_take_turns(damaged):
    reports = []

    def repair():
        reports.append(repair_corpus(damaged, "ana", recover_orphan))

    threads = [threading.Thread(target=repair) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(bool(report.acts) for report in reports) == [False, True]
    assert told(damaged) == EVERYTHING


def test_a_repair_that_another_one_keeps_waiting_says_so(damaged, monkeypatch):
    monkeypatch.setattr(salvage, "PATIENCE_SECONDS", 0.0)
    with locked(damaged.data / "repair.lock"), pytest.raises(LedgerBusy):
        repair_corpus(damaged, "ana", recover_orphan)


def test_a_damaged_ledger_that_somebody_has_open_is_not_taken_from_under_them(damaged):
    with closing(sqlite3.connect(damaged.ledger)) as other:
        other.execute("SELECT count(*) FROM sessions").fetchone()
        with pytest.raises(LedgerBusy):
            repair_corpus(damaged, "ana", recover_orphan)
    assert not paths_under_repair(damaged)
    repair_corpus(damaged, "ana", recover_orphan)
    assert told(damaged) == EVERYTHING


def test_the_trouble_of_one_session_ends_the_repair_of_no_other(damaged, monkeypatch):
    plain = salvage.repair_session

    def failing(ledger, paths, session_id, recover):
        if session_id == SESSIONS[0]:
            raise OSError(5, "Input/output error")
        return plain(ledger, paths, session_id, recover)

    monkeypatch.setattr(salvage, "repair_session", failing)
    report = repair_corpus(damaged, "ana", recover_orphan)
    assert [each for each in report.unrepaired if SESSIONS[0] in each]
    assert told(damaged) == EVERYTHING


def test_an_unreadable_folder_of_one_session_keeps_no_other_from_coming_back(damaged, monkeypatch):
    plain = salvage._bring_back

    def failing(*given):
        if SESSIONS[0] in given:
            raise PermissionError(13, "Permission denied")
        return plain(*given)

    monkeypatch.setattr(salvage, "_bring_back", failing)
    report = repair_corpus(damaged, "ana", recover_orphan)
    assert [each for each in report.unrepaired if SESSIONS[0] in each]
    with closing(SqliteLedger(damaged.ledger, "ana")) as ledger:
        assert sorted(ledger.sessions.ids()) == SESSIONS[1:]
