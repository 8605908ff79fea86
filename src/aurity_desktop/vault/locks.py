"""What opens the master key: locks, each an X25519 key pair that it is encrypted to.

Encrypting to a public half proves nothing about who did it. So each lock has a secret of its own
that only its private half and the master key give, and a voucher: an HMAC under that secret over
the master key. Who can write the file, but opens nothing, cannot put a master key of his own in.

The master key can be changed while nobody is there to type a passphrase or a recovery code:
encrypting needs the public half alone. The private half is a random number in the system's keyring,
or comes out of the passphrase (Argon2id) or the recovery code (HKDF).
"""

from __future__ import annotations

import hmac
import secrets
import unicodedata
from dataclasses import dataclass, field, replace
from typing import Final

from aurity_desktop.domain.errors import BadCiphertext, KeysNotAuthentic
from aurity_desktop.domain.keys import LockKind
from aurity_desktop.encrypted.aes import KEY_BYTES, AesCipher
from aurity_desktop.vault.recovery_code import code_bytes

_SALT_BYTES: Final = 16
_EXCHANGE: Final = b"aurity lock exchange"
_AUTHENTICATOR: Final = b"aurity lock authenticator"
#: What a file may ask of Argon2id: 1 GiB, and no more than some ten seconds of work.
_MOST_MEMORY_KIB: Final = 1 << 20
_MOST_WORK_KIB: Final = 4 << 20
_MOST_LANES: Final = 16
_SALTS: Final = range(8, 65)


@dataclass(frozen=True, slots=True)
class Cost:
    """Argon2id's: about a quarter of a second on an ordinary laptop.

    Kept with the lock, so that it can grow.
    """

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    def check(self, salt: bytes) -> None:
        """Raises KeysNotAuthentic for what this program never asks for, before any work is done."""
        work = self.memory_kib * self.passes
        if not (
            0 < self.lanes <= _MOST_LANES
            and 8 * self.lanes <= self.memory_kib <= _MOST_MEMORY_KIB
            and self.passes > 0
            and work <= _MOST_WORK_KIB
            and len(salt) in _SALTS
        ):
            raise KeysNotAuthentic("a passphrase would cost more or less than it may")


@dataclass(frozen=True, slots=True)
class Lock:
    """One row of `locks`.

    `ephemeral` and `encrypted` hold the wrapped master key; `salt` and `cost` are a passphrase's.
    `authenticator` is the lock's own secret under the master key, `voucher` what that secret says
    of the master key; both are empty in a lock from before there were any.
    """

    kind: LockKind
    public: bytes = field(repr=False)
    ephemeral: bytes = field(repr=False)
    encrypted: bytes = field(repr=False)
    salt: bytes = field(default=b"", repr=False)
    cost: Cost = Cost(0, 0, 0)
    authenticator: bytes = field(default=b"", repr=False)
    voucher: bytes = field(default=b"", repr=False)

    @property
    def vouched(self) -> bool:
        """Whether it has a voucher. Its X25519 key is then another, so none can be taken away."""
        return bool(self.authenticator)


def new_private() -> bytes:
    """32 random bytes, from which a lock's keys are derived."""
    return secrets.token_bytes(KEY_BYTES)


def private_of_passphrase(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """The private half by Argon2id (RFC 9106): a quarter of a second, 64 MiB by default.

    Raises KeysNotAuthentic for a cost or a salt that no lock of ours has.
    """
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    cost.check(salt)
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
    """A lock around the master key that `private` opens, with its voucher."""
    lock = _encrypted_to(kind, _public(_exchange_key(private)), master, salt, cost)
    return _vouched(lock, derived(private, _AUTHENTICATOR), master)


def locked_again(lock: Lock, master: bytes, before: bytes) -> Lock:
    """The same lock around another master key; `before` is the one that it is around now.

    Needs its public half alone. Raises KeysNotAuthentic where the lock's own secret was changed.
    """
    again = _encrypted_to(lock.kind, lock.public, master, lock.salt, lock.cost)
    if not lock.vouched:
        return again
    try:
        authenticator = AesCipher(before).decrypt(lock.authenticator, _bound_to(lock.kind))
    except BadCiphertext as error:
        raise KeysNotAuthentic(f"the lock of the {lock.kind} has another's secret") from error
    return _vouched(again, authenticator, master)


def opened(lock: Lock, private: bytes) -> bytes | None:
    """The master key; None when it is not this lock's private half, or the row was changed.

    Raises KeysNotAuthentic where the lock holds a master key that nobody vouches for.
    """
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    exchange = _exchange_key(private) if lock.vouched else private
    try:
        shared = X25519PrivateKey.from_private_bytes(exchange).exchange(
            X25519PublicKey.from_public_bytes(lock.ephemeral)
        )
        master = _wrapping(shared, lock.ephemeral, lock.public).decrypt(
            lock.encrypted, _associated_data(lock.kind)
        )
    except (BadCiphertext, ValueError):
        return None
    if lock.vouched and not hmac.compare_digest(
        lock.voucher, _voucher(derived(private, _AUTHENTICATOR), lock.kind, master)
    ):
        raise KeysNotAuthentic("its master key is another's")
    return master


def derived(secret: bytes, purpose: bytes, salt: bytes = b"") -> bytes:
    """32 bytes by HKDF-SHA-256 (RFC 5869)."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return bytes(HKDF(SHA256(), KEY_BYTES, salt or None, purpose).derive(secret))


def _exchange_key(private: bytes) -> bytes:
    """The X25519 private key (RFC 7748) of a lock that has a voucher."""
    return derived(private, _EXCHANGE)


def _vouched(lock: Lock, authenticator: bytes, master: bytes) -> Lock:
    return replace(
        lock,
        authenticator=AesCipher(master).encrypt(authenticator, _bound_to(lock.kind)),
        voucher=_voucher(authenticator, lock.kind, master),
    )


def _voucher(authenticator: bytes, kind: LockKind, master: bytes) -> bytes:
    return hmac.digest(authenticator, _associated_data(kind) + b"\0" + master, "sha256")


def _bound_to(kind: LockKind) -> bytes:
    return b"lock authenticator, " + kind.encode("ascii")


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
