"""The same job through the real window under Xvfb, with a microphone that hears what is played (PulseAudio null sink, real PortAudio)."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.accuracy import word_error
from tests.e2e.conftest import CommandLine
from tests.virtual_microphone import VirtualMicrophone

pytestmark = [pytest.mark.e2e, pytest.mark.models]

XVFB = ("xvfb-run", "-a", "-s", "-screen 0 1280x800x24")
DRIVER = Path(__file__).with_name("drive_window.py")


@pytest.fixture
def microphone(tmp_path_factory):
    # A short path: PulseAudio's socket stands in it.
    with VirtualMicrophone(tmp_path_factory.mktemp("mic")) as made:
        yield made


def drive(aurity, microphone, shots, sound):
    shots.mkdir(exist_ok=True)
    environment = aurity.environment | dict(microphone.environment) | {"QT_QPA_PLATFORM": "xcb"}
    environment.pop("WAYLAND_DISPLAY", None)
    ended = subprocess.run(
        [*XVFB, sys.executable, str(DRIVER), str(shots), "paplay", "-d", "vmic", str(sound)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr + ended.stdout
    return json.loads(ended.stdout)


def test_record_talk_stop_and_the_transcript_with_speakers_stands_there(
    tmp_path, models_dir, microphone, sample_wav
):
    aurity = CommandLine(tmp_path / "data", models_dir)
    seen = drive(aurity, microphone, tmp_path / "shots", sample_wav)
    assert seen["problems"] == []
    assert not seen["torch_in_the_window"]

    shown = aurity("show", seen["session_id"], "--json").json
    assert shown["state"] == "completed"
    assert shown["duration"] >= 29.9
    assert shown["chunks_ok"] == len(shown["chunks"]) >= 10
    assert len(shown["speakers"]) == 2
    text = " ".join(segment["text"] for segment in shown["segments"])
    assert word_error(text, sample_wav) <= 0.35

    exported = tmp_path / "session.h5"
    assert aurity("export", seen["session_id"], "--output", exported).code == 0
    assert aurity("verify", exported).code == 0
    assert {path.stem for path in (tmp_path / "shots").iterdir()} == {
        "idle",
        "recording",
        "transcript",
    }
