"""What is told beside a thing: since when, on which side."""

from __future__ import annotations

import re
from typing import Final

from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.domain.findings import Side

_UNIT_ES: Final = r"(?:minutos?|horas?|dias?|semanas?|mes(?:es)?|anos?)"
_UNIT_EN: Final = r"(?:minutes?|hours?|days?|weeks?|months?|years?)"
_DAY: Final = (
    r"lunes|martes|miercoles|jueves|viernes|sabado|domingo|monday|tuesday|wednesday|thursday|"
    r"friday|saturday|sunday"
)
_NUMBER: Final = r"(?:\d+|un|una|uno|a|one|couple of|a couple of|medio)"
_SINCE: Final = (
    re.compile(
        rf"\b(?:desde )?hace (?:como |unos |unas |ya |mas de )*(?P<t>{_NUMBER} {_UNIT_ES})\b"
    ),
    re.compile(rf"\b(?:llevo|lleva) (?:ya |como )*(?P<t>{_NUMBER} {_UNIT_ES})\b"),
    re.compile(rf"\bdesde (?P<t>(?:el |antes de )?(?:{_DAY})|ayer|antier|anoche)\b"),
    re.compile(rf"\b(?P<t>(?:el )(?:{_DAY})|antier|ayer)\b"),
    re.compile(rf"^(?:como |unos |unas |ya |pues )*(?P<t>{_NUMBER} (?:{_UNIT_ES}|ano))\b"),
    re.compile(rf"\bsince (?P<t>(?:last )?(?:{_DAY}|night|week|month|winter|summer)|yesterday)\b"),
    re.compile(rf"\b(?P<t>{_NUMBER} {_UNIT_EN}) ago\b"),
    re.compile(rf"\b(?:for|about) (?:about |like |maybe )*(?P<t>{_NUMBER} {_UNIT_EN})\b"),
    re.compile(rf"^(?:about |maybe |like )*(?P<t>{_NUMBER} {_UNIT_EN})\b"),
)
_ONE: Final = re.compile(r"^(un|una|uno|a|one) ")
_COUPLE: Final = re.compile(r"^(a )?couple of ")
_WHEN_ASKED: Final = re.compile(
    r"\b(desde (hace )?(cuando|cuanto)|hace cuanto|cuanto tiempo|how long|since when|when did it|"
    r"how many (days|weeks))\b"
)
_WHICH: Final = re.compile(
    r"\b(cual|que lado|que (pierna|brazo|oido|ojo|mano|rodilla)|which|both of them|ambos|los dos|"
    r"las dos|(el )?(derech[oa]|izquierd[oa])|left|right)\b"
)
_SIDES: Final = re.compile(
    r"\b(?P<left>izquierd[oa]s?|left)\b|"
    r"\b(?P<right>derech[oa]s?|right(?! away| now| here| after|\?))\b|"
    r"\b(?P<both>ambos|ambas|los dos (lados|oidos)|las dos (piernas|rodillas|bases|manos)|both "
    r"(of them|sides|ankles|arms|legs|knees|feet)|both [.,!])"
)


def since(talk: Talk, sentence: Sentence) -> str:
    """Since when, as said there, or in the answer to the question that follows; else ""."""
    if found := _since_in(sentence, alone=False):
        return found
    for following in talk.sentences[sentence.number + 1 : sentence.number + 4]:
        if following.question and _WHEN_ASKED.search(following.text):
            for reply in talk.sentences[following.number + 1 : following.number + 3]:
                if found := _since_in(reply, alone=True):
                    return found
            return ""
    return ""


def _since_in(sentence: Sentence, *, alone: bool) -> str:
    for pattern in _SINCE:
        if pattern.pattern.startswith("^") and not alone:
            continue
        if match := pattern.search(sentence.text):
            told = _COUPLE.sub("2 ", sentence.shown[match.start("t") : match.end("t")])
            return _ONE.sub("1 ", told)
    return ""


def which_side(talk: Talk, sentence: Sentence) -> list[Sentence]:
    """The question for the side that follows a sentence, and its answer."""
    for following in talk.sentences[sentence.number + 1 : sentence.number + 3]:
        if following.question and _WHICH.search(following.text):
            return [*talk.sentences[following.number + 1 : following.number + 3], following]
        if following.question:
            break
    return []


def side(sentence: Sentence, word: int) -> Side:
    """The side nearest to a word of the sentence; the last where it was put right."""
    place = sentence.place(word)
    found = list(_SIDES.finditer(sentence.text))
    if not found:
        return Side.UNSAID
    corrected = re.search(r"\b(no|perdon|sorry|digo|i mean)\b ?,", sentence.text)
    behind = [each for each in found if corrected and each.start() > corrected.start()]
    nearest = behind[-1] if behind else min(found, key=lambda each: abs(each.start() - place))
    return next(each for each in (Side.LEFT, Side.RIGHT, Side.BOTH) if nearest[each.value])
