"""Worker threads for one recording: pieces of work in parallel, each on one thread.

The networks are small: torch's own threads, which share out single operations, wait for each other
more than they work (two of them took longer than one here). Whole pieces side by side keep every
processor busy. What a piece holds does not depend on how many threads there are, so neither does
the result.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import torch

Item = TypeVar("Item")
Result = TypeVar("Result")


class WorkerThreads:
    """`threads` threads, kept for the thread that calls.

    Torch is to use one thread in each: `torch_setup.prepare(1)`. On Linux a thread has the priority
    of the one that made it: another caller gets threads of its own.
    """

    def __init__(self, threads: int) -> None:
        self._threads = threads
        self._caller: threading.Thread | None = None
        self._pool: ThreadPoolExecutor | None = None

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
        """`work` on each item under inference mode; results in the items' order.

        Raises what the first piece that failed raised.
        """

        def piece(item: Item) -> Result:
            with torch.inference_mode():  # holds for the thread that enters it
                return work(item)

        if self._threads == 1:
            return [piece(item) for item in items]
        return list(self._pool_of(threading.current_thread()).map(piece, items))

    def _pool_of(self, caller: threading.Thread) -> ThreadPoolExecutor:
        if self._pool is None or self._caller is not caller:
            if self._pool is not None:
                self._pool.shutdown()
            self._caller = caller
            self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="diarization")
        return self._pool
