import os
import sys

import pytest

from aurity_desktop.domain.errors import BadSessionId, FolderNotWritable
from aurity_desktop.runtime.paths import Paths


def test_the_environment_moves_everything_to_one_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("AURITY_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("AURITY_MODELS_DIR", str(tmp_path / "models"))
    paths = Paths.from_environment()
    own = [paths.sessions, paths.ledger, paths.jobs, paths.queue, paths.settings, paths.logs]
    assert all(path.is_relative_to(tmp_path / "data") for path in own)
    assert paths.models == tmp_path / "models"


@pytest.mark.parametrize(
    "session_id", ["../../etc", "a/b/c/d/e/f/g", "short", "", "session_2026\n0101"]
)
def test_no_id_leads_out_of_the_sessions_folder(paths, session_id):
    with pytest.raises(BadSessionId):
        paths.session(session_id)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_folders_are_private(paths):
    for folder in (paths.data, paths.sessions, paths.logs):
        assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_folders_that_stood_open_to_others_become_private(paths):
    folders = (paths.data, paths.sessions, paths.data / "queue", paths.logs)
    for folder in folders:
        folder.chmod(0o755)
    paths.prepare()
    assert {folder.stat().st_mode & 0o777 for folder in folders} == {0o700}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no owners of this kind")
def test_a_folder_of_another_account_is_left_as_it_is(paths, monkeypatch):
    paths.data.chmod(0o755)
    monkeypatch.setattr(os, "getuid", lambda: paths.data.stat().st_uid + 1)
    paths.prepare()
    assert paths.data.stat().st_mode & 0o777 == 0o755


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(FolderNotWritable, match="file"):
        Paths(tmp_path / "file" / "data", tmp_path).prepare()


def test_a_folder_that_cannot_be_written_to_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everywhere
    with pytest.raises(FolderNotWritable):
        Paths(tmp_path / "data", tmp_path).prepare()
