"""After the same correction was made twice: whether it shall always be written so."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.domain.heard_write import Rule
from aurity_desktop.ui.language.translation import TranslatedWidget


class RuleOffer(TranslatedWidget):
    """A line above the transcript; hidden until `ask`. `accepted` carries the rule."""

    accepted = Signal(Rule)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule: Rule | None = None
        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.always_button, self.no_button = QPushButton(self), QPushButton(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.label, 1)
        row.addWidget(self.always_button)
        row.addWidget(self.no_button)
        self.always_button.clicked.connect(self._on_always)
        self.no_button.clicked.connect(self.leave)
        self.hide()
        self.retranslate()

    def ask(self, rule: Rule) -> None:
        """Offer this rule, in place of one that waits."""
        self._rule = rule
        self.retranslate()
        self.show()

    def leave(self) -> None:
        """Ask no more."""
        self._rule = None
        self.hide()

    def retranslate(self) -> None:
        """The texts in the window's language."""
        self.always_button.setText(self.tr("Always write it so"))
        self.no_button.setText(self.tr("Not now"))
        if self._rule is not None:
            self.label.setText(
                self.tr("Always write “{write}” where “{heard}” is heard?").format(
                    write=self._rule.write, heard=self._rule.heard[0]
                )
            )
            self.label.setAccessibleName(self.label.text())

    def _on_always(self) -> None:
        rule = self._rule
        self.leave()
        if rule is not None:
            self.accepted.emit(rule)


class Taught(Protocol):
    """What knows the corrections that were made: the dictionary."""

    def note_correction(
        self, session_id: str, edit_id: str, before: list[str], after: list[str]
    ) -> Rule | None:
        """Any thread. The rule to offer, None for none yet."""

    def add(self, rules: list[Rule]) -> object:
        """Any thread; durable when it returns."""

    def apply(self, session_id: str) -> int:
        """Any thread; how many places were written."""


class Correcting(Protocol):
    """A transcript in which people write: its panel."""

    @property
    def session_id(self) -> str:
        """The session that is shown."""

    @property
    def rule_offer(self) -> RuleOffer:
        """Where a rule is offered."""


class RuleOffers(QObject):
    """Has what a transcript's corrections teach offered, and written where it is accepted."""

    written = Signal(str)  # the session that reads differently now

    def __init__(
        self,
        dictionary: Taught,
        off_thread: OffThread,
        transcript: Correcting,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._dictionary = dictionary
        self._off_thread = off_thread
        self._transcript = transcript
        transcript.rule_offer.accepted.connect(self._on_accepted)

    def note(self, edit_id: str, before: str, after: str) -> None:
        """A turn that said `before` was corrected to `after`, by this edit."""
        session_id, words = self._transcript.session_id, (before.split(), after.split())
        note = partial(self._dictionary.note_correction, session_id, edit_id, *words)
        self._off_thread.do(note, self._on_noted)

    def _on_noted(self, rule: Rule | None) -> None:
        if rule is not None:
            self._transcript.rule_offer.ask(rule)

    def _on_accepted(self, rule: Rule) -> None:
        session_id = self._transcript.session_id
        self._off_thread.do(
            partial(self._write, rule, session_id), partial(self._on_written, session_id)
        )

    def _write(self, rule: Rule, session_id: str) -> None:
        self._dictionary.add([rule])
        self._dictionary.apply(session_id)

    def _on_written(self, session_id: str, _nothing: None) -> None:
        self.written.emit(session_id)
