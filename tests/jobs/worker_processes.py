"""Starting and ending the cheap worker from tests, and waiting for what it does."""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_name("cheap_worker.py")


def start_worker(folder, *how):
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), str(folder), *how],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def wait_until(condition, seconds=20.0):
    """Poll a condition of another process; there is no signal to wait for."""
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < deadline, "what was waited for did not come"
        time.sleep(0.01)
    return value


def end_worker(worker):
    """Close its standard input, as a parent does. Returns the exit code."""
    worker.stdin.close()
    code = worker.wait(20)
    worker.stderr.close()
    return code


def kill_worker(worker):
    worker.kill()
    worker.wait(20)
    worker.stdin.close()
    worker.stderr.close()
