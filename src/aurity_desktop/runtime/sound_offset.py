"""What the models hear of what was captured: the same sound, without a DC offset.

A cheap sound card adds a constant to every sample. Nobody hears it, but detector and recognizer
take quiet speech upon it for silence. What is kept on the disk stays as it was captured.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.runtime.high_pass import filtered, slow_part

_FULL_SCALE: Final = np.float32(32_768)
#: The stretch over which a mean is taken: one second at 16 kHz.
_STRETCH: Final = 16_000
#: Less than this of full scale is no offset, nor is less than that share of the level: sound whose
#: mean is about zero, as a voice's is, comes out bit by bit as it went in.
_LEAST: Final = 0.005
_LEAST_SHARE: Final = 0.25
#: Values of `slow_part` in a second, and the samples of one.
_SLOW_SECOND, _SLOW_STEP = 100, 160


def without_offset(samples: NDArray[np.int16]) -> NDArray[np.float32]:
    """int16 samples, shape (n,), as float32 in -1 to 1 about zero.

    Each second by itself, so that an offset that comes with another microphone goes, too. One that
    moves, a rumble, and steps within a second go by a high-pass.
    """
    sound = samples.astype(np.float32) / _FULL_SCALE
    edges = list(range(0, max(1, len(sound) - _STRETCH // 2), _STRETCH))
    for start, end in zip(edges, [*edges[1:], len(sound)], strict=True):
        stretch = sound[start:end]
        offset = offset_of(stretch)
        if offset:
            stretch -= np.float32(offset)
    return filtered(sound) if _moves(sound) else sound


def _moves(sound: NDArray[np.float32]) -> bool:
    """Whether what is slower than a voice is there for some second, and is no small part of it."""
    slow = slow_part(sound)
    for second in range(0, len(slow), _SLOW_SECOND):
        power = float(np.mean(np.square(slow[second : second + _SLOW_SECOND])))
        whole = sound[second * _SLOW_STEP : (second + _SLOW_SECOND) * _SLOW_STEP]
        level = float(np.sqrt(np.mean(np.square(whole), dtype=np.float64)))
        if np.sqrt(power) > max(_LEAST, _LEAST_SHARE * level):
            return True
    return False


def offset_of(sound: NDArray[np.float32]) -> float:
    """The constant under some sound of full scale 1.0; 0.0 where there is none to speak of."""
    if not len(sound):
        return 0.0
    mean = float(np.mean(sound, dtype=np.float64))
    level = float(np.sqrt(np.mean(np.square(sound), dtype=np.float64)))
    return mean if abs(mean) > max(_LEAST, _LEAST_SHARE * level) else 0.0
