import os
import signal
import subprocess
import sys

from aurity_desktop.audio.devices.awake import caffeinate, running
from tests.jobs.worker_processes import wait_until


def test_macos_has_a_tool_of_its_own():
    assert caffeinate(7, lambda name: f"/usr/bin/{name}") == (
        "/usr/bin/caffeinate",
        "-i",
        "-w",
        "7",
    )


def test_a_macos_without_the_tool_records_all_the_same():
    command = caffeinate(7, lambda _: None)
    assert command is None
    with running(command) as child:
        assert child is None


def test_the_child_lives_as_long_as_the_recording():
    with running((sys.executable, "-c", "import sys; sys.stdin.read()")) as child:
        assert child.poll() is None
    assert child.poll() is not None


def test_a_child_that_ignores_its_input_ends_with_the_recording_too():
    with running((sys.executable, "-c", "import time; time.sleep(5)")) as child:
        assert child.poll() is None
    assert child.poll() == -signal.SIGTERM


def test_the_child_ends_by_itself_when_the_recorder_is_killed(tmp_path):
    code = (
        "import os, sys; from aurity_desktop.audio.devices.awake import running\n"
        "with running(sys.argv[1:]): os.kill(os.getpid(), 9)"
    )
    mark = tmp_path / "ended"
    child = f"import sys, pathlib; sys.stdin.read(); pathlib.Path({str(mark)!r}).touch()"
    recorder = subprocess.run(
        [sys.executable, "-c", code, sys.executable, "-c", child],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        check=False,
    )
    assert recorder.returncode == -9
    wait_until(mark.exists)


def test_a_tool_that_cannot_be_started_is_told_and_nothing_more(tmp_path, capsys):
    with running((str(tmp_path / "no such tool"),)) as child:
        assert child is None
    assert "may fall asleep" in capsys.readouterr().err
