"""Files under a passphrase in the age format, version 1 (age-encryption.org/v1, C2SP).

The `age` and `rage` tools open them: `age -d session.h5.age > session.h5`. Written here and not by
`pyrage`, which encrypts under a passphrase in memory only: four times the file's size.

Header: one `scrypt` stanza (16 bytes of salt, the work factor as a power of two, the file key
sealed under the passphrase) and an HMAC-SHA-256 over it. Payload: 16 bytes of nonce, then chunks of
64 KiB, each ChaCha20-Poly1305 with its 16-byte tag; the nonce of a chunk is its number (11 bytes,
big-endian) and a flag that is 1 in the last one: so no chunk can be changed, moved, left out or cut
off unnoticed (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015).
"""

from __future__ import annotations

import base64
import binascii
import re
import secrets
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from aurity_desktop.domain.errors import NotOurFile, WrongPassphrase
from aurity_desktop.storage.durable import write_whole

#: The first line of every age file.
MAGIC: Final = b"age-encryption.org/v1\n"

#: scrypt's N as a power of two, with r = 8 and p = 1: age's own default. Takes 256 MiB and about a
#: second of an ordinary laptop.
WORK_FACTOR: Final = 18
#: A foreign header may ask for no more than this: 1 GiB.
_MOST_WORK: Final = 20

_CHUNK: Final = 64 * 1024
_TAG: Final = 16
_SALT: Final = 16
_FILE_KEY: Final = 16
_NONCE: Final = 16
_LONGEST_LINE: Final = 128
_SALT_LABEL: Final = b"age-encryption.org/v1/scrypt"
_STANZA: Final = re.compile(rb"-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n")
_BODY: Final = re.compile(rb"([A-Za-z0-9+/]{43})\n")
_MAC: Final = re.compile(rb"--- ([A-Za-z0-9+/]{43})\n")


def encrypt_stream(
    source: BinaryIO, destination: Path, passphrase: str, work_factor: int = WORK_FACTOR
) -> None:
    """Encrypt what is left to read of `source`, a chunk of 64 KiB in memory at a time.

    `destination` is complete and durable, or not there. Raises DiskFull, FolderNotWritable,
    ValueError for an empty passphrase.
    """
    write_whole(destination, encrypted(source, passphrase, work_factor))


def encrypted(
    source: BinaryIO,
    passphrase: str,
    work_factor: int = WORK_FACTOR,
    random_bytes: Callable[[int], bytes] = secrets.token_bytes,
) -> Iterator[bytes]:
    """The age file in pieces. `random_bytes` gives the file key, the salt and the nonce, in order.

    Raises ValueError for an empty passphrase, OSError.
    """
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    if not passphrase:
        raise ValueError("an empty passphrase protects nothing")
    file_key, salt = random_bytes(_FILE_KEY), random_bytes(_SALT)
    wrapping = ChaCha20Poly1305(_wrapping_key(passphrase, salt, work_factor))
    body = wrapping.encrypt(bytes(12), file_key, None)
    stanza = b"-> scrypt %s %d\n%s\n" % (_to_text(salt), work_factor, _to_text(body))
    authenticated = MAGIC + stanza + b"---"
    yield b"%s %s\n" % (authenticated, _to_text(_header_mac(file_key, authenticated)))
    nonce = random_bytes(_NONCE)
    yield nonce
    cipher = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
    for number, plain, last in _chunks(source, _CHUNK):
        yield cipher.encrypt(_chunk_nonce(number, last), plain, None)


def decrypted_stream(source: Path, passphrase: str) -> Iterator[bytes]:
    """The content in pieces: authentic up to where it has come, complete when it ends.

    Raises WrongPassphrase, NotOurFile, OSError.
    """
    with source.open("rb") as file:
        file_key = _opened_header(file, passphrase, source)
        nonce = file.read(_NONCE)
        if len(nonce) != _NONCE:
            raise NotOurFile(source, "it ends within its header")
        yield from _decrypted(file, _derived(file_key, nonce, b"payload"), source)


def _decrypted(file: BinaryIO, key: bytes, source: Path) -> Iterator[bytes]:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    cipher = ChaCha20Poly1305(key)
    for number, sealed, last in _chunks(file, _CHUNK + _TAG):
        try:
            plain = cipher.decrypt(_chunk_nonce(number, last), sealed, None)
        except InvalidTag as error:
            raise NotOurFile(source, f"its bytes were changed, in chunk {number}") from error
        if not plain and number:
            raise NotOurFile(source, "an empty chunk stands at its end")
        yield plain


def _opened_header(file: BinaryIO, passphrase: str, source: Path) -> bytes:
    """Read the header and return the file key. Raises WrongPassphrase, NotOurFile."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.constant_time import bytes_eq

    lines = [file.readline(_LONGEST_LINE) for _ in range(4)]
    stanza, body, mac = (
        pattern.fullmatch(line)
        for pattern, line in zip((_STANZA, _BODY, _MAC), lines[1:], strict=True)
    )
    if lines[0] != MAGIC or stanza is None or body is None or mac is None:
        raise NotOurFile(source, "it is no age file under a passphrase")
    work_factor = int(stanza[2])
    if work_factor > _MOST_WORK:
        raise NotOurFile(source, "it asks for an unreasonable amount of work")
    try:
        salt, sealed, expected = (_from_text(text) for text in (stanza[1], body[1], mac[1]))
    except ValueError as error:
        raise NotOurFile(source, "its header was changed") from error
    try:
        wrapping = ChaCha20Poly1305(_wrapping_key(passphrase, salt, work_factor))
        file_key = wrapping.decrypt(bytes(12), sealed, None)
    except InvalidTag as error:
        raise WrongPassphrase(source) from error
    authenticated = b"".join(lines[:3]) + b"---"
    if not bytes_eq(_header_mac(file_key, authenticated), expected):
        raise NotOurFile(source, "its header was changed")
    return file_key


def _chunks(file: BinaryIO, size: int) -> Iterator[tuple[int, bytes, bool]]:
    """Number, content, and whether it is the last; at least one chunk, which may be empty."""
    number, content = 0, file.read(size)
    while True:
        following = file.read(size)
        yield number, content, not following
        if not following:
            return
        number, content = number + 1, following


def _chunk_nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _wrapping_key(passphrase: str, salt: bytes, work_factor: int) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    kdf = Scrypt(salt=_SALT_LABEL + salt, length=32, n=1 << work_factor, r=8, p=1)
    # The same words typed on a Mac and on Windows may come in different code points.
    return kdf.derive(unicodedata.normalize("NFC", passphrase).encode("utf-8"))


def _derived(file_key: bytes, salt: bytes, purpose: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=purpose).derive(file_key)


def _header_mac(file_key: bytes, authenticated: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.hmac import HMAC

    mac = HMAC(_derived(file_key, b"", b"header"), SHA256())
    mac.update(authenticated)
    return mac.finalize()


def _to_text(data: bytes) -> bytes:
    """Base 64 without padding (RFC 4648, section 4)."""
    return base64.b64encode(data).rstrip(b"=")


def _from_text(text: bytes) -> bytes:
    """The other way round; only the one canonical spelling. Raises ValueError."""
    try:
        data = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error as error:
        raise ValueError("no base 64") from error
    if _to_text(data) != text:
        raise ValueError("not the canonical base 64")
    return data
