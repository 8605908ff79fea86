"""How an imported file was read, where there was a choice: as it stands in the audit trail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from aurity_desktop.domain.capture import InputNote

Facts: TypeAlias = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class InputRead:
    """`by_channel`: whether the speakers that are shown are those of the channels."""

    notes: tuple[tuple[InputNote, Facts], ...] = ()
    by_channel: bool = False

    @property
    def has_channels(self) -> bool:
        """Whether the channels tell speakers apart, shown or not."""
        return any(note is InputNote.SPEAKERS_BY_CHANNEL for note, _ in self.notes)


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
