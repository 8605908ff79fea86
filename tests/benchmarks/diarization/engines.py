"""The product's diarization and pyannote's as it ships, each in a process of its own.

So their times and memory can be told apart.
"""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.domain.audio import SAMPLE_RATE, seconds
from aurity_desktop.domain.errors import AurityError
from aurity_desktop.domain.session import SpeakerCount
from aurity_desktop.domain.speakers import Turn

Samples: TypeAlias = NDArray[np.int16]
Diarize: TypeAlias = Callable[[Samples], tuple[Turn, ...]]


@dataclass(frozen=True, slots=True)
class Files:
    """The two networks and how many threads may run them."""

    segmentation: Path
    embedding: Path
    threads: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """One recording diarized.

    `elapsed` and `processor` in seconds; `peak_bytes` of the process so far.
    """

    turns: tuple[Turn, ...]
    elapsed: float
    processor: float
    peak_bytes: int


class EngineDied(AurityError):
    def __init__(self, name: str, detail: str) -> None:
        self.name = name
        super().__init__(f"The diarization of {name} failed ({detail}).")


def ours(files: Files) -> Diarize:
    """The product's, fed the whole file."""
    from aurity_desktop.diarization.pipeline import PyannoteDiarizer

    diarizer = PyannoteDiarizer(files.segmentation, files.embedding, threads=files.threads)

    def diarize(samples: Samples) -> tuple[Turn, ...]:
        return diarizer.diarize(samples, count=SpeakerCount(), progress=lambda _: None).turns

    return diarize


def pyannote(files: Files) -> Diarize:
    """pyannote's, with the same networks."""
    from aurity_desktop.diarization import torch_setup
    from tests.benchmarks.diarization.whole_pyannote import import_all_of_pyannote

    import_all_of_pyannote()  # with what the program never calls, and the peer does
    torch_setup.prepare(files.threads)
    import torch

    from aurity_desktop.diarization.turns import diarization_of
    from tests.benchmarks.diarization.pyannote_peer import PyannotePeer

    peer = PyannotePeer(files.segmentation, files.embedding)

    def diarize(samples: Samples) -> tuple[Turn, ...]:
        waveform = torch.from_numpy(samples.astype(np.float32) / 32_768)
        file = {"waveform": waveform[None], "sample_rate": SAMPLE_RATE, "uri": "recording"}
        annotation = peer.apply(file).speaker_diarization
        return diarization_of(annotation, seconds(len(samples))).turns

    return diarize


class Engine:
    """A diarization in a child process. A context manager: the child ends with it."""

    def __init__(self, name: str, build: Callable[[Files], Diarize], files: Files) -> None:
        self.name = name
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, build, files), daemon=True)
        self._process.start()
        self._is_ready = False
        theirs.close()

    def run(self, samples: Samples) -> Outcome:
        """Diarize; blocks, the first time until the networks are loaded. Raises EngineDied."""
        try:
            if not self._is_ready:
                self._answer()
                self._is_ready = True
            self._connection.send(samples)
            outcome = self._answer()
        except (EOFError, OSError) as error:
            self._process.join(timeout=5)
            detail = f"its process ended with exit code {self._process.exitcode}"
            raise EngineDied(self.name, detail) from error
        if outcome is None:
            raise EngineDied(self.name, "it answered out of turn")
        return outcome

    def _answer(self) -> Outcome | None:
        answer: Outcome | str | None = self._connection.recv()
        if isinstance(answer, str):
            raise EngineDied(self.name, answer)
        return answer

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()
        self._process.join(timeout=5)
        if self._process.is_alive():
            self._process.kill()


def _serve(connection: Connection, build: Callable[[Files], Diarize], files: Files) -> None:
    """Say when ready, then answer each recording with an outcome, or with what went wrong, until
    the other end is closed.
    """
    sys.stdout = sys.stderr  # pyannote prints
    try:
        diarize = build(files)
        diarize(np.zeros(SAMPLE_RATE, np.int16))  # first calls load and plan
        connection.send(None)  # ready
        while True:
            samples = connection.recv()
            elapsed, processor = time.perf_counter(), time.process_time()
            turns = diarize(samples)
            elapsed = time.perf_counter() - elapsed
            processor = time.process_time() - processor
            connection.send(Outcome(turns, elapsed, processor, _peak_bytes()))
    except EOFError:
        return
    except AurityError as error:
        connection.send(str(error))


def _peak_bytes() -> int:
    """The most memory this process ever had resident."""
    import psutil

    memory = psutil.Process().memory_info()
    if hasattr(memory, "peak_wset"):  # Windows
        return int(memory.peak_wset)
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
