"""Shows the lock page in place of the window's content, and takes it away again.

Dialogs, menus and playback that belong to the window are closed with it.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget
from shiboken6 import isValid

from aurity_desktop.application.library.player import Player
from aurity_desktop.application.privacy.window_lock import WindowLock
from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.application.recording.session_controller import SessionController
from aurity_desktop.runtime.settings import Settings
from aurity_desktop.ui.lock.idle_watch import IdleWatch
from aurity_desktop.ui.lock.lock_page import LockPage
from aurity_desktop.ui.widgets.shortcuts import Shortcuts


class LockOverlay(QObject):
    """`content` is everything of the window. `locked_changed` tells whether it is hidden."""

    locked_changed = Signal(bool)

    def __init__(
        self,
        window: QMainWindow,
        content: QWidget,
        page: LockPage,
        lock: WindowLock,
        shortcuts: Shortcuts,
        player: Player,
        controller: SessionController,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._content = content
        self._page = page
        self._lock = lock
        self._shortcuts = shortcuts
        self._player = player
        self._focus: QWidget | None = None
        self._idle = IdleWatch(self)
        self._idle.idle.connect(lock.lock)
        self.stack = QStackedWidget(window)
        self.stack.addWidget(content)
        self.stack.addWidget(page)
        controller.state_changed.connect(self._on_state)
        lock.locked.connect(self._cover)
        lock.unlocked.connect(self._open)

    @property
    def is_locked(self) -> bool:
        """Whether the lock page hides the content."""
        return self._lock.is_locked

    def use(self, settings: Settings) -> None:
        """Take the PIN and the minutes without a touch after which the window locks."""
        self._lock.use_secret(settings.lock_secret)
        self._idle.wait(settings.lock_minutes)

    def watch(self) -> None:
        """The window is shown: from now on every touch of it counts."""
        self._idle.watch(self._window.windowHandle())
        self._lock.look()

    def _on_state(self, state: RecordingState) -> None:
        self._lock.set_recording(state is not RecordingState.IDLE)

    def _cover(self) -> None:
        self._focus = self._window.focusWidget()
        self._player.close()
        for widget in QApplication.topLevelWidgets():
            if widget is not self._window and widget.isVisible() and self._belongs(widget):
                widget.close()
        self._shortcuts.set_locked(True)
        self.stack.setCurrentWidget(self._page)
        self._page.appear()
        self.locked_changed.emit(True)

    def _belongs(self, widget: QWidget) -> bool:
        """Dialogs, menus and lists that hang on the window; they may show names and files."""
        parent = widget.parentWidget()
        return parent is not None and parent.window() is self._window

    def show_content(self) -> None:
        """Show the window's content again, without a change of the lock."""
        self.stack.setCurrentWidget(self._content)

    def _open(self) -> None:
        self._shortcuts.set_locked(False)
        self.show_content()
        if self._focus is not None and isValid(self._focus):
            self._focus.setFocus()
        self._focus = None
        self.locked_changed.emit(False)
