"""How an imported file was read, where there was a choice: as it stands in the audit trail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from aurity_desktop.domain.capture import InputNote

Facts: TypeAlias = Mapping[str, float]

#: What frames the reading of a file, and is told by `InputRead.part`.
_FRAME = frozenset({InputNote.BEGUN, InputNote.READ_TO_ITS_END})


@dataclass(frozen=True, slots=True)
class Part:
    """Seconds of a file that were read, and of the whole as far as the file tells, else 0.0."""

    seconds: float
    of_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class InputRead:
    """`by_channel`: whether the speakers that are shown are those of the channels. `part`: what
    there is of a file whose end was not reached; None where all of it is there.
    """

    notes: tuple[tuple[InputNote, Facts], ...] = ()
    by_channel: bool = False
    part: Part | None = None

    @property
    def has_channels(self) -> bool:
        """Whether the channels tell speakers apart, shown or not."""
        return any(note is InputNote.SPEAKERS_BY_CHANNEL for note, _ in self.notes)


def input_read(
    told: Sequence[tuple[InputNote, Facts]], *, seconds: float, by_channel: bool
) -> InputRead:
    """From all that is on record of how a file was read, and how long its session is."""
    notes = tuple((note, facts) for note, facts in told if note not in _FRAME)
    return InputRead(notes, by_channel, part_of(told, seconds))


def part_of(told: Iterable[tuple[InputNote, Facts]], seconds: float) -> Part | None:
    """From all that is on record of how a file was read, and how long its session is."""
    facts = dict(told)
    if InputNote.BEGUN not in facts or InputNote.READ_TO_ITS_END in facts:
        return None
    return Part(seconds, facts[InputNote.BEGUN].get("expected_seconds", 0.0))


def note_of(metadata: Mapping[str, object]) -> tuple[InputNote, Facts] | None:
    """From the metadata of its event; None for one that this version does not know."""
    name = metadata.get("note")
    if name not in set(InputNote):
        return None
    facts = {
        key: float(value)
        for key, value in metadata.items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    }
    return InputNote(str(name)), facts
