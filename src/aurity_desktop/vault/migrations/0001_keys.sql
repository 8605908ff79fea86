CREATE TABLE folder (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    folder_id TEXT NOT NULL,
    generation INTEGER NOT NULL,
    ledger_encrypted INTEGER NOT NULL
) STRICT;

CREATE TABLE locks (
    kind TEXT PRIMARY KEY,
    public BLOB NOT NULL,
    ephemeral BLOB NOT NULL,
    encrypted BLOB NOT NULL,
    salt BLOB NOT NULL,
    memory_kib INTEGER NOT NULL,
    passes INTEGER NOT NULL,
    lanes INTEGER NOT NULL,
    made_at TEXT NOT NULL
) STRICT;

CREATE TABLE ledger_keys (
    position INTEGER PRIMARY KEY,
    wrapped BLOB NOT NULL
) STRICT;

CREATE TABLE session_keys (
    session_id TEXT PRIMARY KEY,
    wrapped BLOB NOT NULL,
    whole INTEGER NOT NULL,
    made_at TEXT NOT NULL
) STRICT;
