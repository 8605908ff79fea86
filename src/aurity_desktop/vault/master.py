"""The master key of a data folder: what opens it, and changes under it as one transaction."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from aurity_desktop.domain.errors import (
    KeyringUnusable,
    KeysMissing,
    NotProtected,
    VaultLocked,
    WrongSecret,
)
from aurity_desktop.domain.keys import LockKind, Protection
from aurity_desktop.encrypted.aes import AesCipher
from aurity_desktop.encrypted.frames import SUFFIX
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.vault.key_handover import WholeVault
from aurity_desktop.vault.key_rows import KeyFile
from aurity_desktop.vault.key_store import KeyRows, KeyStore
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
from aurity_desktop.vault.rotation import Opened, rotate
from aurity_desktop.vault.system_keyring import SecretStore

#: Of each session's folder of slices.
_SLICES_LOOKED_AT: Final = 16


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
        self._proved: KeyFile | None = None
        self._ciphers: dict[str, AesCipher] = {}
        self._ledger: tuple[bytes, ...] | None = None
        self._asked_keyring = False
        self._nothing_encrypted = False
        self._trouble = ""
        self._locked_by_user = False
        self._opened_by_person = False
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
            self._take(self._opened_by_secret(secret))
            self._locked_by_user = False
            self._opened_by_person = True

    @property
    def opened_by_secret(self) -> bool:
        """See the port `Vault`."""
        return self._opened_by_person

    def confirm(self, secret: str) -> None:
        """See the port `Vault`."""
        if not self._store.exists():
            raise NotProtected
        with self._guard:
            proved = self._proved  # it belongs to the master key that is open
            try:
                self._opened_by_secret(secret)
            finally:
                self._proved = proved

    def lock(self) -> None:
        """See the port `Vault`."""
        with self._guard:
            if self._store.exists():
                self._opened, self._handed, self._ledger = None, None, None
                self._proved, self._opened_by_person = None, False
                self._ciphers.clear()
                self._locked_by_user = True

    def ask_with(self, ask: Callable[[], str | None]) -> None:
        """See the port `Vault`."""
        self._ask = ask

    def _open(self, *, anew: bool = False, ask: bool = True) -> Opened:
        """The master key that counts.

        `anew` looks whether another process has changed it. Raises VaultLocked, KeysNotAuthentic.
        """
        with self._guard:
            if self._opened is not None and not anew:
                return self._opened
            if self._locked_by_user:
                raise VaultLocked
            with self._store.reading() as rows:
                file = rows.file()
            if self._opened is not None and self._opened.generation == file.folder.generation:
                self._prove(file, self._opened.master)
                return self._opened
            known = self._opened.by if self._opened is not None else self._handed
            self._opened = None
            found = self._opened_by(known, file) or self._opened_by_keyring(file)
            if found is None and ask:
                secret = self._ask()
                if secret is not None:
                    found = self._opened_by_secret(secret)
                    self._opened_by_person = True
            if found is None:
                raise VaultLocked(self._trouble)
            return self._take(found)

    def _file(self) -> KeyFile:
        """What `keys.db` says, proved. Read again only where it was changed.

        Raises VaultLocked, KeysNotAuthentic.
        """
        with self._guard:
            self._open()
            with self._store.reading() as rows:
                mac = rows.mac()
            if self._proved is None or self._proved.mac != mac:
                self._open(anew=True)
            assert self._proved is not None
            return self._proved

    def _prove(self, file: KeyFile, master: bytes) -> None:
        """Raises KeysNotAuthentic."""
        file.check(master)
        self._proved = file

    def _take(self, found: Opened) -> Opened:
        """From now on this is open; a file from before there was a MAC gets one first.

        Its master key is then a new one, so that nothing from before passes for the file any more.
        """
        if not found.old:
            self._opened = found
            return found
        with self._store.changing() as rows:
            file = rows.file()
            current = file.folder.generation == found.generation
            if current:
                if file.mac:
                    file.check(found.master)
                keyring = self._keyring(file.folder.folder_id)
                self._opened, outdated = rotate(rows, found, keyring, ())
                self._proved = rows.file()
        if not current:  # another process was faster
            self._opened = replace(found, old=False)
            return self._open(anew=True)
        for lock in outdated:
            keyring.forget(lock)
        return self._open()

    def _opened_by(self, by: WholeVault | None, file: KeyFile) -> Opened | None:
        """Raises KeysNotAuthentic."""
        lock = file.lock_by_kind.get(by.kind) if by is not None else None
        if by is None or lock is None:
            return None
        master = opened(lock, by.private)
        if master is None:
            return None
        if lock.vouched or file.mac:
            self._prove(file, master)
        return Opened(by, file.folder.generation, master, old=not lock.vouched)

    def _opened_by_keyring(self, file: KeyFile) -> Opened | None:
        """Asked once in a process: a keyring that does not answer is waited for only once."""
        lock = file.lock_by_kind.get(LockKind.KEYRING)
        if lock is None or self._asked_keyring:
            return None
        try:
            private = self._keyring(file.folder.folder_id).private(lock)
        except KeyringUnusable as error:
            self._asked_keyring, self._trouble = True, error.detail
            return None
        if private is None:
            self._trouble = "the system's keyring has no entry for this folder"
            return None
        return self._opened_by(WholeVault(LockKind.KEYRING, private), file)

    def _opened_by_secret(self, secret: str) -> Opened:
        """Raises WrongSecret, KeysNotAuthentic."""
        with self._store.reading() as rows:
            file = rows.file()
        code = private_of_code(secret)
        if code is not None:
            found = self._opened_by(WholeVault(LockKind.RECOVERY, code), file)
            if found is not None:
                return found
        lock = file.lock_by_kind.get(LockKind.PASSPHRASE)
        if lock is not None:
            private = private_of_passphrase(secret, lock.salt, lock.cost)
            found = self._opened_by(WholeVault(LockKind.PASSPHRASE, private), file)
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
        """One transaction on `keys.db`, proved before it and authenticated at its end.

        Raises NotProtected, VaultLocked, KeysNotAuthentic.
        """
        with self._transaction() as (rows, vault):
            yield rows, vault
            rows.authenticate(vault.master)

    def _rotate(self, destroyed: Sequence[str]) -> None:
        """A new master key, and without the keys of `destroyed`, in one transaction."""
        with self._transaction() as (rows, vault):
            keyring = self._keyring(rows.folder().folder_id)
            changed, outdated = rotate(rows, vault, keyring, destroyed)
        with self._guard:
            self._opened = changed
        for lock in outdated:
            keyring.forget(lock)

    @contextmanager
    def _transaction(self) -> Iterator[tuple[KeyRows, Opened]]:
        """The master key at hand is the one that counts, and every row is as it left it."""
        if not self._store.exists():
            raise NotProtected
        with self._guard:
            vault = self._open()
            while True:
                with self._store.changing() as rows:
                    file = rows.file()
                    if file.folder.generation == vault.generation:
                        file.check(vault.master)
                        yield rows, vault
                        return
                vault = self._open(anew=True)

    def _require_keys(self) -> None:
        """Raises KeysMissing where `keys.db` is gone and something encrypted is there.

        Looked for once in a process: only a vault encrypts anything.
        """
        if not self._nothing_encrypted and not self._store.exists():
            if has_encrypted_files(self._paths):
                raise KeysMissing
            self._nothing_encrypted = True

    def _passphrase_lock(self, passphrase: str, master: bytes) -> tuple[WholeVault, Lock]:
        if not passphrase:
            raise ValueError("an empty passphrase protects nothing")
        salt = new_salt()
        private = private_of_passphrase(passphrase, salt, self._cost)
        lock = locked(LockKind.PASSPHRASE, private, master, salt, self._cost)
        return WholeVault(LockKind.PASSPHRASE, private), lock

    def _keyring(self, folder_id: str) -> KeyringLock:
        return KeyringLock(self._secrets, folder_id)


def has_encrypted_files(paths: Paths) -> bool:
    """Whether a session or the voiceprint is encrypted, as the names of the files say.

    Of a folder of slices a few are looked at: an encrypted session has no other ones.
    """
    if any(paths.data.glob(f"*{SUFFIX}")):
        return True
    for session in paths.sessions.glob("*/"):
        few = itertools.islice((session / "slices").glob("*"), _SLICES_LOOKED_AT)
        names = itertools.chain(session.glob(f"*{SUFFIX}"), few)
        if any(path.suffix == SUFFIX or SUFFIX in path.suffixes for path in names):
            return True
    return False
