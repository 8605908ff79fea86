"""A decision about a session, confirmed where it is made, without a dialog."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from aurity_desktop.ui.widgets.adaptive import AdaptiveWidget
from aurity_desktop.ui.widgets.escape import ClosedByEscape
from aurity_desktop.ui.widgets.question_frame import QuestionFrame


class Decision(Enum):
    """What can be decided; a hold and its release want a reason."""

    WITHDRAW = auto()
    HOLD = auto()
    RELEASE = auto()
    ERASE = auto()


_WITH_REASON = frozenset({Decision.HOLD, Decision.RELEASE})


class DecisionPanel(AdaptiveWidget, ClosedByEscape):
    """`confirmed` carries the decision and the reason, "" where none is asked for.

    Escape leaves it.
    """

    narrow_below = 90

    confirmed = Signal(Decision, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._decision = Decision.ERASE
        self._question = QuestionFrame(self)
        self.reason = QLineEdit(self._question)
        self.reason.setMaxLength(200)
        self.confirm_button = self._question.confirm_button
        self.leave_button = self._question.leave_button
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.confirm_button)
        buttons.addWidget(self.leave_button)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(10)
        row.addWidget(self.reason, 1)
        row.addLayout(buttons)
        self.rows.append(row)
        self._question.put_row(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._question)
        self.confirm_button.clicked.connect(self._on_confirm)
        self.leave_button.clicked.connect(self.leave)
        self.reason.returnPressed.connect(self._on_confirm)
        self.reason.textChanged.connect(self._on_typed)
        self.hide()
        self.retranslate()

    def ask(self, decision: Decision) -> None:
        """Show what the decision means. The keyboard is never on a button that cannot be undone."""
        self._decision = decision
        self.reason.clear()
        self.reason.setVisible(decision in _WITH_REASON)
        self._question.warn(final=decision is Decision.ERASE)
        self.retranslate()
        self._on_typed()
        self.show()
        # What cannot be undone is never one Enter away.
        (self.reason if decision in _WITH_REASON else self.leave_button).setFocus()

    def retranslate(self) -> None:
        """What the decision means, in the window's language."""
        words, confirm = {
            Decision.WITHDRAW: (
                self.tr(
                    "The consent is withdrawn: this session is not processed any further. It stays "
                    "here until it is erased."
                ),
                self.tr("Withdraw the consent"),
            ),
            Decision.HOLD: (
                self.tr("Sessions on hold are not erased. What is the reason?"),
                self.tr("Put on hold"),
            ),
            Decision.RELEASE: (
                self.tr(
                    "Without the hold, the session can be erased, also when its time to be kept "
                    "ends. What is the reason?"
                ),
                self.tr("Lift the hold"),
            ),
            Decision.ERASE: (
                self.tr(
                    "The sound, text and corrections of this session are erased for good and "
                    "cannot be recovered. Exported files stay where they are."
                ),
                self.tr("Erase for good"),
            ),
        }[self._decision]
        self._question.say(words, confirm, self.tr("Cancel"))
        self.reason.setPlaceholderText(self.tr("A complaint, a study, a request…"))
        self.reason.setAccessibleName(self.tr("Reason"))

    def leave(self) -> None:
        """Decide nothing."""
        self.hide()

    def _on_typed(self) -> None:
        needed = self._decision in _WITH_REASON
        self.confirm_button.setEnabled(not needed or bool(self.reason.text().strip()))

    def _on_confirm(self) -> None:
        if self.confirm_button.isEnabled():
            self.hide()
            self.confirmed.emit(self._decision, self.reason.text().strip())
