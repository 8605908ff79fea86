"""A witness of the corpus: taken, and compared later with what is there then."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from aurity_desktop.corpus.integrity.corpus_checks import listed_sessions, tombstones
from aurity_desktop.corpus.integrity.time_stamps import time_stamp_check
from aurity_desktop.corpus.ledger import codec
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.errors import CorpusError
from aurity_desktop.domain.events import CORPUS_CHAIN
from aurity_desktop.domain.integrity import Check, VerificationReport
from aurity_desktop.domain.witness import TimeStamp, Witness


def take_witness(ledger: SqliteLedger) -> Witness:
    """The corpus's head, once the head of each session's chain stands in it."""
    row = ledger.audit.witness()
    return Witness(codec.time_from_text(row.timestamp), row.audit_id + 1, row.row_hash)


def compare(
    ledger: SqliteLedger, witnesses: Sequence[Witness], stamp: TimeStamp | None = None
) -> VerificationReport:
    """Whether what was witnessed is still there, as it was then.

    The corpus's chain against each witness, the chain itself, and each session against what the
    chain tells of it. `verify` looks at the rest. With a `stamp`, whether it is of one of them.
    """
    checks = [_compared(ledger, witnesses), tombstones(ledger), listed_sessions(ledger)]
    if stamp is not None:
        checks.append(time_stamp_check(witnesses, stamp))
    return VerificationReport("corpus", tuple(checks))


def _compared(ledger: SqliteLedger, witnesses: Sequence[Witness]) -> Check:
    name = "witness"
    try:
        hashes = [row.row_hash for row in ledger.audit.rows(CORPUS_CHAIN)]
    except (CorpusError, sqlite3.DatabaseError, ValueError) as error:
        return Check(name, (f"{name} cannot be checked: {error}",))
    findings = []
    for witness in witnesses:
        when = witness.moment.isoformat(timespec="seconds")
        if witness.rows > len(hashes):
            findings.append(
                f"what is here is older than the witness of {when}: the corpus's chain has "
                f"{len(hashes)} rows and had {witness.rows}"
            )
        elif witness.rows < 1 or hashes[witness.rows - 1] != witness.last_hash:
            findings.append(
                f"what is here is not what the witness of {when} saw: row {witness.rows - 1} of "
                "the corpus's chain is another"
            )
    return Check(name, tuple(findings), f"{len(witnesses)} compared")
