"""Where HDF5 writes to: a file of ours whose failures HDF5 never sees.

HDF5 with data still buffered does not survive a full disk: flush and close fail for ever and the
process dies with a segmentation fault at exit. So h5py is given this object instead of a path. The
first error is kept, everything after it is dropped, HDF5 closes in peace, and the caller asks
`check` before the file gets its name.
"""

from __future__ import annotations

import io
from typing import IO, Any

from aurity_desktop.encrypted.file_position import FilePosition


class Sink(FilePosition):
    """A binary file, unbuffered, that only pretends to write from its first OSError on.

    `failure` is that error. What HDF5 asks of a file object is there, and no more.
    """

    def __init__(self, file: io.FileIO | IO[bytes]) -> None:
        self._file = file
        self.failure: OSError | None = None

    def check(self) -> None:
        """Raises what went wrong, if anything did."""
        if self.failure is not None:
            raise self.failure

    def write(self, data: Any) -> int:
        """All of it, whatever the disk says. Raises nothing: see `check`."""
        view = memoryview(data).cast("B")
        if self.failure is None:
            try:
                self._write_all(view)
            except OSError as error:
                self.failure = error
        self._position += len(view)
        self._size = max(self._size, self._position)
        return len(view)

    def readinto(self, buffer: Any) -> int:
        """What was written; zeros behind a failure, which HDF5 may only see while it is closing."""
        view = memoryview(buffer).cast("B")
        count = 0
        if self.failure is None:
            self._file.seek(self._position)
            # IO[bytes] of a raw file has `readinto`.
            count = self._file.readinto(view) or 0  # type: ignore[union-attr]
        wanted = min(len(view), max(0, self._size - self._position))
        if count < wanted:
            view[count:wanted] = bytes(wanted - count)
        self._position += wanted
        return wanted

    def read(self, size: int = -1) -> bytes:
        """As `readinto`, in bytes of their own."""
        wanted = self._size - self._position if size < 0 else size
        buffer = bytearray(max(0, wanted))
        return bytes(buffer[: self.readinto(buffer)])

    def truncate(self, size: int | None = None) -> int:
        """The new size, whatever the disk says."""
        self._size = self._position if size is None else size
        if self.failure is None:
            try:
                self._file.truncate(self._size)
            except OSError as error:
                self.failure = error
        return self._size

    def flush(self) -> None:
        """Nothing is buffered here; durability is the caller's fsync."""

    def _write_all(self, view: memoryview) -> None:
        self._file.seek(self._position)
        while view:
            written = self._file.write(view)
            view = view[written:]
