"""How loud a recording is from moment to moment: what its waveform is drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from aurity_desktop.domain.audio import SAMPLE_RATE

#: Samples that one value stands for: 20 ms, finer than a screen shows of a minute.
WINDOW: Final = 320
WINDOW_SECONDS: Final = WINDOW / SAMPLE_RATE


@dataclass(frozen=True, slots=True)
class Peaks:
    """`values[i]` is the loudest sample of window i, 0 to 255 of full scale.

    `samples` is the length of the sound that they were taken from.
    """

    values: bytes
    samples: int

    def columns(self, start: float, end: float, count: int) -> bytes:
        """The loudest value of each of `count` equal parts of the seconds [start, end).

        0 where there is no sound.
        """
        if count <= 0 or end <= start:
            return b""
        step = (end - start) / WINDOW_SECONDS / count
        first = start / WINDOW_SECONDS
        edges = [max(0, int(first + step * place)) for place in range(count + 1)]
        return bytes(
            max(self.values[begin : max(stop, begin + 1)], default=0)
            for begin, stop in pairwise(edges)
        )

    @property
    def loud(self) -> int:
        """What the loud parts come up to: 199 of 200 windows are no louder. 1 at least."""
        counts = [0] * 256
        for value, times in _times(self.values):
            counts[value] = times
        left = len(self.values) // 200
        for value in range(255, 0, -1):
            left -= counts[value]
            if left < 0:
                return value
        return 1


def _times(values: bytes) -> list[tuple[int, int]]:
    return [(value, values.count(value)) for value in range(256)]
