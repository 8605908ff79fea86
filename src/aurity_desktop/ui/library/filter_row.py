"""Which sessions are shown: of which days, and how they stand."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from aurity_desktop.domain.session_filter import Period, SessionFilter, Standing
from aurity_desktop.ui.widgets.adaptive import AdaptiveWidget
from aurity_desktop.ui.widgets.choice_box import ChoiceBox


class FilterRow(AdaptiveWidget):
    """`changed` tells that another one is chosen."""

    narrow_below = 0  # only where the boxes would be cut

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.period, self.standing = ChoiceBox(self), ChoiceBox(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.rows.append(row)
        for box, kinds in ((self.period, Period), (self.standing, Standing)):
            for kind in kinds:
                box.addItem("", kind)
            row.addWidget(box, 1)
            box.activated.connect(self._on_activated)
        self.retranslate()

    def show_all(self) -> None:
        """Every day, however the sessions stand; nothing is told of it."""
        self.period.setCurrentIndex(0)
        self.standing.setCurrentIndex(0)

    @property
    def value(self) -> SessionFilter:
        """What is chosen."""
        return SessionFilter(
            Period(self.period.currentData()), Standing(self.standing.currentData())
        )

    def retranslate(self) -> None:
        """The entries in the window's language."""
        periods = {
            Period.ANY: self.tr("Any day"),
            Period.TODAY: self.tr("Today"),
            Period.YESTERDAY: self.tr("Yesterday"),
            Period.WEEK: self.tr("Last 7 days"),
            Period.MONTH: self.tr("Last 30 days"),
            Period.YEAR: self.tr("This year"),
        }
        standings = {
            Standing.ANY: self.tr("All"),
            Standing.TO_REVIEW: self.tr("To review"),
            Standing.READY: self.tr("Ready"),
            Standing.UNDER_WAY: self.tr("In progress"),
            Standing.ATTENTION: self.tr("Need attention"),
        }
        for place, period in enumerate(Period):
            self.period.setItemText(place, periods[period])
        for place, standing in enumerate(Standing):
            self.standing.setItemText(place, standings[standing])
        self.period.setAccessibleName(self.tr("Days that are shown"))
        self.standing.setAccessibleName(self.tr("Sessions that are shown"))

    def _on_activated(self) -> None:
        self.changed.emit()
