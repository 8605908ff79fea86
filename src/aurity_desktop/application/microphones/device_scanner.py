"""Which microphones there are, asked of a child: PortAudio's list is frozen when it starts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.child_processes.child_command import ChildCommand
from aurity_desktop.domain.audio import Device
from aurity_desktop.domain.capture import parse_devices


class DeviceScanner(QObject):
    """Lists microphones without touching a running stream. Belongs to the GUI thread.

    One scan at a time, further requests join it.
    """

    devices_changed = Signal(list)  # list[Device]
    failed = Signal(Exception)

    def __init__(self, command: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = tuple(command)
        self._scanning = False

    def scan(self) -> None:
        """List the microphones; `devices_changed` or `failed` answers."""
        if self._scanning:
            return
        self._scanning = True
        child = ChildCommand(
            self._command, ["recorder", "--list-devices"], self, parse=parse_devices
        )
        child.succeeded.connect(self._on_listed)
        child.failed.connect(self._on_failed)
        child.start()

    def _on_listed(self, devices: list[Device]) -> None:
        self._scanning = False
        self.devices_changed.emit(devices)

    def _on_failed(self, error: Exception) -> None:
        self._scanning = False
        self.failed.emit(error)
