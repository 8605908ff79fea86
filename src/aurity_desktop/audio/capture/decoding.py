"""Any sound file as 16 kHz mono int16, a block at a time.

So eight hours need no more memory than a minute.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.audio.capture.automix import Automix
from aurity_desktop.audio.capture.resample import Resampler, to_int16
from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.capture import InputNote
from aurity_desktop.domain.errors import AudioFileMissing, AudioTruncated, EmptyAudio, NotAudio
from aurity_desktop.storage.wav_sound import JoinedSound, sound_of

#: Containers that hold one recording. Play lists (HLS, concat, DASH …) are left out on purpose:
#: they name other files and addresses, and opening one would read whatever it names.
_CONTAINERS: Final = "wav,w64,aiff,caf,flac,mp3,ogg,mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,aac"
#: What those are spoken in, by FFmpeg's names: of its 213 decoders of sound most are for games and
#: discs of the nineties, written once and looked at by nobody since. None is for pictures: a
#: film's, and a cover's, are never decoded.
CODECS: Final = frozenset(
    (
        *("aac", "alac", "flac", "mp1float", "mp2float", "mp3", "mp3float", "opus", "vorbis"),
        *("ac3", "eac3", "speex", "wavpack"),
        *("amrnb", "amrwb", "libopencore_amrnb", "libopencore_amrwb", "libopus"),
        *("adpcm_ima_qt", "adpcm_ima_wav", "adpcm_ms", "g722", "g726", "gsm", "gsm_ms"),
        *("pcm_alaw", "pcm_mulaw", "pcm_s8", "pcm_u8"),
        *("pcm_s16be", "pcm_s16le", "pcm_s24be", "pcm_s24le", "pcm_s32be", "pcm_s32le"),
        *("pcm_f32be", "pcm_f32le", "pcm_f64be", "pcm_f64le"),
    )
)
_OPTIONS: Final = {
    "format_whitelist": _CONTAINERS,
    "protocol_whitelist": "file",
    "codec_whitelist": ",".join(sorted(CODECS)),  # of what looks for streams, before we choose one
}

#: Of a float file, in full scales.
_LOUDEST: Final = 16.0

#: A packet in a row that the decoder refuses is damage; so many, and the file is not what it says
#: it is.
_TOO_MANY_REFUSED: Final = 200

#: How much shorter than its header says a file may come out: encoders pad, and round to frames.
_TOLERANCE_SECONDS: Final = 0.5

Note: TypeAlias = tuple[InputNote, Mapping[str, float]]


class AudioFile:
    """An open file. Call `blocks` once, then `close`. One thread.

    Decoders are large C libraries: what somebody else has made is read by a `DecodedFile`.
    """

    def __init__(self, path: Path) -> None:
        """Opens the file and reads its header. Raises AudioFileMissing, NotAudio."""
        import av

        if not path.is_file():
            raise AudioFileMissing(path)
        self._path = path
        self._decoded = self._refused = 0  # packets
        self._notes: list[Note] = []
        self._bad_data: tuple[type[Exception], ...] = (av.error.FFmpegError, ValueError)
        try:
            self._wav = sound_of(path)
            self._container = self._opened()
        except (*self._bad_data, OSError) as error:
            raise NotAudio(path, _reason(error)) from error
        if not self._container.streams.audio:
            self._container.close()
            raise NotAudio(path, "it holds no sound")
        self._stream = self._container.streams.audio[0]
        codec = self._stream.codec_context.codec.name
        if codec not in CODECS:
            self._container.close()
            raise NotAudio(path, f"sound of the kind {codec} is not read")

    @property
    def sample_rate(self) -> int:
        """The file's own."""
        return int(self._stream.codec_context.sample_rate or SAMPLE_RATE)

    @property
    def notes(self) -> tuple[Note, ...]:
        """What there was to decide about the file; complete when `blocks` has ended."""
        return tuple(self._notes)

    def _opened(self) -> Any:
        """The file, or the sound of it alone, where its header is wrong about its length."""
        import av

        if self._wav is None or not self._wav.longer_than_stated:
            return av.open(str(self._path.absolute()), "r", options=_OPTIONS)
        joined = JoinedSound(self._path, self._wav)
        return av.open(joined, "r", options={**_OPTIONS, "ignore_length": "1"})

    def _expected(self, seconds: float) -> float:
        """How long the file says it is, where it says so and `seconds` of it could be read.

        A WAV file counts its bytes, and decoders silently go by the size of the file, so that a
        copy that broke off looks whole to them.
        """
        wav, stream = self._wav, self._stream
        if wav is not None:
            stated, there = wav.stated_bytes, wav.there_bytes
            return seconds * stated / there if stated and there else 0.0
        if stream.duration and stream.time_base:
            return float(stream.duration * stream.time_base)
        return float(self._container.duration or 0) / 1_000_000

    def blocks(self) -> Iterator[NDArray[np.int16]]:
        """The sound, int16, shape (n,), 16 kHz mono, in order.

        A 16 kHz mono 16-bit file comes out sample by sample as it is. Raises EmptyAudio when there
        is none at all, and AudioTruncated after the last block when it ended early or had holes.
        """
        given = 0
        try:
            for block in self._resampled():
                given += len(block)
                yield block
        except self._bad_data as error:  # frames of a shape that no converter takes
            raise NotAudio(self._path, _reason(error)) from error
        if not given:
            if self._refused:
                raise NotAudio(self._path, "its contents cannot be decoded")
            raise EmptyAudio(self._path)
        seconds = given / SAMPLE_RATE
        with_holes = seconds * (self._decoded + self._refused) / self._decoded
        self._note_length(seconds)
        expected = max(self._expected(seconds), with_holes)
        if seconds < expected - _TOLERANCE_SECONDS:
            raise AudioTruncated(self._path, seconds, expected)

    def _note_length(self, seconds: float) -> None:
        wav = self._wav
        if wav is not None and wav.longer_than_stated:
            stated = seconds * (wav.stated_bytes or 0) / wav.there_bytes
            facts = {"stated_seconds": round(stated, 3), "read_seconds": round(seconds, 3)}
            self._notes.append((InputNote.LONGER_THAN_STATED, facts))

    def close(self) -> None:
        """Gives the file and the decoder back."""
        self._container.close()

    def _resampled(self) -> Iterator[NDArray[np.int16]]:
        """A stream may change its shape on the way (Ogg files can be chained): then a new chain
        takes over.
        """
        chain: _Chain | None = None
        for frame in self._frames():
            if chain is None or not chain.fits(frame):
                if chain is not None:
                    yield from chain.finish()
                chain = _Chain(frame)
            yield from chain.feed(frame)
        if chain is not None:
            yield from chain.finish()

    def _frames(self) -> Iterator[Any]:
        """Decoded frames.

        What cannot be read or decoded is a hole; a file that breaks off ends there.
        """
        refused_in_a_row = 0
        packets = self._container.demux(self._stream)
        while True:
            try:
                frames = next(packets).decode()
            except (StopIteration, EOFError):
                return
            except self._bad_data as error:
                self._refused += 1
                refused_in_a_row += 1
                if refused_in_a_row > _TOO_MANY_REFUSED:
                    raise NotAudio(self._path, _reason(error)) from error
                packets = self._container.demux(self._stream)  # the one that raised is over
                continue
            refused_in_a_row = 0
            self._decoded += 1
            yield from frames


class _Chain:
    """From frames of one shape to 16 kHz mono int16: first mixed down, then resampled, then
    rounded.
    """

    def __init__(self, frame: Any) -> None:
        self._shape = _shape(frame)
        rate, channels = int(frame.sample_rate), int(frame.layout.nb_channels)
        self._mixer = Automix(channels, rate) if channels > 1 else None
        self._resampler = Resampler(rate) if rate != SAMPLE_RATE else None
        #: So that our own format comes out as it went in.
        self._as_it_is = channels == 1 and rate == SAMPLE_RATE and frame.format.name[:3] == "s16"

    def fits(self, frame: Any) -> bool:
        return self._shape == _shape(frame)

    def feed(self, frame: Any) -> Iterator[NDArray[np.int16]]:
        if self._as_it_is:
            yield from _some(np.asarray(frame.to_ndarray()[0], np.int16))
            return
        channels = _channels(frame)
        mixed = channels[0] if self._mixer is None else self._mixer.feed(channels)
        yield from _some(to_int16(self._at_our_rate(mixed)))

    def finish(self) -> Iterator[NDArray[np.int16]]:
        if self._mixer is not None:
            yield from _some(to_int16(self._at_our_rate(self._mixer.finish())))
        if self._resampler is not None:
            yield from _some(to_int16(self._resampler.finish()))

    def _at_our_rate(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        return samples if self._resampler is None else self._resampler.feed(samples)


def _channels(frame: Any) -> NDArray[np.float32]:
    """The samples of a frame, shape (channels, n), full scale 1.0. What is no number is silence."""
    samples = frame.to_ndarray()
    if not frame.format.is_planar:
        samples = samples.reshape(-1, frame.layout.nb_channels).T
    if samples.dtype.kind == "f":
        # Beyond full scale a float file may be; how far is nobody's business.
        finite = np.nan_to_num(samples.astype(np.float32))
        return np.asarray(np.clip(finite, -_LOUDEST, _LOUDEST))
    if samples.dtype == np.uint8:
        samples = samples.astype(np.int16) - 128
        return np.asarray(samples / np.float32(128), np.float32)
    return np.asarray(samples / np.float64(-float(np.iinfo(samples.dtype).min)), np.float32)


def _shape(frame: Any) -> tuple[str, str, int]:
    return frame.format.name, frame.layout.name, frame.sample_rate


def _some(samples: NDArray[np.int16]) -> Iterator[NDArray[np.int16]]:
    if len(samples):
        yield samples


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
