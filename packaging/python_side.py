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

EXTRAS: dict[str, tuple[str, ...]] = {"run": (), "test": ("dev",)}


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
    options = ["--disable-pip-version-check", "--no-input", "--retries=5"]
    if not sys.stderr.isatty():
        options.append("--quiet")
    do([PYTHON, "-m", "pip", "install", *options, *arguments], failure, PIP_DEFAULT_TIMEOUT="60")


def torch() -> None:
    """Install torch, first and by itself. Raises SetUpFailed.

    Asked for by another package, pip takes a build with several GB of CUDA.
    """
    (pin,) = (pin for pin in listed(PACKAGING / "constraints.txt") if pin.startswith("torch=="))
    step = Step.over("torch", pin)
    if not step.is_done():
        say(f"installing {pin} (about 200 MB)")
        pip_install([pin], f"{pin} could not be installed")
        if any(VENV.glob("lib/python*/site-packages/nvidia")):
            say("this build of torch carries CUDA, several GB never used. For a small one:")
            say("delete .venv and name PyTorch's index of CPU builds in PIP_EXTRA_INDEX_URL")
        step.done()


def project(purpose: str) -> None:
    """Install the program, editable, with the versions of constraints.txt. Raises SetUpFailed."""
    extras = EXTRAS[purpose]
    steps = {
        each: Step.over(
            f"project-{each}", _pyproject_inputs(), listed(PACKAGING / "constraints.txt")
        )
        for each in EXTRAS
    }
    # An environment for tests can run the program too.
    if steps[purpose].is_done() or steps["test"].is_done():
        return
    say("installing the program and its packages (the first time some minutes)")
    target = f"{ROOT}[{','.join(extras)}]" if extras else str(ROOT)
    constraints = PACKAGING / "constraints.txt"
    pip_install(["-c", constraints, "-e", target], "the Python packages could not be installed")
    steps[purpose].done()


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
