"""The vault: the keys of one data folder, and the door to them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace

from aurity_desktop.domain.errors import (
    BadCiphertext,
    KeyDamaged,
    KeyringUnusable,
    LastLock,
    NotProtected,
    VaultExists,
)
from aurity_desktop.domain.keys import (
    CHECK,
    DICTIONARY,
    VOICEPRINT,
    Cipher,
    KeysRepaired,
    LockKind,
    Protection,
    VaultStatus,
)
from aurity_desktop.domain.session import is_session_id
from aurity_desktop.encrypted.aes import KEY_BYTES, AesCipher
from aurity_desktop.vault.key_handover import SomeKeys, line_of
from aurity_desktop.vault.key_repair import repair_keys
from aurity_desktop.vault.key_rows import Folder, KeyFile, SessionKey
from aurity_desktop.vault.key_store import KeyRows
from aurity_desktop.vault.locks import derived, locked, private_of_code
from aurity_desktop.vault.master import MasterKey
from aurity_desktop.vault.recovery_code import new_code
from aurity_desktop.vault.rotation import LEDGER, Opened, session_subject

_CURRENT, _NEXT = 0, 1


class FolderVault(MasterKey):
    """The `Vault` port.

    Any thread. What another process changes in `keys.db` is noticed where it matters: when keys are
    made or missed.
    """

    # -- the port `Keys` ---------------------------------------------------------------------------
    def cipher(self, session_id: str) -> Cipher | None:
        """See the port `Keys`; microseconds once the session's key is known."""
        known = self._ciphers.get(session_id)
        if known is not None:
            return known
        if not self._store.exists():
            self._require_keys()
            return None
        with self._guard:
            vault = self._open()
            if session_id == CHECK:
                return self._remember(CHECK, derived(vault.master, CHECK.encode()))
            row = self._file().sessions.get(session_id)
            if row is None:
                return None
            return self._remember(session_id, self._unwrapped(session_id, row))

    def begin(self, session_id: str) -> Cipher | None:
        """See the port `Keys`; on an untouched folder it decides whether to encrypt."""
        if self.decide() is Protection.PLAIN:
            return None
        with self._changing() as (rows, vault):
            row = rows.session(session_id)
            if row is not None:
                return self._remember(session_id, self._unwrapped(session_id, row))
            key = secrets.token_bytes(KEY_BYTES)
            wrapped = vault.wrapping.encrypt(key, session_subject(session_id))
            rows.set_session(session_id, SessionKey(wrapped, whole=self._is_new(session_id)))
        return self._remember(session_id, key)

    def is_whole(self, session_id: str) -> bool:
        """See the port `Keys`."""
        if not self._store.exists():
            return False
        row = self._file().sessions.get(session_id)
        return row is not None and row.whole

    def make_whole(self, session_id: str) -> None:
        """See the port `Keys`. Nothing happens where the session has no key."""
        with self._changing() as (rows, _):
            row = rows.session(session_id)
            if row is not None:
                rows.set_session(session_id, replace(row, whole=True))

    def ledger_keys(self, *, anew: bool = False) -> Sequence[bytes]:
        """See the port `Keys`."""
        if self._ledger is not None and not anew:
            return self._ledger
        if self.decide() is Protection.PLAIN:
            return ()
        with self._guard:
            wrapped, vault = self._file().ledger_keys, self._open()
            try:
                keys = [vault.wrapping.decrypt(each, LEDGER) for each in wrapped.values()]
            except BadCiphertext as broken:
                raise KeyDamaged("the ledger") from broken
            self._ledger = tuple(keys)
            return self._ledger

    def new_ledger_key(self) -> bytes:
        """See the port `Keys`."""
        with self._changing() as (rows, vault):
            wrapped = rows.ledger_keys()
            if _NEXT not in wrapped:
                wrapped[_NEXT] = vault.wrapping.encrypt(secrets.token_bytes(KEY_BYTES), LEDGER)
                rows.set_ledger_keys(wrapped)
            key = vault.wrapping.decrypt(wrapped[_NEXT], LEDGER)
            self._ledger = None
        return key

    def settle_ledger_key(self) -> None:
        """See the port `Keys`."""
        with self._changing() as (rows, _):
            wrapped = rows.ledger_keys()
            if _NEXT in wrapped:
                rows.set_ledger_keys({_CURRENT: wrapped[_NEXT]})
            rows.set_folder(replace(rows.folder(), ledger_encrypted=True))
            self._ledger = None

    def ledger_may_be_plain(self) -> bool:
        """See the port `Keys`."""
        if not self._store.exists():
            return True
        return not self._file().folder.ledger_encrypted

    def destroy(self, session_ids: Sequence[str]) -> None:
        """See the port `Keys`: the sessions' rows go, and the master key is a new one."""
        if not self._store.exists():
            return
        self._rotate(session_ids)
        for session_id in session_ids:
            self._ciphers.pop(session_id, None)

    # -- the port `Vault` --------------------------------------------------------------------------
    def status(self) -> VaultStatus:
        """See the port `Vault`."""
        try:
            keyring, trouble = self._secrets.name(), ""
        except KeyringUnusable as error:
            keyring, trouble = "", error.detail
        protection = self.protection
        on_disk = {
            each.name for each in self._paths.sessions.glob("*/") if is_session_id(each.name)
        }
        if protection in {Protection.PLAIN, Protection.UNDECIDED}:
            return VaultStatus(protection, (), 0, len(on_disk), False, keyring, trouble)
        file = self._shown()
        whole = {name for name, key in file.sessions.items() if key.whole}
        return VaultStatus(
            protection,
            tuple(kind for kind in LockKind if kind in file.lock_by_kind),
            len(whole & on_disk),
            len(on_disk - whole),
            file.folder.ledger_encrypted,
            keyring,
            trouble,
        )

    def decide(self) -> Protection:
        """See the port `Vault`."""
        protection = self.protection
        if protection in {Protection.LOCKED, Protection.OPEN}:
            return protection
        self._require_keys()
        if protection is Protection.PLAIN:
            return protection
        with self._guard:
            if self.protection is Protection.UNDECIDED:
                if self._asked_keyring:
                    return Protection.PLAIN
                try:
                    self.protect()
                except KeyringUnusable as error:
                    self._asked_keyring, self._trouble = True, error.detail
                    return Protection.PLAIN
                except VaultExists:
                    pass  # another process of ours was a moment faster
            return self.protection

    def protect(self, passphrase: str = "") -> None:
        """See the port `Vault`; `keys.db` is durable when this returns."""
        if self._store.exists():
            raise VaultExists
        self._require_keys()
        master, folder_id = secrets.token_bytes(KEY_BYTES), secrets.token_hex(8)
        if passphrase:
            by, lock = self._passphrase_lock(passphrase, master)
        else:
            by, lock = self._keyring(folder_id).new(master)
        untouched = not self._paths.ledger.exists()

        def fill(rows: KeyRows) -> None:
            rows.set_folder(Folder(folder_id, 1, ledger_encrypted=untouched))
            rows.set_lock(lock)
            if untouched:
                key = AesCipher(master).encrypt(secrets.token_bytes(KEY_BYTES), LEDGER)
                rows.set_ledger_keys({_CURRENT: key})
            rows.authenticate(master)

        with self._guard:
            self._store.create(fill)
            self._opened = Opened(by, 1, master)
            self._locked_by_user = False

    def set_passphrase(self, passphrase: str) -> None:
        """See the port `Vault`."""
        with self._changing() as (rows, vault):
            by, lock = self._passphrase_lock(passphrase, vault.master)
            rows.set_lock(lock)
        self._opened_otherwise(by)

    def use_keyring(self) -> None:
        """See the port `Vault`."""
        with self._changing() as (rows, vault):
            folder = rows.folder()
            if self._opened_by_keyring(rows.file()) is not None:
                return
            by, lock = self._keyring(folder.folder_id).new(vault.master)
            rows.set_lock(lock)
        self._opened_otherwise(by)

    def remove(self, kind: LockKind) -> None:
        """See the port `Vault`."""
        with self._changing() as (rows, _):
            locks = rows.locks()
            left = set(locks) - {kind}
            # A recovery code alone is a piece of paper: it is for the day on which the other is
            # lost.
            if not left - {LockKind.RECOVERY}:
                raise LastLock(kind.value)
            rows.remove_lock(kind)
            keyring = self._keyring(rows.folder().folder_id)
        if kind is LockKind.KEYRING and kind in locks:
            keyring.forget(locks[kind])

    def new_recovery_code(self) -> str:
        """See the port `Vault`."""
        code = new_code()
        private = private_of_code(code)
        assert private is not None
        with self._changing() as (rows, vault):
            rows.set_lock(locked(LockKind.RECOVERY, private, vault.master))
        return code

    def repair(self, secret: str) -> KeysRepaired:
        """See the port `Vault`."""
        if not self._store.exists():
            raise NotProtected
        with self._guard:
            with self._store.changing() as rows:
                keyring = self._keyring(rows.folder().folder_id)
                done, self._opened, outdated = repair_keys(rows, secret, keyring)
            self._proved, self._ledger = None, None
            self._ciphers.clear()
            self._locked_by_user = False
        for lock in outdated:
            keyring.forget(lock)
        return done

    def rotate(self) -> None:
        """See the port `Vault`."""
        self._rotate(())

    def handed(self, session_id: str = "") -> str:
        """See the port `Vault`."""
        if self.decide() is Protection.PLAIN:
            return ""
        with self._guard:
            if not session_id:
                return line_of(self._open().by)
            if session_id != CHECK and self._is_new(session_id):
                self.begin(session_id)
            cipher = self.cipher(session_id)
            sessions = {session_id: cipher.key} if isinstance(cipher, AesCipher) else {}
            whole = [name for name in sessions if self.is_whole(name)]
            ledger = tuple(self.ledger_keys())
            keys = SomeKeys(sessions, ledger, self.ledger_may_be_plain(), whole)
            return line_of(keys)

    # -- session keys ------------------------------------------------------------------------------
    def _remember(self, session_id: str, key: bytes) -> AesCipher:
        return self._ciphers.setdefault(session_id, AesCipher(key))

    def _unwrapped(self, session_id: str, row: SessionKey) -> bytes:
        """Raises KeyDamaged."""
        try:
            return self._open().wrapping.decrypt(row.wrapped, session_subject(session_id))
        except BadCiphertext as broken:
            raise KeyDamaged(f"session {session_id}") from broken

    def _shown(self) -> KeyFile:
        """What `keys.db` says: proved where the vault is open, and as it is where it is locked."""
        if self._opened is not None:
            return self._file()
        with self._store.reading() as rows:
            return rows.file()

    def _is_new(self, session_id: str) -> bool:
        if session_id == VOICEPRINT:
            return not self._paths.voiceprint.exists()
        if session_id == DICTIONARY:
            return not self._paths.dictionary.exists()
        folder = self._paths.session(session_id)
        return not folder.exists() or not any(folder.iterdir())
