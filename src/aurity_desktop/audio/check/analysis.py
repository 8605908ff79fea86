"""The microphone check: what five seconds of a microphone say about it. Pure."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.audio.capture.meter import FLOOR_DB, WINDOW, decibels, level_of
from aurity_desktop.audio.capture.resample import to_float
from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.microphone_report import MicrophoneFault, MicrophoneReport
from aurity_desktop.runtime.sound_offset import offset_of

#: Speech at arm's length lies between -35 and -15 dBFS; below this it is not understood well.
_QUIET_DB = -45.0
#: A quiet room with a decent microphone lies below -55.
_NOISY_DB = -40.0
#: So many samples at full scale are no chance.
_CLIPPED_SAMPLES = 8
_MAINS_HERTZ = (50, 60)
_HARMONICS = (1, 2, 3, 4, 5, 6)
#: Hum stands this far out of what is beside it, and is loud enough to be heard.
_HUM_ABOVE_DB = 12.0
_HUM_LOUD_DB = -62.0


def examine(samples: NDArray[np.int16], *, is_loopback: bool) -> MicrophoneReport:
    """`samples`: int16, shape (n,), 16 kHz, some seconds of them, with speech or without."""
    whole = level_of(samples)
    offset = offset_of(to_float(samples))
    moving = samples.astype(np.float32) - np.float32(32_768 * offset)
    windows = [
        level_of(moving[start : start + WINDOW]).rms_db
        for start in range(0, len(moving) - WINDOW + 1, WINDOW)
    ] or [FLOOR_DB]
    noise_db, speech_db = (float(np.percentile(windows, share)) for share in (10, 90))
    hum_hertz, hum_db = _hum(samples)
    faults = []
    if not samples.any():
        faults.append(MicrophoneFault.ONLY_ZEROS)
    if is_loopback:
        faults.append(MicrophoneFault.LOOPBACK)
    if speech_db < _QUIET_DB and samples.any():
        faults.append(MicrophoneFault.TOO_QUIET)
    if whole.clipped_samples >= _CLIPPED_SAMPLES:
        faults.append(MicrophoneFault.CLIPPING)
    if offset:
        faults.append(MicrophoneFault.OFFSET)
    if hum_hertz:
        faults.append(MicrophoneFault.HUM)
    elif noise_db > _NOISY_DB:
        faults.append(MicrophoneFault.NOISY)
    return MicrophoneReport(
        seconds=len(samples) / SAMPLE_RATE,
        rms_db=whole.rms_db,
        peak_db=whole.peak_db,
        speech_db=speech_db,
        noise_db=noise_db,
        clipped_samples=whole.clipped_samples,
        hum_hertz=hum_hertz,
        hum_db=hum_db,
        faults=tuple(faults),
    )


def _hum(samples: NDArray[np.int16]) -> tuple[int, float]:
    """The mains frequency whose harmonics stand out, and their level; 0 and the floor where none
    does.

    A voice has harmonics, too, but moves; in a spectrum over seconds only what stands still makes
    lines of one hertz.
    """
    if len(samples) < 2 * SAMPLE_RATE:
        return 0, FLOOR_DB
    window = np.hanning(len(samples))
    spectrum = np.abs(np.fft.rfft(samples * window)) ** 2 / np.square(window.sum() / 2)
    per_hertz = len(samples) / SAMPLE_RATE
    found = max(
        ((mains, *_lines(spectrum, per_hertz, mains)) for mains in _MAINS_HERTZ),
        key=lambda each: each[1],
    )
    mains, power, standing_out = found
    level = decibels(math.sqrt(power / 2))
    if level < _HUM_LOUD_DB or standing_out < 2:
        return 0, FLOOR_DB
    return mains, level


def _lines(spectrum: NDArray[np.float64], per_hertz: float, mains: int) -> tuple[float, int]:
    """The power in the harmonics of `mains` that stand out of what is beside them, and how many
    those are.
    """
    power, standing_out = 0.0, 0
    for harmonic in _HARMONICS:
        middle = harmonic * mains * per_hertz
        line = spectrum[int(middle - per_hertz) : int(middle + per_hertz) + 1]
        beside = np.concatenate(
            (
                spectrum[int(middle - 12 * per_hertz) : int(middle - 3 * per_hertz)],
                spectrum[int(middle + 3 * per_hertz) : int(middle + 12 * per_hertz)],
            )
        )
        peak, floor = float(line.max()), float(np.median(beside)) + 1e-12
        if 10 * math.log10(peak / floor + 1e-12) > _HUM_ABOVE_DB:
            power += peak
            standing_out += 1
    return power, standing_out
