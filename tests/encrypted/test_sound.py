"""Which file holds what of a session, plain or encrypted."""

import pytest

from aurity_desktop.domain.errors import KeyDamaged
from aurity_desktop.domain.keys import PLAIN
from aurity_desktop.encrypted.sound import (
    file_subject,
    is_encrypted,
    needed_cipher,
    read_stored,
    stored_path,
    write_stored,
)
from tests.fakes.keys import OneKey

SESSION = "session_20260101_090000"
OTHER = "session_20260101_100000"


def test_a_file_of_a_plain_session_is_plain_and_survives_a_power_cut(tmp_path, disk):
    path = tmp_path / "segments.json"
    write_stored(path, b"words", PLAIN, SESSION)
    assert disk.after_power_cut(path) == b"words"
    assert stored_path(path, PLAIN, SESSION) == path
    assert not is_encrypted(path)
    assert read_stored(path, PLAIN, SESSION, file_subject(SESSION, path.name)) == (b"words", False)


def test_an_encrypted_one_takes_the_place_of_the_plain_one_for_good(tmp_path, disk):
    path, keys = tmp_path / "segments.json", OneKey(SESSION)
    write_stored(path, b"old words", PLAIN, SESSION)
    write_stored(path, b"words", keys, SESSION)
    encrypted = tmp_path / "segments.json.aure"
    assert stored_path(path, keys, SESSION) == encrypted
    assert disk.after_power_cut(encrypted) == encrypted.read_bytes()
    assert not path.exists()
    assert not disk.has_name(path)
    assert read_stored(path, keys, SESSION, file_subject(SESSION, path.name)) == (b"words", True)


def test_a_plain_file_put_beside_an_encrypted_session_is_not_taken(tmp_path):
    path, keys = tmp_path / "segments.json", OneKey(SESSION)
    path.write_bytes(b"planted")
    with pytest.raises(FileNotFoundError):
        read_stored(path, keys, SESSION, file_subject(SESSION, path.name))
    assert not stored_path(path, keys, SESSION).exists()
    assert read_stored(path, keys, OTHER, "") == (b"planted", False)


def test_what_is_encrypted_needs_a_key_that_is_there():
    keys = OneKey(SESSION)
    assert needed_cipher(keys, SESSION) is keys.own
    with pytest.raises(KeyDamaged):
        needed_cipher(keys, OTHER)
