"""A `keys.db` that is refused, made good again with a secret that opens it.

What can be proved is kept: the master key, by the voucher of the lock that the secret opens, and
every key that opens under it. No other way in is, since nothing proves to whom it belongs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from aurity_desktop.domain.errors import BadCiphertext, WrongSecret
from aurity_desktop.domain.keys import KeysRepaired, LockKind
from aurity_desktop.vault.key_handover import WholeVault
from aurity_desktop.vault.key_store import KeyRows
from aurity_desktop.vault.keyring_lock import KeyringLock
from aurity_desktop.vault.locks import Lock, opened, private_of_code, private_of_passphrase
from aurity_desktop.vault.rotation import LEDGER, Opened, rotate, session_subject


def repair_keys(
    rows: KeyRows, secret: str, keyring: KeyringLock
) -> tuple[KeysRepaired, Opened, Sequence[Lock]]:
    """Inside the caller's transaction; a new master key, unless everything was as it should be.

    `secret` is a passphrase or recovery code, "" for the keyring's. Returns what was done, what is
    open then, and the locks whose keyring entries are to be forgotten after the commit. A session's
    flag that says whether plain files of it are left is taken as it stands. Raises WrongSecret,
    KeyringUnusable, and KeyDamaged where the folder's own row is gone.
    """
    file = rows.file()
    by, master = _opened_by_voucher(rows, secret, keyring)
    vault = Opened(by, file.folder.generation, master)
    damaged = tuple(
        name
        for name, key in sorted(file.sessions.items())
        if not _opens(vault, key.wrapped, session_subject(name))
    )
    if file.mac and file.mac == file.authentication(master):
        return KeysRepaired(changed=False, removed=(), damaged=damaged), vault, ()
    removed = tuple(str(row[0]) for row in file.locks if row[0] != by.kind)
    rows.keep_only_lock(by.kind)
    kept = {at: key for at, key in file.ledger_keys.items() if _opens(vault, key, LEDGER)}
    rows.set_ledger_keys(kept)
    rows.set_folder(replace(file.folder, ledger_encrypted=0 in kept))
    fresh, outdated = rotate(rows, vault, keyring, ())
    return KeysRepaired(changed=True, removed=removed, damaged=damaged), fresh, outdated


def _opened_by_voucher(
    rows: KeyRows, secret: str, keyring: KeyringLock
) -> tuple[WholeVault, bytes]:
    """Raises WrongSecret; a lock without a voucher proves nothing."""
    file = rows.file()
    for kind in (LockKind.KEYRING,) if not secret else (LockKind.RECOVERY, LockKind.PASSPHRASE):
        lock = file.lock(kind)
        if lock is None or not lock.vouched:
            continue
        private: bytes | None
        if kind is LockKind.KEYRING:
            private = keyring.private(lock)
        elif kind is LockKind.RECOVERY:
            private = private_of_code(secret)
        else:
            private = private_of_passphrase(secret, lock.salt, lock.cost)
        master = opened(lock, private) if private is not None else None
        if private is not None and master is not None:
            return WholeVault(kind, private), master
    raise WrongSecret


def _opens(vault: Opened, wrapped: bytes, subject: bytes) -> bool:
    try:
        vault.wrapping.decrypt(wrapped, subject)
    except BadCiphertext:
        return False
    return True
