"""Whether a new passphrase is long and hard enough to guess.

Measured by zxcvbn (Wheeler, USENIX Security 2016): how many guesses it takes an attacker who knows
common words, names, dates, keyboard runs and repetitions. Nothing leaves the process.
"""

from __future__ import annotations

import getpass
import unicodedata
from enum import StrEnum
from typing import Final

from aurity_desktop.domain.errors import WeakPassphrase

#: Characters after NFC.
LEAST_LENGTH: Final = 12
#: Of zxcvbn's 0 to 4: 10^8 guesses and more, each of a quarter of a second and 64 MiB (Argon2id).
_LEAST_SCORE: Final = 3
#: More is not looked at: zxcvbn's work grows with the square, and 72 characters are enough.
_LOOKED_AT: Final = 72
#: Guessed first here, and in none of zxcvbn's lists.
_OWN_WORDS: Final = (
    "aurity",
    "desktop",
    "contrasena",
    "contrase\u00f1a",
    "clave",
    "paciente",
    "pacientes",
    "consulta",
    "doctor",
    "doctora",
    "medico",
    "clinica",
    "hospital",
)


class Weakness(StrEnum):
    """What is wrong with a passphrase."""

    SHORT = "short"
    GUESSABLE = "guessable"


def weakness(passphrase: str) -> Weakness | None:
    """None for one that will do. Some 50 ms at the first call, a few afterwards."""
    from zxcvbn import zxcvbn

    text = unicodedata.normalize("NFC", passphrase)
    if len(text) < LEAST_LENGTH:
        return Weakness.SHORT
    found = zxcvbn(text[:_LOOKED_AT], user_inputs=[*_OWN_WORDS, *_account()])
    return Weakness.GUESSABLE if found["score"] < _LEAST_SCORE else None


def require_strength(passphrase: str) -> None:
    """Raises WeakPassphrase."""
    found = weakness(passphrase)
    if found is not None:
        raise WeakPassphrase(short=found is Weakness.SHORT)


def _account() -> list[str]:
    """The account's name, which everybody knows; none where the system tells none."""
    try:
        return [getpass.getuser()]
    except (OSError, KeyError):
        return []
