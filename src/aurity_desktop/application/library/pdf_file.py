"""PDF (ISO 32000) by Qt: selectable text, embedded fonts, page numbers."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from aurity_desktop.domain.document import Document
from aurity_desktop.domain.errors import UsageError

if TYPE_CHECKING:
    from PySide6.QtGui import QPdfWriter

_RESOLUTION: Final = 300
#: When the file was made, as its properties and its XMP say it.
_MADE: Final = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}")
_MADE_XMP: Final = re.compile(rb'(xmp:(?:Create|Modify|Metadata)Date=")[^"+Z]{19}')


def pdf_file(document: Document) -> bytes:
    """The same transcript makes the same file: its time and its id are the session's own.

    Raises UsageError where the machine has no font.
    """

    def draw(writer: QPdfWriter) -> int:
        from aurity_desktop.application.library.printed_pages import PrintedPages

        return PrintedPages(document).draw(writer)

    session = document.session
    return pdf_of(draw, document.title, session.session_id, session.plan.created_at)


def pdf_of(draw: Callable[[QPdfWriter], int], title: str, identity: str, at: datetime) -> bytes:
    """A file of what `draw` draws; the same for the same `identity` and time.

    On letter, the paper of Mexico, the United States and Canada. Makes the application where there
    is none, without a display on Linux. Raises UsageError where the machine has no font.
    """
    from PySide6.QtCore import QBuffer, QByteArray, QHashSeed, QUuid
    from PySide6.QtGui import QFontDatabase, QPageSize, QPdfWriter

    from aurity_desktop.application.library.page_setting import set_margins

    application = _with_fonts()
    if not QFontDatabase.families():
        raise UsageError("No font is installed to write a PDF with. Choose another format.")
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_RESOLUTION)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    set_margins(writer)
    writer.setTitle(title)
    writer.setCreator("Aurity Desktop")
    writer.setDocumentId(QUuid.createUuidV5(QUuid(), identity.encode()))
    QHashSeed.setDeterministicGlobalSeed()  # Qt writes the fonts in the order of a hash table
    try:
        draw(writer)
    finally:
        QHashSeed.resetRandomGlobalSeed()
    buffer.close()
    del application
    return _made_at(at.astimezone(UTC), bytes(content.data()))


def _made_at(at: datetime, content: bytes) -> bytes:
    """The same length: the file counts its bytes."""
    content = _MADE.sub(rb"\g<1>" + f"{at:%Y%m%d%H%M%S}".encode("ascii"), content)
    return _MADE_XMP.sub(rb"\g<1>" + f"{at:%Y-%m-%dT%H:%M:%S}".encode("ascii"), content)


def _with_fonts() -> object:
    """The application that is there, or one; kept by the caller while it draws."""
    from PySide6.QtGui import QGuiApplication

    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    if sys.platform == "linux":
        # Whatever a desktop has set: without its display Qt would end the process.
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return QGuiApplication(sys.argv[:1])
