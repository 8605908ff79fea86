"""The faults suite: capture under kills, unplugs, a full disk, busy cores, a clock set back.

Each figure stands beside what it must be; the exit code says whether all hold.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from aurity_desktop.runtime.paths import Paths
from tests.benchmarks.capture.devices import unplug_microphones
from tests.benchmarks.capture.full_disk import fill_disks
from tests.benchmarks.capture.kills import kill_recorders
from tests.benchmarks.capture.load_and_clock import record_under_load, set_clock_back, start_at_once
from tests.benchmarks.capture.power_cuts import can_cut_power, cut_power
from tests.benchmarks.capture.virtual_microphone import is_available

_SUITES = ("kills", "windows", "power", "unplugs", "disk", "load", "clock", "starts")
_NEED_MICROPHONE = frozenset({"unplugs", "load"})

#: What each figure must be at most; a figure that is not named here is told without a judgement.
_AT_MOST: Mapping[str, Mapping[str, float]] = {
    "kills": {
        "durable_lost": 0,
        "unreadable_files": 0,
        "wrong_recordings": 0,
        "open_slice_lost_ms_max": 250,
    },
    "windows": {
        "durable_lost": 0,
        "unreadable_files": 0,
        "wrong_recordings": 0,
        "open_slice_lost_ms_max": 0,
    },
    "power": {
        "acknowledged_lost": 0,
        "unreadable": 0,
        "wrong_recordings": 0,
        "open_slice_lost_s_max": 1.5,  # forced once a second, and the disk takes its time
    },
    "unplugs": {
        "not_noticed": 0,
        "not_regained": 0,
        "noticed_s_max": 2.0,
        "gap_error_s_max": 0.3,
        "crashed": 0,
    },
    "disk": {"wrong": 0, "lost": 0, "not_told": 0, "real_wrong": 0, "real_told_s_max": 5.0},
    "load": {"unaccounted": 0},
    "clock": {},
    "starts": {},
}

#: Figures that must be true, or equal to another of the same suite.
_HOLDS: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
    "clock": lambda figures: figures["order_kept"] and figures["sound_kept"],
    "starts": lambda figures: figures["rounds_with_one_recorder"] == figures["rounds"],
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One suite's figures.

    `passed` is None for a suite that could not run here; `note` says why.
    """

    suite: str
    figures: Mapping[str, Any]
    passed: bool | None
    note: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--only", nargs="+", choices=_SUITES, default=_SUITES, metavar="SUITE",
                        help=f"some of: {', '.join(_SUITES)}")  # fmt: skip
    parser.add_argument("--kills", type=int, default=500, help="how many kills (500)")
    parser.add_argument(
        "--at-once", type=int, default=4, help="recorders that are killed beside each other (4)"
    )
    parser.add_argument(
        "--power-cuts", type=int, default=60, help="how many power cuts, as root on Linux (60)"
    )
    parser.add_argument("--unplugs", type=int, default=50, help="how many unplugs (50)")
    parser.add_argument(
        "--write-points", type=int, default=20, help="the disk is full at the 1st … n-th write (20)"
    )
    parser.add_argument(
        "--full-disks", type=int, default=5, help="real small disks to fill, as root (5)"
    )
    parser.add_argument(
        "--minutes", type=float, default=60.0, help="sawtooth beside busy cores (60)"
    )
    parser.add_argument("--starts", type=int, default=50, help="rounds of four starts at once (50)")
    parser.add_argument(
        "--seed", type=int, default=20_261_124, help="of the moments to kill and unplug at"
    )
    parser.add_argument(
        "--encrypted", action="store_true", help="kills and power cuts with encryption at rest"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Works in a folder of its own under the system's temporary one; the user's data is not
    touched.
    """
    del paths
    # Told to end, we still end what we started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    outcomes = [_suite(name, arguments) for name in _SUITES if name in arguments.only]
    if arguments.json:
        result = {
            each.suite: {**each.figures, "passed": each.passed, "note": each.note}
            for each in outcomes
        }
        sys.stdout.write(json.dumps(result, indent=2) + "\n")
    else:
        for outcome in outcomes:
            sys.stdout.write(_told(outcome))
    return 0 if all(outcome.passed is not False for outcome in outcomes) else 1


def _suite(name: str, arguments: argparse.Namespace) -> Outcome:
    if name in _NEED_MICROPHONE and not is_available():
        note = "needs the Debian packages pulseaudio, pulseaudio-utils and libasound2-plugins"
        return Outcome(name, {}, None, note)
    if name == "power" and not can_cut_power():
        return Outcome(name, {}, None, "needs Linux, root and mkfs.ext4")

    def progress(done: int) -> None:
        sys.stderr.write(f"\r{name}: {done} ")
        sys.stderr.flush()

    # A short path: PulseAudio puts a socket into it.
    with tempfile.TemporaryDirectory(prefix="aurity-") as folder:
        figures = asdict(_measure(name, Path(folder), arguments, progress))
    sys.stderr.write("\n")
    return Outcome(name, figures, _passes(name, figures))


def _measure(
    name: str, folder: Path, arguments: argparse.Namespace, progress: Callable[[int], None]
) -> Any:
    seed, encrypted = arguments.seed, arguments.encrypted
    measures: dict[str, Callable[[], Any]] = {
        "kills": lambda: kill_recorders(
            folder, arguments.kills, arguments.at_once, seed, progress, encrypted=encrypted
        ),
        "windows": lambda: kill_recorders(
            folder,
            arguments.kills,
            arguments.at_once,
            seed,
            progress,
            windows=True,
            encrypted=encrypted,
        ),
        "power": lambda: cut_power(
            folder, arguments.power_cuts, seed, progress, encrypted=encrypted
        ),
        "unplugs": lambda: unplug_microphones(folder, arguments.unplugs, seed, progress),
        "disk": lambda: fill_disks(folder, arguments.write_points, arguments.full_disks, progress),
        "load": lambda: record_under_load(folder, arguments.minutes, progress),
        "clock": lambda: set_clock_back(folder),
        "starts": lambda: start_at_once(folder, arguments.starts, 4, progress),
    }
    return measures[name]()


def _passes(name: str, figures: Mapping[str, Any]) -> bool:
    within = all(
        figures[figure] is None or figures[figure] <= limit
        for figure, limit in _AT_MOST[name].items()
    )
    return within and (name not in _HOLDS or _HOLDS[name](figures))


def _told(outcome: Outcome) -> str:
    verdict = {True: "holds", False: "DOES NOT HOLD", None: f"not run: {outcome.note}"}
    lines = [f"{outcome.suite}: {verdict[outcome.passed]}"]
    for figure, value in outcome.figures.items():
        limit = _AT_MOST[outcome.suite].get(figure)
        must = "" if limit is None else f"   (at most {limit:g})"
        lines.append(f"  {figure.replace('_', ' '):28} {value}{must}")
    return "\n".join(lines) + "\n\n"
