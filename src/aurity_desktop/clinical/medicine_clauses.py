"""What a clause does to a medicine that it does not name: `I finished it`, `ya no la tomo`.

A medicine is named once and spoken of by pronouns from there on, so that what ends it stands in a
clause of its own, behind the name or in the next sentence. Closed classes: the verbs of ending,
in all their forms, and what stands for the medicine.
"""

from __future__ import annotations

import re
from typing import Final

#: A clause ends at a mark, and where a conjunction begins the next.
_CLAUSES: Final = re.compile(
    r" ?[,;:.?!…¿¡]+ ?| (?=(?:and|but|so|then|because|since|'cause|which|y|pero|entonces|porque|"
    r"aunque|though|luego)\b)"
)
#: What is only thought of, asked for, or shall not be.
_NOT_SO: Final = re.compile(
    r"\b(?:no|not|\w+n't|never|nunca|sin|without|if|si|when|cuando|until|hasta|before|antes|luego|"
    r"despues|should|could|would|can i|puedo|instead of|en vez de|en lugar de)\b"
)
_IT: Final = (
    r"(?:it all|them all|it|that|them|those|this|these|both|all (?:of )?(?:it|them|that)|"
    r"the (?:bottle|course|pack|packet|box|rest|script|prescription|supply|lot|"
    r"last (?:\w+ ){0,2}\w+))\b(?: one| 1| ones| stuff)?"
)
_SOMEBODY: Final = r"(?:me|him|her|you|us|them|myself|himself|herself|mom|dad)"
_STOPS: Final = (
    r"(?:stop(?:s|ped|ping)?|quit(?:s|ting)?|drop(?:s|ped|ping)?|finish(?:ed|es|ing)?|"
    r"complet(?:ed?|ing)|discontinu(?:ed?|ing)|ditch(?:ed|ing)?|hold(?:ing)?|held|pull(?:ed|ing)?|"
    r"bin(?:ned)?|flush(?:ed)?|toss(?:ed)?|dump(?:ed)?|chuck(?:ed)?|cancel(?:l?ed)?|paused?|"
    r"tapered|weaned|abandoned)"
)
_TAKES: Final = r"(?:tak(?:e|es|ing)|us(?:e|es|ing)|need(?:s|ed)?|do|have|want|give|on)"
_TOOK: Final = r"(?:took|used|tried|was on|were on|had|gave)"
_LONG: Final = r"(?:an?|\d+|a few|a couple(?: of)?|some) (?:months?|years?)"
_UN_MES: Final = r"(?:un|una|\d+|unos|unas) (?:mes|meses|anos?)"
_DEJE: Final = (
    r"(?:dej(?:e|o|ado|aron|amos|aba|ar|as)|suspend\w+|quit(?:e|o|aron|amos|ado|ar|a|an)|"
    r"retir\w+|par(?:e|o|aron|amos)|termin(?:e|o|amos|ado)|acab(?:e|o|amos|ado)|"
    r"tir(?:e|o|amos|aron)|bot(?:e|o)|descontinu\w+|interrump\w+|regal\w+)"
)
_DEJE_LO: Final = (
    r"(?:suspend(?:a|e|er|amos)|dej(?:e|a|ar|emos)|quit(?:e|a|ar)(?:se)?|retir(?:e|a|ar)|"
    r"par(?:e|ar)|descontinu\w+|cancel(?:e|ar)|interrump(?:a|ir))(?:me|se|te)?l[oa]s?"
)
#: With these it is left as it is, or at another dose.
_LEFT_SO: Final = (
    r"(?! (?:igual|en (?:\d+|un[oa]|medi[oa]|las?|el|es[ao])|a|con|asi|como|puest\w+|solo|nada mas|"
    r"nomas|un[oa]|\d+|de (?!tomar|usar|dar|pon))\b)"
)
#: Stopped it, stopped taking it, threw it out, took me off, ran out; la dejé, se acabó, suspéndala.
_ENDS: Final = tuple(
    re.compile(pattern.strip())
    for pattern in rf"""
    \b{_STOPS}(?: (?:taking|using|doing|giving {_SOMEBODY}))? (?:{_IT})(?! off)
    \b(?:i|we|he|she|they) (?:\w+ |had to )?(?:stop|stopped|quit|finished)(?: (?:taking|using))?$
    \b(?:i|we|he|she|they) (?:\w+ )?(?:stopped|quit) (?:in|on|last|a|about|because|after|at|\d)\b
    \b(?:thr[eo]wn?|gave|give|given|cut|knocked|packed|jacked) (?:{_IT}) (?:out|away|up|off)\b
    \b(?:knocked|packed|jacked) (?:{_IT}) (?:in|on the head)\b|\bgave up on (?:it|that|them)\b
    \b(?:com|go|gett?|tak|pull|wean)\w*(?: {_SOMEBODY})? off(?: of)?(?: (?:{_IT})|$)
    \b(?:came|went|got|took)(?: {_SOMEBODY})? off(?: of)?(?: (?:{_IT})|$)
    \b(?:came|went|got|took)(?: {_SOMEBODY})? off (?:in|on|last|because|after|when|at)\b
    \b(?:ran|run|running) out\b|\b(?:done|finished|through) with (?:it|that|them|those)\b
    ^(?:it's|that's|it is|that is|they're) (?:done|over|finished|stopped|on hold)\b
    ^(?:that|it|those) (?:stops|ends|goes)(?= ?$| (?:today|now|away|then)\b)|\bsaid no more$
    \b{_TOOK} (?:{_IT}) (?:for )?(?:only |just )?(?:(?:like|maybe|about) )?{_LONG}\b
    \b(?:only|just) {_TOOK}(?: \w+)? (?:for )?(?:an?|\d+) (?:days?|weeks?|months?|years?|times?)\b
    \bl[oa]s? (?:(?:he|ha|han|hemos|habia|voy a|vamos a|va a) )?{_DEJE}{_LEFT_SO}\b
    \b{_DEJE_LO}{_LEFT_SO}\b
    \b(?:deje|dejo|dejamos|dejaron|dejar) de (?:tomar|usar|dar|poner|aplicar)\w*$
    \bno l[oa]s? (?:aguant|toler|soport)(?:e|aba|amos)\b
    \b(?:couldn't|can't|didn't|wouldn't|could not) (?:stand|tolerate|handle|stomach) (?:{_IT})
    ^(?:(?:y|pero|ya|es[eao]|est[eao]) )*se (?:me |le |nos |te )?(?:acab|termin)(?:o|aron|aba)\b
    \bl[oa]s? (?:tome|tomo|use|uso|di|dio|tomamos) (?:como |solo |nada mas |nomas |por )*{_UN_MES}\b
    """.strip().splitlines()
)
#: What was taken and is not any more: the denial is in the words themselves.
_NO_MORE: Final = re.compile(
    rf"\bno longer {_TAKES}(?: (?:{_IT})|$)|"
    rf"(?:\bnot|n't|\bno)\b.*\b{_TAKES} (?:{_IT}) (?:any ?more|any longer|no more)\b|"
    r"\b(?:not|but not) any ?more\b|"
    r"\bya no (?:(?:me|se|te|le|nos|les) )*l[oa]s? (?:(?:he|ha|hemos|quiero|quise|vuelvo a) )?"
    r"(?:tom|us|pon|pus|aplic|d[aieo]|necesit|ocup|inyect|compr|surt|quier|consig|consegu)\w*|"
    r"\bya no (?:(?:me|se|te|le|nos|les) )*(?:tom|us|aplic|inyect)\w*$|^(?:pero )?ya no$"
)


_THAT_ONE: Final = re.compile(r"^(?:es[aeo]s?|est[aeo]s?|that(?: 1| one)?|those) ")


def clauses(text: str) -> list[str]:
    """The clauses of a sentence, without what takes up the medicine: `ese no lo tomé`."""
    return [_THAT_ONE.sub("", each) for each in _CLAUSES.split(text)]


def ends_it(text: str) -> bool:
    """Whether one of the clauses ends what it has no name for."""
    return any(_ends(clause) for clause in _CLAUSES.split(text))


def without_last(text: str) -> str:
    """Without the clause that is not over, which is of what comes."""
    return text[: max((each.start() for each in _CLAUSES.finditer(text)), default=0)]


def _ends(clause: str) -> bool:
    if _NO_MORE.search(clause):
        return True
    found = next((match for each in _ENDS if (match := each.search(clause))), None)
    return found is not None and not _NOT_SO.search(clause, 0, found.start())


#: A verb by which a medicine is given, taken or ordered, so that a denial before its clause is not
#: of it: `no stitches, and do MED anyway`.
_ACTS: Final = re.compile(
    r"\b(?:do|use|take|taking|takes|give|gave|try|start|add|have|had|go|get|keep|continue|renew|"
    r"refill|resume|restart|send|put|want|switch|change|tom[aeo]\w*|us[aeo]\w*|d[eé](?:le|me)?|doy|"
    r"d(?:io|ieron)|dej[aeo]\w*|recet\w+|mand\w+|pong\w+|pon|vamos|voy|empi\w+|empez\w+|inici\w+|"
    r"sig[auo]\w*|sube?\w*|baj[aeo]\w*|agreg\w+|renuev\w+|cambi\w+|quier\w+)\b"
)
#: What is only spoken of: `we could talk about MED`.
_THOUGHT_OF: Final = re.compile(
    r"\b(?:(?<!you )could|might|may|maybe|perhaps|discuss|consider|talk(?:ed|ing)? about|"
    r"think(?:ing)? about|someday|some day|at some point|down the road|"
    r"podri?a\w*|pudiera\w*|hablar de|pensar en|platicar de|considerar|"
    r"a lo mejor|tal vez|quizas?|en algun momento|mas adelante)\b"
)
_NEXT_CLAUSE: Final = re.compile(r" ?[,;:] ?| (?:and|but|so|then|y|pero|entonces|luego) ")
#: Handed on to somebody else: `I gave it to my roommate`.
_HANDS_ON: Final = re.compile(
    r"\b(?:gave|passed|lent|sold|handed) (?:it|them|that|those) (?:all )?to (?:my|a|the|some)\b|"
    r"\bgave (?:it|them) away\b|\bse l[oa]s? (?:di|regale|pase|preste|vendi) (?:todas? )?a "
    r"(?:mi|una?|la|el)\b|\bl[oa]s? regale\b"
)


def is_handed_on(behind: str) -> bool:
    """Whether what stands behind a medicine says that somebody else was given it."""
    return _HANDS_ON.search(behind) is not None


def own_clause(before: str) -> str:
    """The end of what stands before a medicine, back to the clause whose verb governs it."""
    verbs = (each.start() for verb in (_ACTS, _THOUGHT_OF) for each in verb.finditer(before))
    last = max(verbs, default=-1)
    # Once over what stands there: a hostile text is nothing but clauses.
    begins = (each.end() for each in _NEXT_CLAUSE.finditer(before) if each.end() <= last)
    return before[max(begins, default=0) :]


def is_thought_of(before: str) -> bool:
    """Whether it is only spoken of as what might be given one day."""
    return _THOUGHT_OF.search(own_clause(before)) is not None
