"""Several sessions are chosen: what they are, and a question before they are erased or joined."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.domain.session import UNDER_WAY, SessionState, SessionSummary
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.library.chosen_menu import FormatsMenu
from aurity_desktop.ui.widgets.flow import FlowLayout
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.question_frame import QuestionFrame
from aurity_desktop.ui.widgets.time_text import day_text, length


class _Question(Enum):
    ERASE = auto()
    JOIN = auto()


class ManyPanel(TranslatedWidget):
    """`erasure_confirmed` carries the ids of those that may be erased, `export_asked` an ending.

    `join_confirmed` carries the ids of two that become a third.

    What keeps a session is known when it is shown; what changes until it is its turn is told after.
    """

    erasure_confirmed = Signal(list)
    export_asked = Signal(str)
    join_confirmed = Signal(str, str)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sessions: Sequence[SessionSummary] = ()
        self._held: frozenset[str] = frozenset()
        self._patient = ""
        self._asking: _Question | None = None
        self._title, self._facts = (QLabel(self) for _ in range(2))
        self._title.setProperty("kind", "title")
        self._facts.setProperty("kind", "muted")
        for label in (self._title, self._facts):
            label.setWordWrap(True)
        self.export_button, self.join_button, self.erase_button = (
            QPushButton(self) for _ in range(3)
        )
        self.export_button.setProperty("kind", "primary")
        icons.put(self.export_button, "export", "on_accent")
        self._formats = FormatsMenu(self.export_button)
        self._formats.chosen.connect(self.export_asked)
        self.export_button.setMenu(self._formats)
        self._question = QuestionFrame(self)
        self._question.put_answers()
        self.confirm_button = self._question.confirm_button
        self.leave_button = self._question.leave_button
        self._lay_out()
        self.join_button.clicked.connect(self.ask_for_joining)
        self.erase_button.clicked.connect(self.ask_for_erasure)
        self.confirm_button.clicked.connect(self._on_confirm)
        self.leave_button.clicked.connect(self.leave)
        self.leave()
        self.retranslate()

    def _lay_out(self) -> None:
        buttons = QWidget(self)
        row = FlowLayout(buttons, 8)
        row.addWidget(self.export_button)
        row.addWidget(self.join_button)
        row.addWidget(self.erase_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._facts)
        column.addWidget(buttons)
        column.addWidget(self._question)
        column.addStretch(1)

    def show_sessions(self, sessions: Sequence[SessionSummary], held: frozenset[str]) -> None:
        """Those that are chosen now, and the ids of all that are on hold."""
        if [each.session_id for each in sessions] != [each.session_id for each in self._sessions]:
            self.leave()
            self._patient = ""
        self._sessions, self._held = sessions, held
        self.retranslate()

    def tell_of(self, patient: str) -> None:
        """They are all the sessions of this patient."""
        self._patient = patient
        self.retranslate()

    def erasable(self) -> list[str]:
        """The ids of those that nothing keeps, as far as is known."""
        return [
            each.session_id
            for each in self._sessions
            if each.state not in UNDER_WAY and each.session_id not in self._held
        ]

    def joinable(self) -> bool:
        """Whether they are two finished sessions."""
        states = [each.state for each in self._sessions]
        return states == [SessionState.COMPLETED] * 2

    def ask_for_erasure(self) -> None:
        """Say what would go and what stays; the keyboard is on the answer that keeps everything."""
        if self.erasable():
            self._ask(_Question.ERASE)
            self.leave_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_for_joining(self) -> None:
        """Say what becomes of the two: nothing of either is changed."""
        if self.joinable():
            self._ask(_Question.JOIN)
            self.confirm_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self, question: _Question) -> None:
        self._asking = question
        self._question.warn(final=question is _Question.ERASE)
        self.retranslate()
        self._question.show()

    def leave(self) -> None:
        """Take the question back."""
        self._asking = None
        self._question.hide()

    def retranslate(self) -> None:
        """The texts in the window's language, as the sessions are now."""
        count, going = len(self._sessions), len(self.erasable())
        title = self.tr("{count} sessions").format(count=count)
        self._title.setText(f"{one_line(self._patient)}: {title}" if self._patient else title)
        self._facts.setText(self._fact_words())
        self.export_button.setText(self.tr("Export"))
        self._formats.retranslate()
        self.erase_button.setText(self.tr("Erase for good…"))
        self.erase_button.setEnabled(going > 0)
        self.join_button.setText(self.tr("Join into one…"))
        self.join_button.setVisible(count == 2)
        self.join_button.setEnabled(self.joinable())
        if self._asking is _Question.JOIN:
            words, confirm = self._joining_words(), self.tr("Join the two")
        else:
            words = " ".join([self._going_words(going), *self._staying_words()])
            confirm = self.tr("Erase {count} for good").format(count=going)
        self._question.say(words, confirm, self.tr("Cancel"))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Escape takes the question back."""
        if event.key() == Qt.Key.Key_Escape and self._asking:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _fact_words(self) -> str:
        if not self._sessions:
            return ""
        days = sorted(each.plan.created_at.astimezone() for each in self._sessions)
        first, last = day_text(days[0]), day_text(days[-1])
        words = [length(sum(each.duration for each in self._sessions))]
        words.append(first if first == last else f"{first} – {last}")
        return " · ".join([*words, *self._staying_words()])

    def _going_words(self, count: int) -> str:
        return self.tr(
            "{count} sessions are erased for good: their sound, text and corrections cannot be "
            "recovered. Exported files stay where they are."
        ).format(count=count)

    def _staying_words(self) -> list[str]:
        held = sum(each.session_id in self._held for each in self._sessions)
        busy = sum(
            each.state in UNDER_WAY and each.session_id not in self._held for each in self._sessions
        )
        words = []
        if held:
            words.append(self.tr("On hold, stay: {count}.").format(count=held))
        if busy:
            words.append(self.tr("Being recorded or processed, stay: {count}.").format(count=busy))
        if words and self._patient:
            words.append(self.tr("The patient is still known from what stays."))
        return words

    def _joining_words(self) -> str:
        return self.tr(
            "A new session will hold both, the earlier one first, with the time between them: "
            "sound, text, corrections, names, bookmarks and notes. The two stay as they are; erase "
            "them afterwards if nobody needs them."
        )

    def _on_confirm(self) -> None:
        question = self._asking
        self.leave()
        if question is _Question.JOIN and self.joinable():
            first, second = self._sessions
            self.join_confirmed.emit(first.session_id, second.session_id)
        elif question is _Question.ERASE:
            self.erasure_confirmed.emit(self.erasable())
