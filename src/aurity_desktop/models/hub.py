"""The public hub, for models that the package index does not carry.

The only code that may reach it, and only while installing.

Hashes of these models are not known beforehand: they are what the hub states for one commit. Large
files carry a SHA-256 there, small ones a Git blob id (SHA-1); each download is checked against it,
and the SHA-256 of all of them is recorded in the model's `lock.json`.
"""

from __future__ import annotations

import fnmatch
import hashlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from aurity_desktop.domain.errors import ModelRefused
from aurity_desktop.models.download_growth import DownloadGrowth
from aurity_desktop.models.manifest import (
    HubRepository,
    Model,
    ModelFile,
    checked_file_name,
)
from aurity_desktop.models.model_files import require_room, sha256_of
from aurity_desktop.models.sources import NotHere, Report, blocks_of
from aurity_desktop.models.stated_files import Lock
from aurity_desktop.storage.durable import NO_ROOM, make_folder


@dataclass(frozen=True, slots=True)
class HubFile:
    """A file as the hub states it.

    `sha256` is empty for small files, which have only their Git blob id.
    """

    name: str
    size: int
    blob_id: str
    sha256: str


class Hub(Protocol):
    """What this module needs of a hub."""

    def listing(self, repository: str, revision: str) -> tuple[str, tuple[HubFile, ...]]:
        """The commit that `revision` means now, and its files. Raises NotHere."""
        ...

    def download(self, repository: str, commit: str, name: str, folder: Path) -> Path:
        """One file below `folder`; goes on where it was interrupted. Raises NotHere, OSError."""
        ...


class HubSource:
    """Models by name from the hub.

    Files lie in `downloads` until the installer has put them in place.
    """

    name = "the public hub"

    def __init__(self, hub: Hub, downloads: Path, report: Report) -> None:
        self._report = report
        self._hub = hub
        self._downloads = downloads
        self._fetched: dict[tuple[str, str], Path] = {}

    def lock(self, model: Model) -> Lock:
        """Download everything the model needs and say what came. Raises NotHere, ModelRefused."""
        repository = _repository_of(model)
        commit, listed = self._hub.listing(repository.repository, repository.revision)
        files = []
        for wanted in _wanted(repository, listed):
            path = self._download(model, repository, commit, wanted)
            files.append(ModelFile(wanted.name, wanted.size, _checked(model, wanted, path)))
        return Lock(repository.repository, commit, tuple(files))

    def read(self, model: Model, file: ModelFile) -> Iterator[bytes]:
        """A file that `lock` has fetched, in blocks. Raises NotHere, OSError."""
        path = self._fetched.get((model.name, file.name))
        if path is None:
            raise NotHere(f"{model.name}/{file.name} was not fetched from the public hub")
        return blocks_of(path)

    def _download(
        self, model: Model, repository: HubRepository, commit: str, wanted: HubFile
    ) -> Path:
        folder = self._downloads / model.name
        make_folder(folder)
        require_room(folder, wanted.size)
        arrived = self._report.step(f"{wanted.name} of {repository.repository}", wanted.size)
        with DownloadGrowth(folder, wanted.size, arrived):
            path = self._hub.download(repository.repository, commit, wanted.name, folder)
        self._fetched[model.name, wanted.name] = path
        return path


class PublicHub:
    """The real hub, through huggingface_hub.

    That library knows proxies, certificates, a mirror and the user's token.
    """

    def listing(self, repository: str, revision: str) -> tuple[str, tuple[HubFile, ...]]:
        """The commit behind a revision, and its files. Uses the network; raises NotHere."""
        library = _library()
        try:
            info = library.HfApi().model_info(repository, revision=revision, files_metadata=True)
        except _failures() as error:
            raise NotHere(_in_a_line(error)) from error
        files = []
        for sibling in info.siblings or ():
            lfs = sibling.lfs
            files.append(
                HubFile(
                    name=sibling.rfilename,
                    size=sibling.size or 0,
                    blob_id=sibling.blob_id or "",
                    sha256=lfs.sha256 if lfs is not None else "",
                )
            )
        return str(info.sha), tuple(files)

    def download(self, repository: str, commit: str, name: str, folder: Path) -> Path:
        """One file of a commit, somewhere below `folder`. Uses the network; raises NotHere, and
        OSError where the disk is full.
        """
        library = _library()
        try:
            return Path(
                library.hf_hub_download(repository, name, revision=commit, local_dir=folder)
            )
        except _failures() as error:
            if isinstance(error, OSError) and error.errno in NO_ROOM:
                raise
            raise NotHere(_in_a_line(error)) from error


def _library() -> Any:
    """huggingface_hub, allowed to reach the network.

    Raises NotHere in a process where it was loaded switched off.

    It reads its switch once, at its first import. Everything else in this program switches it off;
    an installation is a process of its own.
    """
    if "huggingface_hub" not in sys.modules:
        os.environ["HF_HUB_OFFLINE"] = "0"
        os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
        os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] = "1"  # the report has its own
    import huggingface_hub
    from huggingface_hub import constants

    if constants.HF_HUB_OFFLINE:
        raise NotHere("this process has the public hub switched off")
    return huggingface_hub


def _failures() -> tuple[type[Exception], ...]:
    """What huggingface_hub raises when something cannot be had.

    OSErrors, ValueErrors, and errors of the HTTP library below it. That library has changed between
    versions, so its root is taken from the error class that is built on it.
    """
    from huggingface_hub.errors import HfHubHTTPError

    return (OSError, ValueError, *HfHubHTTPError.__bases__)


def _in_a_line(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"[:300]


def _repository_of(model: Model) -> HubRepository:
    if model.hub is None:
        raise NotHere(f"the public hub does not carry {model.name}")
    return model.hub


def _wanted(repository: HubRepository, listed: tuple[HubFile, ...]) -> list[HubFile]:
    """The listed files that match a pattern.

    Raises NotHere when a pattern matches none, or a name is not a plain one.
    """
    wanted: dict[str, HubFile] = {}
    for pattern in repository.files:
        matching = [file for file in listed if fnmatch.fnmatchcase(file.name, pattern)]
        if not matching:
            raise NotHere(f"{repository.repository} has no {pattern}")
        for file in matching:
            try:
                wanted[checked_file_name(file.name)] = file
            except ValueError as error:
                raise NotHere(f"{repository.repository}: {error}") from error
    return list(wanted.values())


def _checked(model: Model, stated: HubFile, path: Path) -> str:
    """The file's SHA-256, after its size and what the hub states of it were found right.

    Raises ModelRefused.
    """
    found = sha256_of(path)
    if path.stat().st_size != stated.size:
        right = False
    elif stated.sha256:
        right = found == stated.sha256
    else:
        right = _git_blob_id(path, stated.size) == stated.blob_id
    if not right:
        raise ModelRefused(model.name, stated.name, HubSource.name, "not what the hub states of it")
    return found


def _git_blob_id(path: Path, size: int) -> str:
    """Git's name for a file's content: SHA-1 over `blob <size>\\0` and the bytes."""
    digest = hashlib.sha1(b"blob %d\0" % size, usedforsecurity=False)
    for block in blocks_of(path):
        digest.update(block)
    return digest.hexdigest()
