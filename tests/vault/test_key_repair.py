"""A refused `keys.db` made good again by who knows a secret, and by nobody else."""

import sqlite3
from contextlib import closing

import pytest

from aurity_desktop.domain.errors import KeyDamaged, KeysNotAuthentic, NotProtected, WrongSecret
from aurity_desktop.domain.keys import LockKind
from aurity_desktop.vault.key_store import KeyStore
from aurity_desktop.vault.locks import new_private, opened
from tests.vault.test_forged_keys import (
    FORGERIES,
    OTHER,
    SESSION,
    WORDS,
    forge,  # noqa: F401  # a fixture
    locked,
    protected,  # noqa: F401  # a fixture
)


@pytest.mark.parametrize(
    "forgery",
    [forgery for name, forgery in FORGERIES.items() if name != "a program"],
    ids=[name for name in FORGERIES if name != "a program"],
)
def test_what_the_passphrase_proves_is_kept_and_no_other_way_in(
    protected,  # noqa: F811
    another,
    forge,  # noqa: F811
    forgery,
):
    key = protected.cipher(OTHER).key
    ledger = protected.ledger_keys()[0]
    forge(forgery)
    vault = another()
    done = vault.repair(WORDS)
    assert done.changed
    assert vault.cipher(OTHER).key == key
    later = another()
    later.unlock(WORDS)
    assert later.cipher(OTHER).key == key
    assert later.status().locks == (LockKind.PASSPHRASE,)
    if "position = 2" not in forgery:
        assert later.ledger_keys()[0] == ledger
        assert not later.ledger_may_be_plain()


def test_a_planted_lock_gets_no_master_key_by_a_repair(protected, another, forge, paths):  # noqa: F811
    private = new_private()
    lock = locked(LockKind.RECOVERY, private, b"x" * 32)
    forge(
        (
            "UPDATE locks SET public = ?, ephemeral = ?, encrypted = ? WHERE kind = 'recovery'",
            (lock.public, lock.ephemeral, lock.encrypted),
        )
    )
    assert another().repair(WORDS).removed == ("recovery",)
    with KeyStore(paths.keys).reading() as rows:
        assert set(rows.locks()) == {LockKind.PASSPHRASE}
        assert opened(rows.locks()[LockKind.PASSPHRASE], private) is None


def test_a_wrong_secret_repairs_nothing(protected, another, forge, paths):  # noqa: F811
    forge("DELETE FROM locks WHERE kind = 'recovery'")
    before = paths.keys.read_bytes()
    for secret in ("wrong horse battery", ""):
        with pytest.raises(WrongSecret):
            another().repair(secret)
    assert paths.keys.read_bytes() == before
    with pytest.raises(KeysNotAuthentic):
        another().unlock(WORDS)


def test_the_recovery_code_or_the_keyring_repairs_as_well(vault, another, forge):  # noqa: F811
    vault.protect()
    key = vault.begin(SESSION).key
    code = vault.new_recovery_code()
    forge("UPDATE session_keys SET made_at = 'then'")
    assert another().repair("").removed == ("recovery",)
    assert another().cipher(SESSION).key == key
    vault.lock()
    vault.unlock_from_keyring()
    code = vault.new_recovery_code()
    forge("UPDATE session_keys SET made_at = 'never'")
    assert another().repair(code).removed == ("keyring",)
    later = another()
    later.unlock(code)
    assert later.cipher(SESSION).key == key


def test_keys_that_are_as_they_were_written_are_left(protected, another, paths):  # noqa: F811
    before = paths.keys.read_bytes()
    assert not another().repair(WORDS).changed
    assert paths.keys.read_bytes() == before


def test_a_damaged_key_of_a_session_is_named_and_stays_damaged(
    protected,  # noqa: F811
    another,
    forge,  # noqa: F811
    paths,
):
    forge(
        f"UPDATE session_keys SET wrapped = zeroblob(60) WHERE session_id = '{SESSION}'",
        "UPDATE session_keys SET made_at = 'then'",
    )
    vault = another()
    assert vault.repair(WORDS).damaged == (SESSION,)
    with pytest.raises(KeyDamaged, match=SESSION):
        vault.cipher(SESSION)
    assert vault.cipher(OTHER) is not None
    with closing(sqlite3.connect(paths.keys)) as file:
        assert file.execute("SELECT count(*) FROM session_keys").fetchone() == (2,)


def test_without_a_vault_there_is_nothing_to_repair(vault):
    with pytest.raises(NotProtected):
        vault.repair(WORDS)
