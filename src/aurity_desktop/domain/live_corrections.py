"""Words that a person corrected while the talk went on, carried over to whatever is heard later.

Live text is heard again: by the next draft, and by the second pass, in other words, in another
number of them and at slightly other times. What a person has written stays all the same. It is
found again by its time and by how alike the words are that stand there; where they are not alike,
both were heard otherwise, and the place is disputed.

The program corrects live text too: it writes a name of the lexicon for words that sound like it.
That holds only where those very words are still read, and is not carried over: the second pass
looks for names itself.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final

from aurity_desktop.domain.edits import Edit, EditKind, RecordedEdit, spoken_in_place
from aurity_desktop.domain.transcript import Word

#: Two passes put the edges of a word up to so many seconds apart.
_SLACK: Final = 0.4
#: What was one word may be heard as several, and the other way round.
_MORE_WORDS: Final = 2
#: From here on two texts sound as if the same was said.
_ALIKE: Final = 0.6
#: From here on they are the same words, heard a little otherwise.
_THE_SAME: Final = 0.8
#: A speaker's confidence that no diarization gives, in words that have no speaker yet.
_BY_HAND: Final = -1.0
_BY_SOUND: Final = -2.0
#: Words that share no more of the time are others.
_LEAST_SHARED: Final = 0.25


@dataclass(frozen=True, slots=True)
class LiveCorrection:
    """`text` was said from `start` to `end`, in seconds of the session, and not `heard`.

    `correction_id` is given by whoever makes it and unique; `text` "" says that nothing was said.
    `by_sound`: no person wrote it, but the program a name of the lexicon.
    """

    correction_id: str
    start: float
    end: float
    heard: str
    text: str
    by_sound: bool = False

    @property
    def middle(self) -> float:
        """Seconds: where the words are taken to be."""
        return (self.start + self.end) / 2


@dataclass(frozen=True, slots=True)
class Placed:
    """The words `first` to `last` stand where the correction belongs.

    `agrees`: they are what was heard then, or what the person wrote.
    """

    first: int
    last: int
    agrees: bool


@dataclass(frozen=True, slots=True)
class Carried:
    """A correction as an edit of a run; `agrees` as in `Placed`."""

    edit: Edit
    agrees: bool


def corrected(
    known: Sequence[LiveCorrection], word: Word, text: str, correction_id: str
) -> LiveCorrection:
    """What it means that a word, as it reads now, was said otherwise.

    Where it stands in what was written before, by a person or by its sound, that is corrected anew;
    else it is a new correction of this id. To write what was heard takes a name by its sound back.
    """
    for each in known:
        words = each.text.split()
        if word.text in words and each.start <= word.middle <= each.end:
            place = words.index(word.text)
            words[place : place + 1] = text.split()
            return replace(each, text=" ".join(words), by_sound=False)
    return LiveCorrection(correction_id, word.start, word.end, word.text, " ".join(text.split()))


def placed(correction: LiveCorrection, words: Sequence[Word]) -> Placed | None:
    """Which of the words, in order of time, the correction speaks of; None where none is."""
    near = [
        place
        for place, word in enumerate(words)
        if word.end > correction.start - _SLACK and word.start < correction.end + _SLACK
    ]
    longest = max(len(correction.heard.split()), len(correction.text.split()), 1) + _MORE_WORDS
    windows = [
        (first, last) for first in near for last in range(first, min(first + longest, near[-1] + 1))
    ]
    alike = [
        (likeness, _shared(correction, words[first : last + 1]), -first, first, last)
        for first, last in windows
        if (likeness := _likeness(correction, words[first : last + 1])) >= _ALIKE
    ]
    if alike:
        *_, first, last = max(alike)
        return Placed(first, last, agrees=True)
    inside = [at for at in near if correction.start <= words[at].middle <= correction.end]
    if inside:
        return Placed(inside[0], inside[-1], agrees=False)
    shared = [(_shared(correction, words[at : at + 1]), -at) for at in near]
    most, place = max(shared, default=(0.0, 0))
    return Placed(-place, -place, agrees=False) if most >= _LEAST_SHARED else None


def with_corrections(words: Sequence[Word], corrections: Iterable[LiveCorrection]) -> list[Word]:
    """The words as they read with these corrections, in the order in which they were made.

    Names by their sound come last: never over what a person wrote.
    """
    read = list(words)
    for correction in sorted(corrections, key=lambda each: each.by_sound):
        if correction.by_sound:
            _write_by_sound(read, correction)
            continue
        texts = correction.text.split()
        found = placed(correction, read)
        if found is not None:
            old = read[found.first : found.last + 1]
            read[found.first : found.last + 1] = _written(texts, old)
        else:
            place = sum(word.middle < correction.start for word in read)
            gap = Word(correction.start, correction.end, correction.heard)
            read[place:place] = _written(texts, [gap])
    return read


def _write_by_sound(read: list[Word], correction: LiveCorrection) -> None:
    """Where the same words are still read, and no person wrote any of them."""
    found = placed(correction, read)
    if found is None or not found.agrees:
        return
    old = read[found.first : found.last + 1]
    if [_plain(word.text) for word in old] == [_plain(text) for text in correction.text.split()]:
        return
    as_heard = replace(correction, text="")
    if _likeness(as_heard, old) >= _THE_SAME and not any(map(is_written, old)):
        written = spoken_in_place(correction.text.split(), old)
        read[found.first : found.last + 1] = [
            replace(word, speaker_confidence=_BY_SOUND) for word in written
        ]


def _written(texts: list[str], old: list[Word]) -> list[Word]:
    words = spoken_in_place(texts, old)
    return [replace(word, probability=1.0, speaker_confidence=_BY_HAND) for word in words]


def is_written(word: Word) -> bool:
    """Whether a person wrote the word of a live text: no model is as sure."""
    return word.speaker_confidence == _BY_HAND


def is_by_sound(word: Word) -> bool:
    """Whether the program wrote the word of a live text by its sound."""
    return word.speaker_confidence == _BY_SOUND


def carried(
    corrections: Iterable[LiveCorrection], words: Sequence[Word], words_id: str
) -> list[Carried]:
    """What people wrote, as edits of a run of these words, in the order in which they did.

    `words_id` tells the run's words from those of others: the same correction of the same words is
    the same edit. Where nothing was heard, what a person wrote stands beside the nearest word.
    """
    found: list[Carried] = []
    for correction in corrections:
        if not words:
            break
        if correction.by_sound:
            continue
        edit_id = f"{correction.correction_id}.{_short(words_id)}"
        place = placed(correction, words)
        if place is not None:
            edit = Edit(edit_id, EditKind.CORRECT, place.first, place.last, correction.text)
            found.append(Carried(edit, place.agrees))
        elif correction.text:
            nearest = min(
                range(len(words)), key=lambda at: abs(words[at].middle - correction.start)
            )
            beside = words[nearest]
            parts = [beside.text, correction.text]
            text = " ".join(parts if beside.middle < correction.start else parts[::-1])
            found.append(Carried(Edit(edit_id, EditKind.CORRECT, nearest, nearest, text), False))
    return found


def was_taken_back(correction: LiveCorrection, edits: Sequence[RecordedEdit]) -> bool:
    """Whether a person took back the last edit that the correction was carried over as."""
    own = [
        each for each in edits if each.edit.edit_id.rpartition(".")[0] == correction.correction_id
    ]
    return bool(own) and not own[-1].active


def disputed_places(edits: Sequence[RecordedEdit], disputed: frozenset[str]) -> frozenset[int]:
    """Positions at which a person's words and a later pass differ, and nobody has looked since.

    `edits` are those of the words that count, oldest first; `disputed` the ids of those that were
    carried over to words that said otherwise.
    """
    places: set[int] = set()
    for found in edits:
        edit = found.edit
        if not found.active or edit.kind is not EditKind.CORRECT:
            continue
        concerned = range(edit.first_word, edit.last_word + 1)
        if edit.edit_id in disputed:
            places.update(concerned)
        else:
            places.difference_update(concerned)
    return frozenset(places)


def _shared(correction: LiveCorrection, window: Sequence[Word]) -> float:
    """Of the time that either takes, what both do."""
    start, end = window[0].start, max(word.end for word in window)
    both = min(end, correction.end) - max(start, correction.start)
    either = max(end, correction.end) - min(start, correction.start)
    return max(0.0, both) / either if either > 0 else float(start == correction.start)


def _likeness(correction: LiveCorrection, window: Sequence[Word]) -> float:
    """How alike the words are to what was heard or what was written, from 0 to 1."""
    said = _plain("".join(word.text for word in window))
    return max(
        SequenceMatcher(None, said, _plain(text), autojunk=False).ratio() if text else 0.0
        for text in (correction.heard, correction.text)
    )


def _plain(text: str) -> str:
    """Letters and digits alone, without accents and case: nearly as it sounds."""
    folded = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in folded if letter.isalnum())


def _short(words_id: str) -> str:
    return hashlib.sha256(words_id.encode("utf-8")).hexdigest()[:16]
