"""Installing models from the window: `models install` and `models verify` as a child."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.child_processes.line_process import LineChild
from aurity_desktop.domain.errors import AurityError, BadMessage
from aurity_desktop.domain.model_install import (
    InstallStep,
    ModelInstalled,
    ModelOffer,
    ModelVerified,
    parse_install_report,
)


class WindowInstallation(QObject):
    """One installation or check at a time.

    `step_changed` tells how far it is, `installed` and `verified` of each model that is done;
    `ended` comes once, however it ends, after `failed` where it did not get to its end. What was in
    place by then stays, and the next installation goes on from there. Belongs to the GUI thread.
    """

    step_changed = Signal(InstallStep)
    installed = Signal(str)
    verified = Signal(ModelVerified)
    ended = Signal()
    failed = Signal(Exception)

    def __init__(
        self,
        command: Sequence[str],
        look: Callable[[], list[ModelOffer]],
        parent: QObject | None = None,
    ) -> None:
        """`look` tells which models there are and which are installed."""
        super().__init__(parent)
        self._look = look
        self._child = LineChild(command, self)
        self._child.line_read.connect(self._on_line)
        self._child.ended.connect(self._on_ended)

    @property
    def running(self) -> bool:
        """Whether a child is at work just now."""
        return self._child.running

    def offers(self) -> list[ModelOffer]:
        """Every model that there is."""
        return self._look()

    def install(self, models: Sequence[str] = (), folder: Path | None = None) -> None:
        """Install these models, or the default ones; from a folder or USB stick where one is named.

        Nothing happens while a child is at work.
        """
        if not self._child.running:
            source = [] if folder is None else ["--from", str(folder)]
            self._child.start(["models", "install", "--steps", *source, "--", *models])

    def verify(self) -> None:
        """Compare every file of the installed models with its SHA-256."""
        if not self._child.running:
            self._child.start(["models", "verify", "--steps"])

    def cancel(self) -> None:
        """Break it off: the child is gone at once; what has arrived completely stays."""
        if self._child.running:
            self._child.close()
            self.ended.emit()

    def end(self) -> None:
        """The program ends: break it off, and wait until the child is gone."""
        self._child.end()

    def _on_line(self, line: bytes) -> None:
        try:
            report = parse_install_report(line)
        except BadMessage as error:
            self._child.close()
            self.failed.emit(error)
            self.ended.emit()
            return
        match report:
            case InstallStep():
                self.step_changed.emit(report)
            case ModelInstalled(model=model):
                self.installed.emit(model)
            case ModelVerified():
                self.verified.emit(report)

    def _on_ended(self, error: AurityError | None) -> None:
        if error is not None:
            self.failed.emit(error)
        self.ended.emit()
