"""The one atomic writer: files that survive a power cut, private to the user, put in place whole.

A file is written aside in its folder, forced to the disk (fsync), renamed to its name, and then the
folder is forced. So whoever opens it finds the old file or the new one and never half of one.
"""

from __future__ import annotations

import errno
import os
import secrets
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from aurity_desktop.domain.errors import DiskFull, FolderNotWritable
from aurity_desktop.storage.medium import Medium

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700

#: What files that are being written aside are called; what a killed writer leaves is found by it.
ASIDE_PATTERN: Final = ".*.new"

#: Where every call goes that must reach the disk. Replaced by tests, and by nobody else.
medium = Medium()

_WINDOWS: Final = os.name == "nt"
_HELD_SECONDS: Final = 3.0

#: The disk is full, the quota used up, or the file as large as it may become.
NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

#: How macOS says that a file system (SMB, exFAT, FUSE) has no F_FULLFSYNC; fsync is then the most
#: there is, as restic and git do it.
_NO_FULL_FSYNC = frozenset({errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL, errno.ENOTTY})

#: How network shares, exFAT and FUSE say that a folder cannot be opened or forced. The names are
#: then as durable as that file system makes them. EIO and ENOSPC are failures everywhere.
_NO_FOLDER_FSYNC = frozenset(
    {
        errno.EINVAL,
        errno.ENOTSUP,
        errno.EOPNOTSUPP,
        errno.ENOTTY,
        errno.ENOSYS,
        errno.EBADF,
        errno.EACCES,
        errno.EPERM,
    }
)

_NO_MODES: Final = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})

_PROBE_BYTES: Final = 2**17

#: Threads that wait for the disk, and do nothing else.
_FORCED_AT_ONCE: Final = 16

#: Text mode would turn 0x0A into 0x0D 0x0A on Windows; elsewhere the flag does not exist.
_BINARY = getattr(os, "O_BINARY", 0)


def create_private(path: Path) -> int:
    """A descriptor, for reading and writing, of a new file that only the user can read.

    Raises FileExistsError, OSError.
    """
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, PRIVATE_FILE)


def open_private(path: Path) -> int:
    """A descriptor, for reading and writing, of a private file that is made where it is missing.

    Of a symbolic link OSError is raised: another file may be meant by it.
    """
    flags = os.O_RDWR | os.O_CREAT | _BINARY | getattr(os, "O_NOFOLLOW", 0)
    return os.open(path, flags, PRIVATE_FILE)


def sync_file(descriptor: int) -> None:
    """Force a file to the disk: what was written to it is on the medium when this returns.

    Raises OSError.
    """
    try:
        medium.force(descriptor)
    except OSError as error:
        if error.errno not in _NO_FULL_FSYNC:
            raise
        medium.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Force a folder to the disk: the names in it are on the medium when this returns.

    Where the file system cannot do so, and on Windows, where NTFS journals names by itself, it is
    left to it. Raises OSError.
    """
    if _WINDOWS:
        return
    try:
        medium.fsync_folder(folder)
    except OSError as error:
        if error.errno not in _NO_FOLDER_FSYNC:
            raise


def force_file(path: Path) -> None:
    """A closed file's content and its name are on the disk when this returns. Raises OSError.

    Not for a database that this process has open, see `make_private_file`.
    """
    _force_content(path)
    sync_folder(path.parent)


def force_files(folder: Path, names: Sequence[str]) -> None:
    """Closed files' contents and their names are on the disk when this returns.

    Several at a time: whoever waits for a file system's journal at one moment waits together. Not
    for a database. Raises DiskFull, FolderNotWritable.
    """
    from concurrent.futures import ThreadPoolExecutor

    try:
        with ThreadPoolExecutor(_FORCED_AT_ONCE, "force") as pool:
            for _ in pool.map(_force_content, (folder / name for name in names)):
                pass
        sync_folder(folder)
    except OSError as error:
        raise storage_error(error, folder) from error


def _force_content(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR | _BINARY)
    try:
        sync_file(descriptor)
    finally:
        os.close(descriptor)


def write_all(descriptor: int, data: memoryview) -> int:
    """Write until nothing is left, and say how much that was.

    Raises Unwritten, which says what was written before the disk refused the rest.
    """
    written = 0
    while written < len(data):
        try:
            written += medium.write(descriptor, data[written:])
        except OSError as error:
            raise Unwritten(written, error) from error
    return written


class Unwritten(OSError):
    """The disk took only the first `written` bytes. `errno` is that of the failed write."""

    def __init__(self, written: int, cause: OSError) -> None:
        super().__init__(cause.errno, cause.strerror)
        self.written = written


def put_in_place(source: Path, target: Path) -> None:
    """Rename within a folder, over what is there; not yet durable. Raises OSError.

    On Windows a virus scanner or the indexer may hold a new file for a moment and with it refuse
    the rename: it is asked for again, for three seconds.
    """
    deadline = time.monotonic() + _HELD_SECONDS
    while True:
        try:
            medium.rename(source, target)
        except PermissionError:
            if not _WINDOWS or time.monotonic() > deadline:
                raise
            time.sleep(_HELD_SECONDS / 50)
        else:
            return


def put(temporary: Path, path: Path, *, durable: bool = True) -> None:
    """Give a finished file its name; what had the name before is gone. Raises OSError.

    The caller has forced the file's content with `sync_file`. `durable=False` is for what can be
    made again: the name is not forced either.
    """
    put_in_place(temporary, path)
    if durable:
        sync_folder(path.parent)


def storage_error(error: OSError, folder: Path) -> DiskFull | FolderNotWritable:
    """What the disk that holds `folder` meant by `error`, in our words."""
    if error.errno in NO_ROOM:
        return DiskFull(folder)
    return FolderNotWritable(folder, error.strerror or str(error))


@contextmanager
def aside(path: Path) -> Iterator[Path]:
    """A new empty private file beside `path`, for a library that fills a file by its path.

    To be filled, forced with `sync_file` and handed to `put`; removed when the block ends without
    that. Raises DiskFull and FolderNotWritable in place of OSErrors.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}.new")
    try:
        os.close(create_private(temporary))
        yield temporary
    except OSError as error:
        raise storage_error(error, path.parent) from error
    finally:
        with suppress(OSError):  # the error that is under way says more
            temporary.unlink(missing_ok=True)


def write_whole(path: Path, pieces: Iterable[bytes], *, durable: bool = True) -> None:
    """A private file with the content of `pieces`, complete or not there, in place of what was.

    Durable when it returns, unless `durable=False`: that is for caches, which a power cut may take.
    Raises DiskFull, FolderNotWritable, and what `pieces` raises; then `path` is as it was.
    """
    with aside(path) as temporary:
        with temporary.open("r+b") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            if durable:
                sync_file(file.fileno())
        put(temporary, path, durable=durable)


def has_room(folder: Path) -> bool:
    """Whether the disk takes a file as large as SQLite's shared memory, tried by writing one.

    What a quota leaves is told right as well, which the free space of the disk is not.
    """
    try:
        with aside(folder / "room") as probe:
            descriptor = os.open(probe, os.O_RDWR | _BINARY)
            try:
                write_all(descriptor, memoryview(bytes(_PROBE_BYTES)))
                sync_file(descriptor)
            finally:
                os.close(descriptor)
    except DiskFull:
        return False
    except FolderNotWritable:
        return True
    return True


def make_folder(path: Path) -> None:
    """A private folder and, where needed, those above it, private as well.

    A folder that is there stays as it is. Raises DiskFull, FolderNotWritable.
    """
    try:
        # `parents=True` of pathlib would make those above by the umask alone: readable by all.
        for folder in reversed([each for each in path.parents if not each.exists()]):
            folder.mkdir(exist_ok=True, mode=PRIVATE_FOLDER)
        path.mkdir(exist_ok=True, mode=PRIVATE_FOLDER)
    except OSError as error:
        raise storage_error(error, path) from error


def make_private(folder: Path) -> None:
    """Mode 0700, where the file system has modes: SMB, exFAT and some of FUSE have none.

    Raises OSError.
    """
    try:
        folder.chmod(PRIVATE_FOLDER)
    except OSError as error:
        if error.errno not in _NO_MODES:
            raise


def claim_folder(path: Path) -> bool:
    """Make a private folder of this name; False where somebody has the name already.

    Of any number that claim it at one moment one gets it. Raises DiskFull, FolderNotWritable.
    """
    make_folder(path.parent)
    try:
        path.mkdir(mode=PRIVATE_FOLDER)
    except FileExistsError:
        return False
    except OSError as error:
        raise storage_error(error, path.parent) from error
    return True


def make_private_file(path: Path) -> None:
    """Have the file there with mode 0600 before SQLite opens it, whose -wal and -shm inherit it.

    A file that exists is not opened: closing *any* descriptor of a file drops every POSIX lock that
    this process holds on it, the locks of its other SQLite connections included
    (sqlite.org/howtocorrupt.html, 2.2). Raises DiskFull, FolderNotWritable.
    """
    make_folder(path.parent)
    try:
        os.close(create_private(path))
    except FileExistsError:
        return
    except OSError as error:
        raise storage_error(error, path.parent) from error
