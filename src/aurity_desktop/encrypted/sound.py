"""Sound at rest: which file holds it, and its samples out of it, plain or encrypted.

A slice's `path` is the name of its WAV, `NNNNNN.wav`; encrypted, its samples lie in
`NNNNNN.wav.aure`, without a WAV's header. Where both are there, a session is being encrypted, and
the encrypted one counts: it was proved before the plain one may go. Of a session that is encrypted
as a whole a plain file was put there by somebody, and counts for nothing.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from aurity_desktop.domain.audio import SAMPLE_BYTES, SAMPLE_RATE
from aurity_desktop.domain.errors import KeyDamaged
from aurity_desktop.domain.keys import Cipher, Keys
from aurity_desktop.encrypted.frames import Kind, encrypted_name
from aurity_desktop.encrypted.whole_files import read_encrypted, write_encrypted
from aurity_desktop.storage.durable import sync_folder, write_whole

#: `final.wav` is encrypted in frames of 3 s, so that a player can jump.
FINAL_FRAME_BYTES: Final = 3 * SAMPLE_RATE * SAMPLE_BYTES


def slice_subject(session_id: str, number: int) -> str:
    """The associated data of a slice's frames: no other session's and no other number's open."""
    return f"{session_id}/slices/{number:06}"


#: Two hours of sound; a slice is three seconds, and what recovery takes in is not much more.
_MOST_SLICE_BYTES: Final = 1 << 28


def file_subject(session_id: str, name: str) -> str:
    """The associated data of a file in the session's folder, by its plain name."""
    return f"{session_id}/{name}"


def is_encrypted(path: Path) -> bool:
    """Whether the file that is called `path` when it is plain is there, encrypted."""
    return encrypted_name(path).exists()


def stored_path(path: Path, keys: Keys, session_id: str) -> Path:
    """Where the content of `path` really is: the encrypted file where there is one.

    Raises VaultLocked, KeyDamaged.
    """
    encrypted = encrypted_name(path)
    return encrypted if encrypted.exists() or keys.is_whole(session_id) else path


def needed_cipher(keys: Keys, session_id: str) -> Cipher:
    """The cipher of an encrypted file that is there. Raises KeyDamaged, VaultLocked."""
    cipher = keys.cipher(session_id)
    if cipher is None:
        raise KeyDamaged(f"session {session_id}")
    return cipher


def read_stored(path: Path, keys: Keys, session_id: str, subject: str) -> tuple[bytes, bool]:
    """The content of a file of a session, and whether it lay encrypted.

    Raises FileNotFoundError where only a plain one is there and the session has none;
    BadCiphertext, KeyDamaged, VaultLocked, OSError.
    """
    encrypted = encrypted_name(path)
    if encrypted.exists():
        return read_encrypted(encrypted, needed_cipher(keys, session_id), subject), True
    if keys.is_whole(session_id):
        raise FileNotFoundError(encrypted)
    return path.read_bytes(), False


def write_stored(path: Path, data: bytes, keys: Keys, session_id: str) -> None:
    """A file in the session's folder, as the session is stored, in place of what was there.

    Durable. Raises DiskFull, FolderNotWritable, VaultLocked.
    """
    cipher = keys.cipher(session_id)
    if cipher is None:
        write_whole(path, [data])
        return
    write_encrypted(encrypted_name(path), [data], cipher, file_subject(session_id, path.name))
    if path.exists():
        path.unlink()
        sync_folder(path.parent)


def read_slice(path: Path, keys: Keys, session_id: str, number: int) -> tuple[bytes, bool]:
    """A slice's WAV as it lies there, or its samples alone, and which of the two.

    Raises as `read_stored`, and OSError for a file that is far too large for a slice: it was put
    there, and may be sparse.
    """
    for found in (path, encrypted_name(path)):
        if found.exists() and found.stat().st_size > _MOST_SLICE_BYTES:
            raise OSError(errno.EFBIG, "it is too large for a slice")
    return read_stored(path, keys, session_id, slice_subject(session_id, number))


def write_final(path: Path, pieces: Iterable[bytes], cipher: Cipher, session_id: str) -> None:
    """The whole recording, encrypted beside `path`.

    Durable, complete or not there. Raises DiskFull, FolderNotWritable.
    """
    write_encrypted(
        encrypted_name(path),
        pieces,
        cipher,
        file_subject(session_id, path.name),
        kind=Kind.SOUND,
        frame_bytes=FINAL_FRAME_BYTES,
    )
