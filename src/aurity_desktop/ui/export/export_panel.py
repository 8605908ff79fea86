"""The ways out of the program for a session: Copy, Word, PDF, Print, and everything else."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from aurity_desktop.application.library.export_choice import ExportChoice, ExportWay
from aurity_desktop.application.library.export_names import export_name
from aurity_desktop.domain.session import UNDER_WAY, SessionSummary
from aurity_desktop.ui.export.copy_menu import CopyMenu
from aurity_desktop.ui.export.export_details import ExportDetails
from aurity_desktop.ui.widgets.adaptive import AdaptiveWidget
from aurity_desktop.ui.widgets.escape import ClosedByEscape
from aurity_desktop.ui.widgets.flow import FlowLayout
from aurity_desktop.ui.widgets.icons import Icons

_ICONS = {
    ExportWay.COPY: "copy",
    ExportWay.WORD: "document",
    ExportWay.PDF: "document",
    ExportWay.PRINT: "print",
    ExportWay.MORE: "folder",
}


class ExportPanel(AdaptiveWidget, ClosedByEscape):
    """Each signal is one of the ways, taken; the panel goes with it.

    The way that was taken last is the one that Enter takes.
    """

    narrow_below = 62

    save_asked = Signal(str)  # the format
    copy_asked = Signal(bool, bool)  # with times, with names
    print_asked = Signal()
    chosen = Signal(ExportChoice)
    way_taken = Signal(ExportWay)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._last = ExportWay.WORD
        self._summary: SessionSummary | None = None
        card = QFrame(self)
        card.setObjectName("card")
        self._title = QLabel(card)
        self._title.setProperty("kind", "heading")
        self.buttons = {way: QPushButton(card) for way in ExportWay}
        for way, button in self.buttons.items():
            button.setMinimumHeight(40)
            if way is not ExportWay.COPY:
                button.clicked.connect(partial(self._take, way))
        self.buttons[ExportWay.MORE].setCheckable(True)
        self.copy_menu = CopyMenu(self._copy)
        self.buttons[ExportWay.COPY].setMenu(self.copy_menu)
        self._where = QLabel(card)
        self._where.setProperty("kind", "muted")
        self._where.setWordWrap(True)
        self.details = ExportDetails(card)
        self.details.chosen.connect(self._on_chosen)
        self.leave_button = QPushButton(card)
        self.leave_button.setProperty("kind", "quiet")
        self.leave_button.clicked.connect(self.leave)
        self._lay_out(card)
        self.hide()
        self.retranslate()

    def _lay_out(self, card: QFrame) -> None:
        head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.addWidget(self._title, 1)
        head.addWidget(self.leave_button)
        ways = QWidget(card)
        flow = FlowLayout(ways, 8)
        for button in self.buttons.values():
            flow.addWidget(button)
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(ways)
        column.addWidget(self._where)
        column.addWidget(self.details)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)

    def is_too_narrow(self, width: int) -> bool:
        """By the buttons' real width, which depends on the language."""
        return super().is_too_narrow(width) or self.width_of_rows() > width

    def prefer(self, way: ExportWay) -> None:
        """The way that was taken last: it stands out and has the focus first."""
        self._last = way
        for each, button in self.buttons.items():
            chosen = each is way
            button.setProperty("kind", "primary" if chosen else "")
            button.style().unpolish(button)
            button.style().polish(button)
            self._icons.put(button, _ICONS[each], "on_accent" if chosen else "ink")

    def ask(self, session: SessionSummary) -> None:
        """Show the ways out for a session; those that need its final transcript once it is there.

        The signal of one of them follows, unless the panel is left.
        """
        self._summary = session
        there = self._is_there
        for way, button in self.buttons.items():
            button.setEnabled(there or way is ExportWay.MORE)
        self.details.show_transcript(there=there)
        self._open_details(not there or self._last is ExportWay.MORE)
        self.retranslate()
        self.show()
        first = self._last if there else ExportWay.MORE
        self.buttons[first].setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Hide the panel and forget what was typed."""
        self.hide()
        self.details.forget()

    def retranslate(self) -> None:
        """The texts in the window's language."""
        self._title.setText(self.tr("Export the session"))
        words = {
            ExportWay.COPY: self.tr("Copy"),
            ExportWay.WORD: self.tr("Word"),
            ExportWay.PDF: self.tr("PDF"),
            ExportWay.PRINT: self.tr("Print…"),
            ExportWay.MORE: self.tr("More…"),
        }
        for way, button in self.buttons.items():
            button.setText(words[way])
        self.copy_menu.retranslate()
        self.leave_button.setText(self.tr("Cancel"))
        self._where.setText(self._where_text())
        self.details.retranslate()

    @property
    def _is_there(self) -> bool:
        """Whether the session has its final transcript."""
        return self._summary is not None and self._summary.state not in UNDER_WAY

    def _where_text(self) -> str:
        if self._summary is None:
            return ""
        if not self._is_there:
            return self.tr("The final transcript is not ready yet. The session file can be saved.")
        name = export_name(self._summary, "docx").removesuffix(".docx")
        return self.tr("Word and PDF are saved in Documents as “{name}”.").format(name=name)

    def _open_details(self, opened: bool) -> None:
        self.buttons[ExportWay.MORE].setChecked(opened)
        self.details.setVisible(opened)
        self._where.setVisible(not opened or not self._is_there)

    def _take(self, way: ExportWay) -> None:
        if way is ExportWay.MORE:
            self._open_details(self.buttons[ExportWay.MORE].isChecked())
            return
        self._leave_by(way)
        if way is ExportWay.PRINT:
            self.print_asked.emit()
        else:
            self.save_asked.emit(way.value)

    def _copy(self, times: bool, names: bool) -> None:
        self._leave_by(ExportWay.COPY)
        self.copy_asked.emit(times, names)

    def _on_chosen(self, choice: ExportChoice) -> None:
        self._leave_by(ExportWay.MORE)
        self.chosen.emit(choice)

    def _leave_by(self, way: ExportWay) -> None:
        self.leave()
        self.way_taken.emit(way)
