"""The final transcript as rows: one turn of one speaker each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from aurity_desktop.domain.speakers import Speaker
from aurity_desktop.domain.transcript import Segment
from aurity_desktop.ui.figures import clock
from aurity_desktop.ui.messages import speaker_text, unknown_speaker_text
from aurity_desktop.ui.reading import ROW_ROLE

_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class TurnRow:
    """`voice` numbers the speakers in the order of their first words and picks the colour; -1 is an unknown voice.
    `continues`: the same speaker as in the row before, so that the name need not be said again."""

    start: float
    end: float
    label: str
    name: str
    voice: int
    text: str
    overlapped: bool
    continues: bool


class TurnModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[TurnRow] = []

    def show(self, segments: Sequence[Segment], speakers: Sequence[Speaker]) -> None:
        self.beginResetModel()
        self._rows = turn_rows(segments, speakers)
        self.endResetModel()

    def rename(self, segments: Sequence[Segment], speakers: Sequence[Speaker]) -> None:
        """The same turns under other names: nothing scrolls, nothing loses its place."""
        rows = turn_rows(segments, speakers)
        if len(rows) != len(self._rows):
            self.show(segments, speakers)
        elif rows:
            self._rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def row_at(self, moment: float) -> int:
        """The row in which `moment` lies, or the last one before it; -1 when there is none."""
        found = -1
        for place, row in enumerate(self._rows):
            if row.start > moment + 1e-6:
                break
            found = place
        return found

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:  # noqa: N802  # Qt's name
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{row.name}, {clock(row.start)}: {row.text}"
        return None


def turn_rows(segments: Sequence[Segment], speakers: Sequence[Speaker]) -> list[TurnRow]:
    voices = {speaker.label: place for place, speaker in enumerate(speakers)}
    names = {speaker.label: speaker_text(speaker, voices[speaker.label]) for speaker in speakers}
    rows: list[TurnRow] = []
    for segment in segments:
        rows.append(
            TurnRow(
                start=segment.start,
                end=segment.end,
                label=segment.speaker,
                name=names.get(segment.speaker) or unknown_speaker_text(),
                voice=voices.get(segment.speaker, -1),
                text=segment.text,
                overlapped=segment.overlapped,
                continues=bool(rows) and rows[-1].label == segment.speaker,
            )
        )
    return rows
