"""When what was found in a talk stood beside its live text, and how long after it was said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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
class SaidLine:
    """What the final transcript has for it; `named_end` is where the word ends that names it."""

    kind: str
    text: str
    start: float
    named_end: float
    end: float


@dataclass(frozen=True, slots=True)
class FindingDelays:
    """Seconds, of `said` findings of the final transcript.

    `named`: from the end of the word that names it to the first line of its kind there. `whole`:
    from the end of all that belongs to it to the line that reads as it does in the end.
    `withdrawn`: lines that were painted and do not stand at the end, of `painted`.
    """

    said: int
    named: tuple[float, ...]
    whole: tuple[float, ...]
    painted: int
    withdrawn: int


class FindingsSeen:
    """Keeps of each line when it was first painted."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str, int], PaintedLine] = {}

    @property
    def lines(self) -> tuple[PaintedLine, ...]:
        """Each once, in the order in which they were painted."""
        return tuple(self._first.values())

    def painted(self, lines: Iterable[PaintedLine]) -> None:
        """These stand there now. A line that is put otherwise is another line."""
        for line in lines:
            self._first.setdefault((line.kind, line.text, round(line.start)), line)


def finding_delays(said: Sequence[SaidLine], painted: Sequence[PaintedLine]) -> FindingDelays:
    """Both on the clock of the session."""
    named, whole = [], []
    stands: set[PaintedLine] = set()
    for one in said:
        near = [line for line in painted if line.kind == one.kind and _is_near(line, one)]
        alike = [line for line in near if line.text == one.text]
        stands.update(alike)
        if near:
            named.append(min(line.at for line in near) - one.named_end)
        if alike:
            whole.append(min(line.at for line in alike) - one.end)
    withdrawn = len([line for line in painted if line not in stands])
    return FindingDelays(len(said), tuple(named), tuple(whole), len(painted), withdrawn)


def _is_near(line: PaintedLine, said: SaidLine) -> bool:
    return line.start - _SAME_PLACE <= said.named_end <= line.end + _SAME_PLACE
