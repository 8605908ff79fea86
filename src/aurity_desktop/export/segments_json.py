"""Segments as JSON, for people and tools that want no HDF5."""

from __future__ import annotations

from collections.abc import Sequence

from aurity_desktop.domain.audio import Span, seconds
from aurity_desktop.domain.safe_text import safe_json
from aurity_desktop.domain.session import SessionSummary
from aurity_desktop.domain.transcript import Segment

FORMAT = "aurity-segments-1"


def segments_json(
    session: SessionSummary, segments: Sequence[Segment], spans: Sequence[Span] = ()
) -> bytes:
    """UTF-8.

    Times are seconds on the session's clock, rounded to the millisecond; speakers are raw labels.
    `spans` is what was not captured: before which second of the recording, and how long it lasted.
    """
    document = {
        "format": FORMAT,
        "session_id": session.session_id,
        "duration": round(session.duration, 3),
        "language": session.language,
        "segments": [
            {
                "start": round(segment.start, 3),
                "end": round(segment.end, 3),
                "speaker": segment.speaker,
                "text": segment.text,
                "confidence": round(segment.confidence, 4),
                "overlapped": segment.overlapped,
            }
            for segment in segments
        ],
        "spans": [
            {
                "at": round(seconds(span.at_sample), 3),
                "kind": span.kind,
                "seconds": round(span.seconds, 3),
            }
            for span in spans
        ],
    }
    return (safe_json(document, indent=1) + "\n").encode("utf-8")
