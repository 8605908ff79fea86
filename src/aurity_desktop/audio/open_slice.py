"""The open slice and how it becomes a sealed one.

`NNNNNN.part` is a WAV that is written as the sound comes; sealing patches its header, forces it to the disk, renames it to
`NNNNNN.wav` and forces the folder. From then on the slice survives a power cut.
"""

from __future__ import annotations

import errno
import hashlib
import os
import time
from pathlib import Path

from aurity_desktop.audio import wav
from aurity_desktop.domain.audio import SAMPLE_BYTES, SLICE_SAMPLES, AudioSlice
from aurity_desktop.durable import (
    Unwritten,
    create_private,
    put_in_place,
    sync_file,
    sync_folder,
    write_all,
)


def sealed_path(folder: Path, number: int) -> Path:
    return folder / f"{number:06d}.wav"


def open_path(folder: Path, number: int) -> Path:
    return folder / f"{number:06d}.part"


class OpenSlice:
    """One `.part` file. Its hash runs along with what the disk has taken.

    Written by one thread; forced and sealed by another, which must not seal before the last write has returned.
    """

    def __init__(self, session_id: str, folder: Path, number: int, start_sample: int) -> None:
        """Raises OSError."""
        self.number = number
        self.start_sample = start_sample
        self._session_id = session_id
        self._folder = folder
        self._path = open_path(folder, number)
        self._bytes = 0
        self._hash = hashlib.sha256()
        self._named = False
        self._closed = False
        self._renamed = False
        self._descriptor = create_private(self._path)
        try:
            # The length is a promise until the seal; whoever salvages the file goes by its size.
            write_all(self._descriptor, memoryview(wav.header(SLICE_SAMPLES)))
        except OSError:
            self.discard()
            raise

    @property
    def sample_count(self) -> int:
        return self._bytes // SAMPLE_BYTES

    def write(self, data: memoryview) -> None:
        """Raises Unwritten; what it says was written is part of the slice."""
        written = len(data)
        try:
            write_all(self._descriptor, data)
        except Unwritten as refused:
            written = refused.written
            raise
        finally:
            self._bytes += written
            self._hash.update(data[:written])

    def drop_half_sample(self) -> None:
        """After a refused write: end the file on a whole sample."""
        if self._bytes % SAMPLE_BYTES == 0:
            return
        self._bytes -= self._bytes % SAMPLE_BYTES
        os.ftruncate(self._descriptor, wav.HEADER_BYTES + self._bytes)
        os.lseek(self._descriptor, wav.HEADER_BYTES, os.SEEK_SET)
        self._hash = hashlib.sha256()
        left = self._bytes
        while left and (block := os.read(self._descriptor, left)):
            self._hash.update(block)
            left -= len(block)

    def sync(self) -> None:
        """What was written so far survives a power cut. Raises OSError."""
        sync_file(self._descriptor)
        if not self._named:
            sync_folder(self._folder)
            self._named = True

    def seal(self) -> AudioSlice:
        """Durable when it returns. Raises OSError, and may then be called again."""
        path = sealed_path(self._folder, self.number)
        if not self._closed:
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            write_all(self._descriptor, memoryview(wav.header(self.sample_count)))
            sync_file(self._descriptor)
            os.close(self._descriptor)
            self._closed = True
        if not self._renamed:
            if path.exists():  # a rename would silently put ours in its place
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
            put_in_place(self._path, path)
            self._renamed = True
        sync_folder(self._folder)
        return AudioSlice(
            session_id=self._session_id,
            number=self.number,
            start_sample=self.start_sample,
            sample_count=self.sample_count,
            sha256=self._hash.hexdigest(),
            path=path,
            sealed_at=time.monotonic(),
        )

    def discard(self) -> None:
        """For a slice that nothing was ever put in."""
        os.close(self._descriptor)
        self._path.unlink(missing_ok=True)
