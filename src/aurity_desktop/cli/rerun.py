"""`rerun`: the speakers again with another number of people, or the text again with another model.

`undo` takes it back.
"""

from __future__ import annotations

import argparse
import re
from contextlib import closing

from aurity_desktop.application.finalizing.speaker_runs import SpeakerRuns
from aurity_desktop.application.program import Program
from aurity_desktop.cli.finished_session import finished_view, transcript_text
from aurity_desktop.cli.jobs import job_view
from aurity_desktop.cli.output import result
from aurity_desktop.cli.waiting import own_worker, wait_for, wait_for_names
from aurity_desktop.domain.errors import UsageError
from aurity_desktop.domain.jobs import Job
from aurity_desktop.domain.session import SpeakerCount

#: As many as `record --speakers` takes.
MOST_SPEAKERS = 20

_COUNT = re.compile(r"(\d+)(?:-(\d+))?")


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parser of `rerun`."""
    parser = subparsers.add_parser(
        "rerun",
        help="find the speakers again, or transcribe again with another model",
        description="The labels and words there are stay in the history: `undo SESSION` brings "
        "them back.",
    )
    parser.add_argument("session", metavar="SESSION")
    parser.add_argument(
        "--speakers",
        type=speaker_count,
        metavar="N|N-M|auto",
        help="how many people speak: exactly, between, or found automatically",
    )
    parser.add_argument(
        "--by-channel",
        action="store_true",
        help="the speakers are those who have a channel or a track of the file to themselves",
    )
    parser.add_argument("--model", default="", metavar="NAME", help="the speech model to use")
    parser.add_argument("--no-wait", action="store_true", help="queue it for the next worker")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Queue the run, wait for it unless `--no-wait`, and print the transcript. Returns 0."""
    if arguments.by_channel:
        job = by_channel(program, arguments)
    else:
        job = ask(program, arguments.session, arguments.speakers, arguments.model)
    if arguments.no_wait:
        with closing(program.queue()) as queue:
            view = job_view(queue.job(job.job_id))
        result(view, as_json=arguments.json, text=f"Queued as {job.job_id}.")
        return 0
    with own_worker(program) as worker:
        wait_for(program, [job], worker)
        wait_for_names(program, [job.session_id], worker)
    summary = finished_view(program, arguments.session)
    result(summary, as_json=arguments.json, text=transcript_text(program, summary))
    return 0


def ask(program: Program, session_id: str, count: SpeakerCount | None, model: str) -> Job:
    """The job that does it.

    Raises UsageError where nothing else is asked for, UnknownSession, SessionBusy, ModelError.
    """
    runs = SpeakerRuns(program)
    if model:
        return runs.transcribe_again(session_id, model, count)
    if count is None:
        raise UsageError("Say what is to be different: --speakers, --model, or both.")
    return runs.diarize_again(session_id, count)


def by_channel(program: Program, arguments: argparse.Namespace) -> Job:
    """Raises UsageError beside another wish, UnknownSession, SessionBusy, NoChannelSpeakers."""
    if arguments.speakers is not None or arguments.model:
        raise UsageError("--by-channel goes with neither --speakers nor --model.")
    return SpeakerRuns(program).speakers_by_channel(arguments.session)


def speaker_count(text: str) -> SpeakerCount:
    """`3`, `2-4` or `auto`. Raises ArgumentTypeError."""
    if text == "auto":
        return SpeakerCount()
    found = _COUNT.fullmatch(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no number, no range such as 2-4, nor auto")
    least = int(found[1])
    most = int(found[2] or found[1])
    if not 1 <= least <= most <= MOST_SPEAKERS:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not between 1 and {MOST_SPEAKERS}, the smaller first"
        )
    return SpeakerCount(least, most)
