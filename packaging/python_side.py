"""The Python side of the set-up: environment, torch, the program with its packages, the models.

Standard library only.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

from steps import PACKAGING, PYTHON, ROOT, STAMPS, VENV, SetUpFailed, Step, do, listed, say

LOCK = PACKAGING / "lock"
LOCKS = {"run": (LOCK / "run.txt",), "test": (LOCK / "run.txt", LOCK / "test.txt")}

_PIP_INSTALL: tuple[str | Path, ...] = (
    *(PYTHON, "-m", "pip", "install"),
    *("--disable-pip-version-check", "--no-input", "--retries=5"),
)


def virtual_environment() -> None:
    """Make `.venv`, anew where it is another Python's or another place's. Raises SetUpFailed."""
    step = Step.over("venv")
    if step.is_done() and PYTHON.exists():
        return
    # A checkout that was moved, or another Python, needs a new environment: its scripts hold the
    # old paths.
    if step.is_stale() or not _is_usable(PYTHON):
        importlib.invalidate_caches()  # ensurepip may have been installed a moment ago
        if importlib.util.find_spec("ensurepip") is None:
            raise SetUpFailed("this Python cannot make a virtual environment: install python3-venv")
        say("making .venv")
        do([sys.executable, "-m", "venv", "--clear", VENV], "the virtual environment was not made")
    step.done()


def _is_usable(python: Path) -> bool:
    """Whether there is an environment of this Python's version with a working pip."""
    if not python.exists():
        return False
    ask = "import sys, pip; print(*sys.version_info[:2])"
    answer = subprocess.run([str(python), "-c", ask], capture_output=True, text=True, check=False)
    return answer.stdout.split() == [str(part) for part in sys.version_info[:2]]


def pip_install(arguments: Sequence[str | Path], failure: str) -> None:
    """Run the environment's pip. Raises SetUpFailed with `failure`."""
    do([*_PIP_INSTALL, *_quietly(), *arguments], failure, PIP_DEFAULT_TIMEOUT="60")


def pip_installs(arguments: Sequence[str | Path]) -> bool:
    """Run the environment's pip without a word. Returns whether it has succeeded."""
    command = list(map(str, [*_PIP_INSTALL, "--quiet", *arguments]))
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _quietly() -> list[str]:
    return [] if sys.stderr.isatty() else ["--quiet"]


def torch() -> None:
    """Install torch, first and by itself. Raises SetUpFailed.

    A build in a folder of wheels that pip knows (`find-links`) is preferred: the index has only one
    with several GB of CUDA, which is never used here, and which needs them to be imported.
    """
    pinned = LOCK / "torch.txt"
    step = Step.over("torch", listed(pinned), listed(LOCK / "cuda.txt"))
    if step.is_done():
        return
    say(f"installing {listed(pinned)[0].split()[0]} (about 200 MB)")
    arguments = _exactly(pinned)
    if not pip_installs(["--no-index", *arguments]):
        pip_install(arguments, "torch could not be installed")
    if _torch_wants_cuda():
        say("this build of torch carries CUDA, several GB never used")
        pip_install(_exactly(LOCK / "cuda.txt"), "what this build of torch needs is missing")
    step.done()


def project(purpose: str) -> None:
    """Install what the locks name, and the program, editable. Raises SetUpFailed."""
    steps = {
        each: Step.over(
            f"project-{each}", _pyproject_inputs(), [listed(lock) for lock in LOCKS[each]]
        )
        for each in LOCKS
    }
    # An environment for tests can run the program too.
    if steps[purpose].is_done() or steps["test"].is_done():
        return
    say("installing the program and its packages (the first time some minutes)")
    failure = "the Python packages could not be installed"
    pip_install(_exactly(*LOCKS[purpose]), failure)
    # Built with the setuptools of the lock: an isolated build would fetch one of its own.
    pip_install(["--no-index", "--no-deps", "--no-build-isolation", "-e", ROOT], failure)
    steps[purpose].done()


def _exactly(*locks: Path) -> list[str | Path]:
    """pip's arguments for the packages of these locks: no other, and no file of another hash."""
    options: list[str | Path] = ["--no-deps", "--require-hashes", "--only-binary=:all:"]
    for lock in locks:
        options += ["-r", lock]
    return options


def _torch_wants_cuda() -> bool:
    notes = VENV.glob("lib/python*/site-packages/torch-*.dist-info/METADATA")
    return any("Requires-Dist: nvidia-" in note.read_text(encoding="utf-8") for note in notes)


def _pyproject_inputs() -> dict[str, object]:
    """What of pyproject.toml decides the installation; the tools' settings do not."""
    document = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {
        "build-system": document["build-system"],
        "project": document["project"],
        "setuptools": document["tool"]["setuptools"],
    }


def models(purpose: str) -> None:
    """Install the default models. Raises SetUpFailed where tests would lack them.

    Checked by SHA-256 when they are installed, by size and place afterwards.
    """
    manifest = ROOT / "resources" / "models.toml"
    moved = [os.environ.get(name) for name in ("AURITY_MODELS_DIR", "XDG_DATA_HOME", "HOME")]
    step = Step.over("models", manifest.read_text(encoding="utf-8"), moved)
    note = STAMPS / "models.json"
    if step.is_done() and _models_are_in(Path(json.loads(note.read_text())["folder"]), manifest):
        return
    say("installing the default models (about 300 MB to fetch)")
    command = [str(PYTHON), "-m", "aurity_desktop", "models", "install", "--json"]
    install = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if install.returncode == 0:
        note.write_text(install.stdout)
        step.done()
    elif purpose == "run":
        say(
            "the program starts without the models: it records, and writes the words once they are"
            " there"
        )
    else:
        raise SetUpFailed("the default models could not be installed (see above)")


def _models_are_in(folder: Path, manifest: Path) -> bool:
    document = tomllib.loads(manifest.read_text(encoding="utf-8"))
    return all(
        (folder / model["name"] / file["name"]).is_file()
        and (folder / model["name"] / file["name"]).stat().st_size == file["size"]
        for model in document["model"]
        if model.get("default")
        for file in model["file"]
    )
