"""Reading views of the ledger: the newest row wins, the older ones stay.

A view of a session that is not there is empty; only `session` insists.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aurity_desktop.corpus.ledger import codec
from aurity_desktop.corpus.ledger.audit_chain import Head
from aurity_desktop.corpus.ledger.edits import chunk_speakers, edits_that_hold, recorded_edits
from aurity_desktop.corpus.ledger.history import changes
from aurity_desktop.corpus.ledger.ledger_database import translated
from aurity_desktop.corpus.ledger.row_values import audit_row_from, chunk_from, summary_from
from aurity_desktop.corpus.ledger.schema import FACT_TABLES
from aurity_desktop.corpus.ledger.search import search
from aurity_desktop.corpus.ledger.speaker_names import GivenName, names_that_hold
from aurity_desktop.domain.audio import AudioSlice, Span, SpanKind
from aurity_desktop.domain.changes import Change
from aurity_desktop.domain.consent import ConsentAnswer
from aurity_desktop.domain.edits import Reading, RecordedEdit, read_with
from aurity_desktop.domain.errors import UnknownRun, UnknownSession
from aurity_desktop.domain.events import AuditRow, Event
from aurity_desktop.domain.keys import PLAIN, Keys
from aurity_desktop.domain.retention import Hold
from aurity_desktop.domain.search import SearchFilter, SearchHit
from aurity_desktop.domain.session import SessionSummary
from aurity_desktop.domain.speakers import Diarization, Speaker, SpeakerRole
from aurity_desktop.domain.transcript import Chunk, Segment, WholeTranscript, Word

_SUMMARY = """
SELECT s.session_id, s.created_at, s.source, s.language, s.model, s.speakers_minimum, s.speakers_maximum, s.vocabulary,
       s.title, c.state, c.reason, c.sample_count, c.chunks, c.chunks_ok, c.speakers, c.language
FROM catalogue c JOIN sessions s ON s.session_id = c.session_id
"""

_CHUNKS = """
SELECT v.number, v.created_at, v.status, v.speaker, s.start_sample, s.sample_count, s.sha256,
       t.text, t.language, t.confidence, t.latency_ms, t.reason
FROM chunk_view v
JOIN slices s ON s.session_id = v.session_id AND s.number = v.number
LEFT JOIN transcriptions t ON t.session_id = v.session_id AND t.audit_id = v.transcription
WHERE v.session_id = ? ORDER BY v.number
"""

#: The newest counts.
_RUNS_THAT_COUNTED = """
SELECT audit_id, run_id FROM assignments WHERE session_id = :session_id
UNION ALL SELECT audit_id, run_id FROM selections WHERE session_id = :session_id
ORDER BY audit_id
"""

_SEGMENTS_RUN = f"SELECT run_id FROM ({_RUNS_THAT_COUNTED}) ORDER BY audit_id DESC LIMIT 1"  # noqa: S608 - a constant

_LIVE_WORDS = """
SELECT t.words FROM chunk_view v JOIN transcriptions t ON t.session_id = v.session_id AND t.audit_id = v.transcription
WHERE v.session_id = ? ORDER BY v.number
"""


_HOLDS = """
SELECT h.session_id, h.reason, a.timestamp, a.user_id
FROM holds h JOIN audit a ON a.session_id = h.session_id AND a.audit_id = h.audit_id
WHERE h.active AND h.audit_id = (SELECT max(n.audit_id) FROM holds n WHERE n.session_id = h.session_id)
ORDER BY h.session_id
"""

#: Events that tell of a file and change nothing in it: a file that lacks only these is up to date.
BOOKKEEPING = frozenset(
    {
        Event.PROJECTION_REBUILT,
        Event.EXPORT_MANIFEST_CREATED,
        Event.INTEGRITY_VERIFIED,
        Event.INTEGRITY_VIOLATION_DETECTED,
    }
)

#: Walks each chain from its end to the newest build and no further: a corpus of ten thousand
#: sessions is a look of milliseconds.
_BEHIND = f"""
SELECT c.session_id FROM catalogue c
WHERE c.state = 'completed' AND (:session_id IS NULL OR c.session_id = :session_id) AND EXISTS (
    SELECT 1 FROM audit a
    WHERE a.session_id = c.session_id AND a.operation NOT IN ({", ".join(f"'{event}'" for event in sorted(BOOKKEEPING))})
    AND a.audit_id >= coalesce((
        SELECT json_extract(b.metadata, '$.audit_rows') FROM audit b
        WHERE b.session_id = c.session_id AND b.operation = '{Event.PROJECTION_REBUILT}'
        ORDER BY b.audit_id DESC LIMIT 1), 0))
ORDER BY c.session_id
"""  # noqa: S608 - constants of this module

#: FTS5 compares its index with the passages; it is asked so by an INSERT that inserts nothing.
_CHECK_INDEX = "INSERT INTO passage_index (passage_index, rank) VALUES ('integrity-check', 1)"


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of a fact table.

    `values` is the canonical JSON list of its columns; its SHA-256 is the audit row's payload hash.
    """

    audit_id: int
    table: str
    values: str


class LedgerReader:
    """What can be asked of an open ledger. One instance belongs to one thread."""

    def __init__(self, connection: sqlite3.Connection, path: Path, keys: Keys = PLAIN) -> None:
        self._connection = connection
        self._path = path
        self._keys = keys

    @property
    def keys(self) -> Keys:
        """Of the files that lie beside it."""
        return self._keys

    @property
    def path(self) -> Path:
        return self._path

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with translated(self._path):
            return self._connection.execute(sql, values).fetchall()

    def _row(self, sql: str, *values: object) -> tuple[Any, ...] | None:
        rows = self._rows(sql, *values)
        return rows[0] if rows else None

    def knows(self, session_id: str) -> bool:
        return self._row("SELECT 1 FROM catalogue WHERE session_id = ?", session_id) is not None

    def sessions(self) -> list[SessionSummary]:
        """Newest first."""
        sql = _SUMMARY + " ORDER BY c.created_at DESC, c.session_id DESC"
        return [summary_from(row) for row in self._rows(sql)]

    def open_sessions(self) -> list[str]:
        """Ids of the sessions that are recording or paused, oldest first.

        Answered from an index of just these.
        """
        rows = self._rows(
            "SELECT session_id FROM catalogue WHERE state IN ('recording', 'paused') ORDER BY created_at"
        )
        return [session_id for (session_id,) in rows]

    def sessions_behind(self, session_id: str | None = None) -> list[str]:
        """Completed sessions, or this one if it is, whose own file lacks a fact that was recorded
        since it was built.
        """
        with translated(self._path):
            rows = self._connection.execute(_BEHIND, {"session_id": session_id}).fetchall()
        return [found for (found,) in rows]

    def session_ids(self) -> list[str]:
        """Straight from the facts, for a ledger whose derived tables may be damaged.

        In no order.
        """
        return [session_id for (session_id,) in self._rows("SELECT session_id FROM sessions")]

    def session(self, session_id: str) -> SessionSummary:
        """Raises UnknownSession."""
        row = self._row(_SUMMARY + " WHERE c.session_id = ?", session_id)
        if row is None:
            raise UnknownSession(session_id)
        return summary_from(row)

    def slices(self, session_id: str) -> list[AudioSlice]:
        """In order.

        Paths are absolute: a slice inside the data folder is stored relative to it, so that the
        folder can be moved.
        """
        rows = self._rows(
            "SELECT number, start_sample, sample_count, sha256, path FROM slices WHERE session_id = ? ORDER BY number",
            session_id,
        )
        root = self._path.parent
        return [
            AudioSlice(session_id, number, start, count, sha256, root / path)
            for number, start, count, sha256, path in rows
        ]

    def spans(self, session_id: str) -> list[Span]:
        rows = self._rows(
            "SELECT kind, at_sample, seconds, reason FROM spans WHERE session_id = ? ORDER BY audit_id",
            session_id,
        )
        return [Span(SpanKind(kind), at, length, reason) for kind, at, length, reason in rows]

    def chunks(self, session_id: str) -> list[Chunk]:
        """Each slice with its newest transcription and its newest speaker; PENDING where there is
        no transcription yet.
        """
        return [chunk_from(session_id, row) for row in self._rows(_CHUNKS, session_id)]

    def words(self, session_id: str) -> list[Word]:
        """The newest finalized words with their speakers, else the live ones in the order of their
        chunks.
        """
        reading = self.reading(session_id)
        if reading is not None:
            return list(reading.words)
        rows = self._rows(_LIVE_WORDS, session_id)
        return [word for (words,) in rows for word in codec.words_from_json(words)]

    def has_run(self, run_id: str) -> bool:
        return self._row("SELECT 1 FROM runs WHERE run_id = ?", run_id) is not None

    def transcript(self, run_id: str) -> WholeTranscript:
        """Of a whole recording or of a stretch. Raises UnknownRun."""
        kind = self._row("SELECT kind FROM runs WHERE run_id = ?", run_id)
        table = "stretches" if kind == ("stretches",) else "transcripts"
        words, language, model = self._run(table, "words, language, model", run_id)
        return WholeTranscript(tuple(codec.words_from_json(words)), language, model)

    def diarization(self, run_id: str) -> Diarization:
        """Raises UnknownRun."""
        turns, speakers, model = self._run("diarizations", "turns, speakers, model", run_id)
        return Diarization(
            tuple(codec.turns_from_json(turns)), codec.strings_from_json(speakers), model
        )

    def segments(self, session_id: str) -> list[Segment]:
        reading = self.reading(session_id)
        return list(reading.segments) if reading is not None else []

    def reading(self, session_id: str) -> Reading | None:
        """The run of segments that counts with the edits that hold laid over it.

        None before there is one.
        """
        run_id = self.segments_run(session_id)
        return self._reading_of(session_id, run_id) if run_id else None

    def _reading_of(self, session_id: str, run_id: str) -> Reading:
        words, segments = self._run("assignments", "words, segments", run_id)
        spoken = codec.words_from_json(words)
        edits = edits_that_hold(recorded_edits(self._rows, session_id), run_id, spoken)
        return read_with(spoken, codec.segments_from_json(segments), edits)

    def edits(self, session_id: str) -> list[RecordedEdit]:
        """Every edit that was ever made, oldest first, those that were taken back too."""
        return [found for found, _ in recorded_edits(self._rows, session_id)]

    def chunk_speakers(self, session_id: str) -> list[tuple[int, str]]:
        """Each chunk's speaker: what the run says, or, where edits moved words to other voices,
        what is read now.
        """
        run_id = self.segments_run(session_id)
        words, stated = self._run("assignments", "words, chunk_speakers", run_id)
        reading = self.reading(session_id)
        before = codec.words_from_json(words)
        if reading is None or _voices(reading.words) == _voices(before):
            return codec.chunk_speakers_from_json(stated)
        return chunk_speakers(self.slices(session_id), reading.words)

    def segments_run(self, session_id: str) -> str:
        """The run whose words and segments count: the newest, or an older one that was gone back
        to. "" when there is none.
        """
        with translated(self._path):
            row = self._connection.execute(_SEGMENTS_RUN, {"session_id": session_id}).fetchone()
        return str(row[0]) if row is not None else ""

    def segments_runs(self, session_id: str) -> list[str]:
        """Oldest first."""
        rows = self._rows(
            "SELECT run_id FROM assignments WHERE session_id = ? ORDER BY audit_id", session_id
        )
        return [run_id for (run_id,) in rows]

    def consent(self, session_id: str) -> ConsentAnswer | None:
        """The newest answer; None where nobody was asked."""
        row = self._row(
            "SELECT answer FROM consents WHERE session_id = ? ORDER BY audit_id DESC LIMIT 1",
            session_id,
        )
        return ConsentAnswer(row[0]) if row is not None else None

    def holds(self) -> list[Hold]:
        """Every session that must be kept, and why."""
        return [
            Hold(session_id, reason, codec.time_from_text(timestamp), user_id)
            for session_id, reason, timestamp, user_id in self._rows(_HOLDS)
        ]

    def was_erased(self, session_id: str) -> bool:
        """Whether a session of this id was erased, and is not here now."""
        erased = self._row("SELECT 1 FROM erasures WHERE session_id = ?", session_id)
        return erased is not None and not self.knows(session_id)

    def erased(self) -> list[tuple[str, str, int, str]]:
        """Session id, reason, rows and last hash of every erasure, in the order of the ids."""
        return self._rows(
            "SELECT session_id, reason, audit_rows, last_hash FROM erasures ORDER BY session_id, erased_at"
        )

    def speakers(self, session_id: str) -> list[Speaker]:
        """The voices of the segments that count in order of first appearance, with the name and
        role that hold for each.
        """
        named = self.names(session_id)
        spoken: dict[str, float] = {}
        for segment in self.segments(session_id):
            spoken[segment.speaker] = spoken.get(segment.speaker, 0.0) + segment.end - segment.start
        return [
            Speaker(label, named[label].role, named[label].name, length)
            if label in named
            else Speaker(label, seconds=length)
            for label, length in spoken.items()
        ]

    def names(self, session_id: str) -> dict[str, GivenName]:
        """By label, the names that hold for the run of segments that counts."""
        given = self._given_names(session_id)
        if not given:
            return {}
        return names_that_hold(
            given,
            self.segments_run(session_id),
            lambda run_id: self._reading_of(session_id, run_id).segments,
        )

    def changes(self, session_id: str) -> list[Change]:
        """What people changed in the finished session, oldest first, what was taken back too."""
        return changes(
            self._rows,
            session_id,
            self._given_names(session_id),
            lambda run_id: self._reading_of(session_id, run_id).segments,
        )

    def _given_names(self, session_id: str) -> list[GivenName]:
        """As they were given, oldest first, each with the run whose label it speaks of."""
        rows = self._rows(
            "SELECT audit_id, label, name, role FROM speaker_names WHERE session_id = ? ORDER BY audit_id",
            session_id,
        )
        if not rows:
            return []
        with translated(self._path):
            counted = self._connection.execute(_RUNS_THAT_COUNTED, {"session_id": session_id})
            runs: list[tuple[int, str]] = counted.fetchall()
        return [
            GivenName(audit_id, _run_at(runs, audit_id), label, SpeakerRole(role), name)
            for audit_id, label, name, role in rows
        ]

    def search(
        self, query: str, narrowed: SearchFilter | None = None, *, limit: int = 50
    ) -> list[SearchHit]:
        """Passages that hold every word of `query`, the last as a beginning; newest first.

        Blank queries find nothing.
        """
        with translated(self._path):
            return search(
                lambda sql, values: self._connection.execute(sql, values).fetchall(),
                query,
                narrowed or SearchFilter(),
                limit,
            )

    def audit(self, session_id: str) -> list[AuditRow]:
        rows = self._rows(
            "SELECT session_id, audit_id, timestamp, operation, user_id, payload_hash, result_hash, status, metadata, "
            "prev_hash, row_hash FROM audit WHERE session_id = ? ORDER BY audit_id",
            session_id,
        )
        return [audit_row_from(row) for row in rows]

    def facts(self, session_id: str) -> list[Fact]:
        """Every fact that was ever recorded, older ones too, in the order of the chain."""
        found = [
            Fact(row[0], table.name, codec.dumped(row[1:]))
            for table in FACT_TABLES
            for row in self._rows(table.select, session_id)
        ]
        return sorted(found, key=lambda fact: fact.audit_id)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """What is read inside belongs to one moment; others may record meanwhile.

        Keep it short: it holds up the checkpoint.
        """
        with translated(self._path):
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.execute("COMMIT")

    def audit_head(self, session_id: str) -> Head:
        """The head as the catalogue keeps it, apart from the chain itself."""
        row = self._row(
            "SELECT audit_rows, last_hash FROM catalogue WHERE session_id = ?", session_id
        )
        return Head(*row) if row is not None else Head()

    def passages(self, session_id: str) -> list[tuple[Any, ...]]:
        """What search looks at: chunk number (None for a segment), start, end, speaker, text."""
        return self._rows(
            "SELECT chunk_number, start, end, speaker, text FROM passages WHERE session_id = ? ORDER BY passage_id",
            session_id,
        )

    def damage(self) -> list[str]:
        """What SQLite itself finds wrong with the database; empty when it is whole.

        Reads all of it.
        """
        try:
            rows = self._connection.execute("PRAGMA integrity_check").fetchall()
        except sqlite3.DatabaseError as error:
            return [str(error)]
        return [str(row[0]) for row in rows if row[0] != "ok"]

    def index_damage(self) -> list[str]:
        """Where the search index and the passages that it is made of do not agree."""
        try:
            self._connection.execute(_CHECK_INDEX)
        except sqlite3.DatabaseError as error:
            return [f"search index: {error}"]
        return []

    def close(self) -> None:
        """Twice is harmless."""
        self._connection.close()

    def _run(self, table: str, columns: str, run_id: str) -> tuple[Any, ...]:
        row = self._row(
            f"SELECT {columns} FROM runs r JOIN {table} t ON t.session_id = r.session_id AND t.audit_id = r.audit_id "  # noqa: S608 - constants of this module
            "WHERE r.run_id = ?",
            run_id,
        )
        if row is None:
            raise UnknownRun(run_id)
        return row


def _run_at(runs: Sequence[tuple[int, str]], audit_id: int) -> str:
    """The run that counted when this row was written; what was written before the first one speaks
    of it. "" where there is none.
    """
    before = [run_id for at, run_id in runs if at < audit_id]
    return (*before[-1:], *(run_id for _, run_id in runs[:1]), "")[0]


def _voices(words: Sequence[Word]) -> list[tuple[float, str]]:
    return [(word.start, word.speaker) for word in words]
