"""What a fact changes in lists and search, worked out before the write lock is taken.

A run of eight hours is read and compared in a second or two, and the ledger's write lock is
everybody's. So that is done in a snapshot, with the fact taken to be recorded, and the statements
it comes to are kept; in the lock they are executed, if nothing was recorded in the session since,
or else worked out again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from aurity_desktop.corpus.ledger.open_ledger import OpenLedger, Row
from aurity_desktop.corpus.ledger.shown_runs import ShownRun
from aurity_desktop.domain.edits import Edit
from aurity_desktop.domain.transcript import Segment, Word

_HEAD = "SELECT audit_rows, last_hash FROM catalogue WHERE session_id = ?"


@dataclass(frozen=True, slots=True)
class RunAhead:
    """A run of segments that is not recorded yet, see `SqliteSegments.record_run`."""

    run_id: str
    words: Sequence[Word]
    segments: Sequence[Segment]
    chunk_speakers: Sequence[tuple[int, str]]
    goes_on: str = ""
    same_words: str = ""


@dataclass(frozen=True, slots=True)
class Ahead:
    """A fact that is taken to be recorded: a run that is new, or one that counts again, or an edit.

    `active`: whether the edit holds.
    """

    run: RunAhead | None = None
    run_id: str = ""
    edit: Edit | None = None
    active: bool = True

    @property
    def counts(self) -> str:
        """The run that counts from then on; "" for the one that does now."""
        return self.run_id if self.run is None else self.run.run_id


#: Nothing but what is recorded.
RECORDED: Final = Ahead()


class Statements:
    """In the place of a connection: executes what only looks, and keeps what changes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._kept: list[tuple[str, list[Any]]] = []

    def execute(self, sql: str, parameters: Any = ()) -> Any:
        """The cursor of a SELECT, which is executed now; anything else is kept."""
        if sql.lstrip().startswith("SELECT"):
            return self._connection.execute(sql, parameters)
        self._kept.append((sql, [parameters]))
        return None

    def executemany(self, sql: str, rows: Iterable[Any]) -> None:
        """Kept."""
        self._kept.append((sql, list(rows)))

    def replay(self) -> None:
        """Execute what was kept, in its order. Inside the caller's transaction."""
        for sql, rows in self._kept:
            self._connection.executemany(sql, rows)


@dataclass(frozen=True, slots=True)
class Prepared:
    """The changes of one fact, and what the session was like when they were worked out.

    `run` is the one that is shown then; `is_new` where it is not shown yet.
    """

    statements: Statements
    head: Row | None
    run: ShownRun
    is_new: bool


def head_of(ledger: OpenLedger, session_id: str) -> Row | None:
    """What is another one when anything was recorded in the session."""
    return ledger.row(_HEAD, session_id)
