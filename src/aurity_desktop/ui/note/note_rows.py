"""A clinical note as rows: the fields of its head, each section with its lines and its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from aurity_desktop.application.library.note_book import OpenedNote
from aurity_desktop.domain.clinical_note import EntryState, HeadField, NoteEntry
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.ui.widgets.reading import ROW_ROLE
from aurity_desktop.ui.widgets.time_text import clock

translate = QCoreApplication.translate

_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """The title of a section; `clause` is where the norm asks for it."""

    section: str
    text: str
    clause: str
    missing: bool


@dataclass(frozen=True, slots=True)
class LineRow:
    """What was found or put into a section. `doubtful`: its sound deserves a look first.

    `awaited`: while it is said; the next words affirm, deny or change it.
    """

    section: str
    entry: NoteEntry
    doubtful: bool
    awaited: bool = False

    @property
    def text(self) -> str:
        """The line as it reads."""
        return self.entry.text

    @property
    def waits(self) -> bool:
        """Whether nobody has decided about it."""
        return self.entry.state is EntryState.OPEN


@dataclass(frozen=True, slots=True)
class TypedRow:
    """Where a section or a field of the head is typed.

    `label` names a field; a section's stands above it. `missing`: the norm asks for something here,
    and nothing is there. `offered` is what the field may be filled with, as it was typed elsewhere;
    `codes`: diagnoses are picked here.
    """

    section: str
    label: str
    written: str
    missing: bool
    offered: str = ""
    codes: bool = False

    @property
    def text(self) -> str:
        """What is shown: what was typed, or an invitation to type."""
        if self.written:
            return f"{self.label}: {self.written}" if self.label else self.written
        hint = missing_text() if self.missing else typing_text()
        if self.offered:
            hint = offered_text(self.offered)
        return f"{self.label}: {hint}" if self.label else hint


Row: TypeAlias = HeadingRow | LineRow | TypedRow


def note_rows(opened: OpenedNote) -> tuple[Row, ...]:
    """All rows, in the order in which the note is read."""
    return tuple(_rows(opened))


def _rows(opened: OpenedNote) -> Iterator[Row]:
    note = opened.draft
    with_codes = {each.key for each in opened.template.sections if each.codes}
    for each in note.head:
        of_patient = each.field is HeadField.PATIENT and not each.value
        offered = one_line(opened.session.title) if of_patient else ""
        yield TypedRow(each.field.value, each.title, each.value, each.missing, offered)
    for section in note.sections:
        yield HeadingRow(section.key, section.title, section.clause, section.missing)
        for line in section.lines:
            yield LineRow(section.key, line.entry, line.doubtful)
        codes = section.key in with_codes
        yield TypedRow(section.key, "", section.written, section.missing, codes=codes)


RowKey: TypeAlias = tuple[type[Row], str]


def key_of(row: Row) -> RowKey:
    """Finds the same row again after the note was made anew."""
    return type(row), row.entry.entry_id if isinstance(row, LineRow) else row.section


def missing_text() -> str:
    """What stands where the norm asks for something that nobody said or wrote."""
    return translate("Note", "required, not said")


def offered_text(words: str) -> str:
    """What stands where something may be taken over, which nobody has decided about."""
    return translate("Note", "“{words}”? Enter to take it or to change it").format(words=words)


def typing_text() -> str:
    """What stands where something may be typed."""
    return translate("Note", "type here…")


def state_text(row: LineRow) -> str:
    """What was decided about a line, for who hears it."""
    if row.awaited:
        return translate("Note", "not answered yet")
    return {
        EntryState.OPEN: translate("Note", "suggested"),
        EntryState.CONFIRMED: translate("Note", "confirmed"),
        EntryState.REJECTED: translate("Note", "rejected"),
    }[row.entry.state]


class NoteModel(QAbstractListModel):
    """The rows of one note; `show` replaces them and keeps those that stay as they are."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """As they are shown."""
        return self._rows

    def show(self, rows: Sequence[Row]) -> None:
        """Show these; where they are the same rows as before, only what they say changes."""
        new = tuple(rows)
        if list(map(key_of, new)) == list(map(key_of, self._rows)):
            changed = [at for at, row in enumerate(new) if row != self._rows[at]]
            self._rows = new
            for at in changed:
                self.dataChanged.emit(self.index(at), self.index(at))
            return
        self.beginResetModel()
        self._rows = new
        self.endResetModel()

    def row_of(self, key: RowKey) -> int:
        """Where the row of this key stands; -1 where there is none."""
        return next((at for at, row in enumerate(self._rows) if key_of(row) == key), -1)

    def rowCount(  # noqa: N802  # Qt's name
        self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE
    ) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The row itself, what is edited of it, and its words for a screen reader."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.EditRole:
            return row.written or row.offered if isinstance(row, TypedRow) else row.text
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return _spoken(row)
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """All can be chosen, all but headings edited."""
        flags = super().flags(index)
        if index.isValid() and not isinstance(self._rows[index.row()], HeadingRow):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags


def _spoken(row: Row) -> str:
    if isinstance(row, LineRow) and not row.text.strip():
        return ""
    if isinstance(row, LineRow):
        at = clock(row.entry.start) if row.entry.start >= 0 else ""
        return ", ".join(each for each in (row.text, state_text(row), at) if each)
    if isinstance(row, HeadingRow) and row.missing:
        return f"{row.text}, {missing_text()}"
    return row.text
