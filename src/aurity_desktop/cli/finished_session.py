"""How a finished session is printed: as the JSON of `record --json`, or as its transcript."""

from __future__ import annotations

from typing import Any

from aurity_desktop.application.library.figures import latencies, percentile
from aurity_desktop.application.library.library import Library
from aurity_desktop.application.program import Program
from aurity_desktop.cli import views
from aurity_desktop.cli.output import clock, joined, result, say
from aurity_desktop.cli.recording import Recorded
from aurity_desktop.domain.spans import lines_of


def print_recorded(program: Program, done: Recorded, *, as_json: bool) -> int:
    """Print the result.

    Returns the exit code: a damaged file gives a result, and is no success.
    """
    summary = finished_view(program, done.session_id)
    result(summary, as_json=as_json, text=transcript_text(program, summary))
    unheard = Library(program).unheard(done.session_id)
    if unheard is not None:
        say(f"Note: {views.unheard_text(unheard)}")
    for line in views.input_lines(Library(program).input_read(done.session_id)):
        say(f"Note: {line}")
    if done.damaged is None:
        return 0
    say(f"aurity-desktop: {done.damaged}")
    return done.damaged.exit_code


def finished_view(program: Program, session_id: str) -> dict[str, Any]:
    """The object that `record --json` ends with."""
    library = Library(program)
    session = library.session(session_id)
    chunks = library.chunks(session_id)
    waits = latencies(chunks)
    p50, p95 = percentile(waits, 50), percentile(waits, 95)
    return {
        "session_id": session_id,
        "state": session.state,
        "duration": round(session.duration, 3),
        "chunks": len(chunks),
        "chunks_ok": views.answered(chunks),
        "latency_p50_ms": None if p50 is None else round(p50, 1),
        "latency_p95_ms": None if p95 is None else round(p95, 1),
        "language": session.language,
        "speakers": [views.speaker_view(each) for each in library.speakers(session_id)],
        "unheard": views.unheard_view(library.unheard(session_id)),
        **views.input_view(library.input_read(session_id)),
        "segments": [views.segment_view(each) for each in library.segments(session_id)],
        "spans": [views.span_view(each) for each in library.spans(session_id)],
        "bookmarks": [views.bookmark_view(each) for each in library.bookmarks(session_id)],
        "audio_path": views.audio_path(program.paths.session(session_id)),
    }


def transcript_text(program: Program, summary: dict[str, Any]) -> str:
    """The session, its length and counts on one line, then a line a segment, span and mark."""
    count = len(summary["speakers"])
    voices = "1 speaker" if count == 1 else f"{count} speakers"
    counted = f"{summary['chunks_ok']}/{summary['chunks']} chunks, {voices}"
    session_id, library = summary["session_id"], Library(program)
    segments, spans = library.segments(session_id), library.spans(session_id)
    read = lines_of(segments, spans, library.bookmarks(session_id))
    heading = f"{session_id}  {clock(summary['duration'])}  {counted}"
    return joined([heading, *views.turns(read, library.speakers(session_id))])
