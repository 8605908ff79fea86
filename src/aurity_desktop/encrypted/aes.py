"""AES-256-GCM under one key, with random nonces (NIST SP 800-38D).

At most 2^32 messages a key; a day's recording with all its files needs 2^25.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

from aurity_desktop.domain.errors import BadCiphertext

KEY_BYTES = 32
_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class AesCipher:
    """The `Cipher` port. Any thread; may be sent to a child process of ours."""

    key: bytes = field(repr=False)

    def encrypt(self, plain: bytes | memoryview, associated_data: bytes) -> bytes:
        """Nonce (12 bytes), ciphertext and tag (16). Uses the operating system's random numbers."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + bytes(_aes(self.key).encrypt(nonce, plain, associated_data))

    def decrypt(self, encrypted: bytes | memoryview, associated_data: bytes) -> bytes:
        """The plaintext. Raises BadCiphertext."""
        from cryptography.exceptions import InvalidTag

        nonce, rest = bytes(encrypted[:_NONCE_BYTES]), encrypted[_NONCE_BYTES:]
        if len(nonce) != _NONCE_BYTES:
            raise BadCiphertext("it is cut off")
        try:
            return bytes(_aes(self.key).decrypt(nonce, rest, associated_data))
        except (InvalidTag, ValueError) as error:
            raise BadCiphertext from error


def _aes(key: bytes) -> Any:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key)
