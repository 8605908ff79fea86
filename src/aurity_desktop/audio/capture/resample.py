"""Between a device's rate and 16 kHz, in a stream: no seam between blocks."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.domain.audio import SAMPLE_RATE


class Resampler:
    """libsoxr in its high quality. Samples: float32, shape (n,), full scale 1.0."""

    def __init__(self, rate: int, to_rate: int = SAMPLE_RATE) -> None:
        import soxr

        self._stream: Any = soxr.ResampleStream(rate, to_rate, 1, dtype="float32")

    def feed(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        """What can be given out by now; the filter holds some back."""
        out: NDArray[np.float32] = self._stream.resample_chunk(samples)
        return out

    def finish(self) -> NDArray[np.float32]:
        """What the filter held back. The next `feed` begins anew."""
        out: NDArray[np.float32] = self._stream.resample_chunk(np.empty(0, np.float32), last=True)
        self._stream.clear()
        return out


def to_float(samples: NDArray[np.int16]) -> NDArray[np.float32]:
    """int16 to float32 with full scale 1.0, shape kept."""
    return samples.astype(np.float32) / np.float32(32_768)


def to_int16(samples: NDArray[np.float32]) -> NDArray[np.int16]:
    """Rounded, and held at full scale where the filter overshot.

    What is no number, as a damaged float file may hold, is silence.
    """
    rounded = np.rint(np.nan_to_num(samples) * np.float32(32_768))
    return np.asarray(np.clip(rounded, -32_768, 32_767), np.int16)
