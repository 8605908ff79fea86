"""From what an export carries to the file that is written: where it goes is asked beside the window, never in front of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from aurity_desktop.application.exporting import ExportChoice, Exporter
from aurity_desktop.ui.announcer import Announcer


class ExportPlace(QObject):
    def __init__(self, window: QWidget, exporter: Exporter, announcer: Announcer) -> None:
        super().__init__(window)
        self._window = window
        self._exporter = exporter
        self._announcer = announcer

    def ask_where(self, session_id: str, choice: ExportChoice) -> None:
        suffix = "h5.encrypted" if choice.passphrase else "h5"
        dialog = QFileDialog(self._window, self.tr("Export the session"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.NonModal)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix)
        dialog.setNameFilter(self.tr("Session file ({pattern})").format(pattern=f"*.{suffix}"))
        dialog.selectFile(f"{session_id}.{suffix}")
        dialog.fileSelected.connect(partial(self.write, session_id, choice))
        dialog.show()

    def write(self, session_id: str, choice: ExportChoice, path: str) -> None:
        self._announcer.tell_exporting(Path(path).name)
        self._exporter.export(session_id, Path(path), choice)
