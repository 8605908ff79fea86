"""The ledger: the truth about every session, in one SQLite database.

Each method that records is one durable transaction: the fact's row, its audit row, and what the
derived tables say of it. Several processes record at once (the recorder its slices, the window live
text, the worker runs): the write lock is taken before the chain's head is read, so the chain of a
session has one order whoever extends it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Self

from aurity_desktop.corpus.ledger.audit_log import SqliteAuditLog
from aurity_desktop.corpus.ledger.bookmarks import SqliteBookmarks
from aurity_desktop.corpus.ledger.chunks import SqliteChunks
from aurity_desktop.corpus.ledger.clinical_notes import SqliteClinicalNotes
from aurity_desktop.corpus.ledger.consents import SqliteConsents
from aurity_desktop.corpus.ledger.edits import SqliteEdits
from aurity_desktop.corpus.ledger.erasures import SqliteErasures
from aurity_desktop.corpus.ledger.facts import SqliteFacts
from aurity_desktop.corpus.ledger.ledger_database import memory_database, open_database
from aurity_desktop.corpus.ledger.ledger_writer import LedgerWriter, utc_now
from aurity_desktop.corpus.ledger.live_corrections import SqliteLiveCorrections
from aurity_desktop.corpus.ledger.open_ledger import OpenLedger
from aurity_desktop.corpus.ledger.patients import SqlitePatients
from aurity_desktop.corpus.ledger.readings import SessionReadings
from aurity_desktop.corpus.ledger.retention import SqliteRetention
from aurity_desktop.corpus.ledger.runs import SqliteRuns
from aurity_desktop.corpus.ledger.search import SearchIndex
from aurity_desktop.corpus.ledger.segments import SqliteSegments
from aurity_desktop.corpus.ledger.sessions import SqliteSessions
from aurity_desktop.corpus.ledger.showing import Showing
from aurity_desktop.corpus.ledger.sound import SqliteSound
from aurity_desktop.corpus.ledger.speakers import SqliteSpeakers
from aurity_desktop.domain.keys import PLAIN, Keys


class SqliteLedger:
    """The port `Ledger` on SQLite: one part a subject, all over one open database.

    One instance belongs to the thread that made it; any number may be open, in any processes.

    `user_id` is written into every audit row. Raises the errors of `open_database` when made and,
    at any call of a part, LedgerBusy, DiskFull or CorpusUnreadable; a call that raises has changed
    nothing. A view of a session that is not there is empty; only `sessions.summary` insists.
    """

    def __init__(
        self,
        path: Path,
        user_id: str,
        now: Callable[[], datetime] = utc_now,
        *,
        keys: Keys = PLAIN,
        connection: sqlite3.Connection | None = None,
    ) -> None:
        """`connection` is one that is open already; then the file at `path` is not looked at."""
        self.database = OpenLedger(connection or open_database(path, keys), path, keys)
        self.writer = LedgerWriter(self.database, user_id, now)
        self.sessions = SqliteSessions(self.database, self.writer)
        self.sound = SqliteSound(self.database, self.writer)
        self.chunks = SqliteChunks(self.database, self.writer)
        self.runs = SqliteRuns(self.database, self.writer)
        readings = SessionReadings(self.database, self.sound)
        showing = Showing(self.database, self.sound, readings)
        self.segments = SqliteSegments(self.database, self.writer, readings, showing)
        self.edits = SqliteEdits(self.database, self.writer, readings, showing)
        self.speakers = SqliteSpeakers(self.database, self.writer, readings, showing)
        self.bookmarks = SqliteBookmarks(self.database, self.writer)
        self.live_corrections = SqliteLiveCorrections(self.database, self.writer)
        self.patients = SqlitePatients(self.database, self.writer)
        self.consents = SqliteConsents(self.database, self.writer)
        self.clinical_notes = SqliteClinicalNotes(self.database, self.writer)
        self.audit = SqliteAuditLog(self.database, self.writer)
        self.retention = SqliteRetention(self.database, self.writer, self.audit)
        self.erasures = SqliteErasures(
            self.database, self.writer, self.audit, self.retention, self.sessions
        )
        self.search = SearchIndex(self.database)
        self.facts = SqliteFacts(
            self.database, self.writer, self.sessions, self.audit, readings, showing
        )

    @classmethod
    def in_memory(cls, path: Path, user_id: str = "") -> Self:
        """An empty ledger that is never on disk; slices are taken to lie beside `path`."""
        return cls(path, user_id, connection=memory_database())

    @property
    def path(self) -> Path:
        """Of the database; the folder that it lies in is the data folder."""
        return self.database.path

    @property
    def keys(self) -> Keys:
        """Of the files that lie beside it."""
        return self.database.keys

    def snapshot(self) -> AbstractContextManager[object]:
        """What is read inside belongs to one moment; others may record meanwhile.

        Keep it short: it holds up the checkpoint of the write-ahead log.
        """
        return self.database.snapshot()

    def damage(self) -> list[str]:
        """What SQLite itself finds wrong with the database; empty when it is whole.

        Reads all of it.
        """
        return self.database.damage()

    def close(self) -> None:
        """Twice is harmless."""
        self.database.close()
