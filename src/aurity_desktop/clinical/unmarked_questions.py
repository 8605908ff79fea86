"""Questions that a recognizer wrote as statements: `Dolor en el pecho. — No, doctor.`

Only what the clinician says before another voice answers: symptoms that are named and nothing else,
or a clause that begins like a question and is answered with yes or no. Where voices are not told
apart, as in live text, what follows must be a yes or no and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from aurity_desktop.clinical.term_lists import TermKind, term_list
from aurity_desktop.clinical.unpunctuated import opening_kind

_KINDS: Final = frozenset({TermKind.SYMPTOM, TermKind.BODY})
#: A no that answers nothing: `No me diga.`
_ANSWERS_NOTHING: Final = re.compile(
    r"^(?:no|nunca)\b (?:me diga|puede ser|se preocupe|worries|problem|hay de que)"
)
#: What a complaint of a part of the body is told by: see `body_parts`.
_COMPLAINTS: Final = frozenset({"dolor", "hinchazon", "inchazon", "pain", "swelling", "numbness"})
_BETWEEN: Final = frozenset(
    {"de", "del", "en", "el", "la", "los", "las", "o", "y", "al", "alguna", "algun", "algo"}
    | {"any", "or", "and", "in", "of", "the", "your", "a"}
)


#: `She has asthma, or has she ever needed a nebulizer.`
_ASKS_WITHIN: Final = re.compile(
    r"\bor (?:has|have|do|does|did|is|are|was) (?:she|he|you|it|they|your|her|his)\b"
)
_MARKS: Final = re.compile(r"[,;:]$")
#: Before a question in the same sentence: `Muy bien, ¿y los pies se le hinchan?`
_LEAD: Final = frozenset(
    {"y", "and", "pero", "but", "entonces", "so", "ok", "okay", "good", "usted", "tu"}
)
#: How else a question begins, where an answer shows that it was one: `You still take it.`
_ASKS_TOO: Final = re.compile(
    r"(?:you|he|she) (?:still|ever|don't have|doesn't have|have any|has any|had any|take any|"
    r"smoke|drink)\b|still \w+ing\b|"
    r"no (?:ha|tiene|siente|(?:le|se le) (?:ha|da|duelen?|falta|sale|arden?|hinchan?))\b|"
    r"(?:y )?(?:la|el|los|las) \w+ (?:la |lo |las |los )?(?:sigue|toma)\b|"
    r"(?:los|las|el|la) \w+ se les? \w+$"
)
#: What tells, orders or supposes, and asks nothing whatever is answered: `vamos a, no tome, si le`.
_TELLS: Final = re.compile(
    r"\b(?:voy|vamos|va a|vaya|venga|regres[ea]|tome|deje|evite|necesito|quiero que|espero|"
    r"le (?:dejo|doy|receto|mando|pido)|si (?:le|se|te|tiene|hay|da|siente|nota)|cuando (?:le|se)|"
    r"i'm|i'll|i'd|i've|we'll|we're|let's|let me|i (?:want|think|see|hear|feel|don't|need)|"
    r"come|call|if (?:you|he|she|it|that|your)|you can|you'll|make sure|creo|veo|oigo|escucho)\b"
)
#: Words that say that something is there, or is not: beside them a name alone asks nothing.
_SAYS: Final = frozenset(
    {"hay", "tiene", "tienes", "trae", "traes", "esta", "estan", "es", "son", "no", "sin", "ya"}
    | {"con", "por", "para", "si", "mucha", "mucho", "leve", "su", "sus", "mi", "tu", "nada"}
    | {"is", "are", "was", "has", "have", "had", "no", "not", "with", "without", "there", "some"}
    | {"mild", "you", "it's", "she's", "he's", "you've", "that's", "for", "if", "i", "it", "this"}
)
_ANSWERS: Final = frozenset({TermKind.YES, TermKind.NO, TermKind.UNSURE})
#: Words of an answer that says no more: `No, doctor.`, `No tengo.`
_BARE_ANSWER: Final = 3
_ABOUT_ONESELF: Final = frozenset(
    {"me", "mi", "mis", "tengo", "siento", "traigo", "he", "yo", "estoy", "ando"}
    | {"i", "i'm", "i've", "my", "me", "i'd"}
)


def is_answered_by_the_same(
    plain: Sequence[str], written: Sequence[str], reply: Sequence[str], language: str
) -> bool:
    """Whether what follows can only be another's answer, although the voices are not told apart.

    `Dolor en el pecho. No, doctor.` Not so where one speaks of oneself, nor where what follows is
    a sentence of its own: `No tengo fiebre.` `written` is the reply with its marks.
    """
    if not _ABOUT_ONESELF.isdisjoint(plain) or opening_kind(reply, language) not in _ANSWERS:
        return False
    if any(term_list(language).mentions(reply, _KINDS)):
        return False
    return len(reply) <= _BARE_ANSWER or written[0].endswith((",", "."))


#: Behind what is only named: `chest pain, no, none of that`; `tos, no` may be an answer.
_TO_ALL: Final = re.compile(
    r"^(?:no|nope|nah|never|nunca) (?:none of|nothing like|not any of|nada de|ningun[oa] de)\b"
)


def answered_within(words: Sequence[str], plain: Sequence[str], language: str) -> int | None:
    """Where in a sentence the answer begins to what it asks before: `Any fever, no, none.`

    As a recognizer writes two voices that it does not tell apart. None where it asks nothing.
    """
    for place in range(1, len(words)):
        rest, before = plain[place:], plain[:place]
        if not words[place - 1].endswith(",") or opening_kind(rest, language) not in _ANSWERS:
            continue
        if not _ABOUT_ONESELF.isdisjoint(before):
            return None
        asks = _begins_at(words[:place], before, language) == 0
        if asks or (_names_alone(before, language) and _TO_ALL.match(" ".join(rest))):
            return place
    return None


#: Asks whether any is so of what was just listed: `Mareo, tos. ¿Algo de eso?`
_OF_THESE: Final = re.compile(
    r"^(?:¿ ?|y |ha tenido |tiene |has tenido |have you had |do you have |ever had |had )*"
    r"(?:algo|alguno?a?|nada) de (?:eso|es[oa]s|est[oa]s|esto|ell[oa]s|todo eso)\b|"
    r"^(?:have you (?:had )?|do you (?:have )?|had |ever |got )*(?:any|anything|none|some)"
    r" (?:of|like) (?:those|these|that|them|this|the above)\b"
)


def asks_of_these(text: str) -> bool:
    """Whether a question asks for what the sentence before it lists."""
    return "?" in text and _OF_THESE.search(text) is not None


def asked_from(
    words: Sequence[str], plain: Sequence[str], reply: Sequence[str], language: str
) -> int | None:
    """Where among the words of a sentence a question begins that the next voice answers, if any.

    `words` are as they were written, with their marks; `plain` and the `reply` as terms are
    compared.
    """
    if opening_kind(reply, language) not in _ANSWERS or _ANSWERS_NOTHING.match(" ".join(reply)):
        return None
    if _ASKS_WITHIN.search(" ".join(plain)) or _names_alone(plain, language):
        return 0
    return _begins_at(words, plain, language)


def _names_alone(plain: Sequence[str], language: str) -> bool:
    """Whether symptoms are named and nothing else is said, but a word that may be misheard."""
    named = list(term_list(language).mentions(plain, _KINDS))
    covered = {place for each in named for place in range(each.first, each.last + 1)}
    symptoms = any(each.kind is TermKind.SYMPTOM for each in named) or bool(
        _COMPLAINTS & set(plain)
    )
    others = [
        word
        for place, word in enumerate(plain)
        if not (place in covered or word in _BETWEEN or word in _COMPLAINTS or word in _LEAD)
    ]
    return symptoms and len(others) <= 1 and _SAYS.isdisjoint(others)


def _begins_at(words: Sequence[str], plain: Sequence[str], language: str) -> int | None:
    """The clause that begins like a question: `Muy bien, y los pies se le hinchan.`"""
    terms, asks = term_list(language), frozenset({TermKind.ASKS})
    ends = [n for n, word in enumerate(words) if _MARKS.search(word) or n == len(words) - 1]
    start = 0
    for end in ends:
        clause = plain[start : end + 1]
        while len(clause) > 1 and clause[0] in _LEAD:
            clause = clause[1:]
        begins = terms.at(clause, 0, asks) is not None or _ASKS_TOO.match(" ".join(clause))
        if begins and not _TELLS.search(" ".join(plain[start:])):
            return start
        start = end + 1
    return None
