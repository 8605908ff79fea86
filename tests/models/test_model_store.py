import os

import pytest

from aurity_desktop.domain.errors import ModelDamaged, ModelMissing, ModelUnreadable, UnknownModel
from aurity_desktop.models import verification as verify_module
from aurity_desktop.models.model_store import STAMPS, ModelStore
from aurity_desktop.models.verification import FileState
from tests.models.worlds import HALF


@pytest.fixture
def store(world, models):
    world.fill(models)
    return ModelStore(models, world.manifest)


@pytest.fixture
def hashed(monkeypatch):
    """The files that were hashed, in order."""
    names = []
    real = verify_module.sha256_of

    def counting(path):
        names.append(path.name)
        return real(path)

    monkeypatch.setattr(verify_module, "sha256_of", counting)
    return names


def change_a_byte(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(1, 1))


def test_a_model_that_is_there_gives_its_folder(store, models):
    assert store.require("speech") == models / "speech"


def test_a_missing_model_says_how_to_install_it(world, tmp_path):
    store = ModelStore(tmp_path / "none", world.manifest)
    with pytest.raises(ModelMissing, match="models install speech"):
        store.require("speech")


def test_an_unknown_model_is_refused(store):
    with pytest.raises(UnknownModel):
        store.require("nothing")


@pytest.mark.parametrize(("model", "file"), [("speech", "model.bin"), ("voices", "voices.pt")])
def test_a_changed_byte_is_found_and_the_file_is_named(model, file, store, models):
    store.require(model)
    change_a_byte(models / model / file)
    with pytest.raises(ModelDamaged) as caught:
        store.require(model)
    assert caught.value.file == models / model / file


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_file_that_the_system_refuses_is_not_called_damaged(store, models):
    file = models / "speech" / "model.bin"
    file.unlink()
    file.symlink_to(file)  # refused to root, too
    with pytest.raises(ModelUnreadable, match=r"cannot be read: .*model\.bin"):
        store.require("speech")


def test_a_lost_file_is_named(store, models):
    (models / "speech" / "config.json").unlink()
    with pytest.raises(ModelDamaged, match=r"config\.json"):
        store.require("speech")


def test_a_whisper_model_is_hashed_once_for_all_processes(store, world, models, hashed):
    store.require("speech")
    assert sorted(hashed) == ["config.json", "model.bin"]
    hashed.clear()
    ModelStore(models, world.manifest).require("speech")
    assert hashed == []


def test_a_file_whose_time_has_changed_is_hashed_again(store, models, hashed):
    store.require("speech")
    hashed.clear()
    os.utime(models / "speech" / "config.json", ns=(5, 5))
    store.require("speech")
    assert hashed == ["config.json"]


def test_a_checkpoint_is_code_and_is_hashed_every_time(store, hashed):
    store.require("voices")
    store.require("voices")
    assert hashed == ["voices.pt", "voices.pt"]


@pytest.mark.parametrize("note", ["", "[]", "{", '{"a": 1}'])
def test_a_broken_note_only_means_hashing_again(note, store, models, hashed):
    store.require("speech")
    (models / STAMPS / "speech.json").write_text(note)
    hashed.clear()
    store.require("speech")
    assert sorted(hashed) == ["config.json", "model.bin"]


def test_a_note_made_for_another_hash_does_not_count(store, world, models):
    store.require("speech")
    stamp = models / STAMPS / "speech.json"
    real = world.manifest.model("speech").files[1].sha256
    stamp.write_text(stamp.read_text().replace(real, "0" * 64))
    change_a_byte(models / "speech" / "model.bin")
    with pytest.raises(ModelDamaged):
        store.require("speech")


def test_verify_hashes_in_spite_of_the_note(store, models, hashed):
    store.require("speech")
    hashed.clear()
    assert store.verify("speech").ok
    assert sorted(hashed) == ["config.json", "model.bin"]


def test_verify_tells_what_is_wrong_with_each_file(store, models):
    change_a_byte(models / "speech" / "model.bin")
    (models / "speech" / "config.json").write_bytes(b"{}")
    check = store.verify("speech")
    assert not check.ok
    assert {file.name: file.state for file in check.files} == {
        "config.json": FileState.WRONG_SIZE,
        "model.bin": FileState.WRONG_HASH,
    }


def test_an_installer_carries_models_that_need_no_installation(world, models, tmp_path):
    bundled = tmp_path / "bundled"
    world.fill(bundled)
    store = ModelStore(models, world.manifest, bundled)
    assert store.require("speech") == bundled / "speech"
    assert store.is_installed("voices")


def test_the_users_own_copy_comes_before_the_bundled_one(store, world, models, tmp_path):
    bundled = tmp_path / "bundled"
    world.fill(bundled)
    both = ModelStore(models, world.manifest, bundled)
    assert both.require("speech") == models / "speech"


def test_the_best_installed_whisper_is_the_default_until_a_better_one_is_there(store):
    assert store.best_whisper("es") == "speech"
    assert store.best_whisper() == "speech"


def test_without_any_whisper_model_the_default_one_is_asked_for(world, tmp_path):
    with pytest.raises(ModelMissing, match="models install speech"):
        ModelStore(tmp_path / "none", world.manifest).best_whisper("es")


def test_either_form_of_the_weights_is_right_and_no_other_content_is(world, models, hashed):
    world.fill(models)
    store = ModelStore(models, world.with_half())
    store.require("speech")
    weights = models / "speech" / "model.bin"
    weights.write_bytes(HALF)
    assert store.is_installed("speech")
    store.require("speech")
    del hashed[:]
    assert store.require("speech") == models / "speech"
    assert hashed == [], "the note holds for this form, too"
    change_a_byte(weights)
    with pytest.raises(ModelDamaged):
        store.require("speech")
    weights.write_bytes(HALF + b"!")
    assert not store.is_installed("speech")


@pytest.mark.models
def test_the_installed_default_models_are_intact(models_dir):
    from aurity_desktop.models.manifest import load_manifest

    store = ModelStore(models_dir, load_manifest())
    for model in store.manifest.defaults:
        assert store.require(model.name) == models_dir / model.name
    assert store.best_whisper("es") == "whisper-base"
