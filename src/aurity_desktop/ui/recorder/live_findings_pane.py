"""What has been found so far, beside the live text: to be confirmed in the note, after Stop."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from aurity_desktop.application.library.note_book import suggested_lines
from aurity_desktop.domain.findings import Finding
from aurity_desktop.ui.export.export_destination import language
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.note.note_delegate import NoteDelegate
from aurity_desktop.ui.note.note_rows import LineRow, NoteModel
from aurity_desktop.ui.widgets.reading_view import ReadingView
from aurity_desktop.ui.widgets.theme import Appearance


class LiveFindingsPane(TranslatedWidget):
    """The newest at the end, which it follows; nothing can be decided here."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings: tuple[Finding, ...] = ()
        self._title = QLabel(self)
        self._title.setProperty("kind", "heading")
        self._empty = QLabel(self)
        self._empty.setProperty("kind", "muted")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.model = NoteModel(self)
        self.view = ReadingView(NoteDelegate(appearance, self), self)
        self.view.setModel(self.model)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._empty, 1)
        column.addWidget(self.view, 1)
        appearance.changed.connect(self.view.viewport().update)
        self.view.hide()
        self.retranslate()

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """All that has been found so far, in the order in which it was said."""
        self._findings = findings
        lines = suggested_lines(findings, language())
        self.model.show([LineRow("", line.entry, line.doubtful) for line in lines])
        self.view.setVisible(bool(findings))
        self._empty.setVisible(not findings)
        if findings:
            self.view.follow_end()

    def retranslate(self) -> None:
        """The texts in the window's language, the lines' own words too."""
        self._title.setText(self.tr("Found so far"))
        self.view.setAccessibleName(self.tr("Found so far"))
        self._empty.setText(
            self.tr(
                "Medicines, allergies, vital signs and symptoms appear here as they are said. They "
                "are confirmed in the note, after Stop."
            )
        )
        self.show_findings(self._findings)
