"""A session file's checksum: its first 512 bytes say the SHA-256 of all the others.

HDF5 leaves a *user block* in front of its own data free for such use. The block has one possible
content for given data, so one changed byte anywhere in the file is found, the block itself and the
parts that HDF5 never reads included. It is no signature: who changes the file on purpose can make
the checksum anew, and is found by the audit chain and the ledger.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import BinaryIO

from aurity_desktop.corpus.session_file.layout import USER_BLOCK
from aurity_desktop.corpus.session_file.stored_file import StoredFile

#: Part of the format, and so called as it was first called.
_FIRST_LINE = "AURITY SESSION FILE, SEALED"
_READ = 1 << 20


def checksum_block(file: BinaryIO) -> bytes:
    """The user block that belongs to this file's content: 512 bytes. Raises OSError."""
    file.seek(USER_BLOCK)
    digest, size = hashlib.sha256(), 0
    while block := file.read(_READ):
        digest.update(block)
        size += len(block)
    text = f"{_FIRST_LINE}\nsha256:{digest.hexdigest()}\nbytes:{size}\n"
    return text.encode("ascii").ljust(USER_BLOCK, b"\0")


def checksum_holds(path: Path | StoredFile) -> bool:
    """Whether the checksum is there and right. Reads all of it. Raises OSError, BadCiphertext."""
    with StoredFile.at(path).open() as file:
        found = file.read(USER_BLOCK)
        return found == checksum_block(file)


def has_checksum(path: Path | StoredFile) -> bool:
    """Whether there is a checksum at all, right or wrong. Raises OSError, BadCiphertext."""
    with StoredFile.at(path).open() as file:
        return file.read(len(_FIRST_LINE)) == _FIRST_LINE.encode("ascii")
