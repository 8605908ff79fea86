"""When the window locks by itself, and the PIN or passphrase that opens it."""

from __future__ import annotations

import math

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from aurity_desktop.application.privacy.window_lock import Refusal, WindowLock
from aurity_desktop.runtime.settings import Settings
from aurity_desktop.ui.settings.preferences import Preferences
from aurity_desktop.ui.widgets.adaptive import AdaptiveWidget
from aurity_desktop.ui.widgets.choice_box import ChoiceBox
from aurity_desktop.ui.widgets.form_rows import hint_label, labelled_row, offer_values

_MINUTES = (0, 2, 5, 10, 15, 30)
#: Characters of a PIN; wrong tries cost a wait that doubles.
LEAST_PIN = 4


class LockSettings(AdaptiveWidget):
    """What is typed here leaves it only for `lock`, which makes of it what the settings keep.

    `lock_asked`: lock the window at once.
    """

    narrow_below = 53

    lock_asked = Signal()

    def __init__(
        self, preferences: Preferences, lock: WindowLock, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._lock = lock
        self._editing = False
        self._refusal: Refusal | None = None
        self._label = QLabel(self)
        self.minutes = ChoiceBox(self)
        self._hint = hint_label(self)
        self._told = QLabel(self)
        self._told.setProperty("kind", "alarm")
        self._told.setWordWrap(True)
        self.present, self.secret, self.again = (QLineEdit(self) for _ in range(3))
        for field in (self.present, self.secret, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setMaxLength(400)
        self.set_button, self.change_button, self.remove_button, self.lock_button = (
            QPushButton(self) for _ in range(4)
        )
        for button in (self.change_button, self.remove_button):
            button.setProperty("kind", "quiet")
        self._lay_out()
        self._connect()
        self._show(preferences.settings)

    def _lay_out(self) -> None:
        choice = labelled_row(self._label, self.minutes)
        fields = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        fields.setSpacing(8)
        fields.addWidget(self.present, 1)
        fields.addWidget(self.secret, 1)
        fields.addWidget(self.again, 1)
        fields.addWidget(self.set_button)
        self.rows += [choice, fields]
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.lock_button, self.change_button, self.remove_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(choice)
        column.addWidget(self._hint)
        column.addLayout(fields)
        column.addLayout(buttons)
        column.addWidget(self._told)

    def _connect(self) -> None:
        self.minutes.activated.connect(self._on_minutes)
        self.set_button.clicked.connect(self._on_set)
        self.again.returnPressed.connect(self._on_set)
        self.change_button.clicked.connect(self._on_change)
        self.remove_button.clicked.connect(self._on_remove)
        self.lock_button.clicked.connect(self.lock_asked)
        for field in (self.present, self.secret, self.again):
            field.textChanged.connect(self._arrange)
        self._lock.secret_made.connect(self._on_secret)
        self._lock.old_refused.connect(self._on_refused)
        self._preferences.changed.connect(self._show)

    def _show(self, settings: Settings) -> None:
        minutes = settings.lock_minutes
        offer_values(self.minutes, sorted({*_MINUTES, minutes}), minutes)
        self.retranslate()

    def _arrange(self) -> None:
        for widget in (self.secret, self.again, self.set_button):
            widget.setVisible(self._editing)
        has_secret = bool(self._preferences.settings.lock_secret)
        self.present.setVisible(has_secret and self._editing)
        proved = bool(self.present.text()) or not has_secret
        same = self.secret.text() == self.again.text()
        long_enough = len(self.secret.text()) >= LEAST_PIN
        self.set_button.setEnabled(long_enough and same and proved)
        self.change_button.setVisible(not self._editing)
        self.remove_button.setVisible(has_secret)
        self.remove_button.setEnabled(not self._editing or bool(self.present.text()))
        self._told.setText(self._what_is_wrong())
        self._told.setVisible(bool(self._told.text()))

    def _what_is_wrong(self) -> str:
        if self._refusal is not None and self._refusal.wait > 0:
            return self.tr("Incorrect PIN. Wait {seconds} s.").format(
                seconds=math.ceil(self._refusal.wait)
            )
        if self._refusal is not None:
            return self.tr("Incorrect PIN. Nothing was changed.")
        if self._editing and 0 < len(self.secret.text()) < LEAST_PIN:
            return self.tr("A PIN needs at least {count} characters.").format(count=LEAST_PIN)
        return ""

    def retranslate(self) -> None:
        """The texts in the window's language; they depend on whether there is a PIN."""
        has_secret = bool(self._preferences.settings.lock_secret)
        self._label.setText(self.tr("Lock the window after"))
        self.minutes.setAccessibleName(self._label.text())
        for place in range(self.minutes.count()):
            self.minutes.setItemText(place, self._minutes_text(self.minutes.itemData(place)))
        self._hint.setText(
            self.tr(
                "A locked window hides all patient data. The recording continues and can be "
                "stopped. Lock now: Ctrl+L."
            )
            if has_secret
            else self.tr(
                "Without a PIN, a locked window hides everything but anyone can unlock it. Lock "
                "now: Ctrl+L."
            )
        )
        self.present.setPlaceholderText(self.tr("Current PIN"))
        self.present.setAccessibleName(self.tr("Current PIN or passphrase of the lock"))
        self.secret.setPlaceholderText(self.tr("PIN or passphrase"))
        self.secret.setAccessibleName(self.tr("New PIN or passphrase of the lock"))
        self.again.setPlaceholderText(self.tr("Repeat it"))
        self.again.setAccessibleName(self.tr("Repeat the new PIN or passphrase of the lock"))
        self.set_button.setText(self.tr("Set"))
        self.change_button.setText(
            self.tr("Change the PIN…") if has_secret else self.tr("Set a PIN…")
        )
        self.remove_button.setText(self.tr("Remove the PIN"))
        self.lock_button.setText(self.tr("Lock now"))
        self._arrange()

    def _minutes_text(self, minutes: int) -> str:
        return (
            self.tr("{count} minutes of inactivity").format(count=minutes)
            if minutes
            else self.tr("Never")
        )

    def _on_minutes(self) -> None:
        """A window that locks by itself needs a PIN: the fields for one open.

        Until it is set, the lock hides the window and anybody opens it.
        """
        minutes = int(self.minutes.currentData())
        self._preferences.change(lock_minutes=minutes)
        if minutes and not self._preferences.settings.lock_secret:
            self._on_change()

    def _on_change(self) -> None:
        self._editing, self._refusal = True, None
        self._arrange()
        (self.present if self.present.isVisibleTo(self) else self.secret).setFocus()

    def _on_set(self) -> None:
        if self.set_button.isEnabled():
            self._refusal = None
            self._lock.make_secret(self.secret.text(), self.present.text())
            self._end_editing()

    def _on_secret(self, made: str) -> None:
        self._preferences.change(lock_secret=made)

    def _on_remove(self) -> None:
        """Asks for the present PIN first."""
        if not self._editing:
            self._on_change()
            return
        self._refusal = None
        self._lock.make_secret("", self.present.text())
        self._end_editing()

    def _on_refused(self, refusal: Refusal) -> None:
        self._refusal = refusal
        self._arrange()

    def _end_editing(self) -> None:
        self._editing = False
        for field in (self.present, self.secret, self.again):
            field.clear()
        self._arrange()
