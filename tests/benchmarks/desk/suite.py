"""The desk suite: a clinician's day through the real window, in each language.

A virtual microphone, a screen of its own, and a pointer that trembles (`xdotool`) use each thing
that a day at the desk needs once; a line for each use says whether it was seen to work. Nothing is
judged but that, and what the scenes say.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import numpy as np

from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.errors import UsageError
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.runtime.settings import change_settings
from aurity_desktop.storage.wav import header
from tests.benchmarks.asr.recordings import Recording, Samples, find_recordings
from tests.benchmarks.capture.virtual_microphone import VirtualMicrophone, is_available
from tests.benchmarks.desk.script import PATIENCE_SECONDS, Played
from tests.benchmarks.speech_folder import speech_folder
from tests.benchmarks.window.screen import screen, window_manager
from tests.benchmarks.window.talks import talk_names, two_speaker_talks

_DRIVEN = "tests.benchmarks.desk.driven_desk"
_WIDTH, _HEIGHT = 1366, 768
#: What is said, in seconds from the talk's beginning.
_PARTS = {
    "first": (0.0, 34.0),
    "second": (34.0, 48.0),
    "third": (48.0, 60.0),
    "fourth": (60.0, 70.0),
    "fifth": (70.0, 80.0),
}
_LANGUAGES = ("es", "en")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--audio",
        type=Path,
        metavar="FOLDER",
        help="NAME.flac or NAME.wav with NAME.txt (AURITY_SPEECH_DIR, or the sample)",
    )
    parser.add_argument(
        "--only", nargs="+", choices=_LANGUAGES, default=_LANGUAGES, help="of window and talk"
    )
    parser.add_argument("--theme", choices=("light", "dark"), default="light", help="(light)")
    parser.add_argument(
        "--text", type=int, default=100, metavar="PERCENT", help="size of the window's text (100)"
    )
    parser.add_argument(
        "--scale",
        type=int,
        default=1,
        metavar="FACTOR",
        help="of the screen, which has more pixels",
    )
    parser.add_argument("--pictures", type=Path, metavar="FOLDER", help="one of each use goes here")
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="the days stay there, and go on from there"
    )
    parser.add_argument(
        "--part", type=int, choices=range(1, 6), help="of the five parts of the day (all of it)"
    )
    parser.add_argument(
        "--patience", type=float, default=PATIENCE_SECONDS, metavar="SECONDS",
        help="with most steps; a machine that has much else to do needs more (180)",
    )  # fmt: skip
    parser.add_argument(
        "--short", action="store_true", help="without the session of three hours (700 MB)"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """0 where every use was seen to work. Works in a folder of its own; the models are `paths`'."""
    tools = ("Xvfb", "openbox", "paplay", "xdotool")
    if not (is_available() and all(map(shutil.which, tools))):
        raise UsageError(
            "The desk suite needs the Debian packages xvfb, openbox, xdotool, pulseaudio, "
            "pulseaudio-utils and libasound2-plugins."
        )
    played: dict[str, list[Played]] = {}
    for language in arguments.only:
        talk = _talk(speech_folder(arguments.audio), language)
        with _folder(arguments.keep, language) as folder:
            played[language] = list(_day(arguments, language, talk, folder, paths))
    if arguments.json:
        told = {each: [asdict(one) for one in day] for each, day in played.items()}
        sys.stdout.write(json.dumps(told, indent=2) + "\n")
    return int(any(one.problem for day in played.values() for one in day))


@contextmanager
def _folder(keep: Path | None, language: str) -> Iterator[Path]:
    """Where a day's data and home lie. A short path: PulseAudio puts a socket into it."""
    if keep is not None:
        folder = keep.absolute() / language
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="aurity-") as made:
        yield Path(made)


def _talk(folder: Path, language: str) -> Recording:
    """Of two speakers where the folder knows one; in the language, where there is one."""
    names = [each for each in sorted(talk_names(folder)) if (folder / f"{each}.txt").is_file()]
    length = max(end for _, end in _PARTS.values())
    found = two_speaker_talks(folder, find_recordings(folder, names, "", length))
    return next((each for each in found if each.language == language), found[0])


def _day(
    arguments: argparse.Namespace, language: str, talk: Recording, folder: Path, paths: Paths
) -> Iterator[Played]:
    own = Paths(folder / "data", paths.models)
    own.prepare()
    change_settings(
        own.settings,
        interface_language=language,
        speech_language=talk.language,
        microphone=VirtualMicrophone.device,
        theme=arguments.theme,
        text_percent=arguments.text,
    )
    sounds = folder / "sounds"
    _write_parts(talk, sounds)
    _write(sounds / "alone.wav", _of_one_voice(speech_folder(arguments.audio), talk))
    options = [] if arguments.short else ["--long"]
    options += ["--patience", str(arguments.patience)]
    if arguments.part is not None:
        options += ["--part", str(arguments.part)]
    if arguments.pictures is not None:
        pictures = arguments.pictures.absolute() / language
        pictures.mkdir(parents=True, exist_ok=True)
        options += ["--pictures", str(pictures)]
    if not arguments.json:
        sys.stdout.write(f"{language}, {arguments.theme}, {talk.name}\n")
    with _window(own, folder, [*options, str(sounds)], arguments.scale) as lines:
        for line in lines:
            if not line.startswith("{"):
                continue
            one = Played(**json.loads(line))
            if not arguments.json:
                sys.stdout.write(f"  {one.line()}\n")
                sys.stdout.flush()
            yield one
    if lines.code:
        gone = Played("", "the window", f"it ended with {lines.code}")
        sys.stdout.write("" if arguments.json else f"  {gone.line()}\n")
        yield gone


class _Told:
    """The lines of a child; `code` is what it ended with, once they are over."""

    def __init__(self, child: subprocess.Popen[str]) -> None:
        self._child = child
        self.code = 0

    def __iter__(self) -> Iterator[str]:
        assert self._child.stdout is not None
        yield from self._child.stdout
        self.code = self._child.wait()


@contextmanager
def _window(paths: Paths, folder: Path, arguments: list[str], scale: int) -> Iterator[_Told]:
    """What the driven window prints, line by line, until it ends."""
    size = f"{_WIDTH * scale}x{_HEIGHT * scale}"
    with VirtualMicrophone(folder) as microphone, screen(size) as display:
        microphone.keep_awake()
        with window_manager(display):
            child = subprocess.Popen(
                [
                    *(sys.executable, "-m", _DRIVEN, *arguments, "--"),
                    *microphone.playing(Path())[:-1],
                ],
                env={
                    **{k: v for k, v in os.environ.items() if k != "WAYLAND_DISPLAY"},
                    **microphone.environment,
                    "DISPLAY": display,
                    "QT_QPA_PLATFORM": "xcb",
                    "QT_SCALE_FACTOR": str(scale),
                    "AURITY_DATA_DIR": str(paths.data),
                    "AURITY_MODELS_DIR": str(paths.models),
                },
                stdout=subprocess.PIPE,
                text=True,
            )
            told = _Told(child)
            try:
                yield told
            finally:
                child.terminate()
                child.wait()


def _write_parts(talk: Recording, folder: Path) -> None:
    """The talk in parts; a short one is said over again from its beginning."""
    folder.mkdir(exist_ok=True)
    for name, (begin, end) in _PARTS.items():
        said = range(round(begin * SAMPLE_RATE), round(end * SAMPLE_RATE))
        _write(folder / f"{name}.wav", talk.samples.take(said, mode="wrap"))


def _of_one_voice(folder: Path, talk: Recording) -> Samples:
    """What the first speaker says, as the talk's RTTM tells it; all of it without one."""
    turns = folder / f"{talk.name}.rttm"
    if not turns.is_file():
        return talk.samples
    told = [line.split() for line in turns.read_text().splitlines() if line.startswith("SPEAKER")]
    first = [each for each in told if each[7] == told[0][7]]
    ends = [(float(each[3]), float(each[3]) + float(each[4])) for each in first]
    rate = SAMPLE_RATE
    return np.concatenate([talk.samples[round(a * rate) : round(b * rate)] for a, b in ends])


def _write(path: Path, samples: Samples) -> None:
    said = samples.astype("<i2").tobytes()
    path.write_bytes(header(len(said) // 2) + said)
