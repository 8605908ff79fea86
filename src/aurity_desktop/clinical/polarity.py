"""Whether what is mentioned was said to be so or not: in a statement, or by the answer to a
question.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from aurity_desktop.clinical.answers import (
    Answer,
    answer,
    denies_all,
    last_of_its_group,
    replies,
    second_thought,
)
from aurity_desktop.clinical.statements import (
    BEHIND,
    KNOWN,
    PERSISTS,
    SUPPOSED,
    UNKNOWN,
    Told,
    denial_before,
    stated,
)
from aurity_desktop.clinical.subjects import asks_about_family, relatives, whose
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention, TermKind
from aurity_desktop.domain.findings import Polarity, Subject

_BOTH: Final = re.compile(r"^(las dos cosas|las dos|los dos|ambas|ambos|both)\b")
_NOT_NOW: Final = re.compile(
    r"^(but )?(not now|not anymore|ya no|ahorita no|ahora no|pero ya no)\b"
)
_NOT_A: Final = re.compile(
    r"(?:\b(?:no|sin|ni|not|never|without|nada|nunca)|n't)(?: (?:any|anything|nothing|seen|had|"
    r"visto|he|nada|algo|de|que)){0,3} $"
)
_IS_WELL: Final = re.compile(r"^(is |are |esta |estan )?(ok|okay|fine|bien|normal)\b")
#: Turns in which a denial may be put right.
_CORRECTED_WITHIN: Final = 2
#: Letters of a word that names more than its fellows do.
_LONG: Final = 4
_NO_CONTENT: Final = frozenset(
    {"las", "los", "del", "con", "una", "uno", "que", "the", "you", "your", "any", "for", "and"}
)
_REMEDY: Final = re.compile(
    r"\b(algo|anything|something|tom\w+|take|taken) (para|for) (el|la|los|the)? ?$"
)


def told_in(talk: Talk, mentions: Mapping[int, Sequence[Mention]]) -> list[Told]:
    """What is said of the mentions, by the number of their sentence.

    A mention that a question makes, and a statement of its answer makes again, counts once.
    """
    found: list[Told] = []
    absorbed: set[Mention] = set()
    affirmed: dict[str, int] = {}
    for sentence in talk.sentences:
        for mention in mentions.get(sentence.number, ()):
            if mention in absorbed:
                continue
            if sentence.question:
                told = _Asked(talk, sentence, mention, mentions, affirmed, absorbed).told()
            else:
                told = stated(talk, sentence, mention, mentions.get(sentence.number, ()))
            if told is None:
                continue
            if told.polarity is Polarity.AFFIRMED:
                affirmed[mention.name] = sentence.turn
            found.append(told)
    return [each for each in found if not _put_right(talk, each, found)]


def _put_right(talk: Talk, denied: Told, found: Sequence[Told]) -> bool:
    """`Any falls? — No. — Mom, you fell in June.`: who is beside the patient knows better."""
    if denied.polarity is Polarity.AFFIRMED:
        return False
    turn = talk.sentence_at(denied.last).turn
    return any(
        each.mention.name == denied.mention.name
        and each.rule == "stated"
        and 0 < talk.sentence_at(each.mention.first).turn - turn <= _CORRECTED_WITHIN
        and not talk.by_clinician(talk.sentence_at(each.mention.first))
        for each in found
        if each.polarity is Polarity.AFFIRMED
    )


def _akin(one: str, other: str) -> bool:
    """Whether two words are forms of one: `arde` and `ardor`, `zumban` and `zumbar`."""
    short, long = sorted((one, other), key=len)
    enough = max(3, min(len(short) - 1, 5))
    return short[:enough] == long[:enough] and len(short) > 2


def _same_thing(one: Mention, other: Mention) -> bool:
    """Whether one names the other, perhaps with fewer words: `sores`, `sores on your feet`."""
    a, b = (
        {word.removesuffix("s") for word in each.name.split() if len(word) > 2}
        for each in (one, other)
    )
    return one.kind is other.kind and (a <= b or b <= a)


@dataclass(slots=True)
class _Asked:
    """A mention in a question, and what was answered."""

    talk: Talk
    sentence: Sentence
    mention: Mention
    mentions: Mapping[int, Sequence[Mention]]
    affirmed: Mapping[str, int]
    absorbed: set[Mention]

    def told(self) -> Told | None:
        """What the answer says of it; None where it says nothing that can be told."""
        talk, sentence = self.talk, self.sentence
        if talk.clinicians and not talk.by_clinician(sentence):
            return None
        before = sentence.text[: sentence.place(self.mention.first)]
        known = self.mention.kind is TermKind.CONDITION and before.endswith(
            ("your ", " tu ", " su ")
        )
        if known or any(each.search(before) for each in (_REMEDY, SUPPOSED, KNOWN)):
            return None
        statements = replies(talk, sentence)
        if not statements:
            return None
        if asks_about_family(talk, sentence):
            return None if self._named_in(statements) else self._of_family(statements)
        if self._told_more_closely(statements):
            return None
        return self._by_name(statements) or self._by_answer(statements)

    def _told_more_closely(self, statements: Sequence[Sentence]) -> bool:
        """`diabetes? — I had gestational diabetes`: the answer says of itself which it is."""
        return self.mention.kind is TermKind.CONDITION and any(
            _same_thing(again, self.mention) and len(again.name) > len(self.mention.name)
            for statement in statements
            for again in self.mentions.get(statement.number, ())
        )

    def _of_family(self, statements: Sequence[Sentence]) -> Told | None:
        """`¿Diabetes en la familia? — Mi mamá.`"""
        if answer(self.talk, statements) is not Answer.NO and relatives(self.talk, statements[0]):
            return self._result(Polarity.AFFIRMED, statements[0].last, 0.8, "relative_named")
        return self._by_answer(statements)

    def _named_in(self, statements: Sequence[Sentence]) -> bool:
        return any(self.mentions.get(each.number) for each in statements)

    def _by_name(self, statements: Sequence[Sentence]) -> Told | None:
        """Where the answer names it again; a second thought counts more than the first."""
        said: Told | None = None
        for statement in statements:
            here = self.mentions.get(statement.number, ())
            for again in here:
                of = whose(self.talk, statement, again.first).subject
                if not _same_thing(again, self.mention) or of is not Subject.PATIENT:
                    continue
                told = stated(self.talk, statement, again, here)
                if told is not None:
                    said = told
                    self.absorbed.add(again)
        said = said or self._by_its_words(statements)
        if said is None:
            return None
        if said.polarity is Polarity.AFFIRMED and said.rule == "stated" and self._refused(said):
            if said.first > statements[0].last:
                return None  # a no, and behind it that it is so
            return self._result(Polarity.DENIED, statements[0].last, 0.8, "answered_no")
        thought = second_thought(statements)
        if said.polarity is Polarity.DENIED and thought and self._is_about_this(thought):
            return self._result(Polarity.AFFIRMED, thought.last, 0.8, "second_thought")
        return self._result(said.polarity, said.last, said.confidence, "answered_by_name")

    def _refused(self, said: Told) -> bool:
        """Whether a no came first, and what is told of it behind takes nothing back."""
        statements = replies(self.talk, self.sentence)
        thought = second_thought(statements)
        if thought is not None and thought.first <= said.first <= thought.last:
            return False
        return denies_all(self.talk, statements)

    def _by_its_words(self, statements: Sequence[Sentence]) -> Told | None:
        """`¿Ha perdido fuerza? — Fuerza no.`: one of its own words with yes or no behind it."""
        mention = self.mention
        named = (self.talk.plain[mention.first], self.talk.plain[mention.last])
        words = {word for word in named if len(word) > 2 and word not in _NO_CONTENT}
        for statement in statements:
            for place in range(statement.first, statement.last + 1):
                if any(_akin(self.talk.plain[place], word) for word in words):
                    start = statement.place(place)
                    behind = statement.text[start:].split(" ", 1)[-1]
                    if _NOT_A.search(statement.text[:start]):
                        return Told(mention, Polarity.DENIED, mention.first, place, 0.85, "word")
                    if UNKNOWN.match(behind):
                        return None
                    if BEHIND.match(behind) or _IS_WELL.match(behind):
                        return Told(mention, Polarity.DENIED, mention.first, place, 0.85, "word")
                    if re.match(r"^,? ?(sí|yes|yeah|un poc\w+|poquit\w+|a veces)\b", behind):
                        return Told(mention, Polarity.AFFIRMED, mention.first, place, 0.85, "word")
        return None

    def _touched(self, statements: Sequence[Sentence]) -> bool:
        """Whether what follows the answer speaks of it: `bruises? — No. I bruise easily.`"""
        mention = self.mention
        words = {
            word
            for word in self.talk.plain[mention.first : mention.last + 1]
            if len(word) > _LONG and word not in _NO_CONTENT
        }
        return any(
            _akin(word, said) and not denial_before(each.text[: each.place(place)])
            for each in statements
            for place, said in enumerate(self.talk.plain[each.first : each.last + 1], each.first)
            for word in words
        )

    def _is_about_this(self, thought: Sentence) -> bool:
        said = re.search(r"\b(sí|yes|right|una vez|once)\b", thought.text)
        until = said.start() if said else len(thought.text)
        named = [
            each
            for each in self.mentions.get(thought.number, ())
            if thought.place(each.first) < until
        ]
        return all(each.name == self.mention.name for each in named)

    def _by_answer(self, statements: Sequence[Sentence]) -> Told | None:
        given = answer(self.talk, statements)
        first = statements[0]
        if self._touched(statements[1:]):
            return None
        first_named = [
            each
            for each in self.mentions.get(first.number, ())
            if whose(self.talk, first, each.first).subject is Subject.PATIENT
        ]
        if self._alone() and PERSISTS.search(first.text):
            return self._result(Polarity.AFFIRMED, first.last, 0.85, "persists")
        if given is Answer.NO and (denies_all(self.talk, statements) or not first_named):
            return self._answered_no(statements)
        if given is Answer.YES:
            return self._answered_yes(statements)
        return None

    def _answered_no(self, statements: Sequence[Sentence]) -> Told | None:
        echoed = self.affirmed.get(self.mention.name)
        last_asked = last_of_its_group(self.talk, self.sentence)
        if not last_asked and echoed is not None and self.sentence.turn - echoed <= 3:
            return None
        thought = second_thought(statements)
        if thought is not None and self._alone() and self._is_about_this(thought):
            return self._result(Polarity.AFFIRMED, thought.last, 0.75, "second_thought")
        return self._result(Polarity.DENIED, statements[0].last, 0.9, "answered_no")

    def _answered_yes(self, statements: Sequence[Sentence]) -> Told | None:
        first = statements[0]
        if _BOTH.search(first.text):
            return self._result(Polarity.AFFIRMED, first.last, 0.9, "answered_both")
        if not self._alone() or not last_of_its_group(self.talk, self.sentence):
            return None
        if len(statements) > 1 and _NOT_NOW.search(statements[1].text):
            return self._result(Polarity.DENIED, statements[1].last, 0.8, "not_now")
        return self._result(Polarity.AFFIRMED, first.last, 0.9, "answered_yes")

    def _alone(self) -> bool:
        names = {each.name for each in self.mentions.get(self.sentence.number, ())}
        return len(names) == 1

    def _result(self, polarity: Polarity, last: int, confidence: float, rule: str) -> Told:
        first = self.mention.first
        return Told(self.mention, polarity, first, last, confidence, rule)
