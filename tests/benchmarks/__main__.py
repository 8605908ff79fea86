"""Measures on this machine, beside a peer: `make bench ARGS="SUITE … [OPTION …]"`."""

from __future__ import annotations

import argparse
import importlib
import itertools
import multiprocessing
import sys
from collections.abc import Sequence

from aurity_desktop.domain.errors import AurityError, UsageError
from aurity_desktop.runtime.offline import go_offline
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.runtime.thread_pools import share_processors
from tests.benchmarks.processor import AVX2, OPTION, hold

#: A suite's name, the module that measures it, and what it measures.
_SUITES = {
    "asr": ("asr.suite", "live and whole transcription, beside faster-whisper"),
    "switching": ("asr.switching", "talks that go from Spanish to English and back"),
    "vocabulary": ("asr.vocabulary", "drug names with and without a list of words to expect"),
    "clinical": ("clinical.suite", "names, terms, doses and vital signs in spoken consultations"),
    "diarization": ("diarization.suite", "who spoke when, beside pyannote.audio as it ships"),
    "findings": ("findings.suite", "what the rules find in scripted consultations"),
    "roles": ("diarization.roles", "how surely an enrolled voice is found again"),
    "corpus": ("corpus.suite", "ledger and session files: speed, crashes, tampering"),
    "faults": ("capture.suite", "capture under kills, unplugs, a full disk, power cuts"),
    "queue": ("queue.soak", "the queue under kills"),
    "stop": ("queue.stop", "from Stop to the final transcript with speakers"),
    "window": ("window.suite", "the real window while it records"),
    "desk": ("desk.suite", "a day at the desk through the real window, each use of it once"),
    "note": ("note.suite", "from Stop to the signed and printed note, by a clinician's hands"),
    "scroll": ("window.scrolling", "long transcripts and libraries in the window"),
}
_OF_ALL = f"{OPTION} {AVX2} before other options: the libraries use no newer instructions."
_DEFAULT = ("asr", "diarization")


def main(arguments: Sequence[str]) -> int:
    """Run the named suites one after the other, each with all of the options.

    Returns the worst exit code: 0 when every figure that a suite judges was reached. Several suites
    at once take only the options that each of them knows: what one of them does not know ends the
    whole with 2 before anything is measured. `--processor avx2` is for all of them.
    """
    try:
        chosen, options = _split(arguments)
        options = hold(options)
        if not {"-h", "--help"}.isdisjoint(options):
            helped = [_Suite(name).parser.format_help() for name in chosen]
            print("\n".join(helped) if helped else _usage())
            return 0
        suites = [_Suite(name) for name in chosen or _DEFAULT]
        if len(suites) > 1:
            _check_that_all_know(suites, options)
        paths = Paths.from_environment()
        paths.prepare()
        return max(suite.measure(options, paths) for suite in suites)
    except AurityError as error:
        print(f"bench: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 130


def _split(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """The suites that are named first, and the options behind them. Raises UsageError."""
    suites = list(itertools.takewhile(_SUITES.__contains__, arguments))
    options = list(arguments[len(suites) :])
    if options and not options[0].startswith("-"):
        raise UsageError(f"There is no suite {options[0]!r}; there are: {', '.join(_SUITES)}.")
    return suites, options


def _check_that_all_know(suites: Sequence[_Suite], options: Sequence[str]) -> None:
    for suite in suites:
        if unknown := suite.unknown(options):
            raise UsageError(
                f"The suite {suite.name} has no option {unknown}. Run the suites one by one."
            )


class _Suite:
    """One of `_SUITES`: its module is imported, and its options are known."""

    def __init__(self, name: str) -> None:
        module, what = _SUITES[name]
        self.name = name
        self._module = importlib.import_module(f"tests.benchmarks.{module}")
        self.parser = argparse.ArgumentParser(prog=f"bench {name}", description=what)
        self._module.add_arguments(self.parser)

    def unknown(self, options: Sequence[str]) -> str:
        """The first option that this suite does not have, "" when it knows them all."""
        _, left = self.parser.parse_known_args(options)
        return next((each for each in left if each.startswith("-")), "")

    def measure(self, options: Sequence[str], paths: Paths) -> int:
        """Run it. Returns its exit code; raises SystemExit for bad options."""
        return int(self._module.run(self.parser.parse_args(options), paths))


def _usage() -> str:
    lines = [f"  {name:12} {what}" for name, (_, what) in _SUITES.items()]
    head = 'make bench ARGS="SUITE … [OPTION …]"; without a suite: ' + " ".join(_DEFAULT)
    return "\n".join([head, *lines, _OF_ALL, "`SUITE --help` shows the options of one."])


if __name__ == "__main__":
    multiprocessing.freeze_support()
    go_offline()
    share_processors()
    sys.exit(main(sys.argv[1:]))
