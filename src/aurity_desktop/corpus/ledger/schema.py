"""The ledger's database: what tells it from others, its numbered migrations, its append-only tables.

Fact tables only grow, see `fact_tables.py`. Triggers refuse UPDATE, and DELETE too, except inside
the transaction that erases a whole session: it names the session in `erasing` meanwhile and leaves
a row in `erasures`.

*Derived* tables (`catalogue`, `passages`, `passage_index`, `chunk_view`, `voices`) answer lists,
search and counters quickly. They hold nothing that the facts do not say and are rebuilt by
`repair`.

Times are ISO 8601 in UTC with microseconds; positions are samples at 16 kHz; `start`, `end` and
`seconds` are seconds.
"""

from __future__ import annotations

from importlib.resources import files

from aurity_desktop.corpus.ledger.fact_tables import FACT_TABLES

#: "AURL" in the database header: tells a ledger from any other SQLite file.
APPLICATION_ID = 0x4155524C

#: Tables whose rows are neither changed nor deleted, but for an erasure.
APPEND_ONLY = ("audit", "runs", *(table.name for table in FACT_TABLES))

#: What erases a session's rows, each with its id.
DELETE_SESSION = tuple(f"DELETE FROM {table} WHERE session_id = ?" for table in APPEND_ONLY)  # noqa: S608 - names are constants of this module

#: Script `n` brings a ledger from schema version `n` (`PRAGMA user_version`) to `n + 1`. Scripts
#: are never edited once released.
MIGRATIONS = tuple(
    file.read_text(encoding="utf-8")
    for file in sorted(
        (files("aurity_desktop.corpus.ledger") / "migrations").iterdir(), key=lambda file: file.name
    )
    if file.name.endswith(".sql")
)

SCHEMA_VERSION = len(MIGRATIONS)
