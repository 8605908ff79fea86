"""How a word sounds, roughly: by which what was misheard meets what was said.

A key has a letter for each sound, without stress and without blanks, so that `para cetamol` and
`paracetamol` have the same. Spanish as it is spoken in Mexico: c before e, s and z are one sound,
b and v another, h none. English vowels are one sound: its spelling says too little of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

_SPANISH: Final = (
    ("ph", "f"),
    ("qu(?=[ei])", "k"),
    ("gu(?=[ei])", "g"),
    ("ch", "C"),
    ("ll", "y"),
    ("rr", "r"),
    ("h", ""),
    ("x", "ks"),
    ("[cz](?=[ei])|z", "s"),
    ("[ckq]", "k"),
    ("g(?=[ei])|j", "j"),
    ("[vwb]", "b"),
    ("y(?![aeiou])", "i"),
    ("m(?=[bp])", "n"),
)
_ENGLISH: Final = (
    ("ph", "f"),
    ("th", "t"),
    ("tch|ch", "C"),
    ("sh|[st]ion\\b", "S"),
    ("ck", "k"),
    ("gh(?=t|\\b)", ""),
    ("\\bkn", "n"),
    ("\\bps", "s"),
    ("wh", "w"),
    ("x", "ks"),
    ("qu", "kw"),
    ("c(?=[eiy])", "s"),
    ("[cq]", "k"),
    ("g(?=[eiy])", "j"),
    ("z", "s"),
    ("e\\b", ""),
    ("y(?![aeiou])", "i"),
    ("h", ""),
    ("[aeiou]+", "a"),
)
_RULES: Final = {
    "es": tuple((re.compile(pattern), sound) for pattern, sound in _SPANISH),
    "en": tuple((re.compile(pattern), sound) for pattern, sound in _ENGLISH),
}
_NO_LETTER: Final = re.compile("[^a-zñCS]")
_DOUBLE: Final = re.compile(r"([a-zñCS])\1")

#: Sounds that are taken for each other.
_ALIKE: Final = ("bp", "dt", "gk", "gj", "sf", "sC", "Sj", "CS", "mn", "nñ", "rl", "yi", "ld", "fp")
_VOWELS: Final = frozenset("aeiou")
_SAME_KIND: Final = 0.5
_VOWEL_LOST: Final = 0.6
_OTHER: Final = 1.0

_PAIRS: Final = frozenset(pair for one, other in _ALIKE for pair in ((one, other), (other, one)))


@lru_cache(maxsize=4096)
def sound_key(text: str, language: str) -> str:
    """Of one word or several. Languages other than English are read as Spanish."""
    plain = unicodedata.normalize("NFD", text.lower().replace("ñ", "\0"))
    key = "".join(each for each in plain if not unicodedata.combining(each)).replace("\0", "ñ")
    for pattern, sound in _RULES.get(language, _RULES["es"]):
        key = pattern.sub(sound, key)
    return _DOUBLE.sub(r"\1", _NO_LETTER.sub("", key))


def sound_distance(heard: str, said: str, most: float = 1.0) -> float:
    """How far two keys are apart, a part of the longer one: 0 the same, 1 nothing in common.

    Sounds that are often taken for each other count half, lost vowels a little more. Given up at
    `most`, with 1.
    """
    longest = max(len(heard), len(said))
    if not longest:
        return 0.0
    allowed = most * longest
    if abs(len(heard) - len(said)) * _VOWEL_LOST > allowed:
        return 1.0
    row = _first_row(said)
    for one in heard:
        row = _next_row(row, one, said)
        if min(row) > allowed:
            return 1.0
    return row[-1] / longest


@lru_cache(maxsize=4096)
def spelling_distance(heard: str, said: str) -> float:
    """How far two spellings are apart, in letters, a part of the longer one; blanks do not count.

    What was misheard is spelled as it was heard, vowels and all, of which an English key has none.
    """
    heard, said = heard.replace(" ", ""), said.replace(" ", "")
    row = list(range(len(said) + 1))
    for one in heard:
        before, row = row, [row[0] + 1]
        for place, other in enumerate(said):
            row.append(min(before[place] + (one != other), before[place + 1] + 1, row[place] + 1))
    return row[-1] / max(len(heard), len(said), 1)


def _first_row(said: str) -> list[float]:
    row = [0.0]
    for sound in said:
        row.append(row[-1] + _lost(sound))
    return row


def _next_row(before: Sequence[float], one: str, said: str) -> list[float]:
    lost = _lost(one)
    row = [before[0] + lost]
    for place, other in enumerate(said):
        row.append(
            min(
                before[place] + _taken_for(one, other),
                before[place + 1] + lost,
                row[place] + _lost(other),
            )
        )
    return row


def _lost(sound: str) -> float:
    return _VOWEL_LOST if sound in _VOWELS else _OTHER


def _taken_for(one: str, other: str) -> float:
    if one == other:
        return 0.0
    if (one in _VOWELS and other in _VOWELS) or (one, other) in _PAIRS:
        return _SAME_KIND
    return _OTHER
