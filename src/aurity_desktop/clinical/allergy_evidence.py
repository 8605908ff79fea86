"""By what a statement in a talk of allergies says that a substance is one.

The word, what the substance did, a yes beside its name, or a name and nothing else. A clause with a
verb of its own that says none of these says nothing: `she lives on eggs`, `I had it last year`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from aurity_desktop.clinical.allergy_sentences import with_med
from aurity_desktop.clinical.allergy_words import FINE, FORBIDDEN, NAMED, POSITIVE, REACTED
from aurity_desktop.clinical.reactions import HARM, is_edema, reaction
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention
from aurity_desktop.domain.findings import Polarity

_YES_BEHIND: Final = re.compile(
    r"^ ?,? ?(?:(?:es[ae]|eso|que|that one|i think|creo que|creo) ,? ?)*"
    r"(?:sí|yes|yeah|yep|claro|definitely|for sure|for certain|tambien|too|as well)\b"
)
_YES_BEFORE: Final = re.compile(
    r"(?:^|[,;] )(?:(?:ah|oh|pues|well|bueno|,) ?)*(?:sí|yes|yeah|yep|claro|also|tambien) ,? ?"
    r"(?:(?:al?|to|the|el|la|los|las|solo|just|only|con|with) )*$"
)
#: Words of a clause that is nothing but names: what joins them, what fills the mouth, since when.
_OF_A_LIST: Final = frozenset(
    {"a", "al", "la", "el", "lo", "los", "las", "un", "una", "unos", "unas", "de", "del", "y", "e"}
    | {"o", "u", "ni", "tambien", "solo", "solamente", "unicamente", "nomas", "nada", "mas", "que"}
    | {"creo", "yo", "me", "mi", "es", "son", "eso", "esa", "ese", "esas", "esos", "pues", "bueno"}
    | {"ah", "ay", "uy", "este", "sea", "digamos", "como", "tipo", "todo", "todos", "toda", "todas"}
    | {"doctor", "doctora", "doc", "senor", "senorita", "sí", "si", "claro", "exacto", "correcto"}
    | {
        "igual",
        "aparte",
        "ademas",
        "otra",
        "otro",
        "vez",
        "nina",
        "nino",
        "chica",
        "chico",
        "joven",
    }
    | {"chiquito", "chiquita", "hace", "anos", "desde", "siempre", "sobre", "principalmente", "con"}
    | {"unica", "familia", "derivados", "pastilla", "pastillas", "inyeccion", "inyecciones", "muy"}
    | {"jarabe", "crema", "gotas", "pomada", "mucho", "poco", "poquito", "alguna", "algunos", "eh"}
    | {"algunas", "nunca", "no", "por", "ejemplo", "tanto", "sobretodo", "tenia", "era", "cuando"}
    | {
        "dicen",
        "dijeron",
        "salio",
        "sali",
        "salieron",
        "prueba",
        "pruebas",
        "aquella",
        "esta",
        "dos",
        "tres",
        "fuerte",
    }
    | {
        "an",
        "to",
        "the",
        "of",
        "and",
        "or",
        "but",
        "just",
        "only",
        "mostly",
        "mainly",
        "well",
        "um",
    }
    | {
        "uh",
        "oh",
        "yeah",
        "yes",
        "yep",
        "sure",
        "right",
        "my",
        "i",
        "it",
        "its",
        "is",
        "it's",
        "i'm",
    }
    | {"that", "that's", "those", "these", "them", "all", "any", "kind", "kinds", "type", "types"}
    | {"some", "too", "also", "think", "guess", "believe", "mean", "like", "maybe", "so", "okay"}
    | {"ma'am", "sir", "drug", "drugs", "antibiotics", "antibiotic", "medicine", "pill", "pills"}
    | {
        "shot",
        "shots",
        "family",
        "product",
        "products",
        "stuff",
        "dye",
        "as",
        "kid",
        "child",
        "when",
    }
    | {
        "was",
        "little",
        "young",
        "years",
        "ago",
        "once",
        "since",
        "always",
        "really",
        "bad",
        "badly",
    }
    | {"big", "time", "one", "two", "main", "for", "definitely", "plus", "besides", "other", "than"}
    | {"let", "see", "hm", "mm", "know", "they", "say", "said", "in", "they're", "on", "cat", "dog"}
    | {"old", "far", "as", "then", "not", "nothing", "anything", "else", "with", "from", "certain"}
    | {"did", "does", "do", "we", "she", "he", "her", "him", "esto", "tengo", "tiene"}
    | {
        "tested",
        "test",
        "skin",
        "positive",
        "positivo",
        "positiva",
        "medio",
        "pelo",
        "mariscos",
        "general",
    }
)

_NO_HARM: Final = re.compile(
    r"(?:\b(?:no|ni|not|never|nunca|sin|without|tampoco|any)\b|n't\b)[^.;,]{0,30}$"
)
#: Right before what is had or borne.
_NOT_HAD: Final = re.compile(r"(?:\b(?:no|not|never|nunca|tampoco|ni)\b|n't\b)(?: \w+)? ?$")


def tells_of_one(
    talk: Talk,
    sentence: Sentence,
    each: Mention,
    named: Sequence[Mention],
    *,
    name_alone: bool = True,
) -> bool:
    """Whether the sentence, or the next of its turn, says that it is an allergy to `each`.

    `named` are all substances of the sentence; `name_alone`: the name and a yes are enough.
    """
    told = with_med(sentence, each)
    if any(pattern.search(told) for pattern in (NAMED, HARM, FORBIDDEN, REACTED, POSITIVE)):
        return True
    if reaction(sentence.text):
        return True
    if name_alone and (_has_a_yes(sentence, each) or _is_a_name(talk, sentence, each, named)):
        return True
    following = talk.sentences[sentence.number + 1 : sentence.number + 2]
    return any(
        after.turn == sentence.turn
        and not after.question
        and (HARM.search(after.text) is not None or bool(reaction(after.text)))
        for after in following
    )


def told(text: str) -> Polarity | None:
    """What a stretch says by itself of what was named before it: that it did harm, or none."""
    harm = None if is_edema(text) else HARM.search(text)
    if harm is not None:
        return None if _NO_HARM.search(text[: harm.start()]) else Polarity.AFFIRMED
    borne = FINE.search(text)
    if borne is None or NAMED.search(text):
        return None
    return None if _NOT_HAD.search(text[: borne.start()]) else Polarity.DENIED


def _has_a_yes(sentence: Sentence, each: Mention) -> bool:
    last = sentence.place(each.last)
    behind = sentence.text[last:].partition(" ")[2]
    before = sentence.text[: sentence.place(each.first)]
    return _YES_BEHIND.match(f" {behind}") is not None or _YES_BEFORE.search(before) is not None


def _is_a_name(talk: Talk, sentence: Sentence, each: Mention, named: Sequence[Mention]) -> bool:
    """Whether the clause has nothing but names of substances, and what joins them."""
    start, end = sentence.place(each.first), sentence.place(each.last)
    marks = re.compile(r"[,;:.?!…¿¡]|\b(?:but|pero)\b")
    first = max((match.end() for match in marks.finditer(sentence.text, 0, start)), default=0)
    until = marks.search(sentence.text, end)
    last = until.start() if until else len(sentence.text)
    covered = {place for other in named for place in range(other.first, other.last + 1)}
    return all(
        place in covered
        or not first <= sentence.place(place) < last
        or talk.plain[place] in _OF_A_LIST
        for place in range(sentence.first, sentence.last + 1)
    )
