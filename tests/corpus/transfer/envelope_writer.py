"""Writes the envelope that exports under a passphrase had before the age format."""

import secrets
import struct
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from aurity_desktop.corpus.transfer import envelope


@dataclass(frozen=True, slots=True)
class Cost:
    """Argon2id's, at its cheapest; the program used 64 MiB, 3 passes and 4 lanes."""

    memory_kib: int = 64
    passes: int = 1
    lanes: int = 1


def numbers(cost: Cost) -> bytes:
    """A header's field for it."""
    return struct.pack("<III", cost.memory_kib, cost.passes, cost.lanes)


def write_envelope(path: Path, content: bytes, passphrase: str) -> None:
    """The content in frames of 1 MiB, at least one."""
    header = envelope.MAGIC + secrets.token_bytes(16) + numbers(Cost()) + secrets.token_bytes(8)
    cipher = AESGCM(envelope._key(header, passphrase))
    source, written = BytesIO(content), header
    number, plain = 0, source.read(envelope.FRAME)
    while True:
        following = source.read(envelope.FRAME)
        associated_data = header + struct.pack("<IB", number, not following)
        written += cipher.encrypt(envelope._nonce(header, number), plain, associated_data)
        if not following:
            break
        number, plain = number + 1, following
    path.write_bytes(written)
