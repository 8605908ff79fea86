"""Joining from the window: the command line's own `join`, run as a child."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.child_processes.child_command import ChildCommand
from aurity_desktop.application.child_processes.key_handover import HandKeys, no_keys
from aurity_desktop.domain.errors import VaultLocked


class JoinCommand(QObject):
    """Makes a third session of two in a child process, one pair at a time.

    `begun`: the child works. `joined` carries the id of the session that was made, which is there
    whole; `failed` why there is none. Belongs to the GUI thread.
    """

    begun = Signal()
    joined = Signal(str)
    failed = Signal(Exception)

    def __init__(
        self, command: Sequence[str], parent: QObject | None = None, keys: HandKeys = no_keys
    ) -> None:
        super().__init__(parent)
        self._command = tuple(command)
        self._keys = keys
        self._busy = False

    @property
    def busy(self) -> bool:
        """Whether two are being joined."""
        return self._busy

    def join(self, first: str, second: str) -> None:
        """Join these two sessions; nothing while others are."""
        if self._busy:
            return
        try:
            arguments = ["join", first, second, "--json"]
            child = ChildCommand(self._command, arguments, self, keys=self._keys)
        except VaultLocked as error:
            self.failed.emit(error)
            return
        self._busy = True
        child.succeeded.connect(self._on_joined)
        child.failed.connect(self._on_failed)
        self.begun.emit()
        child.start()

    def _on_joined(self, result: dict[str, Any]) -> None:
        self._busy = False
        self.joined.emit(str(result["session_id"]))

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        self.failed.emit(error)
