"""The master key of a data folder: what opens it, and changes under it as one transaction."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from aurity_desktop.domain.errors import KeyringUnusable, NotProtected, VaultLocked, WrongSecret
from aurity_desktop.domain.keys import LockKind, Protection
from aurity_desktop.encrypted.aes import AesCipher
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.vault.key_handover import WholeVault
from aurity_desktop.vault.key_store import Folder, KeyRows, KeyStore
from aurity_desktop.vault.keyring_lock import KeyringLock
from aurity_desktop.vault.locks import (
    Cost,
    Lock,
    locked,
    new_salt,
    opened,
    private_of_code,
    private_of_passphrase,
)
from aurity_desktop.vault.system_keyring import SecretStore


@dataclass(frozen=True, slots=True)
class Opened:
    """The master key, which one it is, and what opened it: that opens the next one too.

    `generation` is the one of `keys.db`, by which a change by another process is noticed.
    """

    by: WholeVault
    generation: int
    master: bytes = field(repr=False)

    @property
    def wrapping(self) -> AesCipher:
        """What wraps the keys of the sessions and of the ledger."""
        return AesCipher(self.master)


class MasterKey:
    """The master key of one folder, for one process. Any thread.

    Kept while the vault is open, and looked up again when another process has changed it.
    """

    def __init__(
        self,
        paths: Paths,
        secret_store: SecretStore,
        *,
        handed: WholeVault | None = None,
        cost: Cost | None = None,
    ) -> None:
        self._paths = paths
        self._store = KeyStore(paths.keys)
        self._secrets = secret_store
        self._cost = cost or Cost()
        self._guard = threading.RLock()
        self._handed = handed
        self._opened: Opened | None = None
        self._ciphers: dict[str, AesCipher] = {}
        self._ledger: tuple[bytes, ...] | None = None
        self._asked_keyring = False
        self._trouble = ""
        self._locked_by_user = False
        self._ask: Callable[[], str | None] = lambda: None

    @property
    def protection(self) -> Protection:
        """See the port `Vault`: a look at the disk."""
        if not self._store.exists():
            return Protection.PLAIN if self._paths.ledger.exists() else Protection.UNDECIDED
        return Protection.OPEN if self._opened else Protection.LOCKED

    def unlock_from_keyring(self) -> bool:
        """See the port `Vault`."""
        with self._guard:
            if self._opened is None and self._store.exists():
                self._locked_by_user = False
                self._asked_keyring = False
                try:
                    self._open(ask=False)
                except VaultLocked:
                    return False
            return self._opened is not None

    def unlock(self, secret: str) -> None:
        """See the port `Vault`."""
        if not self._store.exists():
            raise NotProtected
        with self._guard:
            self._opened = self._opened_by_secret(secret)
            self._locked_by_user = False

    def lock(self) -> None:
        """See the port `Vault`."""
        with self._guard:
            if self._store.exists():
                self._opened, self._handed, self._ledger = None, None, None
                self._ciphers.clear()
                self._locked_by_user = True

    def ask_with(self, ask: Callable[[], str | None]) -> None:
        """See the port `Vault`."""
        self._ask = ask

    def _open(self, *, anew: bool = False, ask: bool = True) -> Opened:
        """The master key that counts.

        `anew` looks whether another process has changed it. Raises VaultLocked.
        """
        with self._guard:
            if self._opened is not None and not anew:
                return self._opened
            if self._locked_by_user:
                raise VaultLocked
            with self._store.reading() as rows:
                locks, folder = rows.locks(), rows.folder()
            if self._opened is not None and self._opened.generation == folder.generation:
                return self._opened
            known = self._opened.by if self._opened is not None else self._handed
            self._opened = self._opened_by(known, locks, folder) or self._opened_by_keyring(
                locks, folder
            )
            if self._opened is None and ask:
                secret = self._ask()
                if secret is not None:
                    self._opened = self._opened_by_secret(secret)
            if self._opened is None:
                raise VaultLocked(self._trouble)
            return self._opened

    def _opened_by(
        self, by: WholeVault | None, locks: dict[LockKind, Lock], folder: Folder
    ) -> Opened | None:
        if by is None or by.kind not in locks:
            return None
        master = opened(locks[by.kind], by.private)
        return Opened(by, folder.generation, master) if master is not None else None

    def _opened_by_keyring(self, locks: dict[LockKind, Lock], folder: Folder) -> Opened | None:
        """Asked once in a process: a keyring that does not answer is waited for only once."""
        if LockKind.KEYRING not in locks or self._asked_keyring:
            return None
        try:
            private = self._keyring(folder.folder_id).private(locks[LockKind.KEYRING])
        except KeyringUnusable as error:
            self._asked_keyring, self._trouble = True, error.detail
            return None
        if private is None:
            self._trouble = "the system's keyring has no entry for this folder"
            return None
        return self._opened_by(WholeVault(LockKind.KEYRING, private), locks, folder)

    def _opened_by_secret(self, secret: str) -> Opened:
        """Raises WrongSecret."""
        with self._store.reading() as rows:
            locks, folder = rows.locks(), rows.folder()
        code = private_of_code(secret)
        if code is not None:
            found = self._opened_by(WholeVault(LockKind.RECOVERY, code), locks, folder)
            if found is not None:
                return found
        if LockKind.PASSPHRASE in locks:
            lock = locks[LockKind.PASSPHRASE]
            private = private_of_passphrase(secret, lock.salt, lock.cost)
            found = self._opened_by(WholeVault(LockKind.PASSPHRASE, private), locks, folder)
            if found is not None:
                return found
        raise WrongSecret

    def _opened_otherwise(self, by: WholeVault) -> None:
        """What opened the vault may be what was just replaced."""
        with self._guard:
            if self._opened is not None and self._opened.by.kind is by.kind:
                self._opened = replace(self._opened, by=by)

    @contextmanager
    def _changing(self) -> Iterator[tuple[KeyRows, Opened]]:
        """One transaction on `keys.db`, in which the master key at hand is the one that counts.

        Raises NotProtected, VaultLocked.
        """
        if not self._store.exists():
            raise NotProtected
        with self._guard:
            while True:
                vault = self._open(anew=True)
                with self._store.changing() as rows:
                    if rows.folder().generation == vault.generation:
                        yield rows, vault
                        return

    def _passphrase_lock(self, passphrase: str, master: bytes) -> tuple[WholeVault, Lock]:
        if not passphrase:
            raise ValueError("an empty passphrase protects nothing")
        salt = new_salt()
        private = private_of_passphrase(passphrase, salt, self._cost)
        lock = locked(LockKind.PASSPHRASE, private, master, salt, self._cost)
        return WholeVault(LockKind.PASSPHRASE, private), lock

    def _keyring(self, folder_id: str) -> KeyringLock:
        return KeyringLock(self._secrets, folder_id)
