"""The export that is not one press away: its format, what it carries, and who can read it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from aurity_desktop.application.library.export_choice import SESSION_FILE, ExportChoice
from aurity_desktop.domain.integrity import Redaction
from aurity_desktop.ui.export.format_words import format_text
from aurity_desktop.ui.widgets.adaptive import AdaptiveWidget
from aurity_desktop.ui.widgets.choice_box import ChoiceBox

#: As they are offered; the first carries the sound.
FORMS: Final = (
    SESSION_FILE,
    *("docx", "pdf", "html", "txt", "md", "srt", "vtt", "csv", "json", "rttm"),
)


#: The documents that tell notes where they are wanted. The session itself always has them.
_WITH_NOTES: Final = frozenset({"docx", "pdf", "html", "txt", "md", "csv", "json"})


class ExportDetails(AdaptiveWidget):
    """`chosen` carries the choice once it is whole. Passphrases are forgotten with `forget`."""

    narrow_below = 84

    chosen = Signal(ExportChoice)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form_label, self._carries = QLabel(self), QLabel(self)
        self.form = ChoiceBox(self)
        for each in FORMS:
            self.form.addItem("", each)
        self._form_label.setBuddy(self.form)
        self.sound, self.names, self.text = (QCheckBox(self) for _ in range(3))
        self.notes = QCheckBox(self)
        self.protect = QCheckBox(self)
        self.first, self.second = QLineEdit(self), QLineEdit(self)
        for field in (self.first, self.second):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setMaxLength(400)
        self._trouble, self._tells = QLabel(self), QLabel(self)
        for label in (self._form_label, self._carries, self._trouble, self._tells):
            label.setProperty("kind", "muted")
        for label in (self._trouble, self._tells):
            label.setWordWrap(True)
        self.go_button = QPushButton(self)
        self.form.currentIndexChanged.connect(self._arrange)
        for box in (self.sound, self.names, self.text):
            box.setChecked(True)
            box.toggled.connect(self._arrange)
        self.notes.toggled.connect(self._arrange)
        self.protect.toggled.connect(self._arrange)
        for field in (self.first, self.second):
            field.textChanged.connect(self._arrange)
            field.returnPressed.connect(self._on_go)
        self.go_button.clicked.connect(self._on_go)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        forms = QHBoxLayout()
        forms.setSpacing(14)
        forms.addWidget(self._form_label)
        forms.addWidget(self.form, 1)
        carried = QHBoxLayout()
        carried.setSpacing(14)
        for widget in (self._carries, self.sound, self.names, self.text, self.notes):
            carried.addWidget(widget)
        carried.addStretch(1)
        parts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        parts.setSpacing(18)
        parts.addLayout(forms, 1)
        parts.addLayout(carried, 1)
        secrets = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        secrets.setSpacing(10)
        secrets.addWidget(self.first, 1)
        secrets.addWidget(self.second, 1)
        foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        foot.setSpacing(10)
        foot.addWidget(self._tells, 1)
        foot.addWidget(self.go_button)
        self.rows += [parts, secrets, foot]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(parts)
        column.addWidget(self.protect)
        column.addLayout(secrets)
        column.addWidget(self._trouble)
        column.addLayout(foot)

    def is_too_narrow(self, width: int) -> bool:
        """By the boxes' real width, which depends on the language."""
        return super().is_too_narrow(width) or self.width_of_rows() > width

    def minimumSizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """As high as its texts are when they are wrapped: on a small screen the page scrolls."""
        layout = self.layout()
        needed = layout.totalHeightForWidth(self.width()) if layout is not None else 0
        return super().minimumSizeHint().expandedTo(QSize(0, needed))

    @property
    def choice(self) -> ExportChoice:
        """What is chosen now; a document carries no sound and has no passphrase."""
        form = str(self.form.currentData())
        whole = form == SESSION_FILE
        redaction = Redaction(
            audio=whole and not self.sound.isChecked(),
            names=not self.names.isChecked(),
            text=whole and not self.text.isChecked(),
        )
        return ExportChoice(
            form,
            redaction,
            self.first.text() if self._protected else "",
            bookmarks=form in _WITH_NOTES and self.notes.isChecked(),
        )

    def forget(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.second.clear()

    def show_transcript(self, *, there: bool) -> None:
        """Whether there is a final transcript: without one only the session itself is offered."""
        if not there:
            self.form.setCurrentIndex(0)
        self.form.setEnabled(there)

    def retranslate(self) -> None:
        """The texts in the window's language, and what the choice tells about people."""
        self._form_label.setText(self.tr("Format"))
        self.form.setAccessibleName(self._form_label.text())
        for place, each in enumerate(FORMS):
            self.form.setItemText(place, format_text(each))
        self._carries.setText(self.tr("Include"))
        self.sound.setText(self.tr("Sound"))
        self.names.setText(self.tr("Names"))
        self.names.setToolTip(self.tr("Without names, roles are shown in their place"))
        self.text.setText(self.tr("Text"))
        self.notes.setText(self.tr("Notes"))
        self.notes.setToolTip(self.tr("What was marked and noted, at its time"))
        self.protect.setText(self.tr("Protect it with a passphrase"))
        self.first.setPlaceholderText(self.tr("Passphrase"))
        self.first.setAccessibleName(self.tr("Passphrase of the exported file"))
        self.second.setPlaceholderText(self.tr("Repeat the passphrase"))
        self.second.setAccessibleName(self.tr("Repeat the passphrase of the exported file"))
        self.go_button.setText(self.tr("Choose where…"))
        self._arrange()

    @property
    def _is_whole(self) -> bool:
        """Whether it is the session itself, not a document of its transcript."""
        return str(self.form.currentData()) == SESSION_FILE

    @property
    def _protected(self) -> bool:
        return self._is_whole and self.protect.isChecked()

    def _arrange(self) -> None:
        for box in (self.sound, self.text, self.protect):
            box.setVisible(self._is_whole)
        self.notes.setVisible(str(self.form.currentData()) in _WITH_NOTES)
        for field in (self.first, self.second):
            field.setVisible(self._protected)
        self._trouble.setText(self._what_is_missing() if self._protected else "")
        self._trouble.setVisible(self._protected)
        self.go_button.setEnabled(not self._protected or self._typed_twice)
        self._tells.setText(self._what_it_tells())

    @property
    def _typed_twice(self) -> bool:
        return bool(self.first.text()) and self.first.text() == self.second.text()

    def _what_is_missing(self) -> str:
        if self._typed_twice or not self.first.text():
            return self.tr(
                "The file cannot be opened without this passphrase, and it cannot be recovered. "
                "Send it separately from the file."
            )
        return self.tr("The two passphrases do not match.")

    def _what_it_tells(self) -> str:
        """As `includes_pii` will stand in the file's manifest."""
        redaction = self.choice.redaction
        if redaction.audio and redaction.names and redaction.text:
            return self.tr("The file identifies nobody: no sound, no names, no text.")
        return self.tr("The file may identify people. Its manifest says so (includes_pii).")

    def _on_go(self) -> None:
        if self.go_button.isEnabled():
            self.chosen.emit(self.choice)
