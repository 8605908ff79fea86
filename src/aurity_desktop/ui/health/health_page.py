"""How the program is: what a recording needs and whether it is there, and the live figures."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
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
from aurity_desktop.application.privacy.privacy_figures import PrivacyFigures
from aurity_desktop.ui.health.network_card import NetworkCard
from aurity_desktop.ui.health.stall_probe import StallProbe
from aurity_desktop.ui.language.messages import step_text
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.theme import Appearance
from aurity_desktop.ui.widgets.time_text import day_text

_WIDEST = 860


class HealthPage(TranslatedWidget):
    """Shows what `health` found; it is looked at again each time the page is shown."""

    def __init__(
        self,
        health: HealthCheck,
        probe: StallProbe,
        appearance: Appearance,
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._health = health
        self._probe = probe
        self._icons = icons
        self._found: Health | None = None
        self._title = QLabel(self)
        self._title.setProperty("kind", "title")
        self._verdict = QLabel(self)
        self._verdict.setProperty("kind", "muted")
        self._verdict.setWordWrap(True)
        self.look_button = QPushButton(self)
        icons.put(self.look_button, "refresh")
        self._checks = QFrame(self)
        self._checks.setObjectName("card")
        self._figures = QFrame(self)
        self._figures.setObjectName("card")
        self._network = NetworkCard(self)
        self._lay_out()
        self.look_button.clicked.connect(self.look)
        health.examined.connect(self._on_examined)
        health.failed.connect(self._on_failed)
        appearance.changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self._verdict, 1)
        head.addWidget(self.look_button)
        # Bound here, not in each card, see `SettingsPage`: a detail that wraps is not cut off so.
        narrow = QWidget(self)
        narrow.setMaximumWidth(_WIDEST)
        cards = QVBoxLayout(narrow)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(12)
        for card in (self._checks, self._figures):
            grid = QGridLayout(card)
            grid.setContentsMargins(24, 16, 24, 16)
            grid.setHorizontalSpacing(20)
            grid.setVerticalSpacing(10)
            grid.setColumnStretch(2 if card is self._checks else 0, 1)
            cards.addWidget(card)
        cards.addWidget(self._network)
        row = QHBoxLayout()
        row.addWidget(narrow, 1)
        row.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(row)
        column.addStretch(1)

    def look(self) -> None:
        """Have everything examined, off the GUI thread; the page shows it when it is done."""
        self.look_button.setEnabled(False)
        self._verdict.setText(self.tr("Checking…"))
        self._health.look()

    def retranslate(self) -> None:
        """The texts in the window's language, and the rows of what was found last."""
        self._title.setText(self.tr("Health"))
        self.look_button.setText(self.tr("Check again"))
        found = self._found
        self._checks.setVisible(found is not None)
        self._figures.setVisible(found is not None)
        self._network.setVisible(found is not None)
        if found is None:
            return
        self._verdict.setText(
            self.tr("Everything a recording needs is there.")
            if found.ok
            else self.tr("Something a recording needs is missing.")
        )
        self._show_checks(found.checks)
        self._show_figures(found)
        self._network.show_figures(found.network)

    def _on_examined(self, found: Health) -> None:
        self._found = found
        self.look_button.setEnabled(True)
        self.retranslate()

    def _on_failed(self) -> None:
        self.look_button.setEnabled(True)
        self._verdict.setText(self.tr("The check could not be completed."))

    def _show_checks(self, checks: tuple[Check, ...]) -> None:
        grid = _emptied(self._checks)
        for row, check in enumerate(checks):
            mark = QLabel(self._checks)
            name, colour = ("done", "good") if check.ok else ("warning", "on_amber")
            mark.setPixmap(self._icons.pixmap(name, colour, 18, self.devicePixelRatioF()))
            title = QLabel(self._what(check.name), self._checks)
            title.setProperty("kind", "figure")
            words = self.tr("OK") if check.ok else self._what_to_do(check)
            detail = QLabel(words, self._checks)
            detail.setToolTip(check.detail)
            detail.setProperty("kind", "muted")
            detail.setWordWrap(True)
            detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            for place, label in enumerate((mark, title, detail)):
                grid.addWidget(label, row, place, Qt.AlignmentFlag.AlignTop)

    def _what(self, name: str) -> str:
        known = {
            "disk": self.tr("Disk"),
            "microphone": self.tr("Microphone"),
            "ledger": self.tr("Stored sessions"),
            "queue": self.tr("Queue"),
            "worker": self.tr("Background worker"),
            "corpus": self.tr("Integrity of the stored sessions"),
            "encryption": self.tr("Encryption"),
            "consent": self.tr("Consent"),
            "retention": self.tr("How long sessions are kept"),
        }
        if name.startswith("model "):
            return self.tr("Model {name}").format(name=name.removeprefix("model "))
        return known.get(name, name)

    def _what_to_do(self, check: Check) -> str:
        """In the window's language; the check's own English words are the tool tip."""
        known = {
            "disk": self.tr("Less than 2 GB are free. Free some space before you record."),
            "microphone": self.tr("No microphone was found. Plug one in, then check again."),
            "ledger": self.tr("They cannot be read. To repair them, run: aurity-desktop repair"),
            "corpus": self.tr("Damage was found. To see where, run: aurity-desktop verify"),
            "queue": self.tr("It cannot be read. Close the program and start it again."),
            "worker": self.tr(
                "Work is waiting and it has not answered for a minute. Close the program and "
                "start it again."
            ),
            "encryption": self.tr("The recordings are not encrypted; see Settings."),
            "consent": self.tr("A consent was withdrawn and its session has not been erased."),
            "retention": self.tr(
                "Some sessions were due to be erased a day ago and are still here."
            ),
        }
        if check.name.startswith("model "):
            return self.tr(
                "It is missing or damaged. To install it, run: aurity-desktop models install {name}"
            ).format(name=check.name.removeprefix("model "))
        words = known.get(check.name)
        return words or self.tr("Needs attention: {detail}").format(detail=check.detail)

    def _show_figures(self, found: Health) -> None:
        rows: list[tuple[str, str]] = []
        live, queue = found.live, found.queue
        if live and live.chunks_ok_percent is not None:
            rows.append(
                (
                    self.tr("Slices transcribed"),
                    self.tr("{percent} % of {count}").format(
                        percent=f"{live.chunks_ok_percent:.1f}", count=live.chunks
                    ),
                )
            )
        if live and live.latency_p50_ms is not None and live.latency_p95_ms is not None:
            rows.append(
                (
                    self.tr("From sound to text"),
                    self.tr("{middle} ms, 95 % within {most} ms").format(
                        middle=round(live.latency_p50_ms), most=round(live.latency_p95_ms)
                    ),
                )
            )
        if queue:
            rows.append((self.tr("Waiting in the queue"), str(queue.depth)))
            rows.append((self.tr("Retries, 95th percentile"), f"{queue.retries.p95:g}"))
            rows += [
                (
                    self.tr("Per second of sound: {step}").format(step=step_text(step.value)),
                    f"{factor:.3f} s",
                )
                for step, factor in queue.real_time_factors.items()
            ]
        if found.privacy:
            rows += self._privacy_rows(found.privacy)
        rows.append(
            (
                self.tr("Longest pause of the window"),
                self.tr("{milliseconds} ms").format(milliseconds=round(self._probe.longest_ms)),
            )
        )
        grid = _emptied(self._figures)
        for row, (what, value) in enumerate(rows):
            title = QLabel(what, self._figures)
            title.setProperty("kind", "muted")
            title.setWordWrap(True)
            figure = QLabel(value, self._figures)
            figure.setProperty("kind", "figure")
            grid.addWidget(title, row, 0)
            grid.addWidget(figure, row, 1)

    def _privacy_rows(self, found: PrivacyFigures) -> list[tuple[str, str]]:
        consented = self.tr("{count} of {all}").format(count=found.consented, all=found.sessions)
        rows = [(self.tr("Sessions with consent"), consented)]
        if found.withdrawn:
            rows.append((self.tr("Consent withdrawn, not erased yet"), str(found.withdrawn)))
        if found.kept_days is not None:
            rows.append((self.tr("Sessions whose time is over"), str(found.due)))
            if found.next_at is not None:
                at = datetime.fromisoformat(found.next_at).astimezone()
                rows.append((self.tr("Next session to be erased"), day_text(at)))
        if found.on_hold:
            rows.append((self.tr("Sessions on hold"), str(found.on_hold)))
        return rows


def _emptied(card: QFrame) -> QGridLayout:
    grid = card.layout()
    assert isinstance(grid, QGridLayout)
    while grid.count():
        item = grid.takeAt(0)
        widget = item.widget() if item else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
    return grid
