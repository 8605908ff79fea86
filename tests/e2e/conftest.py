"""The real program, run as its user would run it.

Child processes of its own, real models, a data folder for each run.
"""

import json
import os
import shutil
import subprocess
import sys
import wave
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.benchmarks.program import PROGRAM
from tests.e2e.no_network import free_to_try, watched


@dataclass(frozen=True)
class Ended:
    """How one run of the program ended."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


class CommandLine:
    """Runs commands against one data folder."""

    def __init__(self, data: Path, models: Path, **environment: str) -> None:
        self.data = data
        self.environment = os.environ | {
            "AURITY_DATA_DIR": str(data),
            "AURITY_MODELS_DIR": str(models),
            **environment,
        }

    def __call__(self, *arguments, timeout=300, through=list, **environment) -> Ended:
        """`through` makes of the command the one that is run: to watch it, or to limit it."""
        ended = subprocess.run(
            through([*PROGRAM, *map(str, arguments)]),
            capture_output=True,
            text=True,
            timeout=timeout,
            env=self.environment | environment,
            check=False,
        )
        return Ended(ended.returncode, ended.stdout, ended.stderr)


@pytest.fixture
def aurity(tmp_path, models_dir):
    return CommandLine(tmp_path / "data", models_dir)


@dataclass(frozen=True)
class Recorded:
    """The sample, recorded once for all tests that only look at it."""

    aurity: CommandLine
    result: dict
    log: str

    @property
    def session_id(self):
        return self.result["session_id"]

    @property
    def folder(self):
        return self.aurity.data / "sessions" / self.session_id

    def copy(self, destination: Path) -> "Recorded":
        """The same data in another folder, for a test that changes something."""
        shutil.copytree(self.aurity.data, destination)
        models = Path(self.aurity.environment["AURITY_MODELS_DIR"])
        return Recorded(CommandLine(destination, models), self.result, self.log)


#: An environment that asks for every hub and every telemetry.
_ONLINE = {
    "HF_HUB_OFFLINE": "0",
    "PYANNOTE_METRICS_ENABLED": "1",
    "ORT_DISABLE_TELEMETRY": "0",
    "OTEL_SDK_DISABLED": "false",
}


class Watch:
    """Runs the program in a home of its own, where it is written down what it reaches for.

    Each run that was watched has its log in `logs`; only Linux can.
    """

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.home.mkdir()
        self.logs: list[Path] = []
        self._folder = folder

    def run(self, aurity: CommandLine, *arguments) -> Ended:
        if sys.platform != "linux":
            return aurity(*arguments)
        log = self._folder / f"{len(self.logs)}.strace"
        self.logs.append(log)
        asked = _ONLINE | {"HOME": str(self.home), "XDG_CACHE_HOME": str(self.home / ".cache")}
        environment = free_to_try(aurity.environment | asked, self._folder / "free")
        return aurity(*arguments, through=lambda each: watched(each, log), **environment)


@pytest.fixture(scope="session")
def watch(tmp_path_factory):
    return Watch(tmp_path_factory.mktemp("watched"))


@pytest.fixture(scope="session")
def recorded(tmp_path_factory, models_dir, sample_wav, watch):
    aurity = CommandLine(tmp_path_factory.mktemp("recorded") / "data", models_dir)
    ended = watch.run(aurity, "record", "--input", sample_wav, "--json")
    assert ended.code == 0, ended.err
    return Recorded(aurity, ended.json, ended.err)


@pytest.fixture(scope="session")
def exported(recorded, tmp_path_factory, watch):
    path = tmp_path_factory.mktemp("exported") / "session.h5"
    ended = watch.run(
        *(recorded.aurity, "export", recorded.session_id),
        *("--format", "h5", "--output", path, "--json"),
    )
    assert ended.code == 0, ended.err
    return path


#: Of the sample, in seconds: both of its people, four times in turn.
_TALK = (6.5, 21.5)


@pytest.fixture
def talk(tmp_path, sample_wav):
    """A quarter of a minute, to be played at the speed at which it was spoken; with its words."""
    path = tmp_path / "talk.wav"
    with wave.open(str(sample_wav)) as whole, wave.open(str(path), "wb") as part:
        part.setparams(whole.getparams())
        first, last = (round(each * whole.getframerate()) for each in _TALK)
        whole.setpos(first)
        part.writeframes(whole.readframes(last - first))
    spoken = sample_wav.with_suffix(".stm").read_text(encoding="utf-8").splitlines()
    heard = [line for line in spoken if float(line.split()[4]) <= _TALK[1]]
    path.with_suffix(".stm").write_text("\n".join(heard), encoding="utf-8")
    return path
