"""What a question was answered with: yes, no, or neither that can be told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto
from typing import Final

from aurity_desktop.clinical.patterns import phrases
from aurity_desktop.clinical.talk import Sentence, Talk


class Answer(Enum):
    """How a question as a whole was answered."""

    YES = auto()
    NO = auto()
    UNTOLD = auto()


_FILLERS: Final = re.compile(
    r"^((¿|,|ay|pues|bueno|este(?= ,)|mire|fijese que|la verdad|gracias a dios|que yo sepa|eh|hm|"
    r"mm+|ah|doctora?|doc|senor\w*|oh|well|um|uh|honestly|i think|i guess|yo creo que|thank god|"
    r"god|actually|so far) *,? *)+"
)
_NO: Final = re.compile(
    "^"
    + phrases(r"""
        no | nop | tampoco | nada | nunca | jamas | ningun[oa]? | ni | casi (?:no|nunca|nada)
        para nada | nadie | ya no | yo no | negativo | (?:l[oa]s? )?deje | creo que no
        eso (?:no|nunca|tampoco)
        nope | nah | not | neither | none | never | nothing | hardly | barely | rarely | nobody
        i never | negative | i quit | i don't think so | i (?:haven't|don't|didn't)(?= ?[.,!]|$)
        (?:he|she|it) (?:hasn't|doesn't|isn't|didn't)(?= ?[.,!]|$)
    """).pattern
)
#: Beginning like a denial, they affirm or tell nothing.
_NOT_NO: Final = re.compile(
    "^"
    + phrases(r"""
        no siempre | no se(?! me| le) | no sabria | no me acuerdo | nada mas | no mas cuando
        no, nada mas | not always | not every | i don't know | not sure | nothing but
    """).pattern
)
_AT_TIMES: Final = re.compile(r"nada mas|siempre|always|every")
_YES: Final = re.compile(
    "^(?:si ?[,.!]|si$)|^"
    + phrases(r"""
        sí | claro | asi es | poquit[oa]s? | poc[oa]s? | un poc\w+ | tantit[oa] | a veces | a ratos
        much[oa]s? | bastante | de vez en cuando | a cada rato | casi siempre | casi diario | diario
        siempre | solo | nada mas | ayer | antier | anoche | hoy | esta? (?:manana|aqui) | aqui
        \d+ | unas? | unos? | medi[oa] | est[ea] | es[ea] | tambien | cuando | cada que | eso sí
        desde | hace | como desde | uy | las dos(?: cosas)? | los dos
        ambos | el (?:derecho|izquierdo)
        la (?:derecha|izquierda) | (?:en|de|del|al) (?:mi|el|la|los|las|lado)
        that's (?:right|the one|it) | correct | right | just (?:at|when|once|a) | i had | i've had
        half | an? | every | when | also
        yes | yeah | yep | yup | sure | some | sometimes | a little | a bit | a lot | maybe a
        on and off | once in a while | now and then | always | only | all the time
        i (?:am|do|have|did) | (?:he|she) (?:does|is|has|did) | it does | here | this | since
        yesterday | last | about | both | (?:in|on) (?:my|the)
    """).pattern
)
_ENDS_YES: Final = re.compile(r", (eso )?(sí|yes|yeah)\b|que sí\b")
_ENDS_NO: Final = re.compile(
    r"(, |^)(so )?(no|nope|not really)( ,? doctora?)? [.!…]?$|que no\b|"
    r"^(?:en|de|del|al|in|on) [^,]* no [.!…]?$"
)
_ON_SECOND_THOUGHT: Final = re.compile(
    r"^(bueno|ah|ay|oh|well|actually|wait|although|except|a no)\b(?=.*(\bsí\b|\byes\b|right|once|"
    r"una vez|sometimes|a veces|poquito|un poco|a little))"
)
_BARE_NO: Final = re.compile(
    r"^(no|nop|nope|nah|tampoco|nada|nunca|jamas|ningun[oa]?|never|nothing|casi no|ya no|yo no|"
    r"casi nunca|para nada|none|neither|not anymore|hardly (ever|any)|not really|no mucho|"
    r"no tanto|not that i (know|ve seen|can think)( of)?|no que yo sepa)( ,? (doctora?|doc|"
    r"senor\w*|gracias a dios|thank god|ma'am|sir))* ?([,.!…]|$)"
)
_DENIES_ALL: Final = re.compile(
    r"nada de eso|nada de nada|ninguna? de|ni un[oa]|ni otr[oa]|ninguna cosa|nothing like that|"
    r"none of|no to (both|all)|neither|para nada|nada [.,]"
)


def replies(talk: Talk, question: Sentence) -> list[Sentence]:
    """The statements that answer a question: of the next turn, or what follows where voices are
    not told apart.

    A question that follows in the same turn is answered together with it.
    """
    sentences = talk.sentences
    place = question.number + 1
    while place < len(sentences) and _goes_on(sentences[place], question):
        place += 1
    found: list[Sentence] = []
    turns: set[int] = set()
    for sentence in sentences[place:]:
        if sentence.turn != question.turn:
            turns.add(sentence.turn)
        elif talk.voices > 1:
            continue
        if len(turns) > 1 or len(found) == 5:
            break
        if not sentence.question:
            found.append(sentence)
        elif found:
            break
    return found


def _goes_on(sentence: Sentence, question: Sentence) -> bool:
    return sentence.turn == question.turn and sentence.question


def last_of_its_group(talk: Talk, question: Sentence) -> bool:
    """Whether no other question follows in the same turn before the answer."""
    following = question.number + 1
    return following >= len(talk.sentences) or not _goes_on(talk.sentences[following], question)


def answer(statements: Sequence[Sentence]) -> Answer:
    """Of what begins the reply; the rest may put it right (`second_thought`)."""
    if not statements:
        return Answer.UNTOLD
    text = told(statements[0])
    if not text and len(statements) > 1:
        text = told(statements[1])
    if _NOT_NO.search(text):
        return Answer.YES if _AT_TIMES.search(text) else Answer.UNTOLD
    if _NO.search(text):
        return Answer.NO
    if _ENDS_NO.search(text):
        return Answer.NO
    return Answer.YES if _YES.search(text) or _ENDS_YES.search(text) else Answer.UNTOLD


def told(sentence: Sentence) -> str:
    """Its text without what only fills the mouth."""
    return _FILLERS.sub("", sentence.text).strip()


def denies_all(statements: Sequence[Sentence]) -> bool:
    """Whether everything that was asked is denied in so many words, or by a bare no."""
    if answer(statements) is not Answer.NO:
        return False
    text = told(statements[0])
    return bool(_BARE_NO.search(text) or _DENIES_ALL.search(text))


def second_thought(statements: Sequence[Sentence]) -> Sentence | None:
    """The sentence that takes a denial back: `bueno, el lunes sí`."""
    return next(
        (each for each in statements[1:] if _ON_SECOND_THOUGHT.search(each.text)),
        None,
    )
