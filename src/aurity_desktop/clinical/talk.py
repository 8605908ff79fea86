"""A talk as the rules read it: sentences of words, questions and answers, whoever speaks.

Sentences end at their punctuation and where another voice begins. Words are compared without
accents and in small letters; numbers are read in a sentence's `text`, where they stand in digits.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from aurity_desktop.clinical.heard_alike import respelled
from aurity_desktop.clinical.term_lists import TermKind, folded
from aurity_desktop.clinical.unmarked_questions import (
    answered_within,
    asked_from,
    asks_of_these,
    is_answered_by_the_same,
)
from aurity_desktop.clinical.unpunctuated import opening_kind, restored
from aurity_desktop.domain.number_words import (
    SpokenNumber,
    SpokenWord,
    elided_hundred_at,
    fraction_at,
    number_at,
    spoken_words,
)
from aurity_desktop.domain.speakers import UNKNOWN_SPEAKER, SpeakerRole
from aurity_desktop.domain.transcript import Word
from aurity_desktop.domain.written_torn import tens_in_two

_ENDS = re.compile(r"[.?!…]")
#: `Que si ha vomitado.`: what was not understood is asked again.
_ASKED_AGAIN = ["que", "si"]
_TITLES = frozenset({"dr", "dra", "mr", "mrs", "ms", "sr", "sra"})
#: What is counted by a number of its own, and how often it is.
_COUNTED = frozenset({"times", "veces"})
_FEW = frozenset({"two", "three", "four", "five", "dos", "tres", "cuatro", "cinco"})
#: Letters of a word that an answer takes up from its question.
_A_WORD = 4
_UNITS = frozenset({"mg", "ml", "mcg", "kg", "cm", "g"})
_ONLY_A_TAG = re.compile(
    r"^[^¿]+¿ (eh|ok|okay|va|sale|estamos|de acuerdo|entendido|queda claro|me explico) ?\?$"
)
#: An answer that asks why it was asked: `No, ¿por qué?`
_ASKS_WHY = (
    r"^(?:\w+ ,? ?){0,3}(?:no|nope|nah|sí|yes|yeah|nunca|never|nada)(?: ,? ?\w+){0,3} , ¿? ?"
    r"(?:por que|why)\b"
)
#: Told, and a number in it that is looked for: `for, what, four months?`
_TOLD = re.compile(
    rf"{_ONLY_A_TAG.pattern}|{_ASKS_WHY}|^[^¿]+ , (?:what|que|como|like) , (?:\d|a )"
)
_NUMBERS = re.compile(
    r"(?i)^((?:[a-z]+-)?(?:hundred|thousand|ten|five|twent|thirt|fort|fift))(?:s|"
    r"ie(?=s))([.,;:?!]*)$"
)
#: `two-eighteen` in one word.
_ELIDED = re.compile(r"(?i)^([1-9a-z]+)-((?:oh-)?[a-z]+(?:-[a-z]+)?)([.,;:?!]*)$")
_ELIDED_ALONE = re.compile(r"(?i)^(hundred|thousand)([.,;:?!]+)$")
_ROUND = {"hundred": "100", "thousand": "1000"}
_BEFORE_NUMBERS = frozenset(
    {"the", "two", "three", "four", "five", "six", "seven", "eight", "nine", "twelve", "fifteen"}
    | {"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}
)
_CONTRACTED = frozenset({"it", "that", "he", "she", "there", "let", "what", "who", "here", "how"})
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d{1,2}$)")
_MARKS = re.compile(r"[,;:.?!…¿¡]")
_CLOSES = re.compile(r"[,;.!…]")
#: Behind these `si` begins a condition even before a mark: `que si, cuando …`, `como si, …`.
_BEFORE_IF = frozenset({"que", "como", "por", "y", "o", "pero", "a", "ver"})
#: Behind these it is a yes, whatever follows.
_ONESELF = frozenset(
    {"yo", "ella", "eso", "esa", "ese", "antes", "ahorita", "mama", "papa", "hermano", "hermana"}
    | {"abuela", "abuelo", "tia", "tio", "esposo", "esposa"}
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words `first` to `last` of one voice.

    `turn` counts the changes of voice. `text` is folded, numbers in digits, punctuation between
    blanks, an accented `sí` kept; `starts[i]` is where `text` tells word `words_at[i]`. `shown` is
    the same, letter by letter, with its accents.
    """

    number: int
    first: int
    last: int
    turn: int
    speaker: str
    question: bool
    text: str
    shown: str = field(repr=False)
    starts: tuple[int, ...] = field(repr=False)
    words_at: tuple[tuple[int, int], ...] = field(repr=False)

    def words_of(self, start: int, end: int) -> tuple[int, int]:
        """The first and last word of `text[start:end]`, blanks at its ends left out."""
        end = len(self.text[:end].rstrip())
        while start < end and self.text[start] == " ":
            start += 1
        first = self.words_at[max(0, bisect_right(self.starts, start) - 1)]
        last = self.words_at[max(0, bisect_right(self.starts, max(start, end - 1)) - 1)]
        return first[0], last[1]

    def place(self, word: int) -> int:
        """Where in `text` this word, or the number it belongs to, begins."""
        for start, (first, last) in zip(self.starts, self.words_at, strict=True):
            if first <= word <= last:
                return start
        return len(self.text)


class Talk:
    """The words of a session and its sentences.

    `roles` are those that are known, by label; where the clinician's is not, it is whoever asks
    most.
    """

    def __init__(
        self,
        words: Sequence[Word],
        language: str,
        roles: Mapping[str, SpeakerRole] | None = None,
    ) -> None:
        self.words = words
        self.language = language
        self._roles = dict(roles or {})
        self._spoken = spoken_words(_singular_numbers(words, language))
        self._in_two = tens_in_two([word.text for word in words], language)
        self._within = {
            place for each in self._in_two.values() for place in range(each.first, each.last)
        }
        heard = respelled([_plain(each) for each in self._spoken], language)
        self.plain, self._joined = heard.words, heard.joined
        self._restored = restored(words, self.plain, language, self._role_of)
        self.sentences = self._divided()
        self.sentences = self._with_unmarked_questions()
        self._sentence_starts = [each.first for each in self.sentences]

    def sentence_at(self, word: int) -> Sentence:
        """The sentence of a word."""
        return self.sentences[bisect_right(self._sentence_starts, word) - 1]

    def role(self, sentence: Sentence) -> SpeakerRole:
        """Who says it, as far as that is known."""
        return self._role_of(sentence.speaker)

    def _role_of(self, speaker: str) -> SpeakerRole:
        return self._roles.get(speaker, SpeakerRole.DESCONOCIDO)

    def by_clinician(self, sentence: Sentence) -> bool:
        """Whether the clinician says it; False where voices are not told apart."""
        return bool(self.clinicians) and sentence.speaker in self.clinicians

    @cached_property
    def voices(self) -> int:
        """How many voices are told apart."""
        return len({each.speaker for each in self.sentences} - {UNKNOWN_SPEAKER})

    @cached_property
    def clinicians(self) -> frozenset[str]:
        """The labels of those who treat: by role, else the one voice that asks most."""
        treating = {SpeakerRole.MEDICO, SpeakerRole.ENFERMERIA}
        known = frozenset(label for label, role in self._roles.items() if role in treating)
        if known:
            return known
        asked = Counter(each.speaker for each in self.sentences if each.question)
        asked.pop(UNKNOWN_SPEAKER, None)
        if self.voices < 2 or not asked:
            return frozenset()
        return frozenset({max(sorted(asked), key=lambda label: asked[label])})

    def _divided(self) -> list[Sentence]:
        found: list[Sentence] = []
        first = turn = 0
        for place, word in enumerate(self.words):
            last = place == len(self.words) - 1
            changes = not last and self.words[place + 1].speaker != word.speaker
            if last or changes or place in self._restored.ends or self._ends(place):
                found.append(self._sentence(len(found), first, place, turn))
                first = place + 1
                turn += changes
        return found

    def _with_unmarked_questions(self) -> list[Sentence]:
        """What the clinician names and another answers is a question, whatever its mark; and the
        answer that names it again is none: `Any rash? — No rash?`
        """
        found: list[Sentence] = []
        for place, here in enumerate(self.sentences):
            reply = self.sentences[place + 1 : place + 2]
            if self._answers(here, found):
                found.append(replace(here, number=len(found), question=False))
                continue
            if (place_of_answer := self._answered_within(here)) is not None:
                asked = self._sentence(len(found), here.first, place_of_answer - 1, here.turn)
                found.append(replace(asked, question=True))
                found.append(self._sentence(len(found), place_of_answer, here.last, here.turn))
                continue
            start = None
            if reply and not here.question:
                same = here.speaker == reply[0].speaker
                if same and self.by_clinician(here) and asks_of_these(reply[0].text):
                    start = here.first
                elif self._may_be_answered(here, reply[0]):
                    start = self._asked_from(here, reply[0])
            if start is None:
                found.append(replace(here, number=len(found)))
                continue
            if start > here.first:
                found.append(self._sentence(len(found), here.first, start - 1, here.turn))
            asked = self._sentence(len(found), start, here.last, here.turn)
            found.append(replace(asked, question=True))
        return found

    def _answered_within(self, here: Sentence) -> int | None:
        """The word that an answer begins with in a sentence where no voices are told apart."""
        if self.voices or here.question:
            return None
        own = slice(here.first, here.last + 1)
        place = answered_within(
            [word.text for word in self.words[own]], self.plain[own], self.language
        )
        return None if place is None else here.first + place

    def _may_be_answered(self, here: Sentence, reply: Sentence) -> bool:
        """Whether another voice answers the clinician there, or may, where none are told apart."""
        if self.voices:
            return here.speaker != reply.speaker and self.by_clinician(here)
        answer = slice(reply.first, reply.last + 1)
        return not reply.question and is_answered_by_the_same(
            self.plain[here.first : here.last + 1],
            [word.text for word in self.words[answer]],
            self.plain[answer],
            self.language,
        )

    def _asked_from(self, here: Sentence, reply: Sentence) -> int | None:
        """The word that a question begins with which only its answer shows."""
        own = slice(here.first, here.last + 1)
        start = asked_from(
            [word.text for word in self.words[own]],
            self.plain[own],
            self.plain[reply.first : reply.last + 1],
            self.language,
        )
        return None if start is None else here.first + start

    def _answers(self, here: Sentence, before: Sequence[Sentence]) -> bool:
        """Whether it was written as a question, and answers the clinician's in its own words."""
        if not here.question or not before or not before[-1].question:
            return False
        asked = before[-1]
        if self.by_clinician(here) or not self.by_clinician(asked):
            return False
        own = self.plain[here.first : here.last + 1]
        said = {word for word in own if len(word) >= _A_WORD}
        again = said & set(self.plain[asked.first : asked.last + 1])
        return bool(again) and opening_kind(own, self.language) in (TermKind.YES, TermKind.NO)

    def _ends(self, place: int) -> bool:
        spoken = self._spoken[place]
        if place in self._within or (spoken.behind == "." and spoken.plain in _TITLES):
            return False
        if spoken.behind == "." and spoken.plain in _UNITS:
            return not self.words[place + 1].text[:1].islower()
        return bool(_ENDS.search(spoken.behind))

    def _sentence(self, number: int, first: int, last: int, turn: int) -> Sentence:
        texts: list[str] = []
        shown: list[str] = []
        starts: list[int] = []
        words_at: list[tuple[int, int]] = []
        length, place, question = 0, first, last in self._restored.questions
        while place <= last:
            text, behind = self._rendered(place, last)
            spoken, closing = self._spoken[place], self._spoken[behind - 1]
            question = question or "¿" in spoken.before or "?" in closing.behind
            marks = " ".join(_MARKS.findall(closing.behind)[:1])
            opening = "¿ " if "¿" in spoken.before else ""
            piece = f"{opening}{text}{' ' if marks else ''}{marks}"
            accented = self._accented(place) if behind == place + 1 else text
            same = len(accented) == len(text) and not text[:1].isdigit()
            shown.append(f"{opening}{accented if same else text}{' ' if marks else ''}{marks}")
            starts.append(length)
            words_at.append((place, behind - 1))
            texts.append(piece)
            length += len(piece) + 1
            place = behind
        return Sentence(
            number,
            first,
            last,
            turn,
            self.words[first].speaker,
            (question and not _TOLD.search(" ".join(texts))) or texts[:2] == _ASKED_AGAIN,
            " ".join(texts),
            " ".join(shown),
            tuple(starts),
            tuple(words_at),
        )

    def _accented(self, place: int) -> str:
        return _written(self.words[place].text, self._spoken[place])

    def _is_yes(self, place: int) -> bool:
        """Whether a `si` without an accent is a yes: `mareo si, a veces`, `mi mamá si era`.

        A condition has a clause behind it, and never a mark.
        """
        if self.language != "es" or self.plain[place] != "si":
            return False
        before = self.plain[place - 1] if place else ""
        own = place > 0 and not self._spoken[place - 1].behind
        if own and before in _ONESELF:
            return True
        return bool(_CLOSES.match(self._spoken[place].behind)) and before not in _BEFORE_IF

    def _number_at(self, place: int) -> SpokenNumber | None:
        """The number there; `400 three times` and `quinientos tres veces` are two."""
        if place in self._in_two:
            return self._in_two[place]
        number = number_at(self._spoken, place, self.language)
        if number is None or number.last == place or self.plain[number.behind :][:1] == []:
            return number
        if self.plain[number.behind] in _COUNTED and self.plain[number.last] in _FEW:
            return number_at(self._spoken[: number.last], place, self.language)
        return number

    def _decimals_behind(self, number: SpokenNumber) -> SpokenNumber | None:
        """`point two` behind `one sixty-eight`."""
        behind = number.behind
        if self._spoken[number.last].behind or self.plain[behind : behind + 1] != ["point"]:
            return None
        decimals = fraction_at(self._spoken, behind, self.language)
        return decimals if decimals is not None and decimals.text.startswith("0.") else None

    def _rendered(self, place: int, last: int) -> tuple[str, int]:
        """A word or number as `text` tells it, and the place behind it."""
        if place in self._joined:
            return self.plain[place], min(place + 2, last + 1)
        number = None
        if self.language == "en":
            number = elided_hundred_at(self._spoken, place)
            if number is not None and (decimals := self._decimals_behind(number)):
                return f"{number.text}{decimals.text[1:]}", decimals.behind
        number = number or self._number_at(place)
        number = number or fraction_at(self._spoken, place, self.language)
        if number is None or number.article or number.last > last:
            raw = self._spoken[place]
            yes = self._accented(place) == "sí" or self._is_yes(place)
            return "sí" if yes else folded(self.plain[place] or raw.plain), place + 1
        return _DECIMAL_COMMA.sub(".", number.text), number.behind


def _singular_numbers(words: Sequence[Word], language: str) -> list[str]:
    """`the five hundreds` are tablets of five hundred, `two-eighteen` is 218."""
    texts = [
        _NUMBERS.sub(r"\1\2", word.text.replace("’", "'"))
        if place and words[place - 1].text.lower() in _BEFORE_NUMBERS
        else word.text.replace("’", "'")
        for place, word in enumerate(words)
    ]
    if language != "en":
        return texts
    return [
        _alone(each) if place and words[place - 1].text.lower() == "the" else _whole_number(each)
        for place, each in enumerate(texts)
    ]


def _alone(text: str) -> str:
    """`the hundred` is the tablet of 100."""
    match = _ELIDED_ALONE.match(text)
    return f"{_ROUND[match[1].lower()]}{match[2]}" if match else _whole_number(text)


def _whole_number(text: str) -> str:
    match = _ELIDED.match(text)
    if match is None:
        return text
    said = spoken_words([match[1], *match[2].split("-")])
    number = elided_hundred_at(said, 0)
    return text if number is None else f"{number.text}{match[3]}"


def _written(text: str, spoken: SpokenWord) -> str:
    """A word in small letters without its punctuation."""
    inner = text.lower()[len(spoken.before) :]
    return _without_s(inner[: len(inner) - len(spoken.behind)])


def _plain(spoken: SpokenWord) -> str:
    return folded(_without_s(spoken.plain))


def _without_s(word: str) -> str:
    """`penicillin's` is penicillin; `it's` stays."""
    short = word.removesuffix("'s")
    return word if short in _CONTRACTED else short
