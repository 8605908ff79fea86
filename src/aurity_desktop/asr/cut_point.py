"""Where live text may be committed: which words are whole, and where to cut between two of them.

The idea is LocalAgreement's (Macháček, Dabre and Bojar, arXiv 2307.14743): only what a second look
with more sound confirms is final. Here a word needs no second decoding where the model is sure of
it and has heard enough sound behind it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from aurity_desktop.asr.recognizer import Audio, TimedWord
from aurity_desktop.domain.audio import SAMPLE_RATE

_MARGIN = 0.3  # seconds before the end in which a word may not have ended
_LIKELY = 0.4  # the probability from which on a word of the draft is what the model would write
_HEARD_WELL = 1.0  # seconds of sound behind a word with which it is written as well as with more
_SURE = 0.7  # the probability from which on a word needs no second look
_AGAIN = 4.0  # seconds of sound behind a doubted word with which it has had its second look
_RECENT = 2.0  # seconds in which one gap between words is as good a place for a cut as another
_SENTENCE_ENDS = (".", "?", "!", "…")
_SEARCH = (round(0.12 * SAMPLE_RATE), round(0.08 * SAMPLE_RATE))  # samples before and after
_FRAME = round(0.02 * SAMPLE_RATE)


def split_at_seam(
    words: Sequence[TimedWord], length: float, *, runs_on: bool
) -> tuple[tuple[TimedWord, ...], tuple[TimedWord, ...]]:
    """Words that are settled, and those that wait for more sound.

    `length`: seconds of sound that were decoded. After a pause every word is whole. When speech
    runs on over the end, the last word may be half a word, and what ends within the margin may be
    misheard for want of what follows.
    """
    if not runs_on or not words:
        return tuple(words), ()
    keep = len(words) - 1
    while keep > 0 and words[keep - 1].end > length - _MARGIN:
        keep -= 1
    return tuple(words[:keep]), tuple(words[keep:])


def confirmed_words(
    words: Sequence[TimedWord], *, heard_first: float, drafted: float, length: float
) -> int:
    """How many words of a draft are confirmed, now that all of the sound has been read.

    Those before the first that the model doubts, or that may continue behind the sound the draft
    was written from. All in seconds of the window: a word that begins before `heard_first` has
    waited long enough; `drafted` is where the draft's sound ended, `length` where all of it does.
    """
    for number, word in enumerate(words):
        is_last = number == len(words) - 1
        doubted = word.probability < _LIKELY and word.start >= heard_first
        if doubted or word.end > length - _MARGIN or (is_last and word.end > drafted - _MARGIN):
            return number
    return len(words)


def commit_point(
    words: Sequence[TimedWord], heard: float, waiting: Sequence[TimedWord] = ()
) -> int:
    """How many words to settle: those before the best gap to cut in; 0 where there is none.

    Such is a gap where somebody stopped for breath or ended a sentence, and the model is sure on
    both sides. Only words count that were written with enough sound behind them; `heard` is where
    the sound ended, on the clock of the words. A word that the model doubts is to be decoded once
    more with more sound, and the word before it with it, whether it is one of these or of the
    `waiting` ones behind them.
    """
    doubted = (
        word.start
        for word in (*words, *waiting)
        if word.probability < _SURE and heard - word.end < _AGAIN
    )
    first_doubt = next(doubted, math.inf)
    latest = min(heard - _HEARD_WELL, first_doubt)
    if words and words[-1].end < latest and first_doubt == math.inf:
        return len(words)
    best, place = 0.0, 0
    for number in range(1, len(words)):
        left, right = words[number - 1], words[number]
        if right.start > latest or right.start == first_doubt:
            break
        worth = right.start - left.end
        if left.text.endswith(_SENTENCE_ENDS):
            worth += 0.3
        elif left.text.endswith(","):
            worth += 0.15
        if min(left.probability, right.probability) < 0.5:
            worth -= 0.5
        worth -= 0.1 * max(0.0, latest - _RECENT - right.start)
        if not place or worth >= best:
            best, place = worth, number
    return place


def quietest(audio: Audio, boundary: int) -> int:
    """The sample near `boundary` at which a cut costs least: amid the quietest 20 ms."""
    first = max(0, boundary - _SEARCH[0])
    last = min(audio.size, boundary + _SEARCH[1])
    frames = (last - first) // _FRAME
    if frames < 2:
        return min(max(boundary, 0), audio.size)
    pieces = audio[first : first + frames * _FRAME].reshape(frames, _FRAME)
    energy = np.einsum("ij,ij->i", pieces, pieces)
    return first + int(np.argmin(energy)) * _FRAME + _FRAME // 2
