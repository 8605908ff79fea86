"""Corrections that people make to a finished transcript: facts beside it, never changes in it.

An edit speaks of words by their position in the run of words that it was made on (0, 1, 2 …, before
any edit), so that edits do not move each other. The reading is the run with every edit that holds
laid over it, in the order in which they were made; taking one back is a fact too.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from itertools import groupby, pairwise, takewhile
from typing import Self

from aurity_desktop.domain.audio import Span
from aurity_desktop.domain.errors import UsageError
from aurity_desktop.domain.spans import Captured, captured_between, first_words
from aurity_desktop.domain.transcript import Segment, Word, text_of

#: Stands in the id of an edit behind that of its group.
_OF_GROUP = "/"


class EditKind(StrEnum):
    """What an edit does.

    `CORRECT` words to `text` ("" removes them). `REASSIGN` words to `speaker`. `SPLIT`: a new turn
    begins at `first_word`. `MERGE`: the voice `merged` is `speaker`, everywhere. `JOIN`: the words
    are `speaker`'s and go on the turn before them, unless a span lies between. `REPLACE`: the
    user's dictionary writes `text` for the words, which no person has looked at. `BY_SOUND`: so
    does the lexicon, for words that sound like a term of it.
    """

    CORRECT = "correct"
    REASSIGN = "reassign"
    SPLIT = "split"
    MERGE = "merge"
    JOIN = "join"
    REPLACE = "replace"
    BY_SOUND = "by_sound"


#: Edits that write other words, which no person has looked at.
BY_PROGRAM = frozenset({EditKind.REPLACE, EditKind.BY_SOUND})

#: Edits that say who speaks.
OF_VOICES = frozenset({EditKind.REASSIGN, EditKind.MERGE, EditKind.JOIN})


@dataclass(frozen=True, slots=True)
class Edit:
    """One change.

    `edit_id` is given by whoever makes it and unique; positions include both ends.
    """

    edit_id: str
    kind: EditKind
    first_word: int = 0
    last_word: int = 0
    text: str = ""
    speaker: str = ""
    merged: str = ""

    @property
    def group(self) -> str:
        """What it was made together with, and is taken back with; its own id where it is alone."""
        return self.edit_id.partition(_OF_GROUP)[0]


def grouped(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits as one step: under ids that tell that they belong together."""
    listed = tuple(edits)
    group = listed[0].edit_id if listed else ""
    return tuple(
        replace(each, edit_id=f"{group}{_OF_GROUP}{number}") for number, each in enumerate(listed)
    )


@dataclass(frozen=True, slots=True)
class RecordedEdit:
    """An edit with its history.

    `run_id` is the run that it was made on; `active` is False for one that was taken back.
    """

    edit: Edit
    run_id: str
    audit_id: int
    recorded_at: datetime
    user_id: str
    active: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read: words and segments with the edits laid over them.

    `positions[i]` are the first and last position, in the unedited run, of the words of segment i,
    and `places[i]` is that of word i: what an edit of it refers to. `seen` are the positions of the
    words that a person has written, or written again as they were, which says that they are right;
    `changed` those that they made others. `disputed` are those at which a correction of live text
    stands and the second pass says otherwise, where somebody has looked them up. `by_sound` has, at
    the first position of what the lexicon wrote, the words that were heard there.
    """

    words: tuple[Word, ...]
    segments: tuple[Segment, ...]
    positions: tuple[tuple[int, int], ...]
    places: tuple[int, ...] = ()
    seen: frozenset[int] = frozenset()
    changed: frozenset[int] = frozenset()
    disputed: frozenset[int] = frozenset()
    by_sound: Mapping[int, str] = field(default_factory=dict)

    @property
    def words_by_a_person(self) -> frozenset[int]:
        """The numbers of the words in `words` that a person has made others.

        Of a correction with as many words as before, those that stayed are not among them.
        """
        return frozenset(
            number
            for number, (place, word) in enumerate(zip(self.places, self.words, strict=True))
            if place in self.changed and word.probability == 1.0
        )


class BadEdit(UsageError):
    """An edit that does not fit the words that it speaks of."""

    def __init__(self, edit: Edit, reason: str) -> None:
        self.edit = edit
        self.reason = reason
        super().__init__(f"The edit {edit.kind} cannot be made: {reason}.")


@dataclass(frozen=True, slots=True)
class RunShape:
    """What an edit has to fit of a run: how many words it has, and the labels of its voices."""

    words: int
    labels: frozenset[str]

    @classmethod
    def of(cls, words: Sequence[Word]) -> Self:
        """Of a run of these words."""
        return cls(len(words), frozenset(word.speaker for word in words))

    def check(self, edit: Edit) -> None:
        """Raises BadEdit where the edit does not fit."""
        if not edit.edit_id:
            raise BadEdit(edit, "it has no id")
        if edit.kind is EditKind.MERGE:
            if edit.merged not in self.labels:
                raise BadEdit(edit, f"nobody is called {edit.merged}")
            if edit.merged == edit.speaker:
                raise BadEdit(edit, "a voice cannot be merged with itself")
        elif not 0 <= edit.first_word <= edit.last_word < self.words:
            raise BadEdit(edit, f"there are no words {edit.first_word} to {edit.last_word}")
        if edit.kind in (EditKind.MERGE, EditKind.REASSIGN, EditKind.JOIN) and not edit.speaker:
            raise BadEdit(edit, "it names no speaker")


def check_edit(edit: Edit, words: Sequence[Word]) -> None:
    """Raises BadEdit where the edit does not fit the run."""
    RunShape.of(words).check(edit)


def read_with(
    words: Sequence[Word],
    segments: Sequence[Segment],
    edits: Sequence[Edit],
    spans: Sequence[Span] = (),
    *,
    run: RunShape | None = None,
    joins: bool = True,
) -> Reading:
    """The run as it reads with these edits, in their order.

    Edits that do not fit it change nothing. No segment runs across a span, whatever the run or an
    edit says. `run` is the whole run's shape where `words` are a part of one, see `run_parts`;
    without `joins` no turn goes on the one before it, as search and parts have it.
    """
    shape = run or RunShape.of(words)
    stretches = captured_between(spans)
    cuts = first_words(words, stretches)
    edges = list(zip(cuts, stretches, strict=True))
    cells = _cells(words)
    bases = _bases(words, segments)
    seen: set[int] = set()
    changed: set[int] = set()
    by_sound: dict[int, str] = {}
    starts = {0, *bases, *(cut for cut in cuts if cut < len(words))}
    for edit in edits:
        try:
            shape.check(edit)
        except BadEdit:
            continue  # it was made on a run that had these words; this one has not
        if edit.kind is EditKind.SPLIT:
            starts.add(edit.first_word)
            continue
        if edit.kind is EditKind.JOIN and joins and edit.first_word not in cuts:
            starts.discard(edit.first_word)
        concerned = range(edit.first_word, edit.last_word + 1)
        if edit.kind is EditKind.BY_SOUND:
            heard = tuple(word for place in concerned for word in cells[place])
            by_sound[edit.first_word] = text_of(heard)
        if edit.kind is EditKind.CORRECT:
            seen.update(concerned)
            if [word.text for place in concerned for word in cells[place]] == edit.text.split():
                continue  # a person has said that it is right
            changed.update(concerned)
            by_sound = {place: text for place, text in by_sound.items() if place not in concerned}
        _lay_over(cells, edit, edges)
    borders = [*sorted(starts), len(words)]
    shown: list[tuple[Segment, tuple[int, int]]] = []
    for first, behind in pairwise(borders):
        whole, base = bases.get(first, (first, None))
        if (
            base is not None
            and whole == behind
            and cells[first:behind] == _cells(words[first:behind])
        ):
            shown.append(
                (base, (first, behind - 1))
            )  # untouched: its edges know more than its words
        else:
            shown += _segments(cells, first, behind)
    return Reading(
        words=tuple(word for cell in cells for word in cell),
        segments=tuple(
            stretches[bisect_right(cuts, first) - 1].clip(segment) for segment, (first, _) in shown
        ),
        positions=tuple(position for _, position in shown),
        places=tuple(place for place, cell in enumerate(cells) for _ in cell),
        seen=frozenset(seen),
        changed=frozenset(changed),
        by_sound=by_sound,
    )


def _lay_over(
    cells: list[tuple[Word, ...]], edit: Edit, cuts: Sequence[tuple[int, Captured]]
) -> None:
    """`cuts` are the position of each captured stretch's first word, and the stretch."""
    match edit.kind:
        case EditKind.CORRECT | EditKind.REPLACE | EditKind.BY_SOUND:
            span = range(edit.first_word, edit.last_word + 1)
            old = [word for position in span for word in cells[position]]
            spoken = spoken_in_place(edit.text.split(), old) if old else ()
            if len(spoken) == len(old) == len(span):
                cells[edit.first_word : edit.last_word + 1] = [(word,) for word in spoken]
            elif old:
                for position in span:
                    cells[position] = ()
                _write(cells, edit, spoken, cuts)
        case EditKind.REASSIGN | EditKind.JOIN:
            for position in range(edit.first_word, edit.last_word + 1):
                cells[position] = _said_by(cells[position], edit.speaker, lambda _word: True)
        case EditKind.MERGE:
            for position, cell in enumerate(cells):
                cells[position] = _said_by(
                    cell, edit.speaker, lambda word: word.speaker == edit.merged
                )


def _write(
    cells: list[tuple[Word, ...]],
    edit: Edit,
    spoken: tuple[Word, ...],
    cuts: Sequence[tuple[int, Captured]],
) -> None:
    """Put corrected words at the edit's first position.

    Those that are spoken behind a span go to the first position behind it.
    """
    place = edit.first_word
    for first, stretch in cuts:
        if edit.first_word < first <= edit.last_word:
            before = tuple(_spoken_before(spoken, stretch.start))
            cells[place], spoken, place = before, spoken[len(before) :], first
    cells[place] = spoken


def _spoken_before(spoken: Sequence[Word], second: float) -> Iterator[Word]:
    return takewhile(lambda word: word.middle < second, spoken)


def _said_by(
    cell: tuple[Word, ...], speaker: str, concerns: Callable[[Word], bool]
) -> tuple[Word, ...]:
    return tuple(
        replace(word, speaker=speaker, speaker_confidence=1.0) if concerns(word) else word
        for word in cell
    )


def spoken_in_place(texts: Sequence[str], old: Sequence[Word]) -> tuple[Word, ...]:
    """Corrected words in the time of those they stand for.

    The same times for the same count, else shared out by length.
    """
    if len(texts) == len(old):
        return tuple(
            word if word.text == text else replace(word, text=text, probability=1.0)
            for text, word in zip(texts, old, strict=True)
        )
    start, end = old[0].start, max(word.end for word in old)
    letters = sum(len(text) for text in texts)
    spoken, passed = [], 0
    for text in texts:
        begins = start + (end - start) * passed / letters
        passed += len(text)
        ends = start + (end - start) * passed / letters
        spoken.append(replace(old[0], start=begins, end=ends, text=text, probability=1.0))
    return tuple(spoken)


def _cells(words: Sequence[Word]) -> list[tuple[Word, ...]]:
    """What is read at each position of the run: at first its word, after edits others or none."""
    return [(word,) for word in words]


def segments_by_first_word(
    words: Sequence[Word], segments: Sequence[Segment]
) -> dict[int, Segment]:
    """Position of each segment's first word → the segment; of several that begin there the last.

    One without words stands where the next one begins.
    """
    return {first: segment for first, (_, segment) in _bases(words, segments).items()}


def _bases(words: Sequence[Word], segments: Sequence[Segment]) -> dict[int, tuple[int, Segment]]:
    """Position of each segment's first word → position behind its last, and the segment.

    A segment is its words joined by blanks.
    """
    bases, position = {}, 0
    for segment in segments:
        first, length = position, len(segment.text)
        while position < len(words) and length > 0:
            length -= len(words[position].text) + 1
            position += 1
        bases[first] = (position, segment)
    return bases


def _segments(
    cells: list[tuple[Word, ...]], first: int, behind: int
) -> Iterator[tuple[Segment, tuple[int, int]]]:
    """What is read in [first, behind), one segment for each stretch of one speaker.

    Words that were removed are in none.
    """
    filled = (at for at in range(first, behind) if cells[at])
    for _, stretch in groupby(filled, lambda at: cells[at][0].speaker):
        places = list(stretch)
        yield _segment([word for at in places for word in cells[at]]), (places[0], places[-1])


def _segment(words: list[Word]) -> Segment:
    return Segment(
        start=words[0].start,
        end=max(word.end for word in words),
        speaker=words[0].speaker,
        text=text_of(tuple(words)),
        confidence=round(sum(word.probability for word in words) / len(words), 3),
        overlapped=2 * sum(word.overlapped for word in words) >= len(words),
    )
