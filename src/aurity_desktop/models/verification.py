"""Whether a model's files are what they should be, by SHA-256 or by what an earlier check noted.

After a full hash a stamp notes size, modification time and SHA-256 of the file. A later cheap check
compares size and time with the stamp and hashes only what changed, so that a start does not read
150 MB. Stamps live in the user's models folder, also for models that an installer carries in a
read-only place; they are a note, not a seal: whoever can write there can write the models too.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from aurity_desktop.domain.errors import StorageError
from aurity_desktop.models.manifest import Model, ModelFile
from aurity_desktop.models.model_files import sha256_of
from aurity_desktop.runtime.logs import FILE_ONLY
from aurity_desktop.storage.durable import make_folder, write_whole

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Stamp:
    size: int
    mtime_ns: int
    sha256: str


class FileState(StrEnum):
    """What a check found of one file."""

    OK = "ok"
    MISSING = "missing"
    WRONG_SIZE = "wrong_size"
    WRONG_HASH = "wrong_hash"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class FileCheck:
    """One file of a model; `name` is relative to the model's folder."""

    name: str
    path: Path
    state: FileState


@dataclass(frozen=True, slots=True)
class ModelCheck:
    """What was found of one model in one folder. No files known means not installed."""

    model: Model
    folder: Path
    files: tuple[FileCheck, ...]

    @property
    def ok(self) -> bool:
        """Whether every file is as it should be; False where no files are known."""
        return bool(self.files) and all(file.state is FileState.OK for file in self.files)

    @property
    def missing(self) -> bool:
        """Nothing of it is there at all."""
        return all(file.state is FileState.MISSING for file in self.files)

    @property
    def first_bad(self) -> FileCheck | None:
        """The first file that is not as it should be, None where all are."""
        return next((file for file in self.files if file.state is not FileState.OK), None)


class Verifier:
    """Checks files against their sizes and hashes.

    `stamps` is a folder of notes, made when first needed.
    """

    def __init__(self, stamps: Path) -> None:
        self._stamps = stamps

    def check(
        self, model: Model, folder: Path, files: tuple[ModelFile, ...], *, full: bool
    ) -> ModelCheck:
        """Look at every file.

        `full` hashes them all; otherwise a stamp that still fits stands in for the hash.
        """
        noted = self._read(model)
        checks, stamps = [], {}
        for file in files:
            path = folder / file.name
            state, stamp = _examine(path, file, None if full else noted.get(str(path)))
            checks.append(FileCheck(file.name, path, state))
            if stamp is not None:
                stamps[str(path)] = stamp
        if stamps and stamps != noted:
            self._write(model, stamps)
        return ModelCheck(model, folder, tuple(checks))

    def glance(self, model: Model, folder: Path, files: tuple[ModelFile, ...]) -> ModelCheck:
        """Look at names and sizes only: for lists, never before loading."""
        return ModelCheck(
            model,
            folder,
            tuple(
                FileCheck(file.name, folder / file.name, _state_by_size(folder / file.name, file))
                for file in files
            ),
        )

    def forget(self, model: Model) -> None:
        """Nothing has been checked of this model. Raises OSError."""
        self._path(model).unlink(missing_ok=True)

    def _path(self, model: Model) -> Path:
        return self._stamps / f"{model.name}.json"

    def _read(self, model: Model) -> dict[str, _Stamp]:
        try:
            document = json.loads(self._path(model).read_text(encoding="utf-8"))
            return {path: _Stamp(*stamp) for path, stamp in document.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, AttributeError) as error:
            _log.warning("the note on %s cannot be read and is made anew: %s", model.name, error)
            return {}

    def _write(self, model: Model, stamps: dict[str, _Stamp]) -> None:
        document = {
            path: [stamp.size, stamp.mtime_ns, stamp.sha256] for path, stamp in stamps.items()
        }
        try:
            make_folder(self._stamps)
            write_whole(self._path(model), [json.dumps(document).encode()])
        except StorageError as error:
            # The check itself stands; without the note the next one hashes again.
            _log.warning("the note on %s cannot be kept: %s", model.name, error)


def _state_by_size(path: Path, file: ModelFile) -> FileState:
    try:
        form = file.form_of(path.stat().st_size)
    except (FileNotFoundError, NotADirectoryError):
        return FileState.MISSING
    except OSError as error:
        _log.warning("%s cannot be looked at: %s", path, error, extra=FILE_ONLY)
        return FileState.UNREADABLE
    return FileState.WRONG_SIZE if form is None else FileState.OK


def _examine(path: Path, file: ModelFile, noted: _Stamp | None) -> tuple[FileState, _Stamp | None]:
    """The state of one file, and the stamp to keep when it is right."""
    state = _state_by_size(path, file)
    if state is not FileState.OK:
        return state, None
    try:
        told = path.stat()
        form = file.form_of(told.st_size)
        if form is None:  # changed since the line above
            return FileState.WRONG_SIZE, None
        stamp = _Stamp(form.size, told.st_mtime_ns, form.sha256)
        if stamp == noted:
            return FileState.OK, stamp
        # The time is taken before the hash: a change while hashing leaves a stamp that does not
        # fit.
        found = sha256_of(path)
    except OSError as error:
        _log.warning("%s cannot be read: %s", path, error, extra=FILE_ONLY)
        return FileState.UNREADABLE, None
    return (FileState.OK, stamp) if found == form.sha256 else (FileState.WRONG_HASH, None)
