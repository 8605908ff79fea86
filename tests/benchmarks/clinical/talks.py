"""The clinical suite's consultations: who says what, and which words of it are asked for.

`talks/NAME.txt` has a turn a line (`MEDICO: …`). In brackets stands what is looked for: names of
medicines (`tuned` or `reported`: the half that rules may be tuned on, the half that is told), other
clinical terms, and doses and vital signs with how they are written.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tests.benchmarks.asr.scoring import normalized

FOLDER = Path(__file__).parent / "talks"
_MARK = re.compile(r"\[(\w+) ([^\]=]+?)(?: = ([^\]]+))?\]")


class MarkKind(StrEnum):
    """What is asked for."""

    TUNED = "tuned"
    REPORTED = "reported"
    TERM = "term"
    DOSE = "dose"
    VITAL = "vital"


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a turn that are asked for; `written` is "" for names and terms."""

    kind: MarkKind
    said: str
    written: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one of the two says, without the brackets."""

    role: str
    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Talk:
    """A consultation; `language` is ISO 639-1."""

    name: str
    language: str
    turns: tuple[Turn, ...]

    @property
    def text(self) -> str:
        """All that is said."""
        return " ".join(turn.text for turn in self.turns)

    @property
    def marks(self) -> Iterator[Mark]:
        """All that is asked for, in order."""
        return (mark for turn in self.turns for mark in turn.marks)


def talks(folder: Path = FOLDER) -> list[Talk]:
    """All of a folder, by name."""
    return [
        Talk(
            path.stem,
            path.stem[:2],
            tuple(map(read_turn, path.read_text(encoding="utf-8").splitlines())),
        )
        for path in sorted(folder.glob("??-??.txt"))
    ]


def read_turn(line: str) -> Turn:
    """One line of a talk's file. Raises ValueError for a kind of mark that there is not."""
    role, _, text = line.partition(": ")
    marks = [Mark(MarkKind(kind), said, written) for kind, said, written in _MARK.findall(text)]
    return Turn(role, _MARK.sub(r"\2", text), tuple(marks))


def half_of(canonical: str) -> MarkKind:
    """The half that a name belongs to, by the name that counts in the lexicon: so the Spanish and
    the English name of a medicine are in one half.
    """
    folded = normalized(canonical, "es")
    return (MarkKind.TUNED, MarkKind.REPORTED)[zlib.crc32(folded.encode()) % 2]
