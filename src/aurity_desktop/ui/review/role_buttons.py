"""Roles beside a voice that has none, a press each."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from aurity_desktop.domain.speakers import SpeakerRole
from aurity_desktop.ui.language.messages import role_text

#: What a voice is offered to be; the others stand in the editor.
_OFFERED = (SpeakerRole.MEDICO, SpeakerRole.PACIENTE, SpeakerRole.ACOMPANANTE)


class RoleButtons(QWidget):
    """`chosen` carries the role that was pressed."""

    chosen = Signal(SpeakerRole)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = [QPushButton(self) for _ in _OFFERED]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(2)
        for role, button in zip(_OFFERED, self.buttons, strict=True):
            button.setProperty("kind", "quiet")
            button.clicked.connect(partial(self._on_pressed, role))
            row.addWidget(button)

    def offer(self, voice: str) -> None:
        """The roles in the window's language; `voice` is whom they are offered for."""
        for role, button in zip(_OFFERED, self.buttons, strict=True):
            button.setText(role_text(role))
            button.setAccessibleName(f"{voice}: {role_text(role)}")

    def _on_pressed(self, role: SpeakerRole) -> None:
        self.chosen.emit(role)
