"""How loud a recording is from moment to moment: what its waveform is drawn from."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from aurity_desktop.domain.audio import SAMPLE_RATE

#: Samples that one value stands for: 20 ms, finer than a screen shows of a minute.
WINDOW: Final = 320
WINDOW_SECONDS: Final = WINDOW / SAMPLE_RATE


@dataclass(frozen=True, slots=True)
class Peaks:
    """`values[i]` is the loudest sample of window i, 0 to 255 of full scale.

    `samples` is the length of the sound that they were taken from. `loud` is what the loud parts
    come up to, told once: 199 of 200 windows are no louder. 1 at least.
    """

    values: bytes
    samples: int
    loud: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "loud", _loud(self.values))

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


def _loud(values: bytes) -> int:
    """By halves, eight looks at all values: three hours are 540,000, and the GIL is held."""
    aside = len(values) // 200

    def few_are_louder(value: int) -> bool:
        louder = values.translate(None, bytes(range(value + 1)))
        return len(louder) <= aside

    return bisect_left(range(1, 255), True, key=few_are_louder) + 1
