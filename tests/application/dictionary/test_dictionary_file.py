"""The dictionary's file: text that a person can read, or nobody without the keys."""

import stat
import sys

import pytest

from aurity_desktop.application.dictionary.dictionary_file import DictionaryFile
from aurity_desktop.corpus.lifecycle.encrypting import encrypt_beside_sessions
from aurity_desktop.domain.errors import VaultLocked
from aurity_desktop.domain.heard_write import rules_of
from aurity_desktop.vault.vault import FolderVault
from tests.fakes.keyring import MemoryKeyring, plain_vault

RULES = tuple(rules_of("nuñez | nunez → Dra. Núñez"))
OTHERS = tuple(rules_of("para cetamol → paracetamol"))


def open_vault(paths):
    vault = FolderVault(paths, MemoryKeyring())
    vault.protect()
    return vault


def put(file, rules=RULES):
    return file.change(lambda _: rules)


def test_there_are_no_rules_before_there_is_a_file(paths):
    assert DictionaryFile(paths.dictionary).read() == ()
    assert not DictionaryFile(paths.dictionary).dictionary()


def test_what_was_kept_is_read_again_and_is_the_user_s_alone(paths):
    put(DictionaryFile(paths.dictionary))
    assert DictionaryFile(paths.dictionary).read() == RULES
    assert "nuñez | nunez → Dra. Núñez\n" in paths.dictionary.read_text("utf-8")
    if sys.platform != "win32":
        assert stat.S_IMODE(paths.dictionary.stat().st_mode) == 0o600


def test_a_line_that_somebody_broke_costs_no_other(paths):
    paths.data.mkdir(parents=True, exist_ok=True)
    paths.dictionary.write_text("\ufeffuno → dos\nsin flecha\ntres → cuatro\n", "utf-8")
    assert [rule.write for rule in DictionaryFile(paths.dictionary).read()] == [
        "dos",
        "cuatro",
    ]


def test_a_file_that_is_no_text_costs_no_session(paths):
    paths.data.mkdir(parents=True, exist_ok=True)
    paths.dictionary.write_bytes(b"\xff\xfe\x00\xff")
    assert not DictionaryFile(paths.dictionary).dictionary()
    with pytest.raises(UnicodeDecodeError):
        put(DictionaryFile(paths.dictionary))
    assert paths.dictionary.read_bytes() == b"\xff\xfe\x00\xff"


def test_in_an_encrypted_folder_no_name_lies_plain(paths):
    vault = open_vault(paths)
    put(DictionaryFile(paths.dictionary, vault))
    assert not paths.dictionary.exists()
    found = b"".join(file.read_bytes() for file in paths.data.rglob("*") if file.is_file())
    assert "Núñez".encode() not in found
    assert DictionaryFile(paths.dictionary, vault).read() == RULES


def test_a_plain_file_that_somebody_puts_into_an_encrypted_folder_is_not_believed(paths):
    vault = open_vault(paths)
    put(DictionaryFile(paths.dictionary, vault))
    (encrypted,) = paths.data.glob("dictionary.txt.*e")
    encrypted.unlink()
    paths.dictionary.write_text("no → sí\n", "utf-8")
    assert DictionaryFile(paths.dictionary, vault).read() == ()


def test_a_folder_that_is_encrypted_takes_the_dictionary_along(paths):
    put(DictionaryFile(paths.dictionary, plain_vault(paths)))
    vault = open_vault(paths)
    encrypt_beside_sessions(paths, vault)
    assert not paths.dictionary.exists()
    assert DictionaryFile(paths.dictionary, vault).read() == RULES
    encrypt_beside_sessions(paths, vault)
    put(DictionaryFile(paths.dictionary, vault), OTHERS)
    assert DictionaryFile(paths.dictionary, vault).read() == OTHERS


def test_a_locked_folder_tells_no_rule_and_loses_none(paths):
    vault = open_vault(paths)
    put(DictionaryFile(paths.dictionary, vault))
    vault.lock()
    assert not DictionaryFile(paths.dictionary, vault).dictionary()
    with pytest.raises(VaultLocked):
        put(DictionaryFile(paths.dictionary, vault), OTHERS)
