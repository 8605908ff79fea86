"""When what was found in a talk stood beside its live text, and how long after it was said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aurity_desktop.clinical.term_lists import folded
from aurity_desktop.domain.transcript import Word

_LATE = 2.0
_SAME_PLACE = 4.0  # seconds that the beginnings of one finding may lie apart, live and final


@dataclass(frozen=True, slots=True)
class PaintedLine:
    """A line beside the live text, first painted `at`; where it lies in the talk. Seconds."""

    at: float
    kind: str
    text: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class ShownWord:
    """A word of the live text, first shown there `at`; where it begins in the talk. Seconds."""

    at: float
    text: str
    start: float


@dataclass(frozen=True, slots=True)
class SaidLine:
    """What the final transcript has for it; `named_end` is where the word `word` ends that names
    it."""

    kind: str
    text: str
    start: float
    named_end: float
    end: float
    word: str = ""


@dataclass(frozen=True, slots=True)
class FindingDelays:
    """Seconds, of `said` findings of the final transcript.

    `named`: from the end of the word that names it to the first line of its kind there. `beside`:
    the same from when that word stood in the live text, where it did. `whole`: from the end of all
    that belongs to it to the line that reads as it does in the end. `late` tells of each that came
    more than two seconds after its word.
    `withdrawn`: lines that were painted and do not stand at the end, of `painted`.
    """

    said: int
    named: tuple[float, ...]
    whole: tuple[float, ...]
    painted: int
    withdrawn: int
    beside: tuple[float, ...] = ()
    late: tuple[str, ...] = ()


class FindingsSeen:
    """Keeps of each line when it was first painted."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str, int], PaintedLine] = {}
        self._words: dict[tuple[str, int], ShownWord] = {}

    @property
    def lines(self) -> tuple[PaintedLine, ...]:
        """Each once, in the order in which they were painted."""
        return tuple(self._first.values())

    @property
    def words(self) -> tuple[ShownWord, ...]:
        """Each once at each second, in the order in which they were shown."""
        return tuple(self._words.values())

    def shown(self, at: float, words: Iterable[Word]) -> None:
        """These stand in the live text now."""
        for each in words:
            text = _bare(each.text)
            self._words.setdefault(
                (text, round(each.start)), ShownWord(round(at, 2), text, round(each.start, 2))
            )

    def painted(self, lines: Iterable[PaintedLine]) -> None:
        """These stand there now. A line that is put otherwise is another line."""
        for line in lines:
            self._first.setdefault((line.kind, line.text, round(line.start)), line)


def finding_delays(
    said: Sequence[SaidLine], painted: Sequence[PaintedLine], shown: Sequence[ShownWord] = ()
) -> FindingDelays:
    """All on the clock of the session."""
    named, whole, beside, late = [], [], [], []
    stands: set[PaintedLine] = set()
    for one in said:
        near = [line for line in painted if line.kind == one.kind and _is_near(line, one)]
        alike = [line for line in near if line.text == one.text]
        stands.update(alike)
        if near:
            first = min(near, key=lambda line: line.at)
            named.append(first.at - one.named_end)
            word = min((each.at for each in shown if _is_its_word(each, one)), default=None)
            if word is not None:
                beside.append(first.at - word)
            if named[-1] > _LATE:
                said_so = "never" if word is None else f"{word - one.named_end:.1f} s"
                late.append(
                    f"{named[-1]:.1f} s: {one.text}; {one.word!r} shown after {said_so}, "
                    f"first line: {first.text}"
                )
        if alike:
            whole.append(min(line.at for line in alike) - one.end)
    withdrawn = len([line for line in painted if line not in stands])
    return FindingDelays(
        len(said), tuple(named), tuple(whole), len(painted), withdrawn, tuple(beside), tuple(late)
    )


def _is_its_word(shown: ShownWord, said: SaidLine) -> bool:
    same_place = abs(shown.start - said.named_end) <= _SAME_PLACE
    return same_place and shown.text == _bare(said.word)


def _bare(text: str) -> str:
    return folded(text.strip(" ,.;:¿?¡!…").lower())


def _is_near(line: PaintedLine, said: SaidLine) -> bool:
    return line.start - _SAME_PLACE <= said.named_end <= line.end + _SAME_PLACE
