"""What goes into the frozen program beside the code, and what stays out. Used by `aurity.spec`."""

from __future__ import annotations

import ctypes.util
import os
import sys
from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import Path, PurePath

import aurity_desktop
from aurity_desktop.models.manifest import load_manifest
from aurity_desktop.models.model_store import ModelStore
from aurity_desktop.runtime.paths import Paths

_BALLAST = (
    "torch/bin",  # PyTorch's own test programs
    "torch/include",
    "torch/share",
    "torch/test",
    "matplotlib/mpl-data/sample_data",
    "matplotlib/tests",
    "numpy/tests",
    "pandas/tests",
    "sklearn/datasets/data",
    "sklearn/datasets/images",
)

_LICENCE_NAMES = ("LICENSE", "LICENCE", "COPYING", "NOTICE", "AUTHORS")


def is_ballast(target: str) -> bool:
    """Whether a file of the bundle is never read by the running program."""
    path = PurePath(target).as_posix()
    if path.startswith("torch/bin/torch_shm_manager"):  # torch looks for it when it is imported
        return False
    return path.startswith(_BALLAST) or path.endswith((".pyi", ".h", ".hpp", ".cuh"))


def modules_in(package: str) -> list[str]:
    """Every module below a package, read from its folder. Raises ModuleNotFoundError.

    torchaudio and pyannote.audio cannot be imported while building, because torchaudio's compiled
    half wants CUDA (see `diarization/torch_setup.py`).
    """
    spec = find_spec(package)
    if spec is None or spec.submodule_search_locations is None:
        raise ModuleNotFoundError(package)
    names = []
    for location in spec.submodule_search_locations:
        for path in sorted(Path(location).rglob("*.py")):
            parts = path.relative_to(location).with_suffix("").parts
            if all(part.isidentifier() for part in parts) and parts[-1] != "__main__":
                names.append(".".join([package, *parts]).removesuffix(".__init__"))
    return names


def bundled_models() -> list[tuple[str, str]]:
    """The default models of this machine, each checked by SHA-256. Raises ModelError."""
    store = ModelStore(Paths.from_environment().models, load_manifest())
    entries = []
    for model in store.manifest.defaults:
        folder = store.require(model.name)
        entries += [(str(folder / file.name), f"models/{model.name}") for file in model.files]
    return entries


def numbered_migrations() -> list[tuple[str, str]]:
    """The SQL files of every database, each where its package looks for it as package data."""
    package = Path(aurity_desktop.__file__).parent
    return [
        (str(file), file.parent.relative_to(package.parent).as_posix())
        for file in sorted(package.glob("**/migrations/*.sql"))
    ]


def bundled_licences() -> list[tuple[str, str]]:
    """The licence texts of the models, and of every pinned library in a folder of its name."""
    folder = Path(__file__).parent
    pins = (line.partition("==") for line in _constraints(folder))
    libraries = [
        (str(file.locate()), f"licences/{name}")
        for name, _, version in pins
        if version
        for file in distribution(name).files or ()
        if file.name.upper().startswith(_LICENCE_NAMES) and ".dist-info" in file.parts[0]
    ]
    return [(str(folder / "licences" / "models.txt"), "licences"), *libraries]


def _constraints(folder: Path) -> list[str]:
    return (folder / "constraints.txt").read_text(encoding="utf-8").splitlines()


def foreign_libraries() -> list[tuple[str, str]]:
    """Libraries that Python wheels do not carry: PortAudio on Linux.

    Raises FileNotFoundError where this machine has none.
    """
    if not sys.platform.startswith("linux"):
        return []
    name = ctypes.util.find_library("portaudio")
    if name is None:
        raise FileNotFoundError("PortAudio is not installed: apt-get install libportaudio2")
    for folder in _library_folders():
        path = folder / name
        if path.is_file():
            return [(str(path), ".")]
    raise FileNotFoundError(f"{name} is installed, but not in {_library_folders()}")


def _library_folders() -> list[Path]:
    machine = os.uname().machine
    return [
        Path(f"/usr/lib/{machine}-linux-gnu"),
        Path("/usr/lib64"),
        Path("/usr/lib"),
        Path("/usr/local/lib"),
    ]
