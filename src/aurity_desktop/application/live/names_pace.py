"""When names are looked for in live text: in time that is over, and in no more than their share."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

#: Of the time, as a clock tells it; while nothing else runs a second of it is 1.3 of the processor.
_SHARE: Final = 0.08
#: Seconds that looks may take before the share counts: the first one is made of a few words.
_AT_FIRST: Final = 1.0
_FORGETS: Final = 0.8  # of the longest look, look by look


class NamesLook(Enum):
    """What is done with words that change no more."""

    BY_SOUND = auto()
    READ_AGAIN = auto()  # behind it


class NamesPace:
    """Learns from the looks of one session how long the next one may take, and whether there is
    time for it: on a slow machine there is for few, or for none.

    What is read again leaves room for a look at new words.
    """

    def __init__(self) -> None:
        self._expected = dict.fromkeys(NamesLook, 0.0)
        self._spent = -_AT_FIRST
        self._known: set[NamesLook] = set()
        self._began: float | None = None

    def allows(self, left: float, gone: float, look: NamesLook = NamesLook.BY_SOUND) -> bool:
        """Whether to look, with `left` seconds until the decoder is needed.

        `gone`: seconds of the session, of which what was before the first question does not count.
        """
        self._began = gone if self._began is None else self._began
        share = _SHARE * (gone - self._began)
        expected = self._expected[look]
        others = 0.0 if look is NamesLook.BY_SOUND else self._expected[NamesLook.BY_SOUND]
        return expected <= left and self._spent + expected + others <= share

    def took(self, spent: float, look: NamesLook = NamesLook.BY_SOUND) -> None:
        """Take note that a look took so many seconds.

        Not of the first of a kind: the lexicon is read in it.
        """
        if look in self._known:
            self._expected[look] = max(spent, _FORGETS * self._expected[look])
            self._spent += spent
        self._known.add(look)

    def skip(self) -> None:
        """Take note that a slice went by."""
        for look in NamesLook:
            self._expected[look] *= _FORGETS
