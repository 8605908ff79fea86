"""Takes an installed model away, so that its room is free."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

from aurity_desktop.domain.errors import ModelCarried, ModelInUse, ModelMissing
from aurity_desktop.domain.model_install import ModelUse
from aurity_desktop.models.install import LOCK, storage_errors
from aurity_desktop.models.manifest import Model, ModelRole
from aurity_desktop.models.model_store import ModelStore
from aurity_desktop.storage.durable import put_in_place, sync_folder
from aurity_desktop.storage.file_lock import locked

#: What a folder is called on its way out, so that a killed removal leaves no half of a model.
_LEAVING = ".removed"


def remove_model(store: ModelStore, name: str, *, live: str, final: str) -> None:
    """Remove the user's own copy of a model. Gone for good when it returns.

    `live` and `final` are the models that are chosen, "" for the best installed. A copy that an
    installer carries stays, and is used again. Waits for an installation that goes on.

    Raises UnknownModel, ModelInUse, ModelMissing, ModelCarried, FolderNotWritable.
    """
    model = store.manifest.model(name)
    with storage_errors(store.folder), locked(store.folder / LOCK, patience=None):
        _forget_left(store.folder)
        folder = store.own_copy(name)
        if folder is None:
            raise ModelCarried(name) if store.is_installed(name) else ModelMissing(name)
        uses = _uses(store, model, live, final)
        if uses:
            raise ModelInUse(name, uses)
        leaving = folder.with_name(f".{name}.{secrets.token_hex(6)}{_LEAVING}")
        put_in_place(folder, leaving)
        sync_folder(store.folder)
        store.forget(name)
        _delete(leaving)


def _uses(store: ModelStore, model: Model, live: str, final: str) -> tuple[str, ...]:
    """What would not work any more without the model; what is damaged works for nothing."""
    if store.is_carried(model.name) or not store.is_installed(model.name):
        return ()
    if model.role in (ModelRole.SEGMENTATION, ModelRole.EMBEDDING):
        return (ModelUse.VOICES,)
    uses = []
    if model.name == live:
        uses.append(ModelUse.LIVE)
    if model.name == final or (not final and _is_last(store, model)):
        uses.append(ModelUse.FINAL)
    return tuple(uses)


def _is_last(store: ModelStore, model: Model) -> bool:
    """Whether no other installed model writes every language that this one does."""
    return model.role is ModelRole.WHISPER and not any(
        other.name != model.name
        and (other.speaks("") or other.languages == model.languages)
        and store.is_installed(other.name)
        for other in store.manifest.of_role(ModelRole.WHISPER)
    )


def _forget_left(folder: Path) -> None:
    for left in folder.glob(f".*{_LEAVING}"):
        _delete(left)


def _delete(folder: Path) -> None:
    """A link goes alone: what it points at is not ours."""
    if folder.is_symlink():
        folder.unlink()
    else:
        shutil.rmtree(folder)
