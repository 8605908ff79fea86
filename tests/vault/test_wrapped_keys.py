"""Wrapped keys: each is bound to what it is for, what it costs to guess, and that none is shown."""

import dataclasses
import importlib
import inspect
import pkgutil
import typing

import pytest
from cryptography.hazmat.primitives.kdf import argon2

import aurity_desktop.encrypted
import aurity_desktop.vault
from aurity_desktop.domain.errors import BadCiphertext, KeyDamaged
from aurity_desktop.domain.keys import LockKind
from aurity_desktop.encrypted.aes import AesCipher
from aurity_desktop.vault import locks, window_secret
from aurity_desktop.vault.key_handover import SomeKeys, WholeVault, parse_line
from aurity_desktop.vault.key_store import KeyStore, SessionKey
from aurity_desktop.vault.locks import (
    Cost,
    locked,
    locked_again,
    new_private,
    opened,
    private_of_code,
    private_of_passphrase,
)
from aurity_desktop.vault.master import Opened
from aurity_desktop.vault.vault import FolderVault
from tests.vault.conftest import CHEAP

SESSION, OTHER = "session_20260101_090000", "session_20260101_100000"
MASTER, SALT = b"M" * 32, b"s" * 16


# -- bound to what it is for (associated data) -----------------------------------------------------
def test_a_session_key_moved_to_another_session_does_not_open(vault, another, paths):
    vault.begin(SESSION)
    vault.begin(OTHER)
    with KeyStore(paths.keys).changing() as rows:
        rows.set_session(OTHER, rows.session(SESSION))
    with pytest.raises(KeyDamaged, match=OTHER):
        another().cipher(OTHER)


def test_the_ledgers_key_moved_to_a_session_does_not_open(vault, another, paths):
    vault.begin(SESSION)
    vault.begin(OTHER)
    with KeyStore(paths.keys).changing() as rows:
        rows.set_session(OTHER, SessionKey(rows.ledger_keys()[0], whole=True))
    with pytest.raises(KeyDamaged, match=OTHER):
        another().cipher(OTHER)


def test_a_session_key_moved_to_the_ledger_does_not_open(vault, another, paths):
    vault.begin(SESSION)
    with KeyStore(paths.keys).changing() as rows:
        rows.set_ledger_keys({0: rows.session(SESSION).wrapped})
        rows.authenticate(vault._opened.master)
    with pytest.raises(KeyDamaged, match="the ledger"):
        another().ledger_keys()


@pytest.mark.parametrize("again", [False, True])
def test_a_lock_that_is_said_to_be_of_another_kind_does_not_open(again):
    private = new_private()
    before = b"B" * 32
    lock = locked(LockKind.PASSPHRASE, private, before if again else MASTER, SALT, CHEAP)
    if again:
        lock = locked_again(lock, MASTER, before)
    assert opened(lock, private) == MASTER
    for kind in set(LockKind) - {LockKind.PASSPHRASE}:
        assert opened(dataclasses.replace(lock, kind=kind), private) is None


@pytest.mark.parametrize("part", ["public", "ephemeral", "encrypted"])
def test_a_lock_with_a_part_of_another_lock_does_not_open(part):
    private = new_private()
    lock = locked(LockKind.KEYRING, private, MASTER)
    other = locked(LockKind.KEYRING, new_private(), MASTER)
    assert opened(dataclasses.replace(lock, **{part: getattr(other, part)}), private) is None


def test_associated_data_is_never_empty_and_says_what_the_key_is_for(vault, monkeypatch):
    """Whatever is wrapped or unwrapped, by a new master key too."""
    seen = set()

    class Watched(AesCipher):
        def encrypt(self, plain, associated_data):
            seen.add(associated_data)
            return super().encrypt(plain, associated_data)

        def decrypt(self, encrypted, associated_data):
            seen.add(associated_data)
            return super().decrypt(encrypted, associated_data)

    for module in ("locks", "rotation", "vault"):
        monkeypatch.setattr(f"aurity_desktop.vault.{module}.AesCipher", Watched)
    vault.protect("words")
    vault.begin(SESSION)
    vault.new_recovery_code()
    vault.new_ledger_key()
    vault.rotate()
    assert seen == {
        b"master key, passphrase",
        b"master key, recovery",
        b"lock authenticator, passphrase",
        b"lock authenticator, recovery",
        b"ledger key",
        b"session key, " + SESSION.encode(),
    }


# -- what guessing costs ---------------------------------------------------------------------------
class _Argon2id:
    """Remembers what it was asked for, and does it at the least cost there is."""

    asked: typing.ClassVar = []
    real = argon2.Argon2id

    def __init__(self, *, salt, length, iterations, lanes, memory_cost):
        self.asked.append((memory_cost, iterations, lanes, len(salt), length))
        self._kdf = self.real(
            salt=salt, length=length, iterations=1, lanes=1, memory_cost=8, ad=None, secret=None
        )

    def derive(self, secret):
        return self._kdf.derive(secret)

    def derive_phc_encoded(self, secret):
        return self._kdf.derive_phc_encoded(secret)


@pytest.fixture
def argon2id(monkeypatch):
    monkeypatch.setattr(argon2, "Argon2id", _Argon2id)
    monkeypatch.setattr(_Argon2id, "asked", [])
    return _Argon2id


def test_a_passphrase_costs_64_mib_and_three_passes_and_the_row_says_so(paths, keyring, argon2id):
    vault = FolderVault(paths, keyring)
    vault.protect("words")
    vault.set_passphrase("other words")
    assert argon2id.asked == [(64 * 1024, 3, 4, 16, 32)] * 2
    with KeyStore(paths.keys).reading() as rows:
        assert rows.locks()[LockKind.PASSPHRASE].cost == Cost(64 * 1024, 3, 4)


def test_a_passphrase_is_derived_at_the_cost_that_its_row_names(paths, keyring, argon2id):
    FolderVault(paths, keyring, cost=Cost(128, 2, 2)).protect("words")
    FolderVault(paths, keyring).unlock("words")
    assert argon2id.asked == [(128, 2, 2, 16, 32)] * 2


def test_a_window_secret_costs_64_mib_and_three_passes(argon2id):
    window_secret.lock_secret("2468")
    assert argon2id.asked == [(64 * 1024, 3, 4, 16, 32)]


def test_a_window_secret_is_kept_with_its_cost():
    """In the PHC string format, so that it is checked at the cost it was made at."""
    kept = window_secret.lock_secret("2468")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert window_secret.opens(kept, "2468")


def test_every_part_of_the_cost_counts():
    """None is passed over on the way to Argon2id; and the derivation stays what it is."""
    base = private_of_passphrase("words", SALT, Cost(64, 1, 1))
    assert base.hex() == "47c777c25c2069218b8da83c0add54ad92918a35cdc07bf8f44a231efd100dd2"
    for cost in (Cost(65, 1, 1), Cost(64, 2, 1), Cost(64, 1, 2)):
        assert private_of_passphrase("words", SALT, cost) != base
    assert private_of_passphrase("words", b"t" * 16, Cost(64, 1, 1)) != base


# -- none is shown ---------------------------------------------------------------------------------
def test_no_class_that_holds_bytes_shows_them_in_its_text():
    """Whatever dataclass of the vault has a field of bytes, one made tomorrow too."""
    shown = [
        f"{kind.__qualname__}.{field.name}"
        for package in (aurity_desktop.vault, aurity_desktop.encrypted)
        for kind in _dataclasses_of(package)
        for field in dataclasses.fields(kind)
        if field.repr and "bytes" in str(field.type) and field.name != "salt"  # no secret
    ]
    assert shown == []


def _dataclasses_of(package):
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        for _, kind in inspect.getmembers(module, dataclasses.is_dataclass):
            if kind.__module__ == module.__name__:
                yield kind


KEY = bytes(range(65, 97))


@pytest.mark.parametrize(
    "holder",
    [
        AesCipher(KEY),
        WholeVault(LockKind.RECOVERY, KEY),
        SomeKeys({SESSION: KEY}, (KEY,), plain_ledger=False),
        Opened(WholeVault(LockKind.KEYRING, KEY), 1, KEY),
        SessionKey(KEY, whole=True),
        locks.Lock(LockKind.PASSPHRASE, KEY, KEY, KEY, KEY),
    ],
    ids=lambda holder: type(holder).__name__,
)
@pytest.mark.parametrize("shown_as", [repr, str, "{}".format, "{0!r:.500}".format])
def test_no_key_shows_in_any_text(holder, shown_as):
    text = shown_as(holder)
    assert type(holder).__name__ in text
    for form in (repr(KEY)[2:-1], KEY.hex(), KEY.decode("ascii")):
        assert form not in text


def test_a_line_of_keys_that_is_broken_is_not_repeated():
    with pytest.raises(Exception, match="line of keys") as raised:
        parse_line(
            '{"lock": "keyring", "private": "00ff00ff',
        )
    assert "00ff" not in str(raised.value)


def test_a_recovery_code_that_is_none_is_none():
    assert private_of_code("words that are no code") is None


def test_a_message_under_the_master_key_opens_only_with_its_associated_data():
    encrypted = AesCipher(MASTER).encrypt(b"key", b"session key, a")
    for other in (b"", b"session key, b", b"ledger key"):
        with pytest.raises(BadCiphertext):
            AesCipher(MASTER).decrypt(encrypted, other)
