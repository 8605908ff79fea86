"""A new master key for a data folder: every key wrapped anew, every lock around it."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from aurity_desktop.domain.errors import BadCiphertext, KeyringUnusable
from aurity_desktop.domain.keys import LockKind
from aurity_desktop.encrypted.aes import KEY_BYTES, AesCipher
from aurity_desktop.vault.key_handover import WholeVault
from aurity_desktop.vault.key_rows import SessionKey
from aurity_desktop.vault.key_store import KeyRows
from aurity_desktop.vault.keyring_lock import KeyringLock
from aurity_desktop.vault.locks import Lock, locked, locked_again

_log = logging.getLogger(__name__)

#: The associated data that binds a wrapped ledger key to the ledger.
LEDGER: Final = b"ledger key"


@dataclass(frozen=True, slots=True)
class Opened:
    """The master key, which one it is, and what opened it: that opens the next one too.

    `generation` is the one of `keys.db`, by which a change by another process is noticed. `old`:
    the lock that opened it is from before locks had a voucher.
    """

    by: WholeVault
    generation: int
    master: bytes = field(repr=False)
    old: bool = False

    @property
    def wrapping(self) -> AesCipher:
        """What wraps the keys of the sessions and of the ledger."""
        return AesCipher(self.master)


def session_subject(session_id: str) -> bytes:
    """The associated data that binds a wrapped session key to its session."""
    return b"session key, " + session_id.encode("ascii")


def rotate(
    rows: KeyRows, vault: Opened, keyring: KeyringLock, destroyed: Sequence[str]
) -> tuple[Opened, Sequence[Lock]]:
    """A new master key, without the keys of `destroyed`, inside the caller's transaction.

    Returns what is open then, and the keyring's locks whose entries are to be forgotten once the
    transaction is committed. The keyring's secret is a new one too, so that an old copy of
    `keys.db` opens with nothing that is still there; it is put into the keyring first, under a name
    of its own: killed in between, the old one still opens what stands on the disk. A wrapped key
    that does not open is carried over as it is: its session stays told as damaged, and the others
    can be erased.
    """
    file = rows.file()
    generation = file.folder.generation + 1
    master = secrets.token_bytes(KEY_BYTES)
    fresh = AesCipher(master)
    by, outdated = vault.by, list[Lock]()
    for kind, lock in file.lock_by_kind.items():
        if kind is by.kind and not lock.vouched:
            again = locked(kind, by.private, master, lock.salt, lock.cost)
        else:
            again = locked_again(lock, master, vault.master)
        if kind is LockKind.KEYRING:
            try:
                own, again = keyring.new(master)
            except KeyringUnusable:
                pass  # it stays the same secret: the master key inside it is another
            else:
                outdated.append(lock)
                by = own if by.kind is LockKind.KEYRING else by
        rows.set_lock(again)
    for session_id in destroyed:
        rows.remove_session(session_id)
    for session_id, row in file.sessions.items():
        if session_id not in destroyed:
            wrapped = _wrapped_anew(row.wrapped, session_subject(session_id), vault, fresh)
            rows.set_session(session_id, SessionKey(wrapped, row.whole))
    rows.set_ledger_keys(
        {
            position: _wrapped_anew(wrapped, LEDGER, vault, fresh)
            for position, wrapped in file.ledger_keys.items()
        }
    )
    rows.set_folder(replace(file.folder, generation=generation))
    rows.authenticate(master)
    return Opened(by, generation, master), outdated


def _wrapped_anew(wrapped: bytes, subject: bytes, vault: Opened, fresh: AesCipher) -> bytes:
    try:
        key = vault.wrapping.decrypt(wrapped, subject)
    except BadCiphertext:
        _log.warning("a damaged key is carried over as it is: %s", subject.decode("ascii"))
        return wrapped
    return fresh.encrypt(key, subject)
