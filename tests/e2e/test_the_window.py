"""The same job through the real window under Xvfb.

With a microphone that hears what is played (PulseAudio null sink, real PortAudio).
"""

import json
import subprocess
import sys

import pytest

from tests.benchmarks.capture.virtual_microphone import VirtualMicrophone
from tests.e2e.accuracy import word_error
from tests.e2e.conftest import CommandLine
from tests.e2e.no_network import attempts, free_to_try, watched

pytestmark = [pytest.mark.e2e, pytest.mark.models]

XVFB = ("xvfb-run", "-a", "-s", "-screen 0 1280x800x24")


@pytest.fixture
def microphone(tmp_path_factory):
    # A short path: PulseAudio's socket stands in it.
    with VirtualMicrophone(tmp_path_factory.mktemp("mic")) as made:
        yield made


def drive(aurity, microphone, sound, log):
    """What the driven window of the window suite has seen, as its JSON line."""
    environment = aurity.environment | dict(microphone.environment) | {"QT_QPA_PLATFORM": "xcb"}
    environment.pop("WAYLAND_DISPLAY", None)
    environment = free_to_try(environment, log.with_name("free"))
    ended = subprocess.run(
        [
            *XVFB,
            *watched([sys.executable, "-m", "tests.benchmarks.window.driven_window", "--"], log),
            *microphone.playing(sound),
        ],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr + ended.stdout
    return json.loads(ended.stdout.splitlines()[-1])


def test_record_talk_stop_and_the_transcript_with_speakers_stands_there(
    tmp_path, models_dir, microphone, talk
):
    aurity = CommandLine(tmp_path / "data", models_dir)
    log = tmp_path / "strace"
    seen = drive(aurity, microphone, talk, log)
    assert attempts(log) == []
    assert seen["problems"] == []
    assert not seen["torch_loaded"]
    assert seen["overflows"] == 0
    assert seen["captured"] == seen["on_disk"]
    assert len(seen["painted"]) > 20

    shown = aurity("show", seen["session_id"], "--json").json
    assert shown["state"] == "completed"
    assert shown["duration"] >= 14.9
    assert shown["chunks_ok"] == len(shown["chunks"]) >= 5
    assert len(shown["speakers"]) == 2
    text = " ".join(segment["text"] for segment in shown["segments"])
    assert word_error(text, talk) <= 0.35

    exported = tmp_path / "session.h5"
    assert aurity("export", seen["session_id"], "--output", exported).code == 0
    assert aurity("verify", exported).code == 0
