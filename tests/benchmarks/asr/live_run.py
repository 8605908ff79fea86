"""Live text of a recording as the program makes it: each slice while it is open, then whole."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.application.live.rehearsal import Rehearsal
from aurity_desktop.asr.live import WhisperLive
from aurity_desktop.asr.recognizer import ConditionedRecognizer
from aurity_desktop.asr.vad import Silero
from aurity_desktop.domain.audio import SLICE_SAMPLES, AudioSlice
from aurity_desktop.domain.transcript import ChunkTranscription

_SESSION = "session_20260101_000000"


def live_chunks(
    recognizer: ConditionedRecognizer,
    samples: NDArray[np.int16],
    *,
    language: str = "",
    vocabulary: Sequence[str] = (),
) -> list[ChunkTranscription]:
    """The last answer for each slice, in order.

    `samples`: shape (n,). `language` is "" to have it detected.
    """
    live = WhisperLive(recognizer, Silero(), language=language, vocabulary=vocabulary)
    open_slices = Rehearsal(live, time.perf_counter)
    newest: dict[int, ChunkTranscription] = {}
    for number, start in enumerate(range(0, len(samples), SLICE_SAMPLES)):
        piece = samples[start : start + SLICE_SAMPLES]
        open_slices.hear(start, piece)
        sealed = AudioSlice(
            session_id=_SESSION,
            number=number,
            start_sample=start,
            sample_count=len(piece),
            sha256="",
            path=Path(),
            sealed_at=time.monotonic(),
        )
        newest.update({chunk.chunk_number: chunk for chunk in live.feed([(sealed, piece)]).settled})
    newest.update({chunk.chunk_number: chunk for chunk in live.finish().settled})
    return [chunk for _, chunk in sorted(newest.items())]
