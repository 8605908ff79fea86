"""The one layout of every encrypted file: a header of 32 bytes, then frames.

Each frame is a message of its own, encrypted and authenticated (AEAD).

    header   4  "AURE"
             1  version, 1
             1  kind: 1 sound, 2 pages, 3 whole
             2  zero
             4  bytes of plaintext in a full frame (0: each frame has its own length)
             4  the number under which a slice was open, else 0
            16  random, another for each file
    frame    4  bytes of plaintext, and the highest bit in the last frame of the file
            12  nonce, random
             n  ciphertext
            16  tag (AES-256-GCM)

Numbers are little-endian. The associated data of a frame are the header, the frame's first 4 bytes,
its number (8 bytes) and the subject: session id, a slash, and what the file is in that session. So
no frame opens in another file, in another place, or under another name, and a file whose end was
cut off has no last frame (after the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár,
2015).
"""

from __future__ import annotations

import secrets
import struct
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Final, Self

from aurity_desktop.domain.errors import BadCiphertext
from aurity_desktop.domain.keys import Cipher

SUFFIX: Final = ".aure"
MAGIC: Final = b"AURE"
_VERSION: Final = 1
_HEADER: Final = struct.Struct("<4sBBHII16s")
_PREFIX: Final = struct.Struct("<I")
_NUMBER: Final = struct.Struct("<Q")
_LAST: Final = 1 << 31
_NONCE_AND_TAG: Final = 12 + 16

HEADER_BYTES: Final = _HEADER.size
#: What a frame needs beside its plaintext.
FRAME_EXTRA: Final = _PREFIX.size + _NONCE_AND_TAG
#: A frame claims no more plaintext than this; a longer one was not written by us.
MOST_FRAME_BYTES: Final = 1 << 24


class Kind(IntEnum):
    """What an encrypted file holds, as its header says it."""

    SOUND = 1
    PAGES = 2
    WHOLE = 3


def encrypted_name(path: Path) -> Path:
    """What a file is called when it is encrypted: its name, and ".aure" behind it."""
    return path.with_name(path.name + SUFFIX)


@dataclass(frozen=True, slots=True)
class Header:
    """The first 32 bytes of an encrypted file, which are associated data of every frame.

    `frame_bytes` is the plaintext in a full frame, 0 where each frame has its own length; `origin`
    the number under which a slice was open.
    """

    kind: Kind
    frame_bytes: int
    origin: int
    salt: bytes

    @classmethod
    def new(cls, kind: Kind, frame_bytes: int = 0, origin: int = 0) -> Self:
        """With a random salt of its own."""
        return cls(kind, frame_bytes, origin, secrets.token_bytes(16))

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Raises BadCiphertext where the bytes are no header of ours."""
        if len(data) != HEADER_BYTES:
            raise BadCiphertext("it is cut off in its header")
        magic, version, kind, zero, frame_bytes, origin, salt = _HEADER.unpack(data)
        known = magic == MAGIC and version == _VERSION and zero == 0
        if not known or kind not in set(Kind) or frame_bytes > MOST_FRAME_BYTES:
            raise BadCiphertext("its header was changed, or it is of another version")
        return cls(Kind(kind), frame_bytes, origin, salt)

    def packed(self) -> bytes:
        """Its 32 bytes."""
        return _HEADER.pack(MAGIC, _VERSION, self.kind, 0, self.frame_bytes, self.origin, self.salt)


class Frames:
    """Makes and opens the frames of one file."""

    def __init__(self, cipher: Cipher, header: Header, subject: str) -> None:
        self._cipher = cipher
        self.header = header
        self._before = header.packed()
        self._subject = subject.encode("utf-8")

    def encrypt(self, number: int, plain: bytes | memoryview, *, last: bool = False) -> bytes:
        """One frame: prefix, nonce, ciphertext, tag.

        `number` counts the file's frames from 0, and `last` marks the one that ends the file.
        """
        prefix = _PREFIX.pack(len(plain) | (_LAST if last else 0))
        return prefix + self._cipher.encrypt(plain, self._associated_data(prefix, number))

    def decrypt(self, number: int, frame: bytes | memoryview) -> tuple[bytes, bool]:
        """Plaintext, and whether it is the last. `frame` is exactly one. Raises BadCiphertext."""
        prefix = bytes(frame[: _PREFIX.size])
        plain = self._cipher.decrypt(frame[_PREFIX.size :], self._associated_data(prefix, number))
        return plain, is_last(prefix)

    def _associated_data(self, prefix: bytes, number: int) -> bytes:
        return self._before + prefix + _NUMBER.pack(number) + self._subject


def frame_size(prefix: bytes) -> int:
    """Bytes of the whole frame that begins with these four.

    Raises BadCiphertext for a length that is none.
    """
    if len(prefix) != _PREFIX.size:
        raise BadCiphertext("it is cut off")
    (word,) = _PREFIX.unpack(prefix)
    plain = word & ~_LAST
    if plain > MOST_FRAME_BYTES:
        raise BadCiphertext("a frame's length was changed")
    return int(plain) + FRAME_EXTRA


def is_last(prefix: bytes) -> bool:
    """Whether the frame that begins with these four bytes ends its file."""
    return bool(_PREFIX.unpack(prefix)[0] & _LAST)


PREFIX_BYTES: Final = _PREFIX.size
