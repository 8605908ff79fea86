"""A ledger that forgets everything at the end: the same answers as the real one, held in lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tests.fakes.ledger.notes import MemoryClinicalNotes
from tests.fakes.ledger.patients import MemoryPatients
from tests.fakes.ledger.privacy import MemoryAuditLog, MemoryConsents, MemoryRetention
from tests.fakes.ledger.recording import MemoryChunks, MemorySessions, MemorySound
from tests.fakes.ledger.search import MemorySearch
from tests.fakes.ledger.state import Memory
from tests.fakes.ledger.transcripts import (
    MemoryBookmarks,
    MemoryEdits,
    MemoryLiveCorrections,
    MemoryRuns,
    MemorySegments,
    MemorySpeakers,
)

if TYPE_CHECKING:
    from aurity_desktop.domain.ledger_ports import Ledger


class MemoryLedger:
    """The `Ledger` port in memory. `user_id` and `now` as in the real one."""

    path = Path("memory")

    def __init__(
        self, user_id: str = "tester", now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        memory = Memory(user_id, now)
        self.sessions = MemorySessions(memory)
        self.sound = MemorySound(memory)
        self.chunks = MemoryChunks(memory)
        self.runs = MemoryRuns(memory)
        self.segments = MemorySegments(memory)
        self.edits = MemoryEdits(memory)
        self.speakers = MemorySpeakers(memory)
        self.bookmarks = MemoryBookmarks(memory)
        self.live_corrections = MemoryLiveCorrections(memory)
        self.patients = MemoryPatients(memory)
        self.consents = MemoryConsents(memory)
        self.clinical_notes = MemoryClinicalNotes(memory)
        self.retention = MemoryRetention(memory)
        self.audit = MemoryAuditLog(memory)
        self.search = MemorySearch(memory, self.clinical_notes)

    def close(self) -> None:
        """Nothing to let go of."""


if TYPE_CHECKING:
    _FITS: type[Ledger] = MemoryLedger
