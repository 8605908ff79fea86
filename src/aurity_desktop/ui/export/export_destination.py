"""Takes a session out of the program: into a file, onto the clipboard, to a printer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.application.library.copied_text import copied_text
from aurity_desktop.application.library.export_choice import ExportChoice
from aurity_desktop.application.library.export_command import ExportCommand
from aurity_desktop.application.library.export_names import export_name, free_path
from aurity_desktop.application.library.library import Library
from aurity_desktop.domain.document import Document
from aurity_desktop.domain.session import SessionSummary
from aurity_desktop.ui.export.format_words import format_text
from aurity_desktop.ui.export.print_preview import ROOM
from aurity_desktop.ui.notices.announcer import Announcer
from aurity_desktop.ui.widgets.clipboard import copy_text
from aurity_desktop.ui.widgets.file_dialog import private_file_dialog

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtPrintSupport import QPrinter

    from aurity_desktop.application.library.page_setting import SetPages


#: 96 to the inch, as `print_preview.PAGE` is measured.
_DOTS_PER_METER = 3780


class ExportDestination(QObject):
    """No dialog is modal: the recording and the window go on behind it."""

    def __init__(
        self,
        window: QWidget,
        exporter: ExportCommand,
        library: Library,
        off_thread: OffThread,
        announcer: Announcer,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._exporter = exporter
        self._library = library
        self._off_thread = off_thread
        self._announcer = announcer

    def save(self, session_id: str, form: str) -> None:
        """Write the transcript into Documents, under a name that is free. Asks nothing."""
        look = partial(self._library.session, session_id)
        self._off_thread.do(look, partial(self._save_as, form))

    def ask_where(self, session_id: str, choice: ExportChoice) -> None:
        """Open a dialog that offers a name; `write` follows."""
        look = partial(self._library.session, session_id)
        self._off_thread.do(look, partial(self._open_dialog, choice))

    def copy(self, session_id: str, times: bool, names: bool) -> None:  # a signal's
        """Put the whole transcript on the clipboard, with or without times and names."""
        look = partial(self._library.document, session_id, language())
        self._off_thread.do(look, partial(self._copy, times, names))

    def preview(self, session_id: str, show: Callable[[SetPages], None]) -> None:
        """Have the pages shown that `print` would print; they are set off the GUI thread."""
        look = partial(_set_pages, self._library, session_id, language())
        self._off_thread.do(look, show)

    def print(self, session_id: str) -> None:
        """Open the dialog that chooses a printer, and print."""
        look = partial(self._library.document, session_id, language())
        self._off_thread.do(look, self._ask_printer)

    def write(self, session_id: str, choice: ExportChoice, path: str) -> None:
        """Start the export command; its end or its error is told as a notice.

        A file that is there was said yes to in the dialog.
        """
        self._announcer.tell_exporting(Path(path).name)
        self._exporter.export(session_id, Path(path), choice, language=language(), replace=True)

    def _save_as(self, form: str, session: SessionSummary) -> None:
        path = free_path(documents_folder(), export_name(session, form))
        self._announcer.tell_exporting(path.name)
        self._exporter.export(session.session_id, path, ExportChoice(form), language=language())

    def _open_dialog(self, choice: ExportChoice, session: SessionSummary) -> None:
        suffix = choice.suffix
        dialog = private_file_dialog(self._window, self.tr("Export the session"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix)
        dialog.setNameFilters([f"{format_text(choice.form)} (*.{suffix})"])
        dialog.setDirectory(str(documents_folder()))
        with_title = not choice.redaction.names
        dialog.selectFile(export_name(session, suffix, with_title=with_title))
        dialog.fileSelected.connect(partial(self.write, session.session_id, choice))
        dialog.show()

    def _copy(self, times: bool, names: bool, document: Document) -> None:
        copy_text(copied_text(document, document.lines, times=times, names=names))
        self._announcer.tell_copied()

    def _ask_printer(self, document: Document) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from aurity_desktop.application.library.page_setting import set_margins

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        set_margins(printer)
        printer.setDocName(export_name(document.session, "pdf").removesuffix(".pdf"))
        dialog = QPrintDialog(printer, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.NonModal)
        dialog.accepted.connect(partial(self._print, printer, document))
        dialog.show()

    def _print(self, printer: QPrinter, document: Document, _same: QPrinter) -> None:
        from aurity_desktop.application.library.printed_pages import PrintedPages

        pages = PrintedPages(document)
        self._off_thread.do(partial(pages.draw, printer), self._announcer.tell_printed)


def _set_pages(library: Library, session_id: str, written_in: str) -> SetPages:
    from aurity_desktop.application.library.printed_pages import PrintedPages

    return PrintedPages(library.document(session_id, written_in)).set_for(preview_device(), ROOM)


def preview_device() -> QImage:
    """What the pages of a preview are set for: as many dots to the inch as `PAGE` has."""
    from PySide6.QtGui import QImage

    screen = QImage(1, 1, QImage.Format.Format_ARGB32)
    for set_dots in (screen.setDotsPerMeterX, screen.setDotsPerMeterY):
        set_dots(_DOTS_PER_METER)
    return screen


def documents_folder() -> Path:
    """The user's Documents, the home where there is no such folder."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    folder = Path(QStandardPaths.writableLocation(place))
    return folder if folder.is_dir() else Path.home()


def language() -> str:
    """The window's language, in which roles and other words of ours stand in a file."""
    return "es" if QLocale().language() is QLocale.Language.Spanish else "en"
