"""Told words that people correct while the talk goes on."""

from __future__ import annotations

from aurity_desktop.corpus.ledger.fact_tables import LIVE_CORRECTIONS
from aurity_desktop.corpus.ledger.ledger_writer import LedgerWriter
from aurity_desktop.corpus.ledger.open_ledger import OpenLedger, Row
from aurity_desktop.domain.errors import DamagedRow
from aurity_desktop.domain.events import Event, Metadata
from aurity_desktop.domain.live_corrections import LiveCorrection
from aurity_desktop.domain.safe_text import writable

_ALL = """
SELECT correction_id, start, end, heard, text, active FROM live_corrections
WHERE session_id = ? ORDER BY audit_id
"""

_NEWEST = """
SELECT correction_id, start, end, heard, text, active FROM live_corrections
WHERE session_id = ? AND correction_id = ? ORDER BY audit_id DESC LIMIT 1
"""


class SqliteLiveCorrections:
    """The port `LiveCorrections`."""

    def __init__(self, ledger: OpenLedger, writer: LedgerWriter) -> None:
        self._ledger = ledger
        self._writer = writer

    def record(self, session_id: str, correction: LiveCorrection) -> None:
        """Correct a told word, or correct it otherwise; what holds is not recorded again.

        The chain tells of the time and of no word. Raises UnknownSession.
        """
        wanted = LiveCorrection(
            correction.correction_id,
            float(correction.start),
            float(correction.end),
            writable(correction.heard),
            writable(correction.text),
        )
        with self._ledger.transaction():
            self._writer.require(session_id)
            if self._holding(session_id, wanted.correction_id) != wanted:
                self._append(session_id, wanted, Event.LIVE_TEXT_CORRECTED)

    def remove(self, session_id: str, correction_id: str, *, withdrawn: bool = False) -> None:
        """It reads as it was heard; nothing is written where there is none.

        `withdrawn`: that it was made is taken back.

        Raises UnknownSession.
        """
        with self._ledger.transaction():
            self._writer.require(session_id)
            known = self._holding(session_id, correction_id)
            if known is not None:
                removed, taken_back = (
                    Event.LIVE_CORRECTION_REMOVED,
                    Event.LIVE_CORRECTION_WITHDRAWN,
                )
                self._append(session_id, known, taken_back if withdrawn else removed)

    def of_session(self, session_id: str) -> list[LiveCorrection]:
        """Those that hold, in the order in which they were first made."""
        held: dict[str, LiveCorrection | None] = {}
        for row in self._ledger.rows(_ALL, session_id):
            held[row[0]] = _correction(row)
        return [each for each in held.values() if each is not None]

    def _holding(self, session_id: str, correction_id: str) -> LiveCorrection | None:
        row = self._ledger.row(_NEWEST, session_id, correction_id)
        return None if row is None else _correction(row)

    def _append(self, session_id: str, correction: LiveCorrection, event: Event) -> None:
        metadata: Metadata = {
            "correction_id": correction.correction_id,
            "start": correction.start,
            "end": correction.end,
        }
        values = (
            correction.correction_id,
            correction.start,
            correction.end,
            correction.heard,
            correction.text,
            int(event is Event.LIVE_TEXT_CORRECTED),
        )
        self._writer.append(session_id, LIVE_CORRECTIONS, values, event, metadata)


def _correction(row: Row) -> LiveCorrection | None:
    """None where it was removed. Raises DamagedRow."""
    if tuple(map(type, row)) != (str, float, float, str, str, int):
        raise DamagedRow("a correction's row has other types")
    *values, active = row
    return LiveCorrection(*values) if active else None
