"""`models measure`, and its result wherever the command line names a model."""

import json
from dataclasses import replace
from hashlib import sha256

import pytest

from aurity_desktop.application.measuring.speeds_file import read_speeds, write_speeds
from aurity_desktop.cli.main import run
from aurity_desktop.domain.model_speeds import Measurement
from aurity_desktop.entrypoints.command_line import build
from aurity_desktop.models.manifest import Manifest, Model, ModelFile, ModelRole
from aurity_desktop.models.model_store import ModelStore
from aurity_desktop.runtime.computer import this_computer
from aurity_desktop.runtime.paths import Paths
from tests.fakes.clock import Clock
from tests.fakes.speeds import MEASURED, SlowEngines, speeds_of, whisper_speed

_WEIGHTS = b"weights"
_HERE = Measurement(MEASURED.at, this_computer(), "0.1.0")


def model(name, role, rank=1, languages=("*",)):
    file = ModelFile("model.bin", len(_WEIGHTS), sha256(_WEIGHTS).hexdigest())
    return Model(name, role, "", languages, "MIT", "", rank, True, (file,), None)


MANIFEST = Manifest(
    (
        model("base", ModelRole.WHISPER, rank=2),
        model("english", ModelRole.WHISPER, rank=4, languages=("en",)),
        model("small", ModelRole.WHISPER, rank=3),
        model("segmentation", ModelRole.SEGMENTATION),
        model("voices", ModelRole.EMBEDDING),
        model("pipeline", ModelRole.DIARIZATION),
    )
)


@pytest.fixture
def engines():
    return SlowEngines(Clock())


@pytest.fixture
def program(tmp_path, engines):
    """All models but `small` are installed."""
    paths = Paths(data=tmp_path / "data", models=tmp_path / "models")
    for each in MANIFEST.models:
        if each.name != "small":
            (paths.models / each.name).mkdir(parents=True)
            (paths.models / each.name / "model.bin").write_bytes(_WEIGHTS)
    return replace(
        build(paths),
        models=ModelStore(paths.models, MANIFEST),
        speech_engines=lambda: engines,
    )


@pytest.fixture
def aurity(program, capsys):
    def call(*arguments, program=program):
        code = run([str(argument) for argument in arguments], program)
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def test_every_installed_model_is_measured_and_one_is_recommended(aurity):
    code, out, _ = aurity("models", "measure", "--json")
    found = json.loads(out)
    assert code == 0
    assert [each["name"] for each in found["models"]] == ["english", "base"]
    assert found["diarization"]["real_time_factor"] >= 0
    assert found["processor"] == this_computer().processor
    # Nothing is pinned: the model has to know every language.
    assert found["recommended"]["live_model"] == found["recommended"]["whole_model"] == "base"


def test_where_one_language_is_spoken_its_best_model_is_recommended(aurity, program):
    english = replace(program, settings=replace(program.settings, speech_language="en"))
    found = json.loads(aurity("models", "measure", "--json", program=english)[1])
    assert found["recommended"]["live_model"] == "english"


def test_progress_goes_to_standard_error_and_the_table_to_standard_output(aurity):
    _, out, err = aurity("models", "measure")
    assert "base: live text …\n" in err
    assert "diarization: who spoke when …\n" in err
    assert "Recommended for live text: base." in out


def test_the_result_is_kept(aurity, program):
    aurity("models", "measure", "english")
    kept = read_speeds(program.paths.model_speeds)
    assert [each.model for each in kept.whisper] == ["english"]
    assert kept.whisper[0].measurement.computer == this_computer()


def test_a_named_model_is_measured_alone_once_the_diarization_is_known(aurity, engines):
    aurity("models", "measure", "base")
    assert ("diarizer",) in engines.loaded
    engines.loaded.clear()
    aurity("models", "measure", "english")
    assert engines.loaded == [("live", "english"), ("whole", "english")]


def test_a_network_of_the_diarization_stands_for_the_diarization(aurity, engines):
    aurity("models", "measure", "voices")
    assert engines.loaded == [("diarizer",)]


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [("small", 1, "not installed"), ("pipeline", 2, "does not use"), ("x", 2, "no model")],
)
def test_what_cannot_be_measured_is_refused_in_one_line(name, code, words, aurity, engines):
    result, out, err = aurity("models", "measure", name)
    assert (result, out) == (code, "")
    assert words in err
    assert engines.loaded == []


def test_nothing_is_measured_while_something_is_being_recorded(aurity, program, engines):
    session = "session_20260102_030405"
    (program.paths.sessions / session).mkdir()
    recording = replace(program, is_being_recorded=lambda session_id: session_id == session)
    code, out, err = aurity("models", "measure", program=recording)
    assert (code, out) == (1, "")
    assert err == (
        "aurity-desktop: Something is being recorded and needs the processors. "
        "Measure when it has ended.\n"
    )
    assert engines.loaded == []


def test_a_folder_that_is_no_session_hinders_no_measurement(aurity, program):
    (program.paths.sessions / "notes of my own").mkdir()
    assert aurity("models", "measure", "voices")[0] == 0


def test_the_list_shows_what_was_measured_on_this_computer(aurity, program):
    slow = whisper_speed("base", longest_ms=9000, final=0.5, at=_HERE)
    write_speeds(program.paths.model_speeds, speeds_of(slow, at=_HERE))
    out = aurity("models", "list")[1]
    assert "not live, 2.0 × real time" in out
    assert "not measured" in out
    models = {
        each["name"]: each for each in json.loads(aurity("models", "list", "--json")[1])["models"]
    }
    assert models["base"]["measured"]["live_fits"] is False
    assert models["base"]["measured"]["whole_real_time_factor"] == 0.5
    assert models["english"]["measured"] is None


def test_a_measurement_of_another_computer_is_none(aurity, program):
    write_speeds(program.paths.model_speeds, speeds_of(whisper_speed("base")))
    views = json.loads(aurity("models", "list", "--json")[1])["models"]
    assert [each["measured"] for each in views] == [None] * len(views)


def test_whoever_chooses_a_model_is_told_how_fast_it_is_here(aurity, program):
    assert (
        "Not measured here yet: `aurity-desktop models measure base`."
        in aurity("models", "use", "base")[1]
    )
    fast = whisper_speed("base", 160, 250, busy=0.3, final=0.1, at=_HERE)
    write_speeds(program.paths.model_speeds, speeds_of(fast, at=_HERE))
    assert (
        "live text fits: text after 0.16 s, 0.25 s at most, busy 30 % of the time; "
        "second pass 10.0 × real time, done while recording (measured 2026-11-29)."
    ) in aurity("models", "use", "base")[1]


def test_a_second_pass_that_cannot_keep_up_says_how_long_an_hour_may_take(aurity, program):
    slow = whisper_speed("base", busy=0.5, final=0.48, at=_HERE)
    write_speeds(program.paths.model_speeds, speeds_of(slow, diarization=0.02, at=_HERE))
    assert "up to 30 min for an hour" in aurity("models", "use", "base")[1]
