"""The card of the settings about patients' privacy: consent, retention, and the window's lock."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QVBoxLayout, QWidget

from aurity_desktop.application.privacy.session_privacy import SessionPrivacy
from aurity_desktop.application.privacy.window_lock import WindowLock
from aurity_desktop.runtime.settings import Settings
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.privacy.lock_settings import LockSettings
from aurity_desktop.ui.privacy.retention_settings import RetentionSettings
from aurity_desktop.ui.settings.preferences import Preferences
from aurity_desktop.ui.widgets.form_rows import hint_label


class PrivacySettings(TranslatedWidget):
    """Every choice holds at once, but for a time to keep sessions, which would erase some."""

    def __init__(
        self,
        preferences: Preferences,
        privacy: SessionPrivacy,
        lock: WindowLock,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        card = QFrame(self)
        card.setObjectName("card")
        self._heading = QLabel(card)
        self._heading.setProperty("kind", "heading")
        self.require = QCheckBox(card)
        self._require_hint = hint_label(card)
        self.retention = RetentionSettings(preferences, privacy, card)
        self.lock = LockSettings(preferences, lock, card)
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addWidget(self.require)
        column.addWidget(self._require_hint)
        column.addSpacing(10)
        column.addWidget(self.retention)
        column.addSpacing(10)
        column.addWidget(self.lock)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self.require.toggled.connect(self._on_require)
        preferences.changed.connect(self._show)
        self._show(preferences.settings)
        self.retranslate()

    def look(self) -> None:
        """Ask what the time that sessions are kept for erases now."""
        self.retention.look()

    def retranslate(self) -> None:
        """The texts in the window's language."""
        self._heading.setText(self.tr("Patient privacy"))
        self.require.setText(self.tr("Ask for consent before recording"))
        self._require_hint.setText(
            self.tr(
                "If this is off, recording starts at once and the consent can be noted before, "
                "during, or not at all."
            )
        )

    def _show(self, settings: Settings) -> None:
        self.require.setChecked(settings.require_consent)

    def _on_require(self, required: bool) -> None:
        self._preferences.change(require_consent=required)
