"""A line of notice: once, that the folder is not encrypted; or that no recovery code exists."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QSettings

from aurity_desktop.application.privacy.vault_controller import VaultController
from aurity_desktop.domain.keys import LockKind, Protection, VaultStatus
from aurity_desktop.ui.notices.notice_lines import Action, NoticesBar, Severity

translate = QCoreApplication.translate

_KEY = "protection"
_TOLD = "window/told_not_encrypted"


class ProtectionLine(QObject):
    """`kept` remembers what was told between starts; None remembers nothing.

    `show_settings` is where something can be done about it. While `first_steps_lead` there, what is
    not encrypted is not told twice: it waits until they are over.
    """

    def __init__(
        self,
        notices: NoticesBar,
        vault: VaultController,
        kept: QSettings | None,
        show_settings: Callable[[], object],
        first_steps_lead: Callable[[], bool],
    ) -> None:
        super().__init__(notices)
        self._notices = notices
        self._kept = kept
        self._show_settings = show_settings
        self._first_steps_lead = first_steps_lead
        vault.status_known.connect(self._on_status)

    def _on_status(self, status: VaultStatus) -> None:
        words: Callable[[], str] | None = None
        if status.protection in {Protection.PLAIN, Protection.UNDECIDED}:
            kept = None if self._first_steps_lead() else self._kept
            if kept is not None and not kept.value(_TOLD):
                kept.setValue(_TOLD, "1")
                words = _words_plain
        elif LockKind.RECOVERY not in status.locks:
            words = _words_no_code
        if words is None:
            self._notices.withdraw(_KEY)
            return
        self._notices.show_line(
            _KEY, Severity.NOTE, words, (Action(_words_settings, self._on_settings),), once=True
        )

    def _on_settings(self) -> None:
        self._notices.withdraw(_KEY)
        self._show_settings()


def _words_plain() -> str:
    return translate(
        "ProtectionLine",
        "The sessions on this computer are not encrypted. Set a passphrase in the settings.",
    )


def _words_no_code() -> str:
    return translate(
        "ProtectionLine",
        "Your sessions are encrypted. Make a recovery code, in case the keyring or the passphrase "
        "is lost.",
    )


def _words_settings() -> str:
    return translate("ProtectionLine", "Settings")
