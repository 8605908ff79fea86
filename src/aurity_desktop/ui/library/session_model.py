"""The sessions as rows, newest first and by day; while something is sought, what was found."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from aurity_desktop.domain.jobs import Job, JobState
from aurity_desktop.domain.search import FoundIn, SearchHit
from aurity_desktop.domain.session import SessionSummary
from aurity_desktop.domain.session_filter import local_day
from aurity_desktop.ui.language.messages import session_state_text, to_review_text
from aurity_desktop.ui.widgets.reading import ROW_ROLE
from aurity_desktop.ui.widgets.time_text import clock, day_heading, length, when

_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One row of the library.

    `percent` is the progress of the work on it, None when nobody works on it; `waiting`: the work
    has not its turn yet. `hit` is what was found in it; `recording`: it is the one that is being
    recorded now.
    """

    summary: SessionSummary
    percent: int | None = None
    hit: SearchHit | None = None
    recording: bool = False
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """A day, or what was found where: no session, and nothing to choose."""

    text: str


Row: TypeAlias = SessionRow | HeadingRow
#: Session or heading; where something was found, at which second, and what, where it has none.
RowKey: TypeAlias = tuple[str, FoundIn | None, float, str]


class SessionModel(QAbstractListModel):
    """Gives the `Row` itself for ROW_ROLE, and a spoken line for screen readers."""

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        """`now` says which day is today."""
        super().__init__(parent)
        self._now = now
        self._rows: list[Row] = []
        self._keys: list[RowKey] = []
        self._places: dict[str, int] = {}

    def show(
        self, summaries: Sequence[SessionSummary], jobs: Mapping[str, Job], recording_id: str
    ) -> None:
        """All sessions. Where only their facts changed, rows stay in place and keep the choice."""
        today = self._now().date()
        rows: list[Row] = []
        day: date | None = None
        for each in summaries:
            its_day = local_day(each.plan.created_at)
            if its_day != day:
                day = its_day
                rows.append(HeadingRow(day_heading(day, today)))
            job = jobs.get(each.session_id)
            recording = each.session_id == recording_id
            waiting = _is_waiting(job)
            rows.append(SessionRow(each, _percent(job), recording=recording, waiting=waiting))
        self._show(rows)

    def show_hits(
        self,
        hits: Sequence[SearchHit],
        summaries: Mapping[str, SessionSummary],
        headings: Mapping[FoundIn, str],
    ) -> None:
        """What was found of the sessions in `summaries`, in its order below each heading."""
        rows: list[Row] = []
        for where, heading in headings.items():
            found = [
                SessionRow(summaries[hit.session_id], hit=hit)
                for hit in hits
                if hit.found_in is where and hit.session_id in summaries
            ]
            rows += [HeadingRow(heading), *found] if found else []
        self._show(rows)

    def show_job(self, job: Job) -> None:
        """Update the progress of one session, in place."""
        place = self._places.get(job.session_id)
        if place is None:
            return
        row = self._rows[place]
        if isinstance(row, SessionRow) and row.hit is None:
            self._rows[place] = replace(row, percent=_percent(job), waiting=_is_waiting(job))
            self.dataChanged.emit(self.index(place), self.index(place))

    def rows_of(self, keys: Container[RowKey]) -> list[QModelIndex]:
        """The sessions' rows that have one of these keys."""
        return [
            self.index(place)
            for place, row in enumerate(self._rows)
            if isinstance(row, SessionRow) and row_key(row) in keys
        ]

    def place_of(self, session_id: str) -> QModelIndex:
        """The session's row, invalid where it is not shown."""
        place = self._places.get(session_id)
        return QModelIndex() if place is None else self.index(place)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:  # noqa: N802  # Qt's name
        """A list has no rows below a row."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """A heading can be neither chosen nor reached by the keyboard."""
        if index.isValid() and isinstance(self._rows[index.row()], HeadingRow):
            return Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index)

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
            return _spoken(row, self._now())
        return None

    def _show(self, rows: list[Row]) -> None:
        keys = [row_key(row) for row in rows]
        if keys == self._keys:
            self._replace(rows)
        else:
            self._reset(rows)
            self._keys = keys

    def _replace(self, rows: list[Row]) -> None:
        for place, row in enumerate(rows):
            if row != self._rows[place]:
                self._rows[place] = row
                self.dataChanged.emit(self.index(place), self.index(place))

    def _reset(self, rows: list[Row]) -> None:
        self.beginResetModel()
        self._rows = rows
        self._places = {}
        for place, row in enumerate(rows):
            if isinstance(row, SessionRow):
                self._places.setdefault(row.summary.session_id, place)
        self.endResetModel()


def row_key(row: Row) -> RowKey:
    """Tells a row from the others, also when the list is made anew."""
    if isinstance(row, HeadingRow):
        return row.text, None, 0.0, ""
    hit = row.hit
    if hit is None:
        return row.summary.session_id, None, -1.0, ""
    # of a passage the moment is enough, and its words may be corrected meanwhile
    text = hit.text if hit.moment is None else ""
    return row.summary.session_id, hit.found_in, hit.start, text


def _percent(job: Job | None) -> int | None:
    at_work = job is not None and job.state is JobState.IN_PROGRESS
    return round(job.progress_percent) if job is not None and at_work else None


def _is_waiting(job: Job | None) -> bool:
    return job is not None and job.state is JobState.PENDING


def _spoken(row: Row, now: datetime) -> str:
    if isinstance(row, HeadingRow):
        return row.text
    summary = row.summary
    moment = when(summary.plan.created_at.astimezone(), now)
    title = f"{summary.title}, " if summary.title else ""
    if row.hit is not None and row.hit.found_in is not FoundIn.TITLE:
        at = "" if row.hit.moment is None else f", {clock(row.hit.moment)}"
        return f"{title}{moment}{at}: {row.hit.text}"
    state = session_state_text(summary.state, summary.reason)
    if summary.to_review and not row.recording:
        state = to_review_text()
    return f"{title}{moment}, {length(summary.duration)}, {state}"
