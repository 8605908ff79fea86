"""The packets of a file, decoded: what cannot be is a hole, or something behind the sound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from aurity_desktop.audio.capture.formats import BETTER
from aurity_desktop.audio.capture.mp3_frames import frames_in

#: So many refused in a row at the beginning, and the file is not what it says it is; behind sound,
#: and the file is over.
_TOO_MANY_FIRST, _TOO_MANY = 200, 50_000
#: Of the packets that are refused in a row, the last bytes are looked at for frames that are whole.
_LOOK_BYTES: Final = 16_384
#: Kinds without a container: anything in them is taken for packets, a cover behind them, too.
_BARE: Final = frozenset(
    {"mp3", "aac", "loas", "ac3", "eac3", "dts", "amr", "wv", "gsm", "g722", "ilbc"}
)
#: How what is no sound begins, by right, behind the sound of such a file.
_TAGS: Final = (b"APETAGEX", b"TAG", b"ID3", b"LYRICSBEGIN", b"\xff\xd8\xff", bytes(16))
#: How an Ogg page begins, and how far behind the last good packet another one is looked for.
_PAGE, _JOINT_BYTES = b"OggS", 1 << 20
#: Less of something else is no loss to speak of: a second of MP3.
_LOSS_BYTES: Final = 16_000


class Packets:
    """`decoded`, `refused`: how many of them; of those behind the sound, `left_over` bytes."""

    def __init__(
        self,
        path: Path,
        container: Any,
        streams: Sequence[Any],
        bad_data: tuple[type[Exception], ...],
    ) -> None:
        """`bad_data`: what the decoder raises."""
        self._path = path
        self._container = container
        self._streams = list(streams)
        self._bad_data = bad_data
        self._decoders = {each.index: _better(each) for each in streams}
        self._name = str(container.format.name)
        self._pending: list[Any] = []  # refused since the last good one, None where not even read
        self._last_at = 0  # where the last good one stands in the file
        self.decoded = self.refused = self.left_over = 0

    def frames(self) -> Iterator[tuple[int, Any]]:
        """Decoded frames, each with the index of its stream; a file that breaks off ends there.

        Raises what the decoder raises where nothing at all can be decoded.
        """
        packets = self._container.demux(*self._streams)
        while True:
            packet = None
            try:
                packet = next(packets)
                frames = self._decode(packet)
            except (StopIteration, EOFError):
                break
            except self._bad_data:
                self._pending.append(packet)
                if len(self._pending) > (_TOO_MANY if self.decoded else _TOO_MANY_FIRST):
                    if not self.decoded:
                        raise
                    break
                packets = self._container.demux(*self._streams)  # the one that raised is over
                continue
            index = packet.stream.index
            if packet.size:
                yield from ((index, frame) for frame in self._settled(packet))
            yield from ((index, frame) for frame in frames)
        self._end()

    @property
    def lost_behind(self) -> bool:
        """Whether what stands behind the sound may have been sound."""
        if self.left_over < _LOSS_BYTES:
            return False
        first = next((each.pos for each in self._pending if each is not None and each.pos), None)
        if first is None:
            return False
        with self._path.open("rb") as file:
            file.seek(first)
            head = file.read(_LOOK_BYTES)
        return not any(tag in head for tag in _TAGS)

    def _settled(self, packet: Any) -> Iterator[Any]:
        """A good packet: what was refused before it is a hole, but for frames that are whole."""
        pending, self._pending = self._pending, []
        self.decoded += 1
        self._last_at = packet.pos or 0
        self.refused += len(pending)
        if self._name == "mp3" and pending:
            content = b"".join(bytes(each)[-_LOOK_BYTES:] for each in pending[-16:] if each)
            yield from self._rescued(content[-_LOOK_BYTES:], packet)

    def _rescued(self, content: bytes, packet: Any) -> Iterator[Any]:
        import av

        decoder = av.CodecContext.create(packet.stream.codec_context.codec.name, "r")
        for each in frames_in(content):
            try:
                yield from decoder.decode(av.Packet(each))
            except self._bad_data:
                continue

    def _end(self) -> None:
        """In a container a packet is one; without, it may be anything."""
        read = [each for each in self._pending if each is not None]
        if self._name in _BARE:
            self.left_over = sum(each.size for each in read)
        elif self._name == "ogg" and self._pending and self._pages_follow():
            self.refused += len(self._pending)
        else:
            self.refused += len(read)

    def _pages_follow(self) -> bool:
        """Whether an Ogg file goes on where its decoder could not follow: it was joined."""
        with self._path.open("rb") as file:
            file.seek(self._last_at + len(_PAGE))
            return file.read(_JOINT_BYTES).count(_PAGE) > 1

    def _decode(self, packet: Any) -> list[Any]:
        decoder = self._decoders[packet.stream.index]
        if decoder is None:
            return list(packet.decode())
        frames = list(decoder.decode(packet if packet.size else None))
        for frame in frames:
            frame.time_base = packet.stream.time_base
        return frames


def _better(stream: Any) -> Any:
    """Another decoder for a stream; None where its own will do."""
    import av

    name = BETTER.get(stream.codec_context.codec.name)
    if name is None:
        return None
    decoder = av.CodecContext.create(name, "r")
    decoder.sample_rate = stream.codec_context.sample_rate
    decoder.layout = stream.codec_context.layout
    return decoder
