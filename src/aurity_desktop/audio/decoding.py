"""Any sound file as 16 kHz mono int16, a block at a time, so that eight hours need no more memory than a minute."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.audio.resample import Resampler, to_int16
from aurity_desktop.audio.wav import promised_seconds
from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.errors import AudioFileMissing, AudioTruncated, EmptyAudio, NotAudio

#: Containers that hold one recording. Play lists (HLS, concat, DASH …) are left out on purpose: they name other files and
#: addresses, and opening one would read whatever it names.
_CONTAINERS: Final = "wav,w64,aiff,caf,flac,mp3,ogg,mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,aac"
_OPTIONS: Final = {"format_whitelist": _CONTAINERS, "protocol_whitelist": "file"}

#: A packet in a row that the decoder refuses is damage; so many, and the file is not what it says it is.
_TOO_MANY_REFUSED: Final = 200

#: How much shorter than its header says a file may come out: encoders pad, and round to frames.
_TOLERANCE_SECONDS: Final = 0.5


class AudioFile:
    """An open file. Call `blocks` once, then `close`. One thread."""

    def __init__(self, path: Path) -> None:
        """Opens the file and reads its header. Raises AudioFileMissing, NotAudio."""
        import av

        if not path.is_file():
            raise AudioFileMissing(path)
        self._path = path
        self._refused = 0
        self._bad_data: tuple[type[Exception], ...] = (av.error.FFmpegError, ValueError)
        try:
            self._container = av.open(str(path.absolute()), "r", options=_OPTIONS)
        except (*self._bad_data, OSError) as error:
            raise NotAudio(path, _reason(error)) from error
        if not self._container.streams.audio:
            self._container.close()
            raise NotAudio(path, "it holds no sound")
        self._stream = self._container.streams.audio[0]

    @property
    def sample_rate(self) -> int:
        """The file's own."""
        return int(self._stream.codec_context.sample_rate or SAMPLE_RATE)

    @property
    def expected_seconds(self) -> float | None:
        """How long the file says it is, where it says so."""
        promised = promised_seconds(self._path)
        if promised is not None:
            return promised
        stream = self._stream
        if stream.duration and stream.time_base:
            return float(stream.duration * stream.time_base)
        if self._container.duration:
            return float(self._container.duration) / 1_000_000
        return None

    def blocks(self) -> Iterator[NDArray[np.int16]]:
        """The sound, int16, shape (n,), 16 kHz; a 16 kHz mono 16-bit file comes out sample by sample as it is.

        Raises EmptyAudio when there is none at all, and AudioTruncated after the last block when it ended early or had holes.
        """
        given = 0
        for block in self._resampled():
            given += len(block)
            yield block
        if not given:
            if self._refused:
                raise NotAudio(self._path, "its contents cannot be decoded")
            raise EmptyAudio(self._path)
        seconds, expected = given / SAMPLE_RATE, self.expected_seconds
        if expected is not None and seconds < expected - _TOLERANCE_SECONDS:
            raise AudioTruncated(self._path, seconds, expected)

    def close(self) -> None:
        self._container.close()

    def _resampled(self) -> Iterator[NDArray[np.int16]]:
        from av import AudioResampler

        rate = self.sample_rate
        if rate == SAMPLE_RATE:
            mono = AudioResampler(format="s16", layout="mono", rate=rate)
            for frame in self._mono(mono):
                yield frame.astype(np.int16, copy=False)
            return
        mono = AudioResampler(format="flt", layout="mono", rate=rate)
        resampler = Resampler(rate)
        for frame in self._mono(mono):
            block = resampler.feed(frame)
            if len(block):
                yield to_int16(block)
        tail = resampler.finish()
        if len(tail):
            yield to_int16(tail)

    def _mono(self, resampler: Any) -> Iterator[NDArray[Any]]:
        """Frames mixed down to one channel at the file's own rate, shape (n,)."""
        for frame in self._frames():
            for mixed in resampler.resample(frame):
                yield mixed.to_ndarray()[0]
        for mixed in resampler.resample(None):
            yield mixed.to_ndarray()[0]

    def _frames(self) -> Iterator[Any]:
        """Decoded frames. A packet that cannot be decoded is a hole; a file that breaks off ends there."""
        refused_in_a_row = 0
        packets = self._container.demux(self._stream)
        while True:
            try:
                packet = next(packets)
            except StopIteration:
                return
            except self._bad_data:
                self._refused += 1
                return
            try:
                frames = packet.decode()
            except self._bad_data as error:
                self._refused += 1
                refused_in_a_row += 1
                if refused_in_a_row > _TOO_MANY_REFUSED:
                    raise NotAudio(self._path, _reason(error)) from error
                continue
            refused_in_a_row = 0
            yield from frames


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
