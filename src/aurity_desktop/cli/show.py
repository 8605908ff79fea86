"""`show`: everything that is known of one session."""

from __future__ import annotations

import argparse

from aurity_desktop.application.library.library import Library
from aurity_desktop.application.library.live_segments import live_segments
from aurity_desktop.application.program import Program
from aurity_desktop.cli import views
from aurity_desktop.cli.output import clock, joined, result
from aurity_desktop.domain.audio import seconds
from aurity_desktop.domain.spans import lines_of
from aurity_desktop.domain.transcript import Segment

_BARS = " ▁▂▃▄▅▆▇█"
_FULL_SCALE = 255


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parser of `show`."""
    parser = subparsers.add_parser("show", help="one session: its transcript by speaker")
    parser.add_argument("session", metavar="SESSION")
    parser.add_argument(
        "--words", action="store_true", help="every word with its place, as `edit` names it"
    )
    parser.add_argument(
        "--peaks", type=int, default=0, metavar="N",
        help="the waveform: how loud each of N equal parts of the sound is",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Print a session; one that is not finished, with its live text. Returns 0."""
    library = Library(program)
    session = library.session(arguments.session)
    speakers = library.speakers(arguments.session)
    segments = library.segments(arguments.session)
    spans = library.spans(arguments.session)
    patient = library.patient(arguments.session)
    bookmarks = library.bookmarks(arguments.session)
    chunks = library.chunks(arguments.session)
    consent, hold = library.consent_and_hold(arguments.session)
    unheard = library.unheard(arguments.session)
    read = library.input_read(arguments.session)
    view = {
        **views.session_view(session),
        "patient": patient.told if patient else None,
        "consent": consent,
        "hold": hold.reason if hold else None,
        "speakers": [views.speaker_view(each) for each in speakers],
        "segments": [views.segment_view(each) for each in segments],
        "spans": [views.span_view(each) for each in spans],
        "bookmarks": [views.bookmark_view(each) for each in bookmarks],
        "chunks": [views.chunk_view(each) for each in chunks],
        "unheard": views.unheard_view(unheard),
        **views.input_view(read),
        "audio_path": views.audio_path(program.paths.session(arguments.session)),
    }
    lines = [f"{session.session_id}  {session.state}  {clock(session.duration)}"]
    if session.title:
        lines.append(f"title: {session.title}")
    if patient is not None:
        lines.append(f"patient: {patient.told}")
    if consent is not None:
        lines.append(f"consent: {consent}")
    if hold is not None:
        lines.append(f"on hold: {hold.reason}")
    lines += views.input_lines(read)
    if unheard is not None:
        lines.append(views.unheard_text(unheard))
    if segments:
        lines += views.turns(lines_of(segments, spans, bookmarks), speakers)
    else:  # not finished yet: what was heard live
        corrections = library.live_corrections(arguments.session)
        words = library.words(arguments.session)
        heard = live_segments(chunks, words, spans, corrections, at_once=1)
        lines += [
            f"[{clock(each.start)}] {each.text}"
            if isinstance(each, Segment)
            else views.aside_text(each)
            for each in lines_of(heard, spans, bookmarks)
        ]
    if arguments.words:
        reading = library.reading(arguments.session)
        placed = list(zip(reading.places, reading.words, strict=True)) if reading else []
        disputed = library.disputed(arguments.session)
        view["words"] = [
            {**views.word_view(place, word), "disputed": place in disputed}
            for place, word in placed
        ]
        lines = lines[:1] + [
            f"{place:5}  {clock(word.start):>7}  {word.speaker}  {word.text}"
            for place, word in placed
        ]
    if arguments.peaks > 0:
        peaks = library.peaks(arguments.session)
        values = peaks.columns(0.0, seconds(peaks.samples), arguments.peaks)
        view["peaks"] = [round(value / _FULL_SCALE, 3) for value in values]
        lines.insert(1, "".join(_bar(value / peaks.loud) for value in values))
    result(view, as_json=arguments.json, text=joined(lines))
    return 0


def _bar(share: float) -> str:
    """Of a line of them, as high as this share of the loud parts."""
    return _BARS[min(len(_BARS) - 1, round(share * (len(_BARS) - 1)))]
