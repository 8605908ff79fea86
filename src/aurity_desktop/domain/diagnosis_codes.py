"""Diagnoses of a classification, and how one is found by typing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol

#: What is shown at once of what was found.
_AT_ONCE: Final = 30


@dataclass(frozen=True, slots=True)
class DiagnosisCode:
    """A diagnosis as the classification names it: `E11.9`, and its title."""

    code: str
    title: str

    @property
    def text(self) -> str:
        """As it is written into a note."""
        return f"{self.code} {self.title}"


class DiagnosisSearch(Protocol):
    """Finds diagnoses by typing."""

    def find(self, typed: str) -> list[DiagnosisCode]:
        """Those that have every word of `typed`, or a code that begins so; the likeliest first."""
        ...


class DiagnosisCodes:
    """A classification in memory. 14,000 diagnoses are searched within some milliseconds."""

    def __init__(self, codes: Iterable[DiagnosisCode]) -> None:
        self._codes = [(each, f" {folded(each.title)}", _plain(each.code)) for each in codes]

    def find(self, typed: str) -> list[DiagnosisCode]:
        """Accents and case are ignored; each word may be a beginning. Nothing for nothing typed."""
        words = folded(typed).split()
        if not words:
            return []
        code = _plain("".join(words))
        starts = [f" {word}" for word in words]
        found = [
            (not own.startswith(code), not title.startswith(starts[0]), len(own), len(title), each)
            for each, title, own in self._codes
            if own.startswith(code) or all(start in title for start in starts)
        ]
        found.sort(key=lambda ranked: ranked[:-1])
        return [ranked[-1] for ranked in found[:_AT_ONCE]]


def folded(text: str) -> str:
    """In lower case and without accents, words apart by one blank."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = (" " if not each.isalnum() else each for each in plain if not _is_mark(each))
    return " ".join("".join(letters).split())


def _is_mark(letter: str) -> bool:
    return bool(unicodedata.combining(letter))


def _plain(code: str) -> str:
    return code.replace(".", "").casefold()
