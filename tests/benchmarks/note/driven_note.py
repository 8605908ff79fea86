"""The composition root of the note suite: the real window with a clinician at it.

The first argument, behind a `--talk-only`, is the folder in which a printed file appears, the
others are the command that plays the talk. The last line of standard output is a JSON object, a
`NoteSeen`.
"""

from __future__ import annotations

import tests.benchmarks.qt_first  # noqa: F401  # first of all

# isort: split

import json
import sys
from dataclasses import asdict
from pathlib import Path

from aurity_desktop.entrypoints.command_line import build
from aurity_desktop.entrypoints.window import run_window
from aurity_desktop.runtime.logs import start_logging
from aurity_desktop.runtime.offline import go_offline
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.runtime.thread_pools import share_processors
from tests.benchmarks.note.clinician import Clinician


def main() -> int:
    """The exit code of the window; 1 where something went wrong."""
    go_offline()
    share_processors()
    program = build(Paths.from_environment())
    start_logging(program.paths.logs, "window")
    there: list[Clinician] = []
    talk_only = sys.argv[1] == "--talk-only"
    folder, *play = sys.argv[1 + talk_only :]
    code = run_window(
        program,
        lambda built: there.append(Clinician(built, play, Path(folder), talk_only=talk_only)),
    )
    if not there:
        return code or 1
    seen = there[0].tell()
    sys.stdout.write(json.dumps(asdict(seen)) + "\n")
    return code or int(bool(seen.problems))


if __name__ == "__main__":
    sys.exit(main())
