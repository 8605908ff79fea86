"""What stands on the terminal once a recording is finished."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from aurity_desktop.cli.finished_session import print_recorded
from aurity_desktop.cli.recording import Recorded
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.errors import AudioTruncated
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
