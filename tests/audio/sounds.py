"""Sounds whose every sample tells where it belongs."""

from __future__ import annotations

import wave
from fractions import Fraction
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


def speech(seed, *spans, length=24.0, level=0.1, rate=16_000):
    """Noise that comes and goes as syllables do, in these spans of seconds; else silence."""
    chance = np.random.default_rng(seed)
    at = np.arange(int(length * rate)) / rate
    syllables = 0.05 + 0.95 * np.abs(np.sin(np.pi * (2.1 + 0.4 * seed) * at + seed))
    sound = level * chance.standard_normal(len(at)) * syllables
    spoken = np.zeros(len(at), bool)
    for start, end in spans:
        spoken |= (at >= start) & (at < end)
    return np.where(spoken, sound, 0.0).astype(np.float32)


def encode(path: Path, samples, codec, rate=16_000, container=None, layout="mono", **options):
    """Write int16 `samples`, shape (n,), with one of PyAV's encoders; a stereo layout gets them on
    both sides. `options` are the container's.
    """
    import av

    with av.open(str(path), "w", format=container, options=options) as file:
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


def encode_channels(path: Path, channels, codec, rate, layout, container=None, bit_rate=None):
    """Write int16 `channels`, shape (channels, n), each by itself, with one of PyAV's encoders."""
    import av

    with av.open(str(path), "w", format=container) as file:
        stream = file.add_stream(codec, rate=rate, layout=layout)
        if bit_rate:
            stream.bit_rate = bit_rate
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(channels.T).reshape(1, -1), format="s16", layout=layout
        )
        frame.sample_rate = rate
        resampler = av.AudioResampler(format=stream.format.name, layout=layout, rate=rate)
        fifo = av.AudioFifo()
        for converted in [*resampler.resample(frame), *resampler.resample(None)]:
            converted.pts = None
            fifo.write(converted)
        stream.codec_context.open()
        size, given = stream.codec_context.frame_size or 1_024, 0
        while chunk := fifo.read(size) or (fifo.samples and fifo.read()):
            chunk.pts, chunk.time_base = given, Fraction(1, rate)
            given += chunk.samples
            file.mux(stream.encode(chunk))
        file.mux(stream.encode(None))
    return path


def encode_tracks(path: Path, tracks, codec, rate=48_000, container=None, film=0.0):
    """Write several sound tracks, each a list of (seconds where it begins, int16 samples).

    `film`: seconds of pictures beside them, in front of the tracks.
    """
    import av

    packets = []
    with av.open(str(path), "w", format=container) as file:
        if film:
            pictures = file.add_stream(
                "mpeg4" if path.suffix in (".mp4", ".m4a") else "libvpx", rate=10
            )
            pictures.width, pictures.height, pictures.pix_fmt = 32, 32, "yuv420p"
            for number in range(int(film * 10)):
                frame = av.VideoFrame(32, 32, "yuv420p")
                frame.pts = number
                packets += [(number / 10, packet) for packet in pictures.encode(frame)]
            packets += [(film, packet) for packet in pictures.encode(None)]
        streams = [file.add_stream(codec, rate=rate, layout="mono") for _ in tracks]
        for stream, pieces in zip(streams, tracks, strict=True):
            size = stream.codec_context.frame_size or 1_024
            for begin, samples in pieces:
                for at in range(0, len(samples) - size + 1, size):
                    frame = av.AudioFrame.from_ndarray(
                        samples[at : at + size].reshape(1, -1), format="s16", layout="mono"
                    )
                    frame.sample_rate, frame.pts = rate, round(begin * rate) + at
                    frame.time_base = Fraction(1, rate)
                    converter = av.AudioResampler(stream.format.name, "mono", rate)
                    (converted,) = converter.resample(frame)
                    packets += [(begin + at / rate, each) for each in stream.encode(converted)]
            packets += [(1e9, each) for each in stream.encode(None)]
        for _, packet in sorted(packets, key=lambda each: each[0]):
            file.mux(packet)
    return path


def whole_of(audio, session_id):
    """A session's whole recording, as the array that it would be."""
    with audio.final_sound(session_id) as sound:
        return sound[:]
