"""The ledger's database: what tells it from others, its append-only tables.

Fact tables only grow, see `fact_tables.py`. Triggers refuse UPDATE, and DELETE too, except inside
the transaction that erases a whole session: it names the session in `erasing` meanwhile and leaves
a row in `erasures`.

The tables are made by the numbered files in `migrations/`.

*Derived* tables (`catalogue`, `passages`, `passage_index`, `chunk_view`, `voices`, `shown_titles`,
`title_index`, `shown_notes`, `note_index`, `shown_note_lines`, `note_line_index`, `shown_runs`,
`run_parts`) answer lists, search and counters quickly, and let a correction read and write what
stands around it. They hold nothing that
the facts do not say and are rebuilt by `repair`.

Times are ISO 8601 in UTC with microseconds; positions are samples at 16 kHz; `start`, `end` and
`seconds` are seconds.
"""

from __future__ import annotations

from aurity_desktop.corpus.ledger.fact_tables import FACT_TABLES

#: "AURL" in the database header: tells a ledger from any other SQLite file.
APPLICATION_ID = 0x4155524C

#: Tables whose rows are neither changed nor deleted, but for an erasure.
APPEND_ONLY = ("audit", "runs", *(table.name for table in FACT_TABLES))

#: What erases a session's rows, each with its id.
DELETE_SESSION = tuple(
    f"DELETE FROM {table} WHERE session_id = ?"  # noqa: S608 - names are constants
    for table in APPEND_ONLY
)
