"""A page that stands before everything else until a secret is typed: mark, title, one field."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.narrow_column import NarrowColumn

_WIDEST = 70  # average characters
_LONGEST_SECRET = 400
_MARK = 40  # pixels


class SecretPage(TranslatedWidget):
    """One column in the middle of the window.

    A page adds below what else belongs to it and says what the texts are.
    """

    asked = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icons = icons
        self._mark, self.title, self.hint, self.trouble = (QLabel(self) for _ in range(4))
        self.title.setProperty("kind", "title")
        self.hint.setProperty("kind", "muted")
        self.trouble.setProperty("kind", "alarm")
        for label in (self._mark, self.title, self.hint, self.trouble):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        self.secret = QLineEdit(self)
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.setMaxLength(_LONGEST_SECRET)
        self.open_button = QPushButton(self)
        self.open_button.setProperty("kind", "primary")
        self.open_button.clicked.connect(self.asked)
        self.secret.returnPressed.connect(self.asked)

    def arrange(self, *below: QWidget) -> None:
        """Lay the page out, with the page's own widgets below the field, from top to bottom."""
        field = QHBoxLayout()
        field.setSpacing(8)
        field.addWidget(self.secret, 1)
        field.addWidget(self.open_button)
        middle = NarrowColumn(_WIDEST, self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(18, 18, 18, 18)
        column.setSpacing(12)
        column.addStretch(1)
        for label in (self._mark, self.title, self.hint):
            column.addWidget(label)
        column.addLayout(field)
        for widget in below:
            column.addWidget(widget)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(middle, 20)
        row.addStretch(1)

    def show_mark(self) -> None:
        """The lock, in the colours that hold now."""
        self._mark.setPixmap(self._icons.pixmap("lock", "accent", _MARK, self.devicePixelRatioF()))
