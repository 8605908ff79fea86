"""Before the data is unlocked, one page stands where the window's content does."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.privacy.vault_controller import VaultController
from aurity_desktop.ui.lock.lock_overlay import LockOverlay
from aurity_desktop.ui.vault.unlock_page import UnlockPage
from aurity_desktop.ui.widgets.shortcuts import Shortcuts


class UnlockGate(QObject):
    """`opened` tells that the data can be read now.

    A lock overlay that is shown as well stays in front of it.
    """

    opened = Signal()

    def __init__(
        self,
        lock_overlay: LockOverlay,
        page: UnlockPage,
        shortcuts: Shortcuts,
        vault: VaultController,
    ) -> None:
        super().__init__(lock_overlay)
        self._lock_overlay = lock_overlay
        self._page = page
        self._shortcuts = shortcuts
        self._closed = False
        self._vault = vault
        lock_overlay.stack.addWidget(page)
        lock_overlay.locked_changed.connect(self._on_locked_changed)
        vault.secret_needed.connect(self._close)
        vault.opened.connect(self._open)

    @property
    def is_closed(self) -> bool:
        """Whether the data waits for its secret: nothing can be read, and nothing recorded."""
        return self._closed

    def _close(self) -> None:
        self._closed = True
        self._shortcuts.set_locked(True)
        if not self._lock_overlay.is_locked:
            self._lock_overlay.stack.setCurrentWidget(self._page)
            self._page.secret.setFocus()

    def _open(self) -> None:
        self._closed = False
        if not self._lock_overlay.is_locked:
            self._shortcuts.set_locked(False)
            self._lock_overlay.show_content()
        self.opened.emit()

    def _on_locked_changed(self, locked: bool) -> None:
        """What opened the lock may have opened the vault as well."""
        if not locked and self._closed:
            self._close()
            self._vault.begin()
