"""The note suite: a clinician's minute, from Stop to the signed and printed note.

A consultation of five minutes is spoken into a virtual microphone, and a clinician's hands, which
read, tremble and take their time, work at the real window. Told are the steps, what of each was
waiting, and how long after its words a finding stood beside the live text.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np

from aurity_desktop.application.library.library import Library
from aurity_desktop.application.library.session_findings import session_findings
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.clinical_note import RecordedNote
from aurity_desktop.domain.errors import UsageError
from aurity_desktop.domain.finding_words import line_of
from aurity_desktop.entrypoints.command_line import build
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.runtime.settings import change_settings
from aurity_desktop.storage.wav import header
from tests.benchmarks.capture.virtual_microphone import VirtualMicrophone, is_available
from tests.benchmarks.findings.consultations import consultations
from tests.benchmarks.findings.spoken import turns_of
from tests.benchmarks.note.figures import NoteReport, NoteSeen
from tests.benchmarks.note.findings_seen import SaidLine, finding_delays, name_of
from tests.benchmarks.note.hour import seconds_to_open
from tests.benchmarks.note.table import as_lines, finds_in_time, found_lines, holds
from tests.benchmarks.spoken.dialogue import SpokenTalk, spoken
from tests.benchmarks.spoken.kokoro import Kokoro
from tests.benchmarks.window.screen import screen, window_manager

_DRIVEN = "tests.benchmarks.note.driven_note"
_SCREEN = "1366x768"
_TALKS = ("es-09", "en-12")
_TOOLS = ("Xvfb", "xdotool", "openbox", "pdftotext")
#: For the start, the hands and what follows the talk.
_PATIENCE_SECONDS = 900.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--talks",
        nargs="+",
        default=_TALKS,
        metavar="NAME",
        help=f"of the suite findings ({' '.join(_TALKS)})",
    )
    parser.add_argument(
        "--seconds",
        type=float,
        default=300.0,
        help="how long a talk goes on: its pauses are made longer (300; 0 as it is)",
    )
    parser.add_argument(
        "--sound",
        type=Path,
        metavar="FILE",
        help="play this in place of the talks: 16 kHz mono; --talks names its language (es or en)",
    )
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="the printed notes are put there"
    )
    parser.add_argument(
        "--talk-only",
        action="store_true",
        help="no note is written: only what stands beside the text while it is said",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Works in folders of its own; the models are those of `paths`."""
    if not is_available() or any(shutil.which(tool) is None for tool in _TOOLS):
        raise UsageError(
            "The note suite needs the Debian packages xvfb, openbox, xdotool, poppler-utils, "
            "pulseaudio, pulseaudio-utils and libasound2-plugins."
        )
    reports = []
    for name in arguments.talks:
        with tempfile.TemporaryDirectory(prefix="aurity-") as folder:
            samples = _sound(arguments, name)
            reports.append(_measured(arguments, name, samples, Path(folder), paths))
        if not arguments.json:
            lines = found_lines(reports[-1]) if arguments.talk_only else as_lines(reports[-1])
            sys.stdout.writelines(f"{line}\n" for line in (*lines, ""))
            sys.stdout.flush()
    if arguments.json:
        told = [asdict(each) | {"holds": holds(each)} for each in reports]
        sys.stdout.write(json.dumps(told, indent=2) + "\n")
    if arguments.talk_only:
        return 0 if all(finds_in_time(each) for each in reports) else 1
    return 0 if all(all(holds(each).values()) for each in reports) else 1


def _sound(arguments: argparse.Namespace, name: str) -> np.ndarray:
    if arguments.sound is not None:
        import soundfile

        read: np.ndarray = soundfile.read(arguments.sound, dtype="int16")[0]
        return read
    talk = next((each for each in consultations() if each.name == name), None)
    if talk is None:
        raise UsageError(f"There is no consultation {name!r}.")
    number = int(name.rpartition("-")[2])
    told = spoken(turns_of(talk.words), talk.language, number, Kokoro().say)
    return stretched(told, arguments.seconds)


def stretched(talk: SpokenTalk, seconds: float) -> np.ndarray:
    """The turns with so much more between them as makes the talk as long as is wanted."""
    more = max(0.0, seconds - talk.seconds) / max(1, len(talk.turns))
    silence = np.zeros(round(more * SAMPLE_RATE), dtype=np.int16)
    ends = [round(turn.start * SAMPLE_RATE) for turn in talk.turns[1:]]
    parts = [part for each in np.split(talk.samples, ends) for part in (each, silence)]
    return np.concatenate(parts)


def _measured(
    arguments: argparse.Namespace, name: str, samples: np.ndarray, folder: Path, paths: Paths
) -> NoteReport:
    language = name[:2]
    own = Paths(folder / "data", paths.models)
    own.prepare()
    change_settings(
        own.settings,
        interface_language=language,
        microphone=VirtualMicrophone.device,
        speech_language=language,
        note_author="Dra. Ana Pérez Luna",
        note_licence="12345678",
        note_institution="Clínica San José",
        note_letterhead="Av. Juárez 100, Centro, Oaxaca",
    )
    sound = folder / "talk.wav"
    sound.write_bytes(header(len(samples)) + samples.astype("<i2").tobytes())
    with (
        VirtualMicrophone(folder) as microphone,
        screen(_SCREEN) as display,
        window_manager(display),
    ):
        microphone.keep_awake()
        environment = {
            **os.environ,
            **microphone.environment,
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "AURITY_DATA_DIR": str(own.data),
            "AURITY_MODELS_DIR": str(own.models),
        }
        home = Path(microphone.environment["HOME"])
        ended = subprocess.run(
            [
                *(sys.executable, "-m", _DRIVEN),
                *(["--talk-only"] if arguments.talk_only else []),
                *(str(home), *microphone.playing(sound)),
            ],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
            timeout=len(samples) / SAMPLE_RATE + _PATIENCE_SECONDS,
        )
    if not ended.stdout.strip():
        raise RuntimeError(f"the window ended with {ended.returncode} and told nothing")
    seen = NoteSeen.told(json.loads(ended.stdout.splitlines()[-1]))
    return _report(arguments, name, len(samples) / SAMPLE_RATE, own, seen)


def _report(
    arguments: argparse.Namespace, name: str, seconds: float, own: Paths, seen: NoteSeen
) -> NoteReport:
    with closing(SqliteLedger(own.ledger, "bench")) as ledger:
        signed = ledger.clinical_notes.signed(seen.session_id)
    lines = _lines(signed)
    text = _text_of_pdf(Path(seen.printed)) if seen.printed else ""
    if arguments.keep is not None and seen.printed:
        arguments.keep.mkdir(parents=True, exist_ok=True)
        shutil.copy(seen.printed, arguments.keep / f"{name}.pdf")
    painted = [replace(each, at=round(each.at - seen.began, 2)) for each in seen.painted]
    shown = [replace(each, at=round(each.at - seen.began, 2)) for each in seen.shown]
    hour, in_hour = 0.0, 0
    if not arguments.talk_only:
        hour, in_hour = seconds_to_open(own.data.parent, own, name[:2])
    return NoteReport(
        language=name[:2],
        name=name,
        seconds=seconds,
        seen=seen,
        delays=finding_delays(_said(own, seen.session_id, name[:2]), painted, shown),
        signed=len(signed),
        lines=len(lines),
        in_pdf=sum("".join(line.split()) in text for line in lines),
        hour=round(hour, 3),
        in_hour=in_hour,
    )


def _lines(signed: list[RecordedNote]) -> list[str]:
    """All that counts in the newest signed version."""
    if not signed:
        return []
    note = signed[-1].signed.note
    texts = [text for section in note.sections for text in section.texts]
    return [*(each.value for each in note.head if each.value), *texts]


def _text_of_pdf(path: Path) -> str:
    """Without its spaces: a line may be broken anywhere."""
    told = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout
    return "".join(told.split())


def _said(own: Paths, session_id: str, language: str) -> list[SaidLine]:
    """What is found in the final transcript, without what the roles of its voices add."""
    library = Library(build(own))
    reading = library.reading(session_id)
    if reading is None:
        return []
    word_at = dict(zip(reading.places, reading.words, strict=True))
    return [
        SaidLine(
            each.kind.value,
            line_of(each, language),
            each.start,
            word_at[each.named_at].end,
            each.end,
            word_at[each.named_at].text,
            name_of(each),
            each.polarity.value,
        )
        for each in session_findings(library, session_id)
    ]
