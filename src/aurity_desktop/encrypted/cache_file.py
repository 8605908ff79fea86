"""What a session keeps that can be made again: one file, as the session is stored, replaced whole
and not forced to the disk.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from aurity_desktop.domain.keys import PLAIN, Cipher, Keys
from aurity_desktop.encrypted.frames import Header, Kind, encrypted_name
from aurity_desktop.encrypted.sound import file_subject, read_stored
from aurity_desktop.encrypted.whole_files import encrypted_pieces

_FRAME_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class CacheFile:
    """`path` is its name when it is plain. Private to the user."""

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
        """Whole or not there. Raises OSError, VaultLocked."""
        cipher = self.keys.cipher(self.session_id) if self.session_id else None
        target = self.path if cipher is None else encrypted_name(self.path)
        aside = target.with_name(f"{target.name}.{os.getpid()}.aside")
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as out:
                for piece in self._pieces(data, cipher):
                    out.write(piece)
            aside.replace(target)
        finally:
            aside.unlink(missing_ok=True)

    def _pieces(self, data: bytes, cipher: Cipher | None) -> list[bytes]:
        if cipher is None:
            return [data]
        header = Header.new(Kind.WHOLE, _FRAME_BYTES)
        subject = file_subject(self.session_id, self.path.name)
        return list(encrypted_pieces([data], cipher, subject, header))
