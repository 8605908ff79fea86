"""A question that is answered where it is asked, without a dialog."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QLayout, QPushButton, QVBoxLayout, QWidget

from aurity_desktop.ui.widgets.flow import FlowLayout
from aurity_desktop.ui.widgets.styling import restyle, set_style_state


class QuestionFrame(QFrame):
    """What would become of it, and two buttons: to have it so, and to leave it as it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("decision")
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self.confirm_button, self.leave_button = (QPushButton(self) for _ in range(2))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 10, 14, 10)
        self._column.setSpacing(8)
        self._column.addWidget(self._words)

    def put_answers(self) -> None:
        """The two buttons alone, below the words."""
        answers = QWidget(self)
        row = FlowLayout(answers, 8)
        row.addWidget(self.confirm_button)
        row.addWidget(self.leave_button)
        self._column.addWidget(answers)

    def put_row(self, row: QLayout) -> None:
        """A row below the words in which the buttons stand with something else."""
        self._column.addLayout(row)

    def warn(self, *, final: bool) -> None:
        """Whether what would become of it cannot be undone, which the colours say."""
        set_style_state(self, "tone", "alarm" if final else "note")
        restyle(self._words)  # which have their colour by the frame's tone
        set_style_state(self.confirm_button, "kind", "record" if final else "primary")

    def say(self, words: str, confirm: str, leave: str) -> None:
        """The question and its answers; whoever comes to the first hears the question, too."""
        self._words.setText(words)
        self.confirm_button.setText(confirm)
        self.confirm_button.setAccessibleDescription(words)
        self.leave_button.setText(leave)

    def words(self) -> str:
        """The question as it is shown."""
        return self._words.text()
