"""Studies that were asked for or done, with what they told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from aurity_desktop.clinical.belonging import Named, span_of
from aurity_desktop.clinical.details import side
from aurity_desktop.clinical.pieces import Piece
from aurity_desktop.clinical.study_answers import answered, asks, made, told_next
from aurity_desktop.clinical.study_measures import NamedStudies, may_be_ordered, measured
from aurity_desktop.clinical.study_names import studies_named
from aurity_desktop.clinical.study_orders import (
    asks_which,
    goes_on,
    is_a_list,
    is_left_out,
    is_referred_to,
    is_scheduled,
    ordered_behind,
    orders,
    was_done,
)
from aurity_desktop.clinical.study_results import Result
from aurity_desktop.clinical.subjects import whose
from aurity_desktop.clinical.talk import Talk
from aurity_desktop.clinical.term_lists import TermKind
from aurity_desktop.domain.findings import Side, Study, StudyState, Subject

#: Between two names that share what is told of them.
_BESIDE: Final = re.compile(r"^ ?,? ?(?:y|e|and|,) ?(?:la |el |los |las |the |your |su )?$")

#: Of what was done, a side is its own only near its name: what an image shows has another.
_SIDE: Final = re.compile(r"\b(?:izquierd|derech|left|right|both|amb[oa]s)")
_BESIDE_IT: Final = 16


def studies(talk: Talk) -> list[Piece]:
    """What was asked for and what has come back; each once."""
    found: list[Piece] = []
    ordering, turn = False, -1
    for sentence in talk.sentences:
        ordering = ordering and sentence.turn == turn
        turn = sentence.turn
        mentions = studies_named(talk, sentence)
        told = NamedStudies(sentence, mentions, [span_of(sentence, each) for each in mentions])
        ordering = _orders(talk, told, going_on=ordering)
        for each in _pieces(talk, told, ordering=ordering):
            _add(found, _as_spoken_of(each, found))
    return [each for each in found if not _is_told_better(each, found)]


def _add(found: list[Piece], piece: Piece) -> None:
    same = next((i for i, each in enumerate(found) if _alike(each, piece)), None)
    if same is None:
        found.append(piece)
    elif not _study(found[same]).result:
        found[same] = replace(found[same], value=piece.value)


def _orders(talk: Talk, told: NamedStudies, *, going_on: bool) -> bool:
    """Whether a name in this sentence, where nothing else is told of it, is asked for."""
    sentence = told.sentence
    if asks(talk, sentence) or (talk.clinicians and not talk.by_clinician(sentence)):
        return False
    if not told.mentions:
        return going_on and goes_on(sentence.text)
    if (going_on and goes_on(sentence.text)) or orders(sentence.text, told.spans[-1].start):
        return True
    if is_a_list(sentence.text, told.spans):
        return True
    before = talk.sentences[sentence.number - 1] if sentence.number else None
    asked = before is not None and before.question and asks_which(before.text)
    return asked or ordered_behind(sentence.text, told.spans[-1].end)


def _pieces(talk: Talk, told: NamedStudies, *, ordering: bool) -> list[Piece]:
    """In the order of the words; they are read from behind, since names share what follows."""
    found: list[Piece] = []
    shared: Result | None = None
    for place in range(len(told.mentions) - 1, -1, -1):
        if whose(talk, told.sentence, told.mentions[place].first).subject is not Subject.PATIENT:
            shared = None
            continue
        result = None if asks(talk, told.sentence) else measured(talk, told, place)
        between = told.sentence.text[told.spans[place].end : told.until(place)]
        if result is None and shared is not None and _BESIDE.match(between):
            result = shared
        shared = result if result and not result.text[:1].isdigit() else None
        found += _piece(talk, told, place, result, ordering=ordering)
    return found[::-1]


def _piece(
    talk: Talk, told: NamedStudies, place: int, result: Result | None, *, ordering: bool
) -> Iterator[Piece]:
    sentence, mention, span = told.sentence, told.mentions[place], told.spans[place]
    text = sentence.text
    where = side(sentence, mention, Named(talk, {sentence.number: told.mentions}))
    if result is not None:
        last = sentence.words_of(span.start, max(result.end, span.end))[1]
        value = Study(mention.name, result.text, StudyState.DONE, where)
        yield made(mention, value, last, "result")
    elif asks(talk, sentence):
        yield from answered(talk, sentence, mention)
    elif is_left_out(text, span.start, span.end) or not may_be_ordered(talk, told, place):
        return
    elif is_scheduled(text, span.start, span.end):
        value = Study(mention.name, "", StudyState.ORDERED, where)
        yield made(mention, value, mention.last, "scheduled")
    elif not orders(text, span.start) and was_done(text, span.start, span.end):
        if mention.kind is not TermKind.STUDY:
            near = text[max(0, span.start - _BESIDE_IT) : span.end + _BESIDE_IT]
            where = where if _SIDE.search(near) else Side.UNSAID
            yield made(mention, Study(mention.name, side=where), mention.last, "done")
    elif following := told_next(talk, sentence, mention, span):
        yield following
    elif ordering and not is_referred_to(text, span.start):
        value = Study(mention.name, "", StudyState.ORDERED, where)
        yield made(mention, value, mention.last, "ordered")


def _as_spoken_of(piece: Piece, found: Sequence[Piece]) -> Piece:
    """`La placa salió limpia`: of the part that the image was asked for."""
    own = _study(piece)
    earlier = [_study(each).name for each in found if _is_a_kind_of(_study(each), own.name)]
    if not earlier or own.state is StudyState.ORDERED:
        return piece
    return replace(piece, value=replace(own, name=earlier[-1]))


def _is_told_better(piece: Piece, found: Sequence[Piece]) -> bool:
    """Whether the same was told with its part as well."""
    own = _study(piece)
    others = [_study(each) for each in found]
    return any(each.state is own.state and _is_a_kind_of(each, own.name) for each in others)


def _is_a_kind_of(study: Study, name: str) -> bool:
    """`radiografía de tórax` of `radiografía`, `urine culture` of `culture`."""
    return study.name.startswith((f"{name} de ", f"{name} of ")) or study.name.endswith(f" {name}")


def _alike(one: Piece, other: Piece) -> bool:
    a, b = _study(one), _study(other)
    return a.name == b.name and a.state is b.state


def _study(piece: Piece) -> Study:
    assert isinstance(piece.value, Study)
    return piece.value
