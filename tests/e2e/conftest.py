"""The real program, run as its user would run it.

Child processes of its own, real models, a data folder for each run.
"""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.benchmarks.program import PROGRAM


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


@pytest.fixture(scope="session")
def recorded(tmp_path_factory, models_dir, sample_wav):
    aurity = CommandLine(tmp_path_factory.mktemp("recorded") / "data", models_dir)
    ended = aurity("record", "--input", sample_wav, "--json")
    assert ended.code == 0, ended.err
    return Recorded(aurity, ended.json, ended.err)


@pytest.fixture(scope="session")
def exported(recorded, tmp_path_factory):
    path = tmp_path_factory.mktemp("exported") / "session.h5"
    ended = recorded.aurity(
        "export", recorded.session_id, "--format", "h5", "--output", path, "--json"
    )
    assert ended.code == 0, ended.err
    return path
