"""`demo`: the whole job on the sample of pyannote.audio, without a display or a microphone."""

from __future__ import annotations

import argparse

from aurity_desktop.application.program import Program
from aurity_desktop.application.recording.recording import RecordingRequest
from aurity_desktop.cli.export import export
from aurity_desktop.cli.finished_session import finished_view, transcript_text
from aurity_desktop.cli.output import joined, result, say
from aurity_desktop.cli.recording import record
from aurity_desktop.runtime.resources import sample_recording


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parser of `demo`."""
    parser = subparsers.add_parser(
        "demo", help="record, transcribe and export the installed sample"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Record the sample as fast as it is spoken, print its transcript, and export it. Returns 0."""
    del arguments
    say("No display, so here is the whole job on a sample: a telephone talk of two people.")
    request = RecordingRequest(input_file=sample_recording(), fast=False)
    session_id = record(program, request).session_id
    result(None, as_json=False, text=transcript_text(program, finished_view(program, session_id)))
    exported = export(program, session_id, program.paths.session(session_id) / "export.h5")
    result(None, as_json=False, text=joined([f"Exported to {exported['output']}"]))
    return 0
