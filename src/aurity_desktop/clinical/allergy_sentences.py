"""What one sentence says of substances: which they are, and whether it is an allergy to them."""

from __future__ import annotations

import re
from typing import Final

from aurity_desktop.clinical.allergy_words import (
    ASKED,
    ASKED_FOR,
    ASKS_GIVEN,
    ASKS_TAKEN,
    BORNE,
    DENIES,
    ENJOYED,
    FINE,
    FORBIDDEN,
    NAMED,
    NEGATIVE,
    REASON,
    SIDE_EFFECT,
    SORRY,
    TAKEN,
    TROUBLE,
)
from aurity_desktop.clinical.reactions import HARM, reaction
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention, Term, TermKind, term_list
from aurity_desktop.domain.findings import Polarity

#: Words of an answer that is nothing but a name.
_FEW: Final = 6
#: What is no substance, and said for fun: `a los lunes`, `to mornings`.
_FUN: Final = (
    r"lunes|martes|miercoles|jueves|viernes|sabados?|domingos?|visitas?|suegras?|trabajar|tareas?|"
    r"examen\w*|impuestos|mananas?|ejercicio|mondays?|mornings?|homework|exercise|needles?|"
    r"hospitals?|doctors?|people|taxes|chores"
)
_SLOT: Final = re.compile(
    r"\b(?:(?:muy )?alergic[oa]s? al?|alergia al?|allergic to|allergy to|allergies to|"
    r"react(?:s|ed)? to|reaction to|reaccion (?:a|con))"
    r"(?: (?:la|el|los|las|the|some|my|mi|un|una|certain|cheap|ciert[oa]s))* "
    r"(?P<what>(?!(?:nada|algo|algun\w*|ningun\w*|es[aeo]s?|est[aeo]s?|tod[oa]s?|otr[oa]s?|nothing|"
    r"anything|something|any|every\w*|that|those|them|it|these|this|which|what|you|medic\w+|"
    r"cualquier\w*|usted|vari[oa]s|lo|cual|que|one|other|certain|a|much|lots|"
    rf"{_FUN})\b)[a-z]{{4,}})"
)
#: In the answer to a question for allergies any noun may be one: `al merthiolate`, `to mushrooms`.
_ANSWER_SLOT: Final = re.compile(
    r"(?:^|[,;.] ?|\b(?:sí|si|y|bueno|solo|nomas|pues|que|yes|yeah|just|well|and|only)\b ?,? ?)"
    r"(?:al|a la|a los|a las|to) (?P<what>(?!(?:nada|algo|algun\w*|ningun\w*|es[aeo]s?|est[aeo]s?|"
    r"tod[oa]s?|otr[oa]s?|medic\w*|past\w*|antib\w*|alim\w*|comid\w*|veces?|hora|final|contrario|"
    r"reves|rato|dia|mes|"
    r"noche|casa|doctor\w*|hospital|clinica|escuela|trabajo|ano|principio|pregunta|mejor|menos|"
    r"nothing|anything|something|any|every\w*|that|those|them|it|this|which|what|you|me|him|her|"
    r"be|have|take|the|my|his|work|school|bed|see|say|get|tell|some|a|one|certain|"
    rf"{_FUN})\b)[a-z]{{4,}})"
)
#: And right behind its yes a name alone: `Yes, analgin.`
_NAME_SLOT: Final = re.compile(
    r"^(?:(?:yes|sí|yeah|yep|just|only|solo|nomas|well|pues|uh|um|oh|ah|mostly|the|el|la|los|las) ?"
    r",? ?)*"
    r"(?P<what>(?!(?:not?|several|many|lots?|plenty|quite|nothing|never|doctora?|ma'am|definitely|"
    r"maybe|seasonal|sometimes|always|everything|allerg\w+|alerg\w+|vari[oa]s|much[oa]s?|bastantes?|"
    r"ningun\w*|claro|exact\w+|correct\w*|depende|nunca|siempre|tampoco|creo|think|know|there|"
    r"that|these|those|they|when|which|where|what|cuando|donde|como|quien|nadie|nobody|unknown|"
    r"alguna?s?|algunos|otr[oa]s?|tod[oa]s?|medic\w+|drugs?|food|foods|comida|sugar|azucar|please|gracias|"
    rf"{_FUN})\b)"
    r"[a-z]{5,}(?<!ly)(?<!mente)(?<!ing)(?<!ado)(?<!ido))(?= ?(?:[.,;!]|$))"
)
_SIMILE: Final = re.compile(r"\b(?:(?:like|as) an?|como (?:un|una)) $")
#: What it is not stands behind: `al diclofenaco, no al camarón`.
_ANOTHER: Final = r"(?:al?|to|the|el|las?|los) \w+(?! ?[a-z])"
#: Words of a question that is nothing but a name.
_A_NAME: Final = 2
_SOMEBODY: Final = frozenset({"usted", "tu", "ella", "ustedes", "you", "him", "her", "she", "he"})
_NO_SUBSTANCES: Final = frozenset(
    {TermKind.CONDITION, TermKind.SYMPTOM, TermKind.HABIT, TermKind.OPERATION}
    | {TermKind.EXAM, TermKind.IMAGE}
    | {TermKind.BODY, TermKind.ABILITY, TermKind.YES, TermKind.NO, TermKind.FILLER}
)
#: What a talk of allergies is left for.
_ELSEWHERE: Final = frozenset(
    {TermKind.CONDITION, TermKind.SYMPTOM, TermKind.HABIT, TermKind.OPERATION, TermKind.ABILITY}
    | {TermKind.EXAM, TermKind.IMAGE, TermKind.STUDY, TermKind.BODY, TermKind.RELATIVE}
)
#: Which and what, and not whether.
_OPEN: Final = re.compile(
    r"^(?:¿|y|and|,|so|entonces|bueno|ok|okay| )*(?:que|cuales?|what|which)\b"
)
_PEOPLE: Final = frozenset({TermKind.RELATIVE, TermKind.OTHER})
_KINDS: Final = frozenset({TermKind.MEDICINE, TermKind.ALLERGEN, TermKind.ANYTHING})


def substances_of(
    talk: Talk, sentence: Sentence, *, answers: bool = False, at_once: bool = False
) -> list[Mention]:
    """What somebody may be allergic to; `answers`: who was asked for it says this, and `at_once`
    says it first.
    """
    words = talk.plain[sentence.first : sentence.last + 1]
    listed = [
        Mention(each.term, each.first + sentence.first, each.last + sentence.first)
        for each in term_list(talk.language).mentions(words, _KINDS)
    ]
    listed = [each for each in listed if not _is_simile(sentence, each)]
    unlisted = _unlisted(talk, sentence, _SLOT)
    if unlisted is None and answers:
        unlisted = _unlisted(talk, sentence, _ANSWER_SLOT)
    if unlisted is None and at_once and not listed:
        unlisted = _unlisted(talk, sentence, _NAME_SLOT)
    if unlisted is None or any(each.first <= unlisted.first <= each.last for each in listed):
        return listed
    return sorted([*listed, unlisted], key=lambda each: each.first)


def _is_simile(sentence: Sentence, substance: Mention) -> bool:
    """`red as a lobster`."""
    return _SIMILE.search(sentence.text[: sentence.place(substance.first)]) is not None


def _unlisted(talk: Talk, sentence: Sentence, slot: re.Pattern[str]) -> Mention | None:
    """What no list has, where only a substance can stand: `alérgico al thinner`."""
    match = slot.search(sentence.text)
    if match is None:
        return None
    words = talk.plain[sentence.first : sentence.last + 1]
    at = sentence.words_of(match.start("what"), match.end("what"))[0] - sentence.first
    single = [words[at].removesuffix("s")]
    others = _NO_SUBSTANCES | _PEOPLE
    terms = term_list(talk.language)
    if terms.at(words, at, others) is not None or terms.at(single, 0, others) is not None:
        return None
    place = sentence.words_of(match.start("what"), match.end("what"))[0]
    name = talk.words[place].text.strip(".,;:¿?¡!…").lower()
    return Mention(Term(TermKind.ALLERGEN, name), place, place)


def specific(substances: list[Mention]) -> list[Mention]:
    """Those that are no class of things."""
    return [each for each in substances if each.kind is not TermKind.ANYTHING]


def names_allergies(talk: Talk, sentence: Sentence, substances: list[Mention]) -> bool:
    """Whether it is of allergies by its own words; a clinician's question may ask otherwise."""
    text = sentence.text
    if REASON.search(text):
        return False
    asks = sentence.question and (not talk.clinicians or talk.by_clinician(sentence))
    if not asks:
        asked_for = talk.by_clinician(sentence) and ASKED_FOR.search(text)
        return bool(NAMED.search(text) or asked_for)
    allergen = any(each.kind is TermKind.ALLERGEN for each in substances)
    return bool(ASKED.search(text) or (allergen and TROUBLE.search(text)))


def polarity_of(sentence: Sentence, substance: Mention) -> Polarity:
    """Whether it is said to be one to this substance."""
    start = sentence.place(substance.first)
    before = sentence.text[:start]
    behind = sentence.text[sentence.place(substance.last) :]
    after = behind.split(" ", 1)[1] if " " in behind else ""
    clause = re.split(
        rf"\b(?:pero|but|sí|{SORRY})\b|[;]|, (?=y al |al )|, (?:it's|is|es) (?=only|just|solo|"
        rf"nomas)|\b(?:era|es|fue|sino|it's|it was|but) "
        r"(?=(?:al?|to)\b)",
        before,
    )[-1]
    clause, after = (FORBIDDEN.sub(" ", each) for each in (clause, after))
    denied = (
        DENIES.search(clause)
        or re.match(
            rf"^,? ?(?:(?:ya|eso|es[ae]|sí que|that one) )?(?:no|not|ningun[oa]?|tampoco|nada|none|"
            rf"nothing)"
            rf"\b(?! {_ANOTHER}|"
            rf" (?:lo )?se\b| sabria)",
            after,
        )
        or FINE.search(after)
        or BORNE.search(after)
        or NEGATIVE.search(after)
    )
    return Polarity.DENIED if denied else Polarity.AFFIRMED


def is_only_taken(sentence: Sentence, substances: list[Mention]) -> bool:
    """Whether a substance is told to be had, and no more."""
    if _tells(sentence):
        return False
    told = with_med(sentence, substances[0])
    had = TAKEN.search(told) or ENJOYED.search(told)
    return had is not None and not (had.start() > told.find("MED") and "," in told)


def is_certain(sentence: Sentence) -> bool:
    """False of many words without a mark that say nothing of an allergy but the name."""
    marked = len(sentence.text.split()) <= _FEW or re.search(r"[.,;:?!…]", sentence.text)
    return bool(marked) or _tells(sentence) or FORBIDDEN.search(sentence.text) is not None


def is_nothing_but_a_name(talk: Talk, question: Sentence) -> bool:
    """Whether it may name one more substance, whatever that is: `Sticking plaster?`"""
    words = talk.plain[question.first : question.last + 1]
    terms = term_list(talk.language)
    verbs = terms.at(words, 0, frozenset({TermKind.ASKS, TermKind.BEGINS}))
    return (
        len(words) <= _A_NAME
        and verbs is None
        and not _SOMEBODY & set(words)
        and not any(True for _ in terms.mentions(words, _NO_SUBSTANCES))
    )


def turns_elsewhere(talk: Talk, question: Sentence, substances: list[Mention]) -> bool:
    """Whether it asks for something of another kind: a disease, a habit, a study, a medicine.

    What names nothing still asks for what was spoken of: `¿Y usted lo ha usado?`
    """
    if HARM.search(question.text):
        return False
    words = talk.plain[question.first : question.last + 1]
    if substances:
        symptoms = frozenset({TermKind.SYMPTOM})
        return any(True for _ in term_list(talk.language).mentions(words, symptoms))
    if _OPEN.match(question.text) and (
        ASKS_TAKEN.search(question.text) or ASKS_GIVEN.search(question.text)
    ):
        return True
    return any(True for _ in term_list(talk.language).mentions(words, _ELSEWHERE))


def is_side_effect(sentence: Sentence) -> bool:
    """Whether what it does to many is told, and nothing that only an allergy does."""
    return not _tells(sentence) and SIDE_EFFECT.search(sentence.text) is not None


def _tells(sentence: Sentence) -> bool:
    """Whether it says by itself that something is an allergy, or that it is none."""
    text = sentence.text
    return any(each.search(text) for each in (FINE, NAMED, HARM)) or bool(reaction(text))


def with_med(sentence: Sentence, substance: Mention) -> str:
    """The sentence's text with MED in the place of a substance."""
    start = sentence.place(substance.first)
    rest = sentence.text[sentence.place(substance.last) :]
    return f"{sentence.text[:start]}MED{rest[len(rest.split(' ', 1)[0]) :]}"
