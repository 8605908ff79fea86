"""Names by their sound in live text, as a recording looks for them: slice by slice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from aurity_desktop.application.live.live_names import NameWriter, TellsNewWords
from aurity_desktop.domain.audio import SLICE_SAMPLES, AudioSlice
from aurity_desktop.domain.live_corrections import with_corrections
from aurity_desktop.domain.ports import LiveNames
from aurity_desktop.domain.session import SessionPlan
from aurity_desktop.domain.transcript import ChunkStatus, ChunkTranscription, Word
from tests.benchmarks.asr.recordings import Samples
from tests.fakes.ledger import MemoryLedger

SESSION = "session_20260101_000000"


class _Slices:
    """The slices of one sound; the last one is filled with silence."""

    def __init__(self, samples: Samples) -> None:
        self._samples = np.pad(samples, (0, -len(samples) % SLICE_SAMPLES))

    def __len__(self) -> int:
        return len(self._samples) // SLICE_SAMPLES

    def __getitem__(self, number: int) -> AudioSlice:
        start = number * SLICE_SAMPLES
        return AudioSlice(SESSION, number, start, SLICE_SAMPLES, "", Path())

    def read(self, audio_slice: AudioSlice) -> Samples:
        return self._samples[audio_slice.start_sample : audio_slice.end_sample]

    def read_open(self, open_slice: object) -> Samples:
        raise NotImplementedError


def with_live_names(
    samples: Samples, words: Sequence[Word], language: str, names: LiveNames
) -> tuple[Word, ...]:
    """The words of a live text as they read once every slice has been looked at.

    All that is doubted is read again, as where there is time for it; see `NamesPace`.
    The words of the last slice are not: then the recording ends.
    """
    ledger, slices, tells = MemoryLedger(), _Slices(samples), TellsNewWords()
    ledger.sessions.create(
        SessionPlan(SESSION, datetime(2026, 1, 1, tzinfo=UTC), source="microphone", model="base")
    )
    writer = NameWriter(lambda: names, slices, lambda: ledger)
    for number in range(len(slices)):
        own = slices[number]
        said = tuple(word for word in words if own.start <= word.middle < own.end)
        chunk = ChunkTranscription(SESSION, number, said, ChunkStatus.OK, language=language)
        tells.add([own], [chunk])
        new = tells.take()
        if new is not None:
            writer.write(new, is_left=lambda: False)
        while writer.has_unread:
            writer.read_again(is_left=lambda: False)
    return tuple(with_corrections(words, ledger.live_corrections.of_session(SESSION)))
