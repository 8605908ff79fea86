"""Questions that a recognizer wrote as statements: `Dolor en el pecho. — No, doctor.`

Only where one voice names symptoms and nothing else, or asks within the sentence, and another
answers with yes or no.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from aurity_desktop.clinical.term_lists import TermKind, term_list

_KINDS: Final = frozenset({TermKind.SYMPTOM, TermKind.BODY})
_ANSWERED: Final = re.compile(
    r"^(?:no|sí|tampoco|nunca|yes|yeah|nope|never)\b(?! (?:me diga|puede ser|se preocupe|worries))"
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


def is_asked(plain: Sequence[str], answer: str, language: str) -> bool:
    """Whether these words of a sentence ask, and the next voice answers them."""
    if not _ANSWERED.match(answer):
        return False
    if _ASKS_WITHIN.search(" ".join(plain)):
        return True
    named = list(term_list(language).mentions(plain, _KINDS))
    covered = {place for each in named for place in range(each.first, each.last + 1)}
    symptoms = any(each.kind is TermKind.SYMPTOM for each in named) or bool(
        _COMPLAINTS & set(plain)
    )
    return symptoms and all(
        place in covered or word in _BETWEEN or word in _COMPLAINTS
        for place, word in enumerate(plain)
    )
