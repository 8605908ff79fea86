"""The corpus suite: ledger and session files: how fast, how safe under kills, how watchful.

Each figure stands beside what it must be; the exit code says whether all hold.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from aurity_desktop.runtime.paths import Paths
from tests.benchmarks.corpus.crashes import kill_writers
from tests.benchmarks.corpus.desk_crashes import kill_desks
from tests.benchmarks.corpus.long_recordings import measure_long_recording
from tests.benchmarks.corpus.signing_crashes import kill_signers
from tests.benchmarks.corpus.speed import measure_file, measure_sizes, measure_tables
from tests.benchmarks.corpus.tampering import tamper

_SUITES = ("sizes", "file", "long", "crashes", "desk", "signing", "tampering", "tables")

#: What each figure must be at most; a figure that is not named here is told without a judgement.
_AT_MOST: Mapping[str, Mapping[str, float]] = {
    "sizes": {
        "append_slice_p95": 10.0,
        "append_text_p95": 10.0,
        "query_session_p95": 10.0,
        "list_sessions": 100.0,
        "search_rare_p95": 100.0,
        "search_common_p95": 100.0,
        "search_two_words_p95": 100.0,
        "search_old_dates_p95": 100.0,
    },
    "file": {"rebuild_seconds_per_hour": 5.0},
    "long": {
        "correct_word": 20.0,
        "correct_words": 20.0,
        "reassign": 20.0,
        "look": 15.0,
        "written_mb_per_hour": 300.0,
    },
    "crashes": {
        "acknowledged_lost": 0,
        "broken_chains": 0,
        "unreadable_files": 0,
        "unrepaired": 0,
    },
    "desk": {"acknowledged_lost": 0, "broken_chains": 0, "unrepaired": 0},
    "signing": {"acknowledged_lost": 0, "half": 0, "broken_chains": 0, "unrepaired": 0},
    "tampering": {
        "session_flips_missed": 0,
        "ledger_flips_missed": 0,
        "chain_forgeries_missed": 0,
        "hostile_escaped": 0,
    },
    "tables": {"seconds": 10.0},
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One suite's figures, or those of one size."""

    suite: str
    figures: Mapping[str, Any]

    @property
    def passed(self) -> bool:
        limits = _AT_MOST[self.suite]
        found = ((self.figures[name], limit) for name, limit in limits.items())
        return all(figure is None or figure <= limit for figure, limit in found)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--only", nargs="+", choices=_SUITES, default=_SUITES, metavar="SUITE",
                        help=f"some of: {', '.join(_SUITES)}")  # fmt: skip
    parser.add_argument(
        "--chunks",
        type=int,
        nargs="+",
        default=[1_000, 100_000, 1_000_000],
        help="sizes of the ledger to measure at, in chunks (1000 100000 1000000; the last takes "
        "minutes to plant)",
    )
    parser.add_argument(
        "--minutes", type=float, default=60.0, help="length of the session file (60)"
    )
    parser.add_argument(
        "--words", type=int, default=1_000_000, help="of all sessions as tables (1000000)"
    )
    parser.add_argument("--hours", type=float, default=8.0, help="length of the long recording (8)")
    parser.add_argument("--kills", type=int, default=500, help="how many writers to kill (500)")
    parser.add_argument("--flips", type=int, default=1000, help="how many bits to flip (1000)")
    parser.add_argument("--forgeries", type=int, default=300, help="of the audit chain (300)")
    parser.add_argument("--hostile", type=int, default=500, help="how many crafted files (500)")
    parser.add_argument(
        "--seed", type=int, default=20_261_124, help="of everything drawn at random"
    )
    parser.add_argument(
        "--encrypted", action="store_true", help="all of it with encryption at rest"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Works in a folder of its own under the system's temporary one; the user's data is not
    touched.
    """
    del paths
    outcomes = [
        outcome for name in _SUITES if name in arguments.only for outcome in _suite(name, arguments)
    ]
    if arguments.json:
        result: dict[str, list[dict[str, Any]]] = {}
        for outcome in outcomes:
            figures = {**outcome.figures, "passed": outcome.passed}
            result.setdefault(outcome.suite, []).append(figures)
        sys.stdout.write(json.dumps(result, indent=2) + "\n")
    else:
        sys.stdout.writelines(_told(outcome) for outcome in outcomes)
    return 0 if all(outcome.passed for outcome in outcomes) else 1


def _suite(name: str, arguments: argparse.Namespace) -> list[Outcome]:
    def progress(done: int) -> None:
        sys.stderr.write(f"\r{name}: {done} ")
        sys.stderr.flush()

    with tempfile.TemporaryDirectory(prefix="aurity-") as folder:
        figures = _measure(name, Path(folder), arguments, progress)
    sys.stderr.write("\n")
    return [Outcome(name, asdict(each)) for each in figures]


def _measure(
    name: str, folder: Path, arguments: argparse.Namespace, progress: Callable[[int], None]
) -> list[Any]:
    encrypted: bool = arguments.encrypted
    match name:
        case "sizes":
            return list(
                measure_sizes(
                    folder, arguments.chunks, arguments.seed, progress, encrypted=encrypted
                )
            )
        case "file":
            return [measure_file(folder, arguments.minutes, arguments.seed, encrypted=encrypted)]
        case "long":
            return [measure_long_recording(folder, arguments.hours, arguments.seed, progress)]
        case "crashes" | "desk" | "signing":
            kill = {"crashes": kill_writers, "desk": kill_desks, "signing": kill_signers}[name]
            kills: int = arguments.kills
            return [kill(folder, kills, arguments.seed, progress, encrypted=encrypted)]
        case "tampering":
            drawn = (arguments.flips, arguments.forgeries, arguments.hostile, arguments.seed)
            return [tamper(folder, *drawn, progress, encrypted=encrypted)]
        case "tables":
            words: int = arguments.words
            return [measure_tables(folder, words, arguments.seed, progress, encrypted=encrypted)]
        case _:
            raise ValueError(name)


def _told(outcome: Outcome) -> str:
    lines = [f"{outcome.suite}: {'holds' if outcome.passed else 'DOES NOT HOLD'}"]
    for figure, value in outcome.figures.items():
        limit = _AT_MOST[outcome.suite].get(figure)
        must = "" if limit is None else f"   (at most {limit:g})"
        lines.append(f"  {figure.replace('_', ' '):28} {value}{must}")
    return "\n".join(lines) + "\n\n"
