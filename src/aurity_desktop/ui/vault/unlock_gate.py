"""Before the data is unlocked, one page stands where the window's content does."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.privacy.vault_controller import VaultController
from aurity_desktop.ui.lock.lock_overlay import LockOverlay
from aurity_desktop.ui.vault.unlock_page import UnlockPage
from aurity_desktop.ui.widgets.shortcuts import Shortcuts


class UnlockGate(QObject):
    """`passed` tells that the data can be read now.

    The curtain, where it is drawn as well, stays before it.
    """

    passed = Signal()

    def __init__(
        self, curtain: LockOverlay, page: UnlockPage, shortcuts: Shortcuts, guard: VaultController
    ) -> None:
        super().__init__(curtain)
        self._curtain = curtain
        self._page = page
        self._shortcuts = shortcuts
        self._barred = False
        curtain.stack.addWidget(page)
        curtain.drawn.connect(self._on_drawn)
        guard.secret_needed.connect(self._bar)
        guard.opened.connect(self._pass)

    @property
    def is_barred(self) -> bool:
        """Whether the data waits for its secret: nothing can be read, and nothing recorded."""
        return self._barred

    def _bar(self) -> None:
        self._barred = True
        self._shortcuts.set_locked(True)
        if not self._curtain.is_drawn:
            self._curtain.stack.setCurrentWidget(self._page)
            self._page.secret.setFocus()

    def _pass(self) -> None:
        self._barred = False
        if not self._curtain.is_drawn:
            self._shortcuts.set_locked(False)
            self._curtain.show_content()
        self.passed.emit()

    def _on_drawn(self, drawn: bool) -> None:
        if not drawn and self._barred:
            self._bar()
