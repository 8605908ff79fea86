"""An encrypted file that is read and written anywhere in it: pages of a fixed size, each a frame.

Reading keeps a few pages in memory. Writing is for files that are built aside by one writer and
then put in place: a page is encrypted anew each time it leaves memory, and the file is complete
only after `finish`.
"""

from __future__ import annotations

import errno
import io
import os
from collections import OrderedDict
from pathlib import Path
from typing import Any, BinaryIO, Final

from aurity_desktop.domain.errors import BadCiphertext
from aurity_desktop.domain.keys import Cipher
from aurity_desktop.encrypted.file_position import FilePosition
from aurity_desktop.encrypted.frames import (
    FRAME_EXTRA,
    HEADER_BYTES,
    PREFIX_BYTES,
    Frames,
    Header,
    Kind,
    frame_size,
    is_last,
)

PAGE_BYTES: Final = 1 << 16
_PAGES_IN_MEMORY: Final = 64


class PagedReader(FilePosition, io.RawIOBase):
    """The plaintext of an encrypted file, as a file.

    One thread. A changed page is an OSError when it is read, as HDF5 expects it.
    """

    def __init__(self, path: Path, cipher: Cipher, subject: str) -> None:
        """Raises BadCiphertext, FileNotFoundError, OSError."""
        super().__init__()
        # Python closes what it finalizes, also where there was no file to open.
        self._file: BinaryIO = io.BytesIO()
        self._file = path.open("rb")
        self._pages: OrderedDict[int, bytes] = OrderedDict()
        try:
            header = Header.parse(self._file.read(HEADER_BYTES))
            self._page = header.frame_bytes
            self._frames = Frames(cipher, header, subject)
            self._last, self._size = self._measured()
        except BaseException:
            self._file.close()
            raise

    @property
    def size(self) -> int:
        """Bytes of plaintext."""
        return self._size

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer` from the position on; fewer bytes only at the end of the file.

        Raises OSError where a page was changed.
        """
        view = memoryview(buffer).cast("B")
        done = 0
        while done < len(view) and self._position < self._size:
            number, offset = divmod(self._position, self._page)
            try:
                part = self._plain(number)[offset : offset + len(view) - done]
            except BadCiphertext as broken:
                raise OSError(errno.EIO, broken.detail) from broken
            view[done : done + len(part)] = part
            done += len(part)
            self._position += len(part)
        return done

    def close(self) -> None:
        """Also closes the file below."""
        self._file.close()
        super().close()

    def _measured(self) -> tuple[int, int]:
        """Number of the last page, and bytes of plaintext. Raises BadCiphertext."""
        if not self._page:
            raise BadCiphertext("its frames have no common length")
        stored = self._file.seek(0, os.SEEK_END) - HEADER_BYTES
        last, rest = divmod(stored - 1, self._page + FRAME_EXTRA)
        self._file.seek(HEADER_BYTES + last * (self._page + FRAME_EXTRA))
        if rest + 1 < FRAME_EXTRA or not is_last(self._file.read(PREFIX_BYTES)):
            raise BadCiphertext("it is cut off")
        return last, last * self._page + rest + 1 - FRAME_EXTRA

    def _plain(self, number: int) -> bytes:
        if number in self._pages:
            self._pages.move_to_end(number)
            return self._pages[number]
        self._file.seek(HEADER_BYTES + number * (self._page + FRAME_EXTRA))
        frame = self._file.read(self._page + FRAME_EXTRA)
        if frame_size(frame[:PREFIX_BYTES]) != len(frame):
            raise BadCiphertext("it is cut off")
        plain, last = self._frames.decrypt(number, frame)
        if last != (number == self._last) or (not last and len(plain) != self._page):
            raise BadCiphertext("its pages are out of place")
        self._pages[number] = plain
        if len(self._pages) > _PAGES_IN_MEMORY:
            self._pages.popitem(last=False)
        return plain


class PagedWriter(FilePosition, io.RawIOBase):
    """Reads and writes anywhere; `finish` makes it a whole file.

    `file` is empty, open for reading and writing, and stays the caller's.
    """

    def __init__(self, file: BinaryIO, cipher: Cipher, subject: str) -> None:
        """Raises OSError."""
        super().__init__()
        self._file = file
        self._frames = Frames(cipher, Header.new(Kind.PAGES, PAGE_BYTES), subject)
        _write_at(file, 0, self._frames.header.packed())
        #: Pages in memory, the longest unused first, and whether the file does not have them as
        #: they are.
        self._pages: OrderedDict[int, bytearray] = OrderedDict()
        self._changed: set[int] = set()
        self._stored = 0

    def readable(self) -> bool:
        """Always: HDF5 reads back what it has written."""
        return True

    def writable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def truncate(self, size: int | None = None) -> int:
        """Longer is filled with zeros.

        A file that is built never becomes shorter by more than HDF5's last metadata block.
        """
        size = self._position if size is None else size
        if size < self._size:
            number, offset = divmod(size, PAGE_BYTES)
            if offset:
                page = self._page_of(number)
                page[offset:] = bytes(PAGE_BYTES - offset)
                self._changed.add(number)
            for behind in [each for each in self._pages if each * PAGE_BYTES >= size]:
                del self._pages[behind]
                self._changed.discard(behind)
            self._stored = min(self._stored, -(-size // PAGE_BYTES))
        self._size = size
        return size

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer` from the position on; fewer bytes only at the end. Raises OSError."""
        view = memoryview(buffer).cast("B")
        wanted = min(len(view), max(0, self._size - self._position))
        done = 0
        while done < wanted:
            number, offset = divmod(self._position, PAGE_BYTES)
            part = self._page_of(number)[offset : offset + wanted - done]
            view[done : done + len(part)] = part
            done += len(part)
            self._position += len(part)
        return done

    def write(self, data: Any) -> int:
        """Take all of `data` into pages, and put out the oldest ones. Raises OSError."""
        view = memoryview(data).cast("B")
        done = 0
        while done < len(view):
            number, offset = divmod(self._position, PAGE_BYTES)
            part = view[done : done + PAGE_BYTES - offset]
            self._page_of(number)[offset : offset + len(part)] = part
            self._changed.add(number)
            done += len(part)
            self._position += len(part)
        self._size = max(self._size, self._position)
        return len(view)

    def finish(self) -> None:
        """Everything is in the file, its last page marked as such.

        Not forced to the disk. Raises OSError.
        """
        last = max(0, -(-self._size // PAGE_BYTES) - 1)
        for number in range(self._stored, last):  # never touched: zeros
            self._page_of(number)
            self._changed.add(number)
        for number in sorted(self._changed - {last}):
            self._put(number)
        rest = self._size - last * PAGE_BYTES
        encrypted = self._frames.encrypt(last, bytes(self._page_of(last)[:rest]), last=True)
        at = _place(last)
        _write_at(self._file, at, encrypted)
        self._file.truncate(at + len(encrypted))

    def _page_of(self, number: int) -> bytearray:
        page = self._pages.get(number)
        if page is None:
            page = self._read(number)
            self._pages[number] = page
            if len(self._pages) > _PAGES_IN_MEMORY:
                oldest = next(iter(self._pages))
                if oldest in self._changed:
                    self._put(oldest)
                del self._pages[oldest]
        else:
            self._pages.move_to_end(number)
        return page

    def _read(self, number: int) -> bytearray:
        if number >= self._stored:
            return bytearray(PAGE_BYTES)
        self._file.seek(_place(number))
        try:
            plain, _ = self._frames.decrypt(number, self._file.read(PAGE_BYTES + FRAME_EXTRA))
        except BadCiphertext as broken:
            raise OSError(errno.EIO, broken.detail) from broken
        return bytearray(plain)

    def _put(self, number: int) -> None:
        for before in range(self._stored, number):  # a hole would read back as no frame
            if before not in self._changed:
                _write_at(
                    self._file, _place(before), self._frames.encrypt(before, bytes(PAGE_BYTES))
                )
        _write_at(
            self._file, _place(number), self._frames.encrypt(number, bytes(self._pages[number]))
        )
        self._stored = max(self._stored, number + 1)
        self._changed.discard(number)


def _place(number: int) -> int:
    return HEADER_BYTES + number * (PAGE_BYTES + FRAME_EXTRA)


def _write_at(file: BinaryIO, at: int, data: bytes) -> None:
    file.seek(at)
    view = memoryview(data)
    while view:
        view = view[file.write(view) :]
