"""Who writes the clinical notes, and what stands above them."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from aurity_desktop.ui.settings.preferences import Preferences
from aurity_desktop.ui.widgets.adaptive import AdaptiveWidget
from aurity_desktop.ui.widgets.form_rows import card_column, hint_label, labelled_row

#: Lines of a letterhead in sight.
_LINES = 3


class NoteCard(AdaptiveWidget):
    """What is typed holds as soon as the field is left, for the note that is open too."""

    narrow_below = 45

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        settings = preferences.settings
        self._labels = tuple(QLabel(self) for _ in range(4))
        self.author, self.licence, self.institution = (QLineEdit(self) for _ in range(3))
        self.letterhead = QPlainTextEdit(self)
        self.letterhead.setTabChangesFocus(True)
        self.letterhead.setMaximumHeight(self.fontMetrics().lineSpacing() * (_LINES + 1))
        self._hint, self._templates = hint_label(self), hint_label(self)
        column = card_column(self)
        fields = (self.author, self.licence, self.institution, self.letterhead)
        for label, field in zip(self._labels, fields, strict=True):
            row = labelled_row(label, field)
            self.rows.append(row)
            column.addLayout(row)
        column.addWidget(self._hint)
        column.addWidget(self._templates)
        for name, text, field in (
            ("note_author", settings.note_author, self.author),
            ("note_licence", settings.note_licence, self.licence),
            ("note_institution", settings.note_institution, self.institution),
        ):
            field.setText(text)
            field.editingFinished.connect(partial(self._on_typed, name, field))
        self.letterhead.setPlainText(settings.note_letterhead)
        self.letterhead.textChanged.connect(self._on_letterhead)
        self.retranslate()

    def retranslate(self) -> None:
        """The texts in the window's language."""
        words = (
            self.tr("Full name"),
            self.tr("Professional licence (cédula)"),
            self.tr("Institution"),
            self.tr("Letterhead: address, telephone"),
        )
        fields = (self.author, self.licence, self.institution, self.letterhead)
        for label, field, text in zip(self._labels, fields, words, strict=True):
            label.setText(text)
            field.setAccessibleName(text)
        self._hint.setText(
            self.tr("They stand in every clinical note; a note is signed with the full name.")
        )
        self._templates.setText(
            self.tr(
                "The templates of notes are text files. To change one, put a copy into the folder "
                "“templates” of the data folder."
            )
        )

    def _on_typed(self, name: str, field: QLineEdit) -> None:
        self._preferences.change(**{name: field.text().strip()})

    def _on_letterhead(self) -> None:
        self._preferences.change(note_letterhead=self.letterhead.toPlainText().strip())
