"""What stands on the terminal once a recording is finished."""

import json
from argparse import Namespace
from contextlib import closing
from pathlib import Path

import pytest

from aurity_desktop.cli import show
from aurity_desktop.cli.finished_session import print_recorded
from aurity_desktop.cli.recording import Recorded
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.errors import AudioTruncated
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.session import SessionState
from aurity_desktop.entrypoints.command_line import build
from tests.contracts.ledgers import run_of
from tests.corpus.examples import SESSION, plan


@pytest.fixture
def program(paths):
    with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
        ledger.sessions.create(plan())
        run_of(ledger, "one", ("SPEAKER_00", 3), ("SPEAKER_01", 4))
        ledger.sessions.set_state(SESSION, SessionState.COMPLETED)
    return build(paths)


def test_a_finished_session_is_told_in_turns(program, capsys):
    assert print_recorded(program, Recorded(SESSION), as_json=False) == 0
    head, *turns = capsys.readouterr().out.splitlines()
    assert head.startswith(SESSION)
    assert "2 speakers" in head
    assert [turn.split(": ")[0].split("] ")[1] for turn in turns] == ["SPEAKER_00", "SPEAKER_01"]


def test_a_damaged_file_gives_its_result_and_an_error(program, capsys):
    damaged = AudioTruncated(Path("talk.mp3"), 3.0, 9.0)
    code = print_recorded(program, Recorded(SESSION, damaged), as_json=True)
    told = capsys.readouterr()
    assert code == damaged.exit_code != 0
    assert json.loads(told.out)["session_id"] == SESSION
    assert "talk.mp3 is damaged" in told.err


def test_sound_in_which_no_word_was_found_is_told(paths, capsys):
    with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
        ledger.sessions.create(plan())
        facts = {"run_id": "one", "loud_seconds": 32.0, "loudest_at": 12.3}
        ledger.audit.record_event(SESSION, Event.NO_WORDS_FOUND, facts)
        ledger.sessions.set_state(SESSION, SessionState.COMPLETED)
    program = build(paths)
    assert print_recorded(program, Recorded(SESSION), as_json=True) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["unheard"] == {"loud_seconds": 32.0, "loudest_at": 12.3}
    assert "no speech was recognised in 32 s of sound" in told.err
    assert "loudest at 0:12" in told.err
    assert show.run(Namespace(session=SESSION, words=False, json=False), program) == 0
    assert "32 s of sound louder than silence; loudest at 0:12" in capsys.readouterr().out


def test_a_session_with_words_says_nothing_of_the_kind(program, capsys):
    with closing(SqliteLedger(program.paths.ledger, "ana")) as ledger:
        facts = {"run_id": "none", "loud_seconds": 32.0, "loudest_at": 12.3}
        ledger.audit.record_event(SESSION, Event.NO_WORDS_FOUND, facts)
    assert print_recorded(program, Recorded(SESSION), as_json=True) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["unheard"] is None
    assert "no speech" not in told.err
