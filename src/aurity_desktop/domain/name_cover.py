"""Names in a text, each replaced by what stands for it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

_WORDS_KEPT = 1 << 14

#: Little words of names, which are other words as well.
_PARTICLES = frozenset(
    ("de", "del", "la", "las", "los", "el", "y", "e", "da", "do", "dos", "van", "von", "der")
) | {"of", "the"}


def name_cover(names: Iterable[tuple[str, str]]) -> Callable[[str], str]:
    """Replaces each part of a name by its word in brackets, accents and case ignored.

    `names` are pairs of a name and what stands for it. The little words between (de, la) stay.
    """
    words = {
        _folded(part): word
        for name, word in names
        for part in re.findall(r"\w+", name)
        if _folded(part) not in _PARTICLES
    }

    @lru_cache(maxsize=_WORDS_KEPT)  # most words are said again and again
    def cover(text: str) -> str:
        return re.sub(
            r"\w+",
            lambda found: f"[{words[key]}]" if (key := _folded(found[0])) in words else found[0],
            text,
        )

    return cover


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
