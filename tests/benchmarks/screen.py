"""A screen without hardware: Xvfb, and a window manager where windows are to be minimized."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def virtual_screen(size: str) -> Iterator[str]:
    """While this lasts, a screen of its own: what it is called, as DISPLAY wants it.

    `size` as in `1280x800`.
    """
    screen = shutil.which("Xvfb")
    assert screen is not None
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [
            *(screen, "-displayfd", str(writing), "-screen", "0", f"{size}x24"),
            *("-nolisten", "tcp"),
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
    """While this lasts, openbox on that screen."""
    found = shutil.which("openbox")
    assert found is not None
    running = subprocess.Popen(
        [found, "--sm-disable"],
        env={**os.environ, "DISPLAY": display},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        running.terminate()
        running.wait()
