import argparse
import errno
import json
import logging
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from aurity_desktop.cli import main
from aurity_desktop.cli.output import clock, result, table
from aurity_desktop.cli.secrets import read_secret
from aurity_desktop.domain.errors import UnknownSession, UsageError
from aurity_desktop.runtime import standard_input
from aurity_desktop.runtime.logs import start_logging

#: What every command is handed, as far as these look at it.
PROGRAM = SimpleNamespace(vault=SimpleNamespace(ask_with=lambda ask: None))


@pytest.fixture
def only(monkeypatch):
    """Puts one command of the test's own in place of all others."""

    def put(run, **defaults):
        class Command:
            @staticmethod
            def add(subparsers):
                parser = subparsers.add_parser("try")
                parser.add_argument("--json", action="store_true")
                parser.set_defaults(run=run, **defaults)

        monkeypatch.setattr(main, "_COMMANDS", (Command,))

    return put


def test_a_command_gives_the_exit_code(only):
    only(lambda options, program: 7)
    assert main.run(["try"], PROGRAM) == 7


@pytest.mark.parametrize(
    ("error", "code"), [(UnknownSession("session_1"), 1), (UsageError("No."), 2)]
)
def test_an_error_of_ours_is_one_line_on_standard_error(only, capsys, error, code):
    def fail(options, program):
        raise error

    only(fail)
    assert main.run(["try"], PROGRAM) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"aurity-desktop: {error}\n"


def test_what_unlocks_is_the_first_line_of_standard_input_and_the_command_reads_the_next(
    only, monkeypatch
):
    reading, writing = os.pipe()
    os.write(writing, b"un perro azul\nun gato verde\n")
    os.close(writing)
    monkeypatch.setattr(standard_input, "STANDARD_INPUT", reading)
    asked = []
    vault = SimpleNamespace(ask_with=asked.append)
    read = []

    def command(options, program):
        read.append(read_secret(Path("-")))
        read.append(asked[0]())
        return 0

    only(command)
    assert main.run(["--unlock-file", "-", "try"], SimpleNamespace(vault=vault)) == 0
    os.close(reading)
    assert read == ["un gato verde", "un perro azul"]


def test_a_file_that_should_unlock_and_is_not_there_is_one_line(only, capsys, tmp_path):
    only(lambda options, program: 0)
    assert main.run(["--unlock-file", str(tmp_path / "nowhere"), "try"], PROGRAM) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_ctrl_c_ends_with_130(only):
    def interrupted(options, program):
        raise KeyboardInterrupt

    only(interrupted)
    assert main.run(["try"], PROGRAM) == 130


def broken(options, program):
    return 1 / 0


@pytest.fixture
def logged(paths):
    """The log that a command writes; what it reads is given once the command has ended."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    start_logging(paths.logs, "cli")
    yield paths.logs / "cli.jsonl"
    for handler in [each for each in root.handlers if each not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def test_a_bug_is_one_line_that_names_the_log_and_its_traceback_is_there(
    only, paths, logged, capsys, monkeypatch
):
    monkeypatch.delenv("AURITY_DEBUG", raising=False)
    only(broken)
    assert main.run(["try"], SimpleNamespace(paths=paths, vault=PROGRAM.vault)) == 70
    said = capsys.readouterr()
    assert said.out == ""
    (line,) = said.err.splitlines()
    assert "ZeroDivisionError" in line
    assert str(logged) in line
    (entry,) = [json.loads(each) for each in logged.read_text(encoding="utf-8").splitlines()]
    assert "Traceback" in entry["exception"]


def test_a_bug_writes_down_what_a_file_is_called_nowhere(paths, logged, tmp_path, capsys):
    file = tmp_path / "Ibargüengoitia" / "consulta de Ibarra.h5"

    def fail(*_):
        raise RuntimeError(f"cannot cope with {file}")

    file.parent.mkdir()
    file.write_bytes(b"\x89HDF\r\n\x1a\n")
    program = SimpleNamespace(paths=paths, vault=PROGRAM.vault, corpus=fail)
    assert main.run(["import", str(file)], program) == 70
    assert "Ibarra" in capsys.readouterr().err
    text = logged.read_text(encoding="utf-8")
    assert "cannot cope with [file]" in text
    assert "Ibar" not in text


def test_what_the_system_refuses_is_no_bug_but_one_true_line(only, capsys):
    def refused(options, program):
        raise PermissionError(errno.EACCES, "Permission denied", "/srv/models/model.bin")

    only(refused)
    assert main.run(["try"], PROGRAM) == 1
    assert capsys.readouterr().err == (
        "aurity-desktop: /srv/models/model.bin: Permission denied. What was recorded is kept.\n"
    )


def test_options_may_stand_anywhere_between_a_commands_other_arguments():
    top = main.parser()
    words = ["edit", "text", "session_20261130_090000", "1", "2 mg"]
    for at in range(2, 6):
        options = top.parse_args([*words[:at], "--no-wait", *words[at:]])
        assert (options.places, options.text, options.no_wait) == ((1, 1), "2 mg", True)
    assert top.parse_args(words[:4]).text == ""


def test_for_those_who_look_for_bugs_the_traceback_is_shown(only, paths, capsys, monkeypatch):
    monkeypatch.setenv("AURITY_DEBUG", "1")
    only(broken)
    assert main.run(["try"], SimpleNamespace(paths=paths, vault=PROGRAM.vault)) == 70
    assert "Traceback" in capsys.readouterr().err


def test_arguments_that_no_command_knows_are_refused(only, capsys):
    only(lambda options, program: 0)
    with pytest.raises(SystemExit) as ended:
        main.run(["try", "--nonsense"], PROGRAM)
    assert ended.value.code == 2
    assert "--nonsense" in capsys.readouterr().err


def test_every_command_has_its_help():
    top = main.parser()
    (commands,) = (each for each in top._actions if isinstance(each, argparse._SubParsersAction))
    names = {choice.dest for choice in commands._choices_actions}
    assert names == set(commands.choices)
    assert all(choice.help for choice in commands._choices_actions)


@pytest.mark.parametrize(("seconds", "text"), [(0, "0:00"), (59.9, "0:59"), (3661, "1:01:01")])
def test_a_clock_shows_hours_only_when_there_are_some(seconds, text):
    assert clock(seconds) == text


def test_a_table_aligns_its_columns():
    assert table([("a", "1"), ("long", "2")], ("name", "n")) == "name  n\na     1\nlong  2"


def test_json_and_text_are_the_same_result(capsys):
    result({"á": 1}, as_json=True, text="one")
    assert json.loads(capsys.readouterr().out) == {"á": 1}
    result({"á": 1}, as_json=False, text="one")
    assert capsys.readouterr().out == "one\n"


def test_a_name_that_begins_with_a_dash_stands_behind_two_of_them():
    options = main.parser().parse_args(["verify", "--", "-x.h5"])
    assert options.subject == "-x.h5"


def test_a_working_folder_that_is_gone_ends_a_command_in_one_line(tmp_path):
    gone = tmp_path / "gone"
    gone.mkdir()
    environment = {
        **os.environ,
        "AURITY_DATA_DIR": str(tmp_path / "data"),
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    code = (
        "import os, sys; from aurity_desktop.__main__ import main; "
        "os.rmdir(os.getcwd()); sys.exit(main())"
    )
    for arguments in (["import", "talk.wav"], ["export", "session_20260101_000000"]):
        done = subprocess.run(
            # -P: as with the program itself, the working folder is no place to import from, which
            # Python 3.13.0 does not survive where it is gone
            [sys.executable, "-P", "-c", code, *arguments],
            cwd=gone,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 1
        assert done.stderr.startswith("aurity-desktop: ")
        gone.mkdir()
        assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("place", ["~nobody-of-that-name/data", "{file}", "{file}/below"])
def test_a_data_folder_that_cannot_be_is_one_line(tmp_path, place):
    (tmp_path / "file").touch()
    done = subprocess.run(
        [sys.executable, "-m", "aurity_desktop", "sessions"],
        env={**os.environ, "AURITY_DATA_DIR": place.format(file=tmp_path / "file")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("aurity-desktop: The folder ")
    assert done.stderr.count("\n") == 1


def test_a_log_that_cannot_be_made_is_one_line(tmp_path):
    (tmp_path / "data" / "logs" / "cli.jsonl").mkdir(parents=True)
    done = subprocess.run(
        [sys.executable, "-m", "aurity_desktop", "sessions"],
        env={**os.environ, "AURITY_DATA_DIR": str(tmp_path / "data")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "cli.jsonl" in done.stderr
