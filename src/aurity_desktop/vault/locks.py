"""What opens the master key: locks, each an X25519 key pair that it is encrypted to.

So the master key can be changed while nobody is there to type a passphrase or a recovery code:
encrypting needs the public half alone. The private half is a random number in the system's keyring,
or comes out of the passphrase (Argon2id) or the recovery code (HKDF).
"""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from aurity_desktop.domain.errors import BadCiphertext
from aurity_desktop.domain.keys import LockKind
from aurity_desktop.encrypted.aes import KEY_BYTES, AesCipher
from aurity_desktop.vault.recovery_code import code_bytes

_SALT_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Cost:
    """Argon2id's: about a quarter of a second on an ordinary laptop.

    Kept with the lock, so that it can grow.
    """

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class Lock:
    """One row of `locks`.

    `ephemeral` and `encrypted` hold the wrapped master key; `salt` and `cost` are a passphrase's.
    """

    kind: LockKind
    public: bytes = field(repr=False)
    ephemeral: bytes = field(repr=False)
    encrypted: bytes = field(repr=False)
    salt: bytes = field(default=b"", repr=False)
    cost: Cost = Cost(0, 0, 0)


def new_private() -> bytes:
    """32 random bytes: an X25519 private key (RFC 7748)."""
    return secrets.token_bytes(KEY_BYTES)


def private_of_passphrase(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """The private half by Argon2id (RFC 9106): a quarter of a second, 64 MiB by default."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    # The same words typed on a Mac and on Windows may come in different code points.
    return bytes(kdf.derive(unicodedata.normalize("NFC", passphrase).encode("utf-8")))


def private_of_code(code: str) -> bytes | None:
    """None for what cannot be a recovery code. Its 160 random bits need no slow function."""
    letters = code_bytes(code)
    return None if letters is None else derived(letters, b"aurity recovery code")


def new_salt() -> bytes:
    """16 random bytes."""
    return secrets.token_bytes(_SALT_BYTES)


def locked(
    kind: LockKind, private: bytes, master: bytes, salt: bytes = b"", cost: Cost = Cost(0, 0, 0)
) -> Lock:
    """A lock around the master key that `private` opens; encrypting takes its public half alone."""
    return _encrypted_to(kind, _public(private), master, salt, cost)


def locked_again(lock: Lock, master: bytes) -> Lock:
    """The same lock around another master key."""
    return _encrypted_to(lock.kind, lock.public, master, lock.salt, lock.cost)


def opened(lock: Lock, private: bytes) -> bytes | None:
    """The master key; None when it is not this lock's private half, or the row was changed."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    try:
        shared = X25519PrivateKey.from_private_bytes(private).exchange(
            X25519PublicKey.from_public_bytes(lock.ephemeral)
        )
        return _wrapping(shared, lock.ephemeral, lock.public).decrypt(
            lock.encrypted, _associated_data(lock.kind)
        )
    except (BadCiphertext, ValueError):
        return None


def derived(secret: bytes, purpose: bytes, salt: bytes = b"") -> bytes:
    """32 bytes by HKDF-SHA-256 (RFC 5869)."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return bytes(HKDF(SHA256(), KEY_BYTES, salt or None, purpose).derive(secret))


def _encrypted_to(kind: LockKind, public: bytes, master: bytes, salt: bytes, cost: Cost) -> Lock:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    once = X25519PrivateKey.generate()
    ephemeral = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    encrypted = _wrapping(shared, ephemeral, public).encrypt(master, _associated_data(kind))
    return Lock(kind, public, ephemeral, encrypted, salt, cost)


def _public(private: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def _wrapping(shared: bytes, ephemeral: bytes, public: bytes) -> AesCipher:
    return AesCipher(derived(shared, b"aurity master key", ephemeral + public))


def _associated_data(kind: LockKind) -> bytes:
    """Binds the wrapped master key to the kind of lock it is in."""
    return b"master key, " + kind.encode("ascii")
