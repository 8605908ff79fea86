"""With what a reply begins once fillers are left out: yes, no, or that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention, TermKind, TermList, folded, term_list

#: How a reply begins; the phrases stand in `resources/findings`.
_OPENINGS: Final = frozenset({TermKind.FILLER, TermKind.NO, TermKind.YES, TermKind.UNSURE})
_MARKS: Final = frozenset(",;:.!?…¿¡")
#: A yes whatever follows; any other (`hoy`, `un poco`) is none where a denial comes behind it.
_SURE: Final = frozenset(
    {"sí", "si", "claro", "asi", "eso", "yes", "yeah", "yep", "yup", "sure", "uh-huh", "of", "for"}
    | {"aja", "aha", "mju", "ey", "ei", "sip", "simon", "andele", "exacto", "correcto", "cierto"}
    | {"mhm", "mm-hmm", "right", "correct", "absolutely", "definitely", "aye", "afraid", "i'm"}
    | {"that's", "you", "pretty", "kind", "sort", "kinda"}
)
#: With these a yes is one of the list's own: `no siempre`, `nothing but`.
_DENYING: Final = frozenset({"no", "not", "nothing"})
#: A number that says that it is so: `two or three`, `3 times`, and no measure: `180, doctor`.
_HOW_MANY: Final = re.compile(
    r"(?:\d{1,2}|\d+ (?:or|o|a|to|times|veces|dias?|days?|weeks?|semanas?|months?|mes(?:es)?|"
    r"years?|anos?|kilos?|pounds?|hours?|horas?|a (?:day|week|month|night))\b.*)(?!\d)"
)
#: Behind these words `not` is of everything that was asked.
_BEHIND_NOT: Final = frozenset(
    {"since", "that", "in", "for", "with", "to", "from", "until", "till", "on", "at", "even", "so"}
    | {
        "much",
        "a",
        "any",
        "one",
        "as",
        "yet",
        "of",
        "until",
        "now",
        "today",
        "this",
        "these",
        "too",
    }
    | {"anything", "either", "if", "when", "unless", "recently", "right", "the", "i", "me", "him"}
    | {
        "her",
        "usually",
        "often",
        "ever",
        "by",
        "after",
        "before",
        "here",
        "there",
        "my",
        "no",
        "all",
    }
)


@dataclass(frozen=True, slots=True)
class Opening:
    """With what a reply begins.

    `rest` is its text from there on, `behind` what comes behind it, `bare`: nothing does.
    """

    kind: TermKind | None
    rest: str
    behind: str = ""
    bare: bool = False
    sure: bool = False

    @property
    def nothing_yet(self) -> bool:
        """Whether nothing but fillers was said."""
        return self.kind is None and not self.rest


def opening(talk: Talk, sentence: Sentence) -> Opening:
    """Fillers left out: `ay, pues fíjese que no` begins with `no`."""
    said = sentence.text.split()
    words = [folded(each) for each in said]
    terms, place = term_list(talk.language), 0
    while place < len(words):
        found = terms.at(words, place, _OPENINGS)
        filler = found is not None and found.kind is TermKind.FILLER
        if said[place] not in _MARKS and not filler:
            break
        place = place + 1 if found is None else found.last + 1
    rest = " ".join(said[place:])
    if place == len(words):
        return Opening(None, "")
    if words[place][0].isdigit():
        return _of_a_number(rest)
    found = terms.at(words, place, _OPENINGS)
    if found is None or _is_if(said, place) or _denies_one_word(words, found):
        return Opening(None, rest)
    if _is_pronoun(sentence, words, found):
        return Opening(TermKind.NO, rest, " ".join(said[place + 1 :]))
    bare = found.kind is TermKind.NO and _nothing_behind(terms, words, found.last + 1)
    behind = " ".join(said[found.last + 1 :])
    sure = said[place] in _SURE or said[place] in _DENYING
    return Opening(found.kind, rest, behind, bare, sure)


def _of_a_number(rest: str) -> Opening:
    """None is no, so many are yes, and a measure is neither."""
    first, _, behind = rest.partition(" ")
    if first == "0":
        return Opening(TermKind.NO, rest, behind, bare=True)
    return Opening(TermKind.YES, rest, behind) if _HOW_MANY.match(rest) else Opening(None, rest)


def _denies_one_word(words: Sequence[str], found: Mention) -> bool:
    """`Double vision, blurry? — Not double.`: of nothing but the word behind it."""
    behind = words[found.last + 1 : found.last + 2]
    only = words[found.first : found.last + 1] == ["not"]
    of_all = not behind or behind[0] in _MARKS | _BEHIND_NOT or behind[0].isdigit()
    return only and not of_all


def _is_if(said: Sequence[str], place: int) -> bool:
    """Whether `si` is no yes: it has no accent, and a clause comes behind it."""
    behind = said[place + 1 : place + 2]
    return said[place] == "si" and bool(behind) and behind[0] not in _MARKS


def _is_pronoun(sentence: Sentence, words: Sequence[str], found: Mention) -> bool:
    """Whether `no se` is no `no sé`: `no se ha quejado`."""
    last = found.last
    return (
        words[found.first : last + 1] == ["no", "se"]
        and sentence.shown.split()[last : last + 1] == ["se"]
        and last + 1 < len(words)
        and words[last + 1] not in _MARKS
    )


def _nothing_behind(terms: TermList, words: Sequence[str], place: int) -> bool:
    """Whether a mark, or the end, comes behind a denial and what only fills the mouth."""
    while place < len(words) and words[place] not in _MARKS:
        found = terms.at(words, place, _OPENINGS)
        if found is None or found.kind in (TermKind.YES, TermKind.UNSURE):
            return False
        place = found.last + 1
    return True
