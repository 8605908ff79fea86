"""The clinical note beside the transcript: its rows, a field for diagnoses, and what to do with it.

Enter confirms a line, Delete rejects it, E puts it otherwise, a click plays its sound; a row of
text is written by typing. After each the keyboard is where the next answer is wanted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from aurity_desktop.application.library.note_book import OpenedNote
from aurity_desktop.domain.clinical_note import HeadField
from aurity_desktop.ui.export.print_preview import PrintPreview
from aurity_desktop.ui.note.diagnosis_field import DiagnosisField
from aurity_desktop.ui.note.note_bar import NoteBar
from aurity_desktop.ui.note.note_delegate import NoteDelegate
from aurity_desktop.ui.note.note_desk import NoteDesk
from aurity_desktop.ui.note.note_rows import (
    HeadingRow,
    LineRow,
    NoteModel,
    RowKey,
    TypedRow,
    key_of,
    note_rows,
)
from aurity_desktop.ui.note.note_view import NoteView
from aurity_desktop.ui.note.passage_drag import Passage
from aurity_desktop.ui.widgets.clipboard import copy_text
from aurity_desktop.ui.widgets.high_enough import HighEnough
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.in_place_editor import InPlaceEditor
from aurity_desktop.ui.widgets.theme import Appearance

if TYPE_CHECKING:
    from aurity_desktop.application.library.page_setting import SetPages

#: Pixels that a splitter may take from what stands in it.
_SPARE = 6


class NotePanel(HighEnough):
    """`play_asked` carries the seconds of a line's sound; the other signals what is handed out."""

    play_asked = Signal(float, float)
    preview_asked = Signal(OpenedNote)
    print_asked = Signal(OpenedNote)
    save_asked = Signal(OpenedNote, str)  # the format
    copied = Signal()
    template_chosen = Signal(str)
    closed = Signal()

    def __init__(
        self, desk: NoteDesk, appearance: Appearance, icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self._went_to_open = False
        #: Rows that an answer was given for, which is not shown yet.
        self._answered: set[RowKey] = set()
        self._later: OpenedNote | None = None
        self.bar = NoteBar(icons, self)
        self._delegate = NoteDelegate(appearance, self)
        self.model = NoteModel(self)
        self.view = NoteView(self._delegate, self)
        self.view.setModel(self.model)
        self.diagnosis = DiagnosisField(self)
        self._keys = QLabel(self)
        self._keys.setProperty("kind", "muted")
        self._keys.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._rows = QWidget(self)
        rows = QVBoxLayout(self._rows)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        for each in (self.bar, self.view, self.diagnosis, self._keys):
            rows.addWidget(each, int(each is self.view))
        self.preview = PrintPreview(icons, self)
        self.preview.hide()
        column.addWidget(self._rows, 1)
        column.addWidget(self.preview, 1)
        self._connect(appearance)
        self.retranslate()

    def _connect(self, appearance: Appearance) -> None:
        bar, view, desk = self.bar, self.view, self.desk
        desk.shown.connect(self._on_shown)
        bar.template_chosen.connect(desk.use_template)
        bar.template_chosen.connect(self.template_chosen)
        bar.sign_asked.connect(self._on_sign)
        bar.print_asked.connect(self._on_preview)
        self.preview.print_asked.connect(self._on_print)
        self.preview.left.connect(self.close_preview)
        bar.save_asked.connect(self._on_save)
        bar.copy_asked.connect(self._on_copy)
        bar.close_asked.connect(self.leave)
        view.confirm_asked.connect(self._on_confirm)
        view.reject_asked.connect(self._on_reject)
        view.play_asked.connect(self._on_play)
        view.section_copied.connect(self._on_section_copied)
        view.section_confirmed.connect(self._on_section_confirmed)
        view.sign_asked.connect(self._on_sign)
        view.code_asked.connect(self.diagnosis.begin)
        view.dropped.connect(self._on_dropped)
        self._delegate.closeEditor.connect(self._on_editor_closed)
        self.diagnosis.left.connect(self._on_diagnosis_left)
        self._delegate.text_edited.connect(self._on_text_edited)
        self.diagnosis.typed.connect(self._on_diagnosis_typed)
        self.diagnosis.picked.connect(self._on_diagnosis_picked)
        appearance.changed.connect(view.viewport().update)

    def open(self, session_id: str) -> None:
        """Show the note of a session, with the keyboard at its first suggestion."""
        self._went_to_open = False
        self.desk.titles(self.bar.show_templates)
        self.desk.open(session_id)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """A little more than its parts: the rows give way, and what is said above them is whole."""
        return super().minimumSizeHint() + QSize(0, _SPARE)

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """No higher than it must be: it takes what room there is, and others want theirs whole."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def read_again(self, session_id: str) -> None:
        """The transcript was read anew, of this session or another: so is its note."""
        opened = self.desk.opened
        if opened is None or opened.session.session_id != session_id:
            self._went_to_open = False
        self.desk.open(session_id)

    def leave(self) -> None:
        """Close the note; nothing of it is lost, for all of it is a fact already."""
        self.desk.leave()
        self.close_preview()
        self.closed.emit()
        self.model.show(())

    def show_preview(self, pages: SetPages) -> None:
        """What would be printed, in place of the rows."""
        if self.desk.opened is not None:
            self._rows.hide()
            self.preview.show()
            self.preview.show_pages(pages)

    def close_preview(self) -> None:
        """Back to the rows; no word of the pages is kept."""
        self.preview.forget()
        self.preview.hide()
        self._rows.show()

    def section_chosen(self) -> str:
        """The section that the keyboard is in; the first where it is in none."""
        opened, row = self.desk.opened, self.view.chosen
        sections = [each.key for each in opened.draft.sections] if opened is not None else []
        if row is not None and row.section in sections:
            return row.section
        return sections[0] if sections else ""

    def put_passage(self, text: str, start: float, end: float) -> None:
        """Words of the talk become a line of the chosen section."""
        self.desk.put_passage(self.section_chosen(), text, start, end)

    def retranslate(self) -> None:
        """The texts in the window's language; the note's own words follow when it is read again."""
        self.view.setAccessibleName(self.tr("Clinical note"))
        self._delegate.editor_words = self.tr("Text of the note")
        self.diagnosis.setPlaceholderText(self.tr("Diagnosis (CIE-10): type a word or a code"))
        self.diagnosis.setAccessibleName(self.tr("Diagnosis (CIE-10)"))
        self._keys.setText(
            self.tr(
                "Enter confirms, Shift+Enter the whole section, Delete rejects, E edits, a click "
                "plays the sound. Ctrl+Enter signs."
            )
        )
        if self.desk.opened is not None:
            self.open(self.desk.opened.session.session_id)

    def _on_shown(self, opened: OpenedNote) -> None:
        """Not while a row is written: what was typed would be lost with its row."""
        if self.view.editing:
            self._later = opened
            return
        chosen = self.view.chosen
        self.bar.show_note(opened)
        self.model.show(note_rows(opened))
        wanting = {
            key_of(row)
            for row in self.model.rows
            if (row.waits if isinstance(row, LineRow) else row.missing)
        }
        self._answered &= wanting
        self.diagnosis.setVisible(any(each.codes for each in opened.template.sections))
        if chosen is not None:
            self.view.choose(max(0, self.model.row_of(key_of(chosen))))
        if not self._went_to_open:
            self._went_to_open = True
            self.view.go_to_open()
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_editor_closed(self) -> None:
        later, self._later = self._later, None
        if later is not None and later is self.desk.opened:
            self._on_shown(later)

    def _on_confirm(self, row: LineRow) -> None:
        self._answered.add(key_of(row))
        self.desk.confirm([row.entry.entry_id])
        self.view.go_to_open(self._answered)

    def _on_reject(self, row: LineRow) -> None:
        self._answered.add(key_of(row))
        self.desk.reject(row.entry.entry_id)
        self.view.go_to_open(self._answered)

    def _on_section_confirmed(self, section: str) -> None:
        """What was found in it; not what deserves a look, nor what was rejected."""
        rows = [
            row
            for row in self.model.rows
            if isinstance(row, LineRow) and row.section == section
            if row.waits and not row.doubtful
        ]
        if rows:
            self._answered |= {key_of(row) for row in rows}
            self.desk.confirm([row.entry.entry_id for row in rows])
        self.view.go_to_open(self._answered)

    def _on_sign(self) -> None:
        """Whoever has no name yet is brought to where it is written."""
        opened = self.desk.opened
        if opened is None or not self.bar.sign_button.isEnabled():
            return
        self.desk.sign()
        at = self.model.row_of((TypedRow, HeadField.AUTHOR.value))
        if at >= 0 and not opened.draft.value(HeadField.AUTHOR):
            self.view.choose(at)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_dropped(self, section: str, passages: tuple[Passage, ...]) -> None:
        for each in passages:
            self.desk.put_passage(section, each.text, each.start, each.end)

    def _on_play(self, row: LineRow) -> None:
        if row.entry.start >= 0:
            self.play_asked.emit(row.entry.start, row.entry.end)

    def _on_text_edited(self, at: int, text: str) -> None:
        """After Enter the keyboard goes on; who clicked elsewhere is there already."""
        row = self.model.rows[at]
        by_key = isinstance(QApplication.focusWidget(), InPlaceEditor)
        if text or isinstance(row, LineRow):
            self._answered.add(key_of(row))
        if isinstance(row, LineRow) and text:
            self.desk.confirm([row.entry.entry_id], text)
        elif isinstance(row, LineRow):
            self.desk.reject(row.entry.entry_id)
        elif isinstance(row, TypedRow):
            self.desk.write(row.section, text)
        if not by_key:
            return
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(row, LineRow):
            self.view.go_to_open(self._answered)
        elif text:
            self.view.go_to_missing(self._answered)

    def _on_diagnosis_typed(self, text: str) -> None:
        self.desk.find_diagnoses(text, self.diagnosis.show_found)

    def _on_diagnosis_picked(self, text: str) -> None:
        """On a line of its own below what is typed there."""
        opened = self.desk.opened
        if opened is None:
            return
        key = next(each.key for each in opened.template.sections if each.codes)
        written = next(each.written for each in opened.draft.sections if each.key == key)
        self.desk.write(key, "\n".join(each for each in (written, text) if each))

    def _on_diagnosis_left(self) -> None:
        """Enter without a word: the next row is answered."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        opened = self.desk.opened
        keys = [each.key for each in opened.template.sections if each.codes] if opened else []
        if keys:
            self.view.choose(self.model.row_of((TypedRow, keys[0])))
            self.view.go_to_missing(self._answered)

    def _on_preview(self) -> None:
        if self.desk.opened is not None:
            self.preview_asked.emit(self.desk.opened)

    def _on_print(self) -> None:
        self.close_preview()
        if self.desk.opened is not None:
            self.print_asked.emit(self.desk.opened)

    def _on_save(self, form: str) -> None:
        if self.desk.opened is not None:
            self.save_asked.emit(self.desk.opened, form)

    def _on_copy(self) -> None:
        if self.desk.opened is not None:
            copy_text(self.desk.opened.text)
            self.copied.emit()

    def _on_section_copied(self, row: HeadingRow) -> None:
        opened = self.desk.opened
        if opened is not None:
            copy_text(opened.section_text(row.section))
            self.copied.emit()
