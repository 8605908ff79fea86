"""A session out of what several damaged sources still give of it.

A row of a chain proves itself and, by its payload's hash, its fact: so the rows of a torn ledger
and those of a session file can be joined, and what comes out was recorded like this.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from aurity_desktop.corpus.ledger.audit_chain import Head, follows, payload_hash
from aurity_desktop.corpus.ledger.fact_tables import Fact
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.events import AuditRow

#: Facts and chain, neither proven nor complete.
Rows: TypeAlias = tuple[list[Fact], list[AuditRow]]


@dataclass(frozen=True, slots=True)
class Found:
    """The beginning of a session's chain that holds, each row with its fact, and from where."""

    source: str
    facts: list[Fact]
    audit: list[AuditRow]


def rows_of_ledger(damaged: SqliteLedger, session_id: str) -> Rows:
    """Every row of the session that the damaged ledger still gives."""
    audit = damaged.audit.readable(session_id)
    return damaged.facts.readable(session_id, audit), audit


def found_in(session_id: str, sources: dict[str, Rows]) -> list[Found]:
    """What each source gives of the session, and what they give together; the longest first.

    Without those that give nothing.
    """
    joined = {**sources, " and ".join(sources): _joined(list(sources.values()))}
    found = [_holding(session_id, name, rows) for name, rows in joined.items()]
    return sorted((each for each in found if each.facts), key=lambda each: -len(each.audit))


def count_of(sources: dict[str, Rows]) -> int:
    """How long the chain was at least, by the last row that any source has of it."""
    return max((row.audit_id + 1 for _, audit in sources.values() for row in audit), default=0)


def holding_chain(chain_id: str, rows: Sequence[AuditRow]) -> list[AuditRow]:
    """The beginning of a chain of events without facts, as far as it holds."""
    return _holding(chain_id, "", ([], list(rows))).audit


def _joined(sources: Sequence[Rows]) -> Rows:
    facts = [fact for found, _ in sources for fact in found]
    return facts, [row for _, audit in sources for row in audit]


def _holding(session_id: str, source: str, rows: Rows) -> Found:
    proven = {(fact.audit_id, _digest(fact)): fact for fact in rows[0]}
    at: defaultdict[object, list[AuditRow]] = defaultdict(list)
    for row in rows[1]:
        at[row.audit_id].append(row)
    facts: list[Fact] = []
    audit: list[AuditRow] = []
    head = Head()
    while found := [row for row in at[head.count] if _fits(row, head, session_id)]:
        row = found[0]
        if row.payload_hash != payload_hash((row.metadata,)):
            fact = proven.get((row.audit_id, row.payload_hash))
            if fact is None:
                break
            facts.append(fact)
        audit.append(row)
        head = Head(head.count + 1, row.row_hash)
    return Found(source, facts, audit)


def _fits(row: AuditRow, head: Head, session_id: str) -> bool:
    try:
        return follows(row, head, session_id)
    except (TypeError, AttributeError, ValueError):  # a planted row: bytes for a text
        return False


def _digest(fact: Fact) -> str:
    return hashlib.sha256(fact.values.encode("utf-8", "surrogatepass")).hexdigest()
