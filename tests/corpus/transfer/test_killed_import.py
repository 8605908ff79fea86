"""An import that is killed leaves nothing that stays, and takes nothing from one at work."""

import os
import signal
import stat
import sys
import time
from contextlib import closing

import pytest

from aurity_desktop.corpus.integrity.salvage import repair_corpus
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.projection.import_folder import being_imported, remove_dead_imports
from aurity_desktop.corpus.transfer import importing
from aurity_desktop.corpus.transfer.importing import import_session
from aurity_desktop.domain.errors import DiskFull, SessionBusy
from tests.corpus.examples import SESSION

YEAR = 365 * 86_400


def killed_before_the_rename(paths, exported):
    """An import that dies when all its sound is on the disk and none of it is known."""
    pid = os.fork()
    if not pid:
        importing.sync_folder = lambda _folder: os.kill(os.getpid(), signal.SIGKILL)
        with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
            import_session(ledger, paths, exported)
        os._exit(1)
    _, status = os.waitpid(pid, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    sound = list(paths.sessions.rglob("*.wav"))
    assert sound
    return sound


def nothing_recovered(*_):
    raise AssertionError("nothing is to be recovered")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the import is a fork of the test")
def test_what_a_killed_import_left_goes_with_the_next_repair(paths, exported):
    with closing(SqliteLedger(paths.ledger, "ana")):
        pass
    killed_before_the_rename(paths, exported)
    report = repair_corpus(paths, "ana", nothing_recovered)
    assert list(paths.sessions.iterdir()) == []
    assert f".{SESSION}.importing removed: its maker had died" in report.acts


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the import is a fork of the test")
def test_what_a_killed_import_left_keeps_the_next_one_from_nothing(paths, exported):
    killed_before_the_rename(paths, exported)
    with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
        assert import_session(ledger, paths, exported) == SESSION
    assert [path.name for path in paths.sessions.iterdir()] == [SESSION]


def test_an_import_at_work_keeps_its_folder_whatever_the_clock_says(paths):
    with being_imported(paths.session(SESSION)) as incoming:
        incoming.mkdir()
        (incoming / "000000.wav").write_bytes(b"sound")
        long_ago = time.time() - YEAR
        for path in (incoming / "000000.wav", incoming, incoming.parent):
            os.utime(path, (long_ago, long_ago))
        assert remove_dead_imports(paths.sessions) == []
        assert (incoming / "000000.wav").read_bytes() == b"sound"
    assert list(paths.sessions.iterdir()) == []


def test_what_an_earlier_version_left_goes_too(paths):
    slices = paths.sessions / f".{SESSION}.importing" / "slices"
    slices.mkdir(parents=True)
    (slices / "000000.wav").write_bytes(b"sound")
    assert remove_dead_imports(paths.sessions) == [slices.parent]
    assert list(paths.sessions.iterdir()) == []


def test_a_link_in_its_place_is_not_followed(paths, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "diary").write_text("x")
    (paths.sessions / f".{SESSION}.importing").symlink_to(tmp_path / "elsewhere")
    assert remove_dead_imports(paths.sessions) == []
    assert (tmp_path / "elsewhere" / "diary").exists()


def test_a_second_import_of_the_same_file_waits_its_turn(ledger, paths, exported):
    with being_imported(paths.session(SESSION)), pytest.raises(SessionBusy, match="imported"):
        import_session(ledger, paths, exported)
    assert import_session(ledger, paths, exported) == SESSION


def test_an_import_that_fails_leaves_no_folder(ledger, paths, exported, monkeypatch):
    def full(*_, **__):
        raise DiskFull(paths.sessions)

    monkeypatch.setattr(importing, "write_pcm", full)
    with pytest.raises(DiskFull):
        import_session(ledger, paths, exported)
    assert list(paths.sessions.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_folders_of_an_imported_session_are_the_users_alone(ledger, paths, exported):
    import_session(ledger, paths, exported)
    folders = [path for path in paths.sessions.rglob("*") if path.is_dir()]
    assert {path.name for path in folders} == {SESSION, "slices"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in folders} == {0o700}
