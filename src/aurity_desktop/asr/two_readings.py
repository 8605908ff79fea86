"""What was told and is read once more: which of the two readings stands.

A draft reads all behind the commit point anew, with more sound. It knows better for the most part,
but not where it finds its own words clearly less likely than those that stand there. In six talks
of a minute, in two languages, live text so had 43 words of 885 that the second pass has otherwise,
instead of 46, and 14.6 of 100 painted words changed instead of 15.3.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from difflib import SequenceMatcher
from statistics import fmean

from aurity_desktop.asr.gate import plain
from aurity_desktop.asr.recognizer import TimedWord

_CLEARLY = 0.1  # by so much is a word likelier than the one in its place
_CERTAIN = 0.9  # the probability of words that stay though nothing is read in their place
_AROUND = 2  # words beside a missing one among which it may have been read after all


def steadied(told: Sequence[TimedWord], read: Sequence[TimedWord]) -> tuple[TimedWord, ...]:
    """The words `read`, and those `told` in places where they are clearly likelier.

    Only between words that both have, or before the first of them: what lies behind the last is
    the sound's that is new. Both are in seconds of the session.
    """
    texts = [plain(word.text) for word in told], [plain(word.text) for word in read]
    steps = SequenceMatcher(None, *texts, autojunk=False).get_opcodes()
    new = {  # places of words that were not told
        place
        for step, _, _, first, last in steps
        if step != "equal"
        for place in range(first, last)
    }
    words: list[TimedWord] = []
    for number, (step, begin, end, first, last) in enumerate(steps):
        before, now = told[begin:end], read[first:last]
        is_between = number + 1 < len(steps)
        if (is_between and step == "replace" and _likely(before) > _likely(now) + _CLEARLY) or (
            is_between and step == "delete" and _is_missing(before, read, first, new)
        ):
            words += before
        else:
            words += now
    return tuple(words)


def _is_missing(
    told: Sequence[TimedWord], read: Sequence[TimedWord], place: int, new: Set[int]
) -> bool:
    """Whether these words were surely said, and are not read at `place` after all.

    New words that are the same a word or two away are these; so is the same word right beside them,
    told or not, of which live text had two where one was said.
    """
    around = new & set(range(place - _AROUND, place + _AROUND)) | {place - 1, place}
    moved = {plain(read[each].text) for each in around if 0 <= each < len(read)}
    return _likely(told) >= _CERTAIN and not any(plain(word.text) in moved for word in told)


def _likely(words: Sequence[TimedWord]) -> float:
    return fmean(word.probability for word in words)
