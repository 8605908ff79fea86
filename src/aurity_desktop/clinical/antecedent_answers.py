"""What an answer tells of a disease, an operation or a habit without a yes, a no or its name.

`Ever had a seizure? — Once, in 2019.`: when, how often and how much are told of what is so.
`Did he have tuberculosis? — No. His brother had it.`: what was asked stays meant until something
else is named, whoever it is told of.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from aurity_desktop.clinical.answers import Answer, answer
from aurity_desktop.clinical.pieces import Piece
from aurity_desktop.clinical.reply_windows import replies
from aurity_desktop.clinical.statements import Told
from aurity_desktop.clinical.subjects import asks_about_family, relatives, whose
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention, TermKind
from aurity_desktop.domain.findings import Antecedent, FindingKind, Polarity, Subject

_KINDS: Final = frozenset({TermKind.CONDITION, TermKind.HABIT, TermKind.OPERATION})
#: When, how often, how much.
_TELLS_WHEN: Final = re.compile(
    r"\b(?:in (?:19|20)\d\d|en (?:el |19|20)\d\d|\d+ (?:years?|months?|weeks?|days?|times|anos?|"
    r"meses|mes|semanas?|dias|veces)|years? ago|hace|when (?:i|he|she) was|"
    r"cuando (?:era|tenia|estaba)|"
    r"as a (?:kid|child|boy|girl|baby|teenager)|de (?:nin[oa]|chic[oa]|joven|bebe)|once|twice|"
    r"una vez|dos veces|sometimes|a veces|occasionally|weekends?|fin(?:es)? de semana|socially|"
    r"every (?:day|night|week|now)|cada|diario|daily|a (?:day|week|night)|al dia|a la semana|"
    r"last (?:year|month|week|winter|summer|spring|fall)|el (?:ano|mes) pasado|at \d+|a los \d+|"
    r"de vez en cuando|now and then|in (?:high school|college)|since|desde)\b|^\d+ ?[.,]|"
    r"^(?:a couple|a few) (?:of )?(?:times|years)\b"
)
_DENIES: Final = re.compile(
    r"\b(?:no|not|never|nunca|jamas|tampoco|ni|nadie|nobody|none|nothing|nada|without|sin|quit|"
    r"stopped|dej[eo]|said|says|dij\w+|dic\w+)\b|n't\b"
)
#: That a relative has what was asked, and nothing else.
_HAS_IT: Final = re.compile(
    r"\b(?:had|has|have|got|have got|'s got|died (?:of|from)|gets) (?:it|that|one|the same|them)\b|"
    r"\b(?:did|does|has|had|do|is|was|are) ?(?:[.,]|$)|\b(?:sí|yes|also|too|tambien|igual)\b|"
    r"\bl[oa] (?:tuvo|tiene|tenia|padece)\b|"
    r"\b(?:tuvo|tiene|tenia|padece|padecia)(?: (?:eso|una?))? ?(?:[.,]|$)"
)
_TREATED: Final = re.compile(r"\b(?:para|for|contra) (?:el |la |los |las |the |your |su |tu )?$")


def answered_besides(
    talk: Talk, mentions: Mapping[int, Sequence[Mention]], told: Collection[Told]
) -> Iterator[Told]:
    """Of each that was asked for alone, and of which no other rule says anything."""
    settled = {each.mention for each in told}
    for sentence, mention in _asked(talk, mentions):
        statements = replies(talk, sentence)
        if mention in settled or not statements or asks_about_family(talk, sentence):
            continue
        first = statements[0]
        named = any(mentions.get(each.number) for each in statements[:1])
        denied = _DENIES.search(first.text) is not None or answer(talk, statements) is Answer.NO
        before = sentence.text[: sentence.place(mention.first)]
        other = _TREATED.search(before) is not None or bool(relatives(talk, first))
        alone = len({each.name for each in mentions[sentence.number]}) == 1
        if alone and not (named or denied or other) and _TELLS_WHEN.search(first.text):
            yield Told(mention, Polarity.AFFIRMED, mention.first, first.last, 0.75, "answered_when")


def of_relatives(talk: Talk, mentions: Mapping[int, Sequence[Mention]]) -> Iterator[Piece]:
    """What was asked of the patient, and is told of a relative without its name."""
    for sentence, mention in _asked(talk, mentions):
        names = {each.name for each in mentions[sentence.number]}
        if mention.kind is not TermKind.CONDITION or len(names) > 1:
            continue
        for statement in replies(talk, sentence)[:3]:
            people = relatives(talk, statement)
            if not people:
                continue
            of = whose(talk, statement, min(people[-1].last + 1, statement.last))
            told = _HAS_IT.search(statement.text) and not _DENIES.search(statement.text)
            if of.subject is Subject.FAMILY and told and not mentions.get(statement.number):
                yield Piece(
                    FindingKind.ANTECEDENT,
                    Antecedent(mention.name, of.relation, ""),
                    mention.first,
                    statement.last,
                    people[-1].first,
                    "antecedent.told_of_relative",
                    0.75,
                    Polarity.AFFIRMED,
                    Subject.FAMILY,
                )
                break


def _asked(
    talk: Talk, mentions: Mapping[int, Sequence[Mention]]
) -> Iterator[tuple[Sentence, Mention]]:
    for sentence in talk.sentences:
        if not sentence.question or (talk.clinicians and not talk.by_clinician(sentence)):
            continue
        for mention in mentions.get(sentence.number, ()):
            if mention.kind in _KINDS:
                yield sentence, mention
