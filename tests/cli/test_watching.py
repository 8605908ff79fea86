"""`watch`: the watched folder of the settings, on the command line."""

import json

import pytest

from aurity_desktop.cli.main import run
from aurity_desktop.entrypoints.command_line import build
from aurity_desktop.runtime.settings import load_settings


@pytest.fixture
def do(paths, capsys):
    def command(*arguments, code=0):
        assert run(["watch", *map(str, arguments)], build(paths)) == code
        said = capsys.readouterr()
        return said.out if code == 0 else said.err

    return command


def test_a_folder_is_chosen_told_and_taken_back(do, paths, tmp_path):
    assert do() == "No folder is watched.\n"
    inbox = tmp_path / "Grabadora José"
    inbox.mkdir()
    assert do(inbox) == f"{inbox}\n"
    assert load_settings(paths.settings).watch_folder == str(inbox)
    assert json.loads(do("--json")) == {"folder": str(inbox)}
    assert json.loads(do("--off", "--json")) == {"folder": None}
    assert load_settings(paths.settings).watch_folder == ""


def test_one_that_is_not_there_or_is_the_programs_own_is_refused_and_nothing_changes(
    do, paths, tmp_path
):
    do(tmp_path / "none", code=2)
    assert "the program's own data" in do(paths.sessions, code=1)
    (tmp_path / "link").symlink_to(paths.data)
    assert "the program's own data" in do(tmp_path / "link", code=1)
    assert "Name a folder" in do(tmp_path, "--off", code=2)
    assert load_settings(paths.settings).watch_folder == ""
