"""Offline is a promise, of native code too.

From recording to the verified export no process of ours, and no library in it, tries to reach
anything.
"""

import os
import subprocess
import sys

import pytest

from aurity_desktop.runtime.offline import SWITCHES
from tests.e2e.no_network import attempts, free_to_try, watched

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.models,
    pytest.mark.skipif(sys.platform != "linux", reason="strace is Linux's"),
]

#: An environment that asks for every hub and every telemetry is overruled.
ONLINE = {
    "HF_HUB_OFFLINE": "0",
    "PYANNOTE_METRICS_ENABLED": "1",
    "ORT_DISABLE_TELEMETRY": "0",
    "OTEL_SDK_DISABLED": "false",
}


@pytest.fixture
def offline(aurity, tmp_path):
    """The command line under watch, in a home of its own."""
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "logs").mkdir()
    aurity.environment = {
        **aurity.environment,
        **ONLINE,
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / ".cache"),
    }
    aurity.environment = free_to_try(aurity.environment, tmp_path / "free")
    runs = []

    def run(*arguments):
        log = tmp_path / "logs" / f"{len(runs)}.strace"
        runs.append(log)
        ended = aurity(*arguments, through=lambda command: watched(command, log))
        assert ended.code == 0, ended.err
        assert attempts(log) == []
        return ended

    run.home = home
    run.logs = runs
    return run


def test_from_recording_to_the_verified_export_nothing_is_reached_for(
    offline, tmp_path, sample_wav
):
    recorded = offline("record", "--input", sample_wav, "--json")
    assert recorded.json["state"] == "completed"
    assert len(recorded.json["speakers"]) == 2

    processes = {line.split()[0] for line in offline.logs[0].read_text().splitlines()}
    assert len(processes) >= 2  # children were watched, too

    export = tmp_path / "session.h5"
    offline("export", recorded.json["session_id"], "--output", export)
    offline("verify", export)
    offline("models", "verify")
    left = [path.name for path in offline.home.rglob("*") if "onnxruntime" in path.name]
    assert left == []


def test_the_watch_sees_a_connection_that_native_code_tries(tmp_path):
    log = tmp_path / "strace"
    code = (
        "import ctypes, socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);"
        "a = (2).to_bytes(2, 'little') + (53).to_bytes(2, 'big');"
        "a += bytes([192, 0, 2, 1]) + bytes(8);"
        "ctypes.CDLL(None).connect(s.fileno(), a, 16)"
    )
    subprocess.run(watched([sys.executable, "-c", code], log), check=False)
    assert any("192.0.2.1" in each for each in attempts(log))


def test_what_is_watched_has_not_given_up_its_sockets(tmp_path):
    code = (
        "import socket; from aurity_desktop.runtime.confinement import forbid_network;"
        "print(forbid_network()); socket.socket(socket.AF_INET).close()"
    )
    environment = free_to_try(os.environ, tmp_path / "free")
    said = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["False"]


def test_every_process_overrules_an_environment_that_asks_for_the_network():
    code = (
        "import os; from aurity_desktop.runtime.offline import go_offline; go_offline();"
        f"print(*(os.environ[name] for name in {tuple(SWITCHES)!r}))"
    )
    said = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **dict.fromkeys(SWITCHES, "other")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "other" not in said.stdout
