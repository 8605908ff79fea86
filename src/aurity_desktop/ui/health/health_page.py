"""Whether everything is ready to record, what to do where it is not, and the details."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from aurity_desktop.application.health.health import Check, Health
from aurity_desktop.application.health.health_check import HealthCheck
from aurity_desktop.ui.health.check_words import check_title, what_is_wrong
from aurity_desktop.ui.health.figure_rows import figure_rows
from aurity_desktop.ui.health.jobs_card import JobsCard
from aurity_desktop.ui.health.network_card import NetworkCard
from aurity_desktop.ui.health.repair import Repair, repair_of, repair_words
from aurity_desktop.ui.health.report import health_report
from aurity_desktop.ui.health.stall_probe import StallProbe
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.widgets.clipboard import copy_text
from aurity_desktop.ui.widgets.flow import FlowLayout
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.narrow_column import NarrowColumn
from aurity_desktop.ui.widgets.theme import Appearance

_WIDEST = 120  # average characters
_MARK = 28  # pixels


class HealthPage(TranslatedWidget):
    """Shows what `health` found, which is looked at again each time the page is shown, and below
    it `jobs`, what is worked on.

    `repair_asked` carries where the button of a problem leads.
    """

    repair_asked = Signal(Repair)

    def __init__(
        self,
        health: HealthCheck,
        probe: StallProbe,
        appearance: Appearance,
        icons: Icons,
        jobs: JobsCard,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._health = health
        self._probe = probe
        self._icons = icons
        self._found: Health | None = None
        self._title, self._mark, self._verdict, self._room = (QLabel(self) for _ in range(4))
        self._title.setProperty("kind", "title")
        self._verdict.setProperty("kind", "heading")
        self._room.setProperty("kind", "muted")
        for label in (self._verdict, self._room):
            label.setWordWrap(True)
        self.look_button, self.copy_button, self.details_button = (
            QPushButton(self) for _ in range(3)
        )
        self.details_button.setCheckable(True)
        icons.put(self.look_button, "refresh")
        self._summary, self._checks, self._figures = (QFrame(self) for _ in range(3))
        self._problems = QVBoxLayout()
        self.jobs = jobs
        self._network = NetworkCard(self)
        self._lay_out()
        self.look_button.clicked.connect(self.look)
        self.copy_button.clicked.connect(self.copy_report)
        self.details_button.toggled.connect(self.retranslate)
        health.examined.connect(self._on_examined)
        health.failed.connect(self._on_failed)
        appearance.changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(14)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._verdict)
        words.addWidget(self._room)
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        self._problems.setSpacing(12)
        buttons = QWidget(self._summary)
        flow = FlowLayout(buttons, 8)
        for button in (self.look_button, self.copy_button, self.details_button):
            flow.addWidget(button)
        column = QVBoxLayout(self._summary)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addLayout(head)
        column.addLayout(self._problems)
        column.addWidget(buttons)
        for card in (self._checks, self._figures):
            grid = QGridLayout(card)
            grid.setContentsMargins(24, 16, 24, 16)
            grid.setHorizontalSpacing(20)
            grid.setVerticalSpacing(10)
            grid.setColumnStretch(1 if card is self._checks else 0, 1)
        # Bound here, not in each card, see `SettingsPage`: a detail that wraps is not cut off so.
        narrow = NarrowColumn(_WIDEST, self)
        cards = QVBoxLayout(narrow)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(12)
        cards.addWidget(self._title)
        for card in (self._summary, self._checks, self._figures):
            card.setObjectName("card")
        for shown in (self._summary, self.jobs, self._checks, self._figures):
            cards.addWidget(shown)
        cards.addWidget(self._network)
        cards.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(narrow, 1)
        row.addStretch(0)

    def look(self) -> None:
        """Have everything examined, in a child process; the page shows it when it is done.

        The button can be pressed meanwhile: a look that is under way answers for both, and a
        button that is switched off would send the keyboard elsewhere.
        """
        self._verdict.setText(self.tr("Checking…"))
        self._show_mark("refresh", "muted")  # what was found before holds no longer
        self._health.look()

    def copy_report(self) -> None:
        """To the clipboard, for whoever helps."""
        if self._found is not None:
            copy_text(health_report(self._found, self._probe.longest_ms))

    def retranslate(self) -> None:
        """The texts in the window's language, and the rows of what was found last."""
        self._title.setText(self.tr("Health"))
        self.look_button.setText(self.tr("Check again"))
        self.copy_button.setText(self.tr("Copy the report"))
        self.copy_button.setToolTip(
            self.tr("Versions, checks and figures for technical support. No patient data.")
        )
        self.details_button.setText(self.tr("Details"))
        found = self._found
        detailed = found is not None and self.details_button.isChecked()
        for card in (self._checks, self._figures, self._network):
            card.setVisible(detailed)
        self.copy_button.setEnabled(found is not None)
        self._mark.setVisible(found is not None)
        self._room.setVisible(found is not None and found.hours_left is not None)
        if found is None:
            return
        self._show_verdict(found)
        self._show_problems(found)
        self._show_checks(found.checks)
        self._show_figures(found)
        self._network.show_figures(found.network)

    def _show_mark(self, name: str, colour: str) -> None:
        self._mark.setPixmap(self._icons.pixmap(name, colour, _MARK, self.devicePixelRatioF()))

    def _show_verdict(self, found: Health) -> None:
        name, colour = ("done", "good") if found.ready else ("warning", "on_amber")
        self._show_mark(name, colour)
        self._verdict.setText(
            self.tr("Ready to record")
            if found.ready
            else self.tr("Something is missing for a recording")
        )
        self._room.setText(
            self.tr("Space for about {hours} hours of recording").format(hours=found.hours_left)
        )

    def _on_examined(self, found: Health) -> None:
        self._found = found
        self.retranslate()

    def _on_failed(self) -> None:
        self._verdict.setText(self.tr("The check could not be completed."))

    def _show_problems(self, found: Health) -> None:
        while (item := self._problems.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and any(each.hasFocus() for each in _buttons_in(widget)):
                self.look_button.setFocus(Qt.FocusReason.OtherFocusReason)
            _put_away(widget)
        for check in found.checks:
            if not check.ok:
                self._problems.addWidget(self._problem(check))

    def _problem(self, check: Check) -> QWidget:
        """A line with what is wrong, and the one button that helps."""
        line = QFrame(self._summary)
        line.setProperty("severity", "amber")
        words = QLabel(f"{check_title(check.name)}: {what_is_wrong(check)}", line)
        words.setWordWrap(True)
        words.setToolTip(check.detail)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        repair = repair_of(check)
        button = QPushButton(repair_words(repair), line)
        button.setAccessibleDescription(words.text())
        if repair is Repair.COPY_REPORT:
            button.clicked.connect(self.copy_report)
        else:
            button.clicked.connect(partial(self.repair_asked.emit, repair))
        row = QHBoxLayout(line)
        row.setContentsMargins(14, 8, 8, 8)
        row.addWidget(words, 1)
        row.addWidget(button)
        return line

    def _show_checks(self, checks: tuple[Check, ...]) -> None:
        grid = _emptied(self._checks)
        for row, check in enumerate(checks):
            mark = QLabel(self._checks)
            name, colour = ("done", "good") if check.ok else ("warning", "on_amber")
            mark.setPixmap(self._icons.pixmap(name, colour, 18, self.devicePixelRatioF()))
            words = self.tr("OK") if check.ok else self.tr("Needs attention")
            title = QLabel(f"{check_title(check.name)}: {words}", self._checks)
            title.setToolTip(check.detail)
            title.setWordWrap(True)
            grid.addWidget(mark, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(title, row, 1)

    def _show_figures(self, found: Health) -> None:
        grid = _emptied(self._figures)
        for row, (what, value) in enumerate(figure_rows(found, self._probe.longest_ms)):
            title, figure = QLabel(what, self._figures), QLabel(value, self._figures)
            title.setProperty("kind", "muted")
            title.setWordWrap(True)
            figure.setProperty("kind", "figure")
            grid.addWidget(title, row, 0)
            grid.addWidget(figure, row, 1)


def _buttons_in(line: QWidget) -> list[QPushButton]:
    return line.findChildren(QPushButton)


def _put_away(widget: QWidget | None) -> None:
    if widget is not None:
        widget.hide()
        widget.deleteLater()


def _emptied(card: QFrame) -> QGridLayout:
    grid = card.layout()
    assert isinstance(grid, QGridLayout)
    while (item := grid.takeAt(0)) is not None:
        _put_away(item.widget())
    return grid
