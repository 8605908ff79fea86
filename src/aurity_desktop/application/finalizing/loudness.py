"""How much of a recording is louder than silence: asked where no word was found in it."""

from __future__ import annotations

from typing import Final

from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.ports import Sound
from aurity_desktop.domain.unheard import Unheard

_WINDOW: Final = SAMPLE_RATE // 10
#: A minute at a time, so that a day needs no more memory.
_BLOCK: Final = 600 * _WINDOW
#: -55 dB of full scale, on the scale of int16: about the noise of a quiet room.
_SILENCE: Final = 32_768 * 10 ** (-55 / 20)


def loudness(samples: Sound) -> Unheard | None:
    """None where all of it is silence. Tenths of a second, each without its offset."""
    import numpy as np

    loud, loudest, at = 0, _SILENCE, 0
    for start in range(0, len(samples), _BLOCK):
        block = np.asarray(samples[start : start + _BLOCK], np.float32)
        windows = block[: len(block) // _WINDOW * _WINDOW].reshape(-1, _WINDOW)
        levels = windows.std(axis=1)
        loud += int(np.count_nonzero(levels > _SILENCE))
        if len(levels) and levels.max() > loudest:
            loudest, at = float(levels.max()), start + int(levels.argmax()) * _WINDOW
    if not loud:
        return None
    return Unheard(loud * _WINDOW / SAMPLE_RATE, at / SAMPLE_RATE)
