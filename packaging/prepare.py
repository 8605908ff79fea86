"""The set-up of this checkout: `prepare.py run` to run it, `prepare.py test` to test it.

Standard library only, for it runs before anything is installed. Each step leaves a stamp that holds
a hash of what it depends on, written after the step has succeeded: what has not changed is not done
again, and an interrupted set-up goes on where it was.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from steps import ROOT, SetUpFailed, say

OLDEST, TOO_NEW = (3, 11), (3, 14)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two set-ups of one checkout wait for each other (where the system has flock)."""
    if importlib.util.find_spec("fcntl") is None:
        yield
        return
    import fcntl  # noqa: PLC0415 - Windows has none

    lock = ROOT / "build" / "set-up.lock"
    lock.parent.mkdir(exist_ok=True)
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("waiting for another set-up of this checkout")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def prepare(purpose: str) -> None:
    """Take every step that is not done. Raises SetUpFailed."""
    import debian  # noqa: PLC0415 - these need the Python version that was checked before
    import python_side  # noqa: PLC0415

    with one_at_a_time():
        debian.install_missing(purpose)
        python_side.virtual_environment()
        python_side.torch()
        python_side.project(purpose)
        python_side.models(purpose)


def main() -> int:
    """Returns the exit code."""
    parser = argparse.ArgumentParser(description="Make this checkout ready to run or to be tested.")
    parser.add_argument("purpose", choices=("run", "test"))
    purpose = parser.parse_args().purpose
    if not OLDEST <= sys.version_info[:2] < TOO_NEW:
        say(f"Python 3.11 to 3.13 is needed, and {sys.executable} is {sys.version.split()[0]}.")
        say("Install python3.11 and python3.11-venv, or name one: make PYTHON=/path/to/python3.11")
        return 1
    try:
        prepare(purpose)
    except SetUpFailed as failure:
        say(f"stopped: {failure}. What is done is kept; the same command goes on from here.")
        return 1
    except KeyboardInterrupt:
        say("interrupted; the same command goes on from here.")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
