"""How a reply turns what it began with: `sí, no, nada`, `no mucha`, `lo primero sí`, `todo menos`.

By the form of the reply alone, whatever was asked.
"""

from __future__ import annotations

import re
from typing import Final

#: A bare yes or no behind the first one: the last of them counts.
_THEN_YES: Final = re.compile(
    r"^no ?,? (?:(?:o sea|bueno|este|pues|digo|perdon|i mean|well|wait|actually|sorry|,) ?,? ?)*"
    r"(?:sí|yes|yeah|yep|simon) ?(?:,|$|\.|me |le |tengo|tuve|he |ha |hay|hubo|traigo|trae|tiene|"
    r"i (?:do|did|have|had|am|was)\b|he (?:does|did)|she (?:does|did))"
)
_THEN_NO: Final = re.compile(
    r"^(?:sí|si|yes|yeah|yep|claro|aja) ?,? (?:(?:o sea|bueno|este|pues|digo|perdon|i mean|well|"
    r"wait|actually|sorry|,) ?,? ?)*(?:no|nope|nada|ningun[oa]?|nothing|none|not really)"
    r" ?(?:,|$|\.|;)"
)
#: How much, or how often, is denied, and not that it is.
_GRADED: Final = re.compile(
    r"^(?:pues |well |ya )?(?:no|not|tampoco)(?: (?:me|le|es|se))?"
    r"(?: (?:que digamos|so(?! much as)|as))? "
    r"(?:tan|tant[oa]s?|much[oa]s?|muy|seguido|often|much|very|"
    r"too|that(?! (?:i|he|she|we|they)\b)|quite|demasiad[oa]s?|constantly|constante\w*|bad)\b"
)
#: The other side, or the other of two: what was asked is put elsewhere.
_OTHER: Final = re.compile(
    r"^(?:no ,? ?)?(?:est[ea]|es[ea]|this one|that one|not this one)? ?(?:no ?,? ?)?"
    r"(?:el|la|del|de la|en el|en la|the|my) otr?[oa]?(?:her)?(?: one| side| lado)? ?[.,!]?$"
)
#: It is, and little: `no, no, leve`.
_MILD: Final = re.compile(
    r"^(?:no ,? ?)+(?:es |it's |just |solo |nomas |mas bien |more )*(?:leve|liger[oa]|"
    r"poquit[oa]|tantit[oa]|poc[oa]|mild|slight|dull|a little|a bit|tolerable|normal(?:it[oa])?)\b"
)
_MIXED: Final = re.compile(
    r"(?:,| )sí ?[,;.].*(?:,| )no ?[.!]?$|(?:,| )no ?[,;.].*(?:,| )sí ?[.!]?$"
)
_ORDINALS: Final = (
    re.compile(
        r"\b(?:l[oa]|el|the) (?:primer[oa]?|first)(?: one)?\b"
        r"(?! (?:months?|weeks?|days?|times?|few|trimester|years?|couple|dias?|mes|semanas?|vez))"
    ),
    re.compile(r"\b(?:l[oa]|el|the) (?:segund[oa]|second)(?: one)?\b"),
    re.compile(r"\b(?:l[oa]|el|the) (?:tercer[oa]?|third)(?: one)?\b"),
)
_LAST: Final = re.compile(r"\b(?:l[oa]|el|the) (?:ultim[oa]|last|latter)(?: one)?\b")
_NO_BEHIND: Final = re.compile(r"^ ?,? ?(?:ya )?(?:no|not|nope|tampoco|nunca|never)\b")
_NO_BEFORE: Final = re.compile(r"\b(?:no|not|no to|nope to) $")
#: Everything that was asked, in so many words.
_ALL: Final = re.compile(
    r"^(?:(?:sí|yes|yeah|yep|pues|uy|uf|ay|oh|a little bit of|,) ?,? ?)*"
    r"(?:tod[oa]s?(?: (?:eso|ell[oa]s|lo que (?:dijo|dice)|junto|lo anterior))?|"
    r"(?:de|un poco de) todo(?: un poco)?|all(?: (?:of (?:it|them|those|that|the above)|three|"
    r"four))?|every ?(?:thing|one of (?:them|those))|yes to (?:all|both|everything)|"
    r"the whole (?:lot|package))\b(?: (?:eso|los|las|lo|tres|cuatro|dos))?"
    r"(?= ?(?:[.,!…]|$|menos|excepto|but|except|the above))"
)
#: What is confirmed by these is what the question said, denial and all: `no fever, right? — Right`.
_CONFIRMS: Final = re.compile(
    r"^(?:(?:oh|ah|mm|pues|,) ?,? ?)*(?:right|correct|exact\w*|that's (?:right|correct|true|it)|"
    r"asi es|correct[oa]|ciert[oa]|eso|es correcto|true|aja|efectivamente|as[ií] mero)\b"
)
_BARE_YES: Final = re.compile(
    r"^(?:sí|si|yes|yeah|yep|yup|mhm|uh-huh)(?: ,? ?(?:doctora?|senor\w*|sir|ma'am|doc))? ?[.!]?$"
)
#: With these something was left out: `but that's it`.
_THAT_IS_ALL: Final = re.compile(
    r"\b(?:that's (?:about |pretty much )?(?:it|all)|es todo|(?<!pero )y ya|nada mas|nomas|"
    r"no mas|hasta ahi|nothing else|de ahi en fuera nada|pero nada mas) ?[.!…]?$"
)


def turned_to_yes(rest: str) -> bool:
    """Whether a reply that began with no says yes behind it: `no, sí, el lunes`."""
    return _THEN_YES.search(rest) is not None


def turned_to_no(rest: str) -> bool:
    """Whether a reply that began with yes says no behind it: `sí, no, nada`."""
    return _THEN_NO.search(rest) is not None


def is_graded(rest: str) -> bool:
    """Whether only how much is denied, or it is so of one and not of another: nobody can tell."""
    return any(each.search(rest) for each in (_GRADED, _OTHER, _MIXED, _MILD))


def says_all(text: str) -> bool:
    """Whether all that was asked is so; what is left out is named behind: `todo menos la tos`."""
    return _ALL.search(text) is not None


def says_no_more(text: str) -> bool:
    """Whether nothing but what it names is so: `short of breath, but that's it`."""
    return _THAT_IS_ALL.search(text) is not None


def confirms(text: str) -> bool:
    """Whether what the question said is confirmed as it was said."""
    return _CONFIRMS.search(text) is not None


def is_bare_yes(text: str) -> bool:
    """Whether nothing but a yes is said: of a question that denies, nobody can tell what it is."""
    return _BARE_YES.search(text) is not None


_NO_TIME: Final = re.compile(r"\b(?:noche|vez|dia|semana|night|time|day|week) ?,? $")
_ALONE: Final = re.compile(r"^(?:(?:sí|yes|no|just|only|solo|nomas|pues|,) ?,? ?)*$")
_POLAR: Final = re.compile(
    r"^ ?,? ?(?:ya )?(?:sí|yes|no|not|nope|tampoco|nunca|never)?(?: ?[.,;!]|$)"
)


def by_ordinal(text: str, place: int, count: int) -> bool | None:
    """What is said of the thing that was asked at `place` of `count` by its number; else None."""
    if place >= len(_ORDINALS):
        return None
    patterns = [_ORDINALS[place], *([_LAST] if place == count - 1 else [])]
    for pattern in patterns:
        if match := pattern.search(text):
            before, behind = text[: match.start()], text[match.end() :]
            if not (_ALONE.match(before) or _NO_BEFORE.search(before)) and (
                not _POLAR.match(behind) or _NO_TIME.search(before)
            ):
                return None
            denied = _NO_BEHIND.match(text[match.end() :]) or _NO_BEFORE.search(
                text[: match.start()]
            )
            return denied is None
    return None


def names_an_ordinal(text: str) -> bool:
    """Whether it speaks of what was asked by its number."""
    return any(each.search(text) for each in (*_ORDINALS, _LAST))
