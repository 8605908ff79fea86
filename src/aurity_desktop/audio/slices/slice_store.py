"""The slices of one session on disk: names, folder, and the one that is being written."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NoReturn

from aurity_desktop.audio.slices.disk_space import free_bytes
from aurity_desktop.audio.slices.open_slice import OpenSlice
from aurity_desktop.audio.slices.slicer import Piece
from aurity_desktop.domain.audio import AudioSlice
from aurity_desktop.domain.errors import DiskFull, FolderNotWritable
from aurity_desktop.domain.keys import Cipher
from aurity_desktop.encrypted.frames import SUFFIX
from aurity_desktop.storage.durable import (
    NO_ROOM,
    PRIVATE_FOLDER,
    Unwritten,
    create_private,
    make_private,
    sync_folder,
)
from aurity_desktop.storage.reserve import Reserve

_SEALED = re.compile(rf"([0-9]{{6,}})\.wav(?P<encrypted>{re.escape(SUFFIX)})?")
_OPEN = re.compile(rf"([0-9]{{6,}})\.part(?P<encrypted>{re.escape(SUFFIX)})?")


def sealed_numbers(folder: Path, *, encrypted: bool = False) -> list[int]:
    """The numbers of the sealed slices in `folder`, ascending; `encrypted`: of no plain ones."""
    return _numbers(folder, _SEALED, encrypted)


def open_numbers(folder: Path, *, encrypted: bool = False) -> list[int]:
    """As `sealed_numbers`, of the slices that were never sealed."""
    return _numbers(folder, _OPEN, encrypted)


def _numbers(folder: Path, pattern: re.Pattern[str], encrypted: bool) -> list[int]:
    if not folder.is_dir():
        return []
    names = (pattern.fullmatch(entry.name) for entry in folder.iterdir())
    return sorted({int(name[1]) for name in names if name and (name["encrypted"] or not encrypted)})


def prepare_folder(folder: Path) -> None:
    """Make the folder of a session's slices, private, and see that it takes files.

    Raises FolderNotWritable, DiskFull.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
        make_private(folder)
        make_private(folder.parent)
        probe = folder / ".probe"
        probe.unlink(missing_ok=True)
        os.close(create_private(probe))
        probe.unlink()
        sync_folder(folder.parent)
        sync_folder(folder.parent.parent)
    except OSError as error:
        raise refusal(error, folder) from error


def refusal(error: OSError, folder: Path) -> DiskFull | FolderNotWritable:
    """What the disk meant by `error`."""
    if error.errno in NO_ROOM:
        return DiskFull(folder, free_bytes(folder))
    return FolderNotWritable(folder, error.strerror or str(error))


class SliceStore:
    """Writes one session's slices.

    At most one slice is open; who takes a finished one seals it with `seal`.
    """

    def __init__(
        self,
        session_id: str,
        folder: Path,
        reserve: Reserve,
        *,
        at_sample: int = 0,
        cipher: Cipher | None = None,
    ) -> None:
        """`folder` is the session's `slices`, made by `prepare_folder`; `at_sample` is where the
        next slice starts. With a `cipher` nothing is written that is not encrypted.
        """
        self._cipher = cipher
        self._session_id = session_id
        self._folder = folder
        self._reserve = reserve
        self._start_sample = at_sample
        self._finished = 0
        self._open: OpenSlice | None = None

    @property
    def folder(self) -> Path:
        """The session's folder of slices."""
        return self._folder

    @property
    def on_disk(self) -> int:
        """The end, on the session's clock, of what the disk has taken."""
        return self._start_sample + (self._open.sample_count if self._open else 0)

    @property
    def finished(self) -> int:
        """How many slices were filled or ended here."""
        return self._finished

    @property
    def open_slice(self) -> OpenSlice | None:
        """The one that is being written; None between two."""
        return self._open

    def append(self, piece: Piece) -> OpenSlice | None:
        """Write the samples through to the operating system.

        The slice, when they complete one: it is no longer open here.

        Raises DiskFull or FolderNotWritable when the disk takes no more even after the reserve was
        given up; the samples that it took are kept in the open slice.
        """
        if self._open is None:
            self._open = self._begin(piece.number)
        data = memoryview(piece.samples.astype("<i2", copy=False).tobytes())
        releases = self._reserve.releases
        try:
            self._open.write(data)
        except Unwritten as refused:
            if not self._gave_room(refused, releases):
                self._refuse(self._open, refused)
            self._write_again(self._open, data[refused.written :])
        return self.finish() if piece.completes else None

    def finish(self) -> OpenSlice | None:
        """The open slice, however short; it is no longer open here. None when there is none."""
        ended, self._open = self._open, None
        if ended is not None and not ended.sample_count:
            ended.discard()
            return None
        if ended is not None:
            self._start_sample += ended.sample_count
            self._finished += 1
        return ended

    def seal(self, ended: OpenSlice) -> AudioSlice:
        """Durable when it returns; with the reserve's room where there is no other.

        May be called in another thread.

        Raises DiskFull, FolderNotWritable; the slice then stays a `.part`, for recovery to seal.
        """
        releases = self._reserve.releases
        try:
            return ended.seal()
        except OSError as error:
            if not self._gave_room(error, releases):
                raise refusal(error, self._folder) from error
        try:
            return ended.seal()
        except OSError as error:
            raise refusal(error, self._folder) from error

    def _begin(self, number: int) -> OpenSlice:
        releases = self._reserve.releases
        try:
            return OpenSlice(
                self._session_id, self._folder, number, self._start_sample, self._cipher
            )
        except OSError as error:
            if not self._gave_room(error, releases):
                raise refusal(error, self._folder) from error
        try:
            return OpenSlice(
                self._session_id, self._folder, number, self._start_sample, self._cipher
            )
        except OSError as error:
            raise refusal(error, self._folder) from error

    def _write_again(self, open_slice: OpenSlice, rest: memoryview) -> None:
        try:
            open_slice.write(rest)
        except Unwritten as refused:
            self._refuse(open_slice, refused)

    def _refuse(self, open_slice: OpenSlice, refused: Unwritten) -> NoReturn:
        open_slice.drop_half_sample()
        raise refusal(refused, self._folder) from refused

    def _gave_room(self, error: OSError, releases: int) -> bool:
        return error.errno in NO_ROOM and self._reserve.release(since=releases)
