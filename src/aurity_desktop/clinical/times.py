"""The times since when something is so, as a sentence tells them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from aurity_desktop.clinical.talk import Sentence

_UNIT_ES: Final = r"(?:minutos?|horas?|dias?|semanas?|mes(?:es)?|anos?)"
_UNIT_EN: Final = r"(?:minutes?|hours?|days?|weeks?|months?|years?)"
_DAY: Final = (
    r"lunes|martes|miercoles|jueves|viernes|sabado|domingo|monday|tuesday|wednesday|thursday|"
    r"friday|saturday|sunday"
)
_NUMBER: Final = r"(?:\d+|un|una|uno|a|one|couple of|a couple of|medio)"
_TIMES: Final = (
    re.compile(
        rf"\b(?:desde )?hace (?:como |unos |unas |ya |mas de )*(?P<t>{_NUMBER} {_UNIT_ES})\b"
    ),
    re.compile(rf"\b(?:llevo|lleva) (?:ya |como )*(?P<t>{_NUMBER} {_UNIT_ES})\b"),
    re.compile(rf"\bdesde (?P<t>(?:el |antes de )?(?:{_DAY})|ayer|antier|anoche)\b"),
    re.compile(rf"\b(?P<t>(?:el )(?:{_DAY})|antier|ayer)\b"),
    re.compile(rf"\bsince (?P<t>(?:last )?(?:{_DAY}|night|week|month|winter|summer)|yesterday)\b"),
    re.compile(rf"\b(?P<t>{_NUMBER} {_UNIT_EN}) ago\b"),
    re.compile(
        rf"\b(?:for|about) (?:about |like |maybe )*(?P<t>{_NUMBER} (?!min|hour){_UNIT_EN})\b"
    ),
)
#: Where the question was since when, the number alone answers it.
_ALONE: Final = (
    re.compile(rf"^(?:como |unos |unas |ya |pues )*(?P<t>{_NUMBER} {_UNIT_ES})\b"),
    re.compile(rf"^(?:about |maybe |like )*(?P<t>{_NUMBER} {_UNIT_EN})\b"),
)
_ONE: Final = re.compile(r"^(un|una|uno|a|one) ")
_COUPLE: Final = re.compile(r"^(a )?couple of ")


@dataclass(frozen=True, slots=True)
class Time:
    """Where it stands in a sentence's `text`, and how it is told."""

    start: int
    end: int
    told: str


def times_in(sentence: Sentence, *, alone: bool = False) -> list[Time]:
    """In their order, none over another. `alone`: a number of days with nothing before it."""
    found: list[Time] = []
    for pattern in _ALONE if alone else _TIMES:
        for match in pattern.finditer(sentence.text):
            if any(match.start() < each.end and each.start < match.end() for each in found):
                continue
            told = _COUPLE.sub("2 ", sentence.shown[match.start("t") : match.end("t")])
            found.append(Time(match.start(), match.end(), _ONE.sub("1 ", told)))
    return sorted(found, key=lambda each: each.start)
