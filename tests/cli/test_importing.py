"""Which session a sound file is read into; the recording itself is a fake here."""

from contextlib import closing
from datetime import UTC, datetime

import pytest

from aurity_desktop.application.recording.session_recovery import SessionRecovery
from aurity_desktop.cli import importing, main
from aurity_desktop.cli.recording import Recorded
from aurity_desktop.cli.sessions import hand_on
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.capture import InputNote
from aurity_desktop.domain.errors import OtherInput
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.session import SessionPlan
from aurity_desktop.entrypoints.command_line import build
from tests.corpus.examples import a_slice

SESSION = "session_20260301_090000"


@pytest.fixture
def ledger(paths):
    with closing(SqliteLedger(paths.ledger, "ana")) as own:
        plan = SessionPlan(SESSION, datetime(2026, 3, 1, tzinfo=UTC), "talk.wav", title="Control")
        own.sessions.create(plan)
        own.sound.record_slice(a_slice(0, SESSION))
        begun = {"note": InputNote.BEGUN.value, "expected_seconds": 33.0}
        own.audit.record_event(SESSION, Event.INPUT_NOTED, begun)
        yield own


@pytest.fixture
def recorded(monkeypatch):
    """What was recorded into: session ids, "" for a new one. `refuses` are another file's."""
    asked, refuses = [], set()

    def record(program, request, duration=None, resume=""):
        asked.append(resume)
        if resume in refuses:
            raise OtherInput(request.input_file, resume)
        return Recorded(resume or "a new one")

    monkeypatch.setattr(importing, "record", record)
    monkeypatch.setattr(importing, "print_recorded", lambda *_, **__: 0)
    return asked, refuses


@pytest.fixture
def talk(tmp_path):
    file = tmp_path / "talk.wav"
    file.write_bytes(b"RIFF")
    return str(file)


def test_a_killed_import_of_the_same_file_goes_on_where_it_stopped(
    paths, ledger, recorded, talk, capsys
):
    assert main.run(["import", talk], build(paths)) == 0
    assert recorded[0] == [SESSION]
    assert f"Going on with {SESSION}: 3 of 33 s were read." in capsys.readouterr().err


def test_another_file_of_that_name_is_a_session_of_its_own(paths, ledger, recorded, talk):
    recorded[1].add(SESSION)
    assert main.run(["import", talk], build(paths)) == 0
    assert recorded[0] == [SESSION, ""]


def test_a_title_of_its_own_begins_a_session_of_its_own(paths, ledger, recorded, talk):
    assert main.run(["import", talk, "--title", "Otra"], build(paths)) == 0
    assert main.run(["import", talk, "--title", "Control"], build(paths)) == 0
    assert recorded[0] == ["", SESSION]


def test_recovering_what_an_import_left_says_how_much_of_the_file_it_is(paths, ledger, capsys):
    assert hand_on(SessionRecovery(build(paths))) == 0
    said = capsys.readouterr().err
    assert said == f"{SESSION}: 3 of 33 s of its file were read, and are kept.\n"
