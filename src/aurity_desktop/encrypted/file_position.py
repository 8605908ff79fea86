"""Where in a file one reads and writes, for objects that stand for a file."""

from __future__ import annotations

import os


class FilePosition:
    """`seek` and `tell` as a file has them.

    Who inherits it moves `_position` and keeps `_size` true.
    """

    _position = 0
    _size = 0

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move to `offset` from the start, the position or the end; the new position."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._size}[whence]
        self._position = base + offset
        return self._position

    def tell(self) -> int:
        """The position, in bytes from the start."""
        return self._position
