"""The health of the program as a signal: the command line's own `health`, run as a child."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.child_processes.child_command import ChildCommand
from aurity_desktop.application.child_processes.key_handover import HandKeys, no_keys
from aurity_desktop.application.health.health import Health
from aurity_desktop.application.health.health_result import parse_health
from aurity_desktop.domain.errors import AurityError

#: What `health` ends with where something that is needed is missing; its result is printed as well.
_FOUND_WANTING = 1
_PATIENCE_MS = 3_000


class HealthCheck(QObject):
    """Looks at the program's health in a child process. Belongs to the GUI thread.

    A look reads thousands of rows and checks audit chains; on a thread of the window it took the
    interpreter from the window for up to 1.3 s.
    """

    examined = Signal(Health)
    failed = Signal(Exception)

    def __init__(
        self, command: Sequence[str], parent: QObject | None = None, keys: HandKeys = no_keys
    ) -> None:
        super().__init__(parent)
        self._command = tuple(command)
        self._keys = keys
        self._looking: ChildCommand | None = None

    def look(self) -> None:
        """Look once; `examined` or `failed` answers. A look that is under way answers for both."""
        if self._looking is not None:
            return
        try:
            child = ChildCommand(
                self._command,
                ["health", "--json"],
                self,
                parse=parse_health,
                keys=self._keys,
                answers_with=_FOUND_WANTING,
            )
        except AurityError as error:  # the vault is locked
            self.failed.emit(error)
            return
        self._looking = child
        child.succeeded.connect(self._on_examined)
        child.failed.connect(self._on_failed)
        child.start()

    def close(self) -> None:
        """Block until the look is over, for some seconds at most."""
        if self._looking is not None:
            self._looking.wait(_PATIENCE_MS)

    def _on_examined(self, found: Health) -> None:
        self._looking = None
        self.examined.emit(found)

    def _on_failed(self, error: Exception) -> None:
        self._looking = None
        self.failed.emit(error)
