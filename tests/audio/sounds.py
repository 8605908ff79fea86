"""Sounds whose every sample tells where it belongs."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np


def counted(count, start=0):
    """int16 samples that count upwards and are never zero: a lost, doubled or moved one shows."""
    return ((np.arange(start, start + count) % 32_000) + 1).astype(np.int16)


def write_wav(path: Path, samples, rate=16_000, channels=1):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.asarray(samples, "<i2").tobytes())
    return path


def tone(seconds, hertz=440.0, rate=16_000, loudness=0.5):
    times = np.arange(int(seconds * rate)) / rate
    return (loudness * 32_767 * np.sin(2 * np.pi * hertz * times)).astype(np.int16)


def encode(path: Path, samples, codec, rate=16_000, container=None, layout="mono"):
    """Write int16 `samples`, shape (n,), with one of PyAV's encoders; a stereo layout gets them on
    both sides.
    """
    import av

    with av.open(str(path), "w", format=container) as file:
        stream = file.add_stream(codec, rate=rate, layout=layout)
        fifo = av.AudioFifo()
        planes = 2 if layout == "stereo" else 1
        frame = av.AudioFrame.from_ndarray(
            np.repeat(samples.reshape(1, -1), planes, axis=1).reshape(1, -1)
            if planes == 1
            else np.repeat(samples, 2).reshape(1, -1),
            format="s16",
            layout=layout,
        )
        frame.sample_rate = rate
        resampler = av.AudioResampler(format=stream.format.name, layout=layout, rate=rate)
        for converted in [*resampler.resample(frame), *resampler.resample(None)]:
            converted.pts = None
            fifo.write(converted)
        size = stream.codec_context.frame_size or 1_024
        while chunk := fifo.read(size) or (fifo.samples and fifo.read()):
            file.mux(stream.encode(chunk))
        file.mux(stream.encode(None))
    return path


def encode_channels(path: Path, channels, codec, rate, layout, container=None):
    """Write int16 `channels`, shape (channels, n), each by itself, with one of PyAV's encoders."""
    import av

    with av.open(str(path), "w", format=container) as file:
        stream = file.add_stream(codec, rate=rate, layout=layout)
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(channels.T).reshape(1, -1), format="s16", layout=layout
        )
        frame.sample_rate = rate
        resampler = av.AudioResampler(format=stream.format.name, layout=layout, rate=rate)
        fifo = av.AudioFifo()
        for converted in [*resampler.resample(frame), *resampler.resample(None)]:
            converted.pts = None
            fifo.write(converted)
        size = stream.codec_context.frame_size or 1_024
        while chunk := fifo.read(size) or (fifo.samples and fifo.read()):
            file.mux(stream.encode(chunk))
        file.mux(stream.encode(None))
    return path
