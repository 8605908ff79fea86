"""Making many lasting objects without the garbage collector going through all of them meanwhile."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """Keep the collector off, for all threads, while many lasting objects are made.

    Each new thousand makes it look at all that there are, once they are many enough, and that keeps
    the GIL: 60 ms beside a speech model's tokenizer, which the window shows as a stall.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
