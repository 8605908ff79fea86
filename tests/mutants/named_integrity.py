"""Named mutations of messages, of what a child answers, and of what verify finds."""

from __future__ import annotations

from tests.mutants.named import Named
from tests.mutants.operators import instead, without

_CORPUS = ("tests/corpus/integrity/test_corpus_checks.py",)
_WITNESS = ("tests/cli/test_witness.py",)

INTEGRITY: tuple[Named, ...] = (
    Named(
        "a message of any data folder wakes the worker up",
        "jobs/messages.py",
        "decode",
        instead(
            "not hmac.compare_digest("
            "mac.encode('utf-8', 'replace'), _mac(job_id, key).encode('ascii'))",
            "False",
        ),
        ("tests/jobs/test_queue.py",),
    ),
    Named(
        "a schedule that somebody planted is read",
        "jobs/message_store.py",
        "MessageStore.read_schedule",
        instead("[]", "self._inner.read_schedule(_timestamp)"),
        ("tests/jobs/test_queue.py",),
    ),
    Named(
        "a child answers fields of any type",
        "corpus/session_file/sandbox_answers.py",
        "_record",
        instead(
            "not all((is_valid(value) for is_valid, value in zip(valid, values, strict=True)))",
            "False",
        ),
        ("tests/corpus/session_file/test_sandbox.py",),
    ),
    Named(
        "a session comes into the list untold",
        "corpus/ledger/sessions.py",
        "SqliteSessions.create",
        without("note_listed"),
        _CORPUS,
    ),
    Named(
        "a withdrawal notes no head",
        "corpus/ledger/consents.py",
        "SqliteConsents.record",
        without("note_head"),
        _CORPUS,
    ),
    Named(
        "an export notes no head",
        "corpus/ledger/audit_log.py",
        "SqliteAuditLog.record_event",
        without("note_head"),
        _CORPUS,
    ),
    Named(
        "a witness covers no session that went on",
        "corpus/ledger/audit_log.py",
        "SqliteAuditLog.witness",
        without("note_head"),
        _WITNESS,
    ),
)
