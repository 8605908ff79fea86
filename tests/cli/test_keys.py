"""`keys`: who sits at an open computer does not change what opens the data."""

import json
import sqlite3
from contextlib import closing

import pytest

from aurity_desktop.cli import main
from aurity_desktop.domain.keys import LockKind
from aurity_desktop.entrypoints.command_line import build
from aurity_desktop.vault import master
from aurity_desktop.vault.locks import Cost
from aurity_desktop.vault.vault import FolderVault
from tests.fakes.keyring import MemoryKeyring

WORDS, NEW_WORDS = "correct horse battery", "another stapled battery"


@pytest.fixture
def keyring():
    return MemoryKeyring()


@pytest.fixture
def run(paths, keyring, capsys, monkeypatch, qapp):
    """Runs a command in a process of its own, as it were; its exit code and what it printed."""
    monkeypatch.setattr(master, "Cost", lambda: Cost(64, 1, 1))
    vault = "aurity_desktop.entrypoints.command_line.open_vault"
    monkeypatch.setattr(vault, lambda folder, _handed=b"": FolderVault(folder, keyring))

    def command(*arguments):
        code = main.run([str(each) for each in arguments], build(paths))
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out and "--json" in arguments else said

    return command


@pytest.fixture
def file(tmp_path):
    def written(name, secret):
        path = tmp_path / name
        path.write_text(secret + "\n", encoding="utf-8")
        return path

    return written


@pytest.fixture
def protected(run, file):
    """By keyring and passphrase: the keyring opens it unasked."""
    assert run("keys", "protect")[0] == 0
    assert run("keys", "passphrase", "--new-passphrase-file", file("first", WORDS))[0] == 0


def opens(paths, secret):
    vault = FolderVault(paths, MemoryKeyring())
    vault.unlock(secret)
    return True


@pytest.mark.parametrize(
    "act", [("passphrase",), ("recovery", "--json"), ("remove", LockKind.PASSPHRASE.value)]
)
def test_nothing_that_opens_the_data_is_changed_without_the_present_secret(
    protected, run, file, paths, act
):
    new = ("--new-passphrase-file", file("new", NEW_WORDS)) if act[0] == "passphrase" else ()
    before = paths.keys.read_bytes()
    assert run("keys", *act, *new)[0] == 2  # nobody sits at a terminal
    wrong = file("wrong", "wrong horse battery")
    assert run("keys", *act, *new, "--old-passphrase-file", wrong)[0] == 4
    assert paths.keys.read_bytes() == before
    assert opens(paths, WORDS)
    right = file("right", WORDS)
    assert run("keys", *act, *new, "--old-passphrase-file", right)[0] == 0
    assert paths.keys.read_bytes() != before


def test_a_recovery_code_proves_it_as_well(protected, run, file, paths):
    right = file("right", WORDS)
    code = run("keys", "recovery", "--json", "--old-passphrase-file", right)[1]["recovery_code"]
    changed = run(
        "keys", "passphrase",
        "--new-passphrase-file", file("new", NEW_WORDS),
        "--old-passphrase-file", file("code", code),
    )  # fmt: skip
    assert changed[0] == 0
    assert opens(paths, NEW_WORDS)


def test_a_secret_that_has_just_opened_the_data_is_not_asked_for_again(
    protected, run, file, keyring
):
    keyring.refuses = "locked"
    new = ("--new-passphrase-file", file("new", NEW_WORDS))
    assert run("--unlock-file", file("right", WORDS), "keys", "passphrase", *new)[0] == 0


def test_without_a_passphrase_the_keyring_is_enough(run):
    assert run("keys", "protect")[0] == 0
    assert run("keys", "recovery")[0] == 0


@pytest.mark.parametrize("weak", ["short", "aaaaaaaaaaaaaaaa"])
def test_a_weak_passphrase_is_refused_with_the_reason(run, file, paths, weak):
    code, said = run("keys", "passphrase", "--new-passphrase-file", file("weak", weak))
    assert code != 0
    assert "words" in said.err
    assert not paths.keys.exists()


def test_refused_keys_are_repaired_with_the_passphrase(protected, run, file, paths):
    with closing(sqlite3.connect(paths.keys)) as keys:
        keys.execute("UPDATE folder SET ledger_encrypted = 0")
        keys.commit()
    code, said = run("keys", "rotate")
    assert code != 0
    assert "keys repair" in said.err
    assert run("keys", "repair", "--old-passphrase-file", file("wrong", "wrong"))[0] == 4
    right = file("right", WORDS)
    code, said = run("keys", "repair", "--json", "--old-passphrase-file", right)
    assert (code, said) == (0, {"changed": True, "removed": ["keyring"], "damaged": []})
    assert opens(paths, WORDS)
