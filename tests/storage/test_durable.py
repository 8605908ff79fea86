import os
import stat

import pytest

from aurity_desktop.storage import durable
from aurity_desktop.storage.durable import Unwritten, create_private, put_in_place, write_all


def test_a_new_file_is_the_users_alone_and_never_an_old_one(tmp_path):
    path = tmp_path / "a"
    os.close(create_private(path))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        create_private(path)


def test_a_disk_that_takes_only_a_part_is_asked_until_it_has_all(tmp_path, monkeypatch):
    descriptor, real = create_private(tmp_path / "a"), os.write
    monkeypatch.setattr("os.write", lambda to, data: real(to, data[:3]))
    assert write_all(descriptor, memoryview(b"0123456789")) == 10
    os.close(descriptor)
    assert (tmp_path / "a").read_bytes() == b"0123456789"


def test_what_a_refused_write_left_is_told(tmp_path, monkeypatch):
    descriptor, real, room = create_private(tmp_path / "a"), os.write, [4]

    def write(to, data):
        if not room:
            raise OSError(28, "No space left on device")
        return real(to, data[: room.pop()])

    monkeypatch.setattr("os.write", write)
    with pytest.raises(Unwritten) as raised:
        write_all(descriptor, memoryview(b"0123456789"))
    os.close(descriptor)
    assert (raised.value.written, raised.value.errno) == (4, 28)


def test_a_rename_that_a_virus_scanner_holds_up_is_asked_for_again(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"x")
    real, refusals = type(tmp_path).replace, [PermissionError(13, "in use")] * 3

    def replace(source, target):
        if refusals:
            raise refusals.pop()
        return real(source, target)

    monkeypatch.setattr(type(tmp_path), "replace", replace)
    monkeypatch.setattr(durable, "_HELD_SECONDS", 0.5)
    monkeypatch.setattr(durable.os, "name", "nt")
    put_in_place(tmp_path / "a", tmp_path / "b")
    monkeypatch.undo()
    assert (tmp_path / "b").read_bytes() == b"x"


def test_elsewhere_a_refused_rename_is_what_it_is(tmp_path, monkeypatch):
    def refuse(_source, _target):
        raise PermissionError(13, "not yours")

    monkeypatch.setattr(type(tmp_path), "replace", refuse)
    with pytest.raises(PermissionError):
        put_in_place(tmp_path / "a", tmp_path / "b")
