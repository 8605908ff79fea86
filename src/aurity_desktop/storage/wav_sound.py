"""Where the sound of any WAV file lies, whatever its header says of its length.

Recorders that crash, and programs that cannot seek, leave lengths that are too short, were never
filled in, or have wrapped beyond 4 GiB; and some write the sound in several `data` chunks. What
lies behind the stated end is sound as well, unless it is a list of chunks or only zeros.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from aurity_desktop.storage.wav import CHUNK, chunks_before_sound

_WRAPS_AT: Final = 1 << 32
_CHUNK_NAME: Final = re.compile(rb"[A-Za-z][A-Za-z0-9_ ]{2}[A-Za-z0-9_ ]")
#: Of what lies behind and is neither a chunk nor worth a notice, seconds.
_NOT_WORTH_IT: Final = 0.1
_LOOK_BYTES: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Run:
    """Bytes of sound in the file, from `offset` on."""

    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class FoundSound:
    """`runs` are the sound in order; `header` is all that stands before it.

    `stated_bytes` is None where the length was left open; `longer_than_stated` says that the runs
    hold more than the header says. `mended` are bytes that a decoder must read otherwise than they
    stand in the file, by their place.
    """

    header: Run
    runs: tuple[Run, ...]
    stated_bytes: int | None
    longer_than_stated: bool
    mended: tuple[tuple[int, bytes], ...] = ()

    @property
    def there_bytes(self) -> int:
        """How much sound is in the file."""
        return sum(run.length for run in self.runs)


def sound_of(path: Path) -> FoundSound | None:
    """None for a file that is no WAV. Raises OSError."""
    with path.open("rb") as file:
        chunks = chunks_before_sound(file)
        if chunks is None:
            return None
        end = file.seek(0, io.SEEK_END)
        header = Run(0, chunks.offset)
        # A decoder believes the lengths that RF64 keeps elsewhere; those of RIFF it can leave.
        as_riff = ((0, b"RIFF"),) if chunks.form != b"RIFF" else ()
        start, stated = chunks.offset, chunks.data_bytes
        if stated is None or start + stated >= end:
            mended = as_riff if stated is None else ()
            return FoundSound(header, (Run(start, end - start),), stated, False, mended)
        for wraps in range((end - start - stated) // _WRAPS_AT, -1, -1):
            length = stated + wraps * _WRAPS_AT
            behind = _data_behind(file, start + length, end)
            if behind is not None:
                runs = (Run(start, length), *behind)
                longer = wraps > 0 or len(runs) > 1
                return FoundSound(header, runs, stated, longer, as_riff if longer else ())
        if end - start - stated < _NOT_WORTH_IT * chunks.byte_rate:
            return FoundSound(header, (Run(start, stated),), stated, False)
        return FoundSound(header, (Run(start, end - start),), stated, True, as_riff)


class JoinedSound(io.RawIOBase):
    """The header and the runs as one file that can be read and sought. Closes the file."""

    def __init__(self, path: Path, sound: FoundSound) -> None:
        """Raises OSError."""
        super().__init__()
        self._file = path.open("rb")
        self._pieces = (sound.header, *sound.runs)
        self._mended = sound.mended
        self._size = sum(piece.length for piece in self._pieces)
        self._at = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """Where the next byte is read, in the joined file."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """As for any file."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes; none at the end. Raises OSError."""
        wanted = self._size - self._at if size < 0 else size
        taken, at = [], self._at
        for piece in self._pieces:
            if wanted and at < piece.length:
                self._file.seek(piece.offset + at)
                content = self._file.read(min(wanted, piece.length - at))
                taken.append(self._put_right(piece.offset + at, content))
                wanted -= len(content)
                at += len(content)
            at -= piece.length
        content = b"".join(taken)
        self._at += len(content)
        return content

    def _put_right(self, offset: int, content: bytes) -> bytes:
        for place, right in self._mended:
            first, last = max(place, offset), min(place + len(right), offset + len(content))
            if first < last:
                piece = right[first - place : last - place]
                content = content[: first - offset] + piece + content[last - offset :]
        return content

    def close(self) -> None:
        """Gives the file back."""
        self._file.close()
        super().close()


def _data_behind(file: BinaryIO, at: int, end: int) -> list[Run] | None:
    """The further `data` chunks, where a list of chunks leads to the end of the file.

    None where it does not: then what lies there is sound that the header knows nothing of.
    """
    runs: list[Run] = []
    while end - at >= CHUNK.size:
        name, size = _chunk_at(file, at)
        if not _is_chunk(name, at, size, end) and at % 2 == 1:
            at += 1  # a chunk of odd length is padded, by most
            name, size = _chunk_at(file, at)
        if not _is_chunk(name, at, size, end):
            return runs if only_zeros(file, at, end) else None
        if name == b"data":
            runs.append(Run(at + CHUNK.size, size))
        at += CHUNK.size + size
    return runs


def _chunk_at(file: BinaryIO, at: int) -> tuple[bytes, int]:
    file.seek(at)
    name, size = CHUNK.unpack(file.read(CHUNK.size).ljust(CHUNK.size, b"\0"))
    return name, size


def _is_chunk(name: bytes, at: int, size: int, end: int) -> bool:
    return _CHUNK_NAME.fullmatch(name) is not None and at + CHUNK.size + size <= end


def only_zeros(file: BinaryIO, at: int, end: int) -> bool:
    """Whether there is nothing else between these two places."""
    file.seek(at)
    while at < end:
        content = file.read(min(_LOOK_BYTES, end - at))
        if not content or content.strip(b"\0"):
            return not content
        at += len(content)
    return True
