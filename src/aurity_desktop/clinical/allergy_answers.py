"""What the answer to a question says of the substances that the question names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aurity_desktop.clinical.allergy_sentences import specific, substances_of
from aurity_desktop.clinical.allergy_words import (
    ASKS_GIVEN,
    FINE,
    NAMED,
    OTHERS_NOT,
    RIGHT,
    TROUBLE,
)
from aurity_desktop.clinical.answers import Answer, answer, denies_all
from aurity_desktop.clinical.reactions import reaction
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention
from aurity_desktop.domain.findings import Polarity


def answered(
    talk: Talk, question: Sentence, named: Sequence[Mention], statements: Sequence[Sentence]
) -> Iterator[tuple[Mention, Polarity]]:
    """Of each that the question names and the answer does not name again; it tells that itself."""
    given = answer(talk, statements)
    repeated = {again.name for each in statements for again in specific(substances_of(talk, each))}
    left = [each for each in named if each.name not in repeated]
    others_not = any(OTHERS_NOT.search(each.text) for each in statements)
    fine = any(FINE.search(each.text) for each in statements[:1]) and not repeated
    borne = _asks_whether_borne(question)
    if others_not or fine or (borne and given is Answer.YES):
        yield from ((each, Polarity.DENIED) for each in left)
        return
    if borne or ASKS_GIVEN.search(question.text):
        return  # never given, nobody knows
    if repeated and given is not Answer.YES and not denies_all(talk, statements):
        return
    if given is Answer.NO:
        yield from ((each, Polarity.DENIED) for each in left)
    elif _confirms(given, named, statements):
        yield from ((each, Polarity.AFFIRMED) for each in left)


def _asks_whether_borne(question: Sentence) -> bool:
    """`¿El paracetamol le cae bien?`: a yes says that it is no allergy."""
    asks_for_one = NAMED.search(question.text) or TROUBLE.search(question.text)
    return FINE.search(question.text) is not None and not asks_for_one


def _confirms(given: Answer, named: Sequence[Mention], statements: Sequence[Sentence]) -> bool:
    """Whether the one that was asked for is one: by a yes, or by what it did."""
    if given is Answer.YES:
        return len(named) == 1 or RIGHT.search(statements[0].text) is not None
    return len(named) == 1 and any(reaction(each.text) for each in statements)
