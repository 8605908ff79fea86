"""Who is still writing a file, as the system tells it."""

import sys

import pytest

from aurity_desktop.storage.open_writers import has_writer

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc tells it")


def test_a_file_that_somebody_writes_is_told_and_one_that_is_read_is_not(tmp_path):
    file = tmp_path / "talk.wav"
    with file.open("wb"):
        assert has_writer(file)
    with file.open("rb"):
        assert not has_writer(file)
    with file.open("r+b"):
        assert has_writer(file)


def test_where_nothing_tells_nobody_writes(tmp_path):
    file = tmp_path / "talk.wav"
    with file.open("wb"):
        assert not has_writer(file, tmp_path / "no proc")
