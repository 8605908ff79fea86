"""Several channels or tracks to one, so that each is heard and none cancels another.

Gain sharing, as in Dugan's automatic microphone mixer (US patent 3,992,584, 1976): at each moment a
channel's weight is its level over the sum of all levels. So the weights add up to one, a dead
channel has none, one that speaks among fifteen that are quiet is heard at its own level, and copies
of one channel share its weight. Before they are added, channels are given the polarity in which
they agree with the louder ones, so that stereo in opposite phase is not silence.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

#: The time over which a level is taken, and over which a weight changes.
_WINDOW_SECONDS: Final = 0.1
#: After so long about a third is left of what was known of the channels' agreement.
_MEMORY_SECONDS: Final = 10.0
#: From which correlation on a channel is turned round, or back.
_TURNS_AT: Final = 0.2

#: A level below this is silence: -60 dB of full scale.
_SILENT: Final = 0.001


class Automix:
    """A stream of sound of several channels. Samples: float32, full scale 1.0.

    `feed` holds back up to two windows, which `finish` gives. Nothing comes out longer or shorter
    than it went in.
    """

    def __init__(self, channels: int, rate: int, window: float = _WINDOW_SECONDS) -> None:
        """`window`: seconds."""
        self.channels = channels
        self._memory = float(np.exp(-window / _MEMORY_SECONDS))
        self._loudest = np.zeros(channels)
        self._size = max(1, round(rate * window))
        self._rest = np.empty((channels, 0), np.float32)
        self._held: NDArray[np.float32] | None = None
        self._levels = np.zeros(channels)
        self._gains = np.zeros(channels)
        self._polarity = np.ones(channels)
        self._agreement = np.zeros((channels, channels))

    @property
    def heard(self) -> int:
        """How many channels have had sound."""
        return int(np.sum(self._loudest > _SILENT))

    @property
    def turned(self) -> int:
        """How many of them are added the other way round."""
        return int(np.sum((self._loudest > _SILENT) & (self._polarity < 0)))

    def feed(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        """What can be given out by now, shape (n,), of samples of shape (channels, n)."""
        self._rest = np.concatenate((self._rest, samples), axis=1)
        ready = [np.empty(0, np.float32)]
        while self._rest.shape[1] >= self._size:
            window, self._rest = np.split(self._rest, [self._size], axis=1)
            ready.append(self._take(window))
        return np.concatenate(ready)

    def finish(self) -> NDArray[np.float32]:
        """What was held back. The next `feed` begins anew."""
        ready = [self._take(self._rest)] if self._rest.shape[1] else []
        self._rest = self._rest[:, :0]
        if self._held is not None:
            ready.append(_faded(self._held, self._gains, self._gains))
            self._held = None
        return np.concatenate([np.empty(0, np.float32), *ready])

    def _take(self, window: NDArray[np.float32]) -> NDArray[np.float32]:
        """The window before this one, whose weights end where this one's begin."""
        moving = window - window.mean(axis=1, keepdims=True)  # an offset is no sound
        covariance = (moving @ moving.T).astype(np.float64) / window.shape[1]
        self._agreement = self._memory * self._agreement + covariance
        levels = np.sqrt(np.diag(covariance))
        self._loudest = np.maximum(self._loudest, levels)
        before, held = self._gains, self._held
        both = levels if held is None else np.maximum(levels, self._levels)
        self._gains = self._shared(both)
        self._held, self._levels = window, levels
        if held is None:
            return np.empty(0, np.float32)
        return _faded(held, before, self._gains)

    def _shared(self, levels: NDArray[np.float64]) -> NDArray[np.float64]:
        together = levels.sum()
        weights = levels / together if together > 0 else np.full(len(levels), 1 / len(levels))
        self._agree()
        return weights * self._polarity

    def _agree(self) -> None:
        """Turn each channel as the louder one turns that it agrees with most; the loudest stays."""
        energy = np.diag(self._agreement)
        order = [each for each in np.argsort(-energy) if energy[each] > 0]
        scale = np.sqrt(energy)
        for place, channel in enumerate(order[1:], 1):
            louder = order[:place]
            alike = self._agreement[channel, louder] / (scale[channel] * scale[louder])
            most = int(np.argmax(np.abs(alike)))
            if abs(alike[most]) > _TURNS_AT:
                self._polarity[channel] = self._polarity[louder[most]] * np.sign(alike[most])


def _faded(
    window: NDArray[np.float32], start: NDArray[np.float64], end: NDArray[np.float64]
) -> NDArray[np.float32]:
    """The window's channels, each with a weight that goes from one value to another."""
    first = start.astype(np.float32) @ window
    change = (end - start).astype(np.float32) @ window
    return np.asarray(first + change * np.linspace(0, 1, len(first), False, dtype=np.float32))
