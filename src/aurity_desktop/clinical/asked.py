"""What the answer to a question says of a symptom, a disease or a habit that it named."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from aurity_desktop.clinical.answers import (
    Answer,
    answer,
    denies_all,
    is_well,
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
    r"^(but |pero |y |and )?(not now|not anymore|now no|not today|today no|ya no|ahorita (ya )?no|"
    r"ahora (ya )?no|hoy (ya )?no|pero ya no)\b"
)
_NOT_A: Final = re.compile(
    r"(?:\b(?:no|sin|ni|not|never|without|nada|nunca)|n't)(?: (?:any|anything|nothing|seen|had|"
    r"visto|he|nada|algo|de|que|the|my|la|el|los|las|mi)){0,3} $"
)
_IS_WELL: Final = re.compile(r"^(is |are |esta |estan )?(ok|okay|fine|bien|normal)\b")
#: What takes more than yes or no, and so takes what it names as known.
OPEN_QUESTION: Final = re.compile(
    r"^(?:\W|(?:y|and|so|entonces|okay|ok|bueno|then) )*(?:desde|hace|a|de|en|con|por|for|since|"
    r"at)? ?"
    r"(?:que|cual(?:es)?|cuando|cuant[oa]s?|como|donde|quien|what|when|where|which|who|how|why)\b"
)
_FEW: Final = 7
_CHANGED_TO_YES: Final = re.compile(r"\b(?:yes|sí|too|tambien|all of|todo lo demas sí)\b")
#: Letters of a word that names more than its fellows do.
_LONG: Final = 4
#: With what is asked for comes what is there: `any fever with this rash?`
_GIVEN: Final = re.compile(
    r"\b(?:with|con|besides|apart from|aside from|ademas de|aparte de|junto con|to|on|en|from|por|"
    r"(?<!how )(?<!what )about) "
    r"(?:this|that|the|est[ea]|es[ea]|l[ao]s?|el|su|tu) (?:\w+ )?$"
)
#: Of what was asked, the answer names one, and no more; or puts all that it leaves aside well.
_ONLY: Final = re.compile(r"\b(?:just|only|solo|solamente|nomas|nada mas|unicamente|alone)\b")
_THE_REST: Final = re.compile(
    r"\b(?:the rest|everything else|lo demas|todo lo demas|el resto|otherwise|apart from that|"
    r"fuera de eso|nothing else|ninguna otra|nada mas que eso|lo otro|(?:not |"
    r"none of )?the others?)\b"
)
_NO_CONTENT: Final = frozenset(
    {"las", "los", "del", "con", "una", "uno", "que", "the", "you", "your", "any", "for", "and"}
)
_TAKEN_FOR: Final = re.compile(
    r"\b(?:algo|anything|something|tom\w+|take|taken) (?:para|for) (?:el|la|los|the)? ?$"
)
_REMEDY: Final = re.compile(
    r"\b(?:para|for|contra|against) (?:el |la |los |las |the |your |su |tu )?$"
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
class Asked:
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
        statements = replies(talk, sentence)
        if not statements or not self._is_asked():
            return None
        if asks_about_family(talk, sentence):
            return None if self._named_in(statements) else self._of_family(statements)
        if self._told_more_closely(statements):
            return None
        told = self._by_name(statements) or self._by_answer(statements)
        return told or self._unclear(statements)

    def _is_asked(self) -> bool:
        """Whether the clinician asks for it, and does not only speak of it as known."""
        if self.talk.clinicians and not self.talk.by_clinician(self.sentence):
            return False
        text, place = self.sentence.text, self.sentence.place(self.mention.first)
        before = text[:place].removeprefix("que si ")
        remedy = _REMEDY if self.mention.kind is TermKind.SYMPTOM else _TAKEN_FOR
        if any(each.search(before) for each in (remedy, KNOWN)):
            return False
        if SUPPOSED.search(before.rsplit(",", 1)[-1]):
            return False
        if self.mention.kind is TermKind.CONDITION:
            return not before.endswith(("your ", " tu ", " su "))
        return self.mention.kind is not TermKind.SYMPTOM or _GIVEN.search(before) is None

    def _unclear(self, statements: Sequence[Sentence]) -> Told | None:
        """A symptom that was asked for, and an answer that tells nothing by any rule."""
        if self.mention.kind is not TermKind.SYMPTOM or OPEN_QUESTION.search(self.sentence.text):
            return None
        return self._result(Polarity.UNCLEAR, statements[0].last, 0.3, "asked")

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
        return self._implied(statements) or (
            self._answered_yes(statements) if given is Answer.YES else None
        )

    def _implied(self, statements: Sequence[Sentence]) -> Told | None:
        """Denied without a no to it: `In June, yes. Not now.`, `Just the cough.`, `All clear.`"""
        first = statements[0]
        if any(_NOT_NOW.search(each.text) for each in statements[1:]) and self._alone():
            return self._result(Polarity.DENIED, statements[-1].last, 0.8, "not_now")
        if self._left_out(statements):
            return self._result(Polarity.DENIED, first.last, 0.75, "left_out")
        if self.mention.kind is TermKind.SYMPTOM and is_well(self.talk, first):
            return self._result(Polarity.DENIED, first.last, 0.75, "answered_well")
        return None

    def _left_out(self, statements: Sequence[Sentence]) -> bool:
        """`Fever, cough, chills? — Just the cough.`; `— Cough, yes. The rest is fine.`"""
        if self._touched(statements):
            return False
        asked = {each.name for each in self.mentions.get(self.sentence.number, ())}
        for each in statements:
            named = {again.name for again in self.mentions.get(each.number, ())} & asked
            few = len(each.text.split()) <= _FEW and not denial_before(each.text)
            if few and named and _ONLY.search(each.text):
                return True
        rest = [each for each in statements if _THE_REST.search(each.text)]
        return bool(rest) and not _CHANGED_TO_YES.search(rest[0].text)

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
