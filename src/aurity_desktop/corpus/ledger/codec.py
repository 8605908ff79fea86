"""The JSON forms of words, turns and segments inside the ledger's rows.

Short lists, in the fields' order, canonical.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from aurity_desktop.domain.events import canonical
from aurity_desktop.domain.speakers import Turn
from aurity_desktop.domain.transcript import Segment, Word


def dumped(value: object) -> str:
    """The canonical JSON of a value, as text."""
    return canonical(value).decode("utf-8")


def words_to_json(words: Iterable[Word]) -> str:
    """`[[start, end, text, probability, speaker, speaker_confidence, overlapped], …]`"""
    return dumped(
        [
            [
                float(word.start),
                float(word.end),
                word.text,
                float(word.probability),
                word.speaker,
                float(word.speaker_confidence),
                bool(word.overlapped),
            ]
            for word in words
        ]
    )


def words_from_json(text: str) -> list[Word]:
    """What `words_to_json` wrote; raises ValueError, TypeError."""
    return [Word(*fields) for fields in json.loads(text)]


def segments_to_json(segments: Iterable[Segment]) -> str:
    """`[[start, end, speaker, text, confidence, overlapped], …]`"""
    return dumped(
        [
            [
                float(segment.start),
                float(segment.end),
                segment.speaker,
                segment.text,
                float(segment.confidence),
                bool(segment.overlapped),
            ]
            for segment in segments
        ]
    )


def segments_from_json(text: str) -> list[Segment]:
    """What `segments_to_json` wrote; raises ValueError, TypeError."""
    return [Segment(*fields) for fields in json.loads(text)]


def turns_to_json(turns: Iterable[Turn]) -> str:
    """`[[start, end, speaker], …]`"""
    return dumped([[float(turn.start), float(turn.end), turn.speaker] for turn in turns])


def turns_from_json(text: str) -> list[Turn]:
    """What `turns_to_json` wrote; raises ValueError, TypeError."""
    return [Turn(*fields) for fields in json.loads(text)]


def chunk_speakers_to_json(chunk_speakers: Sequence[tuple[int, str]]) -> str:
    """`[[chunk_number, speaker], …]`"""
    return dumped([[int(number), speaker] for number, speaker in chunk_speakers])


def chunk_speakers_from_json(text: str) -> list[tuple[int, str]]:
    """What `chunk_speakers_to_json` wrote."""
    return [(int(number), str(speaker)) for number, speaker in json.loads(text)]


def strings_from_json(text: str) -> tuple[str, ...]:
    """A list of texts."""
    if text == "[]":  # a list of ten thousand sessions asks this ten thousand times
        return ()
    return tuple(str(item) for item in json.loads(text))


def time_to_text(moment: datetime) -> str:
    """ISO 8601, UTC, microseconds. A naive time is taken as local."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def time_from_text(text: str) -> datetime:
    """With its time zone. Raises ValueError."""
    return datetime.fromisoformat(text)
