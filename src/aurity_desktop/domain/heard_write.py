"""The user's dictionary: when this is heard, that is written.

Whole words only. Letters are compared as they are: case and accents are kept apart, so a name can
be told from a word. Punctuation around the words stays; within what was heard there is none.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from aurity_desktop.domain.edits import Edit, EditKind, Reading
from aurity_desktop.domain.errors import UsageError
from aurity_desktop.domain.number_words import spoken_words
from aurity_desktop.domain.transcript import Word

#: A rule of more words is a sentence that somebody pasted.
MOST_WORDS = 8
#: A correction of more words than these is no name that was misheard.
_MOST_LEARNED = 4
#: What is between what is heard and what is written; the first is what the program writes.
ARROWS = ("→", "=>", "->")
_ALIAS = "|"
_ARROW = re.compile("|".join(map(re.escape, ARROWS)))


class BadRule(UsageError):
    """A line of a dictionary that is none; `line` counts from 1, 0 where there is no file."""

    def __init__(self, line: int, text: str) -> None:
        self.line = line
        self.text = text
        where = f"Line {line}" if line else "This"
        super().__init__(
            f"{where} is no rule such as: para cetamol | paracetamos → paracetamol. It says: {text}"
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """`heard` are the ways in which it is heard, of one to eight words each."""

    heard: tuple[str, ...]
    write: str

    @property
    def line(self) -> str:
        """As it stands in a file."""
        return f"{f' {_ALIAS} '.join(self.heard)} {ARROWS[0]} {self.write}"


@dataclass(frozen=True, slots=True)
class Found:
    """Words `first` to `last` are heard as a rule says; `text` with the punctuation around them."""

    first: int
    last: int
    text: str


class Dictionary:
    """The rules in their order; of several that fit, the one that hears most words counts."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self.rules = merged(rules)
        self._by_words = {
            tuple(_plain(each)): rule.write for rule in self.rules for each in rule.heard
        }
        self._lengths = sorted({len(words) for words in self._by_words}, reverse=True)

    def __bool__(self) -> bool:
        return bool(self.rules)

    def found_in(self, texts: Sequence[str], kept: Collection[int] = ()) -> Iterator[Found]:
        """In order, none over another, and none over the words `kept`, by their numbers.

        What a rule writes is not looked at again.
        """
        plain = _plain_words(texts)
        place = 0
        while place < len(texts):
            found = self._at(texts, plain, place)
            if found is None or any(found.first <= at <= found.last for at in kept):
                place += 1
            else:
                yield found
                place = found.last + 1

    def _at(
        self, texts: Sequence[str], plain: Sequence[tuple[str, str, str]], place: int
    ) -> Found | None:
        for length in self._lengths:
            here = plain[place : place + length]
            if len(here) < length or not _together(here):
                continue
            write = self._by_words.get(tuple(word for _, word, _ in here))
            text = f"{here[0][0]}{write}{here[-1][2]}"
            if write is not None and text != " ".join(texts[place : place + length]):
                return Found(place, place + length - 1, text)
        return None

    def replaced(self, words: Sequence[Word]) -> tuple[Word, ...]:
        """The words as they are shown."""
        return replaced(words, self.found_in([word.text for word in words]))

    def edits(self, reading: Reading) -> Iterator[Edit]:
        """What the rules change in a finished transcript; nothing that a person has looked at."""
        kept = {
            number
            for number, place in enumerate(reading.places)
            if place in reading.seen or place in reading.changed
        }
        found = self.found_in([word.text for word in reading.words], kept)
        return edits_of(found, reading, EditKind.REPLACE, "heard")


def replaced(words: Sequence[Word], found: Iterable[Found]) -> tuple[Word, ...]:
    """The words with what was found: what is written has the time of what was heard."""
    shown: list[Word] = []
    place = 0
    for each in found:
        shown += words[place : each.first]
        own = words[each.first : each.last + 1]
        shown.append(replace(own[0], text=each.text, end=max(word.end for word in own)))
        place = each.last + 1
    return (*shown, *words[place:])


def edits_of(
    found: Iterable[Found], reading: Reading, kind: EditKind, origin: str
) -> Iterator[Edit]:
    """What was found in a reading, as edits of its run: of words in a row that one person says.

    The id of an edit says, behind `origin`, which words it changes into what: made again it is the
    same, so that one that was taken back stays so.
    """
    for each in found:
        places = reading.places[each.first : each.last + 1]
        words = reading.words[each.first : each.last + 1]
        if places != tuple(range(places[0], places[-1] + 1)) or not _one_voice(words):
            continue
        said = "\0".join(f"{word.start:.3f} {word.text}" for word in words)
        digest = hashlib.sha256(f"{said}\0{each.text}".encode()).hexdigest()
        yield Edit(f"{origin}-{digest[:24]}", kind, places[0], places[-1], each.text)


def merged(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """One rule for each text that is written; of a word heard in several the last rule counts."""
    writes: dict[str, str] = {}
    for rule in rules:
        for heard in rule.heard:
            writes.pop(heard, None)
            writes[heard] = rule.write
    ways: dict[str, list[str]] = {}
    for heard, write in writes.items():
        ways.setdefault(write, []).append(heard)
    return tuple(Rule(tuple(heard), write) for write, heard in ways.items())


def rule_of(text: str, line: int = 0) -> Rule:
    """`heard | heard → written`. Raises BadRule."""
    parts = _ARROW.split(text)
    if len(parts) != 2:
        raise BadRule(line, text)
    return checked_rule(parts[0].split(_ALIAS), parts[1], line=line)


def checked_rule(heard: Iterable[str], write: str, *, line: int = 0) -> Rule:
    """Blanks made single. Raises BadRule for what cannot be heard as words, or writes nothing."""
    ways = tuple(dict.fromkeys(" ".join(each.split()) for each in heard))
    written = " ".join(write.split())
    said = f"{_ALIAS.join(ways)} {ARROWS[0]} {written}"
    if not written or _ARROW.search(written) or any(_ARROW.search(way) for way in ways):
        raise BadRule(line, said)
    for way in ways:
        plain = _plain(way)
        if not 0 < len(plain) <= MOST_WORDS or not all(plain) or way == written:
            raise BadRule(line, said)
    return Rule(ways, written)


def rules_of(text: str) -> list[Rule]:
    """The rules of a file: one a line; empty lines and those with `#` are none. Raises BadRule."""
    return [
        rule_of(line.strip(), number)
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.lstrip().startswith("#")
    ]


def text_of_rules(rules: Iterable[Rule]) -> str:
    """A file of these rules."""
    return "".join(f"{rule.line}\n" for rule in rules)


def learned(before: Sequence[str], after: Sequence[str]) -> Rule | None:
    """What a correction may teach: the one place where it wrote other words; None without one.

    A correction that only removes, only adds, or changes more than four words teaches nothing.
    """
    old, new = _plain_words(before), _plain_words(after)
    while old and new and old[0][1] == new[0][1]:
        old, new = old[1:], new[1:]
    while old and new and old[-1][1] == new[-1][1]:
        old, new = old[:-1], new[:-1]
    if not 0 < len(old) <= _MOST_LEARNED or not 0 < len(new) <= _MOST_LEARNED:
        return None
    try:
        return checked_rule([_bare(old)], _bare(new)) if _together(old) else None
    except BadRule:
        return None


def _bare(words: Sequence[tuple[str, str, str]]) -> str:
    """The words with what stands between them, and without the punctuation around them."""
    text = " ".join("".join(word) for word in words)
    return text[len(words[0][0]) : len(text) - len(words[-1][2])]


def _plain(text: str) -> list[str]:
    return [word for _, word, _ in _plain_words(text.split())]


def _plain_words(texts: Sequence[str]) -> list[tuple[str, str, str]]:
    """Each word between the punctuation before and behind it, its letters as they are."""
    found = []
    for text, word in zip(texts, spoken_words(texts), strict=True):
        inner = text[len(word.before) : len(text) - len(word.behind)]
        found.append((word.before, inner, word.behind))
    return found


def _together(words: Sequence[tuple[str, str, str]]) -> bool:
    return not any(behind for _, _, behind in words[:-1]) and not any(
        before for before, _, _ in words[1:]
    )


def _one_voice(words: Sequence[Word]) -> bool:
    return len({word.speaker for word in words}) == 1
