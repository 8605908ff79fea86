"""A recovery code on paper: what it opens, the code in its groups, and where to keep it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

translate = QCoreApplication.translate

_TITLE_POINTS, _CODE_POINTS, _TEXT_POINTS = 18, 24, 11


def ask_for_printer(window: QWidget, code: str, printed: Callable[[], object]) -> None:
    """Open the dialog that chooses a printer, beside the window; `printed` is called afterwards.

    Nothing of the code stays in a file or in the name of the job.
    """
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("Aurity Desktop")
    dialog = QPrintDialog(printer, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowModality(Qt.WindowModality.NonModal)
    dialog.accepted.connect(partial(_print, printer, code, printed))
    dialog.show()


def _print(printer: QPrinter, code: str, printed: Callable[[], object], _same: QPrinter) -> None:
    document = QTextDocument()
    document.setHtml(_page(code))
    document.print_(printer)
    printed()


def _page(code: str) -> str:
    """Two lines of four groups, large enough to be typed from the paper."""
    groups = code.split("-")
    lines = [" - ".join(groups[at : at + 4]) for at in range(0, len(groups), 4)]
    made = QLocale().toString(QDate.currentDate(), QLocale.FormatType.LongFormat)
    title = translate("PrintedCode", "Recovery code of Aurity Desktop")
    about = translate(
        "PrintedCode",
        "It opens the encrypted sessions of this computer when the keyring or the passphrase is "
        "lost. Whoever holds this sheet can read them: keep it locked away, and not beside the "
        "computer. It holds until another code is made.",
    )
    written = translate("PrintedCode", "Made on {day}").format(day=made)
    return (
        f'<p style="font-size:{_TITLE_POINTS}pt"><b>{title}</b></p>'
        f'<p style="font-size:{_CODE_POINTS}pt; font-family:monospace">{"<br>".join(lines)}</p>'
        f'<p style="font-size:{_TEXT_POINTS}pt">{about}</p>'
        f'<p style="font-size:{_TEXT_POINTS}pt">{written}</p>'
    )
