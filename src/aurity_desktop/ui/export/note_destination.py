"""Takes a clinical note out of the program: into a file, or to a printer by way of a preview."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.application.library.export_command import ExportCommand
from aurity_desktop.application.library.export_names import free_path, note_name
from aurity_desktop.application.library.note_book import OpenedNote
from aurity_desktop.application.library.note_formats import NOTE_FORMATS
from aurity_desktop.domain.note_document import NoteDocument
from aurity_desktop.ui.export.export_destination import (
    documents_folder,
    language,
    preview_device,
)
from aurity_desktop.ui.export.print_preview import ROOM
from aurity_desktop.ui.notices.announcer import Announcer

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from aurity_desktop.application.library.page_setting import SetPages


class NoteDestination(QObject):
    """Nothing here is modal: the recording and the window go on behind it."""

    def __init__(
        self,
        window: QWidget,
        exporter: ExportCommand,
        off_thread: OffThread,
        announcer: Announcer,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._exporter = exporter
        self._off_thread = off_thread
        self._announcer = announcer

    def save(self, opened: OpenedNote, form: str) -> None:
        """Write the note into Documents, under a name that is free. Asks nothing."""
        look = partial(free_path, documents_folder(), _name(opened, NOTE_FORMATS[form].suffix))
        self._off_thread.do(look, partial(self._write, opened, form))

    def preview(self, opened: OpenedNote, show: Callable[[SetPages], object]) -> None:
        """Have the pages shown that `print` would print; they are set off the GUI thread."""
        self._off_thread.do(partial(_set_pages, opened.document), show)

    def print(self, opened: OpenedNote) -> None:
        """Open the dialog that chooses a printer, and print."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from aurity_desktop.application.library.page_setting import set_margins

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        set_margins(printer)
        printer.setDocName(_name(opened, "pdf").removesuffix(".pdf"))
        dialog = QPrintDialog(printer, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.NonModal)
        dialog.accepted.connect(partial(self._print, printer, opened.document))
        dialog.show()

    def copied(self) -> None:
        """Say that something is on the clipboard."""
        self._announcer.tell_copied()

    def _print(self, printer: QPrinter, document: NoteDocument, _same: QPrinter) -> None:
        from aurity_desktop.application.library.note_pages import NotePages

        pages = NotePages(document)
        self._off_thread.do(partial(pages.draw, printer), self._announcer.tell_printed)

    def _write(self, opened: OpenedNote, form: str, path: Path) -> None:
        self._announcer.tell_exporting(path.name)
        self._exporter.export_note(
            opened.session.session_id, opened.template.name, path, form, language=language()
        )


def _name(opened: OpenedNote, suffix: str) -> str:
    return note_name(opened.session, opened.template.title(language()), suffix)


def _set_pages(document: NoteDocument) -> SetPages:
    from aurity_desktop.application.library.note_pages import NotePages

    return NotePages(document).set_for(preview_device(), ROOM)
