"""The envelope of exports under a passphrase before the age format. Read, no longer written.

Layout, little-endian: `AURITY-ENCRYPTED-1\\n`; 16 bytes salt; Argon2id's memory in KiB, passes and
lanes as u32; 8 bytes nonce prefix; then frames of at most 1 MiB of plaintext, each AES-256-GCM with
its 16-byte tag. Nonce: prefix and frame number (u32). Associated data: the whole header, the frame
number and whether it is the last: so no frame can be changed, moved, left out or cut off unnoticed
(the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015).
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from aurity_desktop.domain.errors import NotOurFile, WrongPassphrase

#: The first line of every such file.
MAGIC: Final = b"AURITY-ENCRYPTED-1\n"
FRAME: Final = 1 << 20
TAG: Final = 16
_SALT: Final = 16
_PREFIX: Final = 8
_NUMBERS: Final = struct.Struct("<III")
HEADER_BYTES: Final = len(MAGIC) + _SALT + _NUMBERS.size + _PREFIX

#: A foreign header may ask for no more than this: 1 GiB, 16 passes, 16 lanes.
_MOST: Final = (1 << 20, 16, 16)


def decrypted_stream(source: Path, passphrase: str) -> Iterator[bytes]:
    """The content in pieces: authentic up to where it has come, complete when it ends.

    Raises WrongPassphrase, NotOurFile, OSError.
    """
    with source.open("rb") as file:
        header = file.read(HEADER_BYTES)
        if len(header) != HEADER_BYTES or not header.startswith(MAGIC):
            raise NotOurFile(source, "it is not an encrypted export")
        yield from _decrypted(file, header, passphrase, source)


def _decrypted(file: BinaryIO, header: bytes, passphrase: str, source: Path) -> Iterator[bytes]:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    asked = _NUMBERS.unpack_from(header, len(MAGIC) + _SALT)
    if any(not 1 <= number <= most for number, most in zip(asked, _MOST, strict=True)):
        raise NotOurFile(source, "it asks for an unreasonable amount of work")
    cipher = AESGCM(_key(header, passphrase))
    for number, sealed, last in _frames(file):
        associated_data = header + struct.pack("<IB", number, last)
        try:
            yield cipher.decrypt(_nonce(header, number), sealed, associated_data)
        except InvalidTag as error:
            if number == 0:
                raise WrongPassphrase(source) from error
            raise NotOurFile(source, f"its bytes were changed, in frame {number}") from error


def _frames(file: BinaryIO) -> Iterator[tuple[int, bytes, bool]]:
    """Number, sealed content, and whether it is the last; at least one frame."""
    number, content = 0, file.read(FRAME + TAG)
    while True:
        following = file.read(FRAME + TAG)
        yield number, content, not following
        if not following:
            return
        number, content = number + 1, following


def _key(header: bytes, passphrase: str) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    memory, passes, lanes = _NUMBERS.unpack_from(header, len(MAGIC) + _SALT)
    salt = header[len(MAGIC) : len(MAGIC) + _SALT]
    kdf = Argon2id(salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory)
    # The same words typed on a Mac and on Windows may come in different code points.
    return kdf.derive(unicodedata.normalize("NFC", passphrase).encode("utf-8"))


def _nonce(header: bytes, number: int) -> bytes:
    return header[-_PREFIX:] + struct.pack("<I", number)
