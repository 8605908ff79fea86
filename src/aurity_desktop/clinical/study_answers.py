"""Studies that are asked about, and what another sentence tells of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aurity_desktop.clinical.belonging import Named, Span
from aurity_desktop.clinical.details import side
from aurity_desktop.clinical.pieces import Piece
from aurity_desktop.clinical.study_measures import GLUCOSES
from aurity_desktop.clinical.study_names import is_given, part_behind, studies_named
from aurity_desktop.clinical.study_orders import orders
from aurity_desktop.clinical.study_results import Result, result_in
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention, TermKind
from aurity_desktop.domain.findings import FindingKind, Study, StudyState

#: With what a sentence begins that goes on about the study before it: `Salió en 5.`
_OF_THE_SAME: Final = re.compile(
    r"^(?:and |y |pues |bueno |ya )*(?:it|that|they|those|salio|salieron|esta|estaba|fue|dio|"
    r"vino|(?:hace|el|la) \w+(?: \w+)? salio)\b"
)
_REPLIED: Final = re.compile(
    r"\b(?P<word>negativ[oa]|positiv[oa]|negative|positive|normal|limpi[oa]|alterad[oa])\b"
)
_WAS_DONE: Final = re.compile(
    r"(?<!\bno )\b(?:me|se|te|le) l[oa]s? (?:hicieron|hizo|hice|tomaron|sacaron|tome)\b|"
    r"\b(?:i|she|he|they|we) (?:had|did|got) (?:it|one|1|that|them)\b"
)
#: Words behind the name in a sentence that does nothing but name it.
_NOTHING_ELSE: Final = 2


def asks(talk: Talk, sentence: Sentence) -> bool:
    """Whether it is a question; one that only its answer shows, and that asks for a study, is an
    order that was agreed to: `Hay que repetir el electro. — Sí.`
    """
    words = talk.words[sentence.first : sentence.last + 1]
    written = any("?" in each.text for each in words)
    return sentence.question and (written or not orders(sentence.text, len(sentence.text)))


def told_next(talk: Talk, sentence: Sentence, mention: Mention, span: Span) -> Piece | None:
    """`Your sugar test. It was 161.`"""
    if len(sentence.text[span.end :].split()) > _NOTHING_ELSE:
        return None
    for each in talk.sentences[sentence.number + 1 : sentence.number + 2]:
        if each.turn != sentence.turn or each.question or studies_named(talk, each):
            return None
        result = _told_in(mention, each) if _OF_THE_SAME.match(each.text) else None
        if result is not None:
            last = each.words_of(0, min(result.end, len(each.text)))[1]
            return made(
                mention, Study(mention.name, result.text, StudyState.DONE), last, "told_next"
            )
    return None


def answered(talk: Talk, sentence: Sentence, mention: Mention) -> Iterator[Piece]:
    """`¿Ya le hicieron la prueba? … salió negativa.`"""
    reply = -1
    for following in talk.sentences[sentence.number + 1 : sentence.number + 4]:
        own = following.turn == sentence.turn
        reply = following.turn if reply < 0 and not own else reply
        elsewhere = reply >= 0 and following.turn != reply
        if following.question or elsewhere or (own and not _OF_THE_SAME.match(following.text)):
            return
        if talk.by_clinician(following) and not talk.by_clinician(sentence):
            image = part_behind(talk, mention, following.first, following.last)
            if image is not None:
                yield _of_the_part(talk, following, image, mention)
                return
        if studies_named(talk, following):
            return
        result = None
        if not is_given(talk, mention) and mention.name not in GLUCOSES:
            result = _told_in(mention, following) or _word_of(following.text)
        done = mention.kind is not TermKind.STUDY and _WAS_DONE.search(following.text)
        if result is not None or done:
            value = Study(mention.name, result.text if result else "", StudyState.DONE)
            yield made(mention, value, following.last, "answered")
            return


def made(mention: Mention, value: Study, last: int, rule: str) -> Piece:
    """A finding that its name, and the words up to `last`, tell."""
    return Piece(
        FindingKind.STUDY,
        value,
        mention.first,
        max(mention.last, last),
        mention.first,
        f"study.{rule}",
        0.85,
    )


def _told_in(mention: Mention, sentence: Sentence) -> Result | None:
    text = f" {sentence.text}"
    return result_in(mention.kind, text, 0, len(text))


def _of_the_part(talk: Talk, sentence: Sentence, image: Mention, asked: Mention) -> Piece:
    """`¿Radiografía? — De la cadera izquierda.`"""
    where = side(sentence, image, Named(talk, {sentence.number: [image]}))
    value = Study(image.name, "", StudyState.ORDERED, where)
    return made(asked, value, image.last, "ordered")


def _word_of(text: str) -> Result | None:
    match = _REPLIED.search(text)
    return Result(match["word"], match.end()) if match else None
