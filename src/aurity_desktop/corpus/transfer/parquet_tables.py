"""The tables of a Parquet export: every column with its type and meaning, and a session's rows.

Column by column, as Parquet keeps them. Each table has `session_id`; the month in which the session
began (UTC) is the name of the folder that a file lies in. The manual's page `parquet.md` lists the
same tables; a test compares it with this file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from operator import attrgetter
from typing import Any, Final, TypeAlias

from aurity_desktop.corpus.ledger.codec import time_to_text
from aurity_desktop.corpus.session_file.content import SessionContent
from aurity_desktop.domain.audio import seconds
from aurity_desktop.domain.clinical_note import HeadField
from aurity_desktop.domain.speakers import SpeakerRole

#: Of the tables below; it grows when there is another one, or one gets another column.
PARQUET_VERSION: Final = 2


class Kind(Enum):
    """How a column is stored, as a type of DuckDB."""

    TEXT = "VARCHAR"
    TIME = "TIMESTAMPTZ"
    NUMBER = "DOUBLE"
    COUNT = "BIGINT"
    FLAG = "BOOLEAN"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. A time is given as ISO 8601; what is none becomes NULL, as a NaN does."""

    name: str
    kind: Kind
    meaning: str


@dataclass(frozen=True, slots=True)
class ParquetTable:
    """A folder of files of one schema."""

    name: str
    columns: tuple[Column, ...]


#: Of one session: for each table its columns, all of one length, in the order of `columns`.
Columns: TypeAlias = dict[str, list[list[Any]]]

_SESSION = Column("session_id", Kind.TEXT, "the session")
_START = Column("start", Kind.NUMBER, "begins, seconds")
_END = Column("end", Kind.NUMBER, "ends, seconds")
_SPEAKER = Column("speaker", Kind.TEXT, "label of the voice")
_ROLE = Column("role", Kind.TEXT, "MEDICO, PACIENTE … DESCONOCIDO")
_OVERLAPPED = Column("overlapped", Kind.FLAG, "whether somebody else spoke too")

SESSIONS = ParquetTable(
    "sessions",
    (
        _SESSION,
        Column("created_at", Kind.TIME, "when it began"),
        Column("title", Kind.TEXT, "given by a person"),
        Column("source", Kind.TEXT, "microphone or file"),
        Column("state", Kind.TEXT, "completed or failed"),
        Column("language", Kind.TEXT, "heard, ISO 639-1"),
        Column("model", Kind.TEXT, "speech model"),
        Column("seconds", Kind.NUMBER, "length of the sound"),
        Column("chunks", Kind.COUNT, "slices"),
        Column("chunks_ok", Kind.COUNT, "slices with an answer, silence included"),
        Column("speakers", Kind.COUNT, "voices"),
        Column("reviewed", Kind.FLAG, "whether a person has worked on it"),
    ),
)
CHUNKS = ParquetTable(
    "chunks",
    (
        _SESSION,
        Column("chunk_id", Kind.TEXT, "the slice of three seconds"),
        Column("chunk_number", Kind.COUNT, "0, 1, 2 …"),
        Column("timestamp_start", Kind.NUMBER, "first sample, seconds"),
        Column("timestamp_end", Kind.NUMBER, "behind the last sample, seconds"),
        Column("transcription", Kind.TEXT, "its newest text"),
        Column("audio_hash", Kind.TEXT, "sha256: over the samples"),
        Column("language", Kind.TEXT, "of the text"),
        Column("confidence", Kind.NUMBER, "0 to 1"),
        Column("status", Kind.TEXT, "pending, ok, silent, suppressed or failed"),
        _SPEAKER,
        Column("created_at", Kind.TIME, "when it was on the disk"),
        Column("latency_ms", Kind.NUMBER, "from the disk to its first text; NULL where unknown"),
    ),
)
WORDS = ParquetTable(
    "words",
    (
        _SESSION,
        Column("number", Kind.COUNT, "0, 1, 2 … in order of time"),
        _START,
        _END,
        Column("text", Kind.TEXT, "as it reads now, corrected"),
        Column("probability", Kind.NUMBER, "that the model gave it"),
        _SPEAKER,
        _ROLE,
        Column("speaker_confidence", Kind.NUMBER, "that it was this voice"),
        _OVERLAPPED,
    ),
)
SEGMENTS = ParquetTable(
    "segments",
    (
        _SESSION,
        Column("number", Kind.COUNT, "0, 1, 2 … in order of time"),
        _START,
        _END,
        _SPEAKER,
        _ROLE,
        Column("name", Kind.TEXT, "display name; empty where none was given"),
        Column("text", Kind.TEXT, "its words"),
        Column("confidence", Kind.NUMBER, "of the words"),
        _OVERLAPPED,
    ),
)
SPANS = ParquetTable(
    "spans",
    (
        _SESSION,
        Column("kind", Kind.TEXT, "pause, off_the_record, gap or overflow"),
        Column("at_seconds", Kind.NUMBER, "where in the sound it lies, seconds"),
        Column("seconds", Kind.NUMBER, "how long nothing was captured"),
        Column("reason", Kind.TEXT, "why"),
    ),
)
BOOKMARKS = ParquetTable(
    "bookmarks",
    (
        _SESSION,
        Column("at_seconds", Kind.NUMBER, "the moment that was marked, seconds"),
        Column("text", Kind.TEXT, "the note to it; empty for none"),
        Column("recorded_at", Kind.TIME, "when it was marked, or its note written"),
        Column("user_id", Kind.TEXT, "who"),
    ),
)
NOTES = ParquetTable(
    "notes",
    (
        _SESSION,
        Column("note_id", Kind.TEXT, "the signed clinical note"),
        Column("version", Kind.COUNT, "1, 2 … in its template"),
        Column("template", Kind.TEXT, "such as evolucion or soap"),
        Column("title", Kind.TEXT, "of the note"),
        Column("language", Kind.TEXT, "of our own words in it"),
        Column("author", Kind.TEXT, "who signed it, as it stands in it"),
        Column("text", Kind.TEXT, "what was signed"),
        Column("sha256", Kind.TEXT, "of the text"),
        Column("signed_at", Kind.TIME, "when"),
        Column("user_id", Kind.TEXT, "by which user"),
    ),
)
EVENTS = ParquetTable(
    "events",
    (
        _SESSION,
        Column("audit_id", Kind.COUNT, "0, 1, 2 … without a hole"),
        Column("timestamp", Kind.TIME, "when"),
        Column("operation", Kind.TEXT, "such as CHUNK_PERSISTED"),
        Column("user_id", Kind.TEXT, "who"),
        Column("status", Kind.TEXT, "SUCCESS, FAILED or BLOCKED"),
        Column("metadata", Kind.TEXT, "JSON of ids, numbers and hashes"),
        Column("payload_hash", Kind.TEXT, "of what was recorded with it"),
        Column("result_hash", Kind.TEXT, "of what came of it"),
        Column("prev_hash", Kind.TEXT, "row_hash of the row before"),
        Column("row_hash", Kind.TEXT, "of this row"),
    ),
)

TABLES: Final = (SESSIONS, CHUNKS, WORDS, SEGMENTS, SPANS, BOOKMARKS, NOTES, EVENTS)


def columns_of(content: SessionContent) -> Columns:
    """All of a session, as it reads now."""
    roles = {each.label: each.role.value for each in content.speakers if each.current}
    names = {each.label: each.name for each in content.speakers if each.current}
    nobody = SpeakerRole.DESCONOCIDO.value
    chunks, words, segments = content.chunks, content.words, content.segments
    spans = [span for _, span in content.spans]
    marks = [mark for mark in content.bookmarks if mark.current]
    events = [column.name for column in EVENTS.columns[1:]]
    made: Columns = {
        SESSIONS.name: [[value] for value in _session(content)],
        CHUNKS.name: [
            *_read(
                chunks,
                "chunk_id chunk_number timestamp_start timestamp_end transcription audio_hash "
                "language confidence status.value speaker",
            ),
            [time_to_text(chunk.created_at) for chunk in chunks],
            *_read(chunks, "latency_ms"),
        ],
        WORDS.name: [
            list(range(len(words))),
            *_read(words, "start end text probability speaker"),
            [roles.get(word.speaker, nobody) for word in words],
            *_read(words, "speaker_confidence overlapped"),
        ],
        SEGMENTS.name: [
            list(range(len(segments))),
            *_read(segments, "start end speaker"),
            [roles.get(segment.speaker, nobody) for segment in segments],
            [names.get(segment.speaker, "") for segment in segments],
            *_read(segments, "text confidence overlapped"),
        ],
        SPANS.name: [
            [span.kind.value for span in spans],
            [seconds(span.at_sample) for span in spans],
            *_read(spans, "seconds reason"),
        ],
        BOOKMARKS.name: [
            [seconds(mark.bookmark.at_sample) for mark in marks],
            [mark.bookmark.text for mark in marks],
            [time_to_text(mark.recorded_at) for mark in marks],
            [mark.user_id for mark in marks],
        ],
        NOTES.name: [
            *_read(
                content.notes,
                "signed.note_id signed.version signed.note.template signed.note.title "
                "signed.note.language",
            ),
            [each.signed.note.value(HeadField.AUTHOR) for each in content.notes],
            *_read(content.notes, "signed.text signed.sha256"),
            [time_to_text(each.at) for each in content.notes],
            *_read(content.notes, "user_id"),
        ],
        EVENTS.name: _read(content.audit, " ".join(events)),
    }
    return {
        name: [[content.session_id] * len(columns[0]), *columns] for name, columns in made.items()
    }


def _session(content: SessionContent) -> list[Any]:
    summary = content.summary
    return [
        time_to_text(summary.plan.created_at),
        summary.title,
        summary.plan.source,
        summary.state.value,
        summary.language,
        summary.plan.model,
        summary.duration,
        summary.chunks,
        summary.chunks_ok,
        summary.speakers,
        summary.reviewed,
    ]


def _read(records: Sequence[Any], fields: str) -> list[list[Any]]:
    return [list(map(attrgetter(field), records)) for field in fields.split()]
