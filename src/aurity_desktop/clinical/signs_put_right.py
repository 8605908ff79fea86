"""What is put right of the signs that were read: by who says so, and by what a body can be."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from aurity_desktop.clinical.measures import VALUES, sign_of
from aurity_desktop.clinical.sign_names import LABEL
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.domain.findings import Sign, VitalSign

#: Metres and mmHg of nobody who weighs less than an adult.
_TALL: Final = Decimal("1.4")
_PRESSURE: Final = 115
_LEAST_OF_AN_ADULT: Final = {"kg": 28, "lb": 62}
_OF_AGE: Final = re.compile(
    r"\b(?:tengo|tiene|cumpli|i'm|you're|he's|she's) (?:como |about )?(?:1[89]|[2-9]\d) "
    r"(?:anos|years)|\b(?:1[89]|[2-9]\d)(?: years|-year) old\b"
)
_CORRECTED: Final = re.compile(
    r"\b(?:no ,? ?perdon|perdon|digo|sorry|i mean|no ,? ?wait|me equivoque|correccion)\b"
)


@dataclass(frozen=True, slots=True)
class Read:
    """A sign with its place in a sentence's text; `label`: the first word of its name or number."""

    value: VitalSign
    sentence: Sentence
    start: int
    end: int
    label: int  # the first word of its name, or of its number


def put_right(talk: Talk, found: list[Read]) -> list[Read]:
    """`Peso noventa y uno. … No, perdón, noventa y dos.`: the second takes the first's place."""
    kept: list[Read] = []
    for read in found:
        corrected = _correction(talk, read)
        if corrected is not None:
            kept = [each for each in kept if each.value != corrected.value]
        if all(each.value != (corrected or read).value for each in kept):
            kept.append(corrected or read)
    return kept


def _correction(talk: Talk, read: Read) -> Read | None:
    sign = read.value.sign
    for sentence in talk.sentences[read.sentence.number : read.sentence.number + 4]:
        start = read.end if sentence is read.sentence else 0
        others = {each.lastgroup for each in LABEL.finditer(sentence.text, start)} - {sign.value}
        if others:
            return None
        marker = _CORRECTED.search(sentence.text, start)
        if marker is None:
            continue
        match = VALUES[sign].search(sentence.text, marker.end())
        if match is None or match.start() - marker.end() > 30:
            continue
        value = sign_of(sign, match, talk.language)
        if value is not None and value.unit == read.value.unit:
            return Read(value, sentence, match.start(), match.end(), read.label)
    return None


def is_grown_up(talk: Talk, found: Collection[Read]) -> bool:
    """Whether an age, a length or a pressure is told that no small child has."""
    if any(_OF_AGE.search(each.text) for each in talk.sentences):
        return True
    values = [each.value for each in found]
    return any(
        (each.sign is Sign.HEIGHT and each.unit == "m" and Decimal(each.amount) >= _TALL)
        or (each.sign is Sign.PRESSURE and Decimal(each.amount) >= _PRESSURE)
        for each in values
    )


def doubted_of_an_adult(read: Read) -> Read:
    """A weight of `10.1 kg` was heard, and 101 said."""
    value = read.value
    least = _LEAST_OF_AN_ADULT.get(value.unit) if value.sign is Sign.WEIGHT else None
    if least is None or Decimal(value.amount) >= least:
        return read
    return replace(read, value=replace(value, plausible=False))
