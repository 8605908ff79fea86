"""The clinical note that is open: read, decided about, written and signed off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.application.library.note_book import NoteBook, OpenedNote
from aurity_desktop.domain.diagnosis_codes import DiagnosisCode
from aurity_desktop.ui.export.export_destination import language


class NoteDesk(QObject):
    """`shown` carries the note as it is now, `changed` the session whose facts are others since.

    Everything is done in the order in which it was asked for; `off_thread` tells what could not be.
    """

    shown = Signal(OpenedNote)
    changed = Signal(str)

    def __init__(
        self, book: NoteBook, off_thread: OffThread, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._book = book
        self._off_thread = off_thread
        self._opened: OpenedNote | None = None
        self._wanted = ""
        self._template = ""

    @property
    def opened(self) -> OpenedNote | None:
        """The note that is shown; None while there is none."""
        return self._opened

    def open(self, session_id: str) -> None:
        """Read the note of this session anew, its findings too."""
        self._wanted = session_id
        self._off_thread.do(partial(self._read, session_id, self._template), self._on_read)

    def use_template(self, name: str) -> None:
        """The form from now on; the note that is open is shown in it."""
        self._template = name
        opened = self._opened
        if opened is not None:
            again = partial(self._again, opened, name)
            self._off_thread.do(again, self._on_read)

    def leave(self) -> None:
        """No note is open any more."""
        self._wanted, self._opened = "", None

    def confirm(self, entry_ids: Sequence[str], text: str = "") -> None:
        """The lines count; `text` puts the one that is named otherwise."""
        self._change(lambda note: self._book.confirm(note, entry_ids, text))

    def reject(self, entry_id: str) -> None:
        """The line does not count."""
        self._change(lambda note: self._book.reject(note, [entry_id]))

    def write(self, section: str, text: str) -> None:
        """What stands typed in a section or a field of the head."""
        self._change(lambda note: self._book.write(note, section, text))

    def put_passage(self, section: str, text: str, start: float, end: float) -> None:
        """Words of the talk become a line of this section; "" is the first one.

        A note that is being opened takes them when it is there.
        """
        if self._opened is None and self._wanted:
            self._off_thread.do(
                partial(self._put, self._wanted, self._template, text, start, end),
                self._on_changed,
            )
            return
        self._change(lambda note: self._book.put_passage(note, section, text, start, end))

    def _put(
        self, session_id: str, template: str, text: str, start: float, end: float
    ) -> OpenedNote:
        opened = self._read(session_id, template)
        return self._changed(
            opened, lambda note: self._book.put_passage(note, "", text, start, end)
        )

    def sign(self) -> None:
        """The draft becomes a version that stays as it is."""
        self._change(self._book.sign)

    def find_diagnoses(self, typed: str, answer: Callable[[list[DiagnosisCode]], object]) -> None:
        """Diagnoses of CIE-10 that `typed` finds."""
        self._off_thread.do(partial(self._book.find_diagnoses, typed), answer)

    def titles(self, answer: Callable[[list[tuple[str, str]]], object]) -> None:
        """Name and title of every form."""
        self._off_thread.do(partial(self._book.titles, language()), answer)

    def _read(self, session_id: str, template: str) -> OpenedNote:
        return self._book.opened(session_id, template, language())

    def _again(self, opened: OpenedNote, template: str = "") -> OpenedNote:
        """The same note as its facts are now; the words are the same, so are the findings."""
        return self._book.opened(
            opened.session.session_id,
            template or opened.template.name,
            language(),
            opened.findings,
        )

    def _change(self, change: Callable[[OpenedNote], object]) -> None:
        opened = self._opened
        if opened is not None:
            self._off_thread.do(partial(self._changed, opened, change), self._on_changed)

    def _changed(self, opened: OpenedNote, change: Callable[[OpenedNote], object]) -> OpenedNote:
        change(opened)
        return self._again(opened)

    def _on_changed(self, opened: OpenedNote) -> None:
        self._on_read(opened)
        self.changed.emit(opened.session.session_id)

    def _on_read(self, opened: OpenedNote) -> None:
        if opened.session.session_id == self._wanted:
            self._opened = opened
            self.shown.emit(opened)
