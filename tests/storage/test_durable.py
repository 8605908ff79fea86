"""The one atomic writer, on a disk that records what is forced to it."""

import errno
import os
import stat
import sys

import pytest

from aurity_desktop.domain.errors import DiskFull, FolderNotWritable
from aurity_desktop.storage import durable
from aurity_desktop.storage.durable import (
    Unwritten,
    aside,
    create_private,
    make_folder,
    put,
    put_in_place,
    sync_file,
    sync_folder,
    write_all,
    write_whole,
)
from aurity_desktop.storage.medium import Medium


def test_a_new_file_is_the_users_alone_and_never_an_old_one(tmp_path):
    path = tmp_path / "a"
    os.close(create_private(path))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        create_private(path)


def test_a_file_that_was_written_survives_a_power_cut(tmp_path, disk):
    path = tmp_path / "facts"
    write_whole(path, [b"one ", b"two"])
    assert disk.after_power_cut(path) == b"one two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_its_content_is_forced_before_it_has_its_name_and_the_name_last(tmp_path, disk):
    write_whole(tmp_path / "facts", [b"one"])
    forced, renamed, named = disk.steps
    assert forced == "fsync"
    assert renamed.endswith(".new facts")
    assert named == f"fsync folder {tmp_path.name}"


def test_until_a_new_file_is_whole_the_old_one_is_what_a_power_cut_leaves(tmp_path, disk):
    path = tmp_path / "facts"
    write_whole(path, [b"old"])
    with aside(path) as temporary:
        with temporary.open("r+b") as file:
            file.write(b"new")
            file.flush()
            sync_file(file.fileno())
        assert disk.after_power_cut(path) == b"old"
        put(temporary, path)
    assert disk.after_power_cut(path) == b"new"


def test_a_cache_is_put_in_place_whole_and_waits_for_no_disk(tmp_path, disk):
    path = tmp_path / "cache"
    write_whole(path, [b"heard"], durable=False)
    assert path.read_bytes() == b"heard"
    assert [step.split()[0] for step in disk.steps] == ["rename"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_failure_on_the_way_leaves_the_old_file_and_nothing_beside_it(tmp_path):
    path = tmp_path / "facts"
    write_whole(path, [b"old"])

    def pieces():
        yield b"new"
        raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        write_whole(path, pieces())
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["facts"]


@pytest.mark.parametrize(
    ("number", "error"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EIO, FolderNotWritable),
        (errno.EACCES, FolderNotWritable),
    ],
)
@pytest.mark.parametrize("call", ["force", "rename"])
def test_what_the_disk_refuses_is_told_in_our_words(tmp_path, disk, call, number, error):
    disk.refuse(call, number)
    with pytest.raises(error) as raised:
        write_whole(tmp_path / "facts", [b"one"])
    assert raised.value.path == tmp_path
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "number", [errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM, errno.EBADF]
)
def test_a_share_that_cannot_force_a_folder_takes_files_all_the_same(tmp_path, disk, number):
    disk.refuse("fsync_folder", number)
    write_whole(tmp_path / "facts", [b"one"])
    assert (tmp_path / "facts").read_bytes() == b"one"


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.ENOENT])
def test_a_folder_that_a_failing_disk_does_not_force_is_an_error(tmp_path, disk, number):
    disk.refuse("fsync_folder", number)
    with pytest.raises(OSError, match=os.strerror(number)):
        sync_folder(tmp_path)


@pytest.mark.parametrize("number", [errno.ENOTSUP, errno.EINVAL, errno.ENOTTY])
def test_where_a_full_fsync_is_not_known_a_plain_one_is_made(tmp_path, disk, number):
    path = tmp_path / "facts"
    disk.refuse("force", number)
    write_whole(path, [b"one"])
    assert disk.after_power_cut(path) == b"one"


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC])
def test_a_file_that_a_failing_disk_does_not_force_is_not_tried_again(tmp_path, disk, number):
    descriptor = create_private(tmp_path / "a")
    disk.refuse("force", number)
    with pytest.raises(OSError, match=os.strerror(number)):
        sync_file(descriptor)
    os.close(descriptor)
    assert disk.steps == []


def test_the_medium_forces_files_and_folders_through_the_operating_system(tmp_path, monkeypatch):
    forced, real = [], os.fsync

    def fsync(descriptor):
        forced.append(os.fstat(descriptor).st_ino)
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    descriptor = create_private(tmp_path / "a")
    file, folder = os.fstat(descriptor).st_ino, tmp_path.stat().st_ino
    Medium().force(descriptor)
    assert forced == ([] if sys.platform == "darwin" else [file])
    forced.clear()
    Medium().fsync(descriptor)
    Medium().fsync_folder(tmp_path)
    os.close(descriptor)
    assert forced == [file, folder]


def test_a_disk_that_takes_only_a_part_is_asked_until_it_has_all(tmp_path, monkeypatch):
    class Slow(Medium):
        def write(self, descriptor, data):
            return super().write(descriptor, data[:3])

    monkeypatch.setattr(durable, "medium", Slow())
    descriptor = create_private(tmp_path / "a")
    assert write_all(descriptor, memoryview(b"0123456789")) == 10
    os.close(descriptor)
    assert (tmp_path / "a").read_bytes() == b"0123456789"


def test_what_a_refused_write_left_is_told(tmp_path, monkeypatch):
    class Full(Medium):
        room = 4

        def write(self, descriptor, data):
            if not self.room:
                raise OSError(errno.ENOSPC, "No space left on device")
            room, self.room = self.room, 0
            return super().write(descriptor, data[:room])

    monkeypatch.setattr(durable, "medium", Full())
    descriptor = create_private(tmp_path / "a")
    with pytest.raises(Unwritten) as raised:
        write_all(descriptor, memoryview(b"0123456789"))
    os.close(descriptor)
    assert (raised.value.written, raised.value.errno) == (4, errno.ENOSPC)


def test_a_rename_that_a_virus_scanner_holds_up_is_asked_for_again(tmp_path, disk, monkeypatch):
    (tmp_path / "a").write_bytes(b"x")
    disk.refuse("rename", *[errno.EACCES] * 3)
    monkeypatch.setattr(durable, "_HELD_SECONDS", 0.5)
    monkeypatch.setattr(durable, "_WINDOWS", True)
    put_in_place(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == b"x"


def test_elsewhere_a_refused_rename_is_what_it_is(tmp_path, disk):
    (tmp_path / "a").write_bytes(b"x")
    disk.refuse("rename", errno.EACCES)
    with pytest.raises(PermissionError):
        put_in_place(tmp_path / "a", tmp_path / "b")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_every_folder_that_is_made_on_the_way_is_the_users_alone(tmp_path):
    there = tmp_path / "there"
    there.mkdir(mode=0o755)
    before = stat.S_IMODE(there.stat().st_mode)
    make_folder(there / "a" / "b" / "c")
    made = [there / "a", there / "a" / "b", there / "a" / "b" / "c"]
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in made} == {0o700}
    assert stat.S_IMODE(there.stat().st_mode) == before


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path):
    (tmp_path / "file").touch()
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(FolderNotWritable):
            make_folder(path)
