"""Reading and writing a slice: a canonical WAV, or its samples encrypted, and nothing else."""

from __future__ import annotations

import hashlib
from pathlib import Path

from aurity_desktop.domain.audio import SAMPLE_BYTES, AudioSlice
from aurity_desktop.domain.errors import BadCiphertext, KeyDamaged
from aurity_desktop.domain.keys import Cipher, Keys
from aurity_desktop.encrypted.frames import Kind, encrypted_name
from aurity_desktop.encrypted.sound import FINAL_FRAME_BYTES, read_slice
from aurity_desktop.encrypted.whole_files import write_encrypted
from aurity_desktop.storage.wav import HEADER_BYTES, header, write_wav


class DamagedSlice(Exception):
    """The file is not the slice that the ledger knows; `str` says how."""


def read_pcm(audio_slice: AudioSlice, keys: Keys) -> bytes:
    """The slice's samples as little-endian int16 bytes, checked against header, length and hash.

    Raises DamagedSlice, VaultLocked.
    """
    try:
        content, encrypted = read_slice(
            audio_slice.path, keys, audio_slice.session_id, audio_slice.number
        )
    except FileNotFoundError as error:
        raise DamagedSlice("is missing") from error
    except OSError as error:
        raise DamagedSlice(f"cannot be read ({error.strerror})") from error
    except BadCiphertext as broken:
        raise DamagedSlice(f"does not open with its key: {broken.detail}") from broken
    except KeyDamaged as error:
        raise DamagedSlice(
            "cannot be opened: its session's key is missing or was changed"
        ) from error
    pcm = content if encrypted else content[HEADER_BYTES:]
    if len(pcm) != audio_slice.sample_count * SAMPLE_BYTES:
        raise DamagedSlice(
            f"holds {len(pcm) / SAMPLE_BYTES:g} samples instead of {audio_slice.sample_count}"
        )
    if not encrypted and content[:HEADER_BYTES] != header(audio_slice.sample_count):
        raise DamagedSlice("has a changed header")
    if hashlib.sha256(pcm).hexdigest() != audio_slice.sha256:
        raise DamagedSlice("has changed sound: its hash does not match")
    return pcm


def write_pcm(
    path: Path, pcm: bytes, cipher: Cipher | None, subject: str, *, durable: bool = True
) -> Path:
    """The samples as a WAV called `path`, or encrypted beside that name: where they lie.

    Complete or not there; durable, or to be forced by the caller. Raises DiskFull,
    FolderNotWritable.
    """
    if cipher is None:
        write_wav(path, len(pcm) // SAMPLE_BYTES, [pcm], durable=durable)
        return path
    encrypted = encrypted_name(path)
    write_encrypted(
        encrypted,
        (pcm,),
        cipher,
        subject,
        kind=Kind.SOUND,
        frame_bytes=FINAL_FRAME_BYTES,
        durable=durable,
    )
    return encrypted
