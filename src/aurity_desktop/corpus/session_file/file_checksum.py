"""The seal of a session file: its first 512 bytes say the SHA-256 of all the others.

HDF5 leaves a *user block* in front of its own data free for such use. The block has one possible
content for given data, so one changed byte anywhere in the file, the block itself and the parts
that HDF5 never reads included, breaks the seal. It is a checksum and no signature: who changes the
file on purpose can seal it anew, and is found by the audit chain and the ledger.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import BinaryIO

from aurity_desktop.corpus.session_file.layout import USER_BLOCK
from aurity_desktop.corpus.session_file.stored_file import StoredFile

_FIRST_LINE = "AURITY SESSION FILE, SEALED"
_READ = 1 << 20


def seal_of(file: BinaryIO) -> bytes:
    """The user block that belongs to this file's content."""
    file.seek(USER_BLOCK)
    digest, size = hashlib.sha256(), 0
    while block := file.read(_READ):
        digest.update(block)
        size += len(block)
    text = f"{_FIRST_LINE}\nsha256:{digest.hexdigest()}\nbytes:{size}\n"
    return text.encode("ascii").ljust(USER_BLOCK, b"\0")


def is_sealed(path: Path | StoredFile) -> bool:
    """Whether the seal is there and holds. Raises OSError, BadCiphertext."""
    with StoredFile.at(path).open() as file:
        found = file.read(USER_BLOCK)
        return found == seal_of(file)


def has_seal(path: Path | StoredFile) -> bool:
    """Whether there is a seal at all, broken or not. Raises OSError, BadCiphertext."""
    with StoredFile.at(path).open() as file:
        return file.read(len(_FIRST_LINE)) == _FIRST_LINE.encode("ascii")
