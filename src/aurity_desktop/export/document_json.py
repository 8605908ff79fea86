"""JSON: speakers, turns, words and what was not captured, for other programs."""

from __future__ import annotations

from aurity_desktop.domain.audio import seconds
from aurity_desktop.domain.document import Document
from aurity_desktop.domain.safe_text import safe_json
from aurity_desktop.domain.spans import standing
from aurity_desktop.export.aside_words import span_words

FORMAT = "aurity-transcript-1"


def document_json(document: Document) -> bytes:
    """UTF-8.

    Times are seconds on the session's clock, rounded to the millisecond; `speaker` is a raw label,
    `name` what it is called. `spans` is what was not captured: before which second of the
    recording, and how long it lasted; no segment runs across one. `bookmarks` are what people
    marked, with their notes, where those are wanted. Characters that drive a terminal
    or turn the text are escapes.
    """
    session = document.session
    view = {
        "format": FORMAT,
        "session_id": session.session_id,
        "title": session.title,
        "created_at": session.plan.created_at.isoformat(),
        "duration": round(session.duration, 3),
        "language": session.language,
        "speakers": [
            {"speaker": each.label, "name": document.name(each.label), "role": each.role}
            for each in document.speakers.values()
        ],
        "segments": [
            {
                "start": round(each.start, 3),
                "end": round(each.end, 3),
                "speaker": each.speaker,
                "name": document.name(each.speaker),
                "text": each.text,
                "confidence": round(each.confidence, 4),
                "overlapped": each.overlapped,
            }
            for each in document.segments
        ],
        "spans": [
            {
                "at": round(seconds(each.at_sample), 3),
                "kind": each.kind,
                "seconds": round(each.seconds, 3),
                "text": span_words(each, document.language),
            }
            for each in standing(document.spans)
        ],
        "bookmarks": [
            {
                "at": round(each.at, 3),
                "text": each.text,
            }
            for each in document.bookmarks
        ],
        "words": [
            {
                "start": round(each.start, 3),
                "end": round(each.end, 3),
                "speaker": each.speaker,
                "text": each.text,
                "probability": round(each.probability, 4),
            }
            for each in document.words
        ],
    }
    return (safe_json(view, indent=1) + "\n").encode("utf-8")
