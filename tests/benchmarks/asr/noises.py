"""Sounds without a word in them: what a recogniser must not hear anything in.

Made from arithmetic and a seed, so that anybody gets the same ones: room silence, a keyboard, a
street, music, a telephone's hold tones. Each is int16, 16 kHz, at the loudness that a laptop's
microphone would give it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.domain.audio import SAMPLE_RATE

_Signal = NDArray[np.float64]
_Maker = Callable[[int, np.random.Generator], _Signal]

#: A walk through A minor and its neighbours, in semitones from A3, one chord a bar.
_CHORDS = ((0, 3, 7), (-4, 0, 3), (3, 7, 10), (-2, 2, 5))


def noise(kind: str, seconds: float, seed: int = 1) -> NDArray[np.int16]:
    """One of `KINDS`, so long."""
    count = round(seconds * SAMPLE_RATE)
    signal = KINDS[kind](count, np.random.default_rng(seed))
    return (np.clip(signal, -1.0, 1.0) * 32767).astype(np.int16)


def _silence(count: int, random: np.random.Generator) -> _Signal:
    """A quiet room: -66 dBFS of hiss and a trace of mains hum."""
    hum = np.sin(2 * np.pi * 60 * _time(count)) * 3e-4
    return random.normal(0, 5e-4, count) + hum


def _keyboard(count: int, random: np.random.Generator) -> _Signal:
    """Four to nine strokes a second in bursts, each a click down and a fainter one up."""
    signal = _silence(count, random)
    at = 0.3
    while at * SAMPLE_RATE < count:
        for delay, loudness in ((0.0, 0.25), (0.09, 0.1)):
            first = round((at + delay) * SAMPLE_RATE)
            click = random.normal(0, 1, 400) * np.exp(-np.arange(400) / 60)
            heard = signal[first : first + 400]
            heard += (click * loudness * random.uniform(0.5, 1.0))[: heard.size]
        at += random.uniform(0.11, 0.25) if random.random() < 0.9 else random.uniform(0.8, 2.5)
    return signal


def _street(count: int, random: np.random.Generator) -> _Signal:
    """Low rumble, with a car passing every few seconds."""
    rumble = _low_passed(random.normal(0, 1, count), 200)
    hiss = _low_passed(random.normal(0, 1, count), 1500)
    passing = np.zeros(count)
    at = 2.0
    while at * SAMPLE_RATE < count:
        passing += np.exp(-(((_time(count) - at) / random.uniform(0.8, 2.0)) ** 2))
        at += random.uniform(3.0, 9.0)
    return 0.03 * rumble + 0.05 * hiss * passing


def _music(count: int, random: np.random.Generator) -> _Signal:
    """Plucked chords and a melody over them, two beats a second."""
    signal = np.zeros(count)
    beat = SAMPLE_RATE // 2
    for number, first in enumerate(range(0, count, beat)):
        chord = _CHORDS[number // 4 % len(_CHORDS)]
        melody = chord[int(random.integers(3))] + 12 + int(random.choice([0, 2, -1]))
        for semitone in (*(chord if number % 2 == 0 else ()), melody):
            length = min(2 * beat, count - first)
            time = np.arange(length) / SAMPLE_RATE
            pitch = 220.0 * 2 ** (semitone / 12)
            partials = sum(np.sin(2 * np.pi * pitch * k * time) / k**1.5 for k in range(1, 6))
            signal[first : first + length] += 0.06 * partials * np.exp(-3 * time)
    return signal


def _hold_tones(count: int, random: np.random.Generator) -> _Signal:
    """A line on hold: 440 and 480 Hz for two seconds in six, with a beep of 1400 Hz between."""
    time = _time(count)
    within = time % 6.0
    ringing = (np.sin(2 * np.pi * 440 * time) + np.sin(2 * np.pi * 480 * time)) * (within < 2.0)
    beep = np.sin(2 * np.pi * 1400 * time) * ((within > 4.0) & (within < 4.2))
    return 0.08 * ringing + 0.1 * beep + _silence(count, random)


KINDS: Mapping[str, _Maker] = {
    "silence": _silence,
    "keyboard": _keyboard,
    "street": _street,
    "music": _music,
    "hold tones": _hold_tones,
}


def _time(count: int) -> _Signal:
    return np.arange(count) / SAMPLE_RATE


def _low_passed(signal: _Signal, hertz: float) -> _Signal:
    """Through a one-pole low pass twice, at unit loudness."""
    from scipy.signal import lfilter

    keep = np.exp(-2 * np.pi * hertz / SAMPLE_RATE)
    for _ in range(2):
        signal = lfilter([1 - keep], [1, -keep], signal)
    return signal / np.std(signal)
