"""Somebody who can write `keys.db`, and knows no secret, gains nothing by it and is told."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.kdf import argon2

from aurity_desktop.domain.errors import (
    KeyDamaged,
    KeysMissing,
    KeysNotAuthentic,
    VaultLocked,
    WrongSecret,
)
from aurity_desktop.domain.keys import LockKind, Protection
from aurity_desktop.vault import locks
from aurity_desktop.vault.key_rows import Folder, SessionKey
from aurity_desktop.vault.key_store import KeyStore
from aurity_desktop.vault.locks import (
    Cost,
    locked,
    locked_again,
    new_private,
    opened,
    private_of_passphrase,
)
from tests.vault.conftest import CHEAP
from tests.vault.test_key_store import GOLDEN, golden  # noqa: F401  # a fixture

SESSION, OTHER = "session_20260101_090000", "session_20260101_100000"
WORDS, NEW_WORDS = "correct horse battery", "another horse battery"


@pytest.fixture
def forge(paths):
    """Changes `keys.db` as somebody with sqlite3 and no key can."""

    def change(*statements):
        with closing(sqlite3.connect(paths.keys)) as file:
            for statement in statements:
                file.execute(*statement if isinstance(statement, tuple) else (statement,))
            file.commit()

    return change


@pytest.fixture
def protected(vault):
    """Under a passphrase, with a recovery code, two sessions, and a next key of the ledger."""
    vault.protect(WORDS)
    vault.new_recovery_code()
    vault.begin(SESSION)
    vault.begin(OTHER)
    vault.new_ledger_key()
    return vault


def foreign_lock():
    lock = locked(LockKind.RECOVERY, new_private(), b"x" * 32)
    statement = (
        "INSERT OR REPLACE INTO locks VALUES "
        "('recovery', ?, ?, ?, x'', 0, 0, 0, '2026-01-01', ?, ?)"
    )
    return (
        statement,
        (lock.public, lock.ephemeral, lock.encrypted, lock.authenticator, lock.voucher),
    )


FORGERIES = {
    "a lock in place of another": foreign_lock(),
    "a lock of no known kind": "UPDATE locks SET kind = 'master' WHERE kind = 'recovery'",
    "a lock removed": "DELETE FROM locks WHERE kind = 'recovery'",
    "a lock's public half": "UPDATE locks SET public = zeroblob(32) WHERE kind = 'recovery'",
    "a lock's own secret": "UPDATE locks SET authenticator = x'' WHERE kind = 'recovery'",
    "a lock's cost": "UPDATE locks SET passes = 9 WHERE kind = 'recovery'",
    "the ledger said to be plain": "UPDATE folder SET ledger_encrypted = 0",
    "the folder's id": "UPDATE folder SET folder_id = 'another'",
    "a session said to have plain files": "UPDATE session_keys SET whole = 0",
    "a session's key removed": f"DELETE FROM session_keys WHERE session_id = '{SESSION}'",
    "a session planted": "INSERT INTO session_keys SELECT 'session_20260101_110000', wrapped, 1, "
    f"made_at FROM session_keys WHERE session_id = '{SESSION}'",
    "a session's key under another's name": "UPDATE session_keys SET session_id = "
    f"'session_20260101_110000' WHERE session_id = '{SESSION}'",
    "a ledger's key removed": "DELETE FROM ledger_keys WHERE position = 1",
    "the ledger's keys in another order": "UPDATE ledger_keys SET position = 2 WHERE position = 0",
    "the proof removed": "DELETE FROM authentication",
    "the proof emptied": "UPDATE authentication SET mac = x''",
    "the proof of something else": "UPDATE authentication SET mac = zeroblob(32)",
    "a program": "CREATE TRIGGER keep BEFORE DELETE ON session_keys "
    "BEGIN SELECT RAISE (IGNORE); END",
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES)
def test_a_changed_keys_db_is_refused_at_the_next_opening(protected, another, forge, forgery):
    forge(forgery)
    with pytest.raises(KeysNotAuthentic) as raised:
        another().unlock(WORDS)
    assert "\n" not in str(raised.value)
    assert "keys.db was changed" in str(raised.value)


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES)
@pytest.mark.parametrize(
    "change",
    [
        lambda vault: vault.rotate(),
        lambda vault: vault.destroy([OTHER]),
        lambda vault: vault.begin("session_20260101_120000"),
        lambda vault: vault.set_passphrase(NEW_WORDS),
        lambda vault: vault.ledger_may_be_plain(),
    ],
    ids=["rotate", "erase", "begin", "passphrase", "look at the ledger"],
)
def test_a_change_while_the_vault_is_open_is_refused_before_anything_is_written(
    protected, paths, forge, forgery, change
):
    forge(forgery)
    before = paths.keys.read_bytes()
    with pytest.raises(KeysNotAuthentic):
        change(protected)
    assert paths.keys.read_bytes() == before


class ForgedBetween(KeyStore):
    """Somebody changes the file after the look that opened it, and before the transaction."""

    def __init__(self, path, forging):
        super().__init__(path)
        self._forging = forging

    def changing(self):
        self._forging()
        return super().changing()


def test_a_change_between_the_look_and_the_transaction_is_refused(protected, paths, forge):
    plain = "UPDATE folder SET ledger_encrypted = 0"
    protected._store = ForgedBetween(paths.keys, lambda: forge(plain))
    with pytest.raises(KeysNotAuthentic):
        protected.rotate()
    with KeyStore(paths.keys).reading() as rows:
        assert rows.folder().generation == 1


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("locks", lambda vault: vault.set_passphrase(NEW_WORDS)),
        ("ledger_keys", lambda vault: vault.settle_ledger_key()),
        ("folder", lambda vault: vault.settle_ledger_key()),
        ("session_keys", lambda vault: vault.make_whole(SESSION)),
    ],
)
def test_rows_put_back_from_a_copy_of_the_same_generation_are_refused(
    vault, another, paths, tmp_path, table, change
):
    """An old passphrase, an old key of the ledger, a flag from before."""
    paths.ledger.touch()
    paths.session(SESSION).mkdir(parents=True)
    (paths.session(SESSION) / "final.wav").touch()
    vault.protect(WORDS)
    vault.begin(SESSION)
    vault.new_ledger_key()
    copy = shutil.copy(paths.keys, tmp_path / "copy.db")
    change(vault)
    with closing(sqlite3.connect(paths.keys)) as file:
        file.execute("ATTACH ? AS old", (str(copy),))
        file.execute(f"DELETE FROM main.{table}")
        file.execute(f"INSERT INTO main.{table} SELECT * FROM old.{table}")
        file.commit()
    with pytest.raises(KeysNotAuthentic):
        another().unlock(WORDS)


def test_a_master_key_of_another_that_was_put_into_each_lock_is_refused(protected, another, paths):
    """A lock's public half is enough to encrypt to it, so all else can be made to fit."""
    foreign = b"f" * 32
    with KeyStore(paths.keys).changing() as rows:
        for lock in rows.locks().values():
            rows.set_lock(
                replace(
                    locked_again(replace(lock, authenticator=b""), foreign, b""),
                    authenticator=lock.authenticator,
                    voucher=lock.voucher,
                )
            )
        for name in rows.sessions():
            rows.remove_session(name)
        rows.set_ledger_keys({})
        rows.authenticate(foreign)
    with pytest.raises(KeysNotAuthentic):
        another().unlock(WORDS)


def test_a_lock_made_to_look_as_if_it_were_from_before_vouchers_does_not_open(
    protected, another, paths
):
    foreign = b"f" * 32
    with KeyStore(paths.keys).changing() as rows:
        for lock in rows.locks().values():
            rows.set_lock(locked_again(replace(lock, authenticator=b"", voucher=b""), foreign, b""))
        rows._execute("DELETE FROM authentication")
    with pytest.raises(WrongSecret):
        another().unlock(WORDS)


def test_a_new_master_key_opens_for_each_lock_and_its_voucher_goes_along(protected, another):
    code = protected.new_recovery_code()
    for _ in range(2):
        protected.rotate()
    for secret in (WORDS, code):
        vault = another()
        vault.unlock(secret)
        assert vault.cipher(SESSION).key == protected.cipher(SESSION).key


def test_a_session_without_a_row_is_taken_for_plain_only_where_that_is_proved(protected, forge):
    assert protected.cipher("session_20260101_110000") is None
    forge(f"DELETE FROM session_keys WHERE session_id = '{SESSION}'", "DELETE FROM authentication")
    protected._ciphers.clear()
    with pytest.raises(KeysNotAuthentic):
        protected.cipher(SESSION)


def test_one_damaged_key_costs_one_session_and_the_others_can_be_erased(protected, another, forge):
    forge(f"UPDATE session_keys SET wrapped = zeroblob(60) WHERE session_id = '{SESSION}'")
    vault = another()
    vault.unlock(WORDS)
    with pytest.raises(KeyDamaged, match=SESSION):
        vault.cipher(SESSION)
    kept = vault.begin("session_20260101_110000").key
    vault.destroy([OTHER])
    later = another()
    later.unlock(WORDS)
    assert later.cipher("session_20260101_110000").key == kept
    assert later.cipher(OTHER) is None
    with pytest.raises(KeyDamaged, match=SESSION):
        later.cipher(SESSION)  # and not plain
    later.destroy([SESSION])
    assert later.cipher(SESSION) is None


@pytest.mark.parametrize(
    "cost",
    [
        "memory_kib = 4194304",
        "memory_kib = 1048576, passes = 5",
        "memory_kib = 4",
        "memory_kib = -1",
        "passes = 0",
        "passes = 2147483648",
        "lanes = 0",
        "lanes = 17",
        "salt = x''",
        "salt = zeroblob(65)",
    ],
)
def test_a_cost_that_no_lock_of_ours_has_is_refused_before_it_is_paid(
    protected, another, forge, monkeypatch, cost
):
    forge(f"UPDATE locks SET {cost} WHERE kind = 'passphrase'")
    monkeypatch.setattr(argon2, "Argon2id", lambda **_: pytest.fail("it was paid"))
    with pytest.raises(KeysNotAuthentic):
        another().unlock(WORDS)


def test_the_most_that_a_passphrase_may_cost_is_a_gibibyte():
    Cost(1 << 20, 4, 16).check(b"s" * 16)
    Cost(64, 1, 1).check(b"s" * 16)
    Cost().check(locks.new_salt())


# -- a file from before there was a MAC ------------------------------------------------------------
@pytest.mark.parametrize("by", ["passphrase", "code", "keyring"])
def test_a_file_from_before_is_authenticated_when_it_is_opened_first(
    golden,  # noqa: F811
    another,
    paths,
    keyring,
    by,
):
    store, known = golden
    shutil.copy(store.path, paths.keys)
    keyring.secrets.update(known["ring"])
    if by == "keyring":
        assert another().unlock_from_keyring()
    else:
        another().unlock(known[by])
    with KeyStore(paths.keys).reading() as rows:
        file = rows.file()
    assert file.mac
    assert file.folder.generation == known["folder"][1] + 1
    used = LockKind.RECOVERY if by == "code" else LockKind(by)
    assert file.lock_by_kind[used].vouched
    for secret in (known["passphrase"], known["code"]):
        vault = another()
        vault.unlock(secret)
        assert vault.cipher(next(iter(known["sessions"]))) is not None
    with KeyStore(paths.keys).reading() as rows:
        assert all(lock.vouched for lock in rows.locks().values())


def test_a_lock_planted_in_an_authenticated_file_from_before_opens_nothing(
    golden,  # noqa: F811
    another,
    paths,
    forge,
):
    store, known = golden
    shutil.copy(store.path, paths.keys)
    another().unlock(known["passphrase"])
    private = new_private()
    lock = locked(LockKind.RECOVERY, private, b"x" * 32)
    forge(foreign_lock(), "DELETE FROM authentication")
    with pytest.raises(KeysNotAuthentic):
        another().unlock(known["passphrase"])
    assert opened(lock, private) == b"x" * 32  # the planted one holds what its maker put in


def test_the_version_with_a_mac_is_kept_as_a_golden_file(another, paths):
    """Opened as it lies there, and nothing of it is written anew."""
    shutil.copy(GOLDEN / "keys_v2.db", paths.keys)
    before = paths.keys.read_bytes()
    vault = another()
    vault.unlock("correct horse battery staple")
    assert (
        vault.cipher(SESSION).decrypt(
            bytes.fromhex((GOLDEN / "keys_v2.blob").read_text(encoding="ascii").strip()), b"golden"
        )
        == b"golden words"
    )
    assert paths.keys.read_bytes() == before


# -- without keys.db -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "left", ["session.h5.aure", "slices/000000.wav.aure", "slices/000000.part.aure"]
)
@pytest.mark.parametrize("ledger", ["gone", "plain"])
@pytest.mark.parametrize("keys", ["gone", "empty"])
def test_nothing_is_begun_plain_beside_encrypted_files(another, paths, keyring, left, ledger, keys):
    file = paths.session(SESSION) / left
    file.parent.mkdir(parents=True)
    file.touch()
    if ledger == "plain":
        paths.ledger.write_bytes(b"SQLite format 3\0")
    if keys == "empty":
        paths.keys.touch()
    for step in (
        lambda vault: vault.begin(OTHER),
        lambda vault: vault.ledger_keys(),
        lambda vault: vault.cipher(SESSION),
        lambda vault: vault.handed(OTHER),
        lambda vault: vault.protect(WORDS),
        lambda vault: vault.decide(),
    ):
        with pytest.raises(KeysMissing, match=r"keys\.db is missing"):
            step(another())
    assert not keyring.secrets


def test_an_encrypted_voiceprint_alone_needs_its_keys(another, paths):
    paths.voiceprint.with_name("voiceprint.json.aure").touch()
    with pytest.raises(KeysMissing):
        another().begin(SESSION)


def test_a_plain_folder_with_many_slices_begins_plain(another, paths, keyring):
    keyring.refuses = "there is none"
    slices = paths.session(SESSION) / "slices"
    slices.mkdir(parents=True)
    for number in range(40):
        (slices / f"{number:06}.wav").touch()
    assert another().begin(OTHER) is None
    assert another().protection is Protection.UNDECIDED


def test_a_locked_vault_says_nothing_of_what_it_could_not_prove(protected, another):
    vault = another()
    for ask in (vault.is_whole, vault.cipher):
        with pytest.raises(VaultLocked):
            ask(SESSION)
    with pytest.raises(VaultLocked):
        vault.ledger_may_be_plain()


def test_what_a_folder_says_of_itself_is_kept_apart_whatever_it_looks_like(tmp_path):
    """No two states of the file have the same MAC: the values' types and tables go along."""

    def mac(name, *, folder="f", kind=LockKind.RECOVERY, salt=b"s"):
        store = KeyStore(tmp_path / name)

        def fill(rows):
            rows.set_folder(Folder(folder, 1, ledger_encrypted=True))
            rows.set_lock(replace(LOCK, kind=kind, salt=salt))
            rows.set_session(SESSION, SessionKey(b"wrapped", whole=True))
            rows._execute("UPDATE locks SET made_at = 'then'")
            rows._execute("UPDATE session_keys SET made_at = 'then'")

        store.create(fill)
        with store.reading() as rows:
            return rows.file().authentication(b"m" * 32)

    same = mac("1")
    assert same == mac("2")
    assert (
        len({same, mac("3", folder="g"), mac("4", salt=b"t"), mac("5", kind=LockKind.KEYRING)}) == 4
    )


LOCK = locked(
    LockKind.RECOVERY, private_of_passphrase("p", b"s" * 16, CHEAP), b"m" * 32, b"s" * 16, CHEAP
)
