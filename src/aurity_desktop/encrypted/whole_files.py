"""Whole encrypted files: written aside and put in place, read from the beginning to the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from aurity_desktop.domain.errors import BadCiphertext
from aurity_desktop.domain.keys import Cipher
from aurity_desktop.encrypted.frames import (
    HEADER_BYTES,
    PREFIX_BYTES,
    Frames,
    Header,
    Kind,
    frame_size,
)
from aurity_desktop.storage.durable import write_whole

#: A whole file is cut into frames of this much.
_WHOLE_BYTES = 1 << 20


def write_encrypted(
    path: Path,
    pieces: Iterable[bytes],
    cipher: Cipher,
    subject: str,
    *,
    kind: Kind = Kind.WHOLE,
    frame_bytes: int = _WHOLE_BYTES,
    origin: int = 0,
    durable: bool = True,
) -> None:
    """An encrypted file with the content of `pieces`, complete or not there.

    `path` is its real name. Durable when it returns, unless `durable=False`.

    Raises DiskFull, FolderNotWritable, and what `pieces` raises.
    """
    header = Header.new(kind, frame_bytes, origin)
    write_whole(path, encrypted_pieces(pieces, cipher, subject, header), durable=durable)


def encrypted_pieces(
    pieces: Iterable[bytes], cipher: Cipher, subject: str, header: Header
) -> Iterator[bytes]:
    """The file's bytes, in pieces. Every frame but the last is full."""
    frames = Frames(cipher, header, subject)
    yield header.packed()
    waiting, number = bytearray(), 0
    for piece in pieces:
        waiting += piece
        while len(waiting) > header.frame_bytes:
            yield frames.encrypt(number, bytes(waiting[: header.frame_bytes]))
            del waiting[: header.frame_bytes]
            number += 1
    yield frames.encrypt(number, bytes(waiting), last=True)


def read_encrypted(path: Path, cipher: Cipher, subject: str) -> bytes:
    """All of it. Raises BadCiphertext, FileNotFoundError, OSError."""
    return b"".join(decrypted_pieces(path, cipher, subject))


def decrypted_pieces(path: Path, cipher: Cipher, subject: str) -> Iterator[bytes]:
    """Frame by frame; complete only when it ends without BadCiphertext."""
    with path.open("rb") as file:
        frames = Frames(cipher, Header.parse(file.read(HEADER_BYTES)), subject)
        number, last = 0, False
        while not last:
            plain, last = frames.decrypt(number, _next_frame(file))
            yield plain
            number += 1
        if file.read(1):
            raise BadCiphertext("something was added behind its end")


def whole_frames(path: Path, cipher: Cipher, subject: str) -> tuple[Header, list[bytes], int]:
    """What opens of a file that is being written, or whose writer died.

    Its header, the plaintext of the frames that open, and where in the file the last of them ends.
    Raises BadCiphertext where not even the header is there, OSError.
    """
    with path.open("rb") as file:
        header = Header.parse(file.read(HEADER_BYTES))
        frames, found, end = Frames(cipher, header, subject), list[bytes](), HEADER_BYTES
        last = False
        while not last:
            try:
                frame = _next_frame(file)
                plain, last = frames.decrypt(len(found), frame)
            except BadCiphertext:
                break
            found.append(plain)
            end += len(frame)
    return header, found, end


def _next_frame(file: BinaryIO) -> bytes:
    prefix = file.read(PREFIX_BYTES)
    size = frame_size(prefix)
    frame = prefix + file.read(size - PREFIX_BYTES)
    if len(frame) != size:
        raise BadCiphertext("it is cut off")
    return frame
