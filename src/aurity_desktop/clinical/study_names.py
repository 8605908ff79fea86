"""Which studies a sentence names: those of the lists, and images with the part they are of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention, Term, TermKind, TermList, term_list

STUDIES: Final = frozenset({TermKind.STUDY, TermKind.EXAM, TermKind.IMAGE})
_SITES: Final = (frozenset({TermKind.SITE}), frozenset({TermKind.BODY}))
_GIVEN: Final = frozenset({TermKind.MEDICINE, TermKind.SUBSTANCE, TermKind.REMEDY})
_OF: Final = frozenset({"de", "del", "of"})
#: Between an image and its part: `de la rodilla derecha`, `of both hands`.
_BESIDE_A_PART: Final = frozenset(
    {"la", "el", "los", "las", "su", "sus", "tu", "mi", "ambas", "ambos", "ese", "esa"}
    | {"the", "your", "his", "her", "my", "that", "both", "left", "right", "izquierda", "derecha"}
)
#: A film is also what stands on the skin or the teeth, unless somebody takes it.
_FILM: Final = frozenset({"placa", "placas"})
_TAKEN: Final = re.compile(
    r"\b(?:sac|sa[cq]|tom|hic|hiz|hag|hac|mand|ped|pid|rev|trai|trae|traj|sali|nueva|otra|muestra|"
    r"mostr|quiero|repit|repet|ve|ven)\w*"
)
_ON_THE_SKIN: Final = re.compile(
    r"\b(?:piel|rojas?|descam\w*|manchas|dient\w+|dental|sarro|tornill\w+|comezon|pica\w*)\b"
)
_LEVELS: Final = frozenset({"nivel", "niveles", "level", "levels"})
#: How an image of the chest is called where English is spoken.
_OF_THE_CHEST: Final = {"x-ray": "chest x-ray"}
_LONGEST_PART: Final = 2


def studies_named(talk: Talk, sentence: Sentence) -> list[Mention]:
    """In their order; each at its words of the talk, `radiografía de cadera` at all of its own."""
    words = talk.plain[sentence.first : sentence.last + 1]
    terms = term_list(talk.language)
    found: list[Mention] = []
    for each in terms.mentions(words, STUDIES):
        if talk.plain[sentence.first + each.first] in _FILM and not _is_an_image(
            terms, words, each, sentence
        ):
            continue
        found.append(_of_a_part(terms, words, each, talk.language))
    found += _levels(terms, words, talk.language)
    placed = [Mention(e.term, e.first + sentence.first, e.last + sentence.first) for e in found]
    return sorted(placed, key=lambda each: each.first)


def is_given(talk: Talk, mention: Mention) -> bool:
    """Whether the same words are of something that is taken: potassium, insulin."""
    return _given_at(talk, mention) is not None


def is_part_of_a_medicine(talk: Talk, mention: Mention) -> bool:
    """Whether it is a word of a medicine's longer name: `potassium chloride`."""
    found = _given_at(talk, mention)
    return found is not None and (found.first, found.last) != (mention.first, mention.last)


def _given_at(talk: Talk, mention: Mention) -> Mention | None:
    terms = term_list(talk.language)
    for first in (mention.first, mention.first - 1, mention.first - 2):
        found = terms.at(talk.plain, first, _GIVEN) if first >= 0 else None
        if found is not None and found.last >= mention.last:
            return found
    return None


def part_behind(talk: Talk, image: Mention, first: int, last: int) -> Mention | None:
    """The image of the part that words `first` to `last` name alone: `de la cadera izquierda`."""
    words = talk.plain[first : last + 1]
    if image.kind is not TermKind.IMAGE or not words or words[0] not in _OF:
        return None
    terms = term_list(talk.language)
    part = _part_at(terms, words, _skipped(words, 1))
    if part is None:
        return None
    return Mention(_composed(image.term, part.name, talk.language), first, first + part.last)


def _is_an_image(terms: TermList, words: list[str], mention: Mention, sentence: Sentence) -> bool:
    text = sentence.text
    if _part_behind(terms, words, mention) is not None:
        return True
    return _TAKEN.search(text) is not None and _ON_THE_SKIN.search(text) is None


def _of_a_part(terms: TermList, words: list[str], mention: Mention, language: str) -> Mention:
    if mention.kind is not TermKind.IMAGE:
        return mention
    behind = _part_behind(terms, words, mention)
    if behind is not None:
        term = _composed(mention.term, behind.name, language)
        return Mention(term, mention.first, behind.last)
    if language == "en":
        for length in range(_LONGEST_PART, 0, -1):
            start = mention.first - length
            part = _part_at(terms, words, start) if start >= 0 else None
            if part is not None and part.last == mention.first - 1:
                term = _composed(mention.term, part.name, language)
                return Mention(term, start, mention.last)
    return mention


def _part_behind(terms: TermList, words: list[str], mention: Mention) -> Mention | None:
    place = mention.last + 1
    led = place < len(words) and words[place] in _OF
    place = _skipped(words, place + led)
    direct = place > mention.last + 1 or mention.name in ("ct", "mri", "x-ray")
    return _part_at(terms, words, place) if led or direct else None


def _skipped(words: list[str], place: int) -> int:
    while place < len(words) and words[place] in _BESIDE_A_PART:
        place += 1
    return place


def _part_at(terms: TermList, words: list[str], place: int) -> Mention | None:
    if place >= len(words):
        return None
    return next((part for kinds in _SITES if (part := terms.at(words, place, kinds))), None)


def _composed(image: Term, part: str, language: str) -> Term:
    if language != "en":
        return Term(image.kind, f"{image.name} de {part}")
    if part == "chest" and image.name in _OF_THE_CHEST:
        return Term(image.kind, _OF_THE_CHEST[image.name])
    return Term(image.kind, f"{image.name} of the {part}")


def _levels(terms: TermList, words: list[str], language: str) -> Iterator[Mention]:
    """How much of a medicine is in the blood: `niveles de valproato`, `a lithium level`."""
    medicine = frozenset({TermKind.MEDICINE})
    for place, word in enumerate(words):
        if word not in _LEVELS:
            continue
        if language != "en":
            of = words[place + 1 : place + 2] == ["de"] and place + 2 < len(words)
            told = terms.at(words, place + 2, medicine) if of else None
            named = terms.at(words, place + 2, STUDIES) if of else None
            if told is not None and named is None:
                name = f"niveles de {told.name}"
                yield Mention(Term(TermKind.STUDY, name), place, told.last)
            continue
        told = terms.at(words, place - 1, medicine) if place else None
        named = terms.at(words, place - 1, STUDIES) if place else None
        if told is not None and told.last == place - 1 and named is None:
            yield Mention(Term(TermKind.STUDY, f"{told.name} level"), place - 1, place)
