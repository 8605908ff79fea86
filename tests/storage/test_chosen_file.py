import os
from pathlib import Path

import pytest

from aurity_desktop.domain.errors import TargetExists, TargetRefused
from aurity_desktop.storage.chosen_file import writable_target


@pytest.fixture
def own(tmp_path):
    folder = tmp_path / "data"
    (folder / "sessions").mkdir(parents=True)
    (folder / "ledger.db").write_bytes(b"facts")
    return folder


def target(path, own, *, replace=True):
    return writable_target(path, (own, own / "not there"), replace=replace)


def test_a_free_name_is_taken_as_it_is(tmp_path, own, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert target(Path("talk.txt"), own, replace=False) == tmp_path / "talk.txt"


def test_a_file_that_is_there_is_replaced_only_when_that_was_said(tmp_path, own):
    there = tmp_path / "talk.txt"
    there.write_text("notes of mine")
    with pytest.raises(TargetExists):
        target(there, own, replace=False)
    assert target(there, own) == there


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_is_followed_to_the_file_that_is_meant(tmp_path, own):
    (tmp_path / "elsewhere").mkdir()
    there = tmp_path / "elsewhere" / "talk.txt"
    link, of_link = tmp_path / "link.txt", tmp_path / "link of a link.txt"
    link.symlink_to(Path("elsewhere", "talk.txt"))
    of_link.symlink_to(link)
    assert target(of_link, own, replace=False) == there
    there.write_text("")
    with pytest.raises(TargetExists):
        target(of_link, own, replace=False)


@pytest.mark.parametrize(
    "name",
    ["/dev/null", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "/proc/self/comm", "pipe", "ring"],
)
@pytest.mark.skipif(os.name == "nt", reason="POSIX")
def test_nothing_but_a_plain_file_is_written_over(tmp_path, own, name):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "ring").symlink_to(tmp_path / "ring")
    with pytest.raises(TargetRefused):
        target(tmp_path / name, own)


@pytest.mark.skipif(os.name == "nt", reason="POSIX")
def test_a_link_to_a_device_is_refused_as_the_device(tmp_path, own):
    link = tmp_path / "talk.txt"
    link.symlink_to("/dev/null")
    with pytest.raises(TargetRefused, match="no plain file"):
        target(link, own)


def test_a_folder_is_refused(tmp_path, own):
    with pytest.raises(TargetRefused, match="folder"):
        target(tmp_path, own)


@pytest.mark.parametrize("name", ["ledger.db", "new.txt", "sessions/new.txt", "sessions/../x.txt"])
def test_the_programs_own_data_is_never_written_over(own, name):
    with pytest.raises(TargetRefused, match="own data"):
        target(own / name, own)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_no_link_leads_into_the_programs_own_data(tmp_path, own):
    (tmp_path / "folder").symlink_to(own)
    (tmp_path / "file").symlink_to(own / "ledger.db")
    for path in (tmp_path / "folder" / "new.txt", tmp_path / "file"):
        with pytest.raises(TargetRefused, match="own data"):
            target(path, own)


def test_a_name_that_no_system_takes_is_one_error_of_ours(tmp_path, own):
    with pytest.raises(TargetRefused, match="too long"):
        target(tmp_path / ("a" * 300), own)
