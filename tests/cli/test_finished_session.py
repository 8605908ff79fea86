"""What stands on the terminal once a recording is finished."""

import json
from argparse import Namespace
from contextlib import closing
from pathlib import Path

import pytest

from aurity_desktop.cli import show, views
from aurity_desktop.cli.finished_session import print_recorded
from aurity_desktop.cli.recording import Recorded
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.channel_speakers import channels_run
from aurity_desktop.domain.errors import AudioTruncated
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.session import SessionState
from aurity_desktop.domain.unheard import Unheard
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


def test_its_marks_and_notes_stand_at_their_time(program, paths, capsys):
    """As after joining, which takes them along."""
    with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
        ledger.bookmarks.record(SESSION, Bookmark("mark-1", 0, "zarzamora"))
    print_recorded(program, Recorded(SESSION), as_json=False)
    assert "zarzamora" in capsys.readouterr().out
    print_recorded(program, Recorded(SESSION), as_json=True)
    assert json.loads(capsys.readouterr().out)["bookmarks"][0]["text"] == "zarzamora"


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
    assert show.run(Namespace(session=SESSION, words=False, json=False, peaks=0), program) == 0
    assert "32 s of sound louder than silence; loudest at 0:12" in capsys.readouterr().out


BY_CHANNEL = {
    "note": "speakers_by_channel",
    "speakers": 2,
    "together_seconds": 3.4,
    "SPEAKER_00_track": 1,
    "SPEAKER_00_channel": 1,
    "SPEAKER_01_track": 2,
    "SPEAKER_01_channel": 1,
}


@pytest.mark.parametrize("shown", [True, False])
def test_how_a_file_was_read_is_told_with_its_session(paths, capsys, shown):
    """That the speakers are those of the channels, only while they are shown."""
    with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
        ledger.sessions.create(plan())
        mixed = {"note": "tracks_mixed", "tracks": 3, "with_sound": 2, "default": 2}
        for facts in (mixed, BY_CHANNEL, {"note": "of a later version"}):
            ledger.audit.record_event(SESSION, Event.INPUT_NOTED, facts)
        run = f"{channels_run(SESSION) if shown else 'diarize_1'}.transcribe_1"
        run_of(ledger, run, ("SPEAKER_00", 3), ("SPEAKER_01", 4))
        ledger.sessions.set_state(SESSION, SessionState.COMPLETED)
    program = build(paths)
    assert show.run(Namespace(session=SESSION, words=False, json=False, peaks=0), program) == 0
    told = capsys.readouterr().out
    assert "3 tracks mixed, 2 with sound; the file marks track 2" in told
    assert (
        "speakers by channel: SPEAKER_00 track 1 channel 1, SPEAKER_01 track 2" in told
    ) == shown
    assert ("3 s of several at once" in told) == shown
    assert show.run(Namespace(session=SESSION, words=False, json=True, peaks=0), program) == 0
    view = json.loads(capsys.readouterr().out)
    assert view["speakers_by_channel"] == shown
    assert [each["note"] for each in view["input"]] == ["tracks_mixed", "speakers_by_channel"]


def test_less_than_a_second_of_sound_is_told_in_tenths():
    assert "in 0.1 s of sound" in views.unheard_text(Unheard(0.1, 0.0))


def test_a_session_with_words_says_nothing_of_the_kind(program, capsys):
    with closing(SqliteLedger(program.paths.ledger, "ana")) as ledger:
        facts = {"run_id": "none", "loud_seconds": 32.0, "loudest_at": 12.3}
        ledger.audit.record_event(SESSION, Event.NO_WORDS_FOUND, facts)
    assert print_recorded(program, Recorded(SESSION), as_json=True) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["unheard"] is None
    assert "no speech" not in told.err
