"""What an export carries and who can read it, told before anything is written."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from aurity_desktop.application.library.export_command import ExportChoice
from aurity_desktop.domain.integrity import Redaction
from aurity_desktop.ui.widgets.adaptive import AdaptiveWidget
from aurity_desktop.ui.widgets.escape import ClosedByEscape


class ExportPanel(AdaptiveWidget, ClosedByEscape):
    """`chosen` carries the choice once it is whole.

    Passphrases are forgotten when the panel goes.
    """

    narrow_below = 74

    chosen = Signal(ExportChoice)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card = QFrame(self)
        card.setObjectName("card")
        self._title = QLabel(card)
        self._title.setProperty("kind", "heading")
        self._carries = QLabel(card)
        self._carries.setProperty("kind", "field")
        self.sound, self.names, self.text = (QCheckBox(card) for _ in range(3))
        self.protect = QCheckBox(card)
        self.first, self.second = QLineEdit(card), QLineEdit(card)
        for field in (self.first, self.second):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setMaxLength(400)
        self._tells = QLabel(card)
        self._tells.setWordWrap(True)
        self._trouble = QLabel(card)
        self._trouble.setWordWrap(True)
        self._trouble.setProperty("kind", "muted")
        self.go_button, self.leave_button = QPushButton(card), QPushButton(card)
        self.go_button.setProperty("kind", "primary")
        for box in (self.sound, self.names, self.text):
            box.setChecked(True)
            box.toggled.connect(self._arrange)
        self.protect.toggled.connect(self._arrange)
        for field in (self.first, self.second):
            field.textChanged.connect(self._arrange)
            field.returnPressed.connect(self._on_go)
        self.go_button.clicked.connect(self._on_go)
        self.leave_button.clicked.connect(self.leave)
        self._lay_out(card)
        self.hide()
        self.retranslate()

    def _lay_out(self, card: QFrame) -> None:
        parts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        parts.setSpacing(18)
        for box in (self.sound, self.names, self.text):
            parts.addWidget(box)
        parts.addStretch(1)
        secrets = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        secrets.setSpacing(10)
        secrets.addWidget(self.first, 1)
        secrets.addWidget(self.second, 1)
        foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        foot.setSpacing(10)
        foot.addWidget(self._tells, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.leave_button)
        buttons.addWidget(self.go_button)
        foot.addLayout(buttons)
        self.rows += [parts, secrets, foot]
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._carries)
        column.addLayout(parts)
        column.addWidget(self.protect)
        column.addLayout(secrets)
        column.addWidget(self._trouble)
        column.addLayout(foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)

    @property
    def choice(self) -> ExportChoice:
        """What is chosen now; without a passphrase where none protects the file."""
        redaction = Redaction(
            audio=not self.sound.isChecked(),
            names=not self.names.isChecked(),
            text=not self.text.isChecked(),
        )
        return ExportChoice(redaction, self.first.text() if self.protect.isChecked() else "")

    def ask(self) -> None:
        """Show the panel; `chosen` follows, unless it is left."""
        self.show()
        self._arrange()
        self.go_button.setFocus()

    def leave(self) -> None:
        """Hide the panel and forget what was typed."""
        self.hide()
        self.first.clear()
        self.second.clear()

    def retranslate(self) -> None:
        """The texts in the window's language, and what the choice tells about people."""
        self._title.setText(self.tr("Export the session"))
        self._carries.setText(self.tr("Include"))
        self.sound.setText(self.tr("Sound"))
        self.names.setText(self.tr("Names"))
        self.names.setToolTip(self.tr("Without names, roles are shown in their place"))
        self.text.setText(self.tr("Text"))
        self.protect.setText(self.tr("Protect it with a passphrase"))
        self.first.setPlaceholderText(self.tr("Passphrase"))
        self.first.setAccessibleName(self.tr("Passphrase of the exported file"))
        self.second.setPlaceholderText(self.tr("Repeat the passphrase"))
        self.second.setAccessibleName(self.tr("Repeat the passphrase of the exported file"))
        self.go_button.setText(self.tr("Choose where…"))
        self.leave_button.setText(self.tr("Cancel"))
        self._arrange()

    def _arrange(self) -> None:
        protected = self.protect.isChecked()
        for field in (self.first, self.second):
            field.setVisible(protected)
        trouble = self._what_is_missing() if protected else ""
        self._trouble.setText(trouble)
        self._trouble.setVisible(protected)
        self.go_button.setEnabled(not protected or self._whole)
        self._tells.setText(self._what_it_tells())

    @property
    def _whole(self) -> bool:
        return bool(self.first.text()) and self.first.text() == self.second.text()

    def _what_is_missing(self) -> str:
        if self._whole or not self.first.text():
            return self.tr(
                "The file cannot be opened without this passphrase, and it cannot be recovered. "
                "Send it separately from the file."
            )
        return self.tr("The two passphrases do not match.")

    def _what_it_tells(self) -> str:
        """As `includes_pii` will stand in the file's manifest."""
        redaction = self.choice.redaction
        if redaction.audio and redaction.names and redaction.text:
            return self.tr("The file identifies nobody: no sound, no names, no text.")
        return self.tr("The file may identify people. Its manifest says so (includes_pii).")

    def _on_go(self) -> None:
        if self.go_button.isEnabled():
            choice = self.choice
            self.leave()
            self.chosen.emit(choice)
