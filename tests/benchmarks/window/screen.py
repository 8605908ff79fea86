"""A screen without a monitor, for windows that are to be used and not looked at."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def screen(size: str) -> Iterator[str]:
    """A screen of its own, `1280x800`: what it is called, as DISPLAY wants it."""
    server_path = shutil.which("Xvfb")
    assert server_path is not None
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [
            *(server_path, "-displayfd", str(writing)),
            *("-screen", "0", f"{size}x24", "-nolisten", "tcp"),
        ],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading, encoding="ascii") as number:
            yield f":{number.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


@contextmanager
def window_manager(display: str) -> Iterator[None]:
    """Openbox on a screen, so that windows come to the front and get the keyboard."""
    path = shutil.which("openbox")
    assert path is not None
    manager = subprocess.Popen(
        [path],
        env={**os.environ, "DISPLAY": display},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        manager.terminate()
        manager.wait()
