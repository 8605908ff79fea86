"""The corpus of a folder that has keys: the same sessions, and none to be read without them."""

import hashlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import partial

import numpy as np
import pytest

from aurity_desktop.audio.slices.recorder_lock import held
from aurity_desktop.audio.slices.recovery import recover_orphan
from aurity_desktop.audio.slices.session_audio import SessionAudio
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.ledger.ledger_database import finish_move, next_path
from aurity_desktop.corpus.ledger.rekeying import encrypt_ledger, renew_if_due, renew_ledger_key
from aurity_desktop.corpus.lifecycle.encrypting import plain_files
from aurity_desktop.corpus.service import CorpusService
from aurity_desktop.corpus.session_file.stored_file import StoredFile
from aurity_desktop.domain.errors import KeyDamaged, LedgerBusy, NotALedger, VaultLocked
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.integrity import Redaction
from aurity_desktop.encrypted.frames import encrypted_name
from aurity_desktop.storage import durable
from aurity_desktop.storage.medium import Medium
from aurity_desktop.storage.wav import header
from aurity_desktop.vault.key_store import KeyStore, SessionKey
from aurity_desktop.vault.locks import Cost
from aurity_desktop.vault.vault import FolderVault
from tests.corpus.examples import SESSION, TEXT, record_session, sound
from tests.fakes.keyring import MemoryKeyring

TITLE = "Señora Ruiz, control"

OTHER = "session_20240301_100000"
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)


@pytest.fixture
def keyring():
    return MemoryKeyring()


@pytest.fixture
def vault(paths, keyring):
    return FolderVault(paths, keyring, cost=CHEAP)


@pytest.fixture
def plain(template, paths):
    """A folder with a finalized session, from before there were keys."""
    shutil.copytree(template / "data", paths.data, dirs_exist_ok=True)
    (paths.session(SESSION) / "voices.npz").write_bytes(b"voices of people")
    return paths


@pytest.fixture
def service(paths, vault):
    recover = partial(recover_orphan, keys=vault)
    return CorpusService(paths, "ana", lambda _: False, recover, vault, held)


def ledger_of(paths, vault):
    return SqliteLedger(paths.ledger, "ana", keys=vault)


def everything_on_disk(paths):
    return b"".join(path.read_bytes() for path in paths.data.rglob("*") if path.is_file())


def test_an_untouched_folder_begins_encrypted(paths, vault):
    with closing(ledger_of(paths, vault)) as ledger:
        assert ledger.sessions.all() == []
    assert b"SQLite format 3" not in paths.ledger.read_bytes()[:16]
    with pytest.raises(NotALedger):
        SqliteLedger(paths.ledger, "ana")


def test_a_locked_vault_opens_no_ledger_and_makes_none(paths, vault):
    vault.protect()
    vault.lock()
    with pytest.raises(VaultLocked):
        ledger_of(paths, vault)
    assert not paths.ledger.exists()


def test_a_plain_ledger_in_place_of_an_encrypted_one_is_refused(paths, vault):
    ledger_of(paths, vault).close()
    paths.ledger.unlink()
    SqliteLedger(paths.ledger, "mallory").close()
    with pytest.raises(NotALedger, match="does not open with its key"):
        ledger_of(paths, vault)


def test_what_was_recorded_before_is_encrypted_and_reads_as_before(plain, paths, vault, service):
    with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
        ledger.sessions.retitle(SESSION, TITLE)
        words, audio = ledger.segments.words(SESSION), ledger.sound.slices(SESSION)
    sound = [SessionAudio(paths).read(each) for each in audio]
    vault.protect()
    report = service.encrypt_all()
    assert report.ok
    assert (report.ledger, report.sessions) == (True, (SESSION,))
    assert list(plain_files(paths.session(SESSION))) == []
    assert vault.status().protected
    with closing(ledger_of(paths, vault)) as ledger:
        assert ledger.segments.words(SESSION) == words
        assert ledger.search.find("cabeza")
        assert [hit.text for hit in ledger.search.find("SENORA RUIZ")] == [TITLE]
        events = [row.operation for row in ledger.audit.rows(SESSION)]
    assert Event.SESSION_ENCRYPTED in events
    again = [SessionAudio(paths, vault).read(each) for each in audio]
    assert all((one == other).all() for one, other in zip(sound, again, strict=True))
    assert service.verify_session(SESSION).ok
    assert service.verify_all().ok
    disk = everything_on_disk(paths)
    assert TITLE.encode() not in disk
    assert TEXT.encode() not in disk
    assert b"RIFF" not in disk
    assert b"voices of people" not in disk
    assert sound[0].tobytes()[:64] not in disk


class SpoilingDisk(Medium):
    """Flips a bit of one file, by its name, in the moment in which it is put in place."""

    def __init__(self, name):
        self.name = name

    def rename(self, source, target):
        if target.name == self.name:
            content = bytearray(source.read_bytes())
            content[-1] ^= 1
            source.write_bytes(content)
        super().rename(source, target)


@pytest.mark.parametrize("name", ["slices/000001.wav", "voices.npz"])
def test_a_plain_file_stays_where_the_encrypted_one_does_not_open(
    plain, paths, vault, service, monkeypatch, name
):
    path = paths.session(SESSION) / name
    before = path.read_bytes()
    vault.protect()
    monkeypatch.setattr(durable, "medium", SpoilingDisk(f"{path.name}.aure"))
    report = service.encrypt_all()
    assert [session_id for session_id, _ in report.left] == [SESSION]
    assert path.read_bytes() == before
    assert not vault.is_whole(SESSION)


def test_the_final_sound_is_there_encrypted_before_the_plain_one_goes(plain, paths, vault, service):
    samples = np.concatenate([sound(0), sound(1), sound(2), sound(3, 12_345)])
    final = paths.session(SESSION) / "final.wav"
    final.write_bytes(header(len(samples)) + samples.tobytes())
    vault.protect()
    assert service.encrypt_all().ok
    assert not final.exists()
    stored = StoredFile.of(final, vault, SESSION)
    with stored.open() as content:
        assert content.read() == samples.tobytes()


def test_encrypting_twice_changes_nothing(plain, paths, vault, service):
    vault.protect()
    service.encrypt_all()
    before = {path: path.stat().st_mtime_ns for path in paths.session(SESSION).rglob("*")}
    report = service.encrypt_all()
    assert (report.ledger, report.sessions) == (False, ())
    assert {path: path.stat().st_mtime_ns for path in paths.session(SESSION).rglob("*")} == before


def test_a_session_that_records_is_left_until_it_has_ended(plain, paths, vault, service):
    vault.protect()
    with held(SESSION, paths.session(SESSION)):
        report = service.encrypt_all()
    assert [name for name, _ in report.left] == [SESSION]
    assert not vault.is_whole(SESSION)
    assert service.encrypt_all().sessions == (SESSION,)


_KILLED_HALF_WAY = """
import os, signal, sys
from functools import partial
from pathlib import Path
from aurity_desktop.storage import durable
from aurity_desktop.audio.slices.recorder_lock import held
from aurity_desktop.audio.slices.recovery import recover_orphan
from aurity_desktop.corpus.service import CorpusService
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.vault.locks import Cost
from aurity_desktop.vault.key_store import KeyStore, SessionKey
from aurity_desktop.vault.vault import FolderVault
from tests.fakes.keyring import MemoryKeyring

TITLE = "Señora Ruiz, control"

left = int(sys.argv[2])

def count(what):
    def counted(*arguments, **named):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return what(*arguments, **named)
    return counted

# Every change of a name in the file system is a moment to die at.
os.replace = count(os.replace)
Path.replace = count(Path.replace)
Path.unlink = count(Path.unlink)
paths = Paths(Path(sys.argv[1]), Path(sys.argv[1]))
vault = FolderVault(paths, MemoryKeyring(), cost=Cost(64, 1, 1))
vault.unlock("correct horse")
recover = partial(recover_orphan, keys=vault)
CorpusService(paths, "ana", lambda _: False, recover, vault, held).encrypt_all()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
@pytest.mark.parametrize("moment", [0, 1, 2, 3, 5, 8, 11, 14, 17])
def test_killed_at_any_moment_nothing_is_lost_and_it_goes_on_where_it_was(
    plain, paths, vault, service, moment
):
    with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
        words, slices = ledger.segments.words(SESSION), ledger.sound.slices(SESSION)
    vault.protect("correct horse")
    program = [sys.executable, "-c", _KILLED_HALF_WAY, str(paths.data), str(moment)]
    ended = subprocess.run(
        program, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, check=False
    )
    assert ended.returncode == -signal.SIGKILL
    with closing(ledger_of(paths, vault)) as ledger:
        assert ledger.segments.words(SESSION) == words
    for each in slices:
        SessionAudio(paths, vault).read(each)
    assert service.encrypt_all().ok
    assert service.verify_session(SESSION).ok
    assert vault.status().protected


_HOLDS_IT_OPEN = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("SELECT 1 FROM sessions").fetchall()
print("open", flush=True)
sys.stdin.read()
"""


def test_a_ledger_that_somebody_has_open_is_not_converted(plain, paths, vault):
    vault.protect()
    reader = sqlite3.connect(paths.ledger)
    assert reader.execute("SELECT count(*) FROM sessions").fetchone()
    reader.close()
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDS_IT_OPEN, str(paths.ledger)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        holder.stdout.readline()
        with pytest.raises(LedgerBusy):
            encrypt_ledger(paths.ledger, vault)
        holder.stdin.close()
    assert encrypt_ledger(paths.ledger, vault)


def test_a_ledger_takes_a_new_key_and_the_old_one_opens_nothing(paths, vault):
    with closing(ledger_of(paths, vault)) as ledger:
        record_session(ledger, paths, slices=1)
    (before,) = vault.ledger_keys()
    old_pages = paths.ledger.read_bytes()
    renew_ledger_key(paths.ledger, vault)
    (after,) = vault.ledger_keys(anew=True)
    assert before != after
    with closing(ledger_of(paths, vault)) as ledger:
        assert ledger.segments.words(SESSION)
    paths.ledger.write_bytes(old_pages)
    with pytest.raises(NotALedger):
        ledger_of(paths, vault)


def test_a_move_that_was_cut_off_is_finished_by_whoever_opens_the_ledger(paths, vault, monkeypatch):
    with closing(ledger_of(paths, vault)) as ledger:
        record_session(ledger, paths, slices=1)

    def killed(_path):
        raise KeyboardInterrupt

    monkeypatch.setattr("aurity_desktop.corpus.ledger.rekeying.take_place", killed)
    with pytest.raises(KeyboardInterrupt):
        renew_ledger_key(paths.ledger, vault)
    monkeypatch.undo()
    assert next_path(paths.ledger).exists()
    with closing(ledger_of(paths, vault)) as ledger:
        assert ledger.segments.words(SESSION)
    assert not next_path(paths.ledger).exists()
    renew_if_due(paths.ledger, vault)
    assert len(vault.ledger_keys(anew=True)) == 1
    finish_move(paths.ledger, vault)  # nothing to do is no error


def test_an_erased_session_opens_with_nothing_that_is_left(paths, vault, service, keyring):
    with closing(ledger_of(paths, vault)) as ledger:
        for session_id in (SESSION, OTHER):
            record_session(ledger, paths, session_id, slices=2)
    assert service.encrypt_all().ok
    kept_files = shutil.copytree(paths.session(SESSION), paths.data / "stolen")
    kept_keys = paths.keys.read_bytes()
    service.erase(SESSION, "asked for")
    assert vault.cipher(SESSION) is None
    assert service.verify_all().ok
    assert not paths.session(SESSION).exists()
    paths.keys.write_bytes(kept_keys)
    with pytest.raises(VaultLocked):
        FolderVault(paths, keyring).cipher(SESSION)
    assert list(plain_files(kept_files)) == []


def test_each_kind_of_file_that_was_changed_is_named(plain, paths, vault, service):
    folder = paths.session(SESSION)
    (folder / "segments.json").write_bytes(b"[]")
    with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
        written = {"segments.json": hashlib.sha256(b"[]").hexdigest()}
        ledger.audit.record_event(SESSION, Event.SEGMENT_FILES_WRITTEN, written)
    vault.protect()
    service.encrypt_all()
    assert service.verify_session(SESSION).ok
    for name, told in (
        ("slices/000001.wav", "slice 000001 does not open with its key"),
        ("session.h5", "session.h5.aure"),
        ("segments.json", "segments.json does not open with its key"),
    ):
        path = encrypted_name(folder / name)
        content = path.read_bytes()
        changed = bytearray(content)
        changed[len(changed) // 2] ^= 1
        path.write_bytes(changed)
        assert any(told in each for each in service.verify_session(SESSION).findings), name
        path.write_bytes(content)


def test_a_lost_slice_and_a_lost_ledger_come_back_from_encrypted_files(
    plain, paths, vault, service
):
    vault.protect()
    service.encrypt_all()
    with closing(ledger_of(paths, vault)) as ledger:
        words = ledger.segments.words(SESSION)
    encrypted_name(paths.session(SESSION) / "slices" / "000001.wav").unlink()
    assert any("session.h5" in act for act in service.repair(SESSION).acts)
    content = bytearray(paths.ledger.read_bytes())
    content[100:4000] = bytes(3900)
    paths.ledger.write_bytes(content)
    for journal in paths.data.glob("ledger.db-*"):
        journal.unlink()
    report = service.repair_all()
    assert report.ok, report
    with closing(ledger_of(paths, vault)) as ledger:
        assert ledger.segments.words(SESSION) == words
    assert b"SQLite format 3" not in paths.ledger.read_bytes()[:16]
    assert service.verify_session(SESSION).ok


def test_an_encrypted_slice_that_is_damaged_is_moved_aside_and_comes_back(
    plain, paths, vault, service
):
    vault.protect()
    service.encrypt_all()
    path = encrypted_name(paths.session(SESSION) / "slices" / "000001.wav")
    damaged = path.read_bytes()[:-1]
    path.write_bytes(damaged)
    assert any("slice 000001 restored" in act for act in service.repair(SESSION).acts)
    assert path.with_name(f"{path.name}.damaged").read_bytes() == damaged
    assert service.verify_session(SESSION).ok


def test_an_export_is_plain_and_comes_back_encrypted(plain, paths, vault, service, tmp_path):
    vault.protect()
    service.encrypt_all()
    service.export(SESSION, tmp_path / "x.h5", purpose="", redaction=Redaction())
    assert service.verify_file(tmp_path / "x.h5").ok
    service.erase(SESSION, "asked for")
    elsewhere = CorpusService(paths, "ana", lambda _: False, recover_orphan, vault, held)
    assert elsewhere.load(tmp_path / "x.h5") == SESSION
    assert list(plain_files(paths.session(SESSION))) == []
    assert elsewhere.verify_session(SESSION).ok


def test_a_key_that_was_changed_or_is_missing_is_named(plain, paths, vault, service, keyring):
    vault.protect()
    service.encrypt_all()
    with KeyStore(paths.keys).changing() as rows:
        key = rows.session(SESSION)
        rows.set_session(SESSION, SessionKey(bytes(len(key.wrapped)), key.whole))
    fresh = FolderVault(paths, keyring)
    again = CorpusService(paths, "ana", lambda _: False, recover_orphan, fresh, held)
    assert any("keys.db" in each for each in again.verify_all().findings)
    with KeyStore(paths.keys).changing() as rows:
        rows.remove_session(SESSION)
        rows.authenticate(vault._open().master)
    assert any("missing in keys.db" in each for each in again.verify_all().findings)


@pytest.mark.parametrize(
    "name",
    ["slices/000000.wav", "final.wav", "segments.json", "session.h5", "slices/000001.part"],
)
def test_a_plain_file_planted_in_an_encrypted_session_is_told_and_not_used(
    plain, paths, vault, service, name
):
    """In place of the encrypted one, which is taken away, as somebody without a key can."""
    folder = paths.session(SESSION)
    content = (
        (folder / name).read_bytes() if (folder / name).exists() else header(800) + bytes(1600)
    )
    vault.protect()
    service.encrypt_all()
    assert vault.is_whole(SESSION)
    assert service.verify_all().ok
    encrypted_name(folder / name).unlink(missing_ok=True)
    (folder / name).write_bytes(content)
    findings = service.verify_all().findings
    assert any(f"{name} lies plain" in each for each in findings)
    assert not StoredFile.of(folder / name, vault, SESSION).exists()


def test_without_keys_db_an_encrypted_folder_is_not_taken_for_a_damaged_one(
    plain, paths, vault, service, keyring
):
    vault.protect()
    service.encrypt_all()
    kept = paths.keys.read_bytes()
    paths.keys.unlink()
    fresh = FolderVault(paths, keyring)
    again = CorpusService(paths, "ana", lambda _: False, recover_orphan, fresh, held)
    with pytest.raises(KeyDamaged, match=r"keys\.db back"):
        again.verify_all()
    with pytest.raises(KeyDamaged):
        again.repair_all()
    paths.keys.write_bytes(kept)
    assert service.verify_all().ok
