"""Finding a text in a transcript, and what it takes to write another in its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aurity_desktop.domain.transcript import Word


@dataclass(frozen=True, slots=True)
class Find:
    """What is looked for. Case and accents are ignored, and parts of words found, unless asked."""

    text: str
    case: bool = False
    accents: bool = False
    whole_words: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """What a turn's text is made of, joined by blanks: a word, or a number as it is written.

    It stands for the words at the positions `first` to `last` of the run.
    """

    text: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The words at the positions `first` to `last` of a run are `text` now.

    `count` is how many places were replaced in them.
    """

    first: int
    last: int
    text: str
    count: int = 1


def units_of(words: Sequence[Word], places: Sequence[int]) -> list[Unit]:
    """Each word by itself; `places` are the positions of the words in the run."""
    return [Unit(word.text, at, at) for word, at in zip(words, places, strict=True)]


def occurrences(text: str, find: Find) -> tuple[tuple[int, int], ...]:
    """[start, end) of each place where `text` holds what is looked for; none overlaps another."""
    wanted, _ = _folded(" ".join(find.text.split()), find)
    if not wanted:
        return ()
    folded, origins = _folded(text, find)
    found: list[tuple[int, int]] = []
    at = folded.find(wanted)
    while at >= 0:
        behind = at + len(wanted)
        start, end = origins[at], _behind(text, origins[behind - 1])
        if find.whole_words and not _stands_alone(text, start, end):
            at = folded.find(wanted, at + 1)
            continue
        found.append((start, end))
        at = folded.find(wanted, behind)
    return tuple(found)


def rewritten(
    units: Sequence[Unit],
    spans: Sequence[tuple[int, int]],
    replacement: str,
    *,
    keep_capitals: bool = True,
) -> Iterator[Rewritten]:
    """What has to be written so that the replacement stands in each of the spans.

    `units` make the text of one turn, in which the spans are. What an earlier correction put into
    one position is written together. With `keep_capitals` a place that begins with a capital goes
    on to do so.
    """
    begins, at = [], 0
    for unit in units:
        begins.append(at)
        at += len(unit.text) + 1
    groups: list[tuple[int, int, list[tuple[int, int]]]] = []
    for start, end in spans:
        first, last = _widened(units, *_touched(units, begins, start, end))
        if groups and first <= groups[-1][1]:
            before = groups.pop()
            groups.append((before[0], max(before[1], last), [*before[2], (start, end)]))
        else:
            groups.append((first, last, [(start, end)]))
    text = " ".join(unit.text for unit in units)
    for first, last, within in groups:
        behind = begins[last] + len(units[last].text)
        yield Rewritten(
            units[first].first,
            units[last].last,
            _replaced(text, begins[first], behind, within, replacement, keep_capitals),
            len(within),
        )


def _replaced(
    text: str,
    begin: int,
    behind: int,
    spans: Sequence[tuple[int, int]],
    replacement: str,
    keep_capitals: bool,
) -> str:
    parts, at = [], begin
    for start, end in spans:
        capital = keep_capitals and text[start].isupper() and replacement[:1].islower()
        written = replacement[:1].upper() + replacement[1:] if capital else replacement
        parts += [text[at:start], written]
        at = end
    return " ".join("".join([*parts, text[at:behind]]).split())


def _touched(units: Sequence[Unit], begins: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """The first and the last unit that the span touches."""
    touched = [
        at
        for at, unit in enumerate(units)
        if begins[at] < end and begins[at] + len(unit.text) > start
    ]
    return touched[0], touched[-1]


def _widened(units: Sequence[Unit], first: int, last: int) -> tuple[int, int]:
    """With what stands at the same positions."""
    while first > 0 and units[first - 1].last >= units[first].first:
        first -= 1
    while last + 1 < len(units) and units[last + 1].first <= units[last].last:
        last += 1
    return first, last


def _folded(text: str, find: Find) -> tuple[str, list[int]]:
    """The text as it is compared, and for each of its characters where it comes from."""
    folded: list[str] = []
    origins: list[int] = []
    for at, letter in enumerate(text):
        plain = letter if find.case else letter.casefold()
        if not find.accents:
            plain = "".join(
                each
                for each in unicodedata.normalize("NFD", plain)
                if not unicodedata.combining(each)
            )
        folded.append(plain)
        origins += [at] * len(plain)
    return "".join(folded), origins


def _behind(text: str, last: int) -> int:
    """Behind a character and the accents that follow it."""
    end = last + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, behind = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() and text[start].isalnum()) and not (
        behind.isalnum() and text[end - 1].isalnum()
    )
