"""Export from the window: the command line's own `export`, run as a child."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.child_command import ChildCommand
from aurity_desktop.application.handing_keys import HandKeys, no_keys


class Exporter(QObject):
    """A file is complete or it is not there: `exported` names a finished one."""

    exported = Signal(str, Path)  # session id, file
    failed = Signal(Exception)

    def __init__(
        self, command: Sequence[str], parent: QObject | None = None, keys: HandKeys = no_keys
    ) -> None:
        super().__init__(parent)
        self._keys = keys
        self._command = tuple(command)
        self._running = 0

    @property
    def busy(self) -> bool:
        """Whether a file is being written. It is False by the time that the last one's signal arrives."""
        return self._running > 0

    def export(self, session_id: str, path: Path, file_format: str = "h5") -> None:
        arguments = ["export", session_id, "--format", file_format, "--output", str(path), "--json"]
        child = ChildCommand(self._command, arguments, self, keys=self._keys)
        child.succeeded.connect(self._on_exported)
        child.failed.connect(self._on_failed)
        self._running += 1
        child.start()

    def _on_exported(self, result: dict[str, Any]) -> None:
        self._running -= 1
        self.exported.emit(str(result["session_id"]), Path(result["output"]))

    def _on_failed(self, error: Exception) -> None:
        self._running -= 1
        self.failed.emit(error)
