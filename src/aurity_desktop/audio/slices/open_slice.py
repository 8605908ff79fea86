"""The open slice and how it becomes a sealed one.

`NNNNNN.part` is written as the sound comes; sealing closes it, forces it to the disk, renames it to
`NNNNNN.wav` and forces the folder. From then on the slice survives a power cut. Encrypted, the two
are `NNNNNN.part.aure` and `NNNNNN.wav.aure`.
"""

from __future__ import annotations

import errno
import hashlib
import os
import time
from pathlib import Path

from aurity_desktop.audio.slices.part import PartFile, discard, new_part
from aurity_desktop.domain.audio import SAMPLE_BYTES, AudioSlice
from aurity_desktop.domain.keys import Cipher
from aurity_desktop.storage.durable import Unwritten, put_in_place, sync_file, sync_folder


def sealed_path(folder: Path, number: int) -> Path:
    """The name of a sealed slice while it is plain."""
    return folder / f"{number:06d}.wav"


def open_path(folder: Path, number: int) -> Path:
    """The name of an open slice while it is plain."""
    return folder / f"{number:06d}.part"


class OpenSlice:
    """One `.part` file.

    Its hash runs along with what the disk has taken.

    Written by one thread; forced and sealed by another, which must not seal before the last write
    has returned.
    """

    def __init__(
        self,
        session_id: str,
        folder: Path,
        number: int,
        start_sample: int,
        cipher: Cipher | None = None,
    ) -> None:
        """Raises OSError."""
        self.number = number
        self.start_sample = start_sample
        self._session_id = session_id
        self._folder = folder
        self._bytes = 0
        self._hash = hashlib.sha256()
        self._named = False
        self._finished = False
        self._closed = False
        self._renamed = False
        self._part: PartFile = new_part(open_path(folder, number), cipher, session_id, number)

    @property
    def sample_count(self) -> int:
        """What the disk has taken, in whole samples."""
        return self._bytes // SAMPLE_BYTES

    def write(self, data: memoryview) -> None:
        """Raises Unwritten; what it says was written is part of the slice."""
        written = len(data)
        try:
            self._part.write(data)
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
        left = self._part.drop_half_sample(self._bytes)
        if left is not None:
            self._hash = hashlib.sha256(left)

    def sync(self) -> None:
        """What was written so far survives a power cut. Raises OSError."""
        sync_file(self._part.descriptor)
        if not self._named:
            sync_folder(self._folder)
            self._named = True

    def seal(self) -> AudioSlice:
        """Durable when it returns. Raises OSError, and may then be called again."""
        path = sealed_path(self._folder, self.number)
        target = path.with_name(path.name + self._part.sealed_suffix)
        if not self._closed:
            if not self._finished:
                self._part.finish(self.sample_count)
                self._finished = True
            sync_file(self._part.descriptor)
            os.close(self._part.descriptor)
            self._closed = True
        if not self._renamed:
            if target.exists():  # a rename would silently put ours in its place
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
            put_in_place(self._part.path, target)
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
        discard(self._part)
