import argparse
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from aurity_desktop.cli import record
from aurity_desktop.domain.errors import UnknownLanguage, UnknownSession, UsageError
from aurity_desktop.domain.session import SessionPlan, SessionState
from aurity_desktop.runtime.settings import Settings
from tests.fakes.ledger import MemoryLedger

SESSION = "session_20260101_090000"


@pytest.fixture
def ledger():
    memory = MemoryLedger()
    memory.sessions.create(SessionPlan(SESSION, datetime(2026, 1, 1, tzinfo=UTC), "mic"))
    return memory


@pytest.fixture
def run(ledger):
    """Runs `record …` in a program that can record nothing."""

    def with_arguments(*arguments):
        parser = argparse.ArgumentParser()
        record.add(parser.add_subparsers())
        program = SimpleNamespace(settings=Settings(), ledger=lambda: ledger)
        return record.run(parser.parse_args(["record", *arguments]), program)

    return with_arguments


def test_a_session_that_has_ended_is_not_gone_on_with(run, ledger):
    ledger.sessions.set_state(SESSION, SessionState.COMPLETED)
    with pytest.raises(UsageError, match="completed"):
        run("--resume", SESSION)


def test_a_session_that_does_not_exist_is_not_gone_on_with(run):
    with pytest.raises(UnknownSession):
        run("--resume", "session_20200101_000000")


@pytest.mark.parametrize("given", [("--title", "x"), ("--speakers", "2")])
def test_what_a_session_was_begun_with_is_not_said_again(run, given):
    with pytest.raises(UsageError):
        run("--resume", SESSION, *given)


def test_a_language_that_does_not_exist_is_refused_before_anything_is_recorded(run):
    with pytest.raises(UnknownLanguage, match="xx"):
        run("--language", "xx")
