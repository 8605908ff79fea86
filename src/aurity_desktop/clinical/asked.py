"""What the answer to a question says of a symptom, a disease or a habit that it named."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from aurity_desktop.clinical.answers import (
    Answer,
    answer,
    denied_in_part,
    denies_all,
    is_now,
    is_sure_yes,
    is_well,
    second_thought,
)
from aurity_desktop.clinical.asked_forms import (
    OPEN_QUESTION,
    asks_how_bad,
    asks_its_end,
    by_echo,
    feverish,
    is_known,
    lacks,
    of_a_denying_question,
    taken_up_again,
    whether_over,
)
from aurity_desktop.clinical.asked_lists import answered_in_turn, of_several
from aurity_desktop.clinical.belonging import mentions_of_kind
from aurity_desktop.clinical.denials import denial_before
from aurity_desktop.clinical.elaborations import elaborates
from aurity_desktop.clinical.endings import ENDED_ITSELF, NOT_NOW, PERSISTS, RETURNED, ends_within
from aurity_desktop.clinical.reply_turns import names_an_ordinal
from aurity_desktop.clinical.reply_windows import last_of_its_group, replies
from aurity_desktop.clinical.statements import (
    BEHIND,
    KNOWN,
    SUPPOSED,
    UNKNOWN,
    Told,
    stated,
)
from aurity_desktop.clinical.subjects import (
    asks_about_family,
    is_before_the_family,
    relatives,
    whose,
)
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention, TermKind, folded
from aurity_desktop.domain.findings import Polarity, Subject

_NOT_A: Final = re.compile(
    r"(?:\b(?:no|sin|ni|not|never|without|nada|nunca)|n't)(?: (?:any|anything|nothing|seen|had|"
    r"visto|he|nada|algo|de|que|the|my|la|el|los|las|mi|me|le|se|te|nos|"
    r"ha|han|it|i|really|even|much|say|call)){0,3} $"
)
_IS_WELL: Final = re.compile(
    r"^(?:me|le) sobra\b|^(is |are |esta |estan |estoy )?(ok|okay|fine|bien|normal|all right|"
    r"alright)\b"
)
#: Letters that a word has more than another, and only goes on with it: `orina`, `orinando`.
_UNLIKE: Final = 3
_WHOLE: Final = 4
#: Words of a denial that answers even a question for when or how.
_SHORT_NO: Final = 5
#: Behind these an answer tells why, or since when, and denies nothing of what it names.
_FURTHER: Final = re.compile(
    r"\b(?:desde que|porque|because|since i|since we|since he|since she)\b"
)
_FEVER: Final = frozenset({"fiebre", "fever"})
_COMES_UP: Final = frozenset({"flemas", "phlegm"})
_DRY: Final = re.compile(r"\b(?:sec[oa]|sequit[oa]|dry)\b")
_UNSURE: Final = re.compile(
    r"^(?:(?:pues|ay|uy|la verdad|well|,) ?)*(?:no (?:lo |le )?s[eé](?= ?[,.!]| si\b|$)|"
    r"i don't know|not sure|no idea)"
)
#: What may be so of any part of the body.
_OF_A_PART: Final = re.compile(
    r"\b(?:pain|swelling|rash|hives|itch\w*|numb\w*|tingl\w*|cramps?|weak\w*|burning|lumps?|"
    r"brui\w*|bleed\w*|sores?|wounds?|redness|discharge|tender\w*|stiff\w*|spots|blisters|eczema|"
    r"dolor|hinchazon|hinchazón|inflam\w*|comezón|adormec\w*|hormigueo|calambres?|debilidad|ardor|"
    r"moretones|sangr\w*|ronchas|enrojec\w*|manchas|lesiones|heridas?|rigidez|ampollas|granos|"
    r"secreción|resequedad|sudor\w*|temblor|tremor|sweat\w*)\b"
)
_YES_WITHIN: Final = re.compile(r"\b(?:sí|yes|yeah)\b")
#: With a preposition it is a place, and no other thing: `in my leg`, `atrás de los ojos`.
_PLACED: Final = re.compile(
    r"^(?:(?:pues|well|oh|ay|,|mostly|mas|solo|nomas|just|only|aqui|here) ?,? ?)*"
    r"(?:in|on|down|under|behind|around|across|all|en|del?|por|entre|atras|arriba|abajo|a lo)\b"
)
#: Words before the name of an answer that is nothing else: `pues los pies`.
_BEFORE_IT: Final = 2
#: Letters of a word that names more than its fellows do.
_LONG: Final = 4
_NO_CONTENT: Final = frozenset(
    {"las", "los", "del", "con", "una", "uno", "que", "the", "you", "your", "any", "for", "and"}
)
_TAKEN_FOR: Final = re.compile(
    r"\b(?:algo|anything|something|tom\w+|take|taken) (?:para|for) (?:el|la|los|the)? ?$"
)
#: Asked of another time: `You weren't coughing before that?`
_THEN: Final = re.compile(
    r"^[^,.;?]{0,24}\b(?:before (?:that|this|then)|back then|antes de es[oa]|en ese entonces)\b"
)
#: What is there, and whether it is all: `¿Nada más diarrea?`
_NO_MORE_THAN: Final = re.compile(
    r"^(?:\W|y |so |and )*(?:nada mas|nomas|solo|only|just) (?:\w+ )?$"
)
_REMEDY: Final = re.compile(
    r"\b(?:para|for|contra|against|(?:para|to) (?:cortar|parar|quitar|calmar|bajar|controlar|"
    r"aliviar|stop|treat|ease|help with)) (?:el |la |los |las |the |your |su |tu )?$"
)


def _akin(one: str, other: str) -> bool:
    """Whether two words are forms of one: `arde` and `ardor`, `zumban` and `zumbar`."""
    short, long = sorted((one, other), key=len)
    enough = max(3, min(len(short) - 1, 5))
    if len(long) - len(short) >= _UNLIKE:
        enough = max(enough, min(len(short), _WHOLE))  # `dias` is no `diarrea`
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
        if not statements:
            return None
        if not self._is_asked():
            return self._of_the_known(statements)
        if self._is_of_family():
            return None if self._named_in(statements) else self._of_family(statements)
        if self._told_more_closely(statements):
            return None
        told = (
            self._by_its_form(statements)
            or self._by_a_temperature(statements)
            or self._by_name(statements)
        )
        if not told and asks_how_bad(self.sentence, self.mention):
            return self._answered_yes(statements) if self._says_yes(statements) else None
        told = told or self._by_answer(statements)
        return told or self._unclear(statements)

    def _is_of_family(self) -> bool:
        """Whether it is asked of the family: a symptom, where the family was named before it."""
        if not asks_about_family(self.talk, self.sentence):
            return False
        symptom = self.mention.kind is TermKind.SYMPTOM
        return not (symptom and is_before_the_family(self.sentence, self.mention.first))

    def _of_the_known(self, statements: Sequence[Sentence]) -> Told | None:
        """`¿Cómo va la diarrea? — Ya ni una.`: what is only asked about may be told to be over."""
        asks = self.talk.by_clinician(self.sentence) or not self.talk.clinicians
        if not asks or self.mention.kind is not TermKind.SYMPTOM or not self._alone():
            return None
        said = statements[0].text
        over = NOT_NOW.search(said) or (ENDED_ITSELF.search(said) and not PERSISTS.search(said))
        if not over or self.mentions.get(statements[0].number) or RETURNED.search(said):
            return None
        return self._result(Polarity.DENIED, statements[0].last, 0.75, "asked_how_it_goes")

    def _by_its_form(self, statements: Sequence[Sentence]) -> Told | None:
        """Where the question asks whether a symptom is over, or speaks of it as denied; and where a
        habit was taken up again.
        """
        again = taken_up_again(statements)
        if self.mention.kind is TermKind.HABIT and again is not None:
            return self._result(Polarity.AFFIRMED, again.last, 0.85, "taken_up_again")
        if self.mention.kind is not TermKind.SYMPTOM:
            return None
        last = statements[0].last
        if asks_its_end(self.sentence, self.mention):
            polarity = whether_over(self.talk, statements)
            return self._result(polarity, last, 0.8, "asked_its_end")
        said = of_a_denying_question(self.talk, self.sentence, self.mention, statements)
        return None if said is None else self._result(said, last, 0.85, "asked_denying")

    def _by_a_temperature(self, statements: Sequence[Sentence]) -> Told | None:
        """`Any fever? — A hundred and two last night.`"""
        if self.mention.name not in _FEVER:
            return None
        said = feverish(statements[0].text)
        if said is None:
            return None
        return self._result(said, statements[0].last, 0.75, "measured")

    def _says_yes(self, statements: Sequence[Sentence]) -> bool:
        return answer(self.talk, statements) is Answer.YES

    def _is_asked(self) -> bool:
        """Whether the clinician asks for it, and does not only speak of it as known."""
        if self.talk.clinicians and not self.talk.by_clinician(self.sentence):
            return False
        text, place = self.sentence.text, self.sentence.place(self.mention.first)
        before = text[:place].removeprefix("que si ")
        remedy = _REMEDY if self.mention.kind is TermKind.SYMPTOM else _TAKEN_FOR
        if any(each.search(before) for each in (remedy, KNOWN)) or _THEN.search(text[place:]):
            return False
        if SUPPOSED.search(before.rsplit(",", 1)[-1]) or _NO_MORE_THAN.search(before):
            return False
        if self.mention.kind is TermKind.CONDITION:
            return not before.endswith(("your ", " tu ", " su "))
        symptom = self.mention.kind is TermKind.SYMPTOM
        return not (symptom and is_known(self.sentence, self.mention))

    def _unclear(self, statements: Sequence[Sentence]) -> Told | None:
        """A symptom that was asked for, and an answer that tells nothing by any rule."""
        if self.mention.kind is not TermKind.SYMPTOM or OPEN_QUESTION.search(self.sentence.text):
            return None
        return self._result(Polarity.UNCLEAR, statements[0].last, 0.3, "asked")

    def _told_more_closely(self, statements: Sequence[Sentence]) -> bool:
        """`diabetes? — I had gestational diabetes`: the answer says of itself which it is."""
        which = self.mention.kind in (TermKind.CONDITION, TermKind.OPERATION)
        return which and any(
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
        named = self._named_again(statements)
        if len({each.mention.name for each in named}) > 1 and len({e.polarity for e in named}) > 1:
            return None  # `Swelling? — My feet, yes. My face, no.`
        self.absorbed.update(each.mention for each in named)
        said = named[-1] if named else self._by_its_words(statements)
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

    def _named_again(self, statements: Sequence[Sentence]) -> list[Told]:
        found = []
        for statement in statements:
            here = self.mentions.get(statement.number, ())
            for again in here:
                of = whose(self.talk, statement, again.first).subject
                if _same_thing(again, self.mention) and of is Subject.PATIENT:
                    told = stated(self.talk, statement, again, here)
                    if told is not None:
                        found.append(told)
        return found

    def _refused(self, said: Told) -> bool:
        """Whether a no came first, and what is told of it behind takes nothing back."""
        statements = replies(self.talk, self.sentence)
        thought = second_thought(statements)
        if thought is not None and thought.first <= said.first <= thought.last:
            return False
        if self.talk.sentence_at(said.first).speaker != statements[0].speaker:
            return False  # somebody else knows better
        return denies_all(self.talk, statements)

    def _by_its_words(self, statements: Sequence[Sentence]) -> Told | None:
        """`¿Ha perdido fuerza? — Fuerza no.`: one of its own words with yes or no behind it."""
        mention = self.mention
        named = (self.talk.plain[mention.first], self.talk.plain[mention.last])
        words = {word for word in named if len(word) > 2 and word not in _NO_CONTENT}
        for statement in statements:
            if _UNSURE.match(statement.text):
                return None
            for place in range(statement.first, statement.last + 1):
                if any(_akin(self.talk.plain[place], word) for word in words):
                    start = statement.place(place)
                    behind = statement.text[start:].split(" ", 1)[-1]
                    if UNKNOWN.match(behind) and not _NOT_A.search(statement.text[:start]):
                        return None
                    said = self._said_beside(statements, statement, start, behind)
                    if said is not None:
                        return Told(mention, said, mention.first, place, 0.85, "word")
        return None

    def _said_beside(
        self, statements: Sequence[Sentence], statement: Sentence, start: int, behind: str
    ) -> Polarity | None:
        """What the words around one of its own say of it, and None where they say nothing."""
        denied = _NOT_A.search(statement.text[:start]) or BEHIND.match(behind)
        if denied or _IS_WELL.match(behind):
            return Polarity.DENIED
        if re.match(r"^,? ?(sí|yes|yeah|un poc\w+|poquit\w+|a veces)\b", behind):
            return by_echo(
                self.sentence.text[self.sentence.place(self.mention.first) :],
                statement.text[start:],
                refused=answer(self.talk, statements) is Answer.NO,
            )
        return Polarity.AFFIRMED if self._names_only(statement, start) else None

    def _names_only(self, statement: Sentence, start: int) -> bool:
        """`¿Se hinchan los pies, las manos? — Los pies, en la tarde.`: of those asked, this one."""
        first = len(statement.text[:start].split()) <= _BEFORE_IT
        listed = not self._alone() and not lacks(self.sentence, self.mention)
        return first and listed and elaborates(statement.text, self.talk.language)

    def _touched(self, statements: Sequence[Sentence]) -> bool:
        """Whether what follows the answer speaks of it: `bruises? — No. I bruise easily.`"""
        mention = self.mention
        words = {
            word
            for word in self.talk.plain[mention.first : mention.last + 1]
            if len(word) > _LONG and word not in _NO_CONTENT
        }
        covered = {
            place
            for each in statements
            for other in self.mentions.get(each.number, ())
            if other.name != mention.name
            for place in range(other.first, other.last + 1)
        }
        return any(
            place not in covered
            and _akin(word, said)
            and not denial_before(each.text[: each.place(place)])
            for each in statements
            if whose(self.talk, each, each.last).subject is Subject.PATIENT
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
        in_turn = answered_in_turn(self.sentence, self.mention, self.mentions, statements)
        if in_turn is not None:
            return self._result(in_turn, first.last, 0.8, "answered_in_turn")
        if self._touched(statements[1:]):
            return None
        first_named = [
            each
            for each in self.mentions.get(first.number, ())
            if whose(self.talk, first, each.first).subject is Subject.PATIENT
            and not _FURTHER.search(first.text[: first.place(each.first)])
        ]
        if self._alone() and PERSISTS.search(first.text):
            return self._result(Polarity.AFFIRMED, first.last, 0.85, "persists")
        if given is Answer.NO and (denies_all(self.talk, statements) or not first_named):
            wordy = len(first.text.split()) > _SHORT_NO
            if wordy and OPEN_QUESTION.search(self.sentence.text):
                return None
            if not names_an_ordinal(first.text):
                return self._answered_no(statements)
        return self._implied(statements) or (
            self._answered_yes(statements) if given is Answer.YES else None
        )

    def _implied(self, statements: Sequence[Sentence]) -> Told | None:
        """Told without a yes or no to it: `In June, yes. Not now.`, `Just the cough.`"""
        first = statements[0]
        if self._alone() and self._is_past(statements):
            return self._result(Polarity.DENIED, statements[-1].last, 0.8, "not_now")
        said = of_several(
            self.talk, self.sentence, self.mention, self.mentions, statements, self._touched
        )
        if said is not None:
            return self._result(said[0], first.last, 0.75, said[1])
        well = self.mention.kind is TermKind.SYMPTOM and is_well(self.talk, first)
        if well and not self._of_another(first):
            return self._result(Polarity.DENIED, first.last, 0.75, "answered_well")
        if self.mention.name in _COMES_UP and _DRY.search(first.text):
            return self._result(Polarity.DENIED, first.last, 0.75, "answered_dry")
        return None

    def _of_another(self, statement: Sentence) -> bool:
        """Whether it names something else that was asked: `The knee, the foot? — The knee's ok.`"""
        said = self.talk.plain[statement.first : statement.last + 1]

        def named(mention: Mention) -> bool:
            words = self.talk.plain[mention.first : mention.last + 1]
            return any(
                len(word) > 2 and word not in _NO_CONTENT and _akin(word, each.removesuffix("'s"))
                for word in words
                for each in said
            )

        asked = [
            each
            for each in self.talk.sentences[
                max(0, self.sentence.number - 2) : self.sentence.number + 3
            ]
            if each.question and each.turn == self.sentence.turn
        ]
        others = [other for each in asked for other in self.mentions.get(each.number, ())]
        return not named(self.mention) and any(named(each) for each in others)

    def _is_past(self, statements: Sequence[Sentence]) -> bool:
        """Whether the answer, or a sentence behind it, says that it is over."""
        return ends_within(statements[0].text) or any(
            (NOT_NOW.search(each.text) or ENDED_ITSELF.search(each.text))
            and not RETURNED.search(each.text)
            for each in statements[1:]
        )

    def _answered_no(self, statements: Sequence[Sentence]) -> Told | None:
        echoed = self.affirmed.get(self.mention.name)
        last_asked = last_of_its_group(self.talk, self.sentence)
        if not last_asked and echoed is not None and self.sentence.turn - echoed <= 3:
            return None
        other = self._contradicted_by(statements)
        if other is not None:
            told = self._result(Polarity.AFFIRMED, other.last, 0.75, "put_right")
            return told if self._alone() else None
        thought = second_thought(statements)
        if thought is not None and self._alone() and self._is_about_this(thought):
            return self._result(Polarity.AFFIRMED, thought.last, 0.75, "second_thought")
        now = is_now(statements)
        if now is not None and self._alone():
            return self._result(Polarity.AFFIRMED, now.last, 0.75, "now")
        if denied_in_part(statements) and self._alone():
            return self._result(Polarity.UNCLEAR, statements[1].last, 0.3, "denied_in_part")
        return self._result(Polarity.DENIED, statements[0].last, 0.9, "answered_no")

    def _contradicted_by(self, statements: Sequence[Sentence]) -> Sentence | None:
        """`No. — Sí, papá, toda la noche.`: the first yes of another voice behind a no."""
        return next(
            (
                each
                for each in statements[1:]
                if each.speaker != statements[0].speaker
                and is_sure_yes(self.talk, each)
                and not self.mentions.get(each.number)
            ),
            None,
        )

    def _answered_yes(self, statements: Sequence[Sentence]) -> Told | None:
        first = statements[0]
        if not self._alone() or not last_of_its_group(self.talk, self.sentence):
            return None
        if self._of_another(first) or self._is_one_of_several(first) or self._is_elsewhere(first):
            return None
        return self._result(Polarity.AFFIRMED, first.last, 0.9, "answered_yes")

    def _is_elsewhere(self, first: Sentence) -> bool:
        """`¿Se le hinchan los dedos? — Las rodillas.`, `Headaches? — The hip.`: of another part
        than was asked, or of a thing that has no part.
        """
        told = self._parts(first)
        yes = is_sure_yes(self.talk, first) or _YES_WITHIN.search(first.text)
        if not told or yes or _PLACED.match(first.text):
            return False
        named = {folded(word) for word in self.mention.name.split() if len(word) > 2}
        if any(_akin(one, other) for one in named - _NO_CONTENT for other in told):
            return False  # `¿Zumbido? — Un grillo, en el oído.`: ringing of the ears
        asked = self._parts(self.sentence)
        if asked:
            return not any(_akin(one, other) for one in asked for other in told)
        return _OF_A_PART.search(self.mention.name) is None

    def _parts(self, sentence: Sentence) -> set[str]:
        """The words of the parts of the body that a sentence names."""
        return {
            word
            for each in mentions_of_kind(self.talk, sentence, TermKind.BODY)
            for word in (*self.talk.plain[each.first : each.last + 1], *each.name.split())
            if len(word) > 2 and word not in _NO_CONTENT
        }

    def _is_one_of_several(self, first: Sentence) -> bool:
        """`Alcohol, weed? — A gummy on Fridays.`: nobody says of which habit that is told."""
        habit = self.mention.kind is TermKind.HABIT
        listed = habit and "," in self.sentence.text
        return listed and not is_sure_yes(self.talk, first)

    def _alone(self) -> bool:
        names = {each.name for each in self.mentions.get(self.sentence.number, ())}
        return len(names) == 1

    def _result(self, polarity: Polarity, last: int, confidence: float, rule: str) -> Told:
        first = self.mention.first
        return Told(self.mention, polarity, first, last, confidence, rule)
