"""Whether what is mentioned was said to be so or not: in a statement, or by the answer to a
question.

After NegEx (Chapman et al. 2001): triggers before and behind, and what ends their scope; besides,
what a talk does and a report does not: answers, second thoughts, conditions, `no se me quita`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from aurity_desktop.clinical.answers import (
    Answer,
    answer,
    denies_all,
    last_of_its_group,
    replies,
    second_thought,
)
from aurity_desktop.clinical.patterns import phrases
from aurity_desktop.clinical.subjects import asks_about_family, relatives, whose
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention, TermKind
from aurity_desktop.domain.findings import Polarity, Subject

#: Denying words that affirm: what does not go away is there.
_PERSISTS: Final = re.compile(
    r"\bno (se )?(me |le |te |nos |lo |la )?(ha |han |he )?(quita|quitado|deja|dejado|mejora|"
    r"mejorado|cede|cedido|baja|bajado|para|desaparece)\b(?! de peso)|no es que no|"
    r"\b(won't|doesn't|hasn't|isn't|don't|haven't) (go|going|gone|let|letting|stop|stopped|"
    r"improve|improved|get)\b|not that (it|i|he|she) (didn't|don't|doesn't)|"
    r"\bno (aguanto|soporto|puedo con|me deja dormir)|can't (stand|take|bear)"
)
_GONE: Final = re.compile(
    r"\bya (no|se (me |le )?(quit\w+|paso|fue))\b|\bse (me |le )(quito|paso)\b|"
    r"\b(that's|it's|that is|that|is|are|it) (all )?gone\b|went away|no longer|anymore|any more"
)
_BUT_GONE: Final = re.compile(r"\b(pero ya no|pero ya se|but not anymore|but (it|that)'s gone)\b")
_BEFORE: Final = re.compile(
    r"\b(no|sin|ni|tampoco|nunca|jamas|niega|nego|ningun[oa]?|nada de|not|never|without|denies|"
    r"denied|none|neither|nor|don't|doesn't|didn't|haven't|hasn't|hadn't|isn't|aren't|wasn't|"
    r"weren't|can't|cannot|couldn't|wouldn't|won't|nunca)\b(?! [,.;:?!…])"
)
#: Between a part of the body and what is told of it: `la garganta no me duele`.
_WITHIN: Final = re.compile(r" (no|not|nunca|doesn't|don't|didn't|isn't|aren't|ya no) ")
_SCOPE_ENDS: Final = re.compile(
    r"\b(pero|aunque|sino|excepto|salvo|sí|porque|pues|but|except|although|just|because|so|"
    r"yes|nada mas|solo|only|then|luego|entonces|y (ando|estoy|tengo|traigo|me|se|siento)|"
    r"and (i|i'm|my|he|she))\b|[;:]"
)
_CLAUSE: Final = re.compile(
    r"\b(me|se|le|te|tengo|tiene|traigo|trae|tuve|tuvo|ando|i|i'm|i've|he|she|it|they|my|mi|duele|"
    r"siento|hay|there|y yo)\b"
)
#: Behind the name: `fiebre no le hemos visto`, `numbness, no`. What it is not says that it is:
#: `el dolor no es fuerte`.
_BEHIND: Final = re.compile(
    r"^ ?,? ?(casi )?(no|tampoco|nunca|ningun[oa]?|not|never)\b(?! (es|era|son|fue|only)\b)"
    r"[^,.;!…?]*"
)
_UNKNOWN: Final = re.compile(r"^ ?,? ?(no (lo )?se|quien sabe|i don't know|not sure) ?[,.!]")
_NOT_PLANNED: Final = re.compile(r"\b(not having|won't have|no me (voy a )?oper)")
_WHAT_KIND: Final = re.compile(r"^ ?,? ?no (es|era|son|fue)\b")
_BOTH: Final = re.compile(r"^(las dos cosas|las dos|los dos|ambas|ambos|both)\b")
_NOT_NOW: Final = re.compile(
    r"^(but )?(not now|not anymore|ya no|ahorita no|ahora no|pero ya no)\b"
)
_BEHIND_YES: Final = re.compile(r"^ ?,? ?(sí|yes|yeah|eso sí)\b")
_SUPPOSED: Final = phrases(r"""
    si | en caso de | por si | pued[ea]n? (?:dar|ser|causar|provocar|haber)
    cuando (?:le|te) empiec\w+ | descartar | prevenir | evitar | no se si | por lo de | aquello de
    if | unless | in case | (?:might|may|could|would|can) (?:be|cause|make|give|upset)
    when you get | when (?:she|he|it)'s gone | rule out | prevent | until proven | before we
    wheeze with
""")
_IS_WELL: Final = re.compile(r"^(is |are |esta |estan )?(ok|okay|fine|bien|normal)\b")
_NO_CONTENT: Final = frozenset(
    {"las", "los", "del", "con", "una", "uno", "que", "the", "you", "your", "any", "for", "and"}
)
_PURPOSE: Final = re.compile(
    r"(\b(para|contra|por|de|from|of|for|with|about) (el|la|los|las|lo de|su|sus|tu|mi|the|your|my|"
    r"her|his|that|all the)|\b(for|para)) ?$"
)
_SEEN: Final = re.compile(
    r"\b(hay|tiene|tienes|trae|traes|esta|estan|se (le )?(oye|ve|palpa|escucha)\w*|veo|oigo|palpo|"
    r"hear|see|feel|there's|there is|you have|you've got|you've|you do have|looks?|feels?|"
    r"some|he's|she's|you're|no|sin|not|without)\b"
)


@dataclass(frozen=True, slots=True)
class Told:
    """A mention, what was said of it, and the words `first` to `last` that say so."""

    mention: Mention
    polarity: Polarity
    first: int
    last: int
    confidence: float
    rule: str


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
    return found


def stated(
    talk: Talk, sentence: Sentence, mention: Mention, others: Sequence[Mention] = ()
) -> Told | None:
    """What a statement says of a mention in it; None where it says neither."""
    start, end = sentence.place(mention.first), _end(sentence, mention)
    before, behind = sentence.text[:start], sentence.text[end:]
    if _SUPPOSED.search(before) or _SUPPOSED.match(sentence.text[start:]):
        return None
    habit = mention.kind is TermKind.HABIT and talk.by_clinician(sentence)
    planned = mention.kind is TermKind.OPERATION and _NOT_PLANNED.search(before)
    if habit or planned or _UNKNOWN.search(behind):
        return None
    if _PERSISTS.search(before) or _PERSISTS.search(behind):
        return _told(mention, Polarity.AFFIRMED, 0.9, "persists")
    if _BEHIND_YES.search(behind):
        return _told(mention, Polarity.AFFIRMED, 0.95, "said_yes_behind")
    return _denied(talk, sentence, mention, others) or _affirmed(talk, sentence, mention)


def _told(mention: Mention, polarity: Polarity, confidence: float, rule: str) -> Told:
    return Told(mention, polarity, mention.first, mention.last, confidence, rule)


def _denied(
    talk: Talk, sentence: Sentence, mention: Mention, others: Sequence[Mention]
) -> Told | None:
    """Where a denying word reaches it, from before or behind, or it is told to be gone."""
    start, end = sentence.place(mention.first), _end(sentence, mention)
    told = _told(mention, Polarity.DENIED, 0.95, "denied_behind")
    if _WHAT_KIND.search(sentence.text[end:]):
        return replace(told, polarity=Polarity.AFFIRMED, confidence=0.6, rule="what_kind")
    denied = _BEHIND.search(sentence.text[end:])
    if denied and mention.kind is not TermKind.OPERATION:
        return replace(told, last=sentence.words_of(end, end + denied.end())[1])
    if _WITHIN.search(sentence.text[start:end]):
        return replace(told, rule="denied_within")
    before = sentence.text[:start]
    trigger = _trigger(before, _names(sentence, others))
    if trigger is not None:
        return replace(told, first=sentence.words_of(trigger, start)[0], rule="denied_before")
    if _GONE.search(before) or _gone_behind(talk, sentence, mention):
        return replace(told, confidence=0.85, rule="gone")
    return None


def _affirmed(talk: Talk, sentence: Sentence, mention: Mention) -> Told | None:
    """A bare mention: a patient's tells, a clinician's where it says what is there."""
    before = sentence.text[: sentence.place(mention.first)]
    if _PURPOSE.search(before) and mention.kind is TermKind.SYMPTOM:
        return None
    said = sentence.text[: _end(sentence, mention)]
    if talk.by_clinician(sentence) and not _may_tell(mention, said):
        return None
    return _told(mention, Polarity.AFFIRMED, 0.85, "stated")


def _may_tell(mention: Mention, said: str) -> bool:
    """Whether the clinician tells what is there, rather than only speaks of it."""
    return mention.kind is TermKind.CONDITION or _SEEN.search(said) is not None


def _gone_behind(talk: Talk, sentence: Sentence, mention: Mention) -> bool:
    behind = sentence.text[_end(sentence, mention) :]
    if _GONE.search(behind.partition(" ,")[0]) or _BUT_GONE.search(behind):
        return True
    following = sentence.number + 1
    if following >= len(talk.sentences):
        return False
    after = talk.sentences[following]
    gone = re.compile(r"^(that's|it's|that is) (all )?gone|^ya se (me|le) (quito|paso)")
    return after.turn == sentence.turn and gone.search(after.text) is not None


def _end(sentence: Sentence, mention: Mention) -> int:
    """Where in the sentence's text the mention's last word ends."""
    start = sentence.place(mention.last)
    match = re.match(r"[^ ]+", sentence.text[start:])
    return start + (match.end() if match else 0)


def _names(sentence: Sentence, others: Sequence[Mention]) -> list[tuple[int, int]]:
    return [(sentence.place(each.first), _end(sentence, each)) for each in others]


def _trigger(before: str, names: Sequence[tuple[int, int]]) -> int | None:
    """Where the last denying word stands whose scope reaches the end of `before`."""
    for match in reversed(list(_BEFORE.finditer(before))):
        between = before[match.end() :]
        if _SCOPE_ENDS.search(between):
            return None
        offset = match.end()
        rest = between
        for start, end in names:  # what is listed with it counts as one word
            if offset <= start and end <= len(before):
                rest = rest.replace(before[start:end], "X")
        first, *listed = rest.split(",")
        if len(first.split()) > 6:
            return None
        if all(len(each.split()) <= 4 and not _CLAUSE.search(each) for each in listed):
            return match.start()
        return None
    return None


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
        if known or _SUPPOSED.search(before):
            return None
        statements = replies(talk, sentence)
        if not statements:
            return None
        if asks_about_family(talk, sentence):
            return None if self._named_in(statements) else self._of_family(statements)
        return self._by_name(statements) or self._by_answer(statements)

    def _of_family(self, statements: Sequence[Sentence]) -> Told | None:
        """`¿Diabetes en la familia? — Mi mamá.`"""
        if answer(statements) is not Answer.NO and relatives(self.talk, statements[0]):
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
        return denies_all(statements)

    def _by_its_words(self, statements: Sequence[Sentence]) -> Told | None:
        """`¿Ha perdido fuerza? — Fuerza no.`: one of its own words with yes or no behind it."""
        mention = self.mention
        words = {
            word
            for word in self.talk.plain[mention.first : mention.last + 1]
            if len(word) > 2 and word not in _NO_CONTENT
        }
        for statement in statements:
            for place in range(statement.first, statement.last + 1):
                if any(_akin(self.talk.plain[place], word) for word in words):
                    behind = statement.text[statement.place(place) :].split(" ", 1)[-1]
                    if _UNKNOWN.match(behind):
                        return None
                    if _BEHIND.match(behind) or _IS_WELL.match(behind):
                        return Told(mention, Polarity.DENIED, mention.first, place, 0.85, "word")
                    if re.match(r"^,? ?(sí|yes|yeah|un poc\w+|poquit\w+|a veces)\b", behind):
                        return Told(mention, Polarity.AFFIRMED, mention.first, place, 0.85, "word")
        return None

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
        given = answer(statements)
        first = statements[0]
        first_named = [
            each
            for each in self.mentions.get(first.number, ())
            if whose(self.talk, first, each.first).subject is Subject.PATIENT
        ]
        if self._alone() and _PERSISTS.search(first.text):
            return self._result(Polarity.AFFIRMED, first.last, 0.85, "persists")
        if given is Answer.NO and (denies_all(statements) or not first_named):
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
