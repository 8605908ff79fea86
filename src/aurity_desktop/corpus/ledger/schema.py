"""The ledger's tables, as SQL: fact tables that only grow, and derived tables that can be made anew
from them.

A *fact* row is keyed by `(session_id, audit_id)`: the audit row of the same key was written in the
same transaction, and its `payload_hash` is the SHA-256 over the fact's columns in the order given
here (`FactTable.columns`). The newest row, the one with the highest `audit_id`, counts. Triggers
refuse UPDATE, and DELETE too, except inside the transaction that erases a whole session: it names
the session in `erasing` meanwhile and leaves a row in `erasures`.

*Derived* tables (`catalogue`, `passages`, `passage_index`, `chunk_view`, `voices`) answer lists,
search and counters quickly. They hold nothing that the facts do not say and are rebuilt by
`repair`.

Times are ISO 8601 in UTC with microseconds; positions are samples at 16 kHz; `start`, `end` and
`seconds` are seconds.
"""

from __future__ import annotations

from dataclasses import dataclass

#: "AURL" in the database header: tells a ledger from any other SQLite file.
APPLICATION_ID = 0x4155524C


@dataclass(frozen=True, slots=True)
class FactTable:
    """A table of facts.

    `columns` come after `session_id` and `audit_id`, and are what `payload_hash` covers.
    """

    name: str
    columns: tuple[str, ...]

    @property
    def insert(self) -> str:
        names = ", ".join(("session_id", "audit_id", *self.columns))
        marks = ", ".join("?" * (len(self.columns) + 2))
        return f"INSERT INTO {self.name} ({names}) VALUES ({marks})"  # noqa: S608 - names are constants of this module

    @property
    def select(self) -> str:
        return f"SELECT audit_id, {', '.join(self.columns)} FROM {self.name} WHERE session_id = ?"  # noqa: S608 - as above


SESSIONS = FactTable(
    "sessions",
    (
        "created_at",
        "source",
        "language",
        "model",
        "speakers_minimum",
        "speakers_maximum",
        "vocabulary",
        "title",
    ),
)
STATES = FactTable("states", ("state", "reason"))
SLICES = FactTable("slices", ("number", "start_sample", "sample_count", "sha256", "path"))
SPANS = FactTable("spans", ("kind", "at_sample", "seconds", "reason"))
TRANSCRIPTIONS = FactTable(
    "transcriptions",
    (
        "chunk_number",
        "text",
        "status",
        "language",
        "confidence",
        "model",
        "latency_ms",
        "reason",
        "suppressed",
        "words",
    ),
)
TRANSCRIPTS = FactTable("transcripts", ("run_id", "language", "model", "words"))
STRETCHES = FactTable("stretches", ("run_id", "language", "model", "words"))
DIARIZATIONS = FactTable("diarizations", ("run_id", "model", "speakers", "turns"))
ASSIGNMENTS = FactTable("assignments", ("run_id", "words", "segments", "chunk_speakers"))
SELECTIONS = FactTable("selections", ("run_id",))
EDITS = FactTable(
    "edits",
    (
        "edit_id",
        "kind",
        "run_id",
        "words_hash",
        "first_word",
        "last_word",
        "text",
        "speaker",
        "merged",
    ),
)
EDIT_MARKS = FactTable("edit_marks", ("edit_id", "active"))
CONSENTS = FactTable("consents", ("answer", "version", "language", "text_hash", "given_by"))
HOLDS = FactTable("holds", ("active", "reason"))
SPEAKER_NAMES = FactTable("speaker_names", ("label", "name", "role"))

FACT_TABLES = (
    SESSIONS,
    STATES,
    SLICES,
    SPANS,
    TRANSCRIPTIONS,
    TRANSCRIPTS,
    STRETCHES,
    DIARIZATIONS,
    ASSIGNMENTS,
    SELECTIONS,
    EDITS,
    EDIT_MARKS,
    CONSENTS,
    HOLDS,
    SPEAKER_NAMES,
)

_VERSION_1 = """
CREATE TABLE audit (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL,
    timestamp TEXT NOT NULL, operation TEXT NOT NULL, user_id TEXT NOT NULL,
    payload_hash TEXT NOT NULL, result_hash TEXT NOT NULL, status TEXT NOT NULL, metadata TEXT NOT NULL,
    prev_hash TEXT NOT NULL, row_hash TEXT NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TABLE sessions (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, created_at TEXT NOT NULL, source TEXT NOT NULL, language TEXT NOT NULL, model TEXT NOT NULL,
    speakers_minimum INTEGER, speakers_maximum INTEGER, vocabulary TEXT NOT NULL, title TEXT NOT NULL,
    PRIMARY KEY (session_id)) WITHOUT ROWID;
CREATE TABLE states (session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TABLE slices (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, number INTEGER NOT NULL, start_sample INTEGER NOT NULL, sample_count INTEGER NOT NULL,
    sha256 TEXT NOT NULL, path TEXT NOT NULL,
    PRIMARY KEY (session_id, number)) WITHOUT ROWID;
CREATE TABLE spans (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, kind TEXT NOT NULL, at_sample INTEGER NOT NULL, seconds REAL NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TABLE transcriptions (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, chunk_number INTEGER NOT NULL, text TEXT NOT NULL, status TEXT NOT NULL, language TEXT NOT NULL,
    confidence REAL NOT NULL, model TEXT NOT NULL, latency_ms REAL, reason TEXT NOT NULL, suppressed TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TABLE runs (
    run_id TEXT NOT NULL PRIMARY KEY, session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, kind TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE transcripts (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, run_id TEXT NOT NULL, language TEXT NOT NULL, model TEXT NOT NULL, words TEXT NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TABLE stretches (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, run_id TEXT NOT NULL, language TEXT NOT NULL,
    model TEXT NOT NULL, words TEXT NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TABLE diarizations (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, run_id TEXT NOT NULL, model TEXT NOT NULL, speakers TEXT NOT NULL, turns TEXT NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TABLE assignments (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, run_id TEXT NOT NULL, words TEXT NOT NULL, segments TEXT NOT NULL, chunk_speakers TEXT NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TABLE selections (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, run_id TEXT NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TABLE edits (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, edit_id TEXT NOT NULL, kind TEXT NOT NULL, run_id TEXT NOT NULL,
    words_hash TEXT NOT NULL, first_word INTEGER NOT NULL, last_word INTEGER NOT NULL, text TEXT NOT NULL,
    speaker TEXT NOT NULL, merged TEXT NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TABLE edit_marks (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, edit_id TEXT NOT NULL, active INTEGER NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TABLE consents (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, answer TEXT NOT NULL, version TEXT NOT NULL,
    language TEXT NOT NULL, text_hash TEXT NOT NULL, given_by TEXT NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TABLE holds (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, active INTEGER NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE TABLE speaker_names (
    session_id TEXT NOT NULL, audit_id INTEGER NOT NULL, label TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL,
    PRIMARY KEY (session_id, audit_id)) WITHOUT ROWID;
CREATE INDEX speaker_names_by_name ON speaker_names (name);
CREATE TABLE erasures (
    session_id TEXT NOT NULL, erased_at TEXT NOT NULL, user_id TEXT NOT NULL, reason TEXT NOT NULL,
    audit_rows INTEGER NOT NULL, last_hash TEXT NOT NULL,
    PRIMARY KEY (session_id, erased_at)) WITHOUT ROWID;
CREATE TABLE erasing (session_id TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID;

CREATE TABLE catalogue (
    session_id TEXT NOT NULL PRIMARY KEY, created_at TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL,
    sample_count INTEGER NOT NULL, chunks INTEGER NOT NULL, chunks_ok INTEGER NOT NULL, speakers INTEGER NOT NULL,
    language TEXT NOT NULL, audit_rows INTEGER NOT NULL, last_hash TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX catalogue_by_time ON catalogue (created_at);
CREATE INDEX catalogue_open ON catalogue (created_at) WHERE state IN ('recording', 'paused');
CREATE TABLE chunk_view (
    session_id TEXT NOT NULL, number INTEGER NOT NULL, created_at TEXT NOT NULL, transcription INTEGER,
    status TEXT NOT NULL, speaker TEXT NOT NULL,
    PRIMARY KEY (session_id, number)) WITHOUT ROWID;
CREATE TABLE passages (
    -- seconds since 1970 of the session's beginning, shifted by 20 bits, and a number within it: the order of time,
    -- so that the newest come first and a range of dates is a range of ids
    passage_id INTEGER PRIMARY KEY, session_id TEXT NOT NULL, chunk_number INTEGER,
    start REAL NOT NULL, end REAL NOT NULL, speaker TEXT NOT NULL, text TEXT NOT NULL
);
CREATE INDEX passages_by_session ON passages (session_id, chunk_number);
CREATE VIRTUAL TABLE passage_index USING fts5 (
    text, content = 'passages', content_rowid = 'passage_id', tokenize = 'unicode61 remove_diacritics 2',
    prefix = '2 3'
);
CREATE TRIGGER passages_added AFTER INSERT ON passages BEGIN
    INSERT INTO passage_index (rowid, text) VALUES (new.passage_id, new.text);
END;
CREATE TRIGGER passages_removed AFTER DELETE ON passages BEGIN
    INSERT INTO passage_index (passage_index, rowid, text) VALUES ('delete', old.passage_id, old.text);
END;
"""

_GUARDED = ("audit", "runs", *(table.name for table in FACT_TABLES))


_GUARD = """
CREATE TRIGGER {table}_keeps_rows BEFORE UPDATE ON {table} BEGIN
    SELECT RAISE(ABORT, 'a fact is never rewritten');
END;
CREATE TRIGGER {table}_loses_none BEFORE DELETE ON {table}
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE session_id = old.session_id) BEGIN
    SELECT RAISE(ABORT, 'a fact is never deleted');
END;
"""


def guards(*tables: str) -> str:
    """Triggers that make `tables` append-only.

    DELETE is let through inside the transaction that erases a session.
    """
    return "".join(_GUARD.format(table=table) for table in tables)


#: What erases a session's rows, each with its id.
DELETE_SESSION = tuple(f"DELETE FROM {table} WHERE session_id = ?" for table in _GUARDED)  # noqa: S608 - names are constants of this module

_ERASURES_STAY = """
CREATE TRIGGER erasures_keep_rows BEFORE UPDATE ON erasures BEGIN
    SELECT RAISE(ABORT, 'an erasure is never rewritten');
END;
CREATE TRIGGER erasures_lose_none BEFORE DELETE ON erasures BEGIN
    SELECT RAISE(ABORT, 'an erasure is never deleted');
END;
"""

#: Tables whose rows are runs: their ids stand in `runs` too.
RUN_TABLES = frozenset({TRANSCRIPTS, STRETCHES, DIARIZATIONS, ASSIGNMENTS})

#: Names as search looks at them: of the run of segments that counts. What stood there is taken
#: over; the next change reads it anew.
_VERSION_2 = """
CREATE TABLE voices (session_id TEXT NOT NULL, label TEXT NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (session_id, label)) WITHOUT ROWID;
CREATE INDEX voices_by_name ON voices (name);
DROP INDEX speaker_names_by_name;
INSERT INTO voices SELECT n.session_id, n.label, n.name FROM speaker_names n WHERE n.audit_id = (
    SELECT max(m.audit_id) FROM speaker_names m WHERE m.session_id = n.session_id AND m.label = n.label);
"""

#: Script `n` brings a ledger from schema version `n` (`PRAGMA user_version`) to `n + 1`. Scripts
#: are never edited once released.
MIGRATIONS = (_VERSION_1 + guards(*_GUARDED) + _ERASURES_STAY, _VERSION_2)

SCHEMA_VERSION = len(MIGRATIONS)
