"""Asks for one word after the other: right, edit, back; by three keys as well."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from aurity_desktop.domain.review_points import ReviewKind
from aurity_desktop.ui.widgets.adaptive import AdaptiveWidget
from aurity_desktop.ui.widgets.choice_box import ChoiceBox
from aurity_desktop.ui.widgets.icons import Icons

translate = QCoreApplication.translate


class ReviewBar(AdaptiveWidget):
    """Enter, E and Backspace work while the keyboard is in the bar, Escape leaves it.

    `filtered` carries the `ReviewKind` that is asked for alone, None for all.
    """

    right = Signal()
    edit_asked = Signal()
    back_asked = Signal()
    again_asked = Signal()
    left = Signal()
    filtered = Signal(object)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "question")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._left, self._kind, self._words = 0, ReviewKind.DOSE, ""
        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.kinds = ChoiceBox(self)
        self.kinds.addItem("", None)
        for kind in ReviewKind:
            self.kinds.addItem("", kind)
        self.kinds.activated.connect(self._on_kind)
        self.play_button, self.right_button, self.edit_button, self.back_button = (
            QPushButton(self) for _ in range(4)
        )
        self.close_button = QPushButton(self)
        self.close_button.setProperty("kind", "quiet")
        self.right_button.setProperty("kind", "primary")
        icons.put(self.close_button, "close", "muted")
        icons.put(self.play_button, "resume")
        icons.put(self.right_button, "done", "on_accent")
        icons.put(self.back_button, "back")
        self.label.setProperty("kind", "question")
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(14, 8, 10, 8)
        row.setSpacing(8)
        row.addWidget(self.label, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        row.addLayout(buttons)
        self.rows.append(row)
        buttons.addWidget(self.kinds)
        buttons.addStretch(1)
        for button, signal in (
            (self.play_button, self.again_asked),
            (self.back_button, self.back_asked),
            (self.edit_button, self.edit_asked),
            (self.right_button, self.right),
            (self.close_button, self.left),
        ):
            buttons.addWidget(button)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(signal)
        self.hide()
        self.retranslate()

    def ask(self, left: int, kind: ReviewKind, words: str) -> None:
        """Ask whether `words` are right; `left` are still to be asked for, these among them."""
        self._left, self._kind, self._words = left, kind, words
        self.retranslate()
        self.show()

    def begin(self) -> None:
        """The first question of a pass: everything is asked for, and the keyboard is here."""
        self.kinds.setCurrentIndex(0)
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """The texts in the window's language."""
        left = self.tr("{count} left").format(count=self._left)
        said = self.tr("“{words}”").format(words=self._words) if self._words else ""
        text = " · ".join(part for part in (kind_text(self._kind), said, left) if part)
        self.label.setText(text)
        self.label.setToolTip(text)
        self.setAccessibleName(text)
        self.arrange(self.width())
        self.kinds.setItemText(0, self.tr("Everything"))
        for place, kind in enumerate(ReviewKind, 1):
            self.kinds.setItemText(place, kind_text(kind))
        self.kinds.setAccessibleName(self.tr("What is asked for"))
        self.right_button.setText(self.tr("Right"))
        self.right_button.setToolTip(self.tr("This is what was said (Enter)"))
        self.edit_button.setText(self.tr("Edit"))
        self.edit_button.setToolTip(self.tr("Correct the turn (E)"))
        self.back_button.setAccessibleName(self.tr("Back"))
        self.back_button.setToolTip(self.tr("To the one before (Backspace)"))
        self.play_button.setAccessibleName(self.tr("Play it again"))
        self.play_button.setToolTip(self.tr("Play it again (Space)"))
        self.close_button.setAccessibleName(self.tr("End the review"))
        self.close_button.setToolTip(self.tr("End the review (Escape)"))

    def is_too_narrow(self, width: int) -> bool:
        """By what is asked: it is never cut."""
        return self.label.sizeHint().width() + self.width_of_rows() > width

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """One key for each answer."""
        signal = {
            Qt.Key.Key_Return: self.right,
            Qt.Key.Key_Enter: self.right,
            Qt.Key.Key_E: self.edit_asked,
            Qt.Key.Key_Backspace: self.back_asked,
            Qt.Key.Key_Space: self.again_asked,
            Qt.Key.Key_Escape: self.left,
        }.get(Qt.Key(event.key()))
        if signal is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            signal.emit()

    def _on_kind(self) -> None:
        kind = self.kinds.currentData()
        self.filtered.emit(None if kind is None else ReviewKind(kind))  # Qt keeps a plain str
        self.setFocus(Qt.FocusReason.OtherFocusReason)


def kind_text(kind: ReviewKind) -> str:
    """Why something is asked for, in a word or two."""
    return {
        ReviewKind.CONFLICT: translate("Review", "Heard otherwise"),
        ReviewKind.NAME: translate("Review", "Name by its sound"),
        ReviewKind.DOSE: translate("Review", "Dose"),
        ReviewKind.ALLERGY: translate("Review", "Allergy"),
        ReviewKind.NEGATION: translate("Review", "Negation"),
        ReviewKind.LATERALITY: translate("Review", "Side"),
        ReviewKind.UNSURE: translate("Review", "Doubtful word"),
        ReviewKind.OVERLAP: translate("Review", "Two at the same time"),
    }[kind]
