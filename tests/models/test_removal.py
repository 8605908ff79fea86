"""Removing an installed model: whole or not at all, and never one that is needed."""

from dataclasses import replace

import pytest

from aurity_desktop.domain.errors import FolderNotWritable, ModelCarried, ModelInUse, ModelMissing
from aurity_desktop.models import removal
from aurity_desktop.models.manifest import Manifest
from aurity_desktop.models.model_store import STAMPS, ModelStore
from aurity_desktop.models.removal import remove_model
from tests.models.worlds import HALF


@pytest.fixture
def folder(world, tmp_path):
    world.fill(tmp_path / "models")
    return tmp_path / "models"


@pytest.fixture
def store(world, folder):
    return ModelStore(folder, world.manifest)


def remove(store, name, live="", final="other"):
    remove_model(store, name, live=live, final=final)


def test_what_is_removed_is_gone_with_what_was_noted_of_it(store, folder):
    store.require("speech")
    assert (folder / STAMPS / "speech.json").exists()
    remove(store, "speech")
    assert not store.is_installed("speech")
    assert not (folder / STAMPS / "speech.json").exists()
    assert sorted(path.name for path in folder.iterdir() if path.is_dir()) == [STAMPS, "voices"]


@pytest.mark.parametrize(
    ("name", "live", "final", "uses"),
    [
        ("speech", "speech", "other", ("live",)),
        ("speech", "other", "speech", ("final",)),
        ("speech", "speech", "speech", ("live", "final")),
        ("speech", "other", "", ("final",)),  # the best that is installed, and the only one
        ("voices", "other", "other", ("voices",)),
    ],
)
def test_what_something_needs_stays(store, name, live, final, uses):
    with pytest.raises(ModelInUse) as refused:
        remove(store, name, live, final)
    assert refused.value.uses == uses
    assert store.is_installed(name)


def test_of_two_that_write_the_same_languages_one_may_go(world, folder):
    speech = world.manifest.model("speech")
    (folder / "speech").rename(folder / "second")
    world.fill(folder)
    both = (*world.manifest.models, replace(speech, name="second", rank=9))
    store = ModelStore(folder, Manifest(both))
    remove(store, "second", live="speech", final="")
    assert store.best_whisper() == "speech"


def test_one_that_writes_every_language_is_not_replaced_by_one_that_writes_one(world, folder):
    speech = world.manifest.model("speech")
    (folder / "speech").rename(folder / "second")
    world.fill(folder)
    english = replace(speech, name="second", languages=("en",))
    store = ModelStore(folder, Manifest((*world.manifest.models, english)))
    with pytest.raises(ModelInUse):
        remove(store, "speech", final="")
    remove(store, "second", final="")


def test_what_is_half_there_or_damaged_may_go_whatever_is_chosen(store, folder):
    (folder / "speech" / "model.bin").write_bytes(b"half")
    remove(store, "speech", live="speech", final="speech")
    assert not (folder / "speech").exists()


def test_what_is_not_there_is_told_as_that(store):
    with pytest.raises(ModelMissing):
        remove(store, "bigger")


def test_what_an_installer_carries_stays_and_is_used_again(world, folder, tmp_path):
    world.fill(tmp_path / "carried")
    store = ModelStore(folder, world.manifest, tmp_path / "carried")
    remove(store, "voices")
    assert store.require("voices") == tmp_path / "carried" / "voices"
    with pytest.raises(ModelCarried):
        remove(store, "voices")
    assert store.is_installed("voices")


def test_of_a_linked_folder_the_link_goes_and_nothing_behind_it(world, folder, tmp_path):
    (folder / "speech").rename(tmp_path / "elsewhere")
    (folder / "speech").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    store = ModelStore(folder, world.manifest)
    remove(store, "speech")
    assert not (folder / "speech").is_symlink()
    assert (tmp_path / "elsewhere" / "model.bin").exists()


def test_a_removal_that_is_killed_leaves_no_half_and_the_next_one_its_room(
    store, folder, monkeypatch
):
    def killed(_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(removal, "_delete", killed)
        with pytest.raises(KeyboardInterrupt):
            remove(store, "speech")
    assert store.glance("speech").missing
    assert list(folder.glob(".speech.*"))
    with pytest.raises(ModelMissing):
        remove(store, "speech")
    assert list(folder.glob(".speech.*")) == []


def test_a_folder_that_the_system_keeps_is_told_and_stays_whole(store, monkeypatch):
    def refused(*_):
        raise PermissionError(13, "in use")

    monkeypatch.setattr(removal, "put_in_place", refused)
    with pytest.raises(FolderNotWritable):
        remove(store, "speech")
    assert store.is_installed("speech")


def test_the_size_is_that_on_the_disk_where_it_is_installed_else_what_would_be_fetched(
    world, folder, store
):
    halved = ModelStore(folder, world.with_half())
    whole = store.size("speech")
    assert whole == halved.size("speech")
    (folder / "speech" / "model.bin").write_bytes(HALF)
    assert halved.size("speech") < whole
    remove(halved, "speech")
    assert halved.size("speech") == whole
    assert store.size("bigger") == 0  # nobody knows
