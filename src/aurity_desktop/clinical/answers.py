"""What a question was answered with: yes, no, or neither that can be told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto
from typing import Final

from aurity_desktop.clinical.denials import denies_itself
from aurity_desktop.clinical.elaborations import elaborates
from aurity_desktop.clinical.endings import ENDED_ITSELF, PERSISTS, RETURNED
from aurity_desktop.clinical.reply_openings import Opening, opening
from aurity_desktop.clinical.reply_turns import is_graded, turned_to_no, turned_to_yes
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import TermKind


class Answer(Enum):
    """How a question as a whole was answered."""

    YES = auto()
    NO = auto()
    UNTOLD = auto()


_DENIAL: Final = re.compile(
    r"\b(no|nunca|tampoco|nada(?! mas)|ni|ningun[oa]?|nadie|not|never|none|nothing)\b|n't\b"
)
_ENDS_YES: Final = re.compile(r"(, |^(?:\w+ ){1,4})(eso )?(sí|yes|yeah)( [,.!…]|$)|que sí\b")
_ENDS_NO: Final = re.compile(
    r"(, |^)(so )?(no|nope|not really|ya no|tampoco|nunca|ningun[oa]|"
    r"ni un[oa](?: sola?)?|none|nothing)( ,? doctora?)? ?[.!…]?$|"
    r"\b(?:neither|nothing) ?[.!…]?$|\b(?:says?|said) (?:no|nope) ?[.!…]?$|"
    r"(?:^|\b(?:y|and|but|pero|,)) ?(?:no (?:hay|tengo|tiene|"
    r"he visto|veo|traigo)"
    r"(?: nada| ningun[oa]?)?|there (?:isn't|aren't|wasn't) any(?:thing)?|there's (?:none|nothing)|"
    r"i (?:don't|haven't|didn't) (?:have|see|seen|had|got|notice)(?: any| one| it)?) ?[.!…]?$|"
    r"^(?:el|ella|yo) no( ,? (?:doctora?|senorita|enfermera))? ?[.!…]?$|"
    r"(?:que|y|and|pero|but) no( ,? doctora?)? ?[.!…]?$|^(?:en|de|del|al|in|on) [^,]* no ?[.!…]?$"
)
_ON_SECOND_THOUGHT: Final = re.compile(
    r"^(bueno|ah|ay|oh|well|actually|wait|although|except|a no)\b(?=.*(\bsí\b|\byes\b|right|once|"
    r"una vez|sometimes|a veces|poquito|un poco|a little))"
)
_DENIES_ALL: Final = re.compile(
    r"nada de eso|nada de nada|ninguna? de|ni un[oa]|ni otr[oa]|ninguna cosa|nothing like that|"
    r"none of|no to (both|all)|neither|para nada|nada [.,]"
)
#: Words of a reply in which one of health is all that is said.
_BRIEF: Final = 8
_WELL: Final = re.compile(
    r"\b(?:(?:all )?clear|all right|alright|fine|good|great|ok|okay|"
    r"normal(?:es|ito)?|bien(?! (?!gracias|doctor|todo)\w+[oae]s?\b)|perfect\w*|limpi[oa]s?|"
    r"parej[oa]|excelente|steady|(?:no|without|sin) (?:an? |any |ningun )?(?:issues?|bother|"
    r"worries|"
    r"problems?|problemas?|trouble|broncas?|novedad|complaints?))\b"
)
#: A yes within the reply, or the question's own verb: `she was, on Monday`.
_SAYS_YES: Final = re.compile(r"(?:^|[ ,])(?:eso )?(?:sí|yes|yeah|yep|aye)(?= ?[,.!…;]|$)")
_BY_ITS_VERB: Final = re.compile(
    r"^(?:it|that|this|he|she|i|they|we|there|always) (?:do|does|did|is|was|are|were|am|has|"
    r"have|had)(?= ?[,.!…;]|$| on | at | in | the | last | this | yesterday| every| when)|"
    r"^(?:that|those|these|this) (?:i|he|she|we|they) (?:do|does|did|have|has|had)\b"
)
#: What one knows, and no word more, is a yes.
_AS_FAR: Final = re.compile(r"^(?:\W*\w+ ,)? ?(?:as )?far as i know ?[.]?$")
#: Nobody looked, or nobody knows: neither yes nor no.
_UNCHECKED: Final = re.compile(
    r"(?:\b(?:no|not(?! (?:that|to|with|from|of|in))|never|nunca)|"
    r"n't) (?:[a-z']+ ){0,4}?(?:check(?:ed)?|taken|taking|took|"
    r"measured?|"
    r"look(?:ed)?(?! like)|tomado|l[ao] (?:tom[eo]|tomamos|medi)|checo|cheque|checado|medido|"
    r"fijado|fije|pesado|"
    r"revisado|know|remember|tell you)\b"
    r"(?! (?:any|nada|medic\w+|algo|past\w+))|\b(?:la verdad|pues|y|but|"
    r"honestly),? ,? ?no (?:le )?se\b|"
    r"\bi(?:'ve)? (?:had|got|have) (?:that|it|them) (?:licked|beat|handled|fixed|under|taken)\b|"
    r"n't [a-z]+ enough to\b|"
    r"\bno (?:tengo|he tenido|tenemos) relaciones\b|\bnot (?:sexually )?active\b|\bhaving sex\b"
)
_BELIEVES: Final = re.compile(r"\b(?:pero|but)\b.*\b(?:no|not|sí|yes|\w+n't)\b")
#: Of a change nobody can tell whether it is there.
_CHANGED: Final = re.compile(r"\b(?:better|worse|mejor\w*|peor|gracias|thanks)\b")
#: How somebody is, and not whether it is so: `siempre he sido así, flaquito`.
_ALWAYS_SO: Final = re.compile(
    r"^(?:(?:yo|pues|i've|he's|she's|i) )*(?:siempre (?:he|ha) sido|always been)\b"
)
#: `No, nada más me duele.` without its mark, or `not only`: nobody can tell.
_NO_ONLY: Final = re.compile(
    r"^no (?:nada mas|nomas|solo) (?:me|le|se|te|cuando|que|en|por|l[oa])\b"
)
#: Of two people that one is so, and the patient is not: `A mí sí, pero a él nunca.`
_ME_AND_NOT_THEM: Final = re.compile(
    r"^[^.]{0,24}\b(?:pero|but) (?:a )?(?:(?:el|ella|he|she|him|her) (?:no|nunca|jamas|tampoco|not|"
    r"never|has(?:n't| not| never)|does(?:n't| not))\b|not (?:him|her)\b)"
)
#: What comes to a yes in the end: `I can't get a full one. So, yeah.`
_AFTER_ALL: Final = re.compile(
    r"^(?:so|entonces|o sea|then|pues entonces) ?,? (?:que )?(?:yes|yeah|sí)\b"
)
_NOW_YES: Final = re.compile(
    r"^(?:(?:pero|but|y|and) )?(?:hoy|ahorita|ahora|anoche|esta manana|now|today|last night) "
    r"(?:ya )?(?:sí|yes)\b"
)
_IN_PART: Final = re.compile(
    r"^(?:(?:pues|well|,) ?,? ?)*(?:no|not) "
    r"(?:at|in|on|when|while|if|en|de|al|cuando|por|a) [^,]*[.]$"
)
_BUT_NO: Final = re.compile(r"^(?:but|pero) no ,")
#: Words of a reply that asks what was said.
_PARDON: Final = 3


def _unchecked(rest: str) -> bool:
    """Whether nobody looked, nor believes: `I didn't check, but no`; or it was ever so."""
    unchecked = _UNCHECKED.search(rest) or _ALWAYS_SO.search(rest)
    return unchecked is not None and not _BELIEVES.search(rest)


def is_well(talk: Talk, statement: Sentence) -> bool:
    """Whether the reply is that all is well: `All clear.`, `Normales.`"""
    rest = opening(talk, statement).rest
    few = len(re.findall(r"\w+", rest)) <= _BRIEF
    return few and _WELL.search(rest) is not None and not _CHANGED.search(rest)


def answer(talk: Talk, statements: Sequence[Sentence]) -> Answer:
    """Of what begins the reply; the rest may put it right (`second_thought`)."""
    if not statements:
        return Answer.UNTOLD
    begun = opening(talk, statements[0])
    if begun.nothing_yet and len(statements) > 1:
        begun = opening(talk, statements[1])
    rest = begun.rest
    unsure = begun.kind is TermKind.UNSURE or _NO_ONLY.match(rest)
    if unsure or _unchecked(rest) or is_graded(rest):
        return Answer.UNTOLD
    if begun.kind is TermKind.NO:
        after_all = any(_AFTER_ALL.search(each.text) for each in statements[1:3])
        return Answer.YES if after_all or turned_to_yes(rest) else Answer.NO
    if _denies_behind(talk, begun):
        return Answer.NO
    if (begun.kind is TermKind.YES and begun.sure) or _AS_FAR.match(statements[0].text):
        return Answer.YES
    return _without_yes_or_no(talk, begun, statements)


def _without_yes_or_no(talk: Talk, begun: Opening, statements: Sequence[Sentence]) -> Answer:
    """Of a reply that begins with neither: only what says so of itself is a yes."""
    if begun.kind is TermKind.YES and _DENIAL.search(begun.behind):
        return Answer.UNTOLD
    if any(each.search(begun.rest) for each in (_ENDS_YES, _SAYS_YES, _BY_ITS_VERB)):
        return Answer.YES
    if begun.kind is not TermKind.YES and _denied_behind_all(talk, statements):
        return Answer.NO
    return Answer.YES if elaborates(begun.rest, talk.language) else Answer.UNTOLD


def _denied_behind_all(talk: Talk, statements: Sequence[Sentence]) -> bool:
    """`I check every night. Not one.`: a bare no in a sentence of its own."""
    later = statements[1] if len(statements) > 1 else None
    if later is not None and _BUT_NO.search(later.text):
        return True
    if later is None or len(re.findall(r"\w+", later.text)) > _PARDON:
        return False
    begun = opening(talk, later)
    return begun.kind is TermKind.NO and (begun.bare or begun.rest.startswith("not "))


def _denies_behind(talk: Talk, begun: Opening) -> bool:
    """Whether a reply that does not begin with no comes to one."""
    rest = begun.rest
    turned = begun.kind is TermKind.YES and turned_to_no(rest)
    turned = turned or _ME_AND_NOT_THEM.search(rest) is not None
    return turned or _ENDS_NO.search(rest) is not None or _denies_by_a_clause(talk, rest)


def _denies_by_a_clause(talk: Talk, rest: str) -> bool:
    """`Ya se me quitó.`, `She's never had one.`: a clause that names nothing, and denies."""
    if PERSISTS.search(rest) or RETURNED.search(rest):
        return False
    clause = re.split(r" ?(?:[,;:.?!…]|\b(?:but|pero|though)\b)", rest)[0]
    return ENDED_ITSELF.search(rest) is not None or denies_itself(clause, talk.language)


def denies_all(talk: Talk, statements: Sequence[Sentence]) -> bool:
    """Whether everything that was asked is denied in so many words, or by a bare no."""
    if answer(talk, statements) is not Answer.NO:
        return False
    begun = opening(talk, statements[0])
    if begun.nothing_yet and len(statements) > 1:
        begun = opening(talk, statements[1])
    return begun.bare or _DENIES_ALL.search(begun.rest) is not None


def is_sure_yes(talk: Talk, statement: Sentence) -> bool:
    """Whether it begins with a yes that nothing behind it takes back."""
    begun = opening(talk, statement)
    return begun.kind is TermKind.YES and begun.sure and not turned_to_no(begun.rest)


def is_now(statements: Sequence[Sentence]) -> Sentence | None:
    """`Ayer no. Hoy sí.`: the sentence that says that it is so now."""
    return next((each for each in statements[1:3] if _NOW_YES.search(each.text)), None)


def denied_in_part(statements: Sequence[Sentence]) -> bool:
    """`Not at night. When I run, yeah.`: of a place or a time, and not of another."""
    return (
        len(statements) > 1
        and _IN_PART.search(statements[0].text) is not None
        and _ENDS_YES.search(statements[1].text) is not None
    )


def second_thought(statements: Sequence[Sentence]) -> Sentence | None:
    """The sentence that takes a denial back: `bueno, el lunes sí`."""
    return next(
        (each for each in statements[1:] if _ON_SECOND_THOUGHT.search(each.text)),
        None,
    )
