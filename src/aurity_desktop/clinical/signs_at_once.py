"""Weight and height that are asked for, or read off, at once: `Cinco siete, ochenta kilos.`

Whoever steps on the scale hears a number alone; whoever is asked for both says both, and no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.domain.findings import Sign

_BOTH_ASKED: Final = re.compile(
    r"\b(?:pesa\w*|peso|weigh\w*|weight)\b.*\b(?:mid[eo]s?|talla|estatura|height|tall)\b|"
    r"\b(?:mid[eo]s?|talla|estatura|height|tall)\b.*\b(?:pesa\w*|peso|weigh\w*|weight)\b"
)
_WEIGHED: Final = re.compile(r"\b(?:pes(?:a|as|o|aron|ado)|mid(?:es?|ieron|o))\b")
_TALL_ASKED: Final = re.compile(r"\b(?:tall|height|mid[eo]s?|estatura)\b")
_LEAD: Final = (
    r"(?:(?:i'm|i am|about|like|around|como|unos|mido|peso|pues|creo que|maybe|uh|um|well|and|y|"
    r"right at|just) ?,? )*"
)
#: `5 4 , 130`
_FEET_FIRST: Final = re.compile(
    rf"^{_LEAD}(?P<f>[4-6]) (?:foot |feet )?(?P<i>\d|1[01])(?= ?,? {_LEAD}[89]\d\b|"
    rf" ?,? {_LEAD}[1-3]\d\d\b)"
)
_POUNDS_BEHIND: Final = re.compile(rf" ?,? {_LEAD}(?P<n>[89]\d|[1-3]\d\d)(?:\b(?! ?/))")
#: `76 , uno 82`
_KILOS_FIRST: Final = re.compile(
    rf"^{_LEAD}(?P<n>[3-9]\d|1\d\d)(?:\.\d| (?P<g>[1-9]\d\d))?"
    rf"(?= ?(?:kilos?)? ?,? (?:y )?{_LEAD}(?:uno?|1) )"
)
_METRES_BEHIND: Final = re.compile(r"\b(?:uno?|1) (?:metro )?(?:con )?(?P<c>\d{1,2})\b")
#: `You're 148, the nurse wrote down, and 5 9.`
_WROTE_DOWN: Final = re.compile(
    r"^(?:you're|he's|she's) (?P<n>[89]\d|[1-3]\d\d)\b[^.?!]{0,32}, and "
    r"(?P<f>[4-6]) (?P<i>\d|1[01])(?= ?[.,;]|$)"
)
_ON_THE_SCALE: Final = re.compile(
    r"\b(?:shoes? off|on (?:the|here)|hop (?:up|on)|pop you|step|scales?|zapatos|sub(?:ete|ase)|"
    r"bascula|quit(?:ese|ate)|parate|parese|pesar\w*|pesam\w+)\b"
)
_NUMBER_ALONE: Final = re.compile(
    r"^(?:y |ya |son |that's |it's |okay ,? )*(?P<n>\d{2,3}(?:\.\d)?)"
    r"(?P<h> y medi[oa]| and a half)?(?P<u> (?:kilos?|pounds?))?(?= ?[.,!]|$)"
)


def at_once(talk: Talk, sentence: Sentence) -> Iterator[tuple[Sign, re.Match[str]]]:
    """The weight and the height of a sentence that names neither."""
    if not any(each.isdigit() for each in sentence.text):
        return
    measures = not talk.clinicians or talk.by_clinician(sentence)
    asked = _question_before(talk, sentence)
    if asked is not None and (
        _BOTH_ASKED.search(asked.text)
        or (_TALL_ASKED if talk.language == "en" else _WEIGHED).search(asked.text)
    ):
        yield from _both(talk, sentence)
    if measures and (match := _WROTE_DOWN.match(sentence.text)):
        yield Sign.WEIGHT, match
        yield Sign.HEIGHT, match
    if measures and _steps_on(talk, sentence):
        match = _NUMBER_ALONE.match(sentence.text)
        if match is not None:
            yield Sign.WEIGHT, match


def _both(talk: Talk, sentence: Sentence) -> Iterator[tuple[Sign, re.Match[str]]]:
    text = sentence.text
    if talk.language == "en":
        tall = _FEET_FIRST.match(text)
        if tall is not None:
            yield Sign.HEIGHT, tall
            if behind := _POUNDS_BEHIND.match(text, tall.end()):
                yield Sign.WEIGHT, behind
        return
    heavy = _KILOS_FIRST.match(text)
    if heavy is not None:
        yield Sign.WEIGHT, heavy
        if behind := _METRES_BEHIND.search(text, heavy.end()):
            yield Sign.HEIGHT, behind


def _question_before(talk: Talk, sentence: Sentence) -> Sentence | None:
    for each in reversed(talk.sentences[max(0, sentence.number - 3) : sentence.number]):
        if each.question and each.turn != sentence.turn:
            return each
    return None


def _steps_on(talk: Talk, sentence: Sentence) -> bool:
    """Whether somebody was just told to step on the scale, and nothing else was measured since."""
    before = talk.sentences[max(0, sentence.number - 3) : sentence.number]
    for each in reversed(before):
        if any(character.isdigit() for character in each.text):
            return False
        if _ON_THE_SCALE.search(each.text):
            return True
    return False
