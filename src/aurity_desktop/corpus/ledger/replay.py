"""Making a session's ledger rows anew from its facts and its audit chain, verbatim."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from aurity_desktop.corpus.ledger import codec, fact_tables
from aurity_desktop.corpus.ledger.audit_chain import Head, payload_hash
from aurity_desktop.corpus.ledger.derived import DerivedTables
from aurity_desktop.corpus.ledger.fact_tables import (
    RUN_TABLES,
    Fact,
    FactTable,
    fact_table,
    noted_version,
)
from aurity_desktop.corpus.ledger.fact_values import Decoded, check_audit, check_facts
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.errors import DamagedRow
from aurity_desktop.domain.events import AuditRow
from aurity_desktop.domain.session import SessionState
from aurity_desktop.domain.transcript import ChunkStatus, ChunkTranscription

_OF_NOTES = frozenset(
    table.name
    for table in (fact_tables.NOTE_ENTRIES, fact_tables.NOTE_TEXTS, fact_tables.SIGNED_NOTES)
)


class NotReplayable(Exception):
    """Facts and chain do not fit together; `str` says where."""


def unproven_facts(facts: Iterable[Fact], audit: Sequence[AuditRow]) -> list[str]:
    """Facts that their audit row does not prove, and audit rows whose fact is missing.

    Empty when all is well.
    """
    hashes = {row.audit_id: row.payload_hash for row in audit}
    findings, seen = [], set()
    for fact in facts:
        where = f"{fact.table} row of audit row {fact.audit_id}"
        if fact.audit_id in seen:
            findings.append(f"{where} occurs twice")
        seen.add(fact.audit_id)
        digest = hashlib.sha256(fact.values.encode("utf-8", "surrogatepass")).hexdigest()
        if fact.audit_id not in hashes:
            findings.append(f"{where} was added: there is no such audit row")
        elif hashes[fact.audit_id] != digest:
            findings.append(f"{where} was changed: its hash does not match")
    findings += [
        f"the fact of audit row {row.audit_id} ({row.operation}) is missing"
        for row in audit
        if row.audit_id not in seen and row.payload_hash != payload_hash((row.metadata,))
    ]
    return findings


def insert_session(
    connection: sqlite3.Connection,
    session_id: str,
    facts: Sequence[Fact],
    audit: Sequence[AuditRow],
) -> None:
    """All rows of a session, as they were, and the derived tables made from them.

    Inside the caller's transaction.

    Raises NotReplayable; a foreign file may hold anything, so every row is checked before it goes
    in.
    """
    for finding in unproven_facts(facts, audit):
        raise NotReplayable(finding)
    try:
        check_audit(audit)
        versions = {row.audit_id: noted_version(row.metadata) for row in audit}
        rows = [_row(fact, versions.get(fact.audit_id, 1), session_id) for fact in facts]
        check_facts([_fields(row) for row in rows])
    except DamagedRow as error:
        raise NotReplayable(error.detail) from error
    try:
        _insert(connection, session_id, rows, audit)
        derive(connection, session_id, facts, audit)
    except (sqlite3.IntegrityError, ValueError, TypeError, KeyError, OverflowError) as error:
        # a row twice, a state that is none, a run of another session: well-formed, and not what the
        # app writes
        raise NotReplayable(str(error)) from error


def insert_audit(
    connection: sqlite3.Connection, session_id: str, audit: Sequence[AuditRow]
) -> None:
    """Rows of a chain, as they were. Inside the caller's transaction. Raises sqlite3.Error."""
    connection.executemany(
        "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                session_id,
                row.audit_id,
                row.timestamp,
                str(row.operation),
                row.user_id,
                row.payload_hash,
                row.result_hash,
                str(row.status),
                row.metadata,
                row.prev_hash,
                row.row_hash,
            )
            for row in audit
        ],
    )


def _insert(
    connection: sqlite3.Connection,
    session_id: str,
    rows: Sequence[tuple[FactTable, int, list[Any]]],
    audit: Sequence[AuditRow],
) -> None:
    insert_audit(connection, session_id, audit)
    for table, audit_id, values in rows:
        connection.execute(table.insert, (session_id, audit_id, *values))
        if table.name in RUN_TABLES:
            connection.execute(
                "INSERT INTO runs VALUES (?, ?, ?, ?)",
                (values[0], session_id, audit_id, table.name),
            )


def derive(
    connection: sqlite3.Connection,
    session_id: str,
    facts: Sequence[Fact],
    audit: Sequence[AuditRow],
) -> None:
    """The derived tables of a session that has none, from its facts.

    Not of its segments: what is read is `SessionReadings.show`'s to derive.
    """
    derived = DerivedTables(connection)
    times = {row.audit_id: row.timestamp for row in audit}
    for fact in sorted(facts, key=lambda fact: fact.audit_id):
        _apply(derived, session_id, fact, times.get(fact.audit_id, ""))
    if any(fact.table in _OF_NOTES for fact in facts):
        derived.clinical_note_changed(session_id)
    if audit:
        derived.chain_extended(session_id, Head(len(audit), audit[-1].row_hash))


def _apply(
    derived: DerivedTables,
    session_id: str,
    fact: Fact,
    timestamp: str,
) -> None:
    row = fact.fields
    match fact.table:
        case fact_tables.SESSIONS.name:
            derived.session_created(session_id, row["created_at"], row["language"])
            derived.titled(session_id)
        case fact_tables.TITLES.name | fact_tables.PATIENTS.name:
            derived.titled(session_id)
        case fact_tables.BOOKMARKS.name:
            bookmark = Bookmark(row["bookmark_id"], row["at_sample"], row["text"])
            derived.noted(session_id, bookmark if row["active"] else None, bookmark.bookmark_id)
        case fact_tables.STATES.name:
            derived.state_changed(session_id, SessionState(row["state"]), row["reason"])
        case fact_tables.SLICES.name:
            derived.slice_recorded(session_id, row["number"], row["sample_count"], timestamp)
        case fact_tables.TRANSCRIPTIONS.name:
            derived.chunk_transcribed(_transcription(session_id, row), fact.audit_id)
        case fact_tables.TRANSCRIPTS.name:
            derived.language_heard(session_id, row["language"])


def _transcription(session_id: str, row: dict[str, Any]) -> ChunkTranscription:
    return ChunkTranscription(
        session_id=session_id,
        chunk_number=row["chunk_number"],
        words=tuple(codec.words_from_json(row["words"])),
        status=ChunkStatus(row["status"]),
        language=row["language"],
    )


def _row(fact: Fact, version: int, session_id: str) -> tuple[FactTable, int, list[Any]]:
    """The fact's table, its key, and a value for each column: None in those that are younger."""
    try:
        table = fact_table(fact.table)
    except KeyError as error:
        raise NotReplayable(
            f"there is no table {fact.table!r}: it was written by a newer version of Aurity, or "
            "is not its"
        ) from error
    where = f"the fact of audit row {fact.audit_id}"
    if version > table.version:
        raise NotReplayable(
            f"{where} was written by a newer version of Aurity: "
            f"{table.name} version {version}, this program knows {table.version}"
        )
    try:
        values = json.loads(fact.values)
        its_form = codec.dumped(values)
    except (ValueError, RecursionError) as error:
        raise NotReplayable(f"{where} is not JSON") from error
    if its_form != fact.values:
        raise NotReplayable(f"{where} is not in the one form that its hash is taken over")
    columns = table.columns_of(version)
    if not isinstance(values, list) or len(values) != len(columns):
        raise NotReplayable(f"{where} has other columns")
    if not all(isinstance(value, (str, int, float, type(None))) for value in values):
        raise NotReplayable(f"{where} holds no plain values")
    if table.name == fact_tables.SLICES.name:
        _check_slice_path(dict(zip(columns, values, strict=True)), session_id)
    return table, fact.audit_id, [*values, *[None] * (len(table.columns) - len(columns))]


def _fields(row: tuple[FactTable, int, list[Any]]) -> Decoded:
    table, _, values = row
    return table.name, dict(zip(table.columns, values, strict=True))


def _check_slice_path(row: dict[str, Any], session_id: str) -> None:
    """Only the one place where a slice belongs is taken from a file.

    A path is read, and one day deleted.
    """
    if row["path"] != f"sessions/{session_id}/slices/{row['number']:06}.wav":
        raise NotReplayable(f"slice {row['number']} claims to be at {row['path']!r}")
