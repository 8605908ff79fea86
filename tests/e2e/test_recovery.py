"""A recording that is killed in the middle comes back whole.

Everything sealed, the open slice too, text and speakers complete.
"""

import os
import signal
import subprocess
import time

import psutil
import pytest

from tests.e2e.conftest import PROGRAM

pytestmark = [pytest.mark.e2e, pytest.mark.models]


def wait_until(condition, seconds=300.0):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)  # another process's progress can only be polled


def test_after_killing_everything_the_session_is_finished_from_what_was_on_disk(aurity, sample_wav):
    recording = subprocess.Popen(
        [*PROGRAM, "record", "--input", str(sample_wav), "--realtime"],
        env=aurity.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    def has(name):
        assert recording.poll() is None, "the recording ended before it was killed"
        return list(aurity.data.glob(f"sessions/*/slices/{name}"))

    wait_until(lambda: has("000002.wav"))
    wait_until(lambda: has("000003.part"))
    family = [
        *psutil.Process(recording.pid).children(recursive=True),
        psutil.Process(recording.pid),
    ]
    assert len(family) >= 2  # the command line and its recorder
    for process in family:
        os.kill(process.pid, signal.SIGKILL)
    recording.wait()

    (session,) = aurity("sessions", "--json").json
    assert session["state"] == "recording"
    recovered = aurity("sessions", "--recover", "--json")
    assert recovered.code == 0, recovered.err
    (session,) = recovered.json
    assert session["state"] == "completed"
    assert session["duration"] >= 9.0
    assert session["chunks_ok"] == session["chunks"] >= 3
    assert aurity("show", session["session_id"], "--json").json["segments"]
    assert aurity("verify", session["session_id"]).code == 0
    assert aurity("verify").code == 0
