import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from aurity_desktop.application.health.health import (
    SILENT_SECONDS,
    corpus_check,
    examine,
    privacy_checks,
    worker_check,
)
from aurity_desktop.application.privacy.privacy_figures import PrivacyFigures, privacy_figures
from aurity_desktop.application.privacy.retention import Retention
from aurity_desktop.domain.consent import Consent, ConsentAnswer, consent_text
from aurity_desktop.domain.integrity import Check, VerificationReport
from aurity_desktop.domain.jobs import WorkerStatus
from aurity_desktop.domain.session import SessionPlan, SessionState
from aurity_desktop.models.manifest import Manifest
from aurity_desktop.models.model_store import ModelStore
from aurity_desktop.runtime.settings import change_settings

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def heard_of(seconds_ago):
    moment = NOW - timedelta(seconds=seconds_ago)
    return WorkerStatus("worker-1", 4711, started_at=moment, heartbeat_at=moment)


@pytest.mark.parametrize("status", [None, heard_of(5.0), heard_of(86_400.0)])
def test_nobody_misses_a_worker_when_there_is_no_work(status):
    assert worker_check(status, waiting=0, now=NOW).ok


@pytest.mark.parametrize("status", [None, heard_of(SILENT_SECONDS + 1)])
def test_work_that_waits_for_a_silent_worker_is_not_well(status):
    check = worker_check(status, waiting=3, now=NOW)
    assert not check.ok
    assert check.needed
    assert "3 waiting" in check.detail


def test_work_that_waits_for_a_worker_that_speaks_is_well():
    assert worker_check(heard_of(SILENT_SECONDS - 1), waiting=3, now=NOW).ok


def figures_of(**facts):
    usual = {
        "sessions": 12,
        "consented": 7,
        "withdrawn": 0,
        "kept_days": 365,
        "due": 0,
        "overdue": 0,
        "next_at": "2027-03-03T09:00:00+00:00",
        "on_hold": 1,
    }
    return PrivacyFigures(**(usual | facts))


def test_consent_and_retention_are_told_in_numbers():
    consent, retention = privacy_checks(figures_of())
    assert (consent.ok, consent.detail) == (True, "7 of 12 sessions with consent")
    assert retention.ok
    assert "365 days, 0 due, 1 on hold, the next goes on 2027-03-03" in retention.detail
    assert "for ever" in privacy_checks(figures_of(kept_days=None))[1].detail


def test_a_withdrawn_session_that_is_still_there_needs_attention():
    consent, _ = privacy_checks(figures_of(withdrawn=1))
    assert (consent.ok, consent.needed) == (False, False)


def test_what_has_been_due_for_a_day_needs_attention():
    assert privacy_checks(figures_of(due=3))[1].ok
    assert not privacy_checks(figures_of(due=3, overdue=1))[1].ok


def test_the_figures_are_taken_from_the_ledger_and_the_policy(program, ledger):
    old = datetime.now(UTC) - timedelta(days=40)
    for number, answer in enumerate((ConsentAnswer.GIVEN, ConsentAnswer.WITHDRAWN, None)):
        session_id = f"session_20260101_00000{number}"
        ledger.sessions.create(SessionPlan(session_id, old, "mic"))
        ledger.sessions.set_state(session_id, SessionState.COMPLETED)
        if answer is not None:
            ledger.consents.record(session_id, Consent(answer, consent_text("es")))
    ledger.retention.place_hold("session_20260101_000000", "queja")
    program.paths.ledger.touch()
    change_settings(program.paths.settings, retention_days=30)
    found = privacy_figures(ledger, Retention(program).outlook())
    assert (found.sessions, found.consented, found.withdrawn) == (3, 1, 1)
    assert (found.kept_days, found.due, found.overdue, found.on_hold) == (30, 2, 2, 1)


def test_what_is_wrong_in_the_corpus_is_named_and_counted():
    checks = (Check("keys"), Check("a", ("row 3 was changed", "row 4 is missing")))
    check = corpus_check(VerificationReport("corpus", checks))
    assert (check.ok, check.needed) == (False, True)
    assert "row 3 was changed, and 1 more" in check.detail
    assert corpus_check(VerificationReport("corpus", (Check("keys"),))).ok


def test_what_did_not_answer_is_not_told_as_found_wrong(program, tmp_path):
    in_the_way = tmp_path / "in the way"
    in_the_way.touch()
    silent = replace(
        program,
        command=(sys.executable, "-c", "raise SystemExit(3)"),
        paths=replace(program.paths, data=in_the_way),
        models=ModelStore(program.paths.models, Manifest(())),
    )
    checks = {check.name: check for check in examine(silent).checks}
    assert not checks["microphone"].ok
    assert not checks["microphone"].examined
    assert not checks["disk"].ok
    assert not checks["disk"].examined
