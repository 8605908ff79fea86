"""`bench`: measure on this machine, each figure beside a named peer in the same run."""

from __future__ import annotations

import argparse
import importlib

from aurity_desktop.application.program import Program
from aurity_desktop.domain.errors import UsageError

_SUITES = {
    "asr": "live and whole transcription, beside faster-whisper",
    "diarization": "who spoke when, beside pyannote.audio as it ships",
    "roles": "how surely an enrolled voice is found again",
    "corpus": "ledger and session files: speed, crashes, tampering",
    "switching": "talks that go from Spanish to English and back, beside faster-whisper",
    "vocabulary": "drug names with and without a list of words to expect, beside hotwords",
    "faults": "capture under kills, unplugs, a full disk",
    "soak": "the queue under kills",
    "window": "the real window while it records: stalls, starts, live text on a slow machine",
    "stop": "from Stop to the final transcript with speakers",
}


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "bench",
        help="measure speed and accuracy on this machine",
        description="Without an option: --asr and --diarization. `bench --SUITE --help` shows the options of one suite.",
        add_help=False,
    )
    parser.add_argument("-h", "--help", action="store_true", help="show this, or a suite's options")
    suites = parser.add_mutually_exclusive_group()
    for name, what in _SUITES.items():
        suites.add_argument(f"--{name}", dest="suite", action="store_const", const=name, help=what)
    parser.set_defaults(run=run, parser=parser, takes_rest=True)


def run(arguments: argparse.Namespace, program: Program) -> int:
    if arguments.help and arguments.suite is None:
        arguments.parser.print_help()
        return 0
    options = arguments.rest + (["--help"] if arguments.help else [])
    if arguments.suite is None and options:
        raise UsageError("Say what to measure: " + ", ".join(f"--{name}" for name in _SUITES) + ".")
    chosen = (arguments.suite,) if arguments.suite else ("asr", "diarization")
    return max(_measure(name, options, program) for name in chosen)


def _measure(name: str, options: list[str], program: Program) -> int:
    suite = importlib.import_module(f"aurity_desktop.bench.{name}")
    parser = argparse.ArgumentParser(
        prog=f"aurity-desktop bench --{name}", description=_SUITES[name]
    )
    suite.add_arguments(parser)
    return int(suite.run(parser.parse_args(options), program.paths))
