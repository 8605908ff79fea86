"""The words that are being said, as they are shown before their slice is whole.

Every few tenths of a second the newest sound is read by itself (`WindowDecoder.glance`). What is
read changes from one glance to the next, most at its end, where a word has no sound behind it yet.
A reader's eye is not to be thrown by that. So a word at the very end is shown when it is likely, or
was read twice; a shown word gives way to a reading that came twice or is likelier, and disappears
when it was missed twice. Words that two glances agree on, with some sound behind them, stand, and
the next glance begins behind them. What a draft or a whole slice says outranks all of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from aurity_desktop.asr.gate import plain
from aurity_desktop.asr.recognizer import TimedWord

_HALF_HEARD = 0.05  # seconds before the end of the sound in which a word may not have ended
_LATE = 0.5  # seconds before the end in which a word is shown at once only where it is likely
_LIKELY = 0.7
_STANDS = 0.6  # seconds of sound behind a word with which it stands when it was read twice
_SAME_PLACE = 1.0  # seconds that the ends of one word may lie apart in two readings
_MATCHED = 6  # words told last, among which the shown ones are looked for
_MISSES = 2


class NewestWords:
    """The words behind those told, in seconds of the session."""

    def __init__(self) -> None:
        self.words: tuple[TimedWord, ...] = ()
        self._standing = 0
        self._read: tuple[TimedWord, ...] = ()  # behind the standing ones, at the last glance
        self._heard_to = 0.0
        self._missed = 0
        self._ran_on = True  # whether somebody spoke as the sound of the last glance ended
        self._begun: tuple[TimedWord, ...] = ()  # those that stood when a glance began
        self._told_since = False  # whether a draft or a slice told words since then:
        self._told: tuple[TimedWord, ...] = ()  # the last of them,
        self._told_to = self._known_to = 0.0  # their end, and that of the sound they were read in

    @property
    def standing(self) -> tuple[TimedWord, ...]:
        """Those that a glance does not read again."""
        return self.words[: self._standing]

    @property
    def next_start(self) -> float | None:
        """Where the first word behind the standing ones begins; None where none is known."""
        return self.words[self._standing].start if self._standing < len(self.words) else None

    @property
    def heard_out_to(self) -> float | None:
        """Where the sound of the last glance ended, if nobody spoke there: it read all until then.

        None where somebody did, or nothing was glanced at.
        """
        return None if self._ran_on else self._heard_to

    def follow(
        self,
        told: Sequence[TimedWord],
        written: Sequence[TimedWord],
        *,
        told_to: float,
        known_to: float,
        runs_on: bool,
        is_draft: bool = False,
    ) -> None:
        """A draft or a whole slice was decoded, with the sound up to `known_to`.

        It told these words, which end at `told_to`, and wrote the others behind them; those of a
        whole slice are what its draft was unsure of. `runs_on`: somebody spoke as that sound ended.
        """
        self._missed = 0
        self._told_since = True
        self._told, self._told_to, self._known_to = tuple(told[-_MATCHED:]), told_to, known_to
        mine = _behind(told, self.words, told_to)
        written = written[: _showable(written, _alike(written, mine), known_to, runs_on)]
        if mine and known_to < self._heard_to and not is_draft:
            self._standing = sum(word in mine for word in self.standing)
            self.words = mine
        else:
            end = written[-1].end if written else told_to
            self.words = (*written, *_behind((*told, *written), mine, end))
            self._standing = sum(word.end < known_to - _STANDS for word in written)
        self._read = self.words[self._standing :]

    def begin_glance(self) -> tuple[TimedWord, ...]:
        """A glance begins: the standing words, which it does not read again."""
        self._begun, self._told_since = self.standing, False
        return self._begun

    def take(self, read: Sequence[TimedWord], heard_to: float, *, runs_on: bool) -> None:
        """The glance that was begun read these words, with the sound up to `heard_to`.

        `runs_on`: somebody speaks as it ends. Of a glance during which a draft or a slice was told,
        what lies behind that is taken, and nothing where it heard no more.
        """
        if self._told_since:
            if heard_to <= self._known_to:
                return
            end = self.standing[-1].end if self.standing else self._told_to
            read = _behind((*self._told, *self.standing), (*self._begun, *read), end)
        self._heard_to, self._ran_on = heard_to, runs_on
        again = _alike(read, self._read)
        told = self._against_flicker(read, again, _showable(read, again, heard_to, runs_on))
        stands = 0
        while (
            stands < min(again, len(told))
            and _same(told[stands], read[stands])
            and read[stands].end < heard_to - _STANDS
        ):
            stands += 1
        self.words = (*self.standing, *told)
        self._standing += stands
        self._read = tuple(read[stands:])

    def _against_flicker(
        self, read: Sequence[TimedWord], again: int, showable: int
    ) -> tuple[TimedWord, ...]:
        """What to show behind the standing words: what is read, or as yet what is shown."""
        shown = self.words[self._standing :]
        kept = _alike(shown, read)
        if kept == len(shown):
            self._missed = 0
            return tuple(read[: max(kept, showable)])
        if kept == len(read):
            self._missed += 1
            return tuple(read[:showable]) if self._missed >= _MISSES else (*read, *shown[kept:])
        if kept < again or read[kept].probability > shown[kept].probability:
            self._missed = 0
            return tuple(read[:showable])
        return (*read[:kept], *shown[kept:])


def _showable(read: Sequence[TimedWord], again: int, heard_to: float, runs_on: bool) -> int:
    """How many of these words may be shown; `again` of them were read before."""
    count = len(read)
    while runs_on and count > again:
        word = read[count - 1]
        is_unsure = word.end > heard_to - _LATE and word.probability < _LIKELY
        if word.end <= heard_to - _HALF_HEARD and not is_unsure:
            break
        count -= 1
    return count


def _behind(
    told: Sequence[TimedWord], shown: Sequence[TimedWord], told_to: float
) -> tuple[TimedWord, ...]:
    """Which of the shown words lie behind the ones told.

    Times differ from reading to reading by more than a short word, so the last word that both have
    is looked for.
    """
    last = told[-_MATCHED:]
    for number in range(len(last) - 1, -1, -1):
        for place in range(len(shown) - 1, -1, -1):
            one, other = last[number], shown[place]
            if _same(one, other) and abs(one.end - other.end) < _SAME_PLACE:
                rest, left = place + 1, len(last) - 1 - number
                while left and rest < len(shown) and _middle(shown[rest]) < told_to:
                    rest, left = rest + 1, left - 1
                return tuple(shown[rest:])
    return tuple(word for word in shown if _middle(word) > told_to)


def _alike(words: Sequence[TimedWord], others: Sequence[TimedWord]) -> int:
    """How many words at the beginning are the same."""
    count = 0
    while count < min(len(words), len(others)) and _same(words[count], others[count]):
        count += 1
    return count


def _same(one: TimedWord, other: TimedWord) -> bool:
    return plain(one.text) == plain(other.text)


def _middle(word: TimedWord) -> float:
    return (word.start + word.end) / 2
