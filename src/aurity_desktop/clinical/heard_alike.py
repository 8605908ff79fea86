"""Spanish words of the rules that a recognizer spelled or divided otherwise: the sound is the same.

`Sumbido`, `inchan`, `ceraron` are no words, and sound like `zumbido`, `hinchan`, `cerraron` as they
are said in Mexico; `a lérgica` and `esa lérgica` hold `alérgica`. Only what is no word of the rules
is read as one of them, so that what was written right stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from aurity_desktop.clinical.term_lists import term_list

#: Letters of a word that sounds like no other: short ones have fellows, as `tubo` has `tuvo`.
_LONG: Final = 6
#: Letters of one that was written in two.
_DIVIDED: Final = 7
#: Letters that may stand at the end of the word before.
_AT_THE_END: Final = 2
#: What the rules look for besides their lists.
_OWN: Final = frozenset(
    {"alergico", "alergica", "alergicos", "alergicas", "alergia", "alergias", "hinchan", "hincha"}
    | {"hinchado", "hinchada", "hinchados", "hinchadas", "inflamado", "inflamada", "cerraron"}
    | {"vomitado", "saturacion", "presion", "temperatura", "frecuencia", "glucosa", "estatura"}
    | {"tableta", "tabletas", "capsula", "capsulas", "miligramos", "mililitros", "cucharada"}
    | {"receto", "recetar", "agregar", "suspender", "suspendemos", "ronchas", "comezon"}
)
#: Words of every day that sound like one of the rules', or hold one behind an `a`.
_EVERY_DAY: Final = frozenset(
    {"ciento", "parese", "normal", "normales", "tipico", "tipica", "sintomatica", "febril"}
)
#: What may be left of the word before: `esa lérgica` is `es alérgica`.
_LEFT: Final = frozenset(
    {"", "es", "soy", "de", "la", "le", "me", "se", "en", "y", "o", "un", "el"}
)
_SOUNDS: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("ch", "C"),
        ("h", ""),
        ("ll", "y"),
        ("qu(?=[ei])", "k"),
        ("gu(?=[ei])", "G"),
        ("c(?=[ei])|z|x", "s"),
        ("c", "k"),
        ("g(?=[ei])", "j"),
        ("G", "g"),
        ("v", "b"),
        (r"(.)\1", r"\1"),
    )
)


@dataclass(frozen=True, slots=True)
class Respelled:
    """Folded words, and those of them that are one with the next; the next is empty."""

    words: list[str]
    joined: frozenset[int] = frozenset()


def respelled(words: Sequence[str], language: str) -> Respelled:
    """The folded words of a talk, as the rules spell them."""
    read = list(words)
    if language != "es":
        return Respelled(read)
    known, by_sound = _known(), _by_sound()
    joined = set()
    for place, word in enumerate(words):
        if word in known or word in _EVERY_DAY or not word.isalpha():
            continue
        alike = by_sound.get(_sound(word)) if len(word) >= _LONG else None
        if alike is not None:
            read[place] = alike
        elif place and place - 1 not in joined:
            for left, divided in _divided(words[place - 1], word):
                whole = by_sound.get(_sound(divided))
                of_the = left == "l" and read[place - 2 : place - 1] == ["de"]
                if whole is None or not (left in _LEFT or of_the):
                    continue
                if of_the:
                    read[place - 2] = "del"
                if left and not of_the:
                    read[place - 1 : place + 1] = [left, whole]
                else:
                    read[place - 1 : place + 1] = [whole, ""]
                    joined.add(place - 1)
                break
    return Respelled(read, frozenset(joined))


def _divided(before: str, word: str) -> Iterator[tuple[str, str]]:
    """What is left of the word before, and the word with what was taken from there."""
    for taken in range(1, min(_AT_THE_END, len(before)) + 1):
        whole = f"{before[-taken:]}{word}"
        if len(whole) >= _DIVIDED:
            yield before[:-taken], whole


@cache
def _known() -> frozenset[str]:
    return term_list("es").words | _OWN


@cache
def _by_sound() -> dict[str, str]:
    """Words by their sound; those that sound like another are none."""
    found: dict[str, str] = {}
    for word in sorted(_known()):
        if len(word) >= _LONG and word.isalpha():
            sound = _sound(word)
            found[sound] = "" if sound in found else word
    return {sound: word for sound, word in found.items() if word}


@cache
def _sound(word: str) -> str:
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word
