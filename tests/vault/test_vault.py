import pytest

from aurity_desktop.domain.errors import (
    BadCiphertext,
    KeyDamaged,
    KeyringUnusable,
    LastLock,
    NotProtected,
    VaultExists,
    VaultLocked,
    WrongSecret,
)
from aurity_desktop.domain.keys import LockKind, Protection
from aurity_desktop.vault.key_handover import SomeKeys, WholeVault, parse_line
from aurity_desktop.vault.key_store import KeyStore

SESSION = "session_20260101_090000"
OTHER = "session_20260101_100000"


def test_an_untouched_folder_is_encrypted_where_there_is_a_keyring(vault):
    assert vault.protection is Protection.UNDECIDED
    assert vault.begin(SESSION) is not None
    assert vault.protection is Protection.OPEN
    assert len(vault.ledger_keys()) == 1
    assert not vault.ledger_may_be_plain()


def test_an_untouched_folder_stays_plain_where_there_is_none(vault, keyring, paths):
    keyring.refuses = "no desktop session"
    assert vault.begin(SESSION) is None
    assert vault.ledger_keys() == ()
    assert not paths.keys.exists()


def test_a_folder_with_a_plain_ledger_is_left_as_it_is(vault, paths):
    paths.ledger.touch()
    assert vault.protection is Protection.PLAIN
    assert vault.begin(SESSION) is None
    assert vault.cipher(SESSION) is None
    assert not paths.keys.exists()


def test_a_plain_folder_can_be_protected_and_its_ledger_is_expected_plain_until_it_is_converted(
    vault, paths
):
    paths.ledger.touch()
    vault.protect()
    assert vault.ledger_keys() == ()
    assert vault.ledger_may_be_plain()
    key = vault.new_ledger_key()
    assert vault.new_ledger_key() == key
    assert list(vault.ledger_keys()) == [key]
    vault.settle_ledger_key()
    assert not vault.ledger_may_be_plain()
    assert list(vault.ledger_keys()) == [key]


def test_protecting_twice_is_refused(vault):
    vault.protect()
    with pytest.raises(VaultExists):
        vault.protect("words")


def test_another_process_reads_what_one_encrypted(vault, another):
    encrypted = vault.begin(SESSION).encrypt(b"words", b"about")
    assert another().cipher(SESSION).decrypt(encrypted, b"about") == b"words"


def test_a_message_opens_only_with_its_associated_data(vault):
    cipher = vault.begin(SESSION)
    encrypted = cipher.encrypt(b"words", b"about")
    with pytest.raises(BadCiphertext):
        cipher.decrypt(encrypted, b"something else")
    with pytest.raises(BadCiphertext):
        vault.begin(OTHER).decrypt(encrypted, b"about")


def test_beginning_a_session_twice_gives_the_same_key(vault, another):
    encrypted = vault.begin(SESSION).encrypt(b"words", b"")
    assert another().begin(SESSION).decrypt(encrypted, b"") == b"words"


def test_a_keyring_that_is_gone_leaves_the_passphrase_and_the_code(vault, another, keyring):
    encrypted = vault.begin(SESSION).encrypt(b"words", b"")
    vault.set_passphrase("correct horse")
    code = vault.new_recovery_code()
    keyring.secrets.clear()
    for secret in ("correct horse", code, code.lower().replace("-", " ").replace("0", "o")):
        locked = another()
        with pytest.raises(VaultLocked):
            locked.cipher(SESSION)
        locked.unlock(secret)
        assert locked.cipher(SESSION).decrypt(encrypted, b"") == b"words"


def test_a_wrong_passphrase_opens_nothing(vault, another, keyring):
    vault.protect("correct horse")
    for secret in ("correct horsf", "", "0000-" * 7 + "0000"):
        with pytest.raises(WrongSecret):
            another().unlock(secret)


def test_a_passphrase_typed_in_other_code_points_is_the_same(vault, another):
    vault.protect("contrase\u00f1a")
    locked = another()
    locked.unlock("contrasen\u0303a")
    assert locked.protection is Protection.OPEN


def test_the_passphrase_alone_needs_no_keyring(vault, keyring):
    keyring.refuses = "no desktop session"
    vault.protect("correct horse")
    assert vault.status().locks == (LockKind.PASSPHRASE,)
    with pytest.raises(KeyringUnusable):
        vault.use_keyring()


def test_a_locked_vault_gives_no_keys_until_it_is_unlocked(vault):
    vault.begin(SESSION)
    vault.lock()
    assert vault.protection is Protection.LOCKED
    with pytest.raises(VaultLocked):
        vault.cipher(SESSION)
    with pytest.raises(VaultLocked):
        vault.ledger_keys()
    assert vault.unlock_from_keyring()
    assert vault.cipher(SESSION) is not None


def test_a_plain_folder_cannot_be_locked(vault, paths):
    paths.ledger.touch()
    vault.lock()
    assert vault.protection is Protection.PLAIN
    with pytest.raises(NotProtected):
        vault.rotate()


def test_who_asks_on_a_terminal_is_asked_only_when_no_keyring_answers(vault, another, keyring):
    vault.begin(SESSION)
    vault.set_passphrase("correct horse")
    asked = []

    def ask():
        asked.append(True)
        return "correct horse"

    other = another()
    other.ask_with(ask)
    other.cipher(SESSION)
    assert not asked
    keyring.refuses = "locked"
    other = another()
    other.ask_with(ask)
    assert other.cipher(SESSION) is not None
    assert asked == [True]


def test_a_new_master_key_leaves_every_session_and_every_lock_as_it_was(vault, another, keyring):
    encrypted = vault.begin(SESSION).encrypt(b"words", b"")
    ledger = list(vault.ledger_keys())
    vault.set_passphrase("correct horse")
    code = vault.new_recovery_code()
    older = another()
    assert older.cipher(SESSION) is not None
    (secret_before,) = keyring.secrets.values()
    vault.rotate()
    (secret_after,) = keyring.secrets.values()
    assert secret_before != secret_after
    assert another().cipher(SESSION).decrypt(encrypted, b"") == b"words"
    assert list(another().ledger_keys()) == ledger
    for secret in ("correct horse", code):
        by_hand = another()
        by_hand.lock()
        by_hand.unlock(secret)
        assert by_hand.cipher(SESSION).decrypt(encrypted, b"") == b"words"
    # A process that was there before goes on, and what it makes now is under the new key.
    older.begin(OTHER)
    assert another().cipher(OTHER) is not None


def test_a_destroyed_session_opens_with_nothing_that_is_left(vault, another, paths, keyring):
    encrypted = vault.begin(SESSION).encrypt(b"words", b"")
    kept = vault.begin(OTHER).encrypt(b"kept", b"")
    vault.set_passphrase("correct horse")
    old_rows = paths.keys.read_bytes()
    vault.destroy([SESSION])
    assert another().cipher(SESSION) is None
    assert another().cipher(OTHER).decrypt(kept, b"") == b"kept"
    # A session that takes the id again has another key.
    with pytest.raises(BadCiphertext):
        another().begin(SESSION).decrypt(encrypted, b"")
    # Even the old file put back finds no secret in the keyring that opens it.
    paths.keys.write_bytes(old_rows)
    with pytest.raises(VaultLocked):
        another().cipher(SESSION)


def test_destroying_works_while_the_keyring_is_away(vault, another, keyring):
    vault.begin(SESSION)
    vault.set_passphrase("correct horse")
    keyring.refuses = "locked"
    other = another()
    other.unlock("correct horse")
    other.destroy([SESSION])
    keyring.refuses = ""
    assert another().cipher(SESSION) is None
    assert another().begin(OTHER) is not None


def test_a_crash_between_the_new_secret_and_the_new_keys_costs_nothing(
    vault, another, keyring, monkeypatch
):
    vault.begin(SESSION)
    monkeypatch.setattr(
        "aurity_desktop.vault.key_store.KeyRows.set_folder",
        lambda *_: (_ for _ in ()).throw(OSError("killed")),
    )
    with pytest.raises(OSError, match="killed"):
        vault.rotate()
    monkeypatch.undo()
    assert len(keyring.secrets) == 2
    assert another().cipher(SESSION) is not None


def test_what_opens_the_vault_last_cannot_be_removed(vault):
    vault.begin(SESSION)
    vault.new_recovery_code()
    with pytest.raises(LastLock):
        vault.remove(LockKind.KEYRING)
    vault.set_passphrase("correct horse")
    vault.remove(LockKind.KEYRING)
    assert vault.status().locks == (LockKind.PASSPHRASE, LockKind.RECOVERY)


def test_a_changed_row_is_named(vault, another, paths):
    vault.begin(SESSION)
    with KeyStore(paths.keys).changing() as rows:
        key = rows.session(SESSION)
        rows.set_session(SESSION, type(key)(bytes(len(key.wrapped)), key.whole))
    with pytest.raises(KeyDamaged, match=SESSION):
        another().cipher(SESSION)


def test_a_child_is_handed_all_keys_or_those_of_one_session(vault, another, keyring):
    encrypted = vault.begin(SESSION).encrypt(b"words", b"")
    keyring.refuses = "locked"
    whole = parse_line(vault.handed())
    assert isinstance(whole, WholeVault)
    assert another(handed=whole).cipher(SESSION).decrypt(encrypted, b"") == b"words"
    some = parse_line(vault.handed(SESSION))
    assert isinstance(some, SomeKeys)
    assert some.cipher(SESSION).decrypt(encrypted, b"") == b"words"
    assert some.cipher(OTHER) is None
    assert list(some.ledger_keys()) == list(vault.ledger_keys())
    with pytest.raises(VaultLocked):
        some.destroy([SESSION])


def test_a_session_that_is_about_to_begin_is_handed_its_new_key(vault, another):
    some = parse_line(vault.handed(OTHER))
    encrypted = some.begin(OTHER).encrypt(b"words", b"")
    assert another().cipher(OTHER).decrypt(encrypted, b"") == b"words"


def test_no_key_shows_in_a_text(vault):
    cipher = vault.begin(SESSION)
    line = vault.handed()
    assert cipher.key.hex() not in repr(cipher) + str(vars(vault)["_opened"])
    assert parse_line(line).private.hex() not in repr(parse_line(line))


def test_the_status_counts_sessions_by_how_they_lie(vault, paths, keyring):
    paths.session(OTHER).mkdir()
    (paths.session(OTHER) / "final.wav").touch()  # an empty folder is one that was just claimed
    vault.begin(SESSION)
    paths.session(SESSION).mkdir()
    status = vault.status()
    assert (status.encrypted_sessions, status.plain_sessions) == (1, 1)
    assert status.keyring == "memory"
    assert not status.protected
    vault.begin(OTHER)
    assert vault.status().plain_sessions == 1
    vault.make_whole(OTHER)
    assert vault.status().protected


def test_a_secret_is_confirmed_without_opening_anything(vault, another):
    with pytest.raises(NotProtected):
        vault.confirm("correct horse")
    vault.protect("correct horse")
    code = vault.new_recovery_code()
    looking = another()
    for secret in ("correct horse", code):
        looking.confirm(secret)
        assert looking.protection is Protection.LOCKED
        assert not looking.opened_by_secret
    with pytest.raises(WrongSecret):
        looking.confirm("wrong")
    looking.unlock("correct horse")
    assert looking.opened_by_secret
    looking.lock()
    assert not looking.opened_by_secret
    assert not vault.opened_by_secret


def test_confirming_after_another_process_changed_the_master_key_mixes_nothing(vault, another):
    vault.protect("correct horse")
    key = vault.begin(SESSION).key
    other = another()
    other.unlock("correct horse")
    other.rotate()
    vault.confirm("correct horse")
    vault._ciphers.clear()
    assert vault.cipher(SESSION).key == key
