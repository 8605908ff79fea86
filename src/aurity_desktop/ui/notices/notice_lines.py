"""Lines at the top of the window that tell without asking, while everything goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from aurity_desktop.ui.language.translation import TranslatedWidget

#: With more lines than these, notes that are no longer the newest wait behind a button: the lines
#: must not take the room of what is read.
_SHOWN = 3


class Severity(StrEnum):
    """The colour of a line; each value is a `severity` in the style sheet."""

    NOTE = "note"
    AMBER = "amber"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class Action:
    """A button of a line. `words` is asked again when the language changes."""

    words: Callable[[], str]
    run: Callable[[], object]


class NoticeLine(QFrame):
    """One line: words, perhaps buttons, and a way to put it away."""

    dismissed = Signal(str)

    def __init__(
        self,
        key: str,
        severity: Severity,
        words: Callable[[], str],
        actions: tuple[Action, ...] = (),
        parent: QWidget | None = None,
        *,
        dismissible: bool = True,
    ) -> None:
        super().__init__(parent)
        self.key = key
        #: Tells what has been done, and nothing that goes on or deserves a hand.
        self.may_wait = severity is Severity.NOTE and dismissible
        self._words = words
        self._actions = actions
        self.setProperty("severity", severity.value)
        self._label = QLabel(self)
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 8, 6)
        row.addWidget(self._label, 1)
        self._buttons = [QPushButton(self) for _ in actions]
        for button, action in zip(self._buttons, actions, strict=True):
            button.clicked.connect(action.run)
            row.addWidget(button)
        self._close = QPushButton(self)
        self._close.setVisible(dismissible)
        self._close.clicked.connect(self._on_close)
        row.addWidget(self._close)
        self.retranslate()

    def text(self) -> str:
        """The words of the line as they are shown."""
        return self._label.text()

    def retranslate(self) -> None:
        """Ask for the words again, in the window's language."""
        self._label.setText(self._words())
        self.setAccessibleName(self._label.text())
        for button, action in zip(self._buttons, self._actions, strict=True):
            button.setText(action.words())
        self._close.setText(self.tr("Dismiss"))
        self._close.setAccessibleDescription(self._label.text())

    def _on_close(self) -> None:
        self.dismissed.emit(self.key)


class NoticesBar(TranslatedWidget):
    """The lines that are up, newest at the bottom; one for each key.

    A key that the user put away stays away until `forget`. `line_shown` carries a line's key and
    its words, `line_withdrawn` the key. Of many notes the oldest are behind `more_button`.
    """

    line_shown = Signal(str, str)
    line_withdrawn = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[str, NoticeLine] = {}
        self._put_away: set[str] = set()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._all_wanted = False
        self.more_button = QPushButton(self)
        self.more_button.setProperty("kind", "quiet")
        self.more_button.clicked.connect(self._on_more)
        self._column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._fit()
        self.hide()

    def lines(self) -> list[NoticeLine]:
        """The lines that are up, from the top."""
        return list(self._lines.values())

    def shows(self, key: str) -> bool:
        """Whether a line of this key is up."""
        return key in self._lines

    def show_line(
        self,
        key: str,
        severity: Severity,
        words: Callable[[], str],
        actions: tuple[Action, ...] = (),
        *,
        once: bool = False,
        dismissible: bool = True,
    ) -> None:
        """Put a line up, in place of the one with the same key.

        With `once`, not when the user has put it away before.
        """
        if once and key in self._put_away:
            return
        self.withdraw(key)
        line = NoticeLine(key, severity, words, actions, self, dismissible=dismissible)
        line.dismissed.connect(self._on_dismissed)
        self._lines[key] = line
        self._column.addWidget(line)
        self._fit()
        self.show()
        self.line_shown.emit(key, line.text())

    def withdraw(self, key: str) -> None:
        """Take a line away, for what it said is over; nothing where there is none."""
        line = self._lines.pop(key, None)
        if line is not None:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
            self._fit()
            self.line_withdrawn.emit(key)
        self.setVisible(bool(self._lines))

    def forget(self) -> None:
        """A new recording: what was put away may be said again."""
        self._put_away.clear()

    def retranslate(self) -> None:
        """Every line in the window's language."""
        for line in self._lines.values():
            line.retranslate()
        self._fit()

    def _fit(self) -> None:
        """Show what there is room for: all that cannot wait, and of the rest the newest."""
        patient = [each for each in self._lines.values() if each.may_wait]
        room = max(1, _SHOWN - (len(self._lines) - len(patient)))
        waiting = patient[:-room]
        self._all_wanted = self._all_wanted and bool(waiting)
        for line in self._lines.values():
            line.setVisible(self._all_wanted or line not in waiting)
        self.more_button.setVisible(bool(waiting))
        self.more_button.setText(self._more_words(len(waiting)))

    def _more_words(self, count: int) -> str:
        if self._all_wanted:
            return self.tr("Show fewer messages")
        if count == 1:
            return self.tr("1 more message")
        return self.tr("{count} more messages").format(count=count)

    def _on_more(self) -> None:
        self._all_wanted = not self._all_wanted
        self._fit()

    def _on_dismissed(self, key: str) -> None:
        self._put_away.add(key)
        self.withdraw(key)
