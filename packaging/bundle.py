"""What goes into the frozen program beside the code, and what stays out. Used by `aurity.spec`."""

from __future__ import annotations

import ctypes.util
import hashlib
import os
import sys
import sysconfig
from collections.abc import Iterable
from importlib.metadata import Distribution
from importlib.util import find_spec
from pathlib import Path, PurePath

from bill_of_materials import (
    CHANGED,
    Binary,
    debian_package,
    document,
    from_system,
)
from int8_weights import NotConverted, int8_weights
from left_out import original, patched_copy

import aurity_desktop
from aurity_desktop.diarization.never_called import NEVER_CALLED
from aurity_desktop.models.manifest import ModelFile, load_manifest
from aurity_desktop.models.model_store import ModelStore
from aurity_desktop.runtime.paths import Paths

_BALLAST = (
    "torch/bin",  # PyTorch's own test programs
    "torch/include",
    "torch/share",
    "torch/test",
    "libcudart",  # of the building machine, where it has CUDA
    "libcups",  # of the system, which knows its printers; Qt prints to files without it
    "torch/lib/libaoti_custom_ops",
    "torch/lib/libbackend_with_compiler",
    "torch/lib/libjitbackend_test",
    "torch/lib/libtorchbind_test",
    "numpy/tests",
    # Displays that are no desktop, the desktop's own look, and the network.
    "PySide6/Qt/plugins/egldeviceintegrations",
    "PySide6/Qt/plugins/generic",
    "PySide6/Qt/plugins/networkinformation",
    "PySide6/Qt/plugins/platforms/libqeglfs",
    "PySide6/Qt/plugins/platforms/libqlinuxfb",
    "PySide6/Qt/plugins/platforms/libqminimalegl",
    "PySide6/Qt/plugins/platforms/libqvkkhrdisplay",
    "PySide6/Qt/plugins/platforms/libqvnc",
    "PySide6/Qt/plugins/platformthemes/libqgtk3",
    "PySide6/Qt/plugins/tls",
)
#: Type stubs, C headers, and what pip notes of an installation.
_NEVER_READ = (".pyi", ".h", ".hpp", ".cuh", ".dist-info/RECORD", ".dist-info/direct_url.json")
_QT_TRANSLATIONS = "PySide6/Qt/translations/"
_QT_LANGUAGES = ("_en.qm", "_es.qm")

#: Modules that nothing here calls: tools for development, notebooks, pictures, decoders, compilers
#: of torch's graphs, what pyannote.audio imports only (`diarization/never_called.py`), what the
#: hub's client has for serving models and for fetching faster.
EXCLUDED = (
    *NEVER_CALLED,
    "IPython",
    "PIL",
    "PyInstaller",
    "aiohttp",
    "fsspec",
    "hf_xet",
    "jinja2",
    "lightning_fabric",
    "lxml.objectify",
    "mpmath",
    "mypy",
    "pydantic",
    "pydantic_core",
    "pydoc_data",
    "pygments",
    "pytest",
    "pytorch_lightning",
    "readline",
    "setuptools",
    "sympy",
    "tensorboard",
    "tkinter",
    "torch._dynamo",
    "torch._inductor",
    "torch._numpy",
    "torch.onnx",
    "torch.utils.tensorboard",
    "triton",
)
#: Which modules are in the archive only, and which beside it as source, too. torch reads the source
#: of some of its modules when it is imported, of these it never does; python-docx looks for its
#: templates from the folder of one of its modules, which has to be there.
COLLECTED = {
    "docx.parts": "pyz+py",
    "torch.ao": "pyz",
    "torch.distributed": "pyz",
    "torch.distributed.config": "pyz+py",
    "torch.testing": "pyz",
}

_LICENCE_NAMES = ("LICENSE", "LICENCE", "COPYING", "NOTICE", "AUTHORS", "THIRDPARTY")
_TABLE = "libraries.toml"
#: The texts that licences/libraries.toml, and packages without a notice of their own, refer to.
_REFERRED_TO = ("Apache-2.0", "GPL-3", "LGPL-2.1", "LGPL-3")

BILL = "bom.cdx.json"


def is_ballast(target: str) -> bool:
    """Whether a file of the bundle is never read by the running program."""
    path = PurePath(target).as_posix()
    if path.startswith("torch/bin/torch_shm_manager"):  # torch looks for it when it is imported
        return False
    if path.startswith(_QT_TRANSLATIONS):
        return not path.endswith(_QT_LANGUAGES)
    return path.startswith(_BALLAST) or path.endswith(_NEVER_READ)


def modules_in(package: str) -> list[str]:
    """Every module below a package, read from its folder. Raises ModuleNotFoundError.

    pyannote.audio cannot be imported as it is, because torchaudio's compiled half wants CUDA (see
    `diarization/never_called.py`).
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
    """The default models of this machine, each checked by SHA-256, and as int8 where that is known.

    Raises ModelError, NotConverted.
    """
    store = ModelStore(Paths.from_environment().models, load_manifest())
    entries = []
    for model in store.manifest.defaults:
        folder = store.require(model.name)
        for file in model.files:
            source = _as_shipped(model.name, file, folder / file.name)
            entries.append((str(source), f"models/{model.name}"))
    return entries


def _as_shipped(model: str, file: ModelFile, source: Path) -> Path:
    if file.int8 is None or source.stat().st_size == file.int8.size:
        return source
    content = int8_weights(source.read_bytes())
    if hashlib.sha256(content).hexdigest() != file.int8.sha256:
        raise NotConverted(f"{source} does not become what models.toml says")
    copy = CHANGED / "models" / model / file.name
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(content)
    return copy


def numbered_migrations() -> list[tuple[str, str]]:
    """The SQL files of every database, each where its package looks for it as package data."""
    package = Path(aurity_desktop.__file__).parent
    return [
        (str(file), file.parent.relative_to(package.parent).as_posix())
        for file in sorted(package.glob("**/migrations/*.sql"))
    ]


def bundled_licences(packages: Iterable[Distribution]) -> list[Binary]:
    """The licence texts of the models, and of these packages, each in a folder of its name.

    As PyInstaller's entries (target, source, kind). Raises FileNotFoundError where a text that is
    referred to is not on this machine.
    """
    folder = Path(__file__).parent / "licences"
    entries = [(str(folder / "models.txt"), "licences"), (str(folder / _TABLE), "licences")]
    for package in packages:
        name = package.metadata["Name"].lower()
        for path in licence_files(package):
            # torch has a hundred files of one name, each in a folder of its own.
            _, _, below = path.parent.as_posix().partition(".dist-info")
            entries.append((str(path), f"licences/{name}{below.removeprefix('/licenses')}"))
    entries.append((f"{sysconfig.get_path('stdlib')}/LICENSE.txt", "licences/python"))
    texts = Path(os.environ.get("AURITY_LICENCE_TEXTS", "/usr/share/common-licenses"))
    for text in _REFERRED_TO:
        if not (texts / text).is_file():
            raise FileNotFoundError(f"{texts / text}: name a folder in AURITY_LICENCE_TEXTS")
        entries.append((str((texts / text).resolve()), "licences/texts"))
    return [(f"{place}/{Path(source).name}", source, "DATA") for source, place in entries]


def licence_files(package: Distribution) -> list[Path]:
    """The notices that a package carries, beside its metadata or at the top of its own folder."""
    return [
        Path(str(file.locate()))
        for file in package.files or ()
        if file.name.upper().startswith(_LICENCE_NAMES)
        and file.suffix not in (".py", ".pyc")
        and (".dist-info" in file.parts[0] or len(file.parts) == 2)
    ]


def licences_of_the_system(binaries: Iterable[Binary]) -> list[Binary]:
    """PyInstaller's entries for the notices of Debian's packages that libraries were taken of."""
    entries = {}
    for _, source, _ in from_system(binaries):
        found = debian_package(original(source, CHANGED))
        notice = Path("/usr/share/doc") / (found[0] if found else "") / "copyright"
        if found is None or not notice.is_file():
            sys.stderr.write(f"no licence is known of {source}\n")
            continue
        target = f"licences/debian/{found[0]}/copyright"
        entries[target] = (target, str(notice.resolve()), "DATA")
    return list(entries.values())


def may_be_unneeded(entry: Binary) -> bool:
    """Whether a library is there only because others are linked to it (`needed.py`)."""
    target = PurePath(entry[0]).as_posix()
    return target.startswith(("PySide6/Qt/lib/", "av.libs/")) or bool(from_system([entry]))


def bill_of_materials(
    binaries: Iterable[Binary], packages: Iterable[Distribution], folder: Path
) -> Binary:
    """PyInstaller's entry for the bill, which is written into `folder`. Raises LicenceUnknown."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / BILL
    path.write_text(document(binaries, packages), encoding="utf-8")
    return (BILL, str(path), "DATA")


def foreign_libraries() -> list[tuple[str, str]]:
    """Libraries that Python wheels do not carry: PortAudio on Linux, in a copy without JACK.

    Raises FileNotFoundError where this machine has none, NotPatched.
    """
    if not sys.platform.startswith("linux"):
        return []
    name = ctypes.util.find_library("portaudio")
    if name is None:
        raise FileNotFoundError("PortAudio is not installed: apt-get install libportaudio2")
    for folder in _library_folders():
        path = folder / name
        if path.is_file():
            return [(patched_copy(str(path), CHANGED), ".")]
    raise FileNotFoundError(f"{name} is installed, but not in {_library_folders()}")


def _library_folders() -> list[Path]:
    machine = os.uname().machine
    return [
        Path(f"/usr/lib/{machine}-linux-gnu"),
        Path("/usr/lib64"),
        Path("/usr/lib"),
        Path("/usr/local/lib"),
    ]
