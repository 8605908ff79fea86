"""Opening the files that a passphrase protects: age, and the envelope before it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from aurity_desktop.corpus.transfer import age, envelope

_LONGEST_MAGIC = max(len(age.MAGIC), len(envelope.MAGIC))


def is_encrypted(path: Path) -> bool:
    """Whether a passphrase opens this file. Raises OSError."""
    with path.open("rb") as file:
        return file.read(_LONGEST_MAGIC).startswith((age.MAGIC, envelope.MAGIC))


def decrypted_stream(path: Path, passphrase: str) -> Iterator[bytes]:
    """The content in pieces: authentic up to where it has come, complete when it ends.

    Raises WrongPassphrase, NotOurFile, OSError.
    """
    with path.open("rb") as file:
        is_envelope = file.read(len(envelope.MAGIC)) == envelope.MAGIC
    if is_envelope:
        return envelope.decrypted_stream(path, passphrase)
    return age.decrypted_stream(path, passphrase)
