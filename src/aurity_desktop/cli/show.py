"""`show`: everything that is known of one session."""

from __future__ import annotations

import argparse

from aurity_desktop.application.library import Library
from aurity_desktop.application.program import Program
from aurity_desktop.cli import views
from aurity_desktop.cli.output import clock, result


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("show", help="one session: its transcript by speaker")
    parser.add_argument("session", metavar="SESSION")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, program: Program) -> int:
    library = Library(program)
    session = library.session(arguments.session)
    speakers = library.speakers(arguments.session)
    segments = library.segments(arguments.session)
    chunks = library.chunks(arguments.session)
    view = {
        **views.session_view(session),
        "speakers": [views.speaker_view(each) for each in speakers],
        "segments": [views.segment_view(each) for each in segments],
        "chunks": [views.chunk_view(each) for each in chunks],
        "audio_path": views.audio_path(program.paths.session(arguments.session)),
    }
    names = {each.label: each.name or each.label for each in speakers}
    lines = [f"{session.session_id}  {session.state}  {clock(session.duration)}"]
    if segments:
        lines += [
            f"[{clock(each.start)}] {names.get(each.speaker, each.speaker)}: {each.text}"
            for each in segments
        ]
    else:  # not finished yet: what was heard live
        lines += [
            f"[{clock(each.timestamp_start)}] {each.transcription}"
            for each in chunks
            if each.transcription
        ]
    result(view, as_json=arguments.json, text="\n".join(lines))
    return 0
