"""In the settings: what is encrypted, by what it is opened, and what can be done about it.

Nothing here asks in a dialog.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from aurity_desktop.application.privacy.vault_controller import VaultController
from aurity_desktop.domain.keys import LockKind, Protection, VaultStatus
from aurity_desktop.ui.language.error_messages import error_text
from aurity_desktop.ui.vault.printed_code import ask_for_printer
from aurity_desktop.ui.widgets.adaptive import AdaptiveWidget
from aurity_desktop.ui.widgets.clipboard import copy_text

_LONGEST_CODE = 80


class ProtectionPanel(AdaptiveWidget):
    """A recovery code is shown once, in the panel itself, until it is written down."""

    narrow_below = 60

    def __init__(self, vault: VaultController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vault = vault
        self._status: VaultStatus | None = None
        self._code = ""
        self._trouble: Exception | None = None
        self._differ = False
        self._refused = False
        card = QFrame(self)
        card.setObjectName("card")
        self._heading, self._state, self._more, self._told = (QLabel(card) for _ in range(4))
        self._heading.setProperty("kind", "heading")
        self._more.setProperty("kind", "muted")
        self._told.setProperty("kind", "alarm")
        self._code_label, self._code_hint = QLabel(card), QLabel(card)
        self._code_label.setProperty("kind", "heading")
        self._code_hint.setProperty("kind", "muted")
        selectable = Qt.TextInteractionFlag.TextSelectableByMouse
        keyboard = Qt.TextInteractionFlag.TextSelectableByKeyboard
        self._code_label.setTextInteractionFlags(selectable | keyboard)
        for label in (self._state, self._more, self._told, self._code_label, self._code_hint):
            label.setWordWrap(True)
        (
            self.keyring_button,
            self.code_button,
            self.noted_button,
            self.rest_button,
            self.set_button,
        ) = (QPushButton(card) for _ in range(5))
        self.copy_button, self.print_button = QPushButton(card), QPushButton(card)
        self.typed_code = QLineEdit(card)
        self.typed_code.setMaxLength(_LONGEST_CODE)
        self.present, self.secret, self.again = (QLineEdit(card) for _ in range(3))
        for field in (self.present, self.secret, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setMaxLength(400)
        self._lay_out(card)
        self._connect()
        self.retranslate()

    def _lay_out(self, card: QFrame) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.keyring_button, self.rest_button, self.code_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        fields = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        fields.setSpacing(8)
        fields.addWidget(self.secret, 1)
        fields.addWidget(self.again, 1)
        fields.addWidget(self.set_button)
        self.rows.append(fields)
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(8)
        for widget in (self._heading, self._state, self._more):
            column.addWidget(widget)
        column.addWidget(self._code_label)
        column.addWidget(self._code_hint)
        kept = QHBoxLayout()
        kept.setSpacing(8)
        kept.addWidget(self.copy_button)
        kept.addWidget(self.print_button)
        kept.addStretch(1)
        column.addLayout(kept)
        column.addWidget(self.typed_code)
        column.addWidget(self.noted_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.present)
        column.addLayout(buttons)
        column.addLayout(fields)
        column.addWidget(self._told)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(card)

    def _connect(self) -> None:
        vault = self._vault
        self.keyring_button.clicked.connect(self._on_keyring)
        self.rest_button.clicked.connect(self._on_rest)
        self.code_button.clicked.connect(self._on_make_code)
        self.noted_button.clicked.connect(self._on_noted)
        self.copy_button.clicked.connect(self._on_copy)
        self.print_button.clicked.connect(self._on_print)
        self.typed_code.textChanged.connect(self._on_typed)
        self.typed_code.returnPressed.connect(self.noted_button.click)
        self.set_button.clicked.connect(self._on_set)
        self.again.returnPressed.connect(self._on_set)
        vault.status_known.connect(self._on_status)
        vault.code_made.connect(self._on_code)
        vault.encrypted.connect(self.retranslate)
        vault.failed.connect(self._on_failed)
        vault.refused.connect(self._on_refused)

    def look(self) -> None:
        """Ask for the state of the encryption, off the GUI thread."""
        self._vault.look()

    def retranslate(self) -> None:
        """The texts in the window's language, as the encryption is now."""
        status, encrypting = self._status, self._vault.encrypting
        self._heading.setText(self.tr("Encryption"))
        self._state.setText(self._state_words(status))
        self._more.setText(self._more_words(status))
        self._more.setVisible(bool(self._more.text()))
        self._code_label.setText(self._code)
        self._code_hint.setText(
            self.tr(
                "Write this recovery code down or print it, and keep it away from the computer. "
                "It is not shown again; older codes no longer work."
            )
        )
        for widget in (
            self._code_label,
            self._code_hint,
            self.copy_button,
            self.print_button,
            self.typed_code,
            self.noted_button,
        ):
            widget.setVisible(bool(self._code))
        self.copy_button.setText(self.tr("Copy the code"))
        self.print_button.setText(self.tr("Print the code…"))
        self._on_typed()
        self.noted_button.setText(self.tr("I have written it down"))
        self.keyring_button.setText(self.tr("Encrypt with the system's keyring"))
        self.code_button.setText(self.tr("Make a recovery code"))
        self.rest_button.setText(self.tr("Encrypt the existing sessions"))
        self.set_button.setText(self.tr("Set passphrase"))
        for field, words in (
            (self.present, self.tr("Current passphrase or recovery code")),
            (self.typed_code, self.tr("Type the code again, as you wrote it down")),
            (self.secret, self.tr("New passphrase")),
            (self.again, self.tr("Repeat the passphrase")),
        ):
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
        is_open = status is not None and status.protection is Protection.OPEN
        has_keyring = status is not None and LockKind.KEYRING in status.locks
        usable = status is not None and bool(status.keyring)
        self.present.setVisible(is_open and self._needs_present)
        self.keyring_button.setVisible(usable and not has_keyring)
        self.code_button.setVisible(is_open and not self._code)
        self.rest_button.setVisible(is_open and status is not None and not status.protected)
        for button in (self.keyring_button, self.rest_button, self.set_button):
            button.setEnabled(not encrypting)
        if self._differ:
            self._told.setText(self.tr("The two passphrases do not match."))
        elif self._refused:
            self._told.setText(
                self.tr("Incorrect passphrase or recovery code. Nothing was changed.")
            )
        else:
            self._told.setText(error_text(self._trouble) if self._trouble else "")
        self._told.setVisible(bool(self._told.text()))

    @property
    def _needs_present(self) -> bool:
        """Whoever sits at an open window has not proved to be its user."""
        return self._status is not None and LockKind.PASSPHRASE in self._status.locks

    def _state_words(self, status: VaultStatus | None) -> str:
        if status is None:
            return self.tr("Checking…")
        if self._vault.encrypting:
            return self.tr("Encrypting the existing sessions. You can keep working.")
        if status.protection in {Protection.PLAIN, Protection.UNDECIDED}:
            return self.tr(
                "Not encrypted: anyone who can read the files of this account, or takes the disk,"
                " can hear and read your sessions."
            )
        if not status.protected:
            return self.tr(
                "New sessions are encrypted. Older sessions not encrypted yet: {count}."
            ).format(count=status.plain_sessions)
        return self.tr("Sound, transcripts and names are encrypted.")

    def _more_words(self, status: VaultStatus | None) -> str:
        if status is None or self._vault.encrypting:
            return ""
        if status.protection in {Protection.PLAIN, Protection.UNDECIDED}:
            if status.keyring:
                return ""
            return self.tr(
                "This computer has no usable keyring. A passphrase can encrypt the sessions "
                "instead."
            )
        if LockKind.RECOVERY not in status.locks:
            return self.tr(
                "There is no recovery code yet. If the keyring or the passphrase is lost, "
                "everything is lost: make a code and write it down."
            )
        return self.tr("There is a recovery code. File names, times and exports are not encrypted.")

    def _on_keyring(self) -> None:
        self._forget()
        self._vault.protect()
        self.retranslate()

    def _on_rest(self) -> None:
        self._forget()
        self._vault.encrypt_all()
        self.retranslate()

    def _on_set(self) -> None:
        first, second = self.secret.text(), self.again.text()
        if not first:
            return
        self._forget()
        self._differ = first != second
        if not self._differ:
            present = self.present.text()
            for field in (self.present, self.secret, self.again):
                field.clear()
            self._vault.protect(first, present)
        self.retranslate()

    def _on_make_code(self) -> None:
        self._forget()
        present = self.present.text()
        self.present.clear()
        self._vault.make_code(present)

    def _on_refused(self) -> None:
        self._refused = True
        self.retranslate()

    def _on_copy(self) -> None:
        copy_text(self._code)

    def _on_print(self) -> None:
        ask_for_printer(self.window(), self._code, self.typed_code.setFocus)

    def _on_typed(self) -> None:
        """Who has typed it once has it, and can read what was written."""
        self.noted_button.setEnabled(_as_typed(self.typed_code.text()) == _as_typed(self._code))

    def _on_noted(self) -> None:
        self._code = ""
        self.typed_code.clear()
        self.retranslate()

    def _on_status(self, status: VaultStatus) -> None:
        self._status = status
        self.retranslate()

    def _on_code(self, code: str) -> None:
        self._forget()
        self._code = code
        self.retranslate()

    def _on_failed(self, error: Exception) -> None:
        self._trouble = error
        self.retranslate()

    def _forget(self) -> None:
        self._trouble, self._differ, self._refused = None, False, False


def _as_typed(code: str) -> str:
    """Without blanks, hyphens and capitals; letters that look like digits are those."""
    letters = "".join(each for each in code.upper() if each.isalnum())
    return letters.translate(str.maketrans("OIL", "011"))
