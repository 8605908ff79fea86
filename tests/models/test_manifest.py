import pytest

from aurity_desktop.domain.errors import BadManifest, UnknownModel
from aurity_desktop.models.manifest import ModelRole, checked_file_name, load_manifest

_MODEL = """
schema = 1
[[model]]
name = "m"
role = "whisper"
summary = ""
languages = ["es"]
licence = "MIT"
attribution = ""
rank = 1
[[model.file]]
name = "{name}"
size = {size}
sha256 = "{sha256}"
"""


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "models.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_the_manifest_that_ships_names_the_four_default_models():
    manifest = load_manifest()
    assert [model.name for model in manifest.defaults] == [
        "whisper-base",
        "whisper-tiny.en",
        "segmentation-3.0",
        "campplus",
    ]


def test_every_default_model_is_pinned_and_the_package_index_carries_it():
    for model in load_manifest().defaults:
        assert model.pinned
        assert all(file.parts for file in model.files), model.name


def test_installers_carry_every_default_whisper_model_in_about_half_the_size():
    for model in load_manifest().defaults:
        for file in model.files:
            if model.role is ModelRole.WHISPER and file.name == "model.bin":
                assert file.int8 is not None
                assert file.int8.size < 0.53 * file.size
            else:
                assert file.int8 is None


def test_two_forms_of_one_size_are_refused(written):
    text = _MODEL.format(name="model.bin", size=5, sha256="a" * 64)
    form = f'[model.file.int8]\nsize = 5\nsha256 = "{"b" * 64}"\n'
    with pytest.raises(BadManifest, match="twice"):
        load_manifest(written(text + form))


def test_a_model_without_pinned_files_says_where_on_the_hub_it_is():
    for model in load_manifest().models:
        assert model.pinned or (model.hub is not None and model.hub.files), model.name


def test_every_model_states_its_licence_and_whose_it_is():
    for model in load_manifest().models:
        assert model.licence, model.name
        assert model.attribution, model.name


def test_models_of_a_role_come_best_first():
    ranks = [model.rank for model in load_manifest().of_role(ModelRole.WHISPER)]
    assert ranks == sorted(ranks, reverse=True)


def test_an_english_model_does_not_speak_spanish_nor_a_language_that_is_not_known_yet():
    tiny = load_manifest().model("whisper-tiny.en")
    assert tiny.speaks("en")
    assert not tiny.speaks("es")
    assert not tiny.speaks("")


def test_an_unknown_model_is_refused_with_the_known_ones():
    with pytest.raises(UnknownModel, match="whisper-base"):
        load_manifest().model("whisper-gigantic")


@pytest.mark.parametrize(
    "name",
    ["../outside", "/etc/passwd", "a/../../b", "C:evil", "a\\b", "", ".hidden", "a//b", ".."],
)
def test_a_file_name_that_could_leave_its_folder_is_refused(name, written):
    with pytest.raises(ValueError, match="not a plain file name"):
        checked_file_name(name)
    path = written(_MODEL.format(name=name.replace("\\", "\\\\"), size=1, sha256="0" * 64))
    with pytest.raises(BadManifest, match="not a plain file name"):
        load_manifest(path)


@pytest.mark.parametrize(
    ("size", "sha256"), [(-1, "0" * 64), (1, "0" * 63), (1, "G" * 64), (1, "A" * 64)]
)
def test_a_malformed_size_or_hash_is_refused(size, sha256, written):
    with pytest.raises(BadManifest):
        load_manifest(written(_MODEL.format(name="model.bin", size=size, sha256=sha256)))


@pytest.mark.parametrize("revision", ["main", "v1.0", "0c" * 19, "0C" * 20])
def test_a_revision_of_the_hub_that_may_mean_something_else_tomorrow_is_refused(revision, written):
    model = _MODEL.partition("[[model.file]]")[0]
    hub = f'[model.hub]\nrepository = "a/b"\nrevision = "{revision}"\nfiles = ["model.bin"]\n'
    with pytest.raises(BadManifest, match="not a commit"):
        load_manifest(written(model + hub))


@pytest.mark.parametrize("text", ["", "schema = 2", "schema = 1\nmodel = 3", "not toml at all"])
def test_what_is_not_a_manifest_is_refused_by_its_path(text, written):
    path = written(text)
    with pytest.raises(BadManifest, match=str(path)):
        load_manifest(path)


def test_a_missing_manifest_is_refused_by_its_path(tmp_path):
    with pytest.raises(BadManifest, match=r"nowhere\.toml"):
        load_manifest(tmp_path / "nowhere.toml")
