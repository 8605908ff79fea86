"""The composition root of a day at the desk: the real window, and a hand that uses it.

Prints one JSON object a scene as it ends, a `Played`, and closes the window.
"""

from __future__ import annotations

import tests.benchmarks.qt_first  # noqa: F401  # first of all

# isort: split

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from aurity_desktop.entrypoints.command_line import build
from aurity_desktop.entrypoints.window import WindowProgram, run_window
from aurity_desktop.runtime.logs import start_logging
from aurity_desktop.runtime.offline import go_offline
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.runtime.thread_pools import share_processors
from tests.benchmarks.desk.desk import Desk
from tests.benchmarks.desk.scenes_beside import beside_scenes
from tests.benchmarks.desk.scenes_patients import patient_scenes, rights_scenes, told_scene
from tests.benchmarks.desk.scenes_reading import (
    reading_scenes,
    three_hours_scene,
    ways_out_scenes,
)
from tests.benchmarks.desk.scenes_recording import record_on_scene, recording_scenes
from tests.benchmarks.desk.scenes_settings import (
    first_scenes,
    help_scenes,
    models_scene,
    protection_scene,
)
from tests.benchmarks.desk.script import PATIENCE_SECONDS, Day, Played, Scene


def parts_of(desk: Desk, *, long: bool) -> list[list[Scene]]:
    """The day in its order, in parts of a few minutes; `long`: with a session of three hours."""
    imports, first, pause, watched = beside_scenes(desk)
    models = models_scene(desk)
    return [
        [*first_scenes(desk), *recording_scenes(desk), told_scene(desk)],
        [record_on_scene(desk), *reading_scenes(desk), imports, first],
        [pause, watched, *patient_scenes(desk)],
        [*ways_out_scenes(desk), *help_scenes(desk), models, *rights_scenes(desk)],
        [*([three_hours_scene(desk)] if long else []), protection_scene(desk)],
    ]


def run_desk(arguments: Sequence[str], paths: Paths) -> int:
    """`arguments` are the folder with the sounds, options, and the command that plays one."""
    parser = argparse.ArgumentParser(prog="driven-desk")
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--part", type=int)
    parser.add_argument("--patience", type=float, default=PATIENCE_SECONDS)
    parser.add_argument("sounds", type=Path)
    parser.add_argument("play", nargs="+")
    chosen = parser.parse_args(arguments)
    program = build(paths)
    start_logging(program.paths.logs, "window")
    days: list[Day] = []

    def begin(built: WindowProgram) -> None:
        sounds = {each.stem: each for each in chosen.sounds.glob("*.wav")}
        home = Path.home()
        desk = Desk(built, sounds, chosen.play, home, program.paths.data, chosen.pictures)
        kept = program.paths.data.parent / "desk.json"
        desk.recall(kept)

        def tell(played: Played) -> None:
            desk.remember(kept)
            if played.problem:
                desk.picture("failed")
            sys.stdout.write(json.dumps(asdict(played)) + "\n")
            sys.stdout.flush()

        parts = parts_of(desk, long=chosen.long)
        wanted = parts if chosen.part is None else [parts[chosen.part - 1]]
        scenes = [scene for part in wanted for scene in part]
        end = built.window.stop_and_close
        days.append(Day(scenes, tell, end, chosen.patience, built.window))

    return run_window(program, begin)


def main() -> int:
    go_offline()
    share_processors()
    return run_desk(sys.argv[1:], Paths.from_environment())


if __name__ == "__main__":
    sys.exit(main())
