"""Where in a sentence a thing is named, and what else is: what a time or a side may belong to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention, TermKind, term_list

#: Where another clause, or the next of a list, may begin.
BOUND: Final = re.compile(
    r"[,;:.?!…¿¡]|\b(?:y|e|ni|o|pero|porque|aunque|cuando|and|or|nor|but|because|although|when|so|"
    r"entonces|while|mientras)\b"
)
_WORD: Final = re.compile(r"[^\W_]+(?:'\w+)?")


def word_set(text: str) -> frozenset[str]:
    """The words of a text, written one behind the other."""
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a sentence's `text`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Named:
    """What the sentences of a talk name; `mentions` by the number of the sentence."""

    talk: Talk
    mentions: Mapping[int, Sequence[Mention]]

    def besides(self, sentence: Sentence, mention: Mention | None = None) -> list[Span]:
        """What else than `mention` stands there, medicines too, in the order of the text."""
        own = span_of(sentence, mention) if mention is not None else Span(0, 0)
        named = (
            *self.mentions.get(sentence.number, ()),
            *mentions_of_kind(self.talk, sentence, TermKind.MEDICINE),
        )
        spans = sorted({span_of(sentence, each) for each in named}, key=lambda each: each.start)
        return [each for each in spans if each.end <= own.start or own.end <= each.start]

    def again(self, sentence: Sentence, mention: Mention) -> Mention | None:
        """Where the sentence names the same thing."""
        here = self.mentions.get(sentence.number, ())
        return next((each for each in here if each.name == mention.name), None)

    def parts(self, sentence: Sentence) -> list[Span]:
        """The parts of the body that the sentence names."""
        found = mentions_of_kind(self.talk, sentence, TermKind.BODY)
        return [span_of(sentence, each) for each in found]


def mentions_of_kind(talk: Talk, sentence: Sentence, kind: TermKind) -> list[Mention]:
    """All of the lists' terms of a kind, at their words of the talk."""
    words = talk.plain[sentence.first : sentence.last + 1]
    return [
        Mention(each.term, each.first + sentence.first, each.last + sentence.first)
        for each in term_list(talk.language).mentions(words, frozenset({kind}))
    ]


def span_of(sentence: Sentence, mention: Mention) -> Span:
    """Where a mention stands in the text of its sentence."""
    last = sentence.place(mention.last)
    end = sentence.text.find(" ", last)
    return Span(sentence.place(mention.first), end if end >= 0 else len(sentence.text))


def is_only(text: str, words: frozenset[str]) -> bool:
    """Whether all of its words are of these."""
    return all(each in words for each in _WORD.findall(text))


def without(text: str, start: int, end: int, spans: Sequence[Span]) -> str:
    """`text[start:end]` with what is named there left out."""
    kept, place = [], start
    inside = (each for each in spans if start < each.end and each.start < end)
    for each in sorted(inside, key=lambda each: each.start):
        kept.append(text[place : max(place, each.start)])
        place = max(place, each.end)
    return " ".join((*kept, text[place:end]))
