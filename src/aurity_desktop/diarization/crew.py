"""Several processors for one recording: pieces of work side by side, each on one thread of its own.

The networks are small: torch's own threads, which share out single operations, wait for each other more than they work (two of
them took longer than one here). Whole pieces side by side keep every processor busy. What a piece holds does not depend on
how many threads there are, so neither does the result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import torch

Item = TypeVar("Item")
Result = TypeVar("Result")


class Crew:
    """`threads` threads that live as long as this object. Torch is to use one thread in each: `torch_setup.prepare(1)`."""

    def __init__(self, threads: int) -> None:
        self._pool = (
            ThreadPoolExecutor(threads, thread_name_prefix="diarization") if threads > 1 else None
        )

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
        """`work` on each item under inference mode; results in the items' order. Raises what the first piece that failed raised."""

        def piece(item: Item) -> Result:
            with torch.inference_mode():  # holds for the thread that enters it
                return work(item)

        if self._pool is None:
            return [piece(item) for item in items]
        return list(self._pool.map(piece, items))
