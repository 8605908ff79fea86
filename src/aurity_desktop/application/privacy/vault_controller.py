"""The vault for the window, off the GUI thread.

That is where the keyring is asked, a key derived, or what is there encrypted.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.child_processes.child_command import ChildCommand
from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.application.program import Program
from aurity_desktop.domain.errors import WrongSecret
from aurity_desktop.domain.keys import LockKind, Protection, VaultStatus
from aurity_desktop.vault.passphrase_strength import require_strength


class VaultController(QObject):
    """Opens the vault and sets what opens it. Belongs to the GUI thread.

    `opened` comes once the data can be read, which in a plain folder is at once; `secret_needed`
    when only a secret opens it.
    """

    opened = Signal()
    secret_needed = Signal()
    refused = Signal()
    status_known = Signal(VaultStatus)
    code_made = Signal(str)
    encrypted = Signal()
    failed = Signal(Exception)

    def __init__(self, program: Program, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = program
        self._vault = program.vault
        self._is_open = False
        self._protecting = self._encrypting = False
        self._off_thread = OffThread(self)
        self._off_thread.failed.connect(self._on_failed)

    @property
    def is_open(self) -> bool:
        """Whether the data can be read."""
        return self._is_open

    @property
    def encrypting(self) -> bool:
        """Whether what lies plain is being encrypted, or is about to be."""
        return self._protecting or self._encrypting

    def begin(self) -> None:
        """Open the vault as far as that needs nobody.

        A folder that needs no key is open now; an untouched one is decided about; any other is
        asked for at the keyring.
        """
        if self._vault.protection is Protection.PLAIN:
            self._on_begun(True)
        else:
            self._off_thread.do(self._try_keyring, self._on_begun)

    def unlock(self, secret: str) -> None:
        """Try a passphrase or recovery code; `opened` or `refused` answers."""
        self._off_thread.do(partial(self._vault.unlock, secret), lambda _: self._on_begun(True))

    def look(self) -> None:
        """Read the vault's status; `status_known` carries it."""
        self._off_thread.do(self._vault.status, self.status_known.emit)

    def make_code(self, present: str = "") -> None:
        """Make a new recovery code; `code_made` carries it, once.

        Where there is a passphrase, `present` must be it or the code before, else `refused`.
        """
        self._off_thread.do(partial(self._make_code, present), self._on_code)

    def protect(self, passphrase: str = "", present: str = "") -> None:
        """Encrypt from now on, and then what is there.

        Where it is encrypted already, set another passphrase, or use the keyring too: `present` as
        for `make_code`. `failed` carries a WeakPassphrase.
        """
        self._protecting = True
        self._off_thread.do(partial(self._protect, passphrase, present), self._on_protected)

    def encrypt_all(self) -> None:
        """Encrypt what lies plain, in a child; `encrypted` when nothing does any more.

        It takes a while, and what was encrypted stays so when it is cut off.
        """
        if self._encrypting:
            return
        self._encrypting = True
        child = ChildCommand(
            self._program.command, ["keys", "encrypt", "--json"], self, keys=self._vault.handed
        )
        child.succeeded.connect(self._on_encrypted)
        child.failed.connect(self._on_not_encrypted)
        child.start()

    def close(self) -> None:
        """Block until what was asked for is done."""
        self._off_thread.close()

    def _try_keyring(self) -> bool:
        self._vault.decide()
        if self._vault.protection is Protection.LOCKED:
            return self._vault.unlock_from_keyring()
        return True

    def _make_code(self, present: str) -> str:
        self._confirm(present)
        return self._vault.new_recovery_code()

    def _confirm(self, present: str) -> None:
        """Who sits at an open window has not proved to be its user. Raises WrongSecret."""
        if LockKind.PASSPHRASE in self._vault.status().locks:
            self._vault.confirm(present)

    def _protect(self, passphrase: str, present: str) -> None:
        if passphrase:
            require_strength(passphrase)
        plain = self._vault.protection in {Protection.PLAIN, Protection.UNDECIDED}
        if plain:
            self._vault.protect(passphrase)
        elif passphrase:
            self._confirm(present)
            self._vault.set_passphrase(passphrase)
        else:
            self._vault.use_keyring()

    def _on_begun(self, is_open: bool) -> None:
        if not is_open:
            self.secret_needed.emit()
        elif not self._is_open:
            self._is_open = True
            self.opened.emit()

    def _on_protected(self, _result: None) -> None:
        self._protecting = False
        self.encrypt_all()
        self.look()

    def _on_code(self, code: str) -> None:
        self.code_made.emit(code)
        self.look()

    def _on_encrypted(self, _result: Any) -> None:
        self._encrypting = False
        self.encrypted.emit()
        self.look()

    def _on_not_encrypted(self, error: Exception) -> None:
        self._encrypting = False
        self.failed.emit(error)
        self.look()

    def _on_failed(self, error: Exception) -> None:
        self._protecting = False
        if isinstance(error, WrongSecret):
            self.refused.emit()
        else:
            self.failed.emit(error)
            self.look()
