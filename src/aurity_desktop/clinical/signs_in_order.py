"""Vital signs that are read off one after another, each without its name.

Who measures says the pressure and goes on with the pulse, a per cent is the oxygen, and a number
that only a thermometer shows is the temperature.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.domain.findings import Sign

_ENDS: Final = r"(?= ?(?:[,.;¿]|$)| (?:and|y)\b)"
#: Right behind a pressure: ` , 74 , ...`.
_NEXT: Final = re.compile(rf" ?(?:,|and|y|,? (?:and|y)) (?:a |de )?(?P<n>\d{{2,3}}){_ENDS}")
_PER_CENT: Final = re.compile(r"\b(?P<n>[7-9]\d|100) ?(?:%|percent|por 100|por ciento)(?!\w)")
#: Of what else a per cent is told.
_OF_ELSE: Final = re.compile(
    r"\b(?:chance|risk|better|worse|riesgo|grasa|fat|neutro\w*|linfo\w*|eosino\w*|hemato\w*|lympho\w*|"
    r"sure|ejection|eyeccion|of the|de los|de las|"
    r"a1c|glucosilada|time|tiempo|burn|quemad\w+)\b"
)
_HEIGHT_AND_WEIGHT: Final = re.compile(
    rf"(?:^|[,.] )(?:you're |she's |he's )?(?P<f>[4-6]) (?P<i>\d|1[01])"
    rf"(?= ?,? (?:and )?(?:a )?(?P<w>[89]\d|[1-3]\d\d)(?:\.\d)?{_ENDS})"
)
_WEIGHT: Final = re.compile(rf"(?P<n>\d{{2,3}}(?:\.\d)?){_ENDS}")
_WEIGHT_BEHIND: Final = re.compile(
    rf"(?:foot|feet)(?: \d{{1,2}})? ?,? (?:and )?(?P<n>(?:[89]\d|[1-3]\d\d)(?:\.\d)?){_ENDS}"
)
#: The finger is pricked: the number that follows is a glucose.
_PRICKED: Final = re.compile(
    r"\b(?:ded(?:o|ito)|piquet\w+|pinch\w+|pic(?:ar|o|oton)|gotita|tira|finger|stick|poke|prick)\b"
)
_OTHERWISE: Final = re.compile(r"\b(?:oxi\w+|satur\w+|oxygen|sat|ox|duele\w*|hurts?|mueva|bend)\b")
_FIRST_NUMBER: Final = re.compile(
    r"^(?:y |ya |pues |son |it's |that's )*(?P<n>\d{2,3})(?= ?[,.;¿]|$)"
)
_PULSES: Final = range(36, 200)
#: On a finger without a prick there is an oximeter.
_ON_THE_FINGER: Final = re.compile(r"\b(?:ded(?:o|ito)|finger|clip)\b")
_A_DROP: Final = re.compile(
    r"\b(?:piquet\w+|pinch\w+|pic(?:ar|o|oton)|gotita|tira|stick|poke|prick|azucar|sugar|gluc\w+|"
    r"dextro\w*)\b"
)
_OXYGEN_SHOWN: Final = range(80, 101)


def in_order(
    talk: Talk, sentence: Sentence, pressure_ends: int | None, *, among: bool
) -> Iterator[tuple[Sign, re.Match[str]]]:
    """Of a statement by who measures; `pressure_ends`: where in its text a pressure does.

    `among`: signs are told in the same breath.
    """
    text = sentence.text
    following = None if pressure_ends is None else _NEXT.match(text, pressure_ends)
    if following is not None and int(following["n"]) in _PULSES:
        yield Sign.PULSE, following
    if among and not _OF_ELSE.search(text):
        yield from ((Sign.SATURATION, match) for match in _PER_CENT.finditer(text))
    yield from ((Sign.WEIGHT, match) for match in _WEIGHT_BEHIND.finditer(text))
    if talk.language == "en" and (tall := _HEIGHT_AND_WEIGHT.search(text)):
        yield Sign.HEIGHT, tall
        if behind := _WEIGHT.search(text, tall.end()):
            yield Sign.WEIGHT, behind


def pricked(talk: Talk, sentence: Sentence) -> re.Match[str] | None:
    """The number that a drop of blood gave: it begins the sentence behind the pricking."""
    before = talk.sentences[max(0, sentence.number - 2) : sentence.number]
    near = [each.text for each in before if each.turn == sentence.turn]
    if not any(_PRICKED.search(each) for each in near):
        return None
    if any(_OTHERWISE.search(each) for each in near) or clipped(talk, sentence) is not None:
        return None
    return _FIRST_NUMBER.match(sentence.text)


def clipped(talk: Talk, sentence: Sentence) -> re.Match[str] | None:
    """The number that an oximeter on the finger shows: `El dedito… Noventa y dos.`"""
    before = talk.sentences[max(0, sentence.number - 2) : sentence.number]
    near = [each.text for each in before if each.turn == sentence.turn or talk.by_clinician(each)]
    if not any(_ON_THE_FINGER.search(each) for each in near):
        return None
    if any(_A_DROP.search(each) for each in (*near, sentence.text)):
        return None
    match = _FIRST_NUMBER.match(sentence.text)
    return match if match and int(match["n"]) in _OXYGEN_SHOWN else None
