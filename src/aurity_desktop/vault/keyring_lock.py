"""The lock whose private half lies in the system's keyring."""

from __future__ import annotations

import logging

from aurity_desktop.domain.errors import KeyringUnusable
from aurity_desktop.domain.keys import LockKind
from aurity_desktop.vault.key_handover import WholeVault
from aurity_desktop.vault.locks import Lock, locked, new_private, new_salt
from aurity_desktop.vault.system_keyring import SecretStore

_log = logging.getLogger(__name__)


class KeyringLock:
    """The keyring's lock of one data folder.

    Each secret is an entry of its own, named after the folder's random id and the lock's salt, so
    that a new one never overwrites one that still opens what stands on the disk.
    """

    def __init__(self, secret_store: SecretStore, folder_id: str) -> None:
        self._secrets = secret_store
        self._folder_id = folder_id

    def new(self, master: bytes) -> tuple[WholeVault, Lock]:
        """The secret stands in the keyring, and was read back, when this returns.

        Raises KeyringUnusable.
        """
        private, salt = new_private(), new_salt()
        self._secrets.put(self._name(salt), private.hex())
        if self._secrets.get(self._name(salt)) != private.hex():
            raise KeyringUnusable("it does not give back what it was given")
        by = WholeVault(LockKind.KEYRING, private)
        return by, locked(LockKind.KEYRING, private, master, salt)

    def private(self, lock: Lock) -> bytes | None:
        """None where the entry is gone. Raises KeyringUnusable."""
        secret = self._secrets.get(self._name(lock.salt))
        try:
            return bytes.fromhex(secret) if secret is not None else None
        except ValueError as error:
            raise KeyringUnusable("its entry was changed") from error

    def forget(self, lock: Lock) -> None:
        """What an old master key was under.

        A keyring that refuses is logged: the entry opens no row that is left.
        """
        try:
            self._secrets.remove(self._name(lock.salt))
        except KeyringUnusable as error:
            _log.warning("an old entry stays in the keyring: %s", error.detail)

    def _name(self, salt: bytes) -> str:
        return f"{self._folder_id}:{salt.hex()}"
