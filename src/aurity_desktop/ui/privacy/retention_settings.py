"""For how long sessions are kept: what that erases is shown before it holds."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from aurity_desktop.application.privacy.session_privacy import SessionPrivacy
from aurity_desktop.domain.retention import GRACE, Outlook
from aurity_desktop.runtime.settings import Settings
from aurity_desktop.ui.settings.preferences import Preferences
from aurity_desktop.ui.widgets.adaptive import AdaptiveWidget
from aurity_desktop.ui.widgets.choice_box import ChoiceBox
from aurity_desktop.ui.widgets.form_rows import hint_label, labelled_row, offer_values
from aurity_desktop.ui.widgets.styling import set_style_state
from aurity_desktop.ui.widgets.time_text import day_text

#: What is offered beside what is set; five years are what a clinical record is kept in Mexico
#: (NOM-004-SSA3-2012, 5.4).
_DAYS = (0, 30, 90, 180, 365, 730, 1826, 3652)


class RetentionSettings(AdaptiveWidget):
    """A choice of days, 0 for ever. It holds only once it is confirmed."""

    narrow_below = 53

    def __init__(
        self, preferences: Preferences, privacy: SessionPrivacy, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._privacy = privacy
        self._outlook: Outlook | None = None
        self._label = QLabel(self)
        self.keep = ChoiceBox(self)
        self.hint = hint_label(self)
        self.apply_button, self.leave_button = QPushButton(self), QPushButton(self)
        self.leave_button.setProperty("kind", "quiet")
        self._lay_out()
        self.keep.activated.connect(self._on_keep)
        self.apply_button.clicked.connect(self._on_apply)
        self.leave_button.clicked.connect(self._on_leave)
        privacy.foreseen.connect(self._on_foreseen)
        preferences.changed.connect(self._show)
        self._show(preferences.settings)

    def _lay_out(self) -> None:
        choice = labelled_row(self._label, self.keep)
        self.rows.append(choice)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.apply_button)
        buttons.addWidget(self.leave_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(choice)
        column.addWidget(self.hint)
        column.addLayout(buttons)

    def look(self) -> None:
        """Ask what the chosen time erases, and when; the answer is shown below it."""
        self._privacy.foresee(self._days or None)

    @property
    def _days(self) -> int:
        return int(self.keep.currentData())

    @property
    def _changed(self) -> bool:
        return self._days != self._preferences.settings.retention_days

    def _show(self, settings: Settings) -> None:
        offer_values(self.keep, sorted({*_DAYS, settings.retention_days}), settings.retention_days)
        self.retranslate()

    def retranslate(self) -> None:
        """The texts in the window's language, as the choice is now."""
        self._label.setText(self.tr("Keep sessions"))
        self.keep.setAccessibleName(self._label.text())
        for place in range(self.keep.count()):
            self.keep.setItemText(place, self._days_text(int(self.keep.itemData(place))))
        self.hint.setText(self._words_outlook())
        self.hint.setVisible(bool(self.hint.text()))
        erases = self._outlook is not None and self._changed and bool(self._outlook.due)
        set_style_state(self.hint, "kind", "alarm" if erases else "muted")
        self.apply_button.setText(self.tr("Apply"))
        self.leave_button.setText(self.tr("Cancel"))
        self.apply_button.setVisible(self._changed)
        self.leave_button.setVisible(self._changed)

    def _days_text(self, days: int) -> str:
        if days == 0:
            return self.tr("Forever: nothing is erased automatically")
        years = {365: 1, 730: 2, 1826: 5, 3652: 10}.get(days)
        if years == 1:
            return self.tr("1 year")
        if years:
            return self.tr("{count} years").format(count=years)
        return self.tr("{count} days").format(count=days)

    def _words_outlook(self) -> str:
        """What the choice erases, and when: before it holds."""
        outlook = self._outlook
        if outlook is None or (outlook.days or 0) != self._days:
            return ""
        on_hold = self._words_held(len(outlook.holds))
        if outlook.days is None:
            return on_hold
        due = len(outlook.due)
        if due == 1:
            words = self.tr("1 session is older and is erased for good in {days} days.")
            words = words.format(days=GRACE.days)
        elif due:
            words = self.tr("{count} sessions are older and are erased for good in {days} days.")
            words = words.format(count=due, days=GRACE.days)
        elif outlook.next is not None:
            day = day_text(outlook.next.at.astimezone())
            words = self.tr("Nothing is erased now; the first session is erased on {date}.").format(
                date=day
            )
        else:
            words = self.tr("Nothing is erased now.")
        return f"{words} {on_hold}".strip()

    def _words_held(self, held: int) -> str:
        if held == 1:
            return self.tr("1 session on hold is not erased.")
        return (
            self.tr("{count} sessions on hold are not erased.").format(count=held) if held else ""
        )

    def _on_keep(self) -> None:
        self.look()
        self.retranslate()

    def _on_foreseen(self, outlook: Outlook) -> None:
        self._outlook = outlook
        self.retranslate()

    def _on_apply(self) -> None:
        """What the choice erases was shown: that is the yes to it."""
        outlook, days = self._outlook, self._days or None
        self._preferences.change(retention_days=self._days)
        shown = outlook is not None and outlook.days == days and bool(outlook.due)
        if shown and outlook is not None and not outlook.clock_doubted:
            self._privacy.confirm_retention(days, at_once=False)

    def _on_leave(self) -> None:
        self._show(self._preferences.settings)
        self.look()
