"""On which side a thing is: the side that is told of it, and of nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from aurity_desktop.clinical.belonging import (
    BOUND,
    Named,
    Span,
    is_only,
    span_of,
    without,
    word_set,
)
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention, TermKind, folded, term_list
from aurity_desktop.domain.findings import Side

_WHICH: Final = re.compile(
    r"\b(cual|que lado|que (pierna|brazo|oido|ojo|mano|rodilla)|which|both of them|ambos|"
    r"l[ao]s (dos|2)|(el )?(derech[oa]|izquierd[oa])|left|(?<!all )right)\b"
)
_SIDES: Final = re.compile(
    r"\b(?P<left>izquierd[oa]s?|left)\b|"
    r"\b(?P<right>derech[oa]s?|(?<!all )right(?! away| now| here| after|\?))\b|"
    r"\b(?P<both>ambos|ambas|los (?:dos|2) (lados|oidos|pies|brazos|ojos)|"
    r"las (?:dos|2) (piernas|rodillas|bases|manos|orejas)|both "
    r"(of them|sides|ankles|arms|legs|knees|feet)|both [.,!])"
)
_PUT_RIGHT: Final = re.compile(r"\b(no|perdon|sorry|digo|i mean)\b ?,")
#: What leads to a side behind a comma: `el dolor, del lado izquierdo`.
_LEADING: Final = word_set(
    """
    sí yes yeah pues un una poco poquito a little bit mas mostly casi siempre sobre todo the on in
    at of my his her its it's is el la los las lo del de en al su mi es lado parte base side sides
    solo nomas just only bueno well uh um
    """
)
_AND: Final = re.compile(r"\b(?:y|e|and)\b")
#: Between a side and what is on it: `the left side hurts`, `me duele del lado derecho el pecho`.
_LISTED: Final = re.compile(r"^ ?(?:y|e|and|,) ?$")


def side(sentence: Sentence, mention: Mention, named: Named) -> Side:
    """The side that the sentence tells of a thing that it names."""
    others = named.besides(sentence, mention)
    return _attached(sentence, span_of(sentence, mention), others)


def side_in_another(sentence: Sentence, mention: Mention, named: Named) -> Side:
    """The side that an answer tells of it: by its name, or before it speaks of something else."""
    if again := named.again(sentence, mention):
        return side(sentence, again, named)
    others = named.besides(sentence)
    parts = named.parts(sentence) if not others and _has_a_place(mention, named) else ()
    return _attached(sentence, Span(0, 0), others, neutral=parts)


def which_side(talk: Talk, sentence: Sentence, mention: Mention, named: Named) -> Side:
    """What is answered to the question for its side that follows, or what that says itself."""
    for following in talk.sentences[sentence.number + 1 : sentence.number + 3]:
        if following.question and _WHICH.search(following.text):
            if not _may_be_of(following, mention, named):
                break
            replies = talk.sentences[following.number + 1 : following.number + 3]
            for each in (*replies, following):
                if found := side_in_another(each, mention, named):
                    return found
        if following.question:
            break
    return Side.UNSAID


def sides(sentence: Sentence) -> frozenset[Side]:
    """All that a sentence tells; where it puts one right, the last of them."""
    found = _all_of(sentence)
    if len(found) > 1 and _put_right(sentence, found):
        found = found[-1:]
    return frozenset(_side_of(each) for each in found)


def _may_be_of(question: Sentence, mention: Mention, named: Named) -> bool:
    """Whether it asks of this, or of nothing by name."""
    if named.again(question, mention) is not None:
        return True
    if named.mentions.get(question.number):
        return False
    own = folded(mention.name)
    parts = [question.text[each.start : each.end] for each in named.parts(question)]
    return all(each.removesuffix("s") in own for each in parts)


def _has_a_place(mention: Mention, named: Named) -> bool:
    """Whether its name has a part of the body in it: `dolor de rodilla`."""
    words = folded(mention.name).split()
    return bool(term_list(named.talk.language).mentions(words, frozenset({TermKind.BODY})))


def _all_of(sentence: Sentence) -> list[re.Match[str]]:
    return list(_SIDES.finditer(sentence.text))


def _side_of(match: re.Match[str]) -> Side:
    return next(each for each in (Side.LEFT, Side.RIGHT, Side.BOTH) if match[each.value])


def _put_right(sentence: Sentence, found: Sequence[re.Match[str]]) -> bool:
    corrected = _PUT_RIGHT.search(sentence.text, found[0].end())
    return corrected is not None and found[-1].start() > corrected.start()


def _attached(
    sentence: Sentence, own: Span, others: Sequence[Span], *, neutral: Sequence[Span] = ()
) -> Side:
    text, found = sentence.text, _all_of(sentence)
    for each in found:
        behind = each.start() >= own.end and _follows(text, own, each, others, neutral)
        before = each.end() <= own.start and _leads(text, own, each, others)
        within = own.start <= each.start() and each.end() <= own.end
        if within or behind or before:
            return _side_of(found[-1] if _put_right(sentence, found) else each)
    return Side.UNSAID


def _follows(
    text: str,
    own: Span,
    told: re.Match[str],
    others: Sequence[Span],
    neutral: Sequence[Span],
) -> bool:
    """Whether a side behind it is its own: `edema y equimosis en la cara del tobillo izquierdo`."""
    place = own.end
    for each in (each for each in others if own.end <= each.start < told.start()):
        if not _LISTED.match(text[place : each.start]) or each.end >= told.start() - 1:
            return False
        place = each.end
    between = without(text, place, told.start(), neutral)
    if _AND.search(between) or _is_of_the_next(text, told, others):
        return False
    first, *rest = BOUND.split(between)
    may_be_free = own.end > 0 or (rest and not others)
    return all(is_only(each, _LEADING) for each in rest) and (
        may_be_free or is_only(first, _LEADING)
    )


def _is_of_the_next(text: str, told: re.Match[str], others: Sequence[Span]) -> bool:
    """Whether the side stands before what it is told of: `a cough, my left knee hurts`."""
    following = (each for each in others if each.end > told.end())
    return any(
        not BOUND.search(text[told.end() : max(each.start, told.end())]) for each in following
    )


def _leads(text: str, own: Span, told: re.Match[str], others: Sequence[Span]) -> bool:
    """Whether a side before it is its own: `my left knee hurts`."""
    between = text[told.end() : own.start]
    if BOUND.search(between) or any(
        each.end > told.end() - 1 and each.start < own.start for each in others
    ):
        return False
    clause = BOUND.split(text[: told.start()])[-1]
    begins = told.start() - len(clause)
    return not any(begins <= each.start < told.start() for each in others)
