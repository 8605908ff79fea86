"""The text of each chunk: what live transcription and the second pass say of one slice."""

from __future__ import annotations

from aurity_desktop.corpus.ledger import codec
from aurity_desktop.corpus.ledger.fact_tables import TRANSCRIPTIONS
from aurity_desktop.corpus.ledger.ledger_writer import LedgerWriter
from aurity_desktop.corpus.ledger.open_ledger import OpenLedger
from aurity_desktop.corpus.ledger.row_values import chunk_from, transcription_from
from aurity_desktop.domain.errors import UnknownChunk
from aurity_desktop.domain.events import Event, Metadata
from aurity_desktop.domain.transcript import SECOND_PASS, Chunk, ChunkTranscription

_CHUNKS = """
SELECT v.number, v.created_at, v.status, v.speaker, s.start_sample, s.sample_count, s.sha256,
       t.text, t.language, t.confidence, t.latency_ms, t.reason
FROM chunk_view v
JOIN slices s ON s.session_id = v.session_id AND s.number = v.number
LEFT JOIN transcriptions t ON t.session_id = v.session_id AND t.audit_id = v.transcription
WHERE v.session_id = ? ORDER BY v.number
"""

_NEWEST = "SELECT transcription FROM chunk_view WHERE session_id = ? AND number = ?"

_SINCE = TRANSCRIPTIONS.select + " AND audit_id > ? ORDER BY audit_id"

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
        session_id, number = transcription.session_id, transcription.chunk_number
        latency = transcription.latency_ms
        values = (
            number,
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
        with self._ledger.transaction():
            self._writer.require(session_id)
            view = self._ledger.row(_NEWEST, session_id, number)
            if view is None:
                raise UnknownChunk(session_id, number)
            newest = self._ledger.row(
                TRANSCRIPTIONS.select + " AND audit_id = ?", session_id, view[0]
            )
            if newest is not None and (
                newest[1:] == values
                or (
                    newest[1:][_REASON].startswith(SECOND_PASS) and not transcription.is_second_pass
                )
            ):
                return
            metadata: Metadata = {
                "chunk_number": number,
                "status": transcription.status.value,
                "words": len(transcription.words),
                "model": transcription.model,
                "latency_ms": latency,
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
