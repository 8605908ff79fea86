"""Named mutations of the databases and of the keys in them; see `named.py`."""

from __future__ import annotations

from tests.mutants.named import Named
from tests.mutants.operators import Change, doing, instead, without

_OPENER = ("tests/storage/test_sqlite.py",)
_JOBS = ("tests/jobs/test_jobs_database.py",)
_LEDGER = ("tests/corpus/ledger/test_ledger_database.py",)
_REKEYING = ("tests/corpus/ledger/test_rekeying.py",)
_KEYS = ("tests/vault/test_key_store.py",)
_WRAPPED = ("tests/vault/test_wrapped_keys.py",)
_FORGED = ("tests/vault/test_forged_keys.py",)
_KEYRINGS = ("tests/vault/test_system_keyring_backends.py",)


def _shown(title: str, module: str, kind: str, hidden: str = "field(repr=False)") -> Named:
    return Named(title, module, kind, instead(hidden, "field()"), _WRAPPED)


def _forged(title: str, module: str, function: str, change: Change) -> Named:
    return Named(title, module, function, change, _FORGED)


def _opener(title: str, function: str, change: Change) -> Named:
    return Named(title, "storage/sqlite.py", function, change, _OPENER)


def _rekeying(title: str, function: str, change: Change) -> Named:
    return Named(title, "corpus/ledger/rekeying.py", function, change, _REKEYING)


def _keys(title: str, function: str, change: Change) -> Named:
    return Named(title, "vault/key_store.py", function, change, _KEYS)


DATABASES: tuple[Named, ...] = (
    _opener(
        "SQLite is asked to roll back what it has rolled back itself",
        "Database._roll_back",
        doing("self.connection.execute('ROLLBACK')"),
    ),
    _opener(
        "a transaction does not see that one is open",
        "Database.transaction",
        instead("self.connection.in_transaction", "False"),
    ),
    _opener(
        "a snapshot begins with its first look and not at once",
        "Database.snapshot",
        instead(
            "self.connection.execute('SELECT 1 FROM sqlite_master LIMIT 1').fetchone()", "None"
        ),
    ),
    _opener(
        "a database of a newer version is opened",
        "Database._is_ours",
        instead("version > self.format.version", "False"),
    ),
    _opener(
        "a migration is taken by each process that found it missing",
        "Database.migrate",
        instead("version < self.format.version", "True"),
    ),
    Named(
        "jobs.db does not wait for the disk",
        "storage/sqlite.py",
        "Synchronous",
        instead("2", "0"),
        _JOBS,
    ),
    Named(
        "the ledger waits for the disk at checkpoints only",
        "storage/sqlite.py",
        "Synchronous",
        instead("2", "1"),
        _LEDGER,
    ),
    _keys("keys.db is kept without its pragmas", "KeyStore._connected", without("set_pragmas")),
    _keys("keys.db has a write-ahead log", "", instead("JournalMode.ROLLBACK", "JournalMode.WAL")),
    _keys(
        "keys.db does not force its journal's folder",
        "",
        instead("Synchronous.EXTRA", "Synchronous.FULL"),
    ),
    _keys(
        "keys.db does not overwrite what is deleted",
        "",
        instead(
            "Pragmas(JournalMode.ROLLBACK, Synchronous.EXTRA, secure_delete=True)",
            "Pragmas(JournalMode.ROLLBACK, Synchronous.EXTRA, secure_delete=False)",
        ),
    ),
    _keys(
        "keys.db is read in more than one state",
        "KeyStore.reading",
        doing("with self._opened() as database:\n    yield KeyRows(database.connection)"),
    ),
    Named(
        "a copy of a database is not forced to the disk",
        "storage/durable.py",
        "force_file",
        without("_force_content"),
        ("tests/corpus/ledger/test_rekeying.py",),
    ),
    Named(
        "the name of a copy of a database is not forced",
        "storage/durable.py",
        "force_file",
        without("sync_folder"),
        ("tests/corpus/ledger/test_rekeying.py",),
    ),
    _rekeying("rekeying's copy is not proved", "_build", without("_prove")),
    _rekeying(
        "rekeying's copy may lack tables and triggers",
        "_prove",
        instead("_schema(found) != _schema(connection)", "False"),
    ),
    Named(
        "Argon2id of a passphrase at 64 KiB and one pass",
        "vault/locks.py",
        "Cost",
        lambda tree: instead("64 * 1024", "64")(tree) + instead("3", "1")(tree),
        _WRAPPED,
    ),
    Named(
        "Argon2id of the window's lock at 64 KiB and one pass",
        "vault/window_secret.py",
        "",
        instead("(64 * 1024, 3, 4)", "(64, 1, 1)"),
        _WRAPPED,
    ),
    Named(
        "locks are bound to nothing",
        "vault/locks.py",
        "_associated_data",
        doing("return b''"),
        _WRAPPED,
    ),
    Named(
        "session keys are bound to nothing",
        "vault/rotation.py",
        "session_subject",
        doing("return b''"),
        _WRAPPED,
    ),
    Named(
        "ledger keys are bound to nothing",
        "vault/rotation.py",
        "",
        instead("b'ledger key'", "b''"),
        _WRAPPED,
    ),
    _forged(
        "a changed keys.db is opened",
        "vault/key_rows.py",
        "KeyFile.check",
        instead("hmac.compare_digest(self.mac, self.authentication(master))", "True"),
    ),
    _forged(
        "keys.db is not proved in the transaction that changes it",
        "vault/master.py",
        "MasterKey._transaction",
        without("check"),
    ),
    _forged(
        "anybody's master key is taken out of a lock",
        "vault/locks.py",
        "opened",
        instead("_voucher(derived(private, _AUTHENTICATOR), lock.kind, master)", "lock.voucher"),
    ),
    _forged(
        "triggers in keys.db are run",
        "vault/key_store.py",
        "KeyStore._opened",
        without("_refuse_programs"),
    ),
    Named(
        "a keyring that keeps nothing is taken",
        "vault/system_keyring.py",
        "_backend",
        instead("not useful", "False"),
        _KEYRINGS,
    ),
    Named(
        "a keyring that keeps secrets in plain sight is taken",
        "vault/system_keyring.py",
        "",
        instead("'keyrings.alt'", "'keyrings.none'"),
        _KEYRINGS,
    ),
    Named(
        "a plaintext keyring in a chain is written to",
        "vault/system_keyring.py",
        "_backend",
        instead("useful[0]", "found"),
        _KEYRINGS,
    ),
    _shown("a cipher shows its key", "encrypted/aes.py", "AesCipher"),
    _shown("what opens the vault shows in a text", "vault/key_handover.py", "WholeVault"),
    _shown("keys for a child show in a text", "vault/key_handover.py", "SomeKeys"),
    _shown("the master key shows in a text", "vault/rotation.py", "Opened"),
    _shown("a session's wrapped key shows in a text", "vault/key_rows.py", "SessionKey"),
)
