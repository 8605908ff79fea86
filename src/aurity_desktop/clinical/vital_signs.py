"""Vital signs and measures: the number that is said with the name of one.

Limits (`abajo de 130`), conditions, former values and those of a child not yet born are none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from aurity_desktop.clinical.belonging import mentions_of_kind, span_of
from aurity_desktop.clinical.measures import PAIR, PAIR_APART, TALL, VALUES, sign_of
from aurity_desktop.clinical.pieces import Piece
from aurity_desktop.clinical.sign_names import (
    AMONG_SIGNS,
    AND_ANOTHER,
    ASKS_VALUE,
    BEFORE_NAME,
    FEVERISH,
    FREE,
    LABEL,
    LENGTH,
    MEASURED,
    OF_A_FEVER,
    OF_TENTHS,
    PRESSED,
    WEIGHED,
)
from aurity_desktop.clinical.signs_at_once import at_once
from aurity_desktop.clinical.signs_in_order import clipped, in_order, pricked
from aurity_desktop.clinical.subjects import whose
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import TermKind
from aurity_desktop.domain.findings import FindingKind, Sign, Subject, VitalSign
from aurity_desktop.domain.speakers import SpeakerRole

#: Beside these a glucose is one of a laboratory: a study.
_LABORATORY: Final = re.compile(
    r"\b(colesterol|trigliceridos|creatinina|urea|cholesterol|creatinine)\b"
)
#: What is wanted, feared or was once, and what is lifted, lost or gained.
_NOT_NOW: Final = re.compile(
    r"\b(abajo de|debajo de|menos de|mas de|arriba de|under|below|less than|more than|queremos|"
    r"want it|aim|meta|goes over|going over|si|if|pesaba|costal|cargar|cargando|cargue|lost|gain|"
    r"perdi|perdio|baje|bajo de|bajado|subi|(?<!today )you were|i was|(?<!you )were|empezaste|"
    r"used to|ideal|subido|aumentado|engordad\w+|engorde|gained|dropped|"
    r"anything (?:over|above)|entre|higher than|above|perimetro|cintura|circumference|waist|"
    r"cefalico|"
    r"was \w+ at|bebe|baby|"
    r"heartbeat|flicker|curva|fondo uterino|mes pasado|resultados|limit|usual|la vez pasada|"
    r"ruta)\b"
)
#: Said by the patient, of somebody else.
_OF_ANOTHER: Final = re.compile(r"\b(?:her sugar|su azucar)\b")
#: What is measured of a thing on the body: `la herida mide unos 60`.
_OF_A_THING: Final = re.compile(
    r"\b(?:herida|lunar|bol(?:a|ita)|quiste|piedra|calculo|mancha|lesion|tumor|ulcera|cicatriz|"
    r"nodulo|mioma|roncha|wound|mole|lump|cyst|stone|lesion|scar|nodule|fibroid|rash)\b"
)
#: A small child is there: a length below a metre may be said without its unit.
_OF_A_CHILD: Final = re.compile(
    r"\b(?:bebe|bebito|nin[oa]|nin[oa]s|meses|mesecitos|recien nacid[oa]|baby|months|newborn|"
    r"toddler|kid|pediatra|panal\w*|diapers?|nappy|nappies|leche|"
    r"(?:[2-9]|1\d|2[0-4])(?:\.\d+)? kilos)\b"
)
_A_METRE: Final = 100
#: Words of an answer before its number.
_FAR_OF_ITS_NAME: Final = 9
_FAR_OF_BREATHS: Final = 2
_FEVER_OVER: Final = re.compile(
    r"\b(?:over|above|pasa de|mas de|arriba de|"
    r"no (?:le |me )?(?:llego|subio|paso|llega|pasa) (?:a|de)) $"
)
#: Between `for` and a sign's name nothing is asked for its value: `¿toma algo para el azúcar?`
_AGAINST: Final = re.compile(r"\b(?:para|for|pa) (?:la |el |the |your |su |lo de la )?$")
#: Sentences in which a number may still be one of a glucose that was spoken of.
_SUGARS: Final = 7
#: `en ayunas, la de cien`: the strength of a tablet.
_OF_A_TABLET: Final = re.compile(
    r"\b(?:l[oa]s?|el|una?|tabletas?|pastillas?|\d) de $|\b(?:tom\w+|take|takes) $"
)
#: What numbers of a patient's are of where no sign was named.
_OF_DIABETES: Final = re.compile(r"\b(?:diabetes|my mornings|mis mananas)\b")
_NUMBER: Final = re.compile(r"\d")
#: Signs whose name may stand right behind the number: `20 respiraciones`.
_COUNTED_IN: Final = frozenset({Sign.RESPIRATION, Sign.TEMPERATURE})
_CHANGED_BY: Final = re.compile(
    r"\b(bajo|subio|aumento|engordo|(?<!lying )down|(?<!standing )(?<!sitting )up|lost|gained|"
    r"put on|losing|another)"
    r"(?: unos| como| about| like)? $"
)
#: Metres and mmHg of nobody who weighs less than an adult.
_TALL: Final = Decimal("1.4")
_PRESSURE: Final = 115
_LEAST_OF_AN_ADULT: Final = {"kg": 28, "lb": 62}
_OF_AGE: Final = re.compile(
    r"\b(?:tengo|tiene|cumpli|i'm|you're|he's|she's) (?:como |about )?(?:1[89]|[2-9]\d) "
    r"(?:anos|years)|\b(?:1[89]|[2-9]\d)(?: years|-year) old\b"
)
#: These reach behind a comma.
_SUPPOSES: Final = re.compile(r"\b(?:si|if)\b")
_CORRECTED: Final = re.compile(
    r"\b(?:no ,? ?perdon|perdon|digo|sorry|i mean|no ,? ?wait|me equivoque|correccion)\b"
)


@dataclass(frozen=True, slots=True)
class _Read:
    value: VitalSign
    sentence: Sentence
    start: int
    end: int
    label: int  # the first word of its name, or of its number


def vital_signs(talk: Talk) -> list[Piece]:
    """Every measure of the patient, in order; the same value of the same sign counts once."""
    measured: set[int] = set()
    numbered = [each for each in talk.sentences if _NUMBER.search(each.text)]
    for sentence in numbered:
        measured |= {read.sentence.turn for read in _of(talk, sentence, measured)}
    found: list[_Read] = []
    for sentence in talk.sentences:
        for read in _of(talk, sentence, measured):
            earlier = next((each for each in found if each.value == read.value), None)
            if earlier is None:
                found.append(read)
    found = _put_right(talk, found)
    if _is_grown_up(talk, found):
        found = [_doubted_of_an_adult(each) for each in found]
    return [_piece(each) for each in found]


def _is_grown_up(talk: Talk, found: Collection[_Read]) -> bool:
    """Whether an age, a length or a pressure is told that no small child has."""
    if any(_OF_AGE.search(each.text) for each in talk.sentences):
        return True
    values = [each.value for each in found]
    return any(
        (each.sign is Sign.HEIGHT and each.unit == "m" and Decimal(each.amount) >= _TALL)
        or (each.sign is Sign.PRESSURE and Decimal(each.amount) >= _PRESSURE)
        for each in values
    )


def _doubted_of_an_adult(read: _Read) -> _Read:
    """A weight of `10.1 kg` was heard, and 101 said."""
    value = read.value
    least = _LEAST_OF_AN_ADULT.get(value.unit) if value.sign is Sign.WEIGHT else None
    if least is None or Decimal(value.amount) >= least:
        return read
    return replace(read, value=replace(value, plausible=False))


def _of(talk: Talk, sentence: Sentence, measured: Collection[int]) -> Iterator[_Read]:
    """`measured` are turns in which signs are told."""
    if whose(talk, sentence, sentence.last).subject is not Subject.PATIENT:
        return
    if _answers_about_another(talk, sentence):
        return
    taken: list[tuple[int, int]] = []
    for named in _named(talk, sentence, taken):
        if named.sentence is sentence:
            taken.append((named.start, named.end))
        yield named
        if named.value.sign is Sign.GLUCOSE:
            yield from _listed(talk, named.sentence, named, taken)
    for sign, match in _unnamed(talk, sentence, taken, measured):
        if any(match.start() < end and start < match.end() for start, end in taken):
            continue
        read = _made(talk, sentence, sign, match, None)
        if read is not None:
            taken.append((read.start, read.end))
            yield read
            if sign is Sign.GLUCOSE:
                yield from _listed(talk, sentence, read, taken)


def _answers_about_another(talk: Talk, sentence: Sentence) -> bool:
    """`Was your dad's pressure high? — Yeah, 170 over 100.`"""
    before = talk.sentences[sentence.number - 1] if sentence.number else None
    while before is not None and before.number and before.turn == sentence.turn:
        before = talk.sentences[before.number - 1]
    if before is None or not before.question or LABEL.search(before.text) is None:
        return False
    if LABEL.search(sentence.text) is not None:
        return False
    return whose(talk, before, before.last).subject is not Subject.PATIENT


def _listed(
    talk: Talk, sentence: Sentence, first: _Read, taken: list[tuple[int, int]]
) -> Iterator[_Read]:
    """The numbers that follow a glucose in a list: `88, 91 y 94`."""
    end = first.end
    while match := AND_ANOTHER.match(sentence.text, end):
        read = _made(talk, sentence, Sign.GLUCOSE, match, None)
        end = match.end()
        if read is not None:
            taken.append((match.start("n"), match.end()))
            yield replace(read, start=match.start("n"))


def _named(talk: Talk, sentence: Sentence, taken: list[tuple[int, int]]) -> Iterator[_Read]:
    """The values whose sign is named: first those before their name, then those behind it."""
    text = sentence.text
    labels = [
        each
        for each in LABEL.finditer(text)
        if each.lastgroup != Sign.GLUCOSE.value or not _LABORATORY.search(text)
    ]
    named = set()
    for label in labels:
        earlier = _before(talk, sentence, Sign(label.lastgroup or ""), label)
        if earlier is not None:
            named.add(label.start())
            taken.append((earlier.start, earlier.end))
            yield earlier
    if not labels and sentence.question and ASKS_VALUE.search(text):
        asked = _asked_again(talk, sentence)
        if asked is not None:
            yield asked
    for place, label in enumerate(labels):
        sign = Sign(label.lastgroup or "")
        if label.start() in named:
            continue
        behind = labels[place + 1].start() if place + 1 < len(labels) else len(text)
        again = place + 1 < len(labels) and labels[place + 1].lastgroup == label.lastgroup
        if again and not re.search(r"\d", text[label.end() : labels[place + 1].start()]):
            continue  # `glucosa en ayunas`
        behind = min([behind, *(start for start, _ in taken if start >= label.end())])
        read = _value(talk, sentence, sign, label, label.end(), behind)
        if read is None and place + 1 == len(labels):
            read = _answered(talk, sentence, sign, label)
        if read is not None:
            yield read


def _unnamed(
    talk: Talk, sentence: Sentence, taken: list[tuple[int, int]], measured: Collection[int]
) -> Iterator[tuple[Sign, re.Match[str]]]:
    """What may be the value of a sign that is not named beside it."""
    if not _NUMBER.search(sentence.text):
        return
    measures = not talk.clinicians or talk.by_clinician(sentence)
    if measures and (match := pricked(talk, sentence)):
        yield Sign.GLUCOSE, match
    if measures and (match := clipped(talk, sentence)):
        yield Sign.SATURATION, match
    if sentence.question:
        return
    text = sentence.text
    if (measures and _lately(talk, sentence, PRESSED, 2)) or PRESSED.search(text):
        yield from ((Sign.PRESSURE, match) for match in PAIR_APART.finditer(text))
    for sign, pattern in FREE:
        matches = list(pattern.finditer(text))
        if matches and _unlabelled(talk, sentence, sign):
            yield from ((sign, match) for match in matches)
    if _lately(talk, sentence, FEVERISH, 4):
        yield from ((Sign.TEMPERATURE, match) for match in OF_A_FEVER.finditer(text))
        yield from ((Sign.TEMPERATURE, match) for match in OF_TENTHS.finditer(text))
    if measures and _lately(talk, sentence, MEASURED, 2):
        yield from ((Sign.PRESSURE, match) for match in PAIR_APART.finditer(text))
    if measures and (taken or sentence.turn in measured):
        yield from ((Sign.TEMPERATURE, match) for match in AMONG_SIGNS.finditer(text))
        yield from ((Sign.HEIGHT, match) for match in LENGTH.finditer(text))
    yield from at_once(talk, sentence)
    if measures or VALUES[Sign.PRESSURE].search(text):
        ends = [end for start, end in taken if VALUES[Sign.PRESSURE].fullmatch(text, start, end)]
        among = bool(taken) or sentence.turn in measured
        yield from in_order(talk, sentence, ends[0] if ends else None, among=among)


def _asked_again(talk: Talk, sentence: Sentence) -> _Read | None:
    """`¿Y se midió?`: the sign that was last spoken of is meant."""
    for earlier in reversed(talk.sentences[max(0, sentence.number - 4) : sentence.number]):
        labels = list(LABEL.finditer(earlier.text))
        if labels:
            sign = Sign(labels[-1].lastgroup or "")
            asks = re.match("", sentence.text)
            return _answered(talk, sentence, sign, asks) if asks is not None else None
    return None


def _lately(talk: Talk, sentence: Sentence, pattern: re.Pattern[str], sentences: int) -> bool:
    """Whether it was spoken of in this sentence, or in those just before."""
    since = talk.sentences[max(0, sentence.number - sentences) : sentence.number + 1]
    return any(pattern.search(each.text) for each in since)


def _unlabelled(talk: Talk, sentence: Sentence, sign: Sign) -> bool:
    """Whether a number with its unit alone is a measure: told by who measures."""
    if sign is Sign.GLUCOSE:
        before = talk.sentences[max(0, sentence.number - _SUGARS) : sentence.number]
        labels = [match for each in before for match in LABEL.finditer(each.text)]
        if not labels:
            return any(_OF_DIABETES.search(each.text) for each in before)
        return labels[-1].lastgroup == sign.value
    if sign is Sign.PRESSURE or not talk.clinicians or talk.by_clinician(sentence):
        return True
    return sign in (Sign.WEIGHT, Sign.HEIGHT) and _lately(talk, sentence, WEIGHED, 2)


def _value(
    talk: Talk, sentence: Sentence, sign: Sign, label: re.Match[str], start: int, end: int
) -> _Read | None:
    if sentence.question and not talk.by_clinician(sentence) and talk.clinicians:
        return None
    text = sentence.text
    window = text[:end]
    pattern = VALUES[sign]
    match = pattern.search(window, start)
    if match is None and sign is Sign.PRESSURE:
        match = PAIR.search(window, start)
    if match is None and sign is Sign.HEIGHT:
        match = TALL.match(text, start)
    return _made(talk, sentence, sign, match, label) if match is not None else None


def _before(talk: Talk, sentence: Sentence, sign: Sign, label: re.Match[str]) -> _Read | None:
    """`tiene 38.5 de temperatura`: the number may stand before the name."""
    if sentence.question and not talk.by_clinician(sentence) and talk.clinicians:
        return None
    for match in VALUES[sign].finditer(sentence.text):
        if match.start() > label.start():
            break
        between = sentence.text[match.end() : label.start()]
        if match.end() >= label.end():  # its unit is the name: `38 grados y medio`
            return _made(talk, sentence, sign, match, label)
        if between.strip() in ("", ",") and sign not in _COUNTED_IN:
            continue
        if BEFORE_NAME.fullmatch(between):
            return _made(talk, sentence, sign, match, label)
    return None


def _answered(talk: Talk, sentence: Sentence, sign: Sign, label: re.Match[str]) -> _Read | None:
    """In the sentences behind a question, or behind a name at the end of one."""
    broken_off = talk.words[sentence.last].text.endswith(("...", "…"))
    if _AGAINST.search(sentence.text[: label.start()]):
        return None
    at_end = broken_off or len(sentence.text[label.end() :].split()) <= 2
    asks = sentence.question and (not talk.clinicians or talk.by_clinician(sentence))
    if not (asks or at_end) or _NOT_NOW.search(sentence.text):
        return None
    for following in talk.sentences[sentence.number + 1 : sentence.number + 4]:
        if following.question:
            if asks and talk.clinicians and not talk.by_clinician(following):
                continue  # `a hundred and thirty-two?`: who measures says it
            return None
        match = _value_in(following.text, sign)
        until = match.start() if match else len(following.text)
        labels = LABEL.finditer(following.text, 0, until)
        if {each.lastgroup for each in labels} - {sign.value}:
            return None
        sure = sign is Sign.TEMPERATURE and (
            re.search(r"\d\.\d|\b3[5-9] \d\b|y medi|\b10[0-5]\b|\b9[7-9]\b", following.text) is None
        )
        if match is not None and not sure:
            far = _FAR_OF_BREATHS if sign is Sign.RESPIRATION else _FAR_OF_ITS_NAME
            early = len(following.text[: match.start()].split()) <= far
            read = _made(talk, following, sign, match, None) if early else None
            if read is not None:
                word = sentence.words_of(label.start(), label.end())[0]
                return replace(read, label=word)
    return None


def _value_in(text: str, sign: Sign) -> re.Match[str] | None:
    """The first value of a sentence that answers; a pressure before it is none of another sign."""
    found = VALUES[sign].search(text)
    if sign is Sign.PRESSURE:
        return found or PAIR.search(text)
    if sign is Sign.HEIGHT and found is None:
        return TALL.match(text)
    pressure = VALUES[Sign.PRESSURE].search(text)
    before = found is not None and pressure is not None and pressure.start() <= found.start()
    return None if before else found


def _made(
    talk: Talk, sentence: Sentence, sign: Sign, match: re.Match[str], label: re.Match[str] | None
) -> _Read | None:
    before = sentence.text[: match.start()]
    clause = _own_clause(before, label)
    behind = sentence.text[match.end() : match.end() + 24]
    if (
        _NOT_NOW.search(clause)
        or _CHANGED_BY.search(clause)
        or re.search(r"\b(when you|at christmas|in june)\b", behind)
    ):
        return None
    if not _is_of_the_patient(talk, sentence, sign, match, clause):
        return None
    value = sign_of(sign, match, talk.language)
    if value is None:
        return None
    start = label.start() if label is not None and label.start() < match.start() else match.start()
    word = sentence.words_of(start, match.end())[0]
    return _Read(value, sentence, match.start(), match.end(), word)


def _is_of_the_patient(
    talk: Talk, sentence: Sentence, sign: Sign, match: re.Match[str], clause: str
) -> bool:
    """Whether it is a measure, and not a tablet, a limit, a wound or somebody else's."""
    before = sentence.text[: match.start()]
    if sign is Sign.GLUCOSE and (
        _OF_A_TABLET.search(before) or _is_a_dose(talk, sentence, match.start())
    ):
        return False
    if sign is Sign.TEMPERATURE and _FEVER_OVER.search(before):
        return False
    if sign is Sign.HEIGHT and not _is_a_height(talk, sentence, match):
        return False
    told_by_patient = talk.role(sentence) is SpeakerRole.PACIENTE
    return not (told_by_patient and _OF_ANOTHER.search(clause))


def _is_a_dose(talk: Talk, sentence: Sentence, start: int) -> bool:
    """`omeprazol de 20 en ayunas`"""
    medicines = mentions_of_kind(talk, sentence, TermKind.MEDICINE)
    ends = [span_of(sentence, each).end for each in medicines]
    return any(sentence.text[end:start].strip() in ("de", "", ",") for end in ends if end <= start)


def _is_a_height(talk: Talk, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether it is one of the patient, and not of a wound that `mide unos 60`."""
    if _OF_A_THING.search(sentence.text[: match.start()]):
        return False
    centimetres = match.groupdict().get("cm")
    if centimetres is None or int(centimetres) >= _A_METRE or talk.language == "en":
        return True
    return any(_OF_A_CHILD.search(each.text) for each in talk.sentences)


def _own_clause(before: str, label: re.Match[str] | None) -> str:
    """What is said before a number of the thing that it measures.

    `La queremos abajo de 130 sobre 80, el pulso 72`: what is wanted is another sign.
    """
    clause = re.split(r";|, (?=y |and |pero |but )", before)[-1]
    *earlier, own = re.split(r" , (?=(?:el |la |los |las |the |her |his |your )?\w+)", clause)
    named = label is not None and label.start() >= len(before) - len(own)
    done = earlier and re.search(r"\d", earlier[-1]) and not _SUPPOSES.search(clause)
    return own if named and done else clause


def _put_right(talk: Talk, found: list[_Read]) -> list[_Read]:
    """`Peso noventa y uno. … No, perdón, noventa y dos.`: the second takes the first's place."""
    kept: list[_Read] = []
    for read in found:
        corrected = _correction(talk, read)
        if corrected is not None:
            kept = [each for each in kept if each.value != corrected.value]
        if all(each.value != (corrected or read).value for each in kept):
            kept.append(corrected or read)
    return kept


def _correction(talk: Talk, read: _Read) -> _Read | None:
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
            return _Read(value, sentence, match.start(), match.end(), read.label)
    return None


def _piece(read: _Read) -> Piece:
    first, last = read.sentence.words_of(read.start, read.end)
    return Piece(
        FindingKind.VITAL_SIGN,
        read.value,
        min(first, read.label),
        last,
        read.label,
        f"vital_sign.{read.value.sign.value}",
        0.95 if read.value.plausible else 0.5,
    )
