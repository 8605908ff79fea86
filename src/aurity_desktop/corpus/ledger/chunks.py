"""The text of each chunk: what live transcription and the second pass say of one slice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aurity_desktop.corpus.ledger import codec
from aurity_desktop.corpus.ledger.fact_tables import TRANSCRIPTIONS
from aurity_desktop.corpus.ledger.ledger_writer import LedgerWriter
from aurity_desktop.corpus.ledger.open_ledger import OpenLedger
from aurity_desktop.corpus.ledger.row_values import chunk_from, transcription_from
from aurity_desktop.domain.errors import UnknownChunk
from aurity_desktop.domain.events import Event, Metadata
from aurity_desktop.domain.transcript import SECOND_PASS, Chunk, ChunkTranscription, Word

_OF_SESSION = """
SELECT v.number, v.created_at, v.status, v.speaker, s.start_sample, s.sample_count, s.sha256,
       t.text, t.language, t.confidence, t.latency_ms, t.reason
FROM chunk_view v
JOIN slices s ON s.session_id = v.session_id AND s.number = v.number
LEFT JOIN transcriptions t ON t.session_id = v.session_id AND t.audit_id = v.transcription
WHERE v.session_id = ?1
"""

_IN_ORDER = " ORDER BY v.number"

_CHUNKS = _OF_SESSION + _IN_ORDER

_IN_SOUND = """
AND v.number >= (SELECT min(number) FROM slices
                 WHERE session_id = ?1 AND start_sample + sample_count > ?2)
AND s.start_sample < ?3 AND s.start_sample + s.sample_count > ?2
"""

_BETWEEN = _OF_SESSION + _IN_SOUND + _IN_ORDER

_LANGUAGES = """
SELECT DISTINCT coalesce(t.language, '') FROM chunk_view v
LEFT JOIN transcriptions t ON t.session_id = v.session_id AND t.audit_id = v.transcription
WHERE v.session_id = ?
"""

_NEWEST = "SELECT transcription FROM chunk_view WHERE session_id = ? AND number = ?"

_SINCE = TRANSCRIPTIONS.select + " AND audit_id > ? ORDER BY audit_id"

#: What was heard live, of each chunk the newest.
_LIVE = f"""
SELECT t.words FROM transcriptions t
JOIN (SELECT max(audit_id) AS newest FROM transcriptions
      WHERE session_id = ?1 AND reason NOT LIKE '{SECOND_PASS}%' GROUP BY chunk_number) n
ON t.audit_id = n.newest
WHERE t.session_id = ?1 ORDER BY t.chunk_number
"""  # noqa: S608 - a constant

_REASON = TRANSCRIPTIONS.columns.index("reason")


class SqliteChunks:
    """The port `Chunks`."""

    def __init__(self, ledger: OpenLedger, writer: LedgerWriter) -> None:
        self._ledger = ledger
        self._writer = writer

    def record_transcription(self, transcription: ChunkTranscription) -> None:
        """The newest for a chunk counts.

        Not recorded is one that says what the newest says, and live text that comes behind the
        second pass. Raises UnknownSession, UnknownChunk.
        """
        self.record_transcriptions((transcription,))

    def record_transcriptions(self, transcriptions: Sequence[ChunkTranscription]) -> None:
        """Several at once, all or none: each its own fact, in one transaction.

        A transaction writes whole pages, so that twenty of them write ten times what one does.
        """
        rows = [(each, _values(each)) for each in transcriptions]
        if rows:
            with self._ledger.transaction():
                for transcription, values in rows:
                    self._record(transcription, values)

    def _record(self, transcription: ChunkTranscription, values: tuple[Any, ...]) -> None:
        session_id, number = transcription.session_id, transcription.chunk_number
        self._writer.require(session_id)
        view = self._ledger.row(_NEWEST, session_id, number)
        if view is None:
            raise UnknownChunk(session_id, number)
        newest = self._ledger.row(TRANSCRIPTIONS.select + " AND audit_id = ?", session_id, view[0])
        if newest is not None and (
            newest[1:] == values
            or (newest[1:][_REASON].startswith(SECOND_PASS) and not transcription.is_second_pass)
        ):
            return
        metadata: Metadata = {
            "chunk_number": number,
            "status": transcription.status.value,
            "words": len(transcription.words),
            "model": transcription.model,
            "latency_ms": transcription.latency_ms,
        }
        row = self._writer.append(
            session_id, TRANSCRIPTIONS, values, Event.CHUNK_TRANSCRIBED, metadata
        )
        self._writer.derived.chunk_transcribed(transcription, row.audit_id)

    def of_session(self, session_id: str) -> list[Chunk]:
        """Each slice with its newest transcription and its newest speaker.

        PENDING where there is no transcription yet.
        """
        return [chunk_from(session_id, row) for row in self._ledger.rows(_CHUNKS, session_id)]

    def between(self, session_id: str, start: int, end: int) -> list[Chunk]:
        """Those whose sound lies at least partly in the samples [start, end)."""
        rows = self._ledger.rows(_BETWEEN, session_id, start, end)
        return [chunk_from(session_id, row) for row in rows]

    def languages(self, session_id: str) -> frozenset[str]:
        """Of the newest texts; "" where one is not known."""
        return frozenset(language for (language,) in self._ledger.rows(_LANGUAGES, session_id))

    def live_words(self, session_id: str) -> list[Word]:
        """What was heard live, by time, whatever the second pass has settled. Raises DamagedRow."""
        rows = self._ledger.rows(_LIVE, session_id)
        words = [word for (text,) in rows for word in codec.words_from_json(text)]
        return sorted(words, key=lambda word: word.start)

    def second_pass_since(
        self, session_id: str, audit_id: int
    ) -> tuple[list[ChunkTranscription], int]:
        """What the second pass wrote behind an audit row, -1 for all: each chunk's newest text.

        And the audit row to go on from. Raises DamagedRow.
        """
        rows = self._ledger.rows(_SINCE, session_id, audit_id)
        heard = [transcription_from(session_id, row[1:]) for row in rows]
        newest = {each.chunk_number: each for each in heard if each.is_second_pass}
        return list(newest.values()), rows[-1][0] if rows else audit_id


def _values(transcription: ChunkTranscription) -> tuple[Any, ...]:
    """Of `TRANSCRIPTIONS`, in the order of its columns."""
    latency = transcription.latency_ms
    return (
        transcription.chunk_number,
        transcription.text,
        transcription.status.value,
        transcription.language,
        float(transcription.confidence),
        transcription.model,
        float(latency) if latency is not None else None,
        transcription.reason,
        transcription.suppressed,
        codec.words_to_json(transcription.words),
    )
