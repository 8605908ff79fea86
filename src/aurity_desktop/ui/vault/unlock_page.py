"""What stands in the window while only a secret opens the data: one field, and what it is for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from aurity_desktop.application.guard import Guard
from aurity_desktop.ui.icons import Icons
from aurity_desktop.ui.messages import error_text
from aurity_desktop.ui.theme import Appearance
from aurity_desktop.ui.translation import TranslatedWidget

_WIDEST = 460


class UnlockPage(TranslatedWidget):
    def __init__(
        self, guard: Guard, appearance: Appearance, icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._guard = guard
        self._icons = icons
        self._trouble: Exception | None = None
        self._refused = False
        self._mark, self._title, self._hint, self._told = (QLabel(self) for _ in range(4))
        self._title.setProperty("kind", "title")
        self._hint.setProperty("kind", "muted")
        self._told.setProperty("kind", "alarm")
        for label in (self._mark, self._title, self._hint, self._told):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        self.secret = QLineEdit(self)
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.setMaxLength(400)
        self.open_button, self.keyring_button = QPushButton(self), QPushButton(self)
        self.open_button.setProperty("kind", "primary")
        self.keyring_button.setProperty("kind", "quiet")
        self._lay_out()
        self.open_button.clicked.connect(self._on_open)
        self.secret.returnPressed.connect(self._on_open)
        self.keyring_button.clicked.connect(self._on_keyring)
        guard.refused.connect(self._on_refused)
        guard.secret_needed.connect(self._on_needed)
        guard.failed.connect(self._on_failed)
        guard.opened.connect(self.secret.clear)
        appearance.changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        field = QHBoxLayout()
        field.setSpacing(8)
        field.addWidget(self.secret, 1)
        field.addWidget(self.open_button)
        middle = QWidget(self)
        middle.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(middle)
        column.setContentsMargins(18, 18, 18, 18)
        column.setSpacing(12)
        column.addStretch(1)
        for widget in (self._mark, self._title, self._hint):
            column.addWidget(widget)
        column.addLayout(field)
        column.addWidget(self.keyring_button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._told)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(middle, 20)
        row.addStretch(1)

    def retranslate(self) -> None:
        self._mark.setPixmap(self._icons.pixmap("lock", "accent", 40, self.devicePixelRatioF()))
        self._title.setText(self.tr("Your recordings are encrypted"))
        self._hint.setText(
            self.tr(
                "The system's keyring did not open them. Type the passphrase or the recovery code."
            )
        )
        self.secret.setPlaceholderText(self.tr("Passphrase or recovery code"))
        self.secret.setAccessibleName(self.tr("Passphrase or recovery code"))
        self.open_button.setText(self.tr("Open"))
        self.keyring_button.setText(self.tr("Ask the keyring again"))
        if self._refused:
            self._told.setText(self.tr("That does not open them. Try again."))
        else:
            self._told.setText(error_text(self._trouble) if self._trouble else "")

    def _on_open(self) -> None:
        if self.secret.text():
            self._wait(waiting=True)
            self._guard.unlock(self.secret.text())

    def _on_keyring(self) -> None:
        self._wait(waiting=True)
        self._guard.begin()

    def _on_needed(self) -> None:
        self._wait(waiting=False)
        self.secret.setFocus()

    def _on_refused(self) -> None:
        self._refused, self._trouble = True, None
        self._wait(waiting=False)
        self.secret.selectAll()
        self.secret.setFocus()

    def _on_failed(self, error: Exception) -> None:
        self._refused, self._trouble = False, error
        self._wait(waiting=False)

    def _wait(self, *, waiting: bool) -> None:
        if waiting:
            self._refused, self._trouble = False, None
        for widget in (self.secret, self.open_button, self.keyring_button):
            widget.setEnabled(not waiting)
        self.retranslate()
