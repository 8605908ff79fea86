"""Log-mel filter-bank features as Kaldi computes them, for a whole recording at once.

80 bins from 20 Hz to 8 kHz, 25 ms frames every 10 ms (frame *i* starts at sample 160 *i*), no
dither. A frame depends on its own samples only, so features of a stretch equal those of the whole
recording there. This module imports torch.
"""

from __future__ import annotations

import functools
import math

import torch
from torch import Tensor

BINS = 80
FRAME_SHIFT = 160
FRAME_LENGTH = 400

_SAMPLE_RATE = 16_000
_FFT = 512
_LOW_HZ = 20.0
_PREEMPHASIS = 0.97
_FLOOR = torch.finfo(torch.float32).eps
#: Frames transformed together: the spectra of 10 s take 1 MB.
_BLOCK = 1000


def frame_count(samples: int) -> int:
    """How many whole frames there are in so many samples."""
    return max(0, (samples - FRAME_LENGTH) // FRAME_SHIFT + 1)


def fbank(samples: Tensor) -> Tensor:
    """Samples (n,) float32 in -1 to 1 → features (frame_count(n), 80) float32."""
    count = frame_count(samples.shape[0])
    features = torch.empty((count, BINS), dtype=torch.float32)
    if count == 0:
        return features
    frames = samples.unfold(0, FRAME_LENGTH, FRAME_SHIFT)
    shaping, mel = _shaping(), _mel_bank()
    for start in range(0, count, _BLOCK):
        shaped = frames[start : start + _BLOCK] @ shaping
        spectrum = torch.fft.rfft(shaped, n=_FFT)
        power = spectrum.real.square() + spectrum.imag.square()
        torch.log((power @ mel).clamp_min_(_FLOOR), out=features[start : start + _BLOCK])
    return features


@functools.cache
def _shaping() -> Tensor:
    """The linear steps before the transform, as one matrix (400, 400).

    Mean removed, pre-emphasis, Povey's window.
    """
    size = FRAME_LENGTH
    eye = torch.eye(size, dtype=torch.float64)
    centred = eye - 1.0 / size
    delayed = torch.cat((centred[:, :1], centred[:, :-1]), dim=1)
    window = torch.hann_window(size, periodic=False, dtype=torch.float64).pow(0.85)
    return ((centred - _PREEMPHASIS * delayed) * window).float()


@functools.cache
def _mel_bank() -> Tensor:
    """Triangular filters (257, 80), equally wide on the mel scale."""
    low, high = _mel(_LOW_HZ), _mel(_SAMPLE_RATE / 2)
    width = (high - low) / (BINS + 1)
    left = low + width * torch.arange(BINS, dtype=torch.float64)
    bins = torch.arange(_FFT // 2 + 1, dtype=torch.float64) * (_SAMPLE_RATE / _FFT)
    mels = 1127.0 * torch.log1p(bins / 700.0).unsqueeze(1)
    rising = (mels - left) / width
    falling = (left + 2 * width - mels) / width
    bank = torch.minimum(rising, falling).clamp_min(0.0)
    bank[-1] = 0.0  # Kaldi leaves the Nyquist bin out
    return bank.float()


def _mel(hertz: float) -> float:
    return 1127.0 * math.log1p(hertz / 700.0)
