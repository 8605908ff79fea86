"""When what was found in a talk stood beside its live text, and how long after it was said.

A line is the line of a finding where both are of one kind, about one thing, and near each other. It
tells the finding where it says the same of it, that it is so or not; a faded line, which asks, does
so for neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aurity_desktop.clinical.term_lists import folded
from aurity_desktop.domain.finding_words import line_of, question_of
from aurity_desktop.domain.findings import Finding, Polarity, thing_of
from aurity_desktop.domain.transcript import Word

_LATE = 2.0
_SAME_PLACE = 4.0  # seconds that the beginnings of one finding may lie apart, live and final


@dataclass(frozen=True, slots=True)
class PaintedLine:
    """A line beside the live text, first painted `at`; where it lies in the talk. Seconds.

    `thing` is what it is about, `said` whether that is so; `awaited`: it was faded.
    """

    at: float
    kind: str
    text: str
    start: float
    end: float
    thing: str = ""
    said: str = ""
    awaited: bool = False

    @classmethod
    def of(cls, at: float, finding: Finding, language: str, *, awaited: bool) -> PaintedLine:
        """The line of a finding."""
        asked = awaited and finding.polarity is Polarity.UNCLEAR
        return cls(
            at,
            finding.kind.value,
            question_of(finding, language) if asked else line_of(finding, language),
            round(finding.start, 2),
            round(finding.end, 2),
            name_of(finding),
            finding.polarity.value,
            awaited,
        )


@dataclass(frozen=True, slots=True)
class ShownWord:
    """A word of the live text, first shown there `at`; where it begins in the talk. Seconds."""

    at: float
    text: str
    start: float


@dataclass(frozen=True, slots=True)
class SaidLine:
    """What the final transcript has for it; `named_end` is where the word `word` ends that names
    it. `thing` and `said` as those of a painted line.
    """

    kind: str
    text: str
    start: float
    named_end: float
    end: float
    word: str = ""
    thing: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class FindingDelays:
    """Seconds, of `said` findings of the final transcript.

    `named`: from the end of the word that names it to the first line of it, faded or not. `beside`:
    the same from when that word stood in the live text, where it did. `told`: from the end of what
    the first line in ink that tells it says, its answer too, to that line. `whole`: from the end of
    all that belongs to it to the line that reads as it does in the end. `late` tells of each that
    came more than two seconds after its word, and `never` of each that had no line in ink that
    tells it. `turned`: lines in ink that said of it that it is so, and it is not.
    `withdrawn`: lines in ink that do not stand at the end, of `painted`; `faded` of the others.
    """

    said: int
    named: tuple[float, ...]
    whole: tuple[float, ...]
    painted: int
    withdrawn: int
    beside: tuple[float, ...] = ()
    late: tuple[str, ...] = ()
    told: tuple[float, ...] = ()
    never: tuple[str, ...] = ()
    turned: tuple[str, ...] = ()
    faded: int = 0


class FindingsSeen:
    """Keeps of each line when it was first painted."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str, int, bool], PaintedLine] = {}
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
            self._first.setdefault((line.kind, line.text, round(line.start), line.awaited), line)


def finding_delays(
    said: Sequence[SaidLine], painted: Sequence[PaintedLine], shown: Sequence[ShownWord] = ()
) -> FindingDelays:
    """All on the clock of the session."""
    named, told, whole, beside = [], [], [], []
    late, never, turned = [], [], []
    stands: set[PaintedLine] = set()
    for one in said:
        near = [line for line in painted if _is_of(line, one)]
        tells = [line for line in near if not line.awaited and line.said == one.said]
        alike = [line for line in tells if line.text == one.text]
        stands.update(alike)
        word = min((each.at for each in shown if _is_its_word(each, one)), default=None)
        if near:
            first = min(near, key=lambda line: line.at)
            named.append(first.at - one.named_end)
            if word is not None:
                beside.append(first.at - word)
            if named[-1] > _LATE:
                late.append(f"{named[-1]:.1f} s: {_told_of(one, word)}, first line: {first.text}")
        if tells:
            first = min(tells, key=lambda line: line.at)
            told.append(first.at - max(one.named_end, min(one.end, first.end)))
        else:
            lines = "; ".join(f"{each.text}{' (faded)' if each.awaited else ''}" for each in near)
            never.append(f"{_told_of(one, word)}, lines: {lines or 'none'}")
        if alike:
            whole.append(min(line.at for line in alike) - one.end)
        if one.said == Polarity.DENIED:
            affirmed = [line for line in near if line.said == Polarity.AFFIRMED]
            turned += [line.text for line in affirmed if not line.awaited]
    ink = [line for line in painted if not line.awaited]
    withdrawn = len([line for line in ink if line not in stands])
    return FindingDelays(
        len(said),
        tuple(named),
        tuple(whole),
        len(ink),
        withdrawn,
        tuple(beside),
        tuple(late),
        tuple(told),
        tuple(never),
        tuple(turned),
        len(painted) - len(ink),
    )


def name_of(finding: Finding) -> str:
    """What a finding is about, as one text."""
    _, subject, name = thing_of(finding)
    return f"{subject}: {folded(name)}"


def _told_of(said: SaidLine, word: float | None) -> str:
    after = "never" if word is None else f"{word - said.named_end:.1f} s"
    return f"{said.text}; {said.word!r} shown after {after}"


def _is_its_word(shown: ShownWord, said: SaidLine) -> bool:
    same_place = abs(shown.start - said.named_end) <= _SAME_PLACE
    return same_place and shown.text == _bare(said.word)


def _bare(text: str) -> str:
    return folded(text.strip(" ,.;:¿?¡!…").lower())


def _is_of(line: PaintedLine, said: SaidLine) -> bool:
    is_near = line.start - _SAME_PLACE <= said.named_end <= line.end + _SAME_PLACE
    return is_near and (line.kind, line.thing) == (said.kind, said.thing)
