"""The sessions as rows, newest first; while something is sought, the passages found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from aurity_desktop.domain.jobs import Job
from aurity_desktop.domain.search import SearchHit
from aurity_desktop.domain.session import SessionSummary
from aurity_desktop.ui.language.messages import session_state_text
from aurity_desktop.ui.widgets.reading import ROW_ROLE
from aurity_desktop.ui.widgets.time_text import clock, length, when

_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One row of the library.

    `percent` is the progress of the work on it, None when nobody works on it; `hit` the passage
    found in it; `recording`: it is the one that is being recorded now.
    """

    summary: SessionSummary
    percent: int | None = None
    hit: SearchHit | None = None
    recording: bool = False


class SessionModel(QAbstractListModel):
    """Gives the `SessionRow` itself for ROW_ROLE, and a spoken line for screen readers."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[SessionRow] = []

    def show(
        self, summaries: Sequence[SessionSummary], jobs: Mapping[str, Job], recording_id: str
    ) -> None:
        """All sessions. Where only their facts changed, rows stay in place and keep the choice."""
        rows = [
            SessionRow(
                each,
                _percent(jobs.get(each.session_id)),
                recording=each.session_id == recording_id,
            )
            for each in summaries
        ]
        same = [_key(row) for row in rows] == [_key(row) for row in self._rows]
        if same:
            self._replace(rows)
        else:
            self._reset(rows)

    def show_hits(self, hits: Sequence[SearchHit], summaries: Mapping[str, SessionSummary]) -> None:
        """The passages found, in their order, of the sessions in `summaries`."""
        self._reset(
            [
                SessionRow(summaries[hit.session_id], hit=hit)
                for hit in hits
                if hit.session_id in summaries
            ]
        )

    def show_job(self, job: Job) -> None:
        """Update the progress of one session, in place."""
        for place, row in enumerate(self._rows):
            if row.summary.session_id == job.session_id and row.hit is None:
                self._rows[place] = SessionRow(row.summary, _percent(job))
                self.dataChanged.emit(self.index(place), self.index(place))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:  # noqa: N802  # Qt's name
        """A list has no rows below a row."""
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """The row, or its text."""
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return _spoken(row)
        return None

    def _replace(self, rows: list[SessionRow]) -> None:
        for place, row in enumerate(rows):
            if row != self._rows[place]:
                self._rows[place] = row
                self.dataChanged.emit(self.index(place), self.index(place))

    def _reset(self, rows: list[SessionRow]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()


def _key(row: SessionRow) -> tuple[str, bool]:
    return row.summary.session_id, row.hit is None


def _percent(job: Job | None) -> int | None:
    return None if job is None or job.ended else round(job.progress_percent)


def _spoken(row: SessionRow) -> str:
    summary = row.summary
    moment = when(summary.plan.created_at.astimezone(), datetime.now().astimezone())
    title = f"{summary.title}, " if summary.title else ""
    if row.hit is not None and not row.hit.in_title:
        return f"{title}{moment}, {clock(row.hit.start)}: {row.hit.text}"
    state = session_state_text(summary.state, summary.reason)
    return f"{title}{moment}, {length(summary.duration)}, {state}"
