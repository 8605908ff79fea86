"""Installing models from the window: `models install`, `verify` and `remove` as a child."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.child_processes.reporting_child import ReportingChild
from aurity_desktop.domain.model_install import (
    InstallReport,
    InstallStep,
    ModelInstalled,
    ModelOffer,
    ModelRemoved,
    ModelVerified,
    parse_install_report,
)


class WindowInstallation(ReportingChild):
    """One installation, check or removal at a time.

    `step_changed` tells how far it is, `installed`, `verified` and `removed` of each model that is
    done. What is in place when it ends stays, and the next installation goes on from there.
    """

    step_changed = Signal(InstallStep)
    installed = Signal(str)
    verified = Signal(ModelVerified)
    removed = Signal(str)

    def __init__(
        self,
        command: Sequence[str],
        look: Callable[[], list[ModelOffer]],
        parent: QObject | None = None,
    ) -> None:
        """`look` tells which models there are and which are installed."""
        super().__init__(command, parse_install_report, parent)
        self._look = look

    def offers(self) -> list[ModelOffer]:
        """Every model that there is."""
        return self._look()

    def install(self, models: Sequence[str] = (), folder: Path | None = None) -> None:
        """Install these models, or the default ones.

        Where a folder or USB stick is named, from there alone: the network is not asked then.
        Nothing happens while a child is at work.
        """
        source = [] if folder is None else ["--no-network", "--from", str(folder)]
        self._run(["models", "install", "--steps", *source, "--", *models])

    def verify(self) -> None:
        """Compare every file of the installed models with its SHA-256."""
        self._run(["models", "verify", "--steps"])

    def remove(self, model: str) -> None:
        """Remove the user's own copy of a model that nothing needs. `failed` says why it stays."""
        self._run(["models", "remove", "--steps", "--", model])

    def _on_report(self, report: InstallReport) -> None:
        match report:
            case InstallStep():
                self.step_changed.emit(report)
            case ModelInstalled(model=model):
                self.installed.emit(model)
            case ModelVerified():
                self.verified.emit(report)
            case ModelRemoved(model=model):
                self.removed.emit(model)
