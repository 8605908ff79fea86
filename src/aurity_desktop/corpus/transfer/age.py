"""A file under a passphrase: for exports that travel.

Layout, little-endian: `AURITY-ENCRYPTED-1\\n`; 16 bytes salt; Argon2id's memory in KiB, passes and
lanes as u32; 8 bytes nonce prefix; then frames of at most 1 MiB of plaintext, each AES-256-GCM with
its 16-byte tag. Nonce: prefix and frame number (u32). Additional data: the whole header, the frame
number and whether it is the last: so no frame can be changed, moved, left out or cut off unnoticed
(the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015).
"""

from __future__ import annotations

import secrets
import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from aurity_desktop.domain.errors import NotOurFile, WrongPassphrase
from aurity_desktop.storage.durable import write_whole

_MAGIC = b"AURITY-ENCRYPTED-1\n"
_FRAME = 1 << 20
_TAG = 16
_SALT = 16
_PREFIX = 8
_NUMBERS = struct.Struct("<III")
_HEADER_BYTES = len(_MAGIC) + _SALT + _NUMBERS.size + _PREFIX

#: A foreign header may ask for no more than this: 1 GiB, 16 passes, 16 lanes.
_MOST = (1 << 20, 16, 16)


@dataclass(frozen=True, slots=True)
class Cost:
    """Argon2id's. The default takes about a quarter of a second on an ordinary laptop."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


def is_encrypted(path: Path) -> bool:
    """Raises OSError."""
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def encrypt_file(
    source: Path, destination: Path, passphrase: str, cost: Cost | None = None
) -> None:
    """`destination` is complete or not there.

    Raises DiskFull, FolderNotWritable, ValueError for an empty passphrase.
    """
    with source.open("rb") as file:
        encrypt_stream(file, destination, passphrase, cost)


def encrypt_stream(
    source: BinaryIO, destination: Path, passphrase: str, cost: Cost | None = None
) -> None:
    """What is left to read of `source`. As `encrypt_file`."""
    if not passphrase:
        raise ValueError("an empty passphrase protects nothing")
    cost = cost or Cost()
    numbers = _NUMBERS.pack(cost.memory_kib, cost.passes, cost.lanes)
    header = _MAGIC + secrets.token_bytes(_SALT) + numbers + secrets.token_bytes(_PREFIX)
    write_whole(destination, _encrypted(source, header, passphrase))


def decrypt_file(source: Path, destination: Path, passphrase: str) -> None:
    """`destination` is complete and authentic, or not there.

    Raises WrongPassphrase, NotOurFile, DiskFull, FolderNotWritable.
    """
    write_whole(destination, decrypted_stream(source, passphrase))


def decrypted_stream(source: Path, passphrase: str) -> Iterator[bytes]:
    """Authentic up to where it has come, complete when it ends.

    Raises WrongPassphrase, NotOurFile.
    """
    with source.open("rb") as file:
        header = file.read(_HEADER_BYTES)
        if len(header) != _HEADER_BYTES or not header.startswith(_MAGIC):
            raise NotOurFile(source, "it is not an encrypted export")
        yield from _decrypted(file, header, passphrase, source)


def _encrypted(file: BinaryIO, header: bytes, passphrase: str) -> Iterator[bytes]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cipher = AESGCM(_key(header, passphrase))
    yield header
    for number, plain, last in _frames(file, _FRAME):
        yield cipher.encrypt(_nonce(header, number), plain, _additional(header, number, last))


def _decrypted(file: BinaryIO, header: bytes, passphrase: str, source: Path) -> Iterator[bytes]:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    asked = _NUMBERS.unpack_from(header, len(_MAGIC) + _SALT)
    if any(not 1 <= number <= most for number, most in zip(asked, _MOST, strict=True)):
        raise NotOurFile(source, "it asks for an unreasonable amount of work")
    cipher = AESGCM(_key(header, passphrase))
    for number, sealed, last in _frames(file, _FRAME + _TAG):
        try:
            yield cipher.decrypt(_nonce(header, number), sealed, _additional(header, number, last))
        except InvalidTag as error:
            if number == 0:
                raise WrongPassphrase(source) from error
            raise NotOurFile(source, f"its bytes were changed, in frame {number}") from error


def _frames(file: BinaryIO, size: int) -> Iterator[tuple[int, bytes, bool]]:
    """Number, content, and whether it is the last; at least one frame, which may be empty."""
    number, content = 0, file.read(size)
    while True:
        following = file.read(size)
        yield number, content, not following
        if not following:
            return
        number, content = number + 1, following


def _key(header: bytes, passphrase: str) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    memory, passes, lanes = _NUMBERS.unpack_from(header, len(_MAGIC) + _SALT)
    salt = header[len(_MAGIC) : len(_MAGIC) + _SALT]
    kdf = Argon2id(salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory)
    # The same words typed on a Mac and on Windows may come in different code points.
    return kdf.derive(unicodedata.normalize("NFC", passphrase).encode("utf-8"))


def _nonce(header: bytes, number: int) -> bytes:
    return header[-_PREFIX:] + struct.pack("<I", number)


def _additional(header: bytes, number: int, last: bool) -> bytes:
    return header + struct.pack("<IB", number, last)
