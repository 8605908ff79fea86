"""Asks beside the window where an export goes, and has it written there."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from aurity_desktop.application.library.export_command import ExportChoice, ExportCommand
from aurity_desktop.ui.notices.announcer import Announcer
from aurity_desktop.ui.widgets.file_dialog import private_file_dialog


class ExportDestination(QObject):
    """The dialog is not modal: the recording and the window go on behind it."""

    def __init__(self, window: QWidget, exporter: ExportCommand, announcer: Announcer) -> None:
        super().__init__(window)
        self._window = window
        self._exporter = exporter
        self._announcer = announcer

    def ask_where(self, session_id: str, choice: ExportChoice) -> None:
        """Open the dialog with the formats that can carry `choice`; `write` follows."""
        suffix = "h5.age" if choice.passphrase else "h5"
        filters = [self.tr("Session file ({pattern})").format(pattern=f"*.{suffix}")]
        if not choice.passphrase and not choice.redaction.text:
            filters += self._documents()
        dialog = private_file_dialog(self._window, self.tr("Export the session"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix)
        dialog.setNameFilters(filters)
        dialog.filterSelected.connect(partial(_end_as, dialog))
        dialog.selectFile(f"{session_id}.{suffix}")
        dialog.fileSelected.connect(partial(self.write, session_id, choice))
        dialog.show()

    def _documents(self) -> list[str]:
        """The transcript alone, without sound."""
        names = (
            (self.tr("Word document ({pattern})"), "docx"),
            (self.tr("Web page ({pattern})"), "html"),
            (self.tr("Plain text ({pattern})"), "txt"),
            (self.tr("Markdown ({pattern})"), "md"),
            (self.tr("Subtitles, SubRip ({pattern})"), "srt"),
            (self.tr("Subtitles, WebVTT ({pattern})"), "vtt"),
            (self.tr("Spreadsheet ({pattern})"), "csv"),
            (self.tr("JSON ({pattern})"), "json"),
            (self.tr("Speakers, RTTM ({pattern})"), "rttm"),
        )
        return [name.format(pattern=f"*.{suffix}") for name, suffix in names]

    def write(self, session_id: str, choice: ExportChoice, path: str) -> None:
        """Start the export command; its end or its error is told as a notice."""
        self._announcer.tell_exporting(Path(path).name)
        self._exporter.export(session_id, Path(path), choice)


def _end_as(dialog: QFileDialog, chosen: str) -> None:
    """Give the file the ending of the chosen format, in place of another one's."""
    suffix = chosen.rpartition("*.")[2].removesuffix(")")
    dialog.setDefaultSuffix(suffix)
    for path in dialog.selectedFiles():
        dialog.selectFile(f"{Path(path).name.partition('.')[0]}.{suffix}")
