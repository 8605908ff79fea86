"""The audit chain of a session: `row_hash = SHA-256(prev_hash ‖ canonical row)`, from 64 zeros on.

The chain alone finds any row that was changed, added, lost or moved, but not that its end was cut
off; so its *head* (how many rows, the last hash) is kept elsewhere as well: in the ledger's
catalogue and in each session file's manifest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from aurity_desktop.domain.events import (
    GENESIS_HASH,
    AuditRow,
    AuditStatus,
    Event,
    canonical,
    link_hash,
)

_CLOCK_TOLERANCE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain: `count` rows, the last of which has `last_hash`."""

    count: int = 0
    last_hash: str = GENESIS_HASH


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """What is wrong at which place of a chain."""

    audit_id: int
    detail: str


def payload_hash(values: Sequence[object]) -> str:
    """SHA-256 over the canonical JSON list of a fact's column values."""
    return hashlib.sha256(canonical(list(values))).hexdigest()


def next_row(
    head: Head,
    *,
    session_id: str,
    timestamp: str,
    operation: Event,
    user_id: str,
    payload_hash: str,
    result_hash: str,
    status: AuditStatus,
    metadata: str,
) -> AuditRow:
    """The row that follows `head`."""
    row_hash = link_hash(
        session_id=session_id,
        audit_id=head.count,
        timestamp=timestamp,
        operation=operation.value,
        user_id=user_id,
        payload_hash=payload_hash,
        result_hash=result_hash,
        status=status.value,
        metadata=metadata,
        prev_hash=head.last_hash,
    )
    return AuditRow(
        session_id,
        head.count,
        timestamp,
        operation,
        user_id,
        payload_hash,
        result_hash,
        status,
        metadata,
        head.last_hash,
        row_hash,
    )


def broken_links(session_id: str, rows: Iterable[AuditRow], head: Head | None) -> list[BrokenLink]:
    """Everything that is wrong with a chain, in order; empty when it holds.

    `rows` in the order in which they are stored. Each row is judged against its predecessor as
    stored, so that one changed row is one finding and not a finding for every row behind it.
    """
    findings: list[BrokenLink] = []
    expected_id, previous = 0, GENESIS_HASH
    for row in rows:
        if row.session_id != session_id:
            findings.append(BrokenLink(row.audit_id, f"belongs to session {row.session_id}"))
        if row.audit_id != expected_id:
            findings.append(BrokenLink(row.audit_id, f"stands where row {expected_id} is expected"))
        if row.prev_hash != previous:
            findings.append(BrokenLink(row.audit_id, "does not follow the row before it"))
        if row.row_hash != _hash_of(row):
            findings.append(BrokenLink(row.audit_id, "was changed: its hash does not match"))
        expected_id, previous = row.audit_id + 1, row.row_hash
    if head is not None and (expected_id, previous) != (head.count, head.last_hash):
        findings.append(
            BrokenLink(
                expected_id,
                f"the chain ends after {expected_id} rows; "
                f"its head says {head.count} and another last hash"
                if expected_id == head.count
                else f"the chain ends after {expected_id} rows; its head says {head.count}",
            )
        )
    return findings


def follows(row: AuditRow, head: Head, session_id: str) -> bool:
    """Whether the row is the one that comes behind `head` in the session's chain."""
    return (
        row.session_id == session_id
        and (row.audit_id, row.prev_hash) == (head.count, head.last_hash)
        and row.row_hash == _hash_of(row)
    )


def clock_set_back(rows: Iterable[AuditRow]) -> list[BrokenLink]:
    """Where the clock of a chain goes back by more than a minute.

    No link is broken by it: a clock is set right now and then, and processes that write one chain
    read it a moment before they write. But a time that was given by hand looks like this, too.
    """
    steps, before = [], None
    for row in rows:
        try:
            moment = datetime.fromisoformat(row.timestamp).astimezone(UTC)
        except (ValueError, OverflowError):
            continue  # no time: `broken_links` and the facts tell
        if before is not None and (back := before - moment) > _CLOCK_TOLERANCE:
            seconds = f"{back.total_seconds():.0f} s"
            steps.append(BrokenLink(row.audit_id, f"the clock was set back by {seconds} before it"))
        before = moment
    return steps


def _hash_of(row: AuditRow) -> str:
    return link_hash(
        session_id=row.session_id,
        audit_id=row.audit_id,
        timestamp=row.timestamp,
        operation=row.operation,
        user_id=row.user_id,
        payload_hash=row.payload_hash,
        result_hash=row.result_hash,
        status=row.status,
        metadata=row.metadata,
        prev_hash=row.prev_hash,
    )
