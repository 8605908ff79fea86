"""Any sound file as 16 kHz mono int16, a block at a time.

So eight hours need no more memory than a minute.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.audio.capture.channel_levels import ChannelLevels, Place
from aurity_desktop.audio.capture.formats import CODECS, OPTIONS, name_of
from aurity_desktop.audio.capture.packets import Packets
from aurity_desktop.audio.capture.promised_length import promised_seconds
from aurity_desktop.audio.capture.track import HearChannels, Track, common_gaps
from aurity_desktop.audio.capture.track_mix import TrackMix
from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.capture import InputNote
from aurity_desktop.domain.errors import AudioFileMissing, AudioTruncated, EmptyAudio, NotAudio
from aurity_desktop.storage.amr_sound import amr_sound_of
from aurity_desktop.storage.broken_off import breaks_off
from aurity_desktop.storage.foreign_sound import foreign_sound_of
from aurity_desktop.storage.ogg_links import ogg_links
from aurity_desktop.storage.wav_sound import FoundSound, JoinedSound, Run, sound_of

#: Containers whose time stamps begin anywhere.
_BROADCAST: Final = frozenset({"ogg", "mpegts", "mpeg", "asf", "flv"})
#: More tracks than any meeting has are left out, and told.
_MOST_TRACKS: Final = 32
#: More gaps than that are filled and counted, and not told one by one.
MOST_GAPS: Final = 200
#: Below this a track is silent: -60 dB of full scale.
_SILENT_PEAK: Final = 33

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
        self._skipped = 0.0  # seconds of gaps that were too long to be filled
        self._filled = 0.0  # and of those that were
        self._notes: list[Note] = []
        self._levels = ChannelLevels()
        self._lost_bytes = 0  # of files that were joined to this one and cannot be read
        self._bad_data: tuple[type[Exception], ...] = (av.error.FFmpegError, ValueError)
        try:
            self._links = ogg_links(path)
            self._found = sound_of(path) or foreign_sound_of(path) or amr_sound_of(path)
            self._container = self._opened()
        except (*self._bad_data, OSError) as error:
            raise self._not_read(error) from error
        tracks = self._container.streams.audio
        if not tracks:
            self._container.close()
            raise NotAudio(path, "it holds no sound")
        names = [_codec(each) for each in tracks]
        self._streams = [each for each, name in zip(tracks, names, strict=True) if name in CODECS][
            :_MOST_TRACKS
        ]
        self._left_out = len(tracks) - len(self._streams)
        if not self._streams:
            self._container.close()
            kind = names[0] or "unknown"
            raise NotAudio(path, f"sound of the kind {kind} is not read", kind)
        self._packets = Packets(path, self._container, self._streams, self._bad_data)

    @property
    def sample_rate(self) -> int:
        """The file's own."""
        return int(self._streams[0].codec_context.sample_rate or SAMPLE_RATE)

    @property
    def expected_seconds(self) -> float:
        """How long it seems to be, by its container; 0.0 where nothing tells."""
        microseconds = self._container.duration
        return microseconds / 1_000_000 if microseconds and microseconds > 0 else 0.0

    @property
    def notes(self) -> tuple[Note, ...]:
        """What there was to decide about the file; complete when `blocks` has ended."""
        return tuple(self._notes)

    @property
    def channel_levels(self) -> Iterator[tuple[Place, bytes]]:
        """See `ChannelLevels.columns`; complete when `blocks` has ended."""
        return self._levels.columns()

    def _opened(self) -> Any:
        """The file, with its header put right where that is wrong about its length."""
        if len(self._links) > 1:
            return self._opened_link(self._links[0])
        found = self._found
        if found is None or not (found.longer_than_stated or found.mended):
            return _open(str(self._path.absolute()))
        joined = JoinedSound(self._path, found)
        is_wav = sound_of(self._path) is not None
        return _open(joined, **({"ignore_length": "1"} if is_wav else {}))

    def _opened_link(self, link: Run) -> Any:
        part = FoundSound(Run(link.offset, 0), (link,), None, False)
        return _open(JoinedSound(self._path, part))

    def _frames(self) -> Iterator[tuple[int, Any]]:
        """Of all files that were joined to this one, each with the index of its track."""
        yield from self._packets.frames()
        for link in self._links[1:]:
            try:
                with closing(self._opened_link(link)) as container:
                    yield from self._frames_of(container, link)
            except self._bad_data:
                self._lost_bytes += link.length

    def _frames_of(self, container: Any, link: Run) -> Iterator[tuple[int, Any]]:
        streams = [each for each in container.streams.audio if _codec(each) in CODECS]
        packets = Packets(self._path, container, streams, self._bad_data)
        tracks = {
            each.index: mine.index for each, mine in zip(streams, self._streams, strict=False)
        }
        for index, frame in packets.frames() if streams else ():
            if index in tracks:
                yield tracks[index], frame
        self._packets.decoded += packets.decoded
        self._packets.refused += packets.refused
        self._lost_bytes += 0 if packets.decoded else link.length

    def _not_read(self, error: Exception) -> NotAudio:
        """Says what kind of file it is, where that can be told."""
        try:
            kind = name_of(self._path)
        except OSError:
            kind = ""
        detail = f"{kind} files are not read" if kind else _reason(error)
        return NotAudio(self._path, detail, kind)

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
            if self._packets.refused or self._packets.left_over:
                raise NotAudio(self._path, "its contents cannot be decoded")
            raise EmptyAudio(self._path)
        seconds = given / SAMPLE_RATE
        self._note_length(seconds)
        lost = self._lost_seconds(seconds)
        read = seconds - min(lost, self._filled)  # where time stamps tell, a hole became silence
        expected = max(self._promised(seconds) - self._skipped, read + lost)
        if read < expected - _TOLERANCE_SECONDS:
            raise AudioTruncated(self._path, read, expected)
        if breaks_off(self._path):
            self._notes.append((InputNote.BROKEN_OFF, {"read_seconds": round(seconds, 3)}))

    def _lost_seconds(self, seconds: float) -> float:
        """How much sound was in what could not be decoded, as far as the rest tells."""
        read, packets = seconds - self._filled, self._packets
        with_holes = read * (1 + packets.refused / max(1, packets.decoded))
        if self._lost_bytes:
            whole = sum(link.length for link in self._links)
            with_holes *= whole / max(1, whole - self._lost_bytes)
        return with_holes - read

    def _promised(self, seconds: float) -> float:
        cut = self._packets.left_over > 0
        file = self._container
        return promised_seconds(self._path, self._found, file, self._streams, seconds, cut=cut)

    def _note_length(self, seconds: float) -> None:
        found = self._found
        if found is not None and found.longer_than_stated:
            stated = seconds * (found.stated_bytes or 0) / found.there_bytes
            facts = {"stated_seconds": round(stated, 3), "read_seconds": round(seconds, 3)}
            self._notes.append((InputNote.LONGER_THAN_STATED, facts))
        if self._packets.lost_behind:
            facts = {"bytes": self._packets.left_over}
            self._notes.append((InputNote.END_NOT_READ, facts))

    def close(self) -> None:
        """Gives the file and the decoder back."""
        self._container.close()

    def _sound(self) -> Iterator[NDArray[np.int16]]:
        """One track as it is, several mixed on one clock."""
        tracks = {
            each.index: Track(begins_at=self._beginning(), hear=self._listener(number, each))
            for number, each in enumerate(self._streams)
        }
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

    def _listener(self, track: int, stream: Any) -> HearChannels | None:
        """What hears a track's channels one by one, where there is more than one in the file."""
        alone = len(self._streams) == 1 and stream.codec_context.channels == 1
        return None if alone else partial(self._levels.hear, track)

    def _beginning(self) -> float | None:
        """The time stamp at which the file begins; None where they are counted or guessed.

        What was cut out of a broadcast counts from the broadcast's beginning.
        """
        format_ = self._container.format.name
        if format_ in _BROADCAST:
            return float(self._container.start_time or 0) / 1_000_000
        return 0.0 if "mp4" in format_ or "matroska" in format_ else None

    def _default_track(self) -> int:
        """The number of the track that a player would play, from 1."""
        import av

        marked = av.stream.Disposition.default
        return next(
            (at for at, each in enumerate(self._streams, 1) if each.disposition & marked), 1
        )

    def _note_tracks(self, tracks: list[Track]) -> None:
        if self._left_out:
            self._notes.append((InputNote.TRACKS_LEFT_OUT, {"tracks": self._left_out}))
        if len(tracks) > 1:
            heard = sum(track.peak > _SILENT_PEAK for track in tracks)
            facts = {"tracks": len(tracks), "with_sound": heard, "default": self._default_track()}
            self._notes.append((InputNote.TRACKS_MIXED, facts))
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
        common = common_gaps(tracks)
        self._filled = sum(length for _, length in common)
        self._notes += [
            (InputNote.GAP, {"at_sample": at, "seconds": round(length, 3)})
            for at, length in common[:MOST_GAPS]
        ]


def _open(source: str | JoinedSound, **more: str) -> Any:
    """Titles and names in it may be in any alphabet's encoding: what they say is of no concern."""
    import av

    return av.open(source, "r", options={**OPTIONS, **more}, metadata_errors="replace")


def _codec(stream: Any) -> str:
    """The name of what would decode it; "" where nothing would."""
    context = stream.codec_context
    return context.codec.name if context is not None else ""


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
