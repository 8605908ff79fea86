"""Told words that people correct while the talk goes on."""

from __future__ import annotations

from dataclasses import replace

from aurity_desktop.corpus.ledger.fact_tables import LIVE_CORRECTIONS
from aurity_desktop.corpus.ledger.ledger_writer import LedgerWriter
from aurity_desktop.corpus.ledger.open_ledger import OpenLedger, Row
from aurity_desktop.domain.errors import DamagedRow
from aurity_desktop.domain.events import Event, Metadata
from aurity_desktop.domain.live_corrections import LiveCorrection
from aurity_desktop.domain.safe_text import writable

#: The event of a correction tells who wrote it: a person, or the program a name by its sound.
_READ = """
SELECT c.correction_id, c.start, c.end, c.heard, c.text, c.active, a.operation
FROM live_corrections c JOIN audit a ON a.session_id = c.session_id AND a.audit_id = c.audit_id
WHERE c.session_id = ?"""

_ALL = f"{_READ} ORDER BY c.audit_id"

_NEWEST = f"{_READ} AND c.correction_id = ? ORDER BY c.audit_id DESC LIMIT 1"


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
            correction.by_sound,
        )
        event = Event.LIVE_TEXT_REPLACED_BY_SOUND if wanted.by_sound else Event.LIVE_TEXT_CORRECTED
        with self._ledger.transaction():
            self._writer.require(session_id)
            if self._holding(session_id, wanted.correction_id) != wanted:
                self._append(session_id, wanted, event)

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
            int(event in (Event.LIVE_TEXT_CORRECTED, Event.LIVE_TEXT_REPLACED_BY_SOUND)),
        )
        self._writer.append(session_id, LIVE_CORRECTIONS, values, event, metadata)


def _correction(row: Row) -> LiveCorrection | None:
    """None where it was removed. Raises DamagedRow."""
    *values, active, event = row
    if tuple(map(type, (*values, active))) != (str, float, float, str, str, int):
        raise DamagedRow("a correction's row has other types")
    by_sound = event == Event.LIVE_TEXT_REPLACED_BY_SOUND
    return replace(LiveCorrection(*values), by_sound=by_sound) if active else None
