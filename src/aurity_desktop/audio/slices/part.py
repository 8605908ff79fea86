"""The file of an open slice: a WAV that grows, or frames that are encrypted one by one.

Both take samples as they come and are closed by a few bytes: the WAV by its header, the other by a
last frame with nothing in it. So a kill costs no more than what was not written yet, and sealing
copies nothing.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol

from aurity_desktop.domain.audio import SLICE_SAMPLES
from aurity_desktop.domain.keys import Cipher
from aurity_desktop.encrypted.frames import (
    HEADER_BYTES,
    SUFFIX,
    Frames,
    Header,
    Kind,
    encrypted_name,
)
from aurity_desktop.encrypted.sound import slice_subject
from aurity_desktop.storage import wav
from aurity_desktop.storage.durable import Unwritten, create_private, write_all


class PartFile(Protocol):
    """Every method raises OSError.

    `path` is the file, `descriptor` is open for it until `close`.
    """

    path: Path
    descriptor: int

    #: What is behind `NNNNNN.wav` once it is sealed.
    sealed_suffix: str

    def write(self, data: memoryview) -> None:
        """Raises Unwritten; what it says was written is part of the slice."""
        ...

    def drop_half_sample(self, length: int) -> bytes | None:
        """After a refused write: end on a whole sample.

        The first `length` bytes of sound are then all there is; they are returned where their hash
        has to be taken anew.
        """
        ...

    def finish(self, sample_count: int) -> None:
        """The last bytes of a whole file. May be called again after it raised."""
        ...


class WavPart:
    """`NNNNNN.part`, a WAV that grows.

    Its header promises a whole slice until it is patched; who salvages it goes by its size.
    """

    sealed_suffix = ""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.descriptor = create_private(path)
        try:
            write_all(self.descriptor, memoryview(wav.header(SLICE_SAMPLES)))
        except OSError:
            discard(self)
            raise

    def write(self, data: memoryview) -> None:
        """Append. Raises Unwritten."""
        write_all(self.descriptor, data)

    def drop_half_sample(self, length: int) -> bytes | None:
        """Cut the file to `length` bytes of sound, and give them."""
        os.ftruncate(self.descriptor, wav.HEADER_BYTES + length)
        os.lseek(self.descriptor, wav.HEADER_BYTES, os.SEEK_SET)
        found = bytearray()
        while len(found) < length and (block := os.read(self.descriptor, length - len(found))):
            found += block
        return bytes(found)

    def finish(self, sample_count: int) -> None:
        """Put the true length into the header."""
        os.lseek(self.descriptor, 0, os.SEEK_SET)
        write_all(self.descriptor, memoryview(wav.header(sample_count)))


class EncryptedPart:
    """`NNNNNN.part.aure`: each write is a frame of its own, a quarter of a second at most.

    What is torn does not open.
    """

    def __init__(self, path: Path, cipher: Cipher, session_id: str, number: int) -> None:
        self.path = encrypted_name(path)
        self.sealed_suffix = SUFFIX
        self._frames = Frames(
            cipher, Header.new(Kind.SOUND, origin=number), slice_subject(session_id, number)
        )
        self._number = 0
        self._end = HEADER_BYTES
        self.descriptor = create_private(self.path)
        try:
            write_all(self.descriptor, memoryview(self._frames.header.packed()))
        except OSError:
            discard(self)
            raise

    def write(self, data: memoryview) -> None:
        """Append a frame, whole or not at all. Raises Unwritten."""
        self._append(data, last=False)

    def drop_half_sample(self, length: int) -> bytes | None:  # noqa: ARG002 - see below
        """Nothing to do: frames hold whole samples."""
        return None

    def finish(self, sample_count: int) -> None:  # noqa: ARG002 - the frames say it
        """Append the last frame, which is empty."""
        self._append(memoryview(b""), last=True)

    def _append(self, data: memoryview, *, last: bool) -> None:
        frame = self._frames.encrypt(self._number, data, last=last)
        try:
            write_all(self.descriptor, memoryview(frame))
        except Unwritten as refused:
            os.ftruncate(self.descriptor, self._end)  # half a frame is none
            os.lseek(self.descriptor, self._end, os.SEEK_SET)
            raise Unwritten(0, refused) from refused
        self._number += 1
        self._end += len(frame)


def new_part(path: Path, cipher: Cipher | None, session_id: str, number: int) -> PartFile:
    """Raises OSError."""
    if cipher is None:
        return WavPart(path)
    return EncryptedPart(path, cipher, session_id, number)


def discard(part: PartFile) -> None:
    """For one that nothing was ever put in."""
    os.close(part.descriptor)
    part.path.unlink(missing_ok=True)
