import json
from dataclasses import replace

import pytest

from aurity_desktop.cli import model_steps
from aurity_desktop.cli.main import run
from aurity_desktop.domain.error_lines import ERROR_LINES, error_of_line
from aurity_desktop.domain.errors import FolderMissing
from aurity_desktop.domain.model_install import (
    InstallStep,
    ModelInstalled,
    ModelRemoved,
    ModelVerified,
    parse_install_report,
)
from aurity_desktop.entrypoints.command_line import build
from aurity_desktop.models.manifest import load_manifest
from aurity_desktop.models.model_store import ModelStore
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.runtime.settings import change_settings, load_settings
from tests.models.worlds import FILES, HALF, make_world


@pytest.fixture
def world(tmp_path):
    (tmp_path / "world").mkdir()
    return make_world(tmp_path / "world")


@pytest.fixture
def stick(world, tmp_path):
    """A folder that holds every model, as a USB stick would."""
    world.fill(tmp_path / "stick")
    return tmp_path / "stick"


@pytest.fixture
def program(world, tmp_path):
    paths = Paths(data=tmp_path / "data", models=tmp_path / "models")
    return replace(build(paths), models=ModelStore(paths.models, world.manifest))


@pytest.fixture
def aurity(program, capsys):
    """Runs `aurity-desktop …` and gives exit code, standard output and standard error."""

    def call(*arguments):
        code = run([str(argument) for argument in arguments], program)
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def test_list_says_what_is_there_and_under_which_licence(aurity, stick):
    aurity("models", "install", "speech", "--from", stick)
    code, out, _ = aurity("models", "list", "--json")
    models = {model["name"]: model for model in json.loads(out)["models"]}
    assert code == 0
    assert models["speech"]["state"] == "installed"
    assert models["voices"]["state"] == "not installed"
    assert models["bigger"]["bytes"] is None
    assert models["speech"]["licence"] == "MIT"


def test_list_for_people_is_a_table_with_the_folder(aurity, program):
    code, out, err = aurity("models", "list")
    assert code == 0
    assert "speech" in out
    assert str(program.paths.models) in out
    assert err == ""


def test_the_size_in_the_list_is_what_lies_on_the_disk(aurity, program, world, stick, capsys):
    aurity("models", "install", "speech", "--from", stick)
    (program.paths.models / "speech" / "model.bin").write_bytes(HALF)
    halved = replace(program, models=ModelStore(program.paths.models, world.with_half()))
    assert run(["models", "list", "--json"], halved) == 0
    sizes = {each["name"]: each["bytes"] for each in json.loads(capsys.readouterr().out)["models"]}
    assert sizes["speech"] == len(HALF) + len(FILES["speech", "config.json"])
    assert sizes["voices"] == len(FILES["voices", "voices.pt"])  # to be fetched


def test_of_a_model_that_only_the_hub_has_the_size_is_told_roughly(program, capsys):
    manifest = load_manifest()
    program = replace(program, models=ModelStore(program.paths.models, manifest))
    assert min(program.models.size(each.name) for each in manifest.models) > 1_000_000
    assert run(["models", "list"], program) == 0
    assert "about 490 MB" in capsys.readouterr().out


def test_a_model_is_removed_and_one_that_is_needed_stays(aurity, program, stick, capsys):
    aurity("models", "install", "--from", stick)
    code, out, err = aurity("models", "remove", "voices")
    assert (code, out) == (1, "")
    assert err == "aurity-desktop: The model voices tells the voices apart, so it is not removed.\n"
    code, _, err = aurity("models", "remove", "speech")
    assert code == 1
    assert "writes the final transcript" in err
    assert "models use" in err
    chosen = replace(program, settings=replace(program.settings, whole_model="bigger"))
    assert run(["models", "remove", "speech", "--json"], chosen) == 0
    view = json.loads(capsys.readouterr().out)
    assert view == {"removed": "speech", "state": "not installed"}
    assert not (program.paths.models / "speech").exists()
    assert aurity("models", "remove", "speech")[0] == 1


def test_install_takes_the_default_models_from_a_folder(aurity, program, stick):
    code, out, err = aurity("models", "install", "--from", stick, "--json")
    assert code == 0
    assert {model["name"] for model in json.loads(out)["models"]} == {"speech", "voices"}
    assert "speech/model.bin" in err
    for (model, name), content in FILES.items():
        assert (program.paths.models / model / name).read_bytes() == content


def test_the_environment_may_name_the_folder(aurity, program, stick, monkeypatch):
    monkeypatch.setenv("AURITY_MODELS_SOURCE", str(stick))
    assert aurity("models", "install", "voices")[0] == 0
    assert (program.paths.models / "voices" / "voices.pt").exists()


def test_installing_what_is_there_says_so(aurity, stick):
    aurity("models", "install", "voices", "--from", stick)
    code, out, _ = aurity("models", "install", "voices", "--from", stick)
    assert (code, out) == (0, "voices: already there and intact.\n")


def test_a_folder_that_is_not_there_is_one_clear_line(aurity, tmp_path):
    code, out, err = aurity("models", "install", "--from", tmp_path / "nowhere")
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert "nowhere" in err


def test_a_damaged_file_is_refused_in_one_clear_line_that_names_it(aurity, program, stick):
    (stick / "voices" / "voices.pt").write_bytes(b"other" * 7000)
    code, out, err = aurity("models", "install", "voices", "--from", stick)
    assert (code, out) == (1, "")
    assert "voices.pt" in err.splitlines()[-1]
    assert "refused" in err.splitlines()[-1]
    assert not (program.paths.models / "voices" / "voices.pt").exists()


def test_verify_passes_on_intact_models(aurity, stick):
    aurity("models", "install", "--from", stick)
    code, out, _ = aurity("models", "verify", "--json")
    assert code == 0
    assert json.loads(out)["ok"] is True


def test_verify_names_the_damaged_file_and_what_to_do(aurity, program, stick):
    aurity("models", "install", "--from", stick)
    damaged = program.paths.models / "speech" / "model.bin"
    content = bytearray(damaged.read_bytes())
    content[1000] ^= 1
    damaged.write_bytes(content)
    code, out, _ = aurity("models", "verify", "speech")
    assert code == 1
    assert f"{damaged} has the wrong SHA-256" in out
    assert "models install speech" in out


def test_verify_of_a_model_that_is_not_there_fails(aurity):
    code, out, _ = aurity("models", "verify", "voices")
    assert code == 1
    assert "not installed" in out


def test_use_writes_the_setting(aurity, program, stick):
    aurity("models", "install", "speech", "--from", stick)
    code, out, _ = aurity("models", "use", "speech", "--json")
    assert code == 0
    assert json.loads(out) == {"live_model": "speech", "whole_model": "speech"}
    assert load_settings(program.paths.settings).whole_model == "speech"


def test_use_leaves_what_another_process_has_set_since(aurity, program, stick):
    aurity("models", "install", "speech", "--from", stick)
    change_settings(program.paths.settings, retention_days=365)  # after `program` was read
    assert aurity("models", "use", "speech")[0] == 0
    assert load_settings(program.paths.settings).retention_days == 365


def test_use_may_mean_the_second_pass_alone(aurity, program, stick):
    aurity("models", "install", "speech", "--from", stick)
    aurity("models", "use", "speech", "--for", "whole")
    settings = load_settings(program.paths.settings)
    assert (settings.live_model, settings.whole_model) == ("whisper-base", "speech")


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [("speech", 1, "not installed"), ("voices", 2, "does not write text"), ("x", 2, "no model")],
)
def test_use_refuses_what_cannot_write_text(name, code, words, aurity, program):
    result, out, err = aurity("models", "use", name)
    assert (result, out) == (code, "")
    assert words in err
    assert not program.paths.settings.exists()


def test_an_unknown_model_is_refused_with_the_known_ones(aurity):
    code, _, err = aurity("models", "install", "whisper-gigantic")
    assert code == 2
    assert "speech" in err


@pytest.fixture
def steps(aurity, monkeypatch):
    """Runs a command with `--steps`, as the window does, and gives what it reported."""
    monkeypatch.setattr(model_steps, "end_with_parent", lambda: None)

    def call(*arguments):
        code, out, _ = aurity("models", *arguments, "--steps")
        assert code == 0
        return [parse_install_report(line) for line in out.splitlines()]

    return call


def test_the_window_sees_every_byte_arrive(steps, program, stick):
    reports = steps("install", "--from", stick)
    assert [each.model for each in reports if isinstance(each, ModelInstalled)] == [
        "speech",
        "voices",
    ]
    last = {each.what: each for each in reports if isinstance(each, InstallStep)}
    for (model, name), content in FILES.items():
        found = last[f"{model}/{name}"]
        assert (found.arrived, found.size, found.fraction) == (len(content), len(content), 1.0)


def test_the_window_learns_that_a_model_is_gone(steps, program, stick):
    steps("install", "--from", stick)
    (program.paths.models / "voices" / "voices.pt").write_bytes(b"x")
    assert steps("remove", "voices") == [ModelRemoved("voices")]


def test_the_window_learns_which_model_is_damaged(steps, program, stick):
    steps("install", "--from", stick)
    (program.paths.models / "voices" / "voices.pt").write_bytes(b"x")
    found = {each.model: each.ok for each in steps("verify") if isinstance(each, ModelVerified)}
    assert found == {"speech": True, "voices": False}


def test_a_folder_that_is_not_there_is_told_to_a_parent_as_what_it_is(
    aurity, tmp_path, monkeypatch
):
    monkeypatch.setenv(ERROR_LINES, "1")
    code, _, err = aurity("models", "install", "--from", tmp_path / "stick")
    error = error_of_line(err.splitlines()[-1])
    assert (code, type(error), error.path) == (2, FolderMissing, tmp_path / "stick")
    monkeypatch.delenv(ERROR_LINES)
    assert "aurity-error" not in aurity("models", "install", "--from", tmp_path / "stick")[2]
