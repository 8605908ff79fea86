"""The models folder: what is installed, intact, and best for a language."""

from __future__ import annotations

import logging
from pathlib import Path

from aurity_desktop.domain.errors import ModelDamaged, ModelMissing, ModelUnreadable
from aurity_desktop.models.manifest import Manifest, Model, ModelFile, ModelRole
from aurity_desktop.models.stated_files import LOCK_NAME, BadStatedFiles, read_lock
from aurity_desktop.models.verification import FileState, ModelCheck, Verifier

_log = logging.getLogger(__name__)

STAMPS = ".verified"


class ModelStore:
    """Finds models in the user's folder, then among those that an installer carries.

    `bundled` is the latter's folder, read-only. Nothing is kept in memory, so several processes may
    use the same folder, and an installation that ends while the program runs is seen.
    """

    def __init__(self, folder: Path, manifest: Manifest, bundled: Path | None = None) -> None:
        self._folder = folder
        self._manifest = manifest
        self._bundled = bundled
        self._verifier = Verifier(folder / STAMPS)

    @property
    def manifest(self) -> Manifest:
        """The models there are, installed or not."""
        return self._manifest

    @property
    def folder(self) -> Path:
        """The user's own models folder, which need not exist yet."""
        return self._folder

    def require(self, name: str) -> Path:
        """The model's folder, checked and ready to load.

        Raises UnknownModel, ModelMissing, ModelDamaged, ModelUnreadable.

        Torch checkpoints are code, so everything but a Whisper model (plain weights, read by
        CTranslate2) is hashed each time: 34 MB for the default ones. Whisper models are hashed once
        and again whenever a size or time has changed.
        """
        model = self._manifest.model(name)
        check = self._look(model, full=model.role is not ModelRole.WHISPER)
        bad = check.first_bad
        if check.missing:
            raise ModelMissing(name)
        if bad is not None and bad.state is FileState.UNREADABLE:
            raise ModelUnreadable(name, bad.path)
        if bad is not None:
            raise ModelDamaged(name, bad.path)
        return check.folder

    def verify(self, name: str, *, full: bool = True) -> ModelCheck:
        """What is there of a model; `full` hashes every file.

        Raises UnknownModel, ModelDamaged for a broken lock.
        """
        return self._look(self._manifest.model(name), full=full)

    def glance(self, name: str) -> ModelCheck:
        """What is there by name and size, in well under a millisecond. Raises UnknownModel."""
        return self._look(self._manifest.model(name), full=None)

    def is_installed(self, name: str) -> bool:
        """Whether all its files are there in the right size. Loading goes through `require`."""
        try:
            return self.glance(name).ok
        except ModelDamaged as error:
            _log.warning("%s", error)
            return False

    def size(self, name: str) -> int:
        """Bytes: on the disk where the model is installed, else those that would be fetched.

        Roughly for a model that only the hub has, 0 where nobody knows. Raises UnknownModel.
        """
        if self.is_installed(name):
            return sum(file.path.stat().st_size for file in self.glance(name).files)
        return self._manifest.model(name).to_fetch

    def own_copy(self, name: str) -> Path | None:
        """The user's own folder of a model, whole or not; None where there is none.

        What an installer carries is not the user's. Raises UnknownModel.
        """
        folder = self._folder / self._manifest.model(name).name
        return folder if folder.is_dir() else None

    def is_carried(self, name: str) -> bool:
        """Whether an installer carries a whole copy, used where the user has none of their own."""
        model = self._manifest.model(name)
        return self._bundled is not None and (
            self._look_in(self._bundled / name, model, full=None).ok
        )

    def forget(self, name: str) -> None:
        """The note on a check of files that are gone goes as well."""
        self._verifier.forget(self._manifest.model(name))

    def best_whisper(self, language: str = "") -> str:
        """The best installed Whisper model for a language; "" asks for a multilingual one.

        Raises ModelMissing.
        """
        candidates = self._manifest.of_role(ModelRole.WHISPER)
        for model in candidates:
            if model.speaks(language) and self.is_installed(model.name):
                return model.name
        wanted = [model for model in candidates if model.default and model.speaks(language)]
        raise ModelMissing((wanted or list(candidates))[0].name)

    def _look(self, model: Model, *, full: bool | None) -> ModelCheck:
        """The user's copy where there is any of it, else the bundled one.

        `full` None: names and sizes only.
        """
        check = self._look_in(self._folder / model.name, model, full)
        if check.missing and self._bundled is not None:
            bundled = self._look_in(self._bundled / model.name, model, full)
            if not bundled.missing:
                return bundled
        return check

    def _look_in(self, folder: Path, model: Model, full: bool | None) -> ModelCheck:
        files = _files_of(model, folder)
        if full is None:
            return self._verifier.glance(model, folder, files)
        return self._verifier.check(model, folder, files, full=full)


def _files_of(model: Model, folder: Path) -> tuple[ModelFile, ...]:
    """The files a model should have: the manifest's, or those its lock names.

    Raises ModelDamaged for a broken lock.
    """
    if model.pinned:
        return model.files
    try:
        lock = read_lock(folder)
    except BadStatedFiles as error:
        raise ModelDamaged(model.name, folder / LOCK_NAME) from error
    return lock.files if lock is not None else ()
