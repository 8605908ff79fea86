"""A consulting room behind the voices: ventilation and a keyboard, so many decibels below them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.domain.audio import SAMPLE_RATE
from tests.benchmarks.asr.noises import noise

Samples = NDArray[np.int16]

_LOUD = 0.1  # of the loudest 20 ms: what is quieter is a pause, and says nothing of the voices
_FRAME = SAMPLE_RATE // 50


def in_room(samples: Samples, decibels: float, seed: int = 1) -> Samples:
    """The same sound with a room's noise, `decibels` below the voices' mean power.

    int16, shape (n,), 16 kHz; the pauses do not count.
    """
    sound = samples / 32768
    room = _ventilation(len(sound), np.random.default_rng(seed))
    room += 2 * noise("keyboard", len(sound) / SAMPLE_RATE, seed)[: len(sound)] / 32768
    wanted = np.sqrt(_power_of_voices(sound) / 10 ** (decibels / 10))
    loudness = np.sqrt(np.mean(room**2))
    mixed = sound + room * (wanted / loudness if loudness else 0.0)
    return (np.clip(mixed, -1, 1) * 32767).astype(np.int16)


def _power_of_voices(sound: NDArray[np.float64]) -> float:
    frames = sound[: len(sound) // _FRAME * _FRAME].reshape(-1, _FRAME)
    powers = np.mean(frames**2, axis=1)
    return float(np.mean(powers[powers >= powers.max() * _LOUD**2])) if powers.size else 0.0


def _ventilation(count: int, random: np.random.Generator) -> NDArray[np.float64]:
    """Pink noise: half the power an octave higher, from 40 Hz on."""
    spectrum = np.fft.rfft(random.normal(0, 1, count))
    hertz = np.fft.rfftfreq(count, 1 / SAMPLE_RATE)
    spectrum *= 1 / np.sqrt(np.maximum(hertz, 40.0))
    pink = np.fft.irfft(spectrum, count)
    quiet: NDArray[np.float64] = 0.1 * pink / np.std(pink)
    return quiet
