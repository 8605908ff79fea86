"""Plants a finished session of so many hours into the data folder: noise, words, two speakers.

    python -m tests.benchmarks.desk.long_session 3

Prints its id.
"""

from __future__ import annotations

import sys
from contextlib import closing

import numpy as np

from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.audio import SLICE_SAMPLES, seconds
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
        record_hour(ledger, paths, session_id, slices, seed=18)
    noise = np.random.default_rng(18).integers(-3000, 3000, SLICE_SAMPLES, np.int16)
    with (paths.session(session_id) / "final.wav").open("wb") as file:
        file.write(header(slices * SLICE_SAMPLES))
        for _ in range(slices):
            file.write(noise.astype("<i2").tobytes())
    sys.stdout.write(f"{session_id}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1])))
