"""Operations, fractures and cancers of a part of the body, put together from what is said.

`Me operaron de la rodilla`, `they took my spleen out`, `I broke my wrist`: no list has them all,
the part and the word beside it make the name. Where the word was said in the question, the parts
that the answer names are meant: `Any surgeries? — Just my appendix.`
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from aurity_desktop.clinical.belonging import word_set
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention, Term, TermKind, TermList, folded, term_list
from aurity_desktop.domain.lexicon import LexiconKind
from aurity_desktop.runtime.lexicon import lexicon


@dataclass(frozen=True, slots=True)
class _Event:
    """What is done to a part, or befalls it: `PART` stands for the part in `words`.

    `asked`: the question to which a part alone is an answer.
    """

    words: re.Pattern[str]
    asked: re.Pattern[str]
    named: str
    kind: TermKind = TermKind.OPERATION


_OF: Final = r"(?: (?:de|del|en|el|la|los|las|su|mi|una?|\d|pedazo))*"
_MY: Final = r"(?: (?:the|my|his|her|your|their|an?|\d|both|of|on|out|left|right|part))*"
_SPANISH: Final = (
    _Event(
        re.compile(
            rf"\b(?:oper\w+|cirugias?|intervin\w+|intervenid[oa]|(?:quit|sac|extirp|trasplant|"
            rf"extraj|amput)(?:aron|o|ado|ada|arle|arme|ieron)|trasplantes?){_OF} PART"
        ),
        re.compile(r"\b(?:oper[ao]\w*|cirugias?|operacion\w*)\b"),
        "cirugía de {}",
    ),
    _Event(
        re.compile(rf"\b(?:quebr\w+|fractur\w+|rompi\w*|roto|rota){_OF} PART"),
        re.compile(
            r"\b(?:quebr\w+|fractur\w+|roto)\b.{0,20}\b(?:algo|huesos?|alguna|algun)\b|"
            r"\bfracturas?\b"
        ),
        "fractura de {}",
        TermKind.CONDITION,
    ),
    _Event(
        re.compile(rf"\b(?:cancer|tumor){_OF} PART"),
        re.compile(r"\bcancer\b"),
        "cáncer de {}",
        TermKind.CONDITION,
    ),
)
_ENGLISH: Final = (
    _Event(
        re.compile(
            rf"\b(?:(?:surger\w+|operat\w+|operation) (?:on|for|to)|remov\w+|replac\w+|scoped|"
            rf"fused|(?:took|take|taken) out){_MY} PART|"
            r"PART (?:(?:was|were|got|had|been|all) )*(?:out\b(?! of)|removed|replaced|fused|"
            r"scoped|surger(?:y|ies)|operat\w+|transplant\w*|repairs?|removal|replacement)"
        ),
        re.compile(r"\b(?:surger(?:y|ies)|operations?|operated|ana?esth\w+)\b"),
        "{} surgery",
    ),
    _Event(
        re.compile(rf"\b(?:broke|broken|fractur\w+|breaking){_MY} PART|PART fractures?"),
        re.compile(r"\b(?:broken|broke|break)\b.{0,20}\b(?:anything|bones?)\b|\bfractures?\b"),
        "{} fracture",
        TermKind.CONDITION,
    ),
    _Event(
        re.compile(rf"\bPART cancers?|\bcancer (?:of|in|on){_MY} PART"),
        re.compile(r"\bcancer\b"),
        "{} cancer",
        TermKind.CONDITION,
    ),
)
#: What may be said with the parts of an answer that is nothing but parts.
_ANSWERS: Final = re.compile(
    r"^(?:(?:yes|yeah|sí|si|just|only|solo|nada mas|nomas|for|on|my|the|de|del|la|el|los|las|una|"
    r"un|a|pues|well|uh|um|me|a|mi|y|and|also|tambien|left|right|,) ?,? ?)*PART"
    r"(?= ?(?:[.,;!…]|$)|(?: (?:\d|out|in|at|when|as|twice|back|last|once|and|hace|de|en|a|y|"
    r"cuando|ya|el)\b))"
)
#: What somebody had of what was asked: `mi tía tuvo de ovario`.
_OF_ONE: Final = re.compile(r"\b(?:tuvo|tiene|tenia|fue|era|murio|con) (?:de|del|de la) $")
#: These are out without any operation: `my back's out`.
_SLIPS: Final = word_set("back knee hip shoulder neck jaw ankle elbow nose")
_USUAL: Final = {
    "cirugía de apéndice": "apendicectomía",
    "cirugía de útero": "histerectomía",
    "cirugía de matriz": "histerectomía",
    "cirugía de amígdalas": "amigdalectomía",
    "cirugía de amígdala": "amigdalectomía",
    "cirugía de anginas": "amigdalectomía",
    "cirugía de vesícula biliar": "cirugía de vesícula",
    "cirugía de pecho": "mastectomía",
    "cirugía de seno": "mastectomía",
    "cirugía de mama": "mastectomía",
    "breast surgery": "mastectomy",
    "appendix surgery": "appendectomy",
    "tonsil surgery": "tonsillectomy",
    "tonsils surgery": "tonsillectomy",
    "uterus surgery": "hysterectomy",
    "womb surgery": "hysterectomy",
}
#: Parts of which operations are told, besides those that ache and those of anatomy.
_MORE: Final = {
    "es": "apéndice, vesícula, matriz, anginas, hernia, cataratas, próstata, corazón, tiroides, "
    "columna, riñón, pulmón, hígado, bazo, ovario, ovarios, juanetes, várices, hemorroides, "
    "menisco, ligamento, tabique, seno, páncreas, tobillo, colon, cerebro, útero",
    "en": "appendix, gallbladder, womb, uterus, tonsils, hernia, cataract, cataracts, prostate, "
    "heart, thyroid, spine, kidney, lung, liver, spleen, ovary, ovaries, bunion, hemorrhoid, "
    "meniscus, back, breast, pancreas, ankle, colon, brain, skull, collarbone",
}
#: Of these no cancer, and no operation, is told by the part alone.
_NO_PARTS: Final = word_set(
    "anterior posterior lateral medial distal proximal bilateral derecho izquierdo sangre plasma "
    "linfa radio recto blood frente índice anular iris sien temple timo uña uñas vena vein piel "
    "skin cara face boca mouth nail bone hueso tongue lengua"
)
_AND: Final = re.compile(
    r"^[^ ]+(?: (?:twice|once|\d (?:veces|vez|times)))? ?(?:,|y|e|and) ?"
    r"(?:(?:y|e|and|,|de|del|la|el|los|las|my|the|una?|\d) ?)*$"
)
#: Where in a part another lies: `cataratas del ojo`.
_WITHIN: Final = re.compile(
    r"^[^ ]+ (?:(?:de|del|en|in|of|la|el|los|las|my|the|mi|una?|left|right) ?)+$"
)


@cache
def _parts(language: str) -> TermList:
    """The parts of the body by their words; in the singular where both are listed."""
    anatomy = [
        entry.term
        for entry in lexicon()
        if entry.language == language
        and entry.kind is LexiconKind.ANATOMY
        and entry.term not in _NO_PARTS
    ]
    names = [*_MORE[language].split(", "), *anatomy]
    return TermList([(folded(name).split(), Term(TermKind.BODY, name)) for name in names])


def _named_parts(talk: Talk, sentence: Sentence) -> list[Mention]:
    words = talk.plain[sentence.first : sentence.last + 1]
    kinds = frozenset({TermKind.BODY})
    own = list(term_list(talk.language).mentions(words, kinds))
    taken = {place for each in own for place in range(each.first, each.last + 1)}
    more = [
        each for each in _parts(talk.language).mentions(words, kinds) if each.first not in taken
    ]
    return [
        Mention(each.term, each.first + sentence.first, each.last + sentence.first)
        for each in sorted((*own, *more), key=lambda each: each.first)
    ]


def operations(talk: Talk, sentence: Sentence) -> Iterator[Mention]:
    """What a sentence tells, or asks, to have been done to a part or to have befallen it."""
    parts = _named_parts(talk, sentence)
    events = _SPANISH if talk.language == "es" else _ENGLISH
    asked = None if sentence.question else _asked(talk, sentence)
    last: tuple[Mention, _Event] | None = None
    for part in parts:
        event = next((each for each in events if _befalls(sentence, part, each)), None)
        if last is not None and _joins(sentence, last[0], part):
            event = last[1]
        if event is None and asked is not None and _is_the_answer(sentence, part):
            event = asked
        if last is not None and _within(sentence, last[0], part):
            continue
        last = None if event is None else (part, event)
        if event is not None:
            name = event.named.format(part.name)
            yield Mention(Term(event.kind, _USUAL.get(name, name)), part.first, part.last)


def _befalls(sentence: Sentence, part: Mention, event: _Event) -> bool:
    start, end = sentence.place(part.first), sentence.place(part.last)
    rest = sentence.text[end:]
    behind = rest[len(rest.split(" ", 1)[0]) :]
    near = f"{sentence.text[max(0, start - 48) : start]}PART{behind[:24]}"
    match = event.words.search(near)
    if match is None:
        return False
    return not (part.name in _SLIPS and match.group().endswith("out"))


def _joins(sentence: Sentence, one: Mention, other: Mention) -> bool:
    """Whether nothing but a comma or `and` stands between two parts; in a question each of them
    is another thing.
    """
    between = sentence.text[sentence.place(one.last) : sentence.place(other.first)]
    return not sentence.question and _AND.match(between) is not None


def _within(sentence: Sentence, one: Mention, other: Mention) -> bool:
    between = sentence.text[sentence.place(one.last) : sentence.place(other.first)]
    return _WITHIN.match(between) is not None


def _asked(talk: Talk, sentence: Sentence) -> _Event | None:
    """What the question right before asks to have been done."""
    question = talk.sentences[max(0, sentence.number - 1)]
    if not question.question or question.turn != sentence.turn - 1:
        return None
    events = _SPANISH if talk.language == "es" else _ENGLISH
    return next((each for each in events if each.asked.search(question.text)), None)


def _is_the_answer(sentence: Sentence, part: Mention) -> bool:
    rest = sentence.text[sentence.place(part.last) :]
    behind = rest[len(rest.split(" ", 1)[0]) :]
    before = sentence.text[: sentence.place(part.first)]
    if _OF_ONE.search(before):
        return True
    return _ANSWERS.match(f"{sentence.text[: sentence.place(part.first)]}PART{behind}") is not None
