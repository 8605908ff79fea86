"""Any sound file as 16 kHz mono int16, a block at a time.

So eight hours need no more memory than a minute.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.audio.capture.track import Track
from aurity_desktop.audio.capture.track_mix import TrackMix
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

#: Where an MP3 file counts its frames, at the latest.
_FIRST_FRAME_BYTES: Final = 4_096
#: More tracks than any meeting has are left out, and told.
_MOST_TRACKS: Final = 32
#: More gaps than that are filled and counted, and not told one by one.
MOST_GAPS: Final = 200
#: Below this a track is silent: -60 dB of full scale.
_SILENT_PEAK: Final = 33

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
        self._skipped = 0.0  # seconds of gaps that were too long to be filled
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
        tracks = self._container.streams.audio
        names = [each.codec_context.codec.name for each in tracks]
        self._streams = [each for each, name in zip(tracks, names, strict=True) if name in CODECS][
            :_MOST_TRACKS
        ]
        self._left_out = len(tracks) - len(self._streams)
        if not self._streams:
            self._container.close()
            raise NotAudio(path, f"sound of the kind {names[0]} is not read")

    @property
    def sample_rate(self) -> int:
        """The file's own."""
        return int(self._streams[0].codec_context.sample_rate or SAMPLE_RATE)

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
        wav = self._wav
        if wav is not None:
            stated, there = wav.stated_bytes, wav.there_bytes
            return seconds * stated / there if stated and there else 0.0
        promised = [
            float(each.duration * each.time_base)
            for each in self._streams
            if each.duration and each.time_base and self._counts_its_frames()
        ]
        if (
            not promised
            and self._counts_its_frames()
            and all(each.type == "audio" for each in self._container.streams)
        ):
            promised.append(float(self._container.duration or 0) / 1_000_000)  # not a film's
        return max(promised, default=0.0)

    def _counts_its_frames(self) -> bool:
        """Whether a length is counted rather than estimated from a bit rate, covers and all.

        MP3 counts in a first frame of Xing's or VBRI's; bare AAC never does.
        """
        if self._container.format.name == "mp3":
            with self._path.open("rb") as file:
                tag = file.read(10)
                long = tag[:3] == b"ID3" and len(tag) == 10
                file.seek(10 + sum(tag[6 + at] << 7 * (3 - at) for at in range(4)) if long else 0)
                first = file.read(_FIRST_FRAME_BYTES)
            return any(name in first for name in (b"Xing", b"Info", b"VBRI"))
        return str(self._container.format.name) != "aac"

    def blocks(self) -> Iterator[NDArray[np.int16]]:
        """The sound, int16, shape (n,), 16 kHz mono, in order.

        A 16 kHz mono 16-bit file comes out sample by sample as it is. Raises EmptyAudio when there
        is none at all, and AudioTruncated after the last block when it ended early or had holes.
        """
        given = 0
        try:
            for block in self._sound():
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
        expected = max(self._expected(seconds) - self._skipped, with_holes)
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

    def _sound(self) -> Iterator[NDArray[np.int16]]:
        """One track as it is, several mixed on one clock."""
        tracks = {each.index: Track(begins_at=self._beginning()) for each in self._streams}
        if len(tracks) == 1:
            (track,) = tracks.values()
            for _, frame in self._frames():
                yield from track.feed(frame)
            yield from track.finish()
        else:
            mix = TrackMix(list(tracks))
            for index, frame in self._frames():
                for block in tracks[index].feed(frame):
                    yield from mix.feed(index, block)
            for index, track in tracks.items():
                for block in track.finish():
                    yield from mix.feed(index, block)
            yield from mix.finish()
        self._note_tracks(list(tracks.values()))

    def _beginning(self) -> float | None:
        """The time stamp at which the file begins; None where they are counted or guessed.

        An Ogg file that was cut out of a broadcast counts from the broadcast's beginning.
        """
        format_ = self._container.format.name
        if format_ == "ogg":
            return float(self._container.start_time or 0) / 1_000_000
        return 0.0 if "mp4" in format_ or "matroska" in format_ else None

    def _frames(self) -> Iterator[tuple[int, Any]]:
        """Decoded frames, each with the index of its stream.

        What cannot be read or decoded is a hole; a file that breaks off ends there.
        """
        refused_in_a_row = 0
        packets = self._container.demux(*self._streams)
        while True:
            try:
                packet = next(packets)
                frames = packet.decode()
            except (StopIteration, EOFError):
                return
            except self._bad_data as error:
                self._refused += 1
                refused_in_a_row += 1
                if refused_in_a_row > _TOO_MANY_REFUSED:
                    raise NotAudio(self._path, _reason(error)) from error
                packets = self._container.demux(*self._streams)  # the one that raised is over
                continue
            refused_in_a_row = 0
            self._decoded += 1
            yield from ((packet.stream.index, frame) for frame in frames)

    def _note_tracks(self, tracks: list[Track]) -> None:
        if self._left_out:
            self._notes.append((InputNote.TRACKS_LEFT_OUT, {"tracks": self._left_out}))
        if len(tracks) > 1:
            heard = sum(track.peak > _SILENT_PEAK for track in tracks)
            self._notes.append(
                (InputNote.TRACKS_MIXED, {"tracks": len(tracks), "with_sound": heard})
            )
        for number, track in enumerate(tracks, 1):
            if track.channels:
                facts = {
                    "track": number,
                    "channels": track.channels,
                    "with_sound": track.channels_heard,
                    "turned_round": track.channels_turned,
                }
                self._notes.append((InputNote.CHANNELS_MIXED, facts))
        self._skipped = max(track.skipped_seconds for track in tracks)
        gaps = sum(track.gaps for track in tracks)
        if gaps:
            length = max(track.gap_seconds for track in tracks)
            self._notes.append((InputNote.GAPS_FILLED, {"gaps": gaps, "seconds": round(length, 3)}))
        if len(tracks) == 1:  # while one of several is silent, others are heard
            self._notes += [
                (InputNote.GAP, {"at_sample": at, "seconds": round(length, 3)})
                for at, length in tracks[0].filled[:MOST_GAPS]
            ]


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
