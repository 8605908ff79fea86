"""What the answer to a question says of the substances that the question names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from aurity_desktop.clinical.allergy_evidence import told
from aurity_desktop.clinical.allergy_refuted import refuted_at
from aurity_desktop.clinical.allergy_sentences import specific, substances_of
from aurity_desktop.clinical.allergy_words import (
    ASKED,
    ASKS_BORNE,
    ASKS_GIVEN,
    ASKS_TAKEN,
    ENJOYED,
    FINE,
    NAMED,
    OTHERS_NOT,
    RIGHT,
    TOLERATES,
    TROUBLE,
    WHAT_HAPPENS,
)
from aurity_desktop.clinical.answers import Answer, answer, denies_all, is_sure_yes
from aurity_desktop.clinical.reactions import DOES, HARM
from aurity_desktop.clinical.reply_turns import confirms
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention
from aurity_desktop.domain.findings import Polarity

_CANNOT: Final = re.compile(
    r"\b(?:can't|cannot|not allowed to) (?:have|take|use) (?:it|that|them|those)\b|"
    r"\bno (?:l[oa]s? )pued[oe] (?:tomar|comer|usar)|no pued[oe] (?:tomar|comer|usar)l[oa]\b"
)
#: Of what was asked there is no more than what was told before.
_NO_MORE: Final = re.compile(
    r"^(?:(?:no|nope|ah|oh|pues|,) ?,? ?)*(?:nothing (?:else|more|besides)|none (?:else|others?)|"
    r"no others?|nada mas|ning[a-z]+ (?:otr[oa]|mas)|(?:just|only|nada mas|nomas|solo|solamente) "
    r"(?:that|those|es[aeo]s?|l[oa]s? que)|that's (?:it|all|the only (?:1|one))|es (?:todo|"
    r"la unica))\b"
)
_AS_FAR_AS: Final = re.compile(
    r"^(?:as )?far as (?:i|we) know|^que yo sepa ?[.,]?$|^hasta donde se|^(?:yo )?creo que sí|"
    r"^i think so"
)
_READ_OUT: Final = re.compile(
    r"\b(?:says here|it says|dice aqui|aqui dice|chart|expediente|(?:have|got) (?:you|him|"
    r"her) (?:down|listed)|"
    r"i have|i've got|tengo)\b|"
    r"\b(?:(?<!are )you're|(?<!is )he's|(?<!is )she's|usted es|(?<!¿ )sigue siendo)"
    r" (?:still |todavia |aun )?(?:allergic|alergic[oa])\b"
)
#: And the answer may leave it open.
_OPEN: Final = re.compile(
    r"\b(?:no|not|never|nunca|sure|know|remember|think|maybe|creo|quien sabe|acuerdo|said|dijeron|"
    r"what|que)\b|n't\b"
)
#: `¿Con el kiwi qué siente?`
_WHAT_WITH: Final = re.compile(
    r"\b(?:que|como|what|how)\b.*\b(?:con|with|from|to)\b|\bcon\b.*\b(?:que|como)\b"
)
_IT: Final = re.compile(r"\b(?:es[ae]|eso|est[ae]|it|that|this|those|they)\b")

_AVOIDED: Final = re.compile(
    r"^(?:(?:oh|well|pues|ay|uy|,) ?,? ?)*(?:i|he|she|we|yo|no|nunca)? ?(?:don't|doesn't|haven't|"
    r"hasn't|never|no|ni|nunca) (?:l[oa]s? |se l[oa]s? )?(?:eat|eats|like|likes|touch|use|drink|"
    r"take|takes|took|given|tried|como|come|comemos|uso|usa|tomo|toma|tomado|doy|damos|me gust\w+|"
    r"(?:he|ha|han|hemos) (?:dado|puesto|tomado|comido|probado|usado)|probado)\b"
)
_NONE_STILL: Final = re.compile(
    r"\b(?:allerg\w+|alergias?) .*\b(?:none|ninguna|no)\b|"
    r"\b(?:no|sin|ninguna) (?:known |new |nuevas )?(?:allerg\w+|alergias?)\b"
)

#: In English no question has a verb without one of these; Spanish verbs of having are listed.
_HAS_A_VERB: Final = re.compile(
    r"\b(?:do|does|did|have|has|had|can|could|will|would|you|he|she|they|it|ha|han|has|puede|"
    r"pueden|puedes|usted|quiere|dio|dieron|receta\w*|puso|pusieron|"
    r"(?:us|tom|prob|aplic|inyect|compr|carg|llev)(?:o|a|as|aba|aste|aron|an|ado)|traes?|come)\b"
)


def answered(
    talk: Talk, question: Sentence, named: Sequence[Mention], statements: Sequence[Sentence]
) -> Iterator[tuple[Mention, Polarity]]:
    """Of each that the question names and the answer does not name again; it tells that itself.

    What the reply tells of it counts whatever was asked. A bare yes or no answers the question's
    own verb: it tells of an allergy only where nothing else was asked.
    """
    repeated = {again.name for each in statements for again in specific(substances_of(talk, each))}
    left = [each for each in named if each.name not in repeated]
    own = _whatever_was_asked(talk, question, statements, only=len(named) == len(left) == 1)
    if own is None or (own is Polarity.AFFIRMED and len(named) > 1):
        own = _by_yes_or_no(talk, question, named, statements, repeated=bool(repeated))
    elif own is Polarity.AFFIRMED and answer(talk, statements) is Answer.NO:
        own = own if _asks_whether_borne(question) else None
    if own in (Polarity.AFFIRMED, Polarity.DENIED):
        yield from ((each, own) for each in left)


def _whatever_was_asked(
    talk: Talk, question: Sentence, statements: Sequence[Sentence], *, only: bool
) -> Polarity | None:
    """What the reply tells of the substances that were asked for; `only`: there is but one."""
    if any(refuted_at(talk, each) is not None for each in statements[:2]):
        return Polarity.DENIED
    named_again = any(specific(substances_of(talk, each)) for each in statements)
    if statements and _AVOIDED.search(statements[0].text) and not named_again:
        return Polarity.UNCLEAR  # kept away from, and nobody says why
    yes = answer(talk, statements) is Answer.YES or any(
        _AS_FAR_AS.match(each.text) for each in statements[:1]
    )
    if (
        (only and _is_enjoyed(statements))
        or any(OTHERS_NOT.search(each.text) for each in statements)
        or (_asks_whether_borne(question) and yes)
    ):
        return Polarity.DENIED
    return _told_first(talk, (), statements)


def _by_yes_or_no(
    talk: Talk,
    question: Sentence,
    named: Sequence[Mention],
    statements: Sequence[Sentence],
    *,
    repeated: bool,
) -> Polarity | None:
    if not statements or _asks_whether_borne(question) or not asks_for_one(question):
        return None
    first = statements[0]
    given = Answer.NO if _NO_MORE.match(first.text) else answer(talk, statements)
    named_at_once = bool(specific(substances_of(talk, first)))
    only_some = given is Answer.UNTOLD or (given is Answer.NO and named_at_once)
    read_out = len(named) == 1 and _is_read_out(question, statements)
    if repeated and only_some and not (read_out or denies_all(talk, statements)):
        return None
    if given is Answer.NO:
        return Polarity.DENIED
    if named_at_once and not is_sure_yes(talk, first):
        return None  # a yes beside a name is of that name
    of_all = len(named) == 1 or RIGHT.search(first.text) is not None
    return Polarity.AFFIRMED if read_out or (given is Answer.YES and of_all) else None


def asks_for_one(question: Sentence) -> bool:
    """Whether a bare yes or no to this tells of an allergy: it is asked for in words, or by
    names without a verb. `Did you use the EpiPen?` asks for something else.
    """
    if any(each.search(question.text) for each in (ASKED, TROUBLE)):
        return True
    return not (ASKS_TAKEN.search(question.text) or _HAS_A_VERB.search(question.text))


def _is_read_out(question: Sentence, statements: Sequence[Sentence]) -> bool:
    """`You're still allergic to sulfa? — My whole face.`: the answer leaves it as it is."""
    if not statements or _OPEN.search(statements[0].text):
        return False
    return _READ_OUT.search(question.text) is not None


def _is_enjoyed(statements: Sequence[Sentence]) -> bool:
    """Whether the answer is that it is had gladly: `¿Mariscos? — Me encantan los camarones.`"""
    text = statements[0].text if statements else ""
    if ENJOYED.search(text) is None or HARM.search(text):
        return False
    return not (NAMED.search(text) or re.search(r"\b(?:pero|but|no|not|nunca|never)\b|n't\b", text))


def _asks_whether_borne(question: Sentence) -> bool:
    """`¿El paracetamol le cae bien?`: a yes says that it is no allergy."""
    asks_for_one = NAMED.search(question.text) or TROUBLE.search(question.text)
    fine = any(each.search(question.text) for each in (FINE, ASKS_BORNE, TOLERATES))
    return fine and not asks_for_one


def answered_by_harm(
    talk: Talk,
    question: Sentence,
    named: Sequence[Mention],
    statements: Sequence[Sentence],
    *,
    bare: bool = False,
) -> Iterator[tuple[Mention, Polarity]]:
    """Of one substance, asked for where nobody speaks of allergies, what it does or does not do.

    `bare`: allergies were spoken of before, and the question is nothing but its name.
    """
    if len(named) != 1 or not statements:
        return
    first = statements[0].text
    if any(_CANNOT.search(each.text) for each in statements[:2]) and any(
        HARM.search(each.text) for each in statements[:3]
    ):
        yield named[0], Polarity.AFFIRMED
        return
    had = bare or any(each.search(question.text) for each in (ASKS_GIVEN, TOLERATES))
    of_it = had or any(each.search(question.text) for each in (WHAT_HAPPENS, _WHAT_WITH))
    own = _told_first(talk, named, statements)
    if own is Polarity.AFFIRMED and (of_it or (_IT.search(first) and DOES.search(first))):
        yield named[0], Polarity.AFFIRMED
    elif own is Polarity.DENIED and had:
        yield named[0], Polarity.DENIED


def _told_first(
    talk: Talk, named: Sequence[Mention], statements: Sequence[Sentence]
) -> Polarity | None:
    """What the reply tells of what was asked for, before it names another substance."""
    names = {each.name for each in named}
    for each in statements[:2]:
        if {other.name for other in specific(substances_of(talk, each))} - names:
            return None
        if (said := told(each.text)) is not None:
            return said
    return None


def denies_anything(
    talk: Talk,
    named: Sequence[Mention],
    classes: Sequence[Mention],
    question: Sentence,
    statements: Sequence[Sentence],
) -> bool:
    """Whether all allergies, or those of the classes that were asked for, are denied."""
    if not named and answer(talk, statements) is Answer.NO:
        return True
    if classes and statements and _NO_MORE.match(statements[0].text):
        return True
    if not named and statements and _NONE_STILL.search(question.text):
        return confirms(statements[0].text) or answer(talk, statements) is Answer.YES
    fine = (
        bool(statements)
        and FINE.search(statements[0].text) is not None
        and not specific(substances_of(talk, statements[0]))
    )
    return bool(classes) and (fine or (bool(named) and denies_all(talk, statements)))
