"""Named mutations of what is read from others, of what of it is shown, and of the network."""

from __future__ import annotations

from tests.mutants.named import Named
from tests.mutants.operators import instead, without

_DECODED = ("tests/audio/capture/test_decoded_file.py",)

FOREIGN_FILES: tuple[Named, ...] = (
    Named(
        "the child that decodes shares the memory of the recorder",
        "audio/capture/decoded_file.py",
        "DecodedFile.__init__",
        instead("'spawn'", "'fork'"),
        _DECODED,
    ),
    Named(
        "the child that decodes keeps the recorder's pipes",
        "audio/capture/decoded_file.py",
        "_confined",
        without("leave_standard_streams"),
        _DECODED,
    ),
    Named(
        "the child that decodes may go out",
        "audio/capture/decoded_file.py",
        "_confined",
        without("forbid_network"),
        _DECODED,
    ),
    Named(
        "the child that reads a session file may go out",
        "corpus/session_file/sandbox.py",
        "_run",
        without("forbid_network"),
        ("tests/corpus/integrity/test_hostile.py",),
    ),
    Named(
        "the worker may go out",
        "entrypoints/worker.py",
        "_serve",
        instead("not settings.queue_url and forbid_network()", "False"),
        ("tests/entrypoints/test_worker.py",),
    ),
    Named(
        "any codec is decoded",
        "audio/capture/decoding.py",
        "AudioFile.__init__",
        instead("name in CODECS", "True"),
        _DECODED,
    ),
    Named(
        "a label is computed by a spreadsheet",
        "export/spreadsheet.py",
        "_row",
        instead("_no_formula(line.speaker)", "line.speaker"),
        ("tests/export/test_documents.py",),
    ),
    Named(
        "a title drives the terminal",
        "cli/output.py",
        "table",
        instead("map(one_line, row)", "row"),
        ("tests/cli/test_hostile_text.py",),
    ),
    Named(
        "a line of a result is as many as a name makes of it",
        "cli/output.py",
        "joined",
        instead("map(one_line, parts)", "parts"),
        ("tests/cli/test_hostile_text.py",),
    ),
    Named(
        "an hour with a connection is counted as one without",
        "runtime/network_record.py",
        "NetworkRecord.add",
        instead("seen or still_open", "seen"),
        ("tests/runtime/test_network_record.py",),
    ),
    Named(
        "a day of the network is noted twice",
        "corpus/ledger/audit_log.py",
        "SqliteAuditLog.note_network_day",
        instead("_told(row).get('day') == day.day", "False"),
        ("tests/contracts/test_ledger_audit.py",),
    ),
)
