"""What is erased is gone, and nothing else is."""

import json
from contextlib import closing
from datetime import timedelta

import pytest

from aurity_desktop.audio.slices.recovery import recover_orphan
from aurity_desktop.corpus.integrity.salvage import repair_corpus
from aurity_desktop.corpus.integrity.verify import verify_corpus
from aurity_desktop.corpus.ledger.fact_tables import FACT_TABLES
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.lifecycle import erasing
from aurity_desktop.corpus.lifecycle.erasing import (
    due_for_erasure,
    enforce_retention,
    erase_session,
    finish_erasures,
    is_due,
)
from aurity_desktop.corpus.transfer.importing import import_session
from aurity_desktop.domain.errors import SessionBusy, SessionHeld, UnknownSession
from aurity_desktop.domain.events import CORPUS_CHAIN, Event
from aurity_desktop.domain.retention import RetentionPolicy
from aurity_desktop.domain.session import SessionState
from tests.corpus.examples import SESSION, STARTED, heard, record_session

OTHER = "session_20260302_090000"
CANARY = "xilofonista"


def everything_on_disk(paths):
    return b"".join(path.read_bytes() for path in paths.data.rglob("*") if path.is_file())


def test_an_erased_session_is_in_no_file_any_more(ledger, paths):
    record_session(ledger, paths, slices=3)
    record_session(ledger, paths, OTHER, slices=2)
    ledger.chunks.record_transcription(heard(1, f"soy {CANARY} de oficio"))
    ledger.speakers.rename(
        SESSION, "SPEAKER_01", CANARY.title(), ledger.speakers.of_session(SESSION)[0].role
    )
    ledger.retention.place_hold(SESSION, CANARY)
    ledger.retention.lift_hold(SESSION, CANARY)
    assert CANARY.encode() in everything_on_disk(paths)
    erase_session(ledger, paths, SESSION, "asked for")
    assert not ledger.sessions.knows(SESSION)
    assert ledger.search.find(CANARY) == []
    assert not paths.session(SESSION).exists()
    ledger.close()
    assert CANARY.encode() not in everything_on_disk(paths)
    assert CANARY.title().encode() not in everything_on_disk(paths)


def damaged_and_repaired(ledger, paths):
    """Rows of the ledger in the file that `repair` put aside."""
    ledger.close()
    with paths.ledger.open("r+b") as file:
        file.seek(18)  # the version of the write-ahead format: no SQLite opens it
        file.write(b"\xff\xff")
    repair_corpus(paths, "ana", recover_orphan)
    (damaged,) = paths.data.glob("ledger.damaged-*.db")
    return damaged


def test_an_erased_session_is_in_no_damaged_ledger_either(ledger, paths):
    record_session(ledger, paths, slices=3)
    ledger.chunks.record_transcription(heard(1, f"soy {CANARY} de oficio"))
    damaged = damaged_and_repaired(ledger, paths)
    assert CANARY.encode() in damaged.read_bytes()
    with closing(SqliteLedger(paths.ledger, "ana")) as made_anew:
        made_anew.sessions.set_state(SESSION, SessionState.FAILED)
        erase_session(made_anew, paths, SESSION, "asked for")
    assert CANARY.encode() not in everything_on_disk(paths)
    assert list(paths.data.glob("ledger.damaged-*")) == []


def test_the_policy_leaves_it_in_no_damaged_ledger_either(recorded, ledger, paths):
    (paths.data / "ledger.damaged-20260101_000000_000000.db").write_text(CANARY)
    (paths.data / "ledger.damaged-20260101_000000_000000.db-wal").write_text(CANARY)
    policy = RetentionPolicy(days=365)
    assert enforce_retention(ledger, paths, policy, STARTED + timedelta(days=1)) == []
    assert CANARY.encode() in everything_on_disk(paths)
    enforce_retention(ledger, paths, policy, STARTED + timedelta(days=366))
    assert CANARY.encode() not in everything_on_disk(paths)


def test_repair_does_not_remove_the_damaged_ledger_that_it_reads(
    recorded, ledger, paths, monkeypatch
):
    damaged = paths.data / "ledger.damaged-20260101_000000_000000.db"
    damaged.write_text("rows")
    monkeypatch.setattr(erasing, "_clear", lambda *_: None)
    ledger.erasures.erase(SESSION, "asked for")
    monkeypatch.undo()
    assert finish_erasures(ledger, paths) == [SESSION]
    assert damaged.exists()


def test_the_others_stay_as_they_were(recorded, ledger, paths):
    record_session(ledger, paths, OTHER, slices=2)
    chunks, chain = ledger.chunks.of_session(OTHER), ledger.audit.rows(OTHER)
    erase_session(ledger, paths, SESSION, "asked for")
    assert ledger.chunks.of_session(OTHER) == chunks
    assert ledger.audit.rows(OTHER) == chain
    assert len(ledger.search.find("fiebre")) == 1
    assert verify_corpus(ledger, paths).ok


def test_a_line_says_that_it_was_here_and_how_its_chain_ended(recorded, ledger, paths):
    head = ledger.audit.head(SESSION)
    erase_session(ledger, paths, SESSION, "asked for")
    row = ledger.database.row(
        "SELECT session_id, user_id, reason, audit_rows, last_hash FROM erasures"
    )
    assert row == (SESSION, "ana", "asked for", head.count, head.last_hash)
    assert ledger.erasures.was_erased(SESSION)
    for table in ("audit", "runs", *(table.name for table in FACT_TABLES)):
        assert ledger.database.row(
            f"SELECT count(*) FROM {table} WHERE session_id = ?", SESSION
        ) == (0,)


def test_facts_stay_guarded_afterwards(recorded, ledger, paths):
    import sqlite3

    record_session(ledger, paths, OTHER, slices=2)
    erase_session(ledger, paths, SESSION, "asked for")
    with pytest.raises(sqlite3.IntegrityError, match="a fact is never deleted"):
        ledger.database.connection.execute("DELETE FROM slices")


def test_what_is_on_hold_is_not_erased(recorded, ledger, paths):
    ledger.retention.place_hold(SESSION, "queja")
    with pytest.raises(SessionHeld):
        erase_session(ledger, paths, SESSION, "asked for")
    assert ledger.sessions.knows(SESSION)
    assert (recorded / "slices" / "000000.wav").exists()


@pytest.mark.parametrize("state", [SessionState.RECORDING, SessionState.FINALIZING])
def test_what_is_at_work_is_not_erased(recorded, ledger, paths, state):
    ledger.sessions.set_state(SESSION, state)
    with pytest.raises(SessionBusy):
        erase_session(ledger, paths, SESSION, "asked for")


def test_what_is_not_there_cannot_be_erased(ledger, paths):
    with pytest.raises(UnknownSession):
        erase_session(ledger, paths, SESSION, "asked for")


def test_the_preview_is_what_the_policy_then_erases(recorded, ledger, paths):
    record_session(ledger, paths, OTHER, slices=2)
    ledger.retention.place_hold(OTHER, "estudio")
    policy, later = RetentionPolicy(days=365), STARTED + timedelta(days=366)
    assert due_for_erasure(ledger, policy, STARTED + timedelta(days=365)) == []
    assert [each.session_id for each in due_for_erasure(ledger, policy, later)] == [SESSION]
    assert enforce_retention(ledger, paths, policy, later) == [SESSION]
    assert enforce_retention(ledger, paths, policy, later) == []
    assert ledger.sessions.knows(OTHER)


def test_an_erasure_that_died_in_the_middle_is_completed_and_not_repaired_away(
    recorded, ledger, paths, monkeypatch
):
    monkeypatch.setattr(erasing, "_clear", lambda *_: None)
    erase_session(ledger, paths, SESSION, "asked for")
    monkeypatch.undo()
    assert recorded.exists()
    ledger.close()
    assert (
        f"{SESSION}: its erasure was completed" in repair_corpus(paths, "ana", recover_orphan).acts
    )
    assert not recorded.exists()
    with closing(SqliteLedger(paths.ledger, "ana")) as again:
        assert not again.sessions.knows(SESSION)
        assert finish_erasures(again, paths) == []


def test_an_erased_session_can_be_brought_back_from_an_export(recorded, exported, ledger, paths):
    chunks = ledger.chunks.of_session(SESSION)
    erase_session(ledger, paths, SESSION, "asked for")
    import_session(ledger, paths, exported)
    assert ledger.chunks.of_session(SESSION) == chunks
    assert not ledger.erasures.was_erased(SESSION)
    erase_session(ledger, paths, SESSION, "asked for again")
    assert ledger.erasures.was_erased(SESSION)


def test_the_corpus_tells_for_good_what_was_erased_and_verify_misses_nothing(
    recorded, ledger, paths
):
    head = ledger.audit.head(SESSION)
    erase_session(ledger, paths, SESSION, "asked for")
    (row,) = ledger.audit.rows(CORPUS_CHAIN)
    assert row.operation == Event.SESSION_ERASED
    assert json.loads(row.metadata) == {
        "session_id": SESSION,
        "reason": "asked for",
        "audit_rows": head.count,
        "last_hash": head.last_hash,
    }
    assert verify_corpus(ledger, paths).ok


@pytest.mark.parametrize(
    "tampering",
    [
        (
            "UPDATE audit SET metadata = replace(metadata, 'asked for', 'never') "
            "WHERE session_id = 'corpus'"
        ),
        "DELETE FROM audit WHERE session_id = 'corpus'",
        "DELETE FROM erasures",
    ],
)
def test_an_erasure_that_somebody_hides_is_found(recorded, ledger, paths, tampering):
    erase_session(ledger, paths, SESSION, "asked for")
    guards = ledger.database.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for (name,) in guards:
        ledger.database.connection.execute(f"DROP TRIGGER {name}")
    ledger.database.connection.execute(tampering)
    report = verify_corpus(ledger, paths)
    assert [check.name for check in report.checks if not check.ok] == ["erasures"]


def test_a_change_of_the_policy_is_noted_once(ledger):
    assert not ledger.retention.note_days(None)
    assert ledger.retention.note_days(30)
    assert not ledger.retention.note_days(30)
    assert ledger.retention.note_days(None)
    assert [json.loads(row.metadata) for row in ledger.audit.rows(CORPUS_CHAIN)] == [
        {"days": 30},
        {"days": None},
    ]


def test_retention_finishes_first_what_a_killed_run_left(recorded, ledger, paths, monkeypatch):
    monkeypatch.setattr(erasing, "_clear", lambda *_: None)
    erase_session(ledger, paths, SESSION, "asked for")
    monkeypatch.undo()
    kept = RetentionPolicy()
    assert is_due(ledger, paths, kept, STARTED)
    assert enforce_retention(ledger, paths, kept, STARTED) == []
    assert not recorded.exists()
    assert not is_due(ledger, paths, kept, STARTED)


def test_what_is_put_on_hold_at_the_last_moment_is_kept_and_the_others_go(
    recorded, ledger, paths, monkeypatch
):
    record_session(ledger, paths, OTHER, slices=2)
    look = erasing.due_for_erasure

    def look_and_be_overtaken(*arguments):
        found = look(*arguments)
        ledger.retention.place_hold(OTHER, "queja")
        return found

    monkeypatch.setattr(erasing, "due_for_erasure", look_and_be_overtaken)
    later = STARTED + timedelta(days=9_999)
    assert enforce_retention(ledger, paths, RetentionPolicy(1), later) == [SESSION]
    assert ledger.sessions.knows(OTHER)


def test_what_could_not_be_scrubbed_is_left_to_the_next_run(recorded, ledger, paths, monkeypatch):
    with monkeypatch.context() as busy:
        busy.setattr(ledger.erasures, "scrub", lambda: False)
        erase_session(ledger, paths, SESSION, "asked for")
    assert list(recorded.iterdir()) == []
    assert is_due(ledger, paths, RetentionPolicy(), STARTED)
    assert finish_erasures(ledger, paths) == [SESSION]
    assert not recorded.exists()


def test_a_reader_in_the_way_delays_the_scrubbing_and_not_the_erasure(recorded, ledger, paths):
    with closing(SqliteLedger(paths.ledger, "other")) as reader, reader.snapshot():
        reader.sessions.all()
        ledger.database.connection.execute("PRAGMA busy_timeout = 50")
        ledger.erasures.erase(SESSION, "asked for")
        assert not ledger.erasures.scrub()
    assert ledger.erasures.scrub()
    assert not ledger.sessions.knows(SESSION)
