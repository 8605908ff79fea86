import os
import subprocess
import sys

from tests.benchmarks.capture.virtual_microphone import VirtualMicrophone

CODE = """
import os, sys
from pathlib import Path
from tests.benchmarks.capture.virtual_microphone import VirtualMicrophone
with VirtualMicrophone(Path(sys.argv[1])):
    os.kill(os.getpid(), 9)
"""


def answers(microphone):
    command = ["pactl", "info"]
    environment = {**os.environ, **microphone.environment}
    return (
        subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 0
    )


def test_the_server_goes_with_whoever_started_it_even_when_killed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("m")
    ended = subprocess.run([sys.executable, "-c", CODE, str(folder)], check=False)
    assert ended.returncode == -9
    microphone = VirtualMicrophone(folder)
    for _ in range(500):
        if not answers(microphone):
            return
    raise AssertionError("the server is still there")
