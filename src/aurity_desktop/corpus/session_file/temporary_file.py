"""Files that hold a session's content for as long as a command runs.

They are encrypted under a key that is in memory alone.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from aurity_desktop.corpus.session_file.stored_file import StoredFile
from aurity_desktop.encrypted.aes import KEY_BYTES, AesCipher


def temporary_file(folder: Path, purpose: str) -> StoredFile:
    """A new name in one of our own private folders; the caller removes the file."""
    name = f".{purpose}-{secrets.token_hex(6)}.h5"
    return StoredFile(folder / name, name, AesCipher(secrets.token_bytes(KEY_BYTES)), name)
