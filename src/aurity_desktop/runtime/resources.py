"""Where the files that ship beside the code are: `resources/` of the repository."""

from __future__ import annotations

import importlib.util
import sys
import sysconfig
from pathlib import Path

from aurity_desktop.domain.errors import AudioFileMissing

_INSTALLED = Path("share") / "aurity-desktop"


def resources_folder() -> Path:
    """The folder `resources/`, wherever this copy of the program keeps it.

    Raises FileNotFoundError.

    In a frozen app it lies in the bundle, in a checkout at the top, after `pip install` under the
    prefix's `share/aurity-desktop` (`[tool.setuptools.data-files]` puts it there).
    """
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        places = [Path(frozen) / "resources"]
    else:
        places = [
            Path(__file__).resolve().parents[3] / "resources",
            Path(sysconfig.get_path("data")) / _INSTALLED,
        ]
    for place in places:
        if (place / "models.toml").is_file():
            return place
    raise FileNotFoundError(
        f"the program's resources are not in {' nor in '.join(map(str, places))}"
    )


def bundled_models_folder() -> Path | None:
    """The models an installer carries, read-only, or None where the program carries none."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is None:
        return None
    folder = Path(frozen) / "models"
    return folder if folder.is_dir() else None


def bundled_licences_folder() -> Path | None:
    """The licence texts an installer carries, or None where the program carries none."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is None:
        return None
    folder = Path(frozen) / "licences"
    return folder if folder.is_dir() else None


def sample_recording() -> Path:
    """A half-minute telephone talk of two people, which pyannote.audio brings along.

    Raises AudioFileMissing.
    """
    package = importlib.util.find_spec("pyannote.audio")
    folders = package.submodule_search_locations if package is not None else None
    path = Path(folders[0] if folders else "", "sample", "sample.wav")
    if not path.is_file():
        raise AudioFileMissing(path)
    return path
