"""A high-pass in a stream: what is slower than a voice goes, whatever it is.

Four first-order sections of 30 Hz in a row: a constant is gone, a rumble of 8 Hz is 46 dB down, a
voice of 100 Hz 1.5 dB. In numpy alone, block by block, so that how the sound is cut changes no bit.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_RATE: Final = 16_000
#: Samples that are filtered together; sound comes in whole blocks.
BLOCK: Final = 512
SECTIONS: Final = 4
CUTOFF_HERTZ: Final = 30.0
#: Means of 10 ms that are smoothed together: a window of 70 ms passes 15 Hz and stops a voice.
_SMOOTHED: Final = 7


class HighPass:
    """One stream. It begins as if what it hears first had been there for ever: without a thump."""

    def __init__(self, hertz: float = CUTOFF_HERTZ) -> None:
        self._pole = float(np.exp(-2 * np.pi * hertz / _RATE))
        self._powers = self._pole ** np.arange(1, BLOCK + 1)
        self.state: NDArray[np.float64] | None = None

    def feed(self, blocks: NDArray[Any]) -> NDArray[np.float32]:
        """Samples of shape (n, BLOCK), and the same without what is slow. Any scale."""
        sound = np.asarray(blocks, np.float64)
        if self.state is None:
            self.state = np.zeros(SECTIONS)
            self.state[0] = float(sound[0].mean()) if len(sound) else 0.0
        for section in range(SECTIONS):
            sound = sound - self._slow(sound, section)
        return sound.astype(np.float32)

    def _slow(self, sound: NDArray[np.float64], section: int) -> NDArray[np.float64]:
        """What a first-order low-pass leaves: each block by itself, and then what came before."""
        assert self.state is not None
        slow = self._powers * np.cumsum((1 - self._pole) * sound / self._powers, axis=1)
        before = np.empty(len(sound))
        state = float(self.state[section])
        for row, last in enumerate(slow[:, -1]):
            before[row] = state
            state = float(last) + float(self._powers[-1]) * state
        self.state[section] = state
        return np.asarray(slow + before[:, None] * self._powers)


def filtered(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """A piece of sound by itself, shape (n,)."""
    if not len(sound):
        return sound
    missing = -len(sound) % BLOCK
    blocks = np.pad(sound, (0, missing), mode="edge").reshape(-1, BLOCK)
    return HighPass().feed(blocks).reshape(-1)[: len(sound)]


def slow_part(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """The part of some sound that is slower than about 20 Hz, a mean for each 10 ms, shape (m,).

    A voice leaves less than a tenth of itself in it.
    """
    step = _RATE // 100
    means = sound[: len(sound) // step * step].reshape(-1, step).mean(axis=1)
    window = np.hanning(_SMOOTHED + 2)[1:-1]
    if len(means) < _SMOOTHED:
        return np.zeros(0, np.float32)
    return np.asarray(np.convolve(means, window / window.sum(), "valid"), np.float32)
