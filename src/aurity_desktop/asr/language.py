"""Which language speech is in, between the two that are spoken here.

It is the one that was pinned or heard first, until somebody plainly changes to the other. Told to
write Spanish, Whisper makes of English something that looks like a translation and is none. So the
language of every window is detected: its encoding is there already, and the answer costs one step
of a decoder. Only the languages of `SPOKEN` are weighed against each other. Whisper knows a
hundred, and on three seconds of speech it is sure of a wrong one now and then: of 401 slices of
single-language recordings 21 were more likely Welsh, Arabic, Italian or Malay than what they were,
"OK. Right." was Japanese; between Spanish and English it was wrong 5 times, and never sure of it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

#: ISO 639-1; a clinician's two languages. Whoever pins another one gets that and no other.
SPOKEN = ("es", "en")

#: Seconds of silence behind the first speech, where that is encoded to tell its language: on the
#: first 3 s of 69 recordings 66 were told right with 4 s; with 30 s, as Whisper was trained, 62,
#: with 2 s 64, with 1 s 63.
TAIL = 4.0

#: Seconds of speech from which on a window says something about its language.
ENOUGH_SPEECH = 1.0

_KNOWN = math.log(1.5)  # of the odds: a first speech this sure is kept
_TURNED = 4.0  # of the odds' logarithm, in one window or in several in a row: 98 in 100
_TURNED_PINNED = 5.5  # 996 in 1,000
_MOST = 6.0  # that one window counts for
# what a turn costs where all of a stretch is known: a lone piece in the other language has to pay
# for two
_TURN = 2.25


class SpokenLanguage:
    """The language in force, and the evidence against it.

    `pinned` is an ISO 639-1 code, or "" for what is heard first. A pinned language is left less
    easily, and taken up again as easily as ever.
    """

    def __init__(self, pinned: str = "") -> None:
        self._pinned = pinned
        self._current = pinned
        self._against = 0.0

    @property
    def current(self) -> str:
        """The code of the language in force; "" while none is known."""
        return self._current

    def begin(self, heard: Mapping[str, float], spoken: float) -> str:
        """The language of the first speech, which stays in force where it is sure.

        `heard`: the probability of each language. `spoken`: seconds of speech.
        """
        first = likeliest(heard)
        if spoken >= ENOUGH_SPEECH and _log_odds(heard, first) >= _KNOWN:
            self._current = first
        return first

    def hear(self, heard: Mapping[str, float], spoken: float) -> bool:
        """Weigh the language probabilities of a window.

        True: speech has changed to the other language, which is in force from now on. `spoken`:
        seconds of speech in the window. What speaks for the language in force wipes out what spoke
        against it.
        """
        if self._current not in SPOKEN or spoken < ENOUGH_SPEECH:
            return False
        odds = max(-_MOST, min(_MOST, -_log_odds(heard, self._current)))
        self._against = max(0.0, self._against + odds)
        if self._against < (_TURNED_PINNED if self._current == self._pinned else _TURNED):
            return False
        self._current = the_other(self._current)
        self._against = 0.0
        return True


def likeliest(heard: Mapping[str, float]) -> str:
    """The likeliest of the two languages that are spoken here."""
    return max(SPOKEN, key=lambda code: heard.get(code, 0.0))


def the_other(language: str) -> str:
    """The other of the two languages that are spoken here."""
    return next(code for code in SPOKEN if code != language)


def by_piece(heard: Sequence[Mapping[str, float]], language: str) -> list[str]:
    """The language of each of some pieces of speech in a row, which begin in `language`.

    It is the likeliest path through them, on which every change has its price (Viterbi's
    algorithm).
    """
    other = the_other(language)
    costs = {language: 0.0, other: _TURN}
    ways: dict[str, list[str]] = {language: [], other: []}
    for each in heard:
        doubt = max(-_MOST, min(_MOST, _log_odds(each, other))) / 2
        before = dict(ways)
        reached = dict(costs)
        for code, price in ((language, doubt), (other, -doubt)):
            came = min(
                (code, the_other(code)), key=lambda way: reached[way] + _TURN * (way != code)
            )
            ways[code] = [*before[came], code]
            costs[code] = reached[came] + _TURN * (came != code) + price
    return ways[min(costs, key=lambda code: costs[code])]


def _log_odds(heard: Mapping[str, float], code: str) -> float:
    """The logarithm of the odds for this one of the spoken languages against the rest of them."""
    tiny = 1e-6
    rest = sum(heard.get(each, 0.0) for each in SPOKEN if each != code)
    return math.log((heard.get(code, 0.0) + tiny) / (rest + tiny))
