"""The recovery code: 160 random bits, made to be written down by hand.

Eight groups of four letters and digits. The alphabet is Crockford's base 32: no I, L, O or U, and
whoever writes an O for a 0 or an l for a 1 is understood.
"""

from __future__ import annotations

import secrets
from typing import Final

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS: Final = str.maketrans("OIL", "011", " -\t\n\r")
_CHARACTERS: Final = 32
_GROUP: Final = 4


def new_code() -> str:
    """A fresh code from the system's random numbers, in its groups."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(_CHARACTERS))
    return "-".join(letters[at : at + _GROUP] for at in range(0, _CHARACTERS, _GROUP))


def code_bytes(text: str) -> bytes | None:
    """The code's 32 characters as they were made, however they were typed.

    None for what cannot be one.
    """
    letters = text.upper().translate(_READ_AS)
    if len(letters) != _CHARACTERS or not set(letters) <= set(_ALPHABET):
        return None
    return letters.encode("ascii")


def groups(code: str) -> list[str]:
    """The code's eight groups of four, as they are shown."""
    return code.split("-")
