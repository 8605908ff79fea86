"""A child that has nothing to finish goes when its parent lets go of it."""

import subprocess
import sys

_CHILD = """
import threading
from aurity_desktop.runtime.standard_input import end_with_parent
end_with_parent()
print("at work", flush=True)
threading.Event().wait()
"""


def test_a_child_at_work_ends_as_soon_as_its_standard_input_does():
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert child.stdout.readline().strip() == b"at work"
        child.stdin.close()
        assert child.wait(30) == 1
    finally:
        child.kill()
        child.wait()
        child.stdout.close()
