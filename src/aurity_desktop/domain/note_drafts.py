"""Where a model that writes a note would go, and what it has to hand in.

No such model ships. Whatever one writes is shown only as far as `clinical/draft_check.py` lets it
through.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from aurity_desktop.domain.findings import Finding


@dataclass(frozen=True, slots=True)
class CitedTurn:
    """One turn of the talk; `number` is how sentences name it, `text` its words with one blank."""

    number: int
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """One sentence of a draft, and the numbers of the turns that it rests on."""

    text: str
    cites: tuple[int, ...]


class NoteWriter(Protocol):
    """Writes a note out of what was found and said."""

    def write(
        self, findings: Sequence[Finding], turns: Sequence[CitedTurn], language: str
    ) -> Sequence[DraftSentence]:
        """Sentences in order, each with the turns that it rests on. `language`: `es` or `en`."""
        ...
