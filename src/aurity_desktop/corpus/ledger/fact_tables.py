"""The tables of facts, the columns of each, and which of them each version of a fact has.

A *fact* row is keyed by `(session_id, audit_id)`: the audit row of the same key was written in the
same transaction, and its `payload_hash` is the SHA-256 over the canonical JSON list of the fact's
fields, in the order of the columns. The newest row, the one with the highest `audit_id`, counts.

**Versions.** A fact keeps the fields that it had when it was written. A table that gets another
column gets another version: the column is added at the end (`FactTable.added`, and a numbered
migration with `ALTER TABLE … ADD COLUMN` that leaves NULL in the rows that are there). A fact of
version 2 or later says so in its audit row's metadata (`fact_version`), which the chain's hash
covers; where nothing is said it is version 1. Its hash covers the fields of its own version, so
older rows keep proving what they say. Facts travel in session files too: a new version of a fact
comes with a new version of the layout, so that an older program says of the file that it is newer.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aurity_desktop.domain.events import Metadata

#: The field of an audit row's metadata that tells the version of its fact; absent means 1.
_VERSION_FIELD = "fact_version"


@dataclass(frozen=True, slots=True)
class FactTable:
    """A table of facts.

    `first` are the columns of version 1, behind `session_id` and `audit_id`; `added` has one tuple
    for each later version: the columns that it brought.
    """

    name: str
    first: tuple[str, ...]
    added: tuple[tuple[str, ...], ...] = ()

    @property
    def version(self) -> int:
        """Of the facts that this program writes."""
        return 1 + len(self.added)

    @property
    def columns(self) -> tuple[str, ...]:
        """All of them, which are the fields of the newest version."""
        return self.columns_of(self.version)

    def columns_of(self, version: int) -> tuple[str, ...]:
        """The fields that a fact of this version has."""
        return sum(self.added[: version - 1], self.first)

    @property
    def insert(self) -> str:
        """SQL: one row, all columns."""
        names = ", ".join(("session_id", "audit_id", *self.columns))
        marks = ", ".join("?" * (len(self.columns) + 2))
        return f"INSERT INTO {self.name} ({names}) VALUES ({marks})"  # noqa: S608 - constants

    @property
    def select(self) -> str:
        """SQL: the `audit_id` and all columns of a session's rows."""
        columns = ", ".join(self.columns)
        return f"SELECT audit_id, {columns} FROM {self.name} WHERE session_id = ?"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of a fact table.

    `values` is the canonical JSON list of its fields, those of the version in which it was written;
    its SHA-256 is the audit row's payload hash.
    """

    audit_id: int
    table: str
    values: str

    @property
    def fields(self) -> dict[str, Any]:
        """By column; None for a field that is younger than the fact. For facts that are proven."""
        columns = fact_table(self.table).columns
        found = json.loads(self.values)
        return dict.fromkeys(columns) | dict(zip(columns, found, strict=False))


def version_note(table: FactTable) -> Metadata:
    """What the metadata of a new fact's audit row says of its version: nothing for version 1."""
    return {_VERSION_FIELD: table.version} if table.version > 1 else {}


def noted_version(metadata: str) -> int:
    """The version of the fact whose audit row has this metadata.

    1 where it says nothing of it, and where it says what is no version.
    """
    if f'"{_VERSION_FIELD}"' not in metadata:
        return 1
    try:
        said = json.loads(metadata)
    except (ValueError, RecursionError):
        return 1
    version = said.get(_VERSION_FIELD) if isinstance(said, dict) else None
    return version if isinstance(version, int) and version > 1 else 1


def written_fields(table: FactTable, version: int, row: Sequence[Any]) -> list[Any]:
    """Of a row with all columns, the fields that the fact had when it was written.

    A younger column that is not empty in it was filled in later, so it is kept: then the fact does
    not match its hash. Of a newer version than this program knows, all that there is.
    """
    count = len(table.columns_of(version))
    younger_is_empty = all(value is None for value in row[count:])
    return list(row[:count]) if younger_is_empty else list(row)


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
TITLES = FactTable("titles", ("title",))
REVIEW_MARKS = FactTable("review_marks", ("reviewed",))
BOOKMARKS = FactTable("bookmarks", ("bookmark_id", "at_sample", "text", "active"))
LIVE_CORRECTIONS = FactTable(
    "live_corrections", ("correction_id", "start", "end", "heard", "text", "active")
)
NOTE_ENTRIES = FactTable(
    "note_entries", ("entry_id", "state", "kind", "section", "text", "found", "start", "end")
)
NOTE_TEXTS = FactTable("note_texts", ("section", "text"))
SIGNED_NOTES = FactTable("signed_notes", ("note_id", "version", "content", "text"))
PATIENTS = FactTable("patients", ("patient_id", "name", "record_number", "birth_date"))

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
    TITLES,
    REVIEW_MARKS,
    BOOKMARKS,
    LIVE_CORRECTIONS,
    NOTE_ENTRIES,
    NOTE_TEXTS,
    SIGNED_NOTES,
    PATIENTS,
)

#: Tables whose rows are runs: their ids stand in the table `runs` too.
RUN_TABLES = frozenset({TRANSCRIPTS.name, STRETCHES.name, DIARIZATIONS.name, ASSIGNMENTS.name})


def fact_table(name: str) -> FactTable:
    """Raises KeyError where there is none of this name."""
    for table in FACT_TABLES:
        if table.name == name:
            return table
    raise KeyError(name)
