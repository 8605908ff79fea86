"""What has been found so far, beside the live text: to be confirmed in the note, after Stop."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from aurity_desktop.application.library.note_book import awaited_lines, suggested_lines
from aurity_desktop.domain.clinical_note import EntryState, NoteEntry
from aurity_desktop.domain.findings import Finding
from aurity_desktop.ui.export.export_destination import language
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.note.note_rows import LineRow, NoteModel
from aurity_desktop.ui.recorder.live_findings_delegate import LiveFindingsDelegate
from aurity_desktop.ui.widgets.reading_view import ReadingView
from aurity_desktop.ui.widgets.theme import Appearance

#: Keeps the place of a line that went, until another comes.
_PLACE = LineRow(
    "",
    NoteEntry("", EntryState.OPEN, "", "", "\u00a0", "", -1.0, -1.0),
    doubtful=False,
    awaited=True,
)


class LiveFindingsPane(TranslatedWidget):
    """The newest at the end, which it follows; nothing can be decided here.

    What the next words decide stands faded in its place among the others. Where it goes, and the
    list is longer than what is seen of it, its place stays empty until another line comes, so that
    nothing that is read moves.
    """

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings: tuple[Finding, ...] = ()
        self._awaited: tuple[Finding, ...] = ()
        self._title = QLabel(self)
        self._title.setProperty("kind", "heading")
        self._empty = QLabel(self)
        self._empty.setProperty("kind", "muted")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.model = NoteModel(self)
        self.view = ReadingView(LiveFindingsDelegate(appearance, self), self)
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

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Those that stand there in ink."""
        return self._findings

    @property
    def awaited(self) -> tuple[Finding, ...]:
        """Those that stand there faded."""
        return self._awaited

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """All that has been found so far, in the order in which it was said."""
        self._findings = findings
        self._show()

    def show_awaited(self, findings: tuple[Finding, ...]) -> None:
        """What the next words decide; it stands where it was said."""
        self._awaited = findings
        self._show()

    def _show(self) -> None:
        told = language()
        rows = [
            LineRow("", each.entry, each.doubtful) for each in suggested_lines(self._findings, told)
        ]
        rows += [
            LineRow("", each.entry, each.doubtful, awaited=True)
            for each in awaited_lines(self._awaited, told)
        ]
        rows.sort(key=lambda row: row.entry.start)
        if rows and self.view.verticalScrollBar().maximum() > 0:
            rows += [_PLACE] * (len(self.model.rows) - len(rows))
        self.model.show(rows)
        self.view.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        if rows:
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
        self._show()
