"""A row that somebody planted in the ledger by hand ends nothing but the session it stands in."""

from contextlib import closing
from datetime import UTC, datetime

import pytest

from aurity_desktop.application.health.health import live_figures
from aurity_desktop.application.privacy.privacy_figures import privacy_figures
from aurity_desktop.corpus.integrity.verify import look_over, verify_corpus
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.lifecycle.erasing import (
    due_for_erasure,
    enforce_retention,
    erase_session,
    is_due,
)
from aurity_desktop.corpus.transfer.exporting import export_session
from aurity_desktop.domain.retention import Confirmation, RetentionPolicy
from aurity_desktop.domain.search import SearchFilter
from aurity_desktop.entrypoints.job_handlers import JobHandlers
from aurity_desktop.runtime.settings import Settings
from tests.corpus.examples import SESSION, STARTED, record_session, without_fsync

BAD = "session_20240302_090000"
OUTSIDE = "../../../tmp/outside"

_EVENT = """INSERT INTO audit SELECT session_id, audit_id + 1, {timestamp}, '{operation}', user_id,
payload_hash, result_hash, status, '{metadata}', prev_hash, row_hash
FROM audit WHERE session_id = '{session}' ORDER BY audit_id DESC LIMIT 1"""


def an_event(operation, metadata="{}", session=BAD, timestamp="'garbage'"):
    return _EVENT.format(
        operation=operation, metadata=metadata, session=session, timestamp=timestamp
    )


_HOLD = f"""INSERT INTO holds SELECT session_id, max(audit_id), 1, {{reason}}
FROM audit WHERE session_id = '{BAD}'"""

_ANSWER = f"""INSERT INTO consents SELECT session_id, max(audit_id), {{answer}}, 'v', 'es', 'x', ''
FROM audit WHERE session_id = '{BAD}'"""

_LISTED = f"""INSERT INTO catalogue SELECT '{{id}}', created_at, 'recording', reason, sample_count,
chunks, chunks_ok, speakers, language, audit_rows, last_hash FROM catalogue
WHERE session_id = '{BAD}'"""

_PLANNED = f"""INSERT INTO sessions SELECT '{{id}}', audit_id, created_at, source, language, model,
speakers_minimum, speakers_maximum, vocabulary, title FROM sessions WHERE session_id = '{BAD}'"""


def changed(table, **columns):
    told = ", ".join(f"{name} = {value}" for name, value in columns.items())
    return f"UPDATE {table} SET {told} WHERE session_id = '{BAD}'"


PLANTS = {
    "a hold at no time": [an_event("HOLD_PLACED"), _HOLD.format(reason="'x'")],
    "a hold whose reason is no text": [
        an_event("HOLD_PLACED", timestamp="x'ff'"),
        _HOLD.format(reason="x'ff'"),
    ],
    "a beginning that is no time": [changed("sessions", created_at="'yesterday'")],
    "a beginning without a zone": [changed("sessions", created_at="'2020-01-01T00:00:00'")],
    "a beginning in the year 9999": [
        changed("sessions", created_at="'9999-12-31T23:59:59.999999+00:00'"),
        changed("catalogue", created_at="'9999-12-31T23:59:59.999999+00:00'"),
    ],
    "a listed beginning that is no time": [changed("catalogue", created_at="'yesterday'")],
    "a beginning that is a blob": [changed("sessions", created_at="x'00'")],
    "a title that is no UTF-8": [changed("sessions", title="CAST(x'4dff' AS TEXT)")],
    "a vocabulary of another form": [changed("sessions", vocabulary="'{\"a\":1}'")],
    "a vocabulary without an end": [
        changed("sessions", vocabulary="replace(hex(zeroblob(60000)), '0', '[')")
    ],
    "a number of people that is none": [changed("sessions", speakers_minimum="'many'")],
    "a state that is none": [changed("catalogue", state="'mad'")],
    "a length that is none": [changed("catalogue", sample_count="'long'")],
    "an answer that is none": [
        an_event("CONSENT_GIVEN", timestamp="'2024-03-02T00:00:00+00:00'"),
        _ANSWER.format(answer="'maybe'"),
    ],
    "a chunk whose status is none": [changed("chunk_view", status="'well'")],
    "a chunk at no time": [changed("chunk_view", created_at="'noon'")],
    "a slice that is nowhere": [changed("slices", start_sample="'x'", path="x'00'")],
    "a build that says no JSON": [an_event("PROJECTION_REBUILT", "not json")],
    "a passage at no time": [changed("passages", start="'x'", end="9e999")],
    "a passage that is a blob": [changed("passages", text="x'6d650a'")],
    "words that are none": [changed("assignments", words="'[[1e999]]'")],
    "a role that is none": [changed("speaker_names", role="'HACKER'")],
    "an id that leads outside": [_LISTED.format(id=OUTSIDE), _PLANNED.format(id=OUTSIDE)],
    "a length of keeping that is none": [
        an_event("RETENTION_CHANGED", "[]", session="corpus"),
        an_event("RETENTION_CHANGED", "{", session="corpus"),
    ],
}


class Records:
    """Keeps what the worker submits."""

    def __init__(self):
        self.submitted = []

    def submit(self, kind, session_id, **_fields):
        self.submitted.append((kind, session_id))

    def jobs(self, _session_id):
        return []

    def given_up(self, _after):
        return []

    def paused(self):
        return False


@pytest.fixture(params=PLANTS)
def planted(request, paths):
    with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
        without_fsync(ledger)
        record_session(ledger, paths)
        record_session(ledger, paths, BAD)
        ledger.retention.note_days(900)
        execute = ledger.database.connection.execute
        for (trigger,) in execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%keeps_rows'"
        ).fetchall():
            execute(f"DROP TRIGGER {trigger}")
        for statement in PLANTS[request.param]:
            execute(statement)
        yield ledger


def test_lists_figures_holds_and_search_go_on(planted, paths):
    listed = {each.session_id: each for each in planted.sessions.all()}
    assert not listed[SESSION].damaged
    assert BAD in listed
    assert planted.sessions.summary(SESSION).plan.created_at == STARTED
    planted.retention.place_hold(SESSION, "lawsuit")
    assert SESSION in [hold.session_id for hold in planted.retention.holds()]
    planted.retention.lift_hold(SESSION, "over")
    for narrowed in (None, SearchFilter(since=datetime(2024, 1, 1, tzinfo=UTC))):
        found = planted.search.find("fiebre", narrowed)
        assert SESSION in {hit.session_id for hit in found}
    assert live_figures(planted).chunks >= 4
    holds = tuple(planted.retention.holds())
    outlook = RetentionPolicy(3650).outlook(planted.sessions.all(), holds, datetime.now(UTC))
    figures = privacy_figures(planted, outlook)
    assert figures.consented >= 1
    assert not any("cannot be" in check.name for check in look_over(planted, paths, 10).checks)


def test_the_others_are_verified_exported_and_erased_and_so_is_the_bad_one(
    planted, paths, tmp_path
):
    report = verify_corpus(planted, paths)
    assert not any(finding.startswith(SESSION) for finding in report.findings)
    export_session(planted, SESSION, tmp_path / "x.h5", exported_by="ana")
    for hold in planted.retention.holds():
        planted.retention.lift_hold(hold.session_id, "over")
    erase_session(planted, paths, SESSION, "asked for")
    for each in planted.sessions.all():
        erase_session(planted, paths, each.session_id, "asked for")
    assert planted.sessions.all() == []
    assert list(paths.sessions.iterdir()) == []


def test_retention_erases_what_is_due_and_nothing_that_it_cannot_read(planted, paths):
    policy = RetentionPolicy(30)
    now = datetime.now(UTC)
    damaged = {each.session_id for each in planted.sessions.all() if each.damaged}
    planted.retention.confirm(Confirmation(policy.days, now, at_once=True))
    assert is_due(planted, paths, policy, now)
    assert SESSION in {each.session_id for each in due_for_erasure(planted, policy, now)}
    assert SESSION in enforce_retention(planted, paths, policy, now)
    assert damaged <= {each.session_id for each in planted.sessions.all()}


def test_the_worker_goes_on_with_its_rounds(planted, paths):
    records = Records()
    handlers = JobHandlers(paths, Settings(), records)
    handlers.catch_up()
    assert SESSION in {session_id for _, session_id in records.submitted}
    handlers.keep_house()
    assert handlers.somebody_records() is False
    handlers.work_ahead(lambda: False)
