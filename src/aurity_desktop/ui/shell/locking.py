"""What can stand in front of the window's content: the lock, and the page that unlocks the data."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from aurity_desktop.runtime.settings import Settings
from aurity_desktop.ui.lock.lock_overlay import LockOverlay
from aurity_desktop.ui.lock.lock_page import LockPage
from aurity_desktop.ui.services import Services
from aurity_desktop.ui.vault.unlock_gate import UnlockGate
from aurity_desktop.ui.vault.unlock_page import UnlockPage
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.shortcuts import Shortcuts
from aurity_desktop.ui.widgets.theme import Appearance


class Locking(QObject):
    """Puts `content`, the lock page and the unlock page into `overlay.stack`, one shown at a time.

    `data_opened` tells that the data can be read, `locked_changed` whether the window is locked,
    `content_shown` that a lock went and the content is in sight. `pause_asked` comes from the lock
    page, where a recording can be paused.
    """

    data_opened = Signal()
    locked_changed = Signal(bool)
    content_shown = Signal()
    pause_asked = Signal()

    def __init__(
        self,
        window: QMainWindow,
        content: QWidget,
        services: Services,
        appearance: Appearance,
        icons: Icons,
        shortcuts: Shortcuts,
    ) -> None:
        super().__init__(window)
        page = LockPage(services.lock, services.controller, appearance, icons, window)
        page.pause_asked.connect(self.pause_asked)
        self.overlay = LockOverlay(
            window,
            content,
            page,
            services.lock,
            shortcuts,
            services.player,
            services.controller,
        )
        self.unlock_page = UnlockPage(services.vault, appearance, icons, window)
        self._gate = UnlockGate(self.overlay, self.unlock_page, shortcuts, services.vault)
        self._gate.opened.connect(self.data_opened)
        self.overlay.locked_changed.connect(self._on_locked_changed)
        services.vault.encrypted.connect(services.lock.look)

    @property
    def is_locked(self) -> bool:
        """Whether the lock page hides the content."""
        return self.overlay.is_locked

    def use(self, settings: Settings) -> None:
        """Take the PIN and the minutes without a touch after which the window locks."""
        self.overlay.use(settings)

    def watch(self) -> None:
        """The window is shown: from now on every touch of it counts."""
        self.overlay.watch()

    def _on_locked_changed(self, locked: bool) -> None:
        self.locked_changed.emit(locked)
        if not locked and not self._gate.is_closed:
            self.content_shown.emit()
