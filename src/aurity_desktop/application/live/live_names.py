"""Names that live text has misheard, written a few seconds later where they sound like one.

The words of a slice are told as they are heard, at once. Two slices later, when they change no
more and there is time, those that the model doubted are compared with the lexicon's names by their
sound (`asr/by_sound.py`); those that sound like no name are read again behind them, a few a look
(`asr/names_read_again.py`). What is found is recorded as a correction that the program made: it
says what was heard, holds while that is still read there, and a person may write it otherwise. The
second pass looks for names anew.
"""

from __future__ import annotations

import hashlib
import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Final

from aurity_desktop.domain.audio import AudioSlice
from aurity_desktop.domain.ledger_ports import LiveLedger
from aurity_desktop.domain.live_corrections import LiveCorrection, placed, with_corrections
from aurity_desktop.domain.ports import LiveNames, Samples, SliceReader
from aurity_desktop.domain.transcript import ChunkTranscription, Word, text_of

_log = logging.getLogger(__name__)

#: Slices whose words and sound are at hand: the newest may change, one is looked at, and before it
#: there may be the beginning of a name.
_SLICES: Final = 3
#: Seconds before the slice that is looked at: what lies farther back, when there was no time for a
#: look, is left to the second pass, or one look would take as long as several.
_AT_MOST_BEFORE: Final = 1.5
#: Of the last words that change no more, one is looked for that a pause follows.
_BEFORE_A_PAUSE: Final = 4
#: Looks whose doubted words wait to be read again; where there was no time, the oldest are left.
_UNREAD: Final = 20


@dataclass(frozen=True, slots=True)
class NewWords:
    """Words in a row with their slices, and the numbers of those that are not to be looked at."""

    slices: tuple[AudioSlice, ...]
    words: tuple[Word, ...]
    kept: frozenset[int]
    language: str


class TellsNewWords:
    """Tells each word of live text once, when it changes no more, up to where somebody paused."""

    def __init__(self) -> None:
        self._slices: deque[AudioSlice] = deque(maxlen=_SLICES)
        self._chunks: dict[int, ChunkTranscription] = {}
        self._told_to = 0.0

    def add(self, slices: Sequence[AudioSlice], chunks: Iterable[ChunkTranscription]) -> None:
        """Slices that were answered, and all that was answered with them."""
        self._slices.extend(slices)
        at_hand = {each.number for each in self._slices}
        known = self._chunks | {each.chunk_number: each for each in chunks}
        self._chunks = {number: each for number, each in known.items() if number in at_hand}

    def take(self) -> NewWords | None:
        """Those that were not told before; None where there are none yet."""
        if len(self._slices) < 2:
            return None
        words: list[Word] = []
        for each in self._slices:
            words += self._chunks[each.number].words if each.number in self._chunks else ()
        newest = self._slices[-1].start
        still = [at for at, word in enumerate(words) if word.middle < newest]
        if not still:
            return None
        last = max(still[-_BEFORE_A_PAUSE:], key=lambda at: (_pause_behind(words, at), at))
        oldest = max(self._told_to, self._slices[-2].start - _AT_MOST_BEFORE)
        new = [at for at in still if at <= last and words[at].middle > oldest]
        if not new:
            return None
        self._told_to = words[last].end
        kept = frozenset(range(len(words))) - frozenset(new)
        languages = [self._chunks[each].language for each in sorted(self._chunks)]
        language = next(each for each in reversed(languages) if each)
        return NewWords(tuple(self._slices), tuple(words), kept, language)


def _pause_behind(words: Sequence[Word], at: int) -> float:
    return words[at + 1].start - words[at].end if at + 1 < len(words) else float("inf")


class NameWriter:
    """Looks at new words and records what it finds. On a pool's thread, one call at a time."""

    def __init__(
        self,
        names: Callable[[], LiveNames],
        reader: SliceReader,
        open_ledger: Callable[[], LiveLedger],
        asked: Sequence[str] = (),
    ) -> None:
        """`names` is asked on the pool's thread, each time."""
        self._names = names
        self._reader = reader
        self._open_ledger = open_ledger
        self._asked = asked
        self._unread: deque[NewWords] = deque(maxlen=_UNREAD)
        self._being_read: tuple[NewWords, Iterator[list[LiveCorrection]]] | None = None

    @property
    def has_unread(self) -> bool:
        """Whether words may wait to be read again. For any thread, while no call is made."""
        return bool(self._unread) or self._being_read is not None

    def write(self, new: NewWords, *, is_left: Callable[[], bool]) -> int:
        """How many names were written by their sound; the words may then be read again.

        None of them over what was corrected before, nor once the session `is_left`. Raises
        TranscriptionFailed, AudioError.
        """
        kept = new.kept | _corrected(self._known(new), new.words)
        if len(kept) == len(new.words):
            return 0
        found = self._names().by_sound(
            self._sound(new.slices),
            _from_begin(new.words, new),
            language=new.language,
            asked=self._asked,
            kept=kept,
        )
        corrections = [
            _correction(new.words[each.first : each.last + 1], each.text) for each in found
        ]
        self._unread.append(new)
        return self._record(new, corrections, is_left)

    def read_again(self, *, is_left: Callable[[], bool]) -> int:
        """How many names were written where the next doubted words were read again.

        As for `write` otherwise. Of each look's words the first come first; 0, too, where none are
        left.
        """
        while self.has_unread:
            new, steps = self._being_read or self._begun(self._unread.popleft())
            found = next(steps, None)
            self._being_read = None if found is None else (new, steps)
            if found is not None:
                return self._record(new, found, is_left)
        return 0

    def _begun(self, new: NewWords) -> tuple[NewWords, Iterator[list[LiveCorrection]]]:
        return new, self._read(new)

    def _read(self, new: NewWords) -> Iterator[list[LiveCorrection]]:
        """What is read otherwise, a few words a step; what was written before is read as it is."""
        own = {word for at, word in enumerate(new.words) if at not in new.kept}
        words = with_corrections(new.words, self._known(new))
        kept = frozenset(at for at, word in enumerate(words) if word not in own)
        if len(kept) == len(words):
            return
        steps = self._names().read_again(
            self._sound(new.slices),
            _from_begin(words, new),
            language=new.language,
            asked=self._asked,
            kept=kept,
        )
        for found in steps:
            yield [_correction(words[each.first : each.last + 1], each.text) for each in found]

    def _record(
        self, new: NewWords, found: Sequence[LiveCorrection], is_left: Callable[[], bool]
    ) -> int:
        """But for those where something has been written since the look began."""
        if not found or is_left():
            return 0
        session_id = new.slices[0].session_id
        with closing(self._open_ledger()) as ledger:
            known = ledger.live_corrections.of_session(session_id)
            free = [
                one
                for one in found
                if not any(each.start <= one.middle <= each.end for each in known)
            ]
            for correction in free:
                ledger.live_corrections.record(session_id, correction)
        return len(free)

    def _known(self, new: NewWords) -> list[LiveCorrection]:
        with closing(self._open_ledger()) as ledger:
            return ledger.live_corrections.of_session(new.slices[0].session_id)

    def _sound(self, slices: Sequence[AudioSlice]) -> Samples:
        """Silence where a slice is missing: the clock is that of the first one."""
        begin, end = slices[0].start_sample, slices[-1].end_sample
        import numpy as np  # the window is there before it

        sound = np.zeros(end - begin, dtype=np.int16)
        for each in slices:
            first = each.start_sample - begin
            sound[first : first + each.sample_count] = self._reader.read(each)
        return sound


def _from_begin(words: Sequence[Word], new: NewWords) -> list[Word]:
    """The words on the clock of the first slice."""
    begin = new.slices[0].start
    return [replace(each, start=each.start - begin, end=each.end - begin) for each in words]


def _corrected(known: Iterable[LiveCorrection], words: Sequence[Word]) -> frozenset[int]:
    """The numbers of the words at which something was written before."""
    found = (placed(each, words) for each in known)
    return frozenset(at for each in found if each for at in range(each.first, each.last + 1))


def _correction(words: Sequence[Word], text: str) -> LiveCorrection:
    """Under an id that the same name for the same words has again."""
    start, end, heard = words[0].start, max(word.end for word in words), text_of(tuple(words))
    digest = hashlib.sha256(f"{start:.3f}\0{heard}\0{text}".encode()).hexdigest()
    return LiveCorrection(f"sound-{digest[:24]}", start, end, heard, text, by_sound=True)
