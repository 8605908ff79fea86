"""What the user has chosen, changed one value at a time and kept at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from aurity_desktop.runtime.settings import Settings


class Preferences(QObject):
    """`keep` writes the settings durably.

    A failure to do so is told; the choice holds until the window closes all the same.
    """

    changed = Signal(Settings)
    failed = Signal(Exception)

    def __init__(
        self,
        settings: Settings,
        keep: Callable[[Settings], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._keep = keep

    @property
    def settings(self) -> Settings:
        """As they are now, kept or not."""
        return self._settings

    def change(self, **facts: Any) -> None:
        """Change fields of `Settings` by name; `changed` follows where anything differs.

        Durable when it returns, unless `failed` tells otherwise.
        """
        settings = replace(self._settings, **facts)
        if settings == self._settings:
            return
        self._settings = settings
        try:
            self._keep(settings)
        except (OSError, ValueError) as error:
            self.failed.emit(error)
        self.changed.emit(settings)
