"""What is erased is gone, and nothing else is."""

import json
import shutil
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from aurity_desktop.audio.slices.recovery import recover_orphan
from aurity_desktop.corpus.integrity.salvage import repair_corpus
from aurity_desktop.corpus.integrity.verify import verify_corpus
from aurity_desktop.corpus.ledger.fact_tables import FACT_TABLES
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.lifecycle import erasing
from aurity_desktop.corpus.lifecycle.erasing import (
    announce_retention,
    due_for_erasure,
    enforce_retention,
    erase_session,
    finish_erasures,
    is_due,
    retention_outlook,
)
from aurity_desktop.corpus.transfer.importing import import_session
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.errors import DiskFull, SessionBusy, SessionHeld, UnknownSession
from aurity_desktop.domain.events import CORPUS_CHAIN, Event
from aurity_desktop.domain.live_corrections import LiveCorrection
from aurity_desktop.domain.patients import Patient
from aurity_desktop.domain.retention import GRACE, Confirmation, RetentionPolicy
from aurity_desktop.domain.session import SessionPlan, SessionState
from aurity_desktop.storage.reserve import Reserve
from tests.corpus.examples import (
    SESSION,
    STARTED,
    heard,
    note_line,
    note_of,
    record_session,
)

OTHER = "session_20260302_090000"
CANARY = "xilofonista"


def say_yes(paths, policy, now):
    """A person's yes, given when the clock says `now`."""
    with closing(SqliteLedger(paths.ledger, "ana", now=lambda: now)) as there:
        there.retention.confirm(Confirmation(policy.days, now, at_once=True))


def be_here(paths, now):
    """Somebody records something."""
    with closing(SqliteLedger(paths.ledger, "ana", now=lambda: now)) as there:
        there.sessions.create(SessionPlan(f"session_{now:%Y%m%d_%H%M%S}", now, "mic"))


def everything_on_disk(paths):
    return b"".join(path.read_bytes() for path in paths.data.rglob("*") if path.is_file())


def test_an_erased_session_is_in_no_file_any_more(ledger, paths):
    record_session(ledger, paths, slices=3)
    record_session(ledger, paths, OTHER, slices=2)
    ledger.chunks.record_transcription(heard(1, f"soy {CANARY} de oficio"))
    ledger.speakers.rename(
        SESSION, "SPEAKER_01", CANARY.title(), ledger.speakers.of_session(SESSION)[0].role
    )
    ledger.sessions.retitle(SESSION, f"{CANARY}, control")
    ledger.sessions.retitle(SESSION, f"control de {CANARY}")
    ledger.patients.assign(SESSION, Patient("p1", CANARY.title(), f"{CANARY}-77"))
    ledger.patients.assign(SESSION, Patient("p1", f"Ana {CANARY}", f"{CANARY}-77"))
    ledger.live_corrections.record(SESSION, LiveCorrection("c1", 0.0, 1.0, CANARY, CANARY.title()))
    ledger.bookmarks.record(SESSION, Bookmark("b1", 0, f"{CANARY}, a solas"))
    ledger.bookmarks.record(SESSION, Bookmark("b1", 0, f"a solas con {CANARY}"))
    ledger.clinical_notes.decide(SESSION, note_line(f"Tos de {CANARY}"))
    ledger.clinical_notes.write(SESSION, "patient", CANARY)
    ledger.clinical_notes.sign(SESSION, "n1", note_of(note_line(CANARY)), f"Tos de {CANARY}")
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
    later = STARTED + timedelta(days=366)
    say_yes(paths, policy, later)
    assert enforce_retention(ledger, paths, policy, later) == [SESSION]
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
    say_yes(paths, policy, later)
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
    *_, row = ledger.audit.rows(CORPUS_CHAIN)
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
    # the guards that were taken away are another finding
    assert [check.name for check in report.checks if not check.ok] == ["ledger", "erasures"]


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
    say_yes(paths, RetentionPolicy(1), later)
    assert enforce_retention(ledger, paths, RetentionPolicy(1), later) == [SESSION]
    assert ledger.sessions.knows(OTHER)


# -- a disk that is full


class FullUntilReleased:
    """A call that finds the disk full as long as the reserve is there."""

    def __init__(self, real, reserve):
        self.real, self.reserve = real, reserve

    def __call__(self, *arguments):
        if self.reserve.exists():
            raise DiskFull(self.reserve.parent)
        return self.real(*arguments)


@pytest.mark.parametrize("step", ["erase", "scrub", "destroy"])
@pytest.mark.parametrize("by_policy", [False, True])
def test_erasing_on_a_full_disk_takes_the_room_of_the_reserve(
    recorded, ledger, paths, monkeypatch, step, by_policy
):
    Reserve(paths.reserve, size=1_000).claim()
    owner = ledger.keys if step == "destroy" else ledger.erasures
    monkeypatch.setattr(
        owner, step, FullUntilReleased(getattr(owner, step), paths.reserve), raising=True
    )
    if by_policy:
        later = STARTED + timedelta(days=9_999)
        say_yes(paths, RetentionPolicy(1), later)
        assert enforce_retention(ledger, paths, RetentionPolicy(1), later) == [SESSION]
    else:
        erase_session(ledger, paths, SESSION, "asked for")
    assert not ledger.sessions.knows(SESSION)
    assert not recorded.exists()
    assert not paths.reserve.exists()


def test_a_disk_that_is_full_without_a_reserve_is_told_and_the_erasure_can_be_done_again(
    recorded, ledger, paths, monkeypatch
):
    def full(*_):
        raise DiskFull(paths.data)

    with monkeypatch.context() as disk:
        disk.setattr(ledger.erasures, "scrub", full)
        with pytest.raises(DiskFull):
            erase_session(ledger, paths, SESSION, "asked for")
    assert finish_erasures(ledger, paths) == [SESSION]
    assert not recorded.exists()


# -- a clock that is wrong

POLICY = RetentionPolicy(days=365)
OVER = STARTED + timedelta(days=400)


def test_a_clock_that_is_years_ahead_erases_and_announces_nothing(recorded, ledger, paths):
    be_here(paths, OVER)
    far = datetime(2099, 1, 1, tzinfo=UTC)
    for day in range(30):
        assert enforce_retention(ledger, paths, POLICY, far + timedelta(days=day)) == []
    assert ledger.retention.record(far).announced == {}
    assert not is_due(ledger, paths, POLICY, far)


def test_what_is_over_its_time_goes_days_after_it_was_announced(recorded, ledger, paths):
    be_here(paths, OVER)
    assert enforce_retention(ledger, paths, POLICY, OVER) == []
    assert [*ledger.retention.record(OVER).announced] == [SESSION]
    almost = OVER + GRACE - timedelta(minutes=1)
    be_here(paths, almost)
    assert enforce_retention(ledger, paths, POLICY, almost) == []
    assert enforce_retention(ledger, paths, POLICY, almost + timedelta(minutes=1)) == [SESSION]


def test_an_announcement_by_a_clock_that_was_ahead_counts_for_nothing(recorded, ledger, paths):
    far = datetime(2099, 1, 1, tzinfo=UTC)
    be_here(paths, far)
    assert enforce_retention(ledger, paths, POLICY, far) == []
    be_here(paths, OVER)  # the clock is set right
    assert enforce_retention(ledger, paths, POLICY, OVER) == []
    assert announce_retention(ledger, POLICY, OVER) == []  # it was done in the line before
    assert enforce_retention(ledger, paths, POLICY, OVER + timedelta(days=1)) == []
    be_here(paths, OVER + GRACE)
    assert enforce_retention(ledger, paths, POLICY, OVER + GRACE) == [SESSION]


def test_what_the_program_does_by_itself_proves_no_date(recorded, ledger, paths):
    """A worker that starts at a wrong time writes rows with that time."""
    be_here(paths, OVER)
    far = datetime(2099, 1, 1, tzinfo=UTC)
    with closing(SqliteLedger(paths.ledger, "ana", now=lambda: far)) as there:
        for event in (Event.PROJECTION_REBUILT, Event.SESSION_RECOVERED, Event.JOB_CREATED):
            there.audit.record_event(SESSION, event, {})
        there.retention.note_days(POLICY.days)
        there.retention.announce([SESSION], far)
    assert ledger.retention.record(far + GRACE).newest_act < far
    assert enforce_retention(ledger, paths, POLICY, far + GRACE) == []


def test_an_imported_session_is_kept_from_its_import_and_proves_no_earlier_date(
    recorded, exported, ledger, paths
):
    ledger.erasures.erase(SESSION, "asked for")
    shutil.rmtree(recorded)
    with closing(SqliteLedger(paths.ledger, "ana", now=lambda: OVER)) as there:
        import_session(there, paths, exported)
    assert ledger.retention.record(OVER).arrived == {SESSION: OVER}
    (expiry,) = retention_outlook(ledger, POLICY, OVER).expiries
    assert expiry.at == OVER + timedelta(days=365)
    assert retention_outlook(ledger, POLICY, OVER).due == ()
    assert ledger.retention.record(OVER - timedelta(seconds=1)).newest_act is None


def test_rows_that_somebody_planted_stop_nothing_and_erase_nothing(recorded, ledger, paths):
    be_here(paths, OVER)
    planted = [
        {"session_id": SESSION, "at": "yesterday"},
        {"session_id": SESSION, "at": "2020-01-01T00:00:00"},
        {"session_id": SESSION, "at": 5},
        {},
    ]
    with ledger.database.transaction():
        for facts in planted:
            ledger.writer.append_event(CORPUS_CHAIN, Event.RETENTION_ANNOUNCED, facts)
            ledger.writer.append_event(
                CORPUS_CHAIN, Event.RETENTION_CONFIRMED, {"days": "all", "before": "x"}
            )
    record = ledger.retention.record(OVER)
    assert (record.announced, record.confirmed) == ({}, ())
    assert enforce_retention(ledger, paths, POLICY, OVER) == []


def test_a_new_length_is_announced_anew(recorded, ledger, paths):
    be_here(paths, OVER)
    ledger.retention.note_days(365)
    announce_retention(ledger, POLICY, OVER)
    ledger.retention.note_days(None)
    ledger.retention.note_days(365)
    assert ledger.retention.record(OVER).announced == {}


def test_the_index_of_imports_is_used(ledger):
    plan = ledger.database.rows(
        "EXPLAIN QUERY PLAN SELECT session_id, max(timestamp) FROM audit "
        "WHERE operation = 'SESSION_IMPORTED' GROUP BY session_id"
    )
    assert "audit_imports" in plan[0][3]


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
