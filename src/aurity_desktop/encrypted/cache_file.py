"""A session's cache: what can be made again, in one file, plain or encrypted as the session is."""

from __future__ import annotations

import struct
import tokenize
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from aurity_desktop.domain.errors import CorpusError
from aurity_desktop.domain.keys import PLAIN, Keys
from aurity_desktop.encrypted.frames import encrypted_name
from aurity_desktop.encrypted.sound import file_subject, read_stored
from aurity_desktop.encrypted.whole_files import write_encrypted
from aurity_desktop.storage.durable import write_whole

#: What reading a damaged NPZ file may raise: the disk, the encryption, the ZIP around the arrays
#: (its flags and methods too), and their headers, which NumPy reads as Python.
DAMAGED_NPZ: Final = (
    OSError,
    ValueError,
    KeyError,
    EOFError,
    RuntimeError,
    SyntaxError,
    CorpusError,
    struct.error,
    tokenize.TokenError,
    zipfile.BadZipFile,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class CacheFile:
    """One file, replaced whole and not forced to the disk. Private to the user.

    `path` is its name when it is plain.
    """

    path: Path
    session_id: str = ""
    keys: Keys = PLAIN

    @classmethod
    def at(cls, file: Path | Self) -> Self:
        """A path is a plain file's."""
        return cls(file) if isinstance(file, Path) else file

    def read(self) -> bytes:
        """Raises FileNotFoundError, OSError, BadCiphertext, KeyDamaged, VaultLocked."""
        subject = file_subject(self.session_id, self.path.name)
        return read_stored(self.path, self.keys, self.session_id, subject)[0]

    def write(self, data: bytes) -> None:
        """Whole or not there; a power cut may take it. Raises StorageError, VaultLocked."""
        cipher = self.keys.cipher(self.session_id) if self.session_id else None
        if cipher is None:
            write_whole(self.path, [data], durable=False)
        else:
            subject = file_subject(self.session_id, self.path.name)
            write_encrypted(encrypted_name(self.path), [data], cipher, subject, durable=False)
