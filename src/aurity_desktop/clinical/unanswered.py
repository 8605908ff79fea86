"""What the newest words ask, or name, and what is said next may still affirm or deny.

`Dolor en el pecho.` reads like a complaint until somebody says no. So the newest words are read
once with a yes behind them and once with a no: what comes out otherwise is nobody's finding yet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from aurity_desktop.clinical.find import findings_in
from aurity_desktop.domain.findings import (
    ASKED_ABOUT,
    Finding,
    FindingKind,
    Polarity,
    thing_of,
)
from aurity_desktop.domain.transcript import Word

_YES_AND_NO: Final = {"es": ("Sí.", "No."), "en": ("Yes.", "No.")}
#: Seconds of the newest words that are read, and that something may be named before the last one.
_READ: Final = 15.0
_NAMED_WITHIN: Final = 8.0
#: Seconds from the last word to the answer that is supposed.
_PAUSE: Final = 0.6
_ENDS: Final = re.compile(r"[.?!…]$")


def unanswered(words: Sequence[Word], language: str) -> tuple[Finding, ...]:
    """What a yes and a no behind the words would turn otherwise, each `UNCLEAR`.

    Word numbers are those of `words`. What is denied already stays so. Pure.
    """
    if not words or language not in _YES_AND_NO:
        return ()
    first = next(n for n, word in enumerate(words) if word.end >= words[-1].end - _READ)
    newest = words[first:]
    now = {thing_of(each): each.polarity for each in findings_in(newest, language)}
    yes, no = (_by_thing(newest, answer, language) for answer in _YES_AND_NO[language])
    found = []
    for thing, finding in {**no, **yes}.items():
        said = now.get(thing)
        if said is Polarity.DENIED or not _may_be_asked(finding, said):
            continue
        turns = [each[thing].polarity if thing in each else None for each in (yes, no)]
        if turns[0] is not turns[1] or said is Polarity.UNCLEAR:
            found.append(_placed(finding, first))
    return tuple(sorted(found, key=lambda each: each.start))


def _by_thing(words: Sequence[Word], answer: str, language: str) -> dict[tuple[str, ...], Finding]:
    """What is found in the words with this answer behind them, named in the newest of them."""
    *before, last = words
    text = last.text if _ENDS.search(last.text) else f"{last.text.rstrip(',;:')}."
    at = last.end + _PAUSE
    said = (*before, replace(last, text=text), Word(at, at + 0.3, answer))
    return {
        thing_of(each): each
        for each in findings_in(said, language)
        if each.named_at < len(words) and words[each.named_at].end >= last.end - _NAMED_WITHIN
    }


def _may_be_asked(finding: Finding, said: Polarity | None) -> bool:
    """A medicine only by a question; one that is told of stays whatever follows."""
    asked = finding.kind is FindingKind.MEDICINE and said is None
    return asked or finding.kind in ASKED_ABOUT


def _placed(finding: Finding, first: int) -> Finding:
    return replace(
        finding,
        polarity=Polarity.UNCLEAR,
        first_word=finding.first_word + first,
        last_word=finding.last_word + first,
        named_at=finding.named_at + first,
    )
