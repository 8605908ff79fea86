"""Which files of a folder are there as a whole: each is told once, and none is touched."""

import hashlib
import os

import pytest

from aurity_desktop.application.recording.folder_scan import (
    FolderScan,
    content_hash,
    is_unchanged,
)
from tests.fakes.clock import Clock


@pytest.fixture
def clock():
    return Clock(100.0)


@pytest.fixture
def writers():
    return set()


@pytest.fixture
def scan(tmp_path, clock, writers):
    return FolderScan(tmp_path, clock, lambda path: path.name in writers)


@pytest.fixture
def look(scan, clock):
    """What is told after ten more seconds, and taken up."""

    def names(after=10.0):
        clock.go_on(after)
        found = scan.look()
        for each in found:
            scan.told(each)
        return [each.path.name for each in found]

    return names


def test_a_file_is_told_when_nothing_of_it_has_changed_for_ten_seconds(tmp_path, look):
    file = tmp_path / "talk.m4a"
    file.write_bytes(b"half")
    assert look(0) == []
    assert look(9.9) == []
    file.write_bytes(b"half and half")  # the copy goes on
    assert look(0.1) == []
    assert look(9.9) == []
    assert look(0.1) == ["talk.m4a"]
    assert look() == []


def test_one_that_grows_no_more_and_is_still_open_is_not_whole(tmp_path, look, writers):
    (tmp_path / "talk.wav").write_bytes(b"half")
    writers.add("talk.wav")
    assert look(0) == look() == look() == []
    writers.clear()
    assert look() == ["talk.wav"]


def test_links_folders_pipes_empty_hidden_and_other_files_are_left(tmp_path, scan, look):
    (tmp_path / "real").write_bytes(b"sound")
    (tmp_path / "link.wav").symlink_to(tmp_path / "real")
    (tmp_path / "gone.wav").symlink_to(tmp_path / "nowhere")
    (tmp_path / "folder.wav").mkdir()
    (tmp_path / "folder.wav" / "inside.wav").write_bytes(b"sound")
    os.mkfifo(tmp_path / "pipe.wav")
    (tmp_path / "empty.wav").touch()
    (tmp_path / ".talk.wav.Xy12").write_bytes(b"rsync")
    (tmp_path / ".hidden.wav").write_bytes(b"sound")
    (tmp_path / "talk.wav.part").write_bytes(b"browser")
    (tmp_path / "notes.txt").write_bytes(b"text")
    assert look(0) == look() == []
    assert scan.links == {"link.wav", "gone.wav"}


def test_names_that_no_text_can_hold_are_files_like_others(tmp_path, look):
    hostile = [b"a\nb.wav", b"\xff\xfe.wav", "\u202egpj.wav".encode(), b"-rf.wav", b"$(id).wav"]
    for name in hostile:
        (tmp_path / os.fsdecode(name)).write_bytes(b"sound")
    assert look(0) == []
    assert sorted(os.fsencode(name) for name in look()) == sorted(hostile)


def test_a_file_that_is_replaced_is_told_again(tmp_path, look):
    file = tmp_path / "talk.wav"
    file.write_bytes(b"one")
    look(0)
    assert look() == ["talk.wav"]
    file.unlink()
    file.write_bytes(b"two!")
    assert look(0) == []
    assert look() == ["talk.wav"]


def test_what_was_away_and_is_back_is_told_again(tmp_path, scan, look):
    file = tmp_path / "talk.wav"
    file.write_bytes(b"one")
    look(0)
    look()
    away = file.rename(tmp_path / "elsewhere")
    assert look() == []
    away.rename(file)
    assert look(0) == []
    assert look() == ["talk.wav"]


def test_a_folder_that_is_away_is_an_error_and_its_files_are_told_anew(tmp_path, clock):
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "talk.wav").write_bytes(b"one")
    scan = FolderScan(stick, clock, lambda _: False)
    scan.look()
    clock.go_on(10)
    scan.told(*scan.look())
    pulled = stick.rename(tmp_path / "pulled")
    with pytest.raises(FileNotFoundError):
        scan.look()
    scan.forget()
    pulled.rename(stick)
    assert scan.look() == []
    clock.go_on(10)
    assert [each.path.name for each in scan.look()] == ["talk.wav"]


def found_in(tmp_path, clock, content=b"sound"):
    file = tmp_path / "talk.wav"
    file.write_bytes(content)
    scan = FolderScan(tmp_path, clock, lambda _: False)
    scan.look()
    clock.go_on(10)
    (found,) = scan.look()
    return found


def test_the_content_is_hashed_whole_and_the_file_left_as_it_was(tmp_path, clock):
    found = found_in(tmp_path, clock)
    before = os.lstat(found.path)
    assert content_hash(found, lambda: False) == hashlib.sha256(b"sound").hexdigest()
    after = os.lstat(found.path)
    assert (before.st_mtime_ns, before.st_size, before.st_ino) == (
        after.st_mtime_ns,
        after.st_size,
        after.st_ino,
    )


def test_it_is_not_hashed_while_something_goes_first_nor_when_it_changes(tmp_path, clock):
    found = found_in(tmp_path, clock)
    assert content_hash(found, lambda: True) is None

    def appended():
        with found.path.open("ab") as file:
            file.write(b"!")
        return False

    assert content_hash(found, appended) is None
    assert not is_unchanged(found)


def test_a_link_put_in_the_place_of_a_file_is_not_followed(tmp_path, clock):
    found = found_in(tmp_path, clock)
    secret = tmp_path / "secret"
    secret.write_bytes(b"sound")
    found.path.unlink()
    found.path.symlink_to(secret)
    with pytest.raises(OSError, match="symbolic links"):
        content_hash(found, lambda: False)
    assert not is_unchanged(found)


def test_what_is_kept_of_a_file_does_not_hold_its_name(tmp_path, clock):
    found = found_in(tmp_path, clock)
    key = found.identity.key("Consulta García.wav")
    assert "García" not in key
    assert key != found.identity.key("Consulta Garcia.wav")
