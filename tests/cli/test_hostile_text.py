"""What somebody typed, or sent in a file, drives no terminal and forges no line of a command."""

import json
import logging
import sys
from contextlib import closing

import pytest

from aurity_desktop.cli import main
from aurity_desktop.cli.confirm import confirmed
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.edits import Edit, EditKind
from aurity_desktop.domain.speakers import SpeakerRole
from aurity_desktop.entrypoints.command_line import build
from aurity_desktop.runtime.logs import start_logging
from tests.corpus.examples import record_session
from tests.domain.test_safe_text import HOSTILE

SESSION = "session_20260301_090000"
#: Whole characters only: half a one can be in a file's name and in no database.
NASTY = "=".join(each for each in HOSTILE if each.encode("utf-8", "ignore"))


@pytest.fixture
def command(paths, capsys, monkeypatch, qapp):
    """Runs a command on a session that is hostile wherever text can be; both outputs as one."""
    monkeypatch.setenv("AURITY_DATA_DIR", str(paths.data))
    with closing(SqliteLedger(paths.ledger, f"user{NASTY}end")) as ledger:
        record_session(ledger, paths, SESSION, slices=2, title=f"title{NASTY}end")
        ledger.speakers.rename(SESSION, "SPEAKER_00", f"name{NASTY}end", SpeakerRole.MEDICO)
        ledger.edits.record(SESSION, Edit("edit-9", EditKind.CORRECT, 5, 5, f"word{NASTY}end"))
        ledger.retention.place_hold(SESSION, f"reason{NASTY}end")

    def run(*arguments):
        main.run([str(each) for each in arguments], build(paths))
        said = capsys.readouterr()
        return said.out + said.err

    return run


def bare(said):
    """Whether nothing of `HOSTILE` is in it but the line feeds at the ends of its lines."""
    return not (set().union(*HOSTILE) - {"\n"}) & set(said)


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (["sessions"], "title"),
        (["show", SESSION], "reason"),
        (["show", SESSION], "name"),
        (["show", SESSION, "--words"], "word"),
        (["search", "buenas"], "word"),
        (["history", SESSION], "word"),
        (["hold", SESSION, "--reason", f"again{NASTY}"], "again"),
        (["retention", "preview", "--days", "1"], "reason"),
        (["sessions", "--json"], "title"),
        (["show", SESSION, "--json"], "reason"),
    ],
)
def test_no_command_prints_what_drives_a_terminal(command, arguments, shown):
    said = command(*arguments)
    assert shown in said
    assert bare(said), ascii(said)
    assert not [line for line in said.splitlines() if line.startswith("=")], said


def test_json_gives_the_title_back_as_it_is(command):
    (view,) = json.loads(command("sessions", "--json"))
    assert view["title"] == f"title{NASTY}end"


def test_an_error_that_names_a_file_is_one_line(command, tmp_path):
    said = command("record", "--input", tmp_path / f"no{NASTY.replace(chr(0), '')}\udcff.wav")
    assert bare(said), ascii(said)
    assert said.count("\n") == 1


def test_an_argument_that_nobody_knows_is_not_obeyed_by_the_terminal(command, capsys):
    with pytest.raises(SystemExit):
        command("sessions", f"--x{NASTY}")
    assert bare(capsys.readouterr().err)


@pytest.mark.parametrize("debug", ["0", "1"])
def test_neither_a_bug_nor_its_traceback_drives_the_terminal(command, monkeypatch, debug):
    monkeypatch.setenv("AURITY_DEBUG", debug)

    def broken(*_):
        raise KeyError(NASTY) from ValueError(NASTY)

    monkeypatch.setattr("aurity_desktop.cli.sessions.run", broken)
    said = command("sessions")
    assert "KeyError" in said
    assert bare(said), ascii(said)


def test_a_question_is_one_line(monkeypatch, capsys):
    class Terminal:
        def isatty(self):
            return True

        def readline(self):
            return "n"

    monkeypatch.setattr(sys, "stdin", Terminal())
    assert not confirmed(f"Erase {NASTY}?", yes=False)
    asked = capsys.readouterr().err
    assert asked.endswith("? [y/N] ")
    assert "\n" not in asked
    assert bare(asked)


def test_a_warning_in_the_log_does_not_drive_the_terminal(paths, capsys):
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    start_logging(paths.logs, "cli")
    try:
        logging.getLogger("aurity_desktop.x").warning("%s is odd", NASTY)
    finally:
        for handler in [each for each in root.handlers if each not in before]:
            root.removeHandler(handler)
            handler.close()
        root.setLevel(level)
    said = capsys.readouterr().err
    assert "is odd" in said
    assert bare(said), ascii(said)
