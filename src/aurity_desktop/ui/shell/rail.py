"""The pages of the window, one button each; where there is little room, icons only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QVBoxLayout, QWidget

from aurity_desktop.application.recording.session_controller import SessionController
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.shell.recording_sign import RecordingSign
from aurity_desktop.ui.widgets.icons import Icons

_WIDE, _NARROW = 96, 48  # pixels
#: What the sign of the recording has to show, and the padding beside it in pixels.
_LONGEST_CLOCK, _BESIDE = "00:00:00", 8


class Rail(TranslatedWidget):
    """`chosen` carries the number of a page, as in `Page`. `sign` tells of the recording."""

    chosen = Signal(int)

    def __init__(
        self, controller: SessionController, icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._buttons: list[QToolButton] = []
        self._group = QButtonGroup(self)
        self.sign = RecordingSign(controller, icons, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 14, 8, 14)
        column.setSpacing(6)
        for number, icon in enumerate(("microphone", "library", "settings", "health")):
            button = QToolButton(self)
            button.setProperty("kind", "rail")
            button.setCheckable(True)
            icons.put(button, icon)
            self._group.addButton(button, number)
            self._buttons.append(button)
            column.addWidget(button)
            if icon == "library":
                column.addStretch(1)
                column.addWidget(self.sign)
        self._group.idClicked.connect(self.chosen)
        self.choose(0)
        self.retranslate()

    @property
    def buttons(self) -> Sequence[QToolButton]:
        """In the order of the pages."""
        return tuple(self._buttons)

    def choose(self, number: int) -> None:
        """Mark a page as shown; no signal."""
        self._buttons[number].setChecked(True)

    def set_narrow(self, narrow: bool) -> None:
        """Whether the names are left out."""
        style = (
            Qt.ToolButtonStyle.ToolButtonIconOnly
            if narrow
            else Qt.ToolButtonStyle.ToolButtonTextUnderIcon
        )
        for button in self._buttons:
            button.setToolButtonStyle(style)
        named = max(button.sizeHint().width() for button in (*self._buttons, self.sign.stop_button))
        clock = self.sign.clock_button.fontMetrics().horizontalAdvance(_LONGEST_CLOCK)
        width = max(_NARROW, clock + _BESIDE) if narrow else max(_WIDE, named)
        self.sign.set_width(width)
        for button in self._buttons:
            button.setFixedWidth(width)

    def retranslate(self) -> None:
        """Names and keys of the pages in the window's language."""
        names = (
            self.tr("Recorder"),
            self.tr("Library"),
            self.tr("Settings"),
            self.tr("Health"),
        )
        for number, (button, words) in enumerate(zip(self._buttons, names, strict=True), 1):
            button.setText(words)
            button.setToolTip(f"{words} (Ctrl+{number})")
            button.setAccessibleName(words)
