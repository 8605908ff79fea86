"""A session file of a later version of the program, on the command line."""

import shutil

import h5py
import numpy as np
import pytest

from aurity_desktop.cli import main
from aurity_desktop.corpus.session_file import layout
from aurity_desktop.entrypoints.command_line import build
from tests.golden import GOLDEN


@pytest.fixture
def newer(tmp_path):
    path = shutil.copy(GOLDEN / "session_v1.h5", tmp_path / "newer.h5")
    with h5py.File(path, "r+") as file:
        file.attrs.modify("schema_version", np.uint32(layout.LAYOUT_VERSION + 1))
    return path


@pytest.mark.parametrize("command", ["verify", "import"])
def test_one_line_says_that_the_program_is_too_old_for_it(paths, capsys, qapp, newer, command):
    code = main.run([command, str(newer)], build(paths))
    said = capsys.readouterr()
    assert code == 1
    (line,) = said.err.strip().splitlines()
    assert "newer Aurity Desktop" in line
    assert "Update the program" in line
    assert list(paths.sessions.iterdir()) == []
