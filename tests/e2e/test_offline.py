"""Offline is a promise: from recording to the verified export no process of ours opens a
connection, or could.
"""

import pytest

pytestmark = [pytest.mark.e2e, pytest.mark.models]

#: Python runs this first in every process that has the folder on its path. Local sockets (Qt,
#: PulseAudio) stay allowed.
NO_NETWORK = """
import os, socket

_real = socket.socket

def _refuse(address):
    with open(os.environ["CONNECTIONS"], "a") as file:
        file.write(repr(address) + chr(10))
    raise OSError("this test has no network")

class Blocked(_real):
    def connect(self, address):
        if self.family != socket.AF_UNIX:
            _refuse(address)
        return super().connect(address)

    def connect_ex(self, address):
        if self.family != socket.AF_UNIX:
            _refuse(address)
        return super().connect_ex(address)

def _no_names(host, *rest, **named):
    _refuse(host)

socket.socket = Blocked
socket.getaddrinfo = socket.gethostbyname = socket.create_connection = _no_names
open(os.environ["CONNECTIONS"] + ".loaded", "a").write(str(os.getpid()) + chr(10))
"""


def test_recording_to_export_needs_no_network_and_asks_for_none(aurity, tmp_path, sample_wav):
    blocker, connections = tmp_path / "blocker", tmp_path / "connections"
    blocker.mkdir()
    (blocker / "sitecustomize.py").write_text(NO_NETWORK)
    blocked = {"PYTHONPATH": str(blocker), "CONNECTIONS": str(connections)}
    # Even an environment that asks for the hub is overruled.
    online = {"HF_HUB_OFFLINE": "0", "PYANNOTE_METRICS_ENABLED": "1"}

    recorded = aurity("record", "--input", sample_wav, "--json", **blocked, **online)
    assert recorded.code == 0, recorded.err
    export = tmp_path / "session.h5"
    session_id = recorded.json["session_id"]
    assert aurity("export", session_id, "--output", export, **blocked).code == 0
    assert aurity("verify", export, **blocked).code == 0

    processes = (tmp_path / "connections.loaded").read_text().split()
    assert (
        len(set(processes)) >= 3
    )  # the command line, its recorder and its worker were all watched
    assert not connections.exists(), connections.read_text()
