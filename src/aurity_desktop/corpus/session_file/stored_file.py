"""A file of the corpus as it lies there: plain, or encrypted with what opens it.

Sent to child processes as it is.
"""

from __future__ import annotations

import io
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Self, cast

from aurity_desktop.domain.keys import Cipher, Keys
from aurity_desktop.encrypted.frames import encrypted_name
from aurity_desktop.encrypted.paged import PagedReader
from aurity_desktop.encrypted.sound import file_subject, needed_cipher


@dataclass(frozen=True, slots=True)
class StoredFile:
    """`path` is where the bytes are, `name` what the file is called in its session.

    Without a cipher they are plain.
    """

    path: Path
    name: str
    cipher: Cipher | None = None
    subject: str = ""

    @classmethod
    def plain(cls, path: Path) -> Self:
        """Anybody's file: an export, or one that was put somewhere by hand."""
        return cls(path, path.name)

    @classmethod
    def at(cls, file: Path | Self) -> Self:
        """A path is a plain file's."""
        return cls.plain(file) if isinstance(file, Path) else file

    @classmethod
    def of(cls, path: Path, keys: Keys, session_id: str) -> Self:
        """What is called `path` when it is plain: the encrypted one where there is one.

        Of a session that is encrypted as a whole never a plain one, which somebody put there.
        Raises KeyDamaged, VaultLocked.
        """
        if encrypted_name(path).exists() or keys.is_whole(session_id):
            return cls.encrypted(path, needed_cipher(keys, session_id), session_id)
        return cls.plain(path)

    @classmethod
    def to_write(cls, path: Path, keys: Keys, session_id: str) -> Self:
        """Where a new one of that name belongs. Raises KeyDamaged, VaultLocked."""
        cipher = keys.cipher(session_id)
        return cls.plain(path) if cipher is None else cls.encrypted(path, cipher, session_id)

    @classmethod
    def encrypted(cls, path: Path, cipher: Cipher, session_id: str) -> Self:
        """The encrypted file of what is called `path` when it is plain."""
        return cls(encrypted_name(path), path.name, cipher, file_subject(session_id, path.name))

    def exists(self) -> bool:
        """Whether there is a file, whole or not."""
        return self.path.exists()

    def open(self) -> AbstractContextManager[BinaryIO]:
        """The plaintext, for reading anywhere in it.

        Raises OSError, BadCiphertext; an encrypted one that was changed raises OSError where it is
        read.
        """
        if self.cipher is None:
            return self.path.open("rb")
        reader = PagedReader(self.path, self.cipher, self.subject)
        return cast(AbstractContextManager[BinaryIO], io.BufferedReader(reader, 1 << 16))

    def size(self) -> int:
        """Of the plaintext, in bytes. Raises OSError, BadCiphertext."""
        if self.cipher is None:
            return self.path.stat().st_size
        with PagedReader(self.path, self.cipher, self.subject) as reader:
            return reader.size
