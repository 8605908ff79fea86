"""The live text of a session without a final transcript, as segments of an unknown voice."""

from __future__ import annotations

from collections.abc import Sequence

from aurity_desktop.domain.speakers import UNKNOWN_SPEAKER
from aurity_desktop.domain.transcript import Chunk, Segment

#: So many slices make one paragraph: half a minute.
_CHUNKS_AT_ONCE = 10


def live_segments(chunks: Sequence[Chunk]) -> list[Segment]:
    """One segment for every half minute with words in it; its confidence is the lowest in it."""
    segments: list[Segment] = []
    for first in range(0, len(chunks), _CHUNKS_AT_ONCE):
        group = [each for each in chunks[first : first + _CHUNKS_AT_ONCE] if each.transcription]
        if group:
            segments.append(
                Segment(
                    start=group[0].timestamp_start,
                    end=group[-1].timestamp_end,
                    speaker=UNKNOWN_SPEAKER,
                    text=" ".join(each.transcription for each in group),
                    confidence=min(each.confidence for each in group),
                )
            )
    return segments
