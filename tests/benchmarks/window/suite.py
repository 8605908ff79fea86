"""The window suite: a recording through the real window, with a virtual microphone, in each
language.

Measured from outside and by the window's own probe: how long the event loop was ever kept, start to
window and to recording, memory, processor time, and the live text as the ledger keeps it and as the
screen shows it: when each word was painted, and which changed afterwards. With `--pace P` the
recognizer is as slow as on a machine that decodes slice by slice at P times real time
(`slow_machine.py`), and what is measured is how the program bears that.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from aurity_desktop.application.library.figures import latencies
from aurity_desktop.asr.conditioned_whisper import ConditionedWhisper
from aurity_desktop.asr.live import WhisperLive
from aurity_desktop.asr.vad import Silero
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.audio import SLICE_SAMPLES, AudioSlice
from aurity_desktop.domain.errors import UsageError
from aurity_desktop.domain.transcript import ANSWERED
from aurity_desktop.models.manifest import load_manifest
from aurity_desktop.models.model_store import ModelStore
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.runtime.resources import bundled_models_folder
from aurity_desktop.runtime.settings import change_settings
from aurity_desktop.storage.wav import header
from tests.benchmarks.asr.recordings import Recording, find_recordings
from tests.benchmarks.asr.scoring import word_errors
from tests.benchmarks.capture.virtual_microphone import VirtualMicrophone, is_available
from tests.benchmarks.processor import instructions
from tests.benchmarks.speech_folder import speech_folder
from tests.benchmarks.window.beside import ONE_CORE, beside
from tests.benchmarks.window.figures import Kept, Seen, WindowReport
from tests.benchmarks.window.peer_figures import PeerFigures
from tests.benchmarks.window.peers import run_peers
from tests.benchmarks.window.screen import screen
from tests.benchmarks.window.slow_machine import factor_for, slice_costs
from tests.benchmarks.window.table import as_lines
from tests.benchmarks.window.talks import two_speaker_talks
from tests.benchmarks.window.verdicts import holds
from tests.benchmarks.window.word_delays import SaidWord, changes, word_delays

_LOOK_SECONDS = 0.25
#: For the start, the last slices and the second pass of a slow machine.
_PATIENCE_SECONDS = 600.0
_SLICES_TO_CALIBRATE = 20
_SCREEN = "1280x800"

_DRIVEN = "tests.benchmarks.window.driven_window"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--audio",
        type=Path,
        metavar="FOLDER",
        help="NAME.flac or NAME.wav with NAME.txt (AURITY_SPEECH_DIR, or the sample)",
    )
    parser.add_argument(
        "--only", nargs="+", default=[], metavar="NAME",
        help="play these, in this order, those of a language after each other in one recording; "
        "otherwise one talk of two speakers in each language",
    )  # fmt: skip
    parser.add_argument("--all", action="store_true", help="play all of the folder")
    parser.add_argument(
        "--limit", type=float, default=150.0, metavar="SECONDS",
        help="of each recording whose turns are known (150; 0 for all of it)",
    )  # fmt: skip
    parser.add_argument("--language", default="", help="what is spoken there; detected otherwise")
    parser.add_argument(
        "--pace",
        type=float,
        metavar="P",
        help="decode slice by slice at P times real time: 0.5 takes six seconds for three",
    )
    parser.add_argument(
        "--alone", action="store_true", help="without the peers, which take as long as the talk"
    )
    parser.add_argument("--beside", choices=(ONE_CORE,), help="what takes processors meanwhile")
    parser.add_argument(
        "--marks", action="store_true", help="press Ctrl+M every few seconds, and measure that too"
    )
    parser.add_argument("--interface", choices=("es", "en"), default="es", help="its language (es)")
    parser.add_argument("--theme", choices=("light", "dark"), default="light", help="(light)")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Works in a folder of its own under the system's temporary one; the models are those of
    `paths`.
    """
    if not is_available() or shutil.which("Xvfb") is None:
        raise UsageError(
            "The window suite needs the Debian packages xvfb, pulseaudio, pulseaudio-utils and "
            "libasound2-plugins."
        )
    if arguments.pace is not None and not arguments.pace > 0:
        raise UsageError("--pace takes a number above 0.")
    talks = _talks(arguments)
    # A short path: PulseAudio puts a socket into it.
    reports = []
    for talk in talks:
        with tempfile.TemporaryDirectory(prefix="aurity-") as folder, beside(arguments.beside):
            reports.append(_measured(arguments, talk, Path(folder), paths))
        if not arguments.json:
            sys.stdout.writelines(f"{line}\n" for line in (*as_lines(reports[-1]), ""))
            sys.stdout.flush()
    if arguments.json:
        told = [asdict(each) | {"holds": holds(each)} for each in reports]
        sys.stdout.write(json.dumps(told, indent=2) + "\n")
    return 0 if all(all(holds(each).values()) for each in reports) else 1


def _talks(arguments: argparse.Namespace) -> list[list[Recording]]:
    """What is played, a list for each language. Raises UsageError, AudioFileMissing."""
    folder, names = speech_folder(arguments.audio), arguments.only
    found = find_recordings(folder, names, arguments.language, arguments.limit)
    if names:
        found.sort(key=lambda each: names.index(each.name))
    elif not arguments.all:
        found = two_speaker_talks(folder, found)
    languages = dict.fromkeys(each.language for each in found)
    return [[each for each in found if each.language == language] for language in languages]


def _measured(
    arguments: argparse.Namespace, recordings: Sequence[Recording], folder: Path, paths: Paths
) -> WindowReport:
    own = Paths(folder / "data", paths.models)
    own.prepare()
    change_settings(
        own.settings,
        interface_language=arguments.interface,
        theme=arguments.theme,
        microphone=VirtualMicrophone.device,
        speech_language=arguments.language,
    )
    factor = 1.0 if arguments.pace is None else _factor(arguments.pace, recordings, paths)
    sound = folder / "talk.wav"
    samples = b"".join(each.samples.astype("<i2").tobytes() for each in recordings)
    sound.write_bytes(header(len(samples) // 2) + samples)
    with VirtualMicrophone(folder) as microphone, screen(_SCREEN) as display:
        microphone.keep_awake()
        child = _Child(
            own,
            {**microphone.environment, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
            factor,
            [*(["--marks"] if arguments.marks else []), "--", *microphone.playing(sound)],
        )
        seen = child.wait(len(samples) / 32_000 + _PATIENCE_SECONDS)
    kept = _kept(own, seen.session_id)
    language = recordings[0].language
    reference = " ".join(each.reference for each in recordings)
    return WindowReport(
        language=language,
        instructions=instructions(),
        files=tuple(each.name for each in recordings),
        seconds=sum(each.seconds for each in recordings),
        pace=arguments.pace,
        factor=factor,
        start_to_window=seen.shown_at - child.started_at,
        start_to_recording=seen.recording_at - child.started_at,
        memory_mb=child.peak_mb,
        seen=seen,
        kept=kept,
        delays=word_delays(kept.words, seen.painted),
        changes=changes(seen.painted),
        live_errors=word_errors(reference, seen.live_text, language),
        peers=_peers(arguments, recordings, paths),
        beside=arguments.beside or "",
        final_errors=word_errors(reference, " ".join(each.text for each in kept.words), language),
    )


def _peers(
    arguments: argparse.Namespace, recordings: Sequence[Recording], paths: Paths
) -> tuple[PeerFigures, ...]:
    if arguments.alone or arguments.pace is not None:
        return ()
    return run_peers(
        speech_folder(arguments.audio),
        [each.name for each in recordings],
        recordings[0].language,
        arguments.limit,
        _model(paths),
    )


def _model(paths: Paths) -> Path:
    """The window's own."""
    store = ModelStore(paths.models, load_manifest(), bundled_models_folder())
    return store.require("whisper-base")


def _factor(pace: float, recordings: Sequence[Recording], paths: Paths) -> float:
    """Measured on the beginning of the talk, with the window's own model and threads."""
    recording = recordings[0]
    live = WhisperLive(ConditionedWhisper(_model(paths)), Silero(), language=recording.language)
    live.warm()
    count = min(_SLICES_TO_CALIBRATE, len(recording.samples) // SLICE_SAMPLES)
    slices = [
        (
            AudioSlice("session_20260101_000000", n, n * SLICE_SAMPLES, SLICE_SAMPLES, "", Path()),
            recording.samples[n * SLICE_SAMPLES : (n + 1) * SLICE_SAMPLES],
        )
        for n in range(count)
    ]
    return factor_for(pace, slice_costs(live, slices))


class _Child:
    """The real window in a process of its own, with its memory looked at.

    `started_at` is `time.monotonic()`.
    """

    def __init__(
        self, paths: Paths, environment: dict[str, str], factor: float, play: Sequence[str]
    ) -> None:
        self.peak_mb = 0.0
        self.started_at = time.monotonic()
        self._process = subprocess.Popen(
            [sys.executable, "-m", _DRIVEN, "--slower", f"{factor:.4f}", *play],
            env={
                **os.environ,
                **environment,
                "AURITY_DATA_DIR": str(paths.data),
                "AURITY_MODELS_DIR": str(paths.models),
            },
            stdout=subprocess.PIPE,
            text=True,
        )

    def wait(self, patience: float) -> Seen:
        """What it has to tell.

        Raises TimeoutError, and RuntimeError where it ended without a word.
        """
        import psutil

        process = psutil.Process(self._process.pid)
        while self._process.poll() is None:
            if time.monotonic() - self.started_at > patience:
                self._process.terminate()
                raise TimeoutError("the window does not get on; see its log")
            try:
                self.peak_mb = max(self.peak_mb, process.memory_info().rss / 1e6)
            except psutil.NoSuchProcess:
                break
            time.sleep(_LOOK_SECONDS)
        told, _ = self._process.communicate()
        if not told.strip():
            raise RuntimeError(f"the window ended with {self._process.returncode} and told nothing")
        return Seen.told(json.loads(told.splitlines()[-1]))


def _kept(paths: Paths, session_id: str) -> Kept:
    with closing(SqliteLedger(paths.ledger, "bench")) as ledger:
        chunks, words = ledger.chunks.of_session(session_id), ledger.segments.words(session_id)
    return Kept(
        slices=len(chunks),
        chunks_ok=sum(each.status in ANSWERED for each in chunks),
        latencies=tuple(latencies(chunks)),
        words=tuple(SaidWord(each.text, each.end) for each in words),
    )
