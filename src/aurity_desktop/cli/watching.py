"""`watch`: which folder the window watches for sound files, as its settings say."""

from __future__ import annotations

import argparse
from pathlib import Path

from aurity_desktop.application.program import Program
from aurity_desktop.application.recording.watched_folder import require_watchable
from aurity_desktop.cli.output import result
from aurity_desktop.domain.errors import FolderMissing, UsageError
from aurity_desktop.runtime.settings import change_settings


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parser of `watch`."""
    parser = subparsers.add_parser(
        "watch",
        help="choose the folder that the window watches for audio files, or none",
        description="Without FOLDER, tell which it is. The window watches it from its next start; "
        "`import --watch` does the same without a window.",
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", nargs="?")
    parser.add_argument("--off", action="store_true", help="watch none")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Choose it, or none, and tell it. Returns 0. Raises FolderMissing, CannotWatch."""
    settings = program.settings
    if arguments.off and arguments.folder is not None:
        raise UsageError("Name a folder, or --off.")
    if arguments.off:
        settings = change_settings(program.paths.settings, watch_folder="")
    elif arguments.folder is not None:
        chosen = arguments.folder.absolute()
        if not chosen.is_dir():
            raise FolderMissing(chosen)
        require_watchable(chosen, program.paths)
        settings = change_settings(program.paths.settings, watch_folder=str(chosen))
    folder = settings.watch_folder
    result(
        {"folder": folder or None},
        as_json=arguments.json,
        text=folder or "No folder is watched.",
    )
    return 0
