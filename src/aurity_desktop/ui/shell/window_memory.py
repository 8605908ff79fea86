"""What the window remembers from one start to the next: its place and size, and what was folded."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QSettings, QSize
from PySide6.QtWidgets import QMainWindow

from aurity_desktop.ui.shell.pages import Pages

_GEOMETRY = "window/geometry"
_SETUP_OPEN = "recorder/setup_open"
_LEVEL_SHOWN = "recorder/level_before"
_LIST = "library/list"
#: Of a window that is opened for the first time, where the screen has room for it.
_FIRST_SIZE = QSize(1120, 720)
LEAST_SIZE = QSize(480, 320)
#: What the system puts around a window: its title, and an edge.
_FRAME = QSize(8, 36)


def fitting_size(room: QRect) -> QSize:
    """The size of a new window on a screen with so much room, in device-independent pixels.

    Magnified to 200 %, a laptop's screen has 683 x 384 of them.
    """
    return _FIRST_SIZE.boundedTo(room.size() - _FRAME).expandedTo(LEAST_SIZE)


class WindowMemory(QObject):
    """Kept in `settings`; None keeps nothing. No word of a session is in it."""

    def __init__(self, window: QMainWindow, pages: Pages, settings: QSettings | None) -> None:
        super().__init__(window)
        self._window, self._pages, self._settings = window, pages, settings
        setup = pages.recorder.setup
        setup.fold_changed.connect(self._on_fold_changed)
        setup.level_switch.clicked.connect(self._on_level_switched)

    def restore(self) -> None:
        """As it was left last time; a first window fits its screen."""
        self._window.setMinimumSize(LEAST_SIZE)
        self._window.resize(fitting_size(self._window.screen().availableGeometry()))
        if self._settings is None:
            return
        setup = self._pages.recorder.setup
        setup.set_open(self._settings.value(_SETUP_OPEN) == "true")
        setup.level_switch.setChecked(self._settings.value(_LEVEL_SHOWN) != "false")
        split = self._settings.value(_LIST)
        if split is not None:
            self._pages.library.splitter.restoreState(split)
        saved = self._settings.value(_GEOMETRY)
        if saved is not None:
            self._window.restoreGeometry(saved)

    def keep(self) -> None:
        """The window's place and the width of the list, as the window closes."""
        if self._settings is not None:
            self._settings.setValue(_GEOMETRY, self._window.saveGeometry())
            self._settings.setValue(_LIST, self._pages.library.splitter.saveState())

    def _on_level_switched(self, is_on: bool) -> None:
        self._remember(_LEVEL_SHOWN, is_on)

    def _on_fold_changed(self, is_open: bool) -> None:
        self._remember(_SETUP_OPEN, is_open)

    def _remember(self, key: str, value: bool) -> None:
        if self._settings is not None:
            self._settings.setValue(key, "true" if value else "false")
