"""The sound of a session as the ledger knows it: slices, and what is missing between them."""

from __future__ import annotations

from pathlib import Path

from aurity_desktop.corpus.ledger import codec
from aurity_desktop.corpus.ledger.edit_facts import ChunkPlaces
from aurity_desktop.corpus.ledger.fact_tables import SLICES, SPANS
from aurity_desktop.corpus.ledger.ledger_writer import LedgerWriter
from aurity_desktop.corpus.ledger.open_ledger import OpenLedger, Row
from aurity_desktop.domain.audio import SAMPLE_RATE, AudioSlice, Span, SpanKind, seconds
from aurity_desktop.domain.errors import ConflictingFact, DamagedRow
from aurity_desktop.domain.events import Event, Metadata

_SLICE = """
SELECT number, start_sample, sample_count, sha256 FROM slices WHERE session_id = ? AND number = ?
"""

_SLICES = """
SELECT number, start_sample, sample_count, sha256, path FROM slices
WHERE session_id = ? AND start_sample + sample_count >= ? ORDER BY number
"""

#: The slices from the last that begins before sample ?2, or the first, to the last before ?3.
_PLACES = """
SELECT number, start_sample FROM slices
WHERE session_id = ?1 AND start_sample <= ?3 AND number >= coalesce(
    (SELECT max(number) FROM slices WHERE session_id = ?1 AND start_sample <= ?2), 0)
ORDER BY number
"""

_NEXT = """
SELECT start_sample FROM slices WHERE session_id = ? AND number > ? ORDER BY number LIMIT 1
"""

#: SQLite keeps whatever is put into a column.
_TYPES = (int, int, int, str, str)

_SPANS = """
SELECT kind, at_sample, seconds, reason FROM spans WHERE session_id = ? ORDER BY audit_id
"""

_DELIBERATE = frozenset({SpanKind.PAUSE, SpanKind.OFF_THE_RECORD})


class SqliteSound:
    """The port `Sound`."""

    def __init__(self, ledger: OpenLedger, writer: LedgerWriter) -> None:
        self._ledger = ledger
        self._writer = writer

    def record_slice(self, audio_slice: AudioSlice, *, adopted: bool = False) -> None:
        """Idempotent for the same number and sound.

        Different sound for a known number raises ConflictingFact. `adopted`: found on disk after a
        crash. Raises UnknownSession.
        """
        session_id, number = audio_slice.session_id, audio_slice.number
        values = (
            int(number),
            int(audio_slice.start_sample),
            int(audio_slice.sample_count),
            audio_slice.sha256,
            self._stored(audio_slice.path),
        )
        with self._ledger.transaction():
            self._writer.require(session_id)
            known = self._ledger.row(_SLICE, session_id, number)
            if known is not None:
                if known != values[:4]:
                    raise ConflictingFact(session_id, f"chunk {number}")
                return
            event = Event.CHUNK_ADOPTED if adopted else Event.CHUNK_PERSISTED
            metadata: Metadata = {
                "chunk_id": audio_slice.chunk_id,
                "chunk_number": number,
                "start_sample": int(audio_slice.start_sample),
                "sample_count": int(audio_slice.sample_count),
            }
            row = self._writer.append(
                session_id, SLICES, values, event, metadata, result_hash=audio_slice.sha256
            )
            self._writer.derived.slice_recorded(
                session_id, number, audio_slice.sample_count, row.timestamp
            )

    def slices(self, session_id: str, *, behind: int = 0) -> list[AudioSlice]:
        """In order; those that end behind that sample. Raises DamagedRow.

        Paths are absolute: a slice inside the data folder is stored relative to it, so that the
        folder can be moved.
        """
        root, least = self._ledger.path.parent, behind + 1 if behind else behind
        rows = self._ledger.rows(_SLICES, session_id, least)
        return [_slice(session_id, root, row) for row in rows]

    def chunk_places(self, session_id: str, start: float, end: float) -> ChunkPlaces:
        """The chunks in which words that lie in these seconds may have their middles."""
        first, last = round(start * SAMPLE_RATE), round(end * SAMPLE_RATE)
        rows = self._ledger.rows(_PLACES, session_id, first, last)
        places = [(number, seconds(at)) for number, at in rows]
        if not places:
            return ChunkPlaces((), ())
        behind = self._ledger.row(_NEXT, session_id, places[-1][0])
        return ChunkPlaces(
            tuple(number for number, _ in places),
            tuple(at for _, at in places),
            None if behind is None else seconds(behind[0]),
        )

    def record_span(self, session_id: str, span: Span) -> None:
        """A pause or a gap: time in which nothing was recorded. Raises UnknownSession."""
        values = (span.kind.value, int(span.at_sample), float(span.seconds), span.reason)
        event = Event.RECORDING_RESUMED if span.kind in _DELIBERATE else Event.CAPTURE_INTERRUPTED
        metadata: Metadata = {
            "kind": span.kind.value,
            "at_sample": int(span.at_sample),
            "seconds": float(span.seconds),
        }
        with self._ledger.transaction():
            self._writer.require(session_id)
            self._writer.append(session_id, SPANS, values, event, metadata)

    def spans(self, session_id: str) -> list[Span]:
        """In the order in which they were recorded."""
        return [
            Span(codec.one_of(SpanKind, kind), at, length, reason)
            for kind, at, length, reason in self._ledger.rows(_SPANS, session_id)
        ]

    def _stored(self, path: Path) -> str:
        """Relative to the data folder where it can be, with forward slashes on every system."""
        root = self._ledger.path.parent
        return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def _slice(session_id: str, root: Path, row: Row) -> AudioSlice:
    if tuple(map(type, row)) != _TYPES or min(row[:3]) < 0:
        raise DamagedRow("a slice's row has other types")
    number, start, count, sha256, path = row
    return AudioSlice(session_id, number, start, count, sha256, root / path)
