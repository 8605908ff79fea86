"""When the patient shall come again."""

from __future__ import annotations

import re
from typing import Final

from aurity_desktop.clinical.pieces import Piece
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.domain.findings import FindingKind, FollowUp

_AGAIN: Final = re.compile(
    r"\b(?:nos vemos|(?:lo|la|te|los) (?:veo|espero|quiero ver)|quiero ver(?:l[oa]s?|te)|let's say|"
    r"see me|regres[ea]\w*|veng[ao]n?|vuelva|cita|traen|vuelv\w+|tra[ie]ga\w*|be back|"
    r"see (?:him|her)|(?:lo|la|te|los|las) cito|nos llamamos|talk again|see your|"
    r"see you|come back|bring (?:her|him) back|recheck|you back|follow up|follow-up|meet again|"
    r"see you again|next visit)\b"
)
_DAYS: Final = (
    r"lunes|martes|miercoles|jueves|viernes|sabado|domingo|monday|tuesday|wednesday|thursday|"
    r"friday|saturday|sunday"
)
_MONTHS: Final = (
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
)
_WHEN: Final = re.compile(
    r"\b(?P<t>(?:en|dentro de|in) (?:\d+|un|una|a|one) (?:horas?|dias?|semanas?|mes(?:es)?|anos?|"
    r"hours?|days?|weeks?|months?|years?)|"
    rf"(?:el )?(?:proximo|siguiente) (?:{_DAYS})|next (?:{_DAYS}|week|month)|pasado manana|manana|"
    rf"el \d+ de (?:{_MONTHS})|el (?:{_DAYS})(?: \d+)?|on (?:{_DAYS}))\b"
)
_ASKED: Final = re.compile(
    r"\bcuando (?:regreso|me toca|vengo|vuelvo|volvemos)|see (?:her|him|me) again|"
    r"when (?:do|should) i come"
)
_NOT_A_VISIT: Final = re.compile(
    r"\b(?:urgencias|call you|send me|foto|picture|hear from us|emergency|inmediato)\b"
)


def follow_ups(talk: Talk) -> list[Piece]:
    """Each time that a visit is spoken of with its time; said again it counts once."""
    found: list[Piece] = []
    for sentence in talk.sentences:
        if talk.clinicians and not talk.by_clinician(sentence):
            continue
        again = _AGAIN.search(sentence.text)
        if again is None and _asked_when(talk, sentence):
            again = re.match("", sentence.text)
        if again is None or sentence.question:
            continue
        if re.match(r"^(?:si|if) ", sentence.text) and not _WHEN.search(sentence.text, again.end()):
            continue
        clause = _clause(sentence.text, again)
        when = _WHEN.search(sentence.text, clause)
        if when is None or _NOT_A_VISIT.search(sentence.text[clause : when.start()]):
            continue
        first, last = sentence.words_of(min(again.start(), when.start()), when.end())
        named = sentence.words_of(when.start(), when.end())[0]
        text = _written(sentence.shown[when.start("t") : when.end("t")])
        if all(each.value.text != text for each in found):
            value = FollowUp(text)
            found.append(
                Piece(FindingKind.FOLLOW_UP, value, first, last, named, "follow_up.said", 0.85)
            )
    return found


def _asked_when(talk: Talk, sentence: Sentence) -> bool:
    """Whether the patient has just asked for the next visit."""
    before = talk.sentences[max(0, sentence.number - 2) : sentence.number]
    return any(each.question and _ASKED.search(each.text) for each in before)


def _clause(text: str, again: re.Match[str]) -> int:
    """Where to look from: what was said before the visit may be another time."""
    before = _WHEN.search(text[: again.start()])
    return again.end() if _WHEN.search(text, again.end()) or before is None else 0


def _written(said: str) -> str:
    return re.sub(r"\b(?:un|una|a|one) (?=\w)", "1 ", said)
