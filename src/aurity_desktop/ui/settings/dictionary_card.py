"""The user's dictionary: when this is heard, that is written; a rule a line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QWidget

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.domain.heard_write import BadRule, Rule, rule_of, rules_of, text_of_rules
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.widgets.file_dialog import private_file_dialog
from aurity_desktop.ui.widgets.form_rows import card_column, hint_label

#: After the last key: every change is written durably.
_TYPED_MS = 1_000
_LINES = 5
_FILTER = "*.txt"


class Rules(Protocol):
    """The dictionary, from any thread."""

    def rules(self) -> Sequence[Rule]:
        """Those that hold."""

    def use(self, rules: Sequence[Rule]) -> Sequence[Rule]:
        """These and no others; durable when it returns."""

    def preview(self, rule: Rule) -> int:
        """How often it would have been used in the newest thirty sessions."""

    def read_file(self, path: Path) -> Sequence[Rule]:
        """The rules of a text file. Raises BadRule, UsageError, OSError."""

    def write_file(self, path: Path) -> object:
        """The rules as a text file, in place of one that is there."""


class DictionaryCard(TranslatedWidget):
    """Rules hold once they are typed. Of the line with the cursor, how often it would be used."""

    def __init__(
        self, dictionary: Rules, off_thread: OffThread, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._dictionary = dictionary
        self._off_thread = off_thread
        self._bad: BadRule | None = None
        self._previewed: tuple[Rule, int] | None = None
        self._heading = QLabel(self)
        self._heading.setProperty("kind", "heading")
        self._hint, self.state = hint_label(self), hint_label(self)
        self.rules = QPlainTextEdit(self)
        self.rules.setTabChangesFocus(True)
        self.rules.setMinimumHeight(self.fontMetrics().lineSpacing() * _LINES)
        self.import_button, self.export_button = QPushButton(self), QPushButton(self)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.import_button)
        buttons.addWidget(self.export_button)
        buttons.addStretch(1)
        column = card_column(self)
        for each in (self._heading, self._hint, self.rules, self.state):
            column.addWidget(each)
        column.addLayout(buttons)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPED_MS)
        self._typing.timeout.connect(self.keep)
        self.rules.textChanged.connect(self._typing.start)
        self.rules.cursorPositionChanged.connect(self._on_cursor)
        self.rules.installEventFilter(self)
        self.import_button.clicked.connect(self._on_import)
        self.export_button.clicked.connect(self._on_export)
        self.retranslate()

    def look(self) -> None:
        """Read the rules, unless some are being typed."""
        if not self._typing.isActive() and self._bad is None:
            self._off_thread.do(self._dictionary.rules, self._show)

    def keep(self) -> None:
        """Keep the rules as they are typed, or say which line is none and keep nothing."""
        if not self._typing.isActive() and self._bad is None:
            return
        self._typing.stop()
        try:
            rules = rules_of(self.rules.toPlainText())
        except BadRule as error:
            self._bad = error
            self.retranslate()
            return
        self._bad = None
        self._off_thread.do(partial(self._dictionary.use, rules), self._on_kept)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Leaving the field keeps the rules."""
        if event.type() is QEvent.Type.FocusOut and self._typing.isActive():
            self.keep()
        return super().eventFilter(watched, event)

    def retranslate(self) -> None:
        """The texts in the window's language."""
        self._heading.setText(self.tr("When you hear this, write that"))
        self.rules.setAccessibleName(self._heading.text())
        self.rules.setPlaceholderText(self.tr("para cetamol | paracetamos → paracetamol"))
        self._hint.setText(
            self.tr(
                "One rule a line: what is heard, an arrow (->), what is written; a bar between "
                "several ways in which it is heard. Whole words; capitals and accents count. What "
                "a person corrected is never changed."
            )
        )
        self.import_button.setText(self.tr("Import…"))
        self.export_button.setText(self.tr("Export…"))
        self.state.setText(self._state_words())
        self.state.setVisible(bool(self.state.text()))

    def _state_words(self) -> str:
        if self._bad is not None:
            return self.tr("Line {number} is no rule yet; nothing was saved.").format(
                number=self._bad.line
            )
        if self._previewed is None:
            return ""
        rule, count = self._previewed
        return self.tr(
            "In the last 30 sessions, “{write}” would have been written {count} times."
        ).format(write=rule.write, count=count)

    def _show(self, rules: Sequence[Rule]) -> None:
        text = text_of_rules(rules)
        if text.split() != self.rules.toPlainText().split():
            self.rules.setPlainText(text)
            self._typing.stop()
        self._on_cursor()

    def _on_kept(self, _rules: Sequence[Rule]) -> None:
        self.retranslate()
        self._on_cursor()

    def _on_cursor(self) -> None:
        """Look how often the rule in this line would be used."""
        try:
            rule = rule_of(self.rules.textCursor().block().text())
        except BadRule:
            return
        if self._previewed is None or self._previewed[0] != rule:
            self._off_thread.do(
                partial(self._dictionary.preview, rule), partial(self._on_previewed, rule)
            )

    def _on_previewed(self, rule: Rule, count: int) -> None:
        self._previewed = rule, count
        self.retranslate()

    def _on_import(self) -> None:
        dialog = private_file_dialog(self, self.tr("Import a dictionary"))
        dialog.setNameFilter(_FILTER)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.import_file)
        dialog.open()

    def _on_export(self) -> None:
        dialog = private_file_dialog(self, self.tr("Export the dictionary"))
        dialog.setNameFilter(_FILTER)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.fileSelected.connect(self.export_file)
        dialog.open()

    def import_file(self, name: str) -> None:
        """Take the rules of a file beside those that are there."""
        self._off_thread.do(partial(self._dictionary.read_file, Path(name)), self._show)

    def export_file(self, name: str) -> None:
        """Write the rules into a file."""
        self._off_thread.do(partial(self._dictionary.write_file, Path(name)), lambda _: None)
