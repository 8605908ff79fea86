"""The audit chain of a redacted export: the session's rows, in a chain of the export's own.

In the session's own chain the hash of a fact is over its words alone, so whoever has a list of
names tries them all in a moment; each row names its user, and the row's hash would give that user
away as well. So the rows are linked anew: the hash of a fact becomes a commitment (HMAC-SHA-256
under a secret of this export), users and runs get numbers, and of the metadata only numbers and the
program's own words stay as they are. The file then proves that no row of it was changed since. That
it is the session's own chain is shown by who has the ledger, where the secret stands in the row of
the export: the same rows come out again.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from aurity_desktop.corpus.ledger import codec
from aurity_desktop.corpus.ledger.audit_chain import payload_hash
from aurity_desktop.domain.events import GENESIS_HASH, AuditRow, Event, link_hash

#: What came of it is sound, or a consent text: both are too large, or too public, to be guessed.
_OPEN_RESULTS: Final = frozenset(
    {
        Event.CHUNK_PERSISTED,
        Event.CHUNK_ADOPTED,
        Event.CONSENT_GIVEN,
        Event.CONSENT_WITHDRAWN,
    }
)

#: Fields of the metadata that hold the program's own words and nobody else's.
_OPEN_WORDS: Final = frozenset(
    {
        "before",
        "chunk_id",
        "format",
        "kind",
        "label",
        "language",
        "model",
        "redacted",
        "role",
        "state",
        "status",
        "version",
    }
)

_RUN: Final = "run_id"


class Numbers:
    """A number for each name, in the order in which they come: the same name, the same number."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._given: dict[str, str] = {}

    def of(self, name: str) -> str:
        """Such as `user-1`; "" for no name."""
        return self._given.setdefault(name, f"{self._kind}-{len(self._given) + 1}") if name else ""


def reissued(
    rows: Iterable[AuditRow], secret: bytes, runs: Numbers, users: Numbers | None
) -> tuple[AuditRow, ...]:
    """The rows in a chain of their own. `users` is None where their names may be known."""
    previous = GENESIS_HASH
    made: list[AuditRow] = []
    for row in rows:
        has_fact = row.payload_hash != payload_hash((row.metadata,))
        metadata = _metadata(row.metadata, secret, runs)
        proof = _committed(secret, row.payload_hash) if has_fact else payload_hash((metadata,))
        result = row.result_hash
        if result and row.operation not in _OPEN_RESULTS:
            result = _committed(secret, result)
        again = replace(
            row,
            user_id=row.user_id if users is None else users.of(row.user_id),
            payload_hash=proof,
            result_hash=result,
            metadata=metadata,
            prev_hash=previous,
        )
        previous = _link(again)
        made.append(replace(again, row_hash=previous))
    return tuple(made)


def is_chain_of(
    rows: Sequence[AuditRow], secret: bytes, exported: Sequence[AuditRow], *, names: bool
) -> bool:
    """Whether `exported` is what the first rows of this chain become under the secret.

    `names`: whether the export left names out.
    """
    users = Numbers("user") if names else None
    first = rows[: len(exported)]
    return list(reissued(first, secret, Numbers("run"), users)) == list(exported)


def _link(row: AuditRow) -> str:
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


def _metadata(text: str, secret: bytes, runs: Numbers) -> str:
    """An object whose texts are the program's own; {} for what is no object."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        said = {}
    if not isinstance(said, dict):
        return "{}"
    return codec.dumped({name: _value(name, said[name], secret, runs) for name in said})


def _value(name: str, value: Any, secret: bytes, runs: Numbers) -> str | int | float | None:
    if value is None or isinstance(value, (bool, int, float)):
        return value
    text = value if isinstance(value, str) else codec.dumped(value)
    if name == _RUN:
        return runs.of(text)
    return text if name in _OPEN_WORDS else _committed(secret, text)


def _committed(secret: bytes, text: str) -> str:
    return hmac.digest(secret, text.encode("utf-8", "surrogatepass"), "sha256").hex()
