"""Measured speeds outlive the process, and a file that cannot be read costs a measurement only."""

import json
import stat
import sys

import pytest

from aurity_desktop.application.measuring.speeds_file import read_speeds, write_speeds
from aurity_desktop.domain.model_speeds import ModelSpeeds
from tests.fakes.speeds import speeds_of, whisper_speed


@pytest.fixture
def path(tmp_path):
    return tmp_path / "model-speeds.json"


@pytest.mark.parametrize("diarization", [0.02, None])
def test_what_was_kept_comes_back(path, diarization):
    speeds = speeds_of(whisper_speed(), whisper_speed("small"), diarization=diarization)
    write_speeds(path, speeds)
    assert read_speeds(path) == speeds


def test_the_file_names_processor_date_version_and_threads(path):
    write_speeds(path, speeds_of(whisper_speed()))
    (kept,) = json.loads(path.read_text())["whisper"]
    assert kept["processor"] == "Fast Processor 9000"
    assert kept["threads"] == 4
    assert kept["at"] == "2026-11-29T12:00:00+00:00"
    assert kept["program"] == "0.1.0"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_file_is_its_owners_alone(path):
    write_speeds(path, speeds_of(whisper_speed()))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_nothing_is_known_before_a_measurement(path):
    assert read_speeds(path) == ModelSpeeds()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        (
            '{"format": 2, "whisper": [], "diarization": {"real_time_factor": 1, '
            '"at": "2026-11-29", "processor": "x", "threads": 1, "program": "9"}}'
        ),
        '{"format": 1, "whisper": [{"model": "base"}]}',
    ],
)
def test_a_file_that_cannot_be_read_counts_as_none_and_is_replaced(path, content):
    path.write_text(content)
    assert read_speeds(path) == ModelSpeeds()
    write_speeds(path, speeds_of(whisper_speed()))
    assert read_speeds(path) == speeds_of(whisper_speed())
