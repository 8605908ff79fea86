"""A program beside ours that takes a whole processor, as a browser may: `--beside one-core`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

ONE_CORE = "one-core"

#: Until our end of its standard input closes, so that it ends however we do.
_BUSY = """
import sys, threading
threading.Thread(target=lambda: (sys.stdin.read(), __import__("os")._exit(0))).start()
while True:
    pass
"""


@contextmanager
def beside(what: str | None) -> Iterator[None]:
    """While this lasts, `what` is at work: nothing, or a process that takes all of one core."""
    if what != ONE_CORE:
        yield
        return
    busy = subprocess.Popen([sys.executable, "-c", _BUSY], stdin=subprocess.PIPE)
    try:
        yield
    finally:
        busy.communicate()
