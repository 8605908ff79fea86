"""The JSON of a session, the same in every command that prints one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from aurity_desktop.cli.output import clock
from aurity_desktop.domain.audio import Span, seconds
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.capture import InputNote
from aurity_desktop.domain.input_read import Facts, InputRead, Part
from aurity_desktop.domain.integrity import ExportManifest
from aurity_desktop.domain.session import SessionSummary
from aurity_desktop.domain.spans import Aside, Line
from aurity_desktop.domain.speakers import Speaker
from aurity_desktop.domain.transcript import ANSWERED, Chunk, Segment, Word
from aurity_desktop.domain.unheard import Unheard
from aurity_desktop.export.aside_words import aside_words


def manifest_view(manifest: ExportManifest) -> dict[str, Any]:
    """What an export says of itself."""
    return {
        "export_id": manifest.export_id,
        "timestamp": manifest.timestamp.isoformat(),
        "exported_by": manifest.exported_by,
        "data_source": manifest.data_source,
        "data_hash": manifest.data_hash,
        "format": manifest.format,
        "purpose": manifest.purpose,
        "includes_pii": manifest.includes_pii,
        "left": list(manifest.left),
        "schema_version": manifest.schema_version,
        "files": dict(manifest.files),
    }


def session_view(session: SessionSummary) -> dict[str, Any]:
    """A session without its text, as `sessions --json` lists it; seconds of sound."""
    return {
        "session_id": session.session_id,
        "state": session.state,
        "reason": session.reason,
        "created_at": session.plan.created_at.isoformat(),
        "source": session.plan.source,
        "title": session.title,
        "language": session.language,
        "model": session.plan.model,
        "duration": round(session.duration, 3),
        "chunks": session.chunks,
        "chunks_ok": session.chunks_ok,
        "speakers": session.speakers,
        "to_review": session.to_review,
    }


def turns(lines: Sequence[Line], speakers: Sequence[Speaker]) -> list[str]:
    """A line for each segment: when, who, what; and one for what stands between them."""
    names = {each.label: each.called for each in speakers}
    return [
        f"[{clock(each.start)}] {names.get(each.speaker, each.speaker)}: {each.text}"
        if isinstance(each, Segment)
        else aside_text(each)
        for each in lines
    ]


def aside_text(aside: Aside) -> str:
    """Where time was not captured, why, and how long; or a bookmark with its note."""
    return f"[{clock(seconds(aside.at_sample))}] -- {aside_words(aside, 'en')} --"


def bookmark_view(bookmark: Bookmark) -> dict[str, Any]:
    """`bookmark_id` is what `edit` names it by; `at` in seconds of the recording."""
    return {
        "bookmark_id": bookmark.bookmark_id,
        "at": round(bookmark.at, 3),
        "text": bookmark.text,
    }


def span_view(span: Span) -> dict[str, Any]:
    """Before which second of the recording; `seconds` is how long it lasted."""
    return {
        "at": round(seconds(span.at_sample), 3),
        "kind": span.kind,
        "seconds": round(span.seconds, 3),
        "reason": span.reason,
    }


def segment_view(segment: Segment) -> dict[str, Any]:
    """Seconds of the session, to the millisecond."""
    return {
        "start": round(segment.start, 3),
        "end": round(segment.end, 3),
        "speaker": segment.speaker,
        "text": segment.text,
        "confidence": round(segment.confidence, 3),
        "overlapped": segment.overlapped,
    }


def speaker_view(speaker: Speaker) -> dict[str, Any]:
    """`seconds` is how long the voice speaks."""
    return {
        "label": speaker.label,
        "role": speaker.role,
        "name": speaker.name,
        "seconds": round(speaker.seconds, 2),
    }


def word_view(place: int, word: Word) -> dict[str, Any]:
    """`place` is what `edit` names the word by."""
    return {
        "place": place,
        "start": round(word.start, 3),
        "end": round(word.end, 3),
        "text": word.text,
        "probability": round(word.probability, 3),
        "speaker": word.speaker,
        "speaker_confidence": round(word.speaker_confidence, 3),
        "overlapped": word.overlapped,
    }


def chunk_view(chunk: Chunk) -> dict[str, Any]:
    """The field names are those of the session file."""
    return {
        "chunk_id": chunk.chunk_id,
        "session_id": chunk.session_id,
        "chunk_number": chunk.chunk_number,
        "timestamp_start": chunk.timestamp_start,
        "timestamp_end": chunk.timestamp_end,
        "transcription": chunk.transcription,
        "audio_hash": chunk.audio_hash,
        "language": chunk.language,
        "confidence": round(chunk.confidence, 3),
        "status": chunk.status,
        "speaker": chunk.speaker,
        "created_at": chunk.created_at.isoformat(),
        "latency_ms": None if chunk.latency_ms is None else round(chunk.latency_ms, 1),
        "reason": chunk.reason,
    }


def audio_path(session_folder: Path) -> str | None:
    """The whole recording as one WAV.

    None while it has not been made, as in an imported session, and where it lies encrypted.
    """
    path = session_folder / "final.wav"
    return str(path) if path.exists() else None


def answered(chunks: list[Chunk]) -> int:
    """Chunks that were looked at and have their answer, silence included."""
    return sum(chunk.status in ANSWERED for chunk in chunks)


def unheard_text(unheard: Unheard) -> str:
    """Sound without a word, in one line."""
    length = _seconds(unheard.loud_seconds)
    return (
        f"no speech was recognised in {length} of sound louder than silence; "
        f"loudest at {clock(unheard.loudest_at)}"
    )


def _seconds(length: float) -> str:
    return f"{length:.0f} s" if length >= 1 else f"{length:.1f} s"


def unheard_view(unheard: Unheard | None) -> dict[str, float] | None:
    """The same as an object; None where there are words, or silence only."""
    if unheard is None:
        return None
    return {"loud_seconds": unheard.loud_seconds, "loudest_at": unheard.loudest_at}


def input_view(read: InputRead) -> dict[str, Any]:
    """How the file was read, as fields of its session."""
    notes = [{"note": note, **facts} for note, facts in read.notes]
    part = None
    if read.part is not None:
        part = {"seconds": read.part.seconds, "of_seconds": read.part.of_seconds or None}
    return {"input": notes, "speakers_by_channel": read.by_channel, "part": part}


def input_lines(read: InputRead) -> list[str]:
    """The same, a line each."""
    lines = (_input_line(note, facts) for note, facts in read.notes if _is_worth_it(note, facts))
    return [*_part_lines(read.part), *lines, *_channel_lines(read)]


def part_text(part: Part) -> str:
    """`15 of 33 s`; without the whole where the file does not tell it."""
    of = f" of {part.of_seconds:.0f}" if part.of_seconds else ""
    return f"{part.seconds:.0f}{of} s"


def _part_lines(part: Part | None) -> Iterator[str]:
    if part is not None:
        yield f"only a part of the file was read: {part_text(part)}"


def _is_worth_it(note: InputNote, facts: Facts) -> bool:
    """Two sides of one sound that were added are nothing to tell."""
    if note is InputNote.CHANNELS_MIXED:
        plain = facts.get("channels") == facts.get("with_sound") == 2
        return not plain or facts.get("turned_round", 0) > 0
    return note in _INPUT_LINES


#: Spans and channels have lines of their own.
_INPUT_LINES: Mapping[InputNote, str] = {
    InputNote.LONGER_THAN_STATED: "input longer than its header says ({stated_seconds:.1f} s)",
    InputNote.CHANNELS_MIXED: (
        "{channels:.0f} channels mixed, {with_sound:.0f} with sound, {turned_round:.0f} of "
        "opposite phase turned round"
    ),
    InputNote.TRACKS_MIXED: (
        "{tracks:.0f} tracks mixed, {with_sound:.0f} with sound; the file marks track {default:.0f}"
    ),
    InputNote.TRACKS_LEFT_OUT: "{tracks:.0f} tracks left out: their codec is not read",
    InputNote.GAPS_FILLED: "gaps in the file: {gaps:.0f}, {seconds:.1f} s in all",
    InputNote.BROKEN_OFF: (
        "the file breaks off after {read_seconds:.1f} s: its end is missing, how much is not known"
    ),
    InputNote.END_NOT_READ: "the last {bytes:.0f} bytes of the file are no sound",
}


def _input_line(note: InputNote, facts: Facts) -> str:
    known: defaultdict[str, float] = defaultdict(float, facts)
    of_track = note is InputNote.CHANNELS_MIXED and "track" in facts
    track = f"track {facts['track']:.0f}: " if of_track else ""
    return track + _INPUT_LINES[note].format_map(known)


def _channel_lines(read: InputRead) -> Iterator[str]:
    """Which speaker is which channel, where they are shown."""
    for note, facts in read.notes:
        if note is not InputNote.SPEAKERS_BY_CHANNEL or not read.by_channel:
            continue
        labels = sorted(key.removesuffix("_track") for key in facts if key.endswith("_track"))
        places = ", ".join(
            f"{label} track {facts[f'{label}_track']:.0f} "
            f"channel {facts.get(f'{label}_channel', 1):.0f}"
            for label in labels
        )
        yield f"speakers by channel: {places} (`rerun --speakers auto` finds them by voice)"
        together = facts.get("together_seconds", 0)
        if together >= 1:
            yield f"{together:.0f} s of several at once, where words of one may be missing"
