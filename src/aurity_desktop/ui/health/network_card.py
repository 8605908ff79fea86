"""The network on the page of health: since when no connection was made, and what that proves."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from aurity_desktop.domain.network import NetworkFigures
from aurity_desktop.ui.widgets.time_text import day_text


class NetworkCard(QFrame):
    """The finding, whether the worker could connect at all, what it shows and what it does not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(10)
        texts = [QLabel(self) for _ in range(4)]
        self.finding, self.confined, self.shows, self.does_not_show = texts
        for label in texts:
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setProperty("kind", "figure" if label is self.finding else "muted")
            column.addWidget(label)

    def show_figures(self, found: NetworkFigures) -> None:
        """In the window's language of this moment."""
        self.finding.setText(self._finding(found))
        self.confined.setText(self._confined(found))
        self.confined.setVisible(found.confined is not None)
        self.shows.setText(
            self.tr(
                "What this shows: while they ran, the window, the recorder, the worker and the "
                "commands checked their own network sockets every five seconds. Each finished day"
                " is kept in the audit trail."
            )
        )
        self.does_not_show.setText(
            self.tr(
                "What this does not show: a connection shorter than the time between two checks, "
                "other programs, and what someone who can write to your files has changed in this"
                " record. To verify it yourself, block the program in a firewall: everything "
                "except installing models keeps working."
            )
        )

    def _confined(self, found: NetworkFigures) -> str:
        if found.confined:
            return self.tr(
                "The process that finishes recordings had no access to the network: the system "
                "refuses it."
            )
        return self.tr(
            "The process that finishes recordings could have opened a connection: this system "
            "cannot refuse it, or it works with a Redis server."
        )

    def _finding(self, found: NetworkFigures) -> str:
        if found.since is None:
            return self.tr("Network: not checked yet. The first figures appear within a minute.")
        day = day_text(found.since.astimezone())
        if found.last is None:
            return self.tr(
                "No connection to another machine since {day}, in {hours} hours of work."
            ).format(day=day, hours=f"{found.hours:.1f}")
        return self.tr(
            "Connections seen: {count}. The last: {address}, by {process}. None since {day}, in "
            "{hours} hours of work."
        ).format(
            count=found.connections,
            address=found.last.connection.address or self.tr("a socket waiting for connections"),
            process=found.last.connection.process,
            day=day,
            hours=f"{found.hours:.1f}",
        )
