"""What opens a locked window, kept as its Argon2id hash (RFC 9106) in the PHC string format.

It keeps eyes off the screen. It encrypts nothing, and whoever may read this account's files may
take it out of the settings; what protects those is the vault's passphrase.
"""

from __future__ import annotations

import re
import secrets
import unicodedata

#: About a quarter of a second on an ordinary laptop.
_MEMORY_KIB, _PASSES, _LANES = 64 * 1024, 3, 4
#: A line of the settings file may be no longer, and ask for no more memory, passes and lanes.
_LONGEST = 400
_MOST_MEMORY_KIB, _MOST_PASSES, _MOST_LANES = 1 << 20, 16, 16
_COST = re.compile(r"\$argon2id\$v=\d+\$m=(\d{1,10}),t=(\d{1,10}),p=(\d{1,10})\$.*")


def lock_secret(text: str) -> str:
    """What is kept of `text`. Takes a quarter of a second. Raises ValueError for an empty one."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    if not text:
        raise ValueError("an empty secret keeps nobody out")
    kdf = Argon2id(
        salt=secrets.token_bytes(16),
        length=32,
        iterations=_PASSES,
        lanes=_LANES,
        memory_cost=_MEMORY_KIB,
    )
    return str(kdf.derive_phc_encoded(_bytes(text)))


def opens(kept: str, text: str) -> bool:
    """Whether `text` is what `kept` was made of.

    Takes a quarter of a second. A line that somebody damaged is opened by nothing.
    """
    from cryptography.exceptions import InvalidKey
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    cost = _COST.fullmatch(kept) if len(kept) <= _LONGEST else None
    if cost is None:
        return False
    memory, passes, lanes = map(int, cost.groups())
    if memory > _MOST_MEMORY_KIB or passes > _MOST_PASSES or lanes > _MOST_LANES:
        return False
    try:
        Argon2id.verify_phc_encoded(_bytes(text), kept)
    except (InvalidKey, ValueError):
        return False
    return True


def _bytes(text: str) -> bytes:
    """The same words typed on a Mac and on Windows may come in different code points."""
    return unicodedata.normalize("NFC", text).encode("utf-8")
