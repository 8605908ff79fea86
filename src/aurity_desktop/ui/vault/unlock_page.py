"""What stands in the window while only a secret opens the data: one field, and what it is for."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from aurity_desktop.application.privacy.vault_controller import VaultController
from aurity_desktop.ui.language.error_messages import error_text
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.secret_page import SecretPage
from aurity_desktop.ui.widgets.theme import Appearance


class UnlockPage(SecretPage):
    """Takes a passphrase or the recovery code."""

    def __init__(
        self,
        vault: VaultController,
        appearance: Appearance,
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(icons, parent)
        self._vault = vault
        self._error: Exception | None = None
        self._refused = False
        self.keyring_button = QPushButton(self)
        self.keyring_button.setProperty("kind", "quiet")
        self.arrange(self.keyring_button, self.trouble)
        self.asked.connect(self._on_open)
        self.keyring_button.clicked.connect(self._on_keyring)
        vault.refused.connect(self._on_refused)
        vault.secret_needed.connect(self._on_needed)
        vault.failed.connect(self._on_failed)
        vault.opened.connect(self.secret.clear)
        appearance.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """The texts in the window's language, and what was wrong with the last try."""
        self.show_mark()
        self.title.setText(self.tr("Your recordings are encrypted"))
        self.hint.setText(
            self.tr(
                "The system's keyring did not open them. Type the passphrase or the recovery code."
            )
        )
        self.secret.setPlaceholderText(self.tr("Passphrase or recovery code"))
        self.secret.setAccessibleName(self.tr("Passphrase or recovery code"))
        self.open_button.setText(self.tr("Open"))
        self.keyring_button.setText(self.tr("Try the keyring again"))
        if self._refused:
            self.trouble.setText(self.tr("Incorrect passphrase or code. Try again."))
        else:
            self.trouble.setText(error_text(self._error) if self._error else "")

    def _on_open(self) -> None:
        if self.secret.text():
            self._wait(waiting=True)
            self._vault.unlock(self.secret.text())

    def _on_keyring(self) -> None:
        self._wait(waiting=True)
        self._vault.begin()

    def _on_needed(self) -> None:
        self._wait(waiting=False)
        self.secret.setFocus()

    def _on_refused(self) -> None:
        self._refused, self._error = True, None
        self._wait(waiting=False)
        self.secret.selectAll()
        self.secret.setFocus()

    def _on_failed(self, error: Exception) -> None:
        self._refused, self._error = False, error
        self._wait(waiting=False)

    def _wait(self, *, waiting: bool) -> None:
        if waiting:
            self._refused, self._error = False, None
        for widget in (self.secret, self.open_button, self.keyring_button):
            widget.setEnabled(not waiting)
        self.retranslate()
