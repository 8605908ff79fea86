"""`make bench ARGS="SUITE … [OPTION …]"`: measures on this machine, beside a peer in the same run."""

from __future__ import annotations

import argparse
import importlib
import multiprocessing
import sys
from collections.abc import Sequence

from aurity_desktop.domain.errors import AurityError
from aurity_desktop.runtime.offline import go_offline
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.runtime.thread_pools import share_processors

#: A suite's name, the module that measures it, and what it measures.
_SUITES = {
    "asr": ("asr.suite", "live and whole transcription, beside faster-whisper"),
    "switching": ("asr.switching", "talks that go from Spanish to English and back"),
    "vocabulary": ("asr.vocabulary", "drug names with and without a list of words to expect"),
    "diarization": ("diarization.suite", "who spoke when, beside pyannote.audio as it ships"),
    "roles": ("diarization.roles", "how surely an enrolled voice is found again"),
    "corpus": ("corpus.suite", "ledger and session files: speed, crashes, tampering"),
    "faults": ("capture.suite", "capture under kills, unplugs, a full disk, power cuts"),
    "soak": ("queue.soak", "the queue under kills"),
    "stop": ("queue.stop", "from Stop to the final transcript with speakers"),
    "window": ("window.suite", "the real window while it records"),
}
_DEFAULT = ("asr", "diarization")


def main(arguments: Sequence[str]) -> int:
    """Run the named suites one after the other, each with all of the options.

    Returns the worst exit code: 0 when every figure that a suite judges was reached.
    """
    first_option = next((n for n, each in enumerate(arguments) if each not in _SUITES), None)
    options = [] if first_option is None else list(arguments[first_option:])
    if options and not options[0].startswith("-"):
        print(f"bench: there is no suite {options[0]!r}; there are: {', '.join(_SUITES)}")
        return 2
    chosen = list(arguments[:first_option])
    if not chosen and options and options[0] in {"-h", "--help"}:
        print(_usage())
        return 0
    try:
        return max(_measure(name, options) for name in chosen or _DEFAULT)
    except AurityError as error:
        print(f"bench: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 130


def _usage() -> str:
    lines = [f"  {name:12} {what}" for name, (_, what) in _SUITES.items()]
    head = 'make bench ARGS="SUITE … [OPTION …]"; without a suite: ' + " ".join(_DEFAULT)
    return "\n".join([head, *lines, "`SUITE --help` shows the options of one."])


def _measure(name: str, options: Sequence[str]) -> int:
    module, what = _SUITES[name]
    suite = importlib.import_module(f"tests.benchmarks.{module}")
    parser = argparse.ArgumentParser(prog=f"bench {name}", description=what)
    suite.add_arguments(parser)
    paths = Paths.from_environment()
    paths.prepare()
    return int(suite.run(parser.parse_args(options), paths))


if __name__ == "__main__":
    multiprocessing.freeze_support()
    go_offline()
    share_processors()
    sys.exit(main(sys.argv[1:]))
