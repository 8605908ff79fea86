"""The title of the session that is shown, and a field in its place to change it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.widgets.elided_label import ElidedLabel
from aurity_desktop.ui.widgets.icons import Icons

#: As many characters as the title of a new session may have.
_LONGEST = 120
_BETWEEN = 4  # pixels
_MARGIN = 16  # pixels of the field at either side of what is typed
#: So many characters of what is typed are always in sight.
_SEEN = 16


class TitleLine(TranslatedWidget):
    """`title_given` carries what was typed, as one line; "" takes the title away.

    Enter and leaving the field keep what was typed, Escape does not.
    """

    title_given = Signal(str)
    field_shown = Signal()  # or hidden again: it wants another width than the title

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = self._given = ""
        self.label = ElidedLabel(self)
        self.label.setProperty("kind", "title")
        self.button = QPushButton(self)
        self.button.setProperty("kind", "quiet")
        icons.put(self.button, "edit", "accent")
        self.field = QLineEdit(self)
        self.field.setMaxLength(_LONGEST)
        self.field.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_BETWEEN)
        row.addWidget(self.label)
        row.addWidget(self.field, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(0)
        self.button.clicked.connect(self.edit)
        self.field.editingFinished.connect(self._keep)
        self.field.installEventFilter(self)
        self.label.installEventFilter(self)
        self.retranslate()

    def show_title(self, shown: str, given: str) -> None:
        """`shown` may be a date where nothing was given; a field that is open stays as it is."""
        self._shown, self._given = shown, given
        self.label.show_text(shown)
        self.button.setVisible(bool(shown) and self.field.isHidden())

    def minimumSizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Of what is shown now; a layout tells what was shown when it was last arranged."""
        shown = self.label if self.field.isHidden() else self.field
        hint = shown.minimumSizeHint()
        if shown is self.field:
            least = self.fontMetrics().averageCharWidth() * _SEEN + 2 * _MARGIN
            hint.setWidth(max(hint.width(), least))
        beside = 0 if self.button.isHidden() else self.button.sizeHint().width() + _BETWEEN
        return QSize(hint.width() + beside, max(hint.height(), self.field.sizeHint().height()))

    def edit(self) -> None:
        """Open the field, with the title that was given so far."""
        if not self._shown:
            return
        self.field.setText(self._given)
        self.label.hide()
        self.button.hide()
        self.field.show()
        self.field_shown.emit()
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Close the field and keep nothing of it."""
        self.field.hide()
        self.label.show()
        self.button.setVisible(bool(self._shown))
        self.field_shown.emit()

    def retranslate(self) -> None:
        """The texts in the window's language."""
        words = self.tr("Patient or reason for the visit")
        self.field.setPlaceholderText(words)
        self.field.setAccessibleName(self.tr("Title of the session"))
        self.button.setAccessibleName(self.tr("Change the title"))
        self.button.setToolTip(self.tr("Change the title (Shift+F2)"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Escape in the field leaves it; a double click on the title opens it."""
        if (
            watched is self.field
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        ):
            self.leave()
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if watched is self.label and event.type() is QEvent.Type.MouseButtonDblClick:
            self.edit()
            return True
        return super().eventFilter(watched, event)

    def _keep(self) -> None:
        if self.field.isHidden():  # Escape, or Enter before this: it was told already
            return
        title = " ".join(one_line(self.field.text()).split())
        had_keyboard = self.field.hasFocus()
        self.leave()
        if had_keyboard:
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)
        if title != self._given:
            self.title_given.emit(title)
