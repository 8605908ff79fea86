"""Speakers told apart by the channel, or the track, of a recording that each has to themselves.

What was heard on which channel is known only while the file is read, since what is kept is mixed to
one. So it is recorded then, as a run of diarization, and the second pass takes it where it serves.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from aurity_desktop.domain.events import canonical
from aurity_desktop.domain.session import SpeakerCount
from aurity_desktop.domain.speakers import Diarization

#: The model that such a run names.
CHANNELS_MODEL = "channels of the recording"


def channels_run(session_id: str) -> str:
    """The id of the run: one a session, since its sound is read once."""
    digest = hashlib.sha256(canonical([session_id, CHANNELS_MODEL])).hexdigest()[:16]
    return f"channels_{digest}"


@dataclass(frozen=True, slots=True)
class ChannelSpeakers:
    """Who spoke on which channel.

    `places` are the channels of each speaker, as (track, channel), both from 1, in the order of
    `diarization.speakers`. `together` is for how many seconds more than one spoke.
    """

    diarization: Diarization
    places: tuple[tuple[tuple[int, int], ...], ...]
    together: float

    @property
    def facts(self) -> dict[str, float]:
        """In numbers, for the audit trail: of each speaker the first of its channels."""
        facts: dict[str, float] = {
            "speakers": len(self.places),
            "together_seconds": self.together,
        }
        for label, places in zip(self.diarization.speakers, self.places, strict=True):
            facts[f"{label}_track"], facts[f"{label}_channel"] = places[0]
        return facts


def admits(count: SpeakerCount, people: int) -> bool:
    """Whether what is known of the number of people allows so many."""
    return (count.minimum or 0) <= people <= (count.maximum or people)
