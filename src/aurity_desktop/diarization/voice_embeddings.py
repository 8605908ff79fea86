"""One voice embedding for every label of a recording's turns. NumPy only.

The observed windows have an embedding for each of their local speakers, and the turns say whose it
is. How they were clustered does not matter, so voices can be told for any turns: those of the
pipeline, or those of a reference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.diarization.observation import WINDOW_FRAMES, Observations
from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.speakers import Turn
from aurity_desktop.domain.voice import Voice

#: Where a segmentation frame lies in its window, in samples: the first centre, and from one to the
#: next.
_CENTRE, _SHIFT = 495, 270
#: Ticks of the clock that turns and windows are compared on, in samples.
_TICK = 160
#: Of what a local speaker says alone, the share that has to lie in the turns of one label.
_PLAINLY = 0.6
#: Least share of a window that a voice has to itself for its embedding to count, where there are
#: such.
_CLEAN = 0.2


def voices_of(observed: Observations, turns: Sequence[Turn]) -> dict[str, Voice]:
    """The voice of each label that says enough alone to be known by."""
    if not turns or not len(observed):
        return {}
    labels = list(dict.fromkeys(turn.speaker for turn in turns))
    talking = _on_the_clock(turns, labels, int(observed.numbers[-1] + 1) * observed.step_samples)
    ticks = np.rint((_CENTRE + _SHIFT * np.arange(WINDOW_FRAMES)) / _TICK).astype(np.intp)
    found: dict[str, list[tuple[float, NDArray[np.float32]]]] = defaultdict(list)
    for window, activity, embeddings in zip(
        observed.numbers.tolist(), observed.activity, observed.embeddings, strict=True
    ):
        alone = activity & (activity.sum(axis=1, keepdims=True) == 1)
        start = window * observed.step_samples // _TICK
        here = talking[:, np.minimum(start + ticks, talking.shape[1] - 1)]
        for speaker in np.flatnonzero(np.isfinite(embeddings).all(axis=1)):
            mine = alone[:, speaker]
            shared = here[:, mine].sum(axis=1)
            best = int(shared.argmax())
            if mine.any() and shared[best] >= _PLAINLY * mine.sum():
                found[labels[best]].append((float(mine.mean()), embeddings[speaker]))
    spoken = talking & (talking.sum(axis=0, keepdims=True) == 1)
    seconds = dict(zip(labels, spoken.sum(axis=1) * _TICK / SAMPLE_RATE, strict=True))
    return {
        label: _voice(pieces, float(seconds[label]))
        for label, pieces in found.items()
        if seconds[label] > 0
    }


def _on_the_clock(
    turns: Sequence[Turn], labels: Sequence[str], least_samples: int
) -> NDArray[np.bool_]:
    """Which labels talk at each tick: (labels, ticks)."""
    end = max(int(turn.end * SAMPLE_RATE) for turn in turns)
    talking = np.zeros((len(labels), max(end, least_samples) // _TICK + 1), np.bool_)
    rows = {label: row for row, label in enumerate(labels)}
    for turn in turns:
        first, last = (round(moment * SAMPLE_RATE / _TICK) for moment in (turn.start, turn.end))
        talking[rows[turn.speaker], first:last] = True
    return talking


def _voice(pieces: Sequence[tuple[float, NDArray[np.float32]]], seconds: float) -> Voice:
    """The mean of the pieces' directions, weighted by their share of a window."""
    clean = [piece for piece in pieces if piece[0] >= _CLEAN] or list(pieces)
    weights = np.array([weight for weight, _ in clean])
    vectors = np.stack([vector for _, vector in clean]).astype(np.float64)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    mean = weights @ vectors / weights.sum()
    unit = mean / max(float(np.linalg.norm(mean)), 1e-9)
    steadiness = float(np.clip(weights @ (vectors @ unit) / weights.sum(), 0.0, 1.0))
    return Voice(tuple(float(each) for each in unit), seconds, steadiness)
