import shutil
import subprocess

import pytest

from tests.packaging.conftest import write_script


@pytest.fixture
def start(tmp_path, repository):
    """Runs `packaging/start` in a folder whose Python only says what it was given."""
    (tmp_path / "packaging").mkdir()
    shutil.copy(repository / "packaging" / "start", tmp_path / "packaging" / "start")
    write_script(tmp_path / ".venv" / "bin" / "python", '#!/bin/sh\necho "$@"\n')

    def run(*arguments, **environment):
        return subprocess.run(
            [tmp_path / "packaging" / "start", *arguments],
            env={"PATH": "/usr/bin:/bin", **environment},
            capture_output=True,
            text=True,
            check=True,
        )

    return run


def test_with_a_display_the_window_opens(start):
    assert start(DISPLAY=":0").stdout == "-m aurity_desktop\n"
    assert start(WAYLAND_DISPLAY="wayland-0").stdout == "-m aurity_desktop\n"


def test_without_a_display_it_says_so_and_runs_the_whole_job_on_the_sample(start):
    done = start()
    assert done.stdout == "-m aurity_desktop demo\n"
    assert "There is no display here" in done.stderr


def test_an_empty_display_is_none(start):
    assert start(DISPLAY="", WAYLAND_DISPLAY="").stdout == "-m aurity_desktop demo\n"


def test_arguments_reach_the_program(start):
    assert start("--json").stdout == "-m aurity_desktop demo --json\n"
