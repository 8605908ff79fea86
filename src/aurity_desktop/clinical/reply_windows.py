"""Which statements answer a question: of whom, of how many turns, and from where on."""

from __future__ import annotations

import re
from typing import Final

from aurity_desktop.clinical.reply_openings import opening
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import TermKind
from aurity_desktop.domain.speakers import SpeakerRole

#: Statements that an answer has at most.
_MOST: Final = 5
#: Turns of others than the clinician, one behind the other, that answer one question.
_TURNS: Final = 3
#: The asker tells what was answered without a word: `Dice que no.`, `She's shaking her head.`
_RELAYED: Final = re.compile(
    r"^(?:(?:ella|el|she|he|me|ok|okay|bueno|ah|y|and|,) )*(?:(?:dice|dijo|contesta|me dice) que "
    r"(?:sí|no|tampoco)\b|(?:says?|said|nods?|nodded) (?:yes|no|yeah)\b|"
    r"(?:niega|asiente|(?:mueve|movio) la cabeza)\b|"
    r"(?:(?:she|he)'s |is )?(?:shaking|shook|shakes|nodding|nodded|nods)\b)"
)
#: A bare answer in the asker's own turn.
_BARE: Final = re.compile(
    r"^(?:no|tampoco|sí|yes|nope|nada|ninguna?)(?: (?:tampoco|either))? ?[.!]$"
)
#: What is said of whoever says it, and not of the patient: `I have.`, `A mí sí.`
_OF_ONESELF: Final = re.compile(
    r"^(?:(?:oh|ah|ay|pues|well|,) ?)*(?:(?:i (?:have|do|did|am|was|get|had)|me(?: too)?|"
    r"yo (?:sí|tambien)|a mi (?:sí|tambien))(?: ,? ?(?:though|doctora?|pero me \w+))? ?[.!]?$|"
    r"(?:i'm|that's) (?:the one|me)\b|(?:la|el) que .* soy yo\b|(?:soy|fui) yo\b)"
)
#: The same question once more, to somebody or in doubt: `Priyanka?`, `¿Y usted?`, `¿Seguro?`
_AGAIN: Final = 3


def replies(talk: Talk, question: Sentence) -> list[Sentence]:
    """The statements that answer a question: of the turns that follow until the clinician speaks
    again, or what follows where voices are not told apart.

    A question that follows in the same turn is answered together with it; what begins an answer
    and says nothing yet is no end of it: `Let me see. Honey, do I cough? She says no.`
    """
    place = question.number + 1
    sentences = talk.sentences
    while place < len(sentences) and _goes_on(sentences[place], question):
        place += 1
    relayed = _relayed(talk, question)
    if relayed is not None:
        return [relayed]
    found: list[Sentence] = []
    turns: set[int] = set()
    for sentence in sentences[place:]:
        if sentence.turn != question.turn:
            turns.add(sentence.turn)
        elif talk.voices > 1:
            continue
        if len(found) == _MOST or _another_speaks(talk, sentence, turns):
            break
        if not sentence.question:
            if not _is_of_the_companion(talk, sentence):
                found.append(sentence)
        elif any(not opening(talk, each).nothing_yet for each in found):
            break
    return found


def last_of_its_group(talk: Talk, question: Sentence) -> bool:
    """Whether no other question follows in the same turn before the answer."""
    following = question.number + 1
    return following >= len(talk.sentences) or not _goes_on(talk.sentences[following], question)


def _goes_on(sentence: Sentence, question: Sentence) -> bool:
    return sentence.turn == question.turn and sentence.question


def _another_speaks(talk: Talk, sentence: Sentence, turns: set[int]) -> bool:
    """Whether the answer is over: the clinician goes on, or nobody knows who does."""
    if len(turns) <= 1:
        return False
    known = talk.clinicians and talk.voices > 2
    return not known or talk.by_clinician(sentence) or len(turns) > _TURNS


def _relayed(talk: Talk, question: Sentence) -> Sentence | None:
    """`¿Trae flemas? No.`: what the asker says behind the question of one who does not speak."""
    if not talk.by_clinician(question) or question.number + 1 == len(talk.sentences):
        return None
    here = talk.sentences[question.number + 1]
    if here.turn != question.turn or here.question:
        return None
    bare = _BARE.search(here.text) and opening(talk, here).kind in (TermKind.NO, TermKind.YES)
    return here if bare or _RELAYED.search(here.text) else None


def _is_of_the_companion(talk: Talk, sentence: Sentence) -> bool:
    companion = talk.role(sentence) is SpeakerRole.ACOMPANANTE
    return companion and _OF_ONESELF.search(sentence.text) is not None
