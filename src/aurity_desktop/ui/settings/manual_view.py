"""One page of the manual, as high as its text is, with pictures as wide as it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QUrl
from PySide6.QtGui import QImage, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from aurity_desktop.ui.settings.help_topics import manual_folder


class ManualView(QTextBrowser):
    """Reads pictures from the manual's folder, and follows no link by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._page = ""

    def show_page(self, page: str) -> None:
        """Markdown."""
        self._page = page
        self.document().clear()
        self.setMarkdown(page)
        self.updateGeometry()

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: N802  # Qt's name
        """A picture of the manual, no wider than the text; nothing from anywhere else."""
        path = manual_folder() / QUrl(name).fileName()
        if kind != QTextDocument.ResourceType.ImageResource.value or not path.is_file():
            return None
        picture = QImage(str(path))
        width = max(1, self.viewport().width() - 16)
        smooth = Qt.TransformationMode.SmoothTransformation
        return picture.scaledToWidth(width, smooth) if picture.width() > width else picture

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """All of it."""
        document = self.document()
        document.setTextWidth(max(1, self.viewport().width()))
        return QSize(200, round(document.size().height()) + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """It can be as narrow as anything, and is never cut."""
        return QSize(1, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Another width has other lines, and other pictures."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.show_page(self._page)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  # Qt's name
        """Another size of the text has other lines."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.updateGeometry()
