"""The settings about patients' privacy: consent before recording, for how long sessions are kept,
and when the window locks.

What would erase sessions is shown before it holds, and holds only when it is confirmed; everything
else holds at once.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from aurity_desktop.application.privacy.retention import Outlook
from aurity_desktop.application.privacy.session_privacy import SessionPrivacy
from aurity_desktop.application.privacy.window_lock import WindowLock
from aurity_desktop.runtime.settings import Settings
from aurity_desktop.ui.settings.preferences import Preferences
from aurity_desktop.ui.widgets.adaptive import AdaptiveWidget
from aurity_desktop.ui.widgets.styling import set_style_state
from aurity_desktop.ui.widgets.time_text import day_text

#: What is offered beside what is set; five years are what a clinical record is kept in Mexico
#: (NOM-004-SSA3-2012, 5.4).
_DAYS = (0, 30, 90, 180, 365, 730, 1826, 3652)
_MINUTES = (0, 2, 5, 10, 15, 30)
_WIDEST = 720


class PrivacySettings(AdaptiveWidget):
    narrow_below = 60

    lock_asked = Signal()

    def __init__(
        self,
        preferences: Preferences,
        privacy: SessionPrivacy,
        lock: WindowLock,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._privacy = privacy
        self._lock = lock
        self._outlook: Outlook | None = None
        card = QFrame(self)
        card.setObjectName("card")
        self.setMaximumWidth(_WIDEST)
        self._heading = QLabel(card)
        self._heading.setProperty("kind", "heading")
        self.require = QCheckBox(card)
        self._require_hint = _hint(card)
        self._keep_label, self._lock_label = QLabel(card), QLabel(card)
        self.keep, self.minutes = QComboBox(card), QComboBox(card)
        self._keep_hint = _hint(card)
        self.apply_button, self.leave_button = QPushButton(card), QPushButton(card)
        self._lock_hint = _hint(card)
        self.secret, self.again = QLineEdit(card), QLineEdit(card)
        for field in (self.secret, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setMaxLength(400)
        self.set_button, self.change_button, self.remove_button, self.lock_button = (
            QPushButton(card) for _ in range(4)
        )
        for button in (self.change_button, self.remove_button, self.leave_button):
            button.setProperty("kind", "quiet")
        self._editing = False
        self._lay_out(card)
        self._connect()
        self._show(preferences.settings)

    def _lay_out(self, card: QFrame) -> None:
        decide = QHBoxLayout()
        decide.setSpacing(8)
        decide.addWidget(self.apply_button)
        decide.addWidget(self.leave_button)
        decide.addStretch(1)
        fields = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        fields.setSpacing(8)
        fields.addWidget(self.secret, 1)
        fields.addWidget(self.again, 1)
        fields.addWidget(self.set_button)
        self.rows.append(fields)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.lock_button, self.change_button, self.remove_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addWidget(self.require)
        column.addWidget(self._require_hint)
        column.addSpacing(10)
        column.addLayout(_labelled(self._keep_label, self.keep, self))
        column.addWidget(self._keep_hint)
        column.addLayout(decide)
        column.addSpacing(10)
        column.addLayout(_labelled(self._lock_label, self.minutes, self))
        column.addWidget(self._lock_hint)
        column.addLayout(fields)
        column.addLayout(buttons)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)

    def _connect(self) -> None:
        self.require.toggled.connect(self._on_require)
        self.keep.activated.connect(self._on_keep)
        self.apply_button.clicked.connect(self._on_apply)
        self.leave_button.clicked.connect(self._on_leave)
        self.minutes.activated.connect(self._on_minutes)
        self.set_button.clicked.connect(self._on_set)
        self.again.returnPressed.connect(self._on_set)
        self.change_button.clicked.connect(self._on_change)
        self.remove_button.clicked.connect(self._on_remove)
        self.lock_button.clicked.connect(self.lock_asked)
        for field in (self.secret, self.again):
            field.textChanged.connect(self._arrange)
        self._privacy.foreseen.connect(self._on_foreseen)
        self._lock.secret_made.connect(self._on_secret)
        self._preferences.changed.connect(self._show)

    def _show(self, settings: Settings) -> None:
        self.require.setChecked(settings.require_consent)
        _offer(self.keep, sorted({*_DAYS, settings.retention_days}), settings.retention_days)
        _offer(self.minutes, sorted({*_MINUTES, settings.lock_minutes}), settings.lock_minutes)
        self.retranslate()

    def look(self) -> None:
        """What the policy does now, told under it."""
        self._privacy.foresee(self._days or None)

    @property
    def _days(self) -> int:
        return int(self.keep.currentData())

    @property
    def _changed(self) -> bool:
        return self._days != self._preferences.settings.retention_days

    def _arrange(self) -> None:
        settings = self._preferences.settings
        self.apply_button.setVisible(self._changed)
        self.leave_button.setVisible(self._changed)
        has_secret = bool(settings.lock_secret)
        for widget in (self.secret, self.again, self.set_button):
            widget.setVisible(self._editing)
        self.set_button.setEnabled(
            bool(self.secret.text()) and self.secret.text() == self.again.text()
        )
        self.change_button.setVisible(not self._editing)
        self.remove_button.setVisible(has_secret and not self._editing)

    def retranslate(self) -> None:
        settings = self._preferences.settings
        self._heading.setText(self.tr("Privacy of the patients"))
        self.require.setText(self.tr("Ask for consent before recording"))
        self._require_hint.setText(
            self.tr(
                "Without it, the consent can be noted before, during, or not at all, and recording "
                "starts at once."
            )
        )
        self._keep_label.setText(self.tr("Keep sessions for"))
        self.keep.setAccessibleName(self._keep_label.text())
        for place in range(self.keep.count()):
            self.keep.setItemText(place, self._days_text(int(self.keep.itemData(place))))
        self._keep_hint.setText(self._words_outlook())
        gone = self._outlook is not None and self._changed and bool(self._outlook.due)
        set_style_state(self._keep_hint, "kind", "alarm" if gone else "muted")
        self.apply_button.setText(self.tr("Keep them for so long"))
        self.leave_button.setText(self.tr("Leave it as it was"))
        self._lock_label.setText(self.tr("Lock the window when nobody touches it for"))
        self.minutes.setAccessibleName(self._lock_label.text())
        for place in range(self.minutes.count()):
            minutes = int(self.minutes.itemData(place))
            words = (
                self.tr("{count} minutes").format(count=minutes) if minutes else self.tr("Never")
            )
            self.minutes.setItemText(place, words)
        self._lock_hint.setText(
            self.tr(
                "A locked window shows nothing of a patient. The recording goes on and can be "
                "stopped. Lock at once: Ctrl+L."
            )
            if settings.lock_secret
            else self.tr(
                "Without a PIN, a locked window hides everything and anybody opens it again. Lock "
                "at once: Ctrl+L."
            )
        )
        self.secret.setPlaceholderText(self.tr("PIN or passphrase"))
        self.secret.setAccessibleName(self.tr("New PIN or passphrase of the lock"))
        self.again.setPlaceholderText(self.tr("The same again"))
        self.again.setAccessibleName(self.tr("New PIN or passphrase of the lock, again"))
        self.set_button.setText(self.tr("Set"))
        self.change_button.setText(
            self.tr("Change the PIN…") if settings.lock_secret else self.tr("Set a PIN…")
        )
        self.remove_button.setText(self.tr("Remove the PIN"))
        self.lock_button.setText(self.tr("Lock now"))
        self._arrange()

    def _days_text(self, days: int) -> str:
        if days == 0:
            return self.tr("Ever: nothing is erased by itself")
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
            words = self.tr("1 session is older and is erased for good within the hour.")
        elif due:
            words = self.tr("{count} sessions are older and are erased for good within the hour.")
            words = words.format(count=due)
        elif outlook.next is not None:
            day = day_text(outlook.next.at.astimezone())
            words = self.tr("Nothing goes now; the first session goes on {date}.").format(date=day)
        else:
            words = self.tr("Nothing goes now.")
        return f"{words} {on_hold}".strip()

    def _words_held(self, held: int) -> str:
        if held == 1:
            return self.tr("1 on hold stays in any case.")
        return self.tr("{count} on hold stay in any case.").format(count=held) if held else ""

    def _on_require(self, required: bool) -> None:
        self._preferences.change(require_consent=required)

    def _on_keep(self) -> None:
        self.look()
        self.retranslate()

    def _on_foreseen(self, outlook: Outlook) -> None:
        self._outlook = outlook
        self.retranslate()

    def _on_apply(self) -> None:
        self._preferences.change(retention_days=self._days)

    def _on_leave(self) -> None:
        self._show(self._preferences.settings)
        self.look()

    def _on_minutes(self) -> None:
        """A lock that locks by itself wants something that opens it; until that is set, it hides
        and no more.
        """
        minutes = int(self.minutes.currentData())
        self._preferences.change(lock_minutes=minutes)
        if minutes and not self._preferences.settings.lock_secret:
            self._on_change()

    def _on_change(self) -> None:
        self._editing = True
        self._arrange()
        self.secret.setFocus()

    def _on_set(self) -> None:
        if self.set_button.isEnabled():
            self._lock.make_secret(self.secret.text())
            self._end_editing()

    def _on_secret(self, kept: str) -> None:
        self._preferences.change(lock_secret=kept)

    def _on_remove(self) -> None:
        self._preferences.change(lock_secret="")

    def _end_editing(self) -> None:
        self._editing = False
        self.secret.clear()
        self.again.clear()
        self._arrange()


def _hint(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setProperty("kind", "muted")
    label.setWordWrap(True)
    return label


def _labelled(label: QLabel, field: QWidget, owner: AdaptiveWidget) -> QBoxLayout:
    label.setBuddy(field)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
    row.setSpacing(12)
    row.addWidget(label, 2)
    row.addWidget(field, 3)
    owner.rows.append(row)
    return row


def _offer(box: QComboBox, values: list[int], chosen: int) -> None:
    box.blockSignals(True)
    box.clear()
    for value in values:
        box.addItem("", value)
    box.setCurrentIndex(box.findData(chosen))
    box.blockSignals(False)
