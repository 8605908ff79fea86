"""Digits said one by one or in pairs: telephone and record numbers."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from aurity_desktop.domain.number_words import SpokenNumber
from aurity_desktop.domain.written import Said, Written, WrittenKind

#: So many digits one by one are a number, and so many where some are said in pairs.
_LEAST_SINGLE: Final = 4
_LEAST_PAIRED: Final = 7
_TELEPHONE: Final = 10


def sequence_at(said: Said, place: int) -> Written | None:
    """Four digits and more, or pairs that make seven; counting up is no number."""
    digits: list[str] = []
    at = place
    while at == place or said.goes_on(at):
        if said.language == "en" and said.plain(at) == "oh" and digits:
            digits.append("0")
            at += 1
            continue
        number = said.whole(at, 0, 99)
        if number is None or not _is_digits(said, number):
            break
        digits.append(str(number.value))
        at = number.behind
    total = "".join(digits)
    least = _LEAST_SINGLE if all(len(each) == 1 for each in digits) else _LEAST_PAIRED
    if len(digits) < _LEAST_SINGLE or len(total) < least or _counts_up(digits):
        return None
    if said.unit(at) is not None or said.plain(place - 1) == "punto":
        return None
    if len(total) == _TELEPHONE:
        total = f"{total[:2]} {total[2:6]} {total[6:]}"
    return Written(place, at - 1, total, WrittenKind.SEQUENCE)


def _is_digits(said: Said, number: SpokenNumber) -> bool:
    return number.in_words and said.plain(number.first) not in ("un", "una")


def _counts_up(digits: list[str]) -> bool:
    """`uno dos tres cuatro`, `one two three four`: a patient is asked to count."""
    values = [int(each) for each in digits]
    return all(after - before == 1 for before, after in pairwise(values)) or all(
        after - before == -1 for before, after in pairwise(values)
    )
