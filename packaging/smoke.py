"""The smoke test of a built program: the whole job, and its window on a virtual screen.

    python packaging/smoke.py dist/aurity-desktop/aurity-desktop
    python packaging/smoke.py .venv/bin/python -m aurity_desktop        (the same on the source)

Standard library only. The data folder is fresh, with a blank and an accent in its path. A frozen
program gets an empty models folder, so that it stands on the models it carries. Where there is
strace, every command runs without a network, and none may try to reach anything.
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
import wave
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from left_out import is_left_out
from screen import VirtualScreen

sys.path.append(str(Path(__file__).resolve().parents[1]))
from tests.benchmarks.capture.virtual_microphone import VirtualMicrophone, is_available
from tests.e2e.no_network import attempts, watched

_LIMIT_SECONDS = 300
_WRITTEN = "Regresar en una semana."
_WINDOW_SECONDS = 30
_HEARD_SECONDS = 20
_TALK_SECONDS = 240


class SmokeFailed(Exception):
    """What was expected and what came."""


@dataclass(frozen=True)
class Candidate:
    """The program under test: how it is started, and in which environment."""

    command: tuple[str, ...]
    environment: dict[str, str]

    def run(self, *arguments: str | Path, expect: int = 0) -> str:
        """Standard output of one command.

        Raises SmokeFailed when it ends otherwise than expected, or reaches for the network.
        """
        command: list[str] = [*self.command, *map(str, arguments)]
        log = Path(self.environment["HOME"], "connections.strace")
        if shutil.which("strace"):
            command = watched(command, log)
        try:
            done = subprocess.run(
                command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=_LIMIT_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as late:
            said = (late.stderr or b"").decode(errors="replace")
            raise SmokeFailed(
                f"{arguments[0]} took over {late.timeout} s:\n{said[-4000:]}"
            ) from late
        if done.returncode != expect:
            raise SmokeFailed(
                f"{' '.join(map(str, arguments))} ended with {done.returncode}, not {expect}:\n"
                f"{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
            )
        if log.exists() and (reached := attempts(log)):
            raise SmokeFailed(f"{arguments[0]} reached for the network: {reached[0]}")
        return done.stdout

    def json(self, *arguments: str | Path, expect: int = 0) -> Any:
        """What a command prints with `--json`. Raises SmokeFailed, ValueError."""
        return json.loads(self.run(*arguments, "--json", expect=expect))


def says_its_version(candidate: Candidate) -> str:
    """Each check returns what it found, in a few words, and raises SmokeFailed."""
    line = candidate.run("--version").strip()
    expected("a version", line.startswith("aurity-desktop "), line)
    return line


def has_its_models(candidate: Candidate) -> str:
    """The default models are there, with the right hashes."""
    verdict = candidate.json("models", "verify")
    names = [model["name"] for model in verdict["models"] if model["ok"]]
    expected("four intact models", verdict["ok"] and len(names) == 4, verdict)
    return ", ".join(names)


def carries_none_that_is_left_out(program: Path) -> str:
    """Neither libraries that we do not ship are in the frozen program nor links to nothing."""
    paths = list(program.parent.rglob("*"))
    broken = [str(path) for path in paths if path.is_symlink() and not path.exists()]
    expected("links with a target", not broken, broken)
    libraries = [path.name for path in paths if path.is_file()]
    found = [name for name in libraries if is_left_out(name)]
    expected("none of the libraries that are left out", not found, found)
    return f"{sum(map(is_library, libraries))} libraries"


def carries_its_bill(program: Path) -> str:
    """The bill of materials lists libraries, files and models, each with its licence."""
    (path,) = program.parent.rglob("bom.cdx.json")
    components = json.loads(path.read_text(encoding="utf-8"))["components"]
    without = [each["name"] for each in components if not each.get("licenses")]
    expected("a licence for everything", not without, without)
    kinds = {each["type"] for each in components}
    expected("libraries, files and models", len(kinds) == 4, kinds)
    texts = list((path.parent / "licences").rglob("*"))
    return f"{len(components)} parts, {sum(map(Path.is_file, texts))} licence texts"


def is_library(name: str) -> bool:
    """Whether a file's name is that of a shared library."""
    return ".so" in name or name.endswith((".dll", ".dylib", ".pyd"))


def tells_its_health(candidate: Candidate) -> str:
    """`health` prints an object."""
    health = candidate.json("health")
    expected("a report", isinstance(health, dict) and bool(health), health)
    return ", ".join(sorted(health))


def does_the_whole_job(candidate: Candidate, sample: Path, folder: Path) -> str:
    """Record, finalize, show, sign a note, export, verify; and a changed byte is found."""
    recorded = candidate.json("record", "--input", sample)
    expected("a completed session", recorded["state"] == "completed", recorded)
    expected("every chunk", recorded["chunks"] == recorded["chunks_ok"] == 10, recorded)
    expected("two speakers", _count(recorded["speakers"]) == 2, recorded["speakers"])
    session = recorded["session_id"]
    listed = [each["session_id"] for each in candidate.json("sessions")]
    expected("the session in the list", session in listed, listed)
    expected("its words", "New Jersey" in candidate.run("show", session), "show")
    author = ("--write", "author", "Dra. Núñez")
    candidate.run("note", session, *author, "--write", "evolution", _WRITTEN, "--sign")
    for name in ("note.pdf", "note.docx"):
        candidate.run("note", session, "--output", folder / name)
    for name in ("talk.pdf", "talk.docx", "talk.html"):
        candidate.run("export", session, "--output", folder / name)
    candidate.run("export", "--all", "--output", folder / "tables")

    exported = folder / "export.h5"
    candidate.json("export", session, "--format", "h5", "--output", exported)
    expected("an intact file", candidate.json("verify", exported)["ok"] is True, "verify")
    expected("a signed note", _WRITTEN in candidate.run("note", session), "note")
    content = bytearray(exported.read_bytes())
    content[len(content) // 2] ^= 1
    exported.write_bytes(content)
    candidate.run("verify", exported, expect=1)
    return f"{session}, slice to text p50 {recorded['latency_p50_ms']:.0f} ms"


def hears_a_microphone(candidate: Candidate, sample: Path) -> str:
    """What is played into a virtual microphone is recorded, told live and gets its speakers."""
    with (
        tempfile.TemporaryDirectory(prefix="mic") as folder,
        VirtualMicrophone(Path(folder)) as microphone,
    ):
        hearing = Candidate(candidate.command, {**candidate.environment, **microphone.environment})
        microphone.keep_awake()
        # A program that is slow to start must not find the talk over.
        microphone.play(_over_and_over(sample, Path(folder)), wait=False)
        heard = hearing.json(
            "record", "--device", microphone.device, "--duration", str(_HEARD_SECONDS)
        )
        expected("a completed session", heard["state"] == "completed", heard)
        expected("every chunk", heard["chunks"] == heard["chunks_ok"] > 0, heard)
        words = hearing.run("show", heard["session_id"]).split()
    expected("what was said", len(words) > _HEARD_SECONDS, words)
    return f"{heard['session_id']}, {len(words)} words"


def measures_a_model(candidate: Candidate) -> str:
    """The sample and both engines are in the program, and what they took is kept."""
    found = candidate.json("models", "measure", "whisper-tiny.en")
    (measured,) = found["models"]
    expected("a speed", measured["live_busy"] > 0 and found["diarization"], found)
    listed = {each["name"]: each for each in candidate.json("models", "list")["models"]}
    expected("the speed in the list", listed["whisper-tiny.en"]["measured"], listed)
    return f"live text busy {100 * measured['live_busy']:.0f} % of the time"


def opens_its_window(candidate: Candidate, picture: Path | None, program: Path | None) -> str:
    """Start the program without arguments and wait for a window of a fair size.

    A frozen `program` is read from the disk anew, as after the computer was switched on.
    """
    if program is not None:
        _forget_what_was_read(program.parent)
    with ExitStack() as stack:
        screen = stack.enter_context(VirtualScreen())
        started = time.monotonic()
        process = subprocess.Popen(
            candidate.command,
            env={**candidate.environment, "DISPLAY": screen.display, "QT_QPA_PLATFORM": "xcb"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        stack.callback(_end, process)
        while not screen.shows_a_window(width=400, height=300):
            if process.poll() is not None:
                said = process.stderr.read().decode(errors="replace") if process.stderr else ""
                raise SmokeFailed(f"the program ended with {process.returncode}: {said[-3000:]}")
            if time.monotonic() - started > _WINDOW_SECONDS:
                raise SmokeFailed(f"no window after {_WINDOW_SECONDS} s")
            time.sleep(0.02)
        took = time.monotonic() - started
        if picture is not None:
            time.sleep(3)  # what is drawn after the first paint belongs into the picture
            screen.photograph(picture)
        expected("a program that stays", process.poll() is None, process.returncode)
    return f"after {took:.2f} s{' (cold)' if program is not None else ''}"


def expected(what: str, holds: bool, found: object) -> None:
    """Raises SmokeFailed where it does not hold."""
    if not holds:
        raise SmokeFailed(f"expected {what}, found {found}")


def _forget_what_was_read(folder: Path) -> None:
    """The system keeps none of these files in memory, where no other program has them open."""
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _over_and_over(sample: Path, folder: Path) -> Path:
    """A WAV file with the sample as often as fits into some minutes, made in `folder`."""
    path = folder / "over and over.wav"
    with wave.open(str(sample)) as once, wave.open(str(path), "wb") as again:
        again.setparams(once.getparams())
        sound = once.readframes(once.getnframes())
        for _ in range(_TALK_SECONDS * once.getframerate() // once.getnframes()):
            again.writeframes(sound)
    return path


def _count(speakers: Any) -> int:
    return speakers if isinstance(speakers, int) else len(speakers)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    if process.stderr:
        process.stderr.close()


def _sample_near(program: Path) -> Path:
    """pyannote.audio's own half minute, inside the frozen folder or the environment of the source.

    Raises SmokeFailed.
    """
    for root in (program.parent, program.parents[1]):
        found = sorted(root.rglob("pyannote/audio/sample/sample.wav"))
        if found:
            return found[0]
    raise SmokeFailed(f"no sample near {program}; name one with --sample")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the checks in order and stop at the first that fails. Returns the exit code."""
    parser = argparse.ArgumentParser(description="Smoke test of a built program.")
    parser.add_argument("--sample", type=Path, help="a talk of two people, half a minute")
    parser.add_argument("--picture", type=Path, help="keep a picture of the window here (PNG)")
    parser.add_argument("command", nargs=argparse.REMAINDER, help="what starts the program")
    options = parser.parse_args(arguments)
    if not options.command:
        parser.error("name the program")
    program = Path(options.command[0]).absolute()
    from_source = len(options.command) > 1
    with tempfile.TemporaryDirectory(prefix="aurity José ") as name:
        folder = Path(name)
        environment = {
            **os.environ,
            "HOME": name,
            "AURITY_DATA_DIR": str(folder / "data"),
        }
        if not from_source:
            environment["AURITY_MODELS_DIR"] = str(folder / "models")
        candidate = Candidate((str(program), *options.command[1:]), environment)
        sample = options.sample or _sample_near(program)
        hears = sys.platform.startswith("linux") and is_available()
        checks: dict[str, Callable[[], str]] = {
            "version": lambda: says_its_version(candidate),
            "models": lambda: has_its_models(candidate),
            "health": lambda: tells_its_health(candidate),
            "whole job": lambda: does_the_whole_job(candidate, sample, folder),
            **({"microphone": lambda: hears_a_microphone(candidate, sample)} if hears else {}),
            "speed": lambda: measures_a_model(candidate),
        }
        if not from_source:
            checks["bill"] = lambda: carries_its_bill(program)
        if not from_source and os.environ.get("AURITY_SHIP_GPL") != "1":
            checks["left out"] = lambda: carries_none_that_is_left_out(program)
        if sys.platform.startswith("linux") and shutil.which("Xvfb"):
            checks["window"] = lambda: opens_its_window(
                candidate, options.picture, None if from_source else program
            )
        for what, check in checks.items():
            started = time.monotonic()
            try:
                found = check()
            except (SmokeFailed, ValueError, KeyError) as failure:
                sys.stdout.write(f"FAILED  {what}: {type(failure).__name__}: {failure}\n")
                return 1
            sys.stdout.write(f"ok      {what} ({time.monotonic() - started:.1f} s): {found}\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
