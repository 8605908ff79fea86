"""Names that live text has misheard, written a few seconds later where they sound like one.

The words of a slice are told as they are heard, at once. Two slices later, when they change no
more and there is time, those that the model doubted are compared with the lexicon's names by their
sound (`asr/by_sound.py`). What is found is recorded as a correction that the program made: it says
what was heard, holds while that is still read there, and a person may write it otherwise. The
second pass looks for names anew.
"""

from __future__ import annotations

import hashlib
import logging
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Final

from aurity_desktop.domain.audio import AudioSlice
from aurity_desktop.domain.ledger_ports import LiveLedger
from aurity_desktop.domain.live_corrections import LiveCorrection, placed
from aurity_desktop.domain.ports import MisheardNames, Samples, SliceReader
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
#: Of the time, as a clock tells it; while nothing else runs a second of it is 1.3 of the processor.
_SHARE: Final = 0.08
#: Seconds that looks may take before the share counts: the first one is made of a few words.
_AT_FIRST: Final = 1.0
_FORGETS: Final = 0.8  # of the longest look, look by look


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


class NamesPace:
    """Learns from the looks of one session how long the next one may take, and whether there is
    time for it: on a slow machine there is for few, or for none.
    """

    def __init__(self) -> None:
        self._expected = 0.0
        self._spent = -_AT_FIRST
        self._looks = 0
        self._began: float | None = None

    def allows(self, left: float, gone: float) -> bool:
        """Whether to look, with `left` seconds until the decoder is needed.

        `gone`: seconds of the session, of which what was before the first question does not count.
        """
        self._began = gone if self._began is None else self._began
        share = _SHARE * (gone - self._began)
        return self._expected <= left and self._spent + self._expected <= share

    def took(self, spent: float) -> None:
        """Take note that a look took so many seconds.

        Not of the first: the lexicon is read in it.
        """
        self._looks += 1
        if self._looks > 1:
            self._expected = max(spent, _FORGETS * self._expected)
            self._spent += spent

    def skip(self) -> None:
        """Take note that a slice went by."""
        self._expected *= _FORGETS


class NameWriter:
    """Looks at new words and records what it finds. On a pool's thread, one call at a time."""

    def __init__(
        self,
        misheard: MisheardNames,
        reader: SliceReader,
        open_ledger: Callable[[], LiveLedger],
        asked: Sequence[str] = (),
    ) -> None:
        self._misheard = misheard
        self._reader = reader
        self._open_ledger = open_ledger
        self._asked = asked

    def write(self, new: NewWords, *, is_left: Callable[[], bool]) -> int:
        """How many names were written.

        None of them over what was corrected before, nor once the session `is_left`. Raises
        TranscriptionFailed, AudioError.
        """
        session_id, begin = new.slices[0].session_id, new.slices[0].start
        with closing(self._open_ledger()) as ledger:
            known = ledger.live_corrections.of_session(session_id)
        kept = new.kept | _corrected(known, new.words)
        if len(kept) == len(new.words):
            return 0
        found = [
            _correction(new.words[each.first : each.last + 1], each.text)
            for each in self._misheard(
                self._sound(new.slices),
                [
                    replace(each, start=each.start - begin, end=each.end - begin)
                    for each in new.words
                ],
                language=new.language,
                asked=self._asked,
                kept=kept,
            )
        ]
        if not found or is_left():
            return 0
        with closing(self._open_ledger()) as ledger:
            for correction in found:
                ledger.live_corrections.record(session_id, correction)
        return len(found)

    def _sound(self, slices: Sequence[AudioSlice]) -> Samples:
        """Silence where a slice is missing: the clock is that of the first one."""
        begin, end = slices[0].start_sample, slices[-1].end_sample
        import numpy as np  # the window is there before it

        sound = np.zeros(end - begin, dtype=np.int16)
        for each in slices:
            first = each.start_sample - begin
            sound[first : first + each.sample_count] = self._reader.read(each)
        return sound


def _corrected(known: Iterable[LiveCorrection], words: Sequence[Word]) -> frozenset[int]:
    """The numbers of the words at which something was written before."""
    found = (placed(each, words) for each in known)
    return frozenset(at for each in found if each for at in range(each.first, each.last + 1))


def _correction(words: Sequence[Word], text: str) -> LiveCorrection:
    """Under an id that the same name for the same words has again."""
    start, end, heard = words[0].start, max(word.end for word in words), text_of(tuple(words))
    digest = hashlib.sha256(f"{start:.3f}\0{heard}\0{text}".encode()).hexdigest()
    return LiveCorrection(f"sound-{digest[:24]}", start, end, heard, text, by_sound=True)
