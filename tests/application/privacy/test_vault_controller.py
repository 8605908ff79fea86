"""The vault behind the window."""

import sqlite3
import sys
from contextlib import closing
from dataclasses import replace

import pytest

from aurity_desktop.application.privacy.vault_controller import VaultController
from aurity_desktop.domain.errors import KeysNotAuthentic, WeakPassphrase
from aurity_desktop.domain.keys import Protection
from aurity_desktop.vault.locks import Cost
from aurity_desktop.vault.vault import FolderVault
from tests.fakes.keyring import MemoryKeyring

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)


@pytest.fixture
def keyring():
    return MemoryKeyring()


@pytest.fixture
def vault(paths, keyring):
    return FolderVault(paths, keyring, cost=CHEAP)


@pytest.fixture
def controller(program, vault, qapp):
    made = VaultController(replace(program, vault=vault))
    yield made
    made.close()


def test_a_plain_folder_is_open_at_once(controller, paths, qtbot):
    paths.ledger.touch()
    with qtbot.waitSignal(controller.opened):
        controller.begin()
    assert controller.is_open


def test_an_untouched_folder_is_decided_about_before_it_is_open(controller, vault, qtbot):
    with qtbot.waitSignal(controller.opened):
        controller.begin()
    assert vault.protection is Protection.OPEN


def test_the_keyring_opens_by_itself(controller, vault, paths, keyring, qtbot):
    FolderVault(paths, keyring).protect()
    with qtbot.waitSignal(controller.opened):
        controller.begin()
    assert vault.protection is Protection.OPEN


def test_without_the_keyring_the_secret_is_needed(controller, vault, paths, keyring, qtbot):
    FolderVault(paths, keyring, cost=CHEAP).protect("correct horse")
    with qtbot.waitSignal(controller.secret_needed):
        controller.begin()
    with qtbot.waitSignal(controller.refused):
        controller.unlock("wrong")
    assert not controller.is_open
    with qtbot.waitSignal(controller.opened):
        controller.unlock("correct horse")
    assert vault.protection is Protection.OPEN


def test_a_code_is_told_once(controller, vault, qtbot):
    vault.protect()
    codes = []
    controller.code_made.connect(codes.append)
    with qtbot.waitSignal(controller.status_known):  # which is looked at anew after it
        controller.make_code()
    (code,) = codes
    vault.lock()
    vault.unlock(code)


def test_a_keyring_that_refuses_is_told(controller, keyring, paths, qtbot):
    paths.ledger.touch()
    keyring.refuses = "locked"
    with qtbot.waitSignals([controller.failed, controller.status_known]):
        controller.protect()


def test_where_there_is_a_passphrase_the_present_one_is_asked_for(controller, vault, qtbot):
    vault.protect()
    vault.set_passphrase("correct horse battery")
    for change in (
        lambda: controller.protect("another stapled battery"),
        lambda: controller.protect("another stapled battery", "wrong"),
        controller.make_code,
        lambda: controller.make_code("wrong"),
    ):
        with qtbot.waitSignal(controller.refused):
            change()
    vault.confirm("correct horse battery")
    codes = []
    controller.code_made.connect(codes.append)
    with qtbot.waitSignal(controller.code_made):
        controller.make_code("correct horse battery")
    vault.confirm(codes[0])


def test_a_passphrase_that_holds_is_told_while_what_lies_plain_is_still_encrypted(
    program, vault, paths, qtbot
):
    paths.ledger.touch()
    does_not_end = (sys.executable, "-c", "import threading; threading.Event().wait()", "--")
    controller = VaultController(replace(program, vault=vault, command=does_not_end))
    with qtbot.waitSignal(controller.status_known) as told:
        controller.protect("correct horse battery")
        assert controller.encrypting
    assert told.args[0].protection is Protection.OPEN
    assert controller.encrypting
    controller.close()


@pytest.mark.parametrize("weak", ["short", "aaaaaaaaaaaaaaaa"])
def test_a_weak_passphrase_is_not_set(controller, vault, paths, qtbot, weak):
    paths.ledger.touch()
    with qtbot.waitSignal(controller.failed) as failed:
        controller.protect(weak)
    assert isinstance(failed.args[0], WeakPassphrase)
    assert vault.protection is Protection.PLAIN


def test_keys_that_somebody_changed_are_told_and_open_nothing(controller, paths, keyring, qtbot):
    FolderVault(paths, keyring).protect()
    with closing(sqlite3.connect(paths.keys)) as file:
        file.execute("UPDATE folder SET ledger_encrypted = 0")
        file.commit()
    with qtbot.waitSignal(controller.failed) as failed:
        controller.begin()
    assert isinstance(failed.args[0], KeysNotAuthentic)
    assert not controller.is_open
