"""What the models hear of what was captured: the same sound, without a DC offset.

A cheap sound card adds a constant to every sample. Nobody hears it, but detector and recognizer
take quiet speech upon it for silence. What is kept on the disk stays as it was captured.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

_FULL_SCALE: Final = np.float32(32_768)
#: The stretch over which a mean is taken: one second at 16 kHz.
_STRETCH: Final = 16_000
#: Less than this of full scale is no offset, nor is less than that share of the level: sound whose
#: mean is about zero, as a voice's is, comes out bit by bit as it went in.
_LEAST: Final = 0.005
_LEAST_SHARE: Final = 0.25


def without_offset(samples: NDArray[np.int16]) -> NDArray[np.float32]:
    """int16 samples, shape (n,), as float32 in -1 to 1 about zero.

    Each second by itself, so that an offset that comes with another microphone goes, too.
    """
    sound = samples.astype(np.float32) / _FULL_SCALE
    edges = list(range(0, max(1, len(sound) - _STRETCH // 2), _STRETCH))
    for start, end in zip(edges, [*edges[1:], len(sound)], strict=True):
        stretch = sound[start:end]
        offset = offset_of(stretch)
        if offset:
            stretch -= np.float32(offset)
    return sound


def offset_of(sound: NDArray[np.float32]) -> float:
    """The constant under some sound of full scale 1.0; 0.0 where there is none to speak of."""
    if not len(sound):
        return 0.0
    mean = float(np.mean(sound, dtype=np.float64))
    level = float(np.sqrt(np.mean(np.square(sound), dtype=np.float64)))
    return mean if abs(mean) > max(_LEAST, _LEAST_SHARE * level) else 0.0
