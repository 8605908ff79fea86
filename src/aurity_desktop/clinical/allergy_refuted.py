"""What was called an allergy, or asked for as one, and is said to be none.

`That's a side effect.`, `alérgica no soy`, `they tested me, it was negative`: of the substance in
the same sentence, or of the one that was named last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention

_NO_ALLERGY: Final = (
    r"no (?:es|era|fue|son|eran|sea|seria|cuenta como|l[oa]s? cuento como|l[oa]s? pongo como)"
    r"(?: (?:una|propiamente|exactamente|realmente|precisamente|tanto|verdadera|de|verdad))* "
    r"alergi\w+(?! al? )|\bno (?:una )?alergia(?= ?[.,;?!…]|$)|"
    r"alergic[oa]s?(?: (?:como|tal|asi|de|verdad))* no (?:soy|es|eres|era|son)\b|"
    r"(?<!que )no (?:soy|es|eres|era) alergic[oa](?= ?[.;!…]|$)|"
    r"efectos? (?:secundarios?|adversos?|colateral\w*|normal\w*|del? (?:la )?medic\w+)|"
    r"not (?:really |exactly |actually |technically |necessarily )?(?:an? |really |true |real )*"
    r"allerg(?:y|ies|ic)\b(?! to\b)|"
    r"(?:is|was|are|do|does|did|wo|would|ca|have|has)n't (?:really |actually |make it )?(?:be |"
    r"have )?"
    r"(?:(?:call|count|consider|list) (?:that|it|this)(?: 1| one)? (?:as )?)?"
    r"(?:an? )?(?:true |real )?allerg(?:y|ic)\b(?! to\b)|side effects?|"
    r"(?:that's|it's|it is|es|seria|call it|move it to) (?:an? |una |mas bien |more of |just )*"
    r"intoleranc\w+"
)
_WRITTEN_OUT: Final = (
    r"negative (?:skin |allergy |blood )?test|test(?:ed|s)?(?: \w+){0,2} negative|"
    r"(?:prueba|pruebas)(?: \w+){0,3} negativ\w+|sali(?:o|eron|eran|) negativ\w+|"
    r"(?:taking|take|i'll take|cross(?:ing|ed)?|get|striking|strike) (?:that|it|them|this)"
    r"(?: 1| one)? (?:off|out|away)|(?:crossed|taken|struck) (?:out|off)|"
    r"\b(?:l[oa]s? )(?:quito|quitamos|borro|borramos|tacho|tachamos)(?= ?[.,;!…]|$)|"
    r"\b(?:est[ao]n?|viene|quedo) (?:ya )?tachad[oa]s?|"
    r"^(?:(?:so|then|okay|ok|right|entonces|bueno|el|la|los|las|the|,) ?)*[a-z]+ ?,? (?:off|fuera)"
    r"(?= ?[.,;!]|$)|that's you\b(?! ?\?)|es[ae] eres tu\b|"
    r"(?:just|only) (?:do|does|did)n't (?:really )?(?:like|care for|fancy)|"
    r"(?:nada mas|nomas|solo|solamente|simplemente|es que) no (?:me|le|les|nos) (?:gust\w+)"
)
#: That it is none, however it came to be called one.
_REFUTED: Final = re.compile(rf"\b(?:{_NO_ALLERGY}|{_WRITTEN_OUT})")
#: And it stays written down, or something else is refuted.
_STAYS: Final = re.compile(
    r"\b(?:leave it|keep it|l[oa] dejo|l[oa] dejamos|sino alergia|but an allergy|"
    r"hyperactiv\w+|in the notes)\b|\bside effects ?\?|¿ (?:algun )?efectos? secundarios?"
)


#: What may stand before it where `it` is what was named last.
_OF_IT: Final = re.compile(
    r"(?:^|[,;:.?!…] ?)(?:(?:that|that's|it|it's|this|that'd|they|those|they're|so|no|not|but|and|"
    r"well|"
    r"oh|right|ah|then|okay|ok|yeah|yes|she|he|i|we|you|they|more|of|a|an|really|just|probably|technically|"
    r"honey|hija|hijo|mija|mijo|mom|mama|dad|papa|love|dear|"
    r"eso|es[ae]s?|esto|pero|y|entonces|pues|bueno|sí|yo|ella|el|a|muchos?|todos?|aunque|ya|ahi|"
    r"fue|es|era|como|,) ?)*$"
)


def refuted_at(talk: Talk, sentence: Sentence) -> int | None:
    """Where in its text the sentence says that something is no allergy."""
    if sentence.question and talk.by_clinician(sentence):
        return None
    match = _REFUTED.search(sentence.text)
    if match is None or _STAYS.search(sentence.text):
        return None
    return match.start()


def refuted(sentence: Sentence, at: int, substances: Sequence[Mention]) -> Mention | None:
    """Which of the sentence's substances that is said of: the nearest before it, else the first."""
    before = [each for each in substances if sentence.place(each.first) < at]
    return before[-1] if before else next(iter(substances), None)


def is_of_it(sentence: Sentence, at: int) -> bool:
    """Whether that is said of nothing that the sentence names: `Pero alérgica no soy.`"""
    return _OF_IT.search(sentence.text[:at]) is not None
