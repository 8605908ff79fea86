"""Plants a finished session of so many hours into the data folder: words, two speakers, and
sound that goes up and down as theirs would.

    python -m tests.benchmarks.desk.long_session 3

Prints its id.
"""

from __future__ import annotations

import sys
from contextlib import closing
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.audio import SAMPLE_RATE, SLICE_SAMPLES, seconds
from aurity_desktop.domain.keys import PLAIN
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.storage.wav import header
from tests.benchmarks.corpus.planted_sessions import BEGAN, record_hour, without_fsync


def main(hours: float) -> int:
    """As recording and the second pass would have left it, encryption off."""
    paths = Paths.from_environment()
    slices = round(hours * 3600 / seconds(SLICE_SAMPLES))
    session_id = BEGAN.strftime("session_%Y%m%d_%H%M%S")
    with closing(SqliteLedger(paths.ledger, "bench", keys=PLAIN)) as ledger:
        without_fsync(ledger)
        record_hour(ledger, paths, session_id, slices, seed=18, sound=like_speech)
    with (paths.session(session_id) / "final.wav").open("wb") as file:
        file.write(header(slices * SLICE_SAMPLES))
        for number in range(slices):
            file.write(_samples(paths.session(session_id) / "slices" / f"{number:06}.wav"))
    sys.stdout.write(f"{session_id}\n")
    return 0


def _samples(slice_file: Path) -> bytes:
    return slice_file.read_bytes()[-2 * SLICE_SAMPLES :]


def like_speech(number: int) -> NDArray[np.int16]:
    """Of one slice: two voices in turns of some fifteen seconds, four syllables a second, pauses
    between phrases, and now and then nobody at all.
    """
    draw = np.random.default_rng((18, number))
    turn = number // 5
    pitch, loudness = ((110.0, 9000.0), (190.0, 5000.0))[turn % 2]
    loudness *= np.random.default_rng((19, turn)).uniform(0.4, 1.0)
    at = np.arange(SLICE_SAMPLES) / SAMPLE_RATE
    syllables = np.clip(np.sin(2 * np.pi * 2.0 * at + draw.uniform(0, np.pi)) ** 2, 0.05, 1.0)
    phrase = np.interp(at, (0.0, draw.uniform(1.6, 2.6), 2.8, 3.0), (1.0, 0.9, 0.05, 0.05))
    spoken = loudness / 3 * _voice(pitch) * syllables * phrase * (draw.random() > 0.15)
    made: NDArray[np.int16] = (spoken + draw.normal(0, 30, SLICE_SAMPLES)).astype(np.int16)
    return made


@cache
def _voice(pitch: float) -> NDArray[np.float64]:
    at = np.arange(SLICE_SAMPLES) / SAMPLE_RATE
    parts = [np.sin(2 * np.pi * pitch * part * at) / part for part in range(1, 9)]
    made: NDArray[np.float64] = np.sum(parts, axis=0)
    return made


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1])))
