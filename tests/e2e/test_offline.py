"""Offline is a promise, of native code too: how it is watched, and that nobody can ask otherwise.

That nothing is reached for from recording to the verified export: `test_recording_a_file`.
"""

import os
import subprocess
import sys

import pytest

from aurity_desktop.runtime.offline import SWITCHES
from tests.e2e.no_network import attempts, free_to_try, watched

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="strace is Linux's"),
]


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
