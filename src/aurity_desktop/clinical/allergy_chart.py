"""Allergies that the clinician reads out from what is written, and what is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from aurity_desktop.clinical.allergy_doubts import is_written_wrongly
from aurity_desktop.clinical.allergy_refuted import refuted_at
from aurity_desktop.clinical.allergy_sentences import is_certain, specific, substances_of
from aurity_desktop.clinical.allergy_words import FINE, WHAT_HAPPENS
from aurity_desktop.clinical.answers import Answer, answer
from aurity_desktop.clinical.doses import expressions
from aurity_desktop.clinical.reactions import HARM
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention
from aurity_desktop.domain.findings import Polarity

#: That it stands written, before the name or behind it.
_WRITTEN: Final = re.compile(
    r"\b(?:i've got|i(?:'ve)? (?:still )?have|we've got|we have|i see|it says|says (?:here|you|he|"
    r"she)|say here|here says|listed|"
    r"(?:down|marked|flagged|charted|recorded) (?:as|for|here)|on (?:the|your|his|her) "
    r"(?:chart|list|file|record|notes?)|(?:the|your|his|her) (?:chart|file|record|notes?)|"
    r"tengo(?: aqui)?|tenemos|aqui (?:dice|aparece|viene|esta|sale|veo)|(?:aparece|viene|"
    r"marcad[oa]|"
    r"anotad[oa]|apuntad[oa]|registrad[oa])s?|dice(?: aqui)?|(?:en el|segun el|su|tu) "
    r"(?:expediente|nota|hoja|ficha|sistema))\b"
)
#: Something else is done with it than reading: it is given, asked for or looked at.
_DONE: Final = re.compile(
    r"\b(?:tengo que|have to|i've got to|need|voy|vamos|le doy|dejo|receto|give|start|prescrib\w*|"
    r"(?:en|from|in) (?:la|the) (?:farmacia|pharmacy|bolsa|bag|cajon)|take|taking|toma|tomando|"
    r"por si|in case|if|si|negad\w+|ningun\w+|otra cosa|go back|cut|raise)\b"
)
_CROSSED_OUT: Final = re.compile(r"\b(?:crossed|struck|taken) (?:out|off)|tachad[oa]s?\b")
#: Sentences of the reply that are of the whole list.
_REPLY: Final = 3


def is_read_from_chart(talk: Talk, sentence: Sentence, named: Sequence[Mention]) -> bool:
    """Whether the clinician tells what is written of these substances."""
    if not named or not (talk.by_clinician(sentence) and is_certain(sentence)):
        return False
    written = _WRITTEN.search(sentence.text) or _CROSSED_OUT.search(sentence.text)
    other = _DONE.search(sentence.text) or expressions(sentence)
    return written is not None and not other


def of_chart(
    talk: Talk, sentence: Sentence, named: Sequence[Mention]
) -> Iterator[tuple[Mention, Polarity]]:
    """Each as it is written, unless the reply says of all that they are none.

    What the reply names it tells itself.
    """
    crossed_out = _CROSSED_OUT.search(sentence.text) is not None
    names = frozenset(each.name for each in named)
    denied = crossed_out or _is_denied(talk, _reply(talk, sentence), names)
    for each in named:
        yield each, Polarity.DENIED if denied else Polarity.AFFIRMED


def _reply(talk: Talk, sentence: Sentence) -> list[Sentence]:
    """What the others say of it, unless the clinician asks for something else first."""
    found: list[Sentence] = []
    for after in talk.sentences[sentence.number + 1 :]:
        own = after.turn == sentence.turn
        if own and after.question and not WHAT_HAPPENS.search(after.text):
            return found
        if after.turn > sentence.turn + 1 or len(found) == _REPLY:
            return found
        if not own and not talk.by_clinician(after):
            found.append(after)
    return found


def _is_denied(talk: Talk, statements: Sequence[Sentence], named: frozenset[str]) -> bool:
    """Whether it is told of all of them that they are none."""
    if statements and is_written_wrongly(statements[0]):
        return True
    if not statements or any(HARM.search(each.text) for each in statements):
        return False
    own = {each.name for text in statements for each in specific(substances_of(talk, text))}
    if own & named:
        return False
    if any(FINE.search(each.text) or refuted_at(talk, each) is not None for each in statements):
        return True
    return not statements[0].question and answer(talk, statements) is Answer.NO
