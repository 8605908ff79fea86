"""Taking the peaks of a recording, slice by slice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.domain.peaks import WINDOW, Peaks

#: int16 to a byte.
_SCALE = 128


def peaks_of(pieces: Iterable[NDArray[np.int16]]) -> Peaks:
    """Of sound that comes in pieces of any length, int16, shape (n,). One piece is in memory."""
    samples = 0

    def counted() -> Iterator[NDArray[np.int16]]:
        nonlocal samples
        for piece in pieces:
            samples += len(piece)
            yield piece

    values = b"".join(map(_loudest, _whole_windows(counted())))
    return Peaks(values, samples)


def _whole_windows(pieces: Iterable[NDArray[np.int16]]) -> Iterator[NDArray[np.int16]]:
    """The same sound in pieces of whole windows; the last one is filled up with silence."""
    left = np.zeros(0, np.int16)
    for piece in pieces:
        sound = np.concatenate((left, piece)) if len(left) else piece
        whole = len(sound) - len(sound) % WINDOW
        yield sound[:whole]
        left = sound[whole:]
    if len(left):
        yield np.concatenate((left, np.zeros(WINDOW - len(left), np.int16)))


def _loudest(sound: NDArray[np.int16]) -> bytes:
    windows = sound.reshape(-1, WINDOW)
    if not len(windows):
        return b""
    high, low = windows.max(axis=1).astype(np.int32), windows.min(axis=1).astype(np.int32)
    return bytes((np.maximum(high, -low - 1) // _SCALE).astype(np.uint8))
