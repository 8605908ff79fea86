"""Above a note: its form, how it stands, and the ways on from there: sign, print, hand out."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from aurity_desktop.application.library.note_book import OpenedNote
from aurity_desktop.ui.widgets.choice_box import ChoiceBox
from aurity_desktop.ui.widgets.flow import FlowLayout
from aurity_desktop.ui.widgets.high_enough import HighEnough
from aurity_desktop.ui.widgets.icons import Icons

#: The formats that a note is saved in, as the command line calls them.
FORMS = ("pdf", "docx", "txt", "fhir")
#: So many of the parts that are missing are named: the note itself shows each of them.
_NAMED = 3


class NoteBar(HighEnough):
    """Each signal is a press; `save_asked` carries the format, `template_chosen` the form."""

    template_chosen = Signal(str)
    sign_asked = Signal()
    print_asked = Signal()
    copy_asked = Signal()
    save_asked = Signal(str)
    close_asked = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._opened: OpenedNote | None = None
        self.template = ChoiceBox(self)
        self.standing = QLabel(self)
        self.standing.setWordWrap(True)
        self.standing.setTextFormat(Qt.TextFormat.PlainText)
        self.standing.setProperty("kind", "muted")
        self.sign_button, self.print_button, self.copy_button, self.save_button = (
            QPushButton(self) for _ in range(4)
        )
        self.close_button = QPushButton(self)
        self.close_button.setProperty("kind", "quiet")
        self.sign_button.setProperty("kind", "primary")
        icons.put(self.sign_button, "done", "on_accent")
        icons.put(self.print_button, "print")
        icons.put(self.copy_button, "copy")
        icons.put(self.save_button, "document")
        icons.put(self.close_button, "close", "muted")
        menu = QMenu(self.save_button)
        self.saves: dict[str, QAction] = {form: menu.addAction("") for form in FORMS}
        for form, action in self.saves.items():
            action.triggered.connect(partial(self.save_asked.emit, form))
        self.save_button.setMenu(menu)
        self._lay_out()
        self.template.activated.connect(self._on_template)
        for button, signal in (
            (self.sign_button, self.sign_asked),
            (self.print_button, self.print_asked),
            (self.copy_button, self.copy_asked),
            (self.close_button, self.close_asked),
        ):
            button.clicked.connect(signal)
        self.retranslate()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.template, 1)
        top.addWidget(self.close_button)
        buttons = QWidget(self)
        flow = FlowLayout(buttons, 8)
        for each in (self.sign_button, self.print_button, self.save_button, self.copy_button):
            flow.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(buttons)
        column.addWidget(self.standing)

    def show_templates(self, titles: list[tuple[str, str]]) -> None:
        """The forms to choose from: name and title of each."""
        with QSignalBlocker(self.template):
            self.template.clear()
            for name, title in titles:
                self.template.addItem(title, name)
        self._choose_template()

    def show_note(self, opened: OpenedNote) -> None:
        """How the note stands, and what can be done with it."""
        self._opened = opened
        self._choose_template()
        self.retranslate()

    def retranslate(self) -> None:
        """The texts in the window's language."""
        self.template.setAccessibleName(self.tr("Form of the note"))
        later = self._opened is not None and bool(self._opened.versions)
        sign, again = self.tr("Sign"), self.tr("Sign addendum")
        self._keep_room((sign, again))
        self.sign_button.setText(again if later else sign)
        self.sign_button.setToolTip(self.tr("What is confirmed stays as it is then"))
        self.print_button.setText(self.tr("Print…"))
        self.save_button.setText(self.tr("Save as"))
        self.copy_button.setText(self.tr("Copy"))
        self.copy_button.setToolTip(self.tr("The whole note as text"))
        self.close_button.setAccessibleName(self.tr("Close the note"))
        self.close_button.setToolTip(self.tr("Close the note"))
        words = {
            "pdf": self.tr("PDF"),
            "docx": self.tr("Word"),
            "txt": self.tr("Text"),
            "fhir": self.tr("FHIR R4, for other programs"),
        }
        for form, action in self.saves.items():
            action.setText(words[form])
        self.sign_button.setEnabled(self._opened is not None and self._opened.current is None)
        self.standing.setText(self._standing())
        missing = self._opened.draft.missing if self._opened is not None else ()
        self.standing.setToolTip(", ".join(missing) if len(missing) > _NAMED else "")

    def _keep_room(self, labels: tuple[str, ...]) -> None:
        """Whichever stands on the button, those beside it stay where the hand finds them."""
        widths = []
        self.sign_button.setMinimumWidth(0)
        for label in labels:
            self.sign_button.setText(label)
            widths.append(self.sign_button.sizeHint().width())
        self.sign_button.setMinimumWidth(max(widths))

    def _standing(self) -> str:
        opened = self._opened
        if opened is None:
            return ""
        signed = opened.current
        if signed is not None:
            at = f"{signed.at.astimezone():%Y-%m-%d %H:%M}"
            words = self.tr("Signed {time}, version {version}.")
            return words.format(time=at, version=signed.signed.version)
        parts = []
        if opened.versions:
            parts.append(self.tr("Changed since it was signed."))
        if opened.draft.open_lines == 1:
            parts.append(self.tr("1 suggestion to decide."))
        elif opened.draft.open_lines:
            words = self.tr("{count} suggestions to decide.")
            parts.append(words.format(count=opened.draft.open_lines))
        missing = opened.draft.missing
        if len(missing) > _NAMED:
            words = self.tr("Missing: {sections} and {count} more.")
            named = ", ".join(missing[:_NAMED])
            parts.append(words.format(sections=named, count=len(missing) - _NAMED))
        elif missing:
            parts.append(self.tr("Missing: {sections}.").format(sections=", ".join(missing)))
        return " ".join(parts) or self.tr("Complete, not signed yet.")

    def _choose_template(self) -> None:
        if self._opened is not None:
            at = self.template.findData(self._opened.template.name)
            self.template.setCurrentIndex(at)

    def _on_template(self) -> None:
        self.template_chosen.emit(str(self.template.currentData()))
