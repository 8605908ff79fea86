"""Bad input ends in one clear line and a non-zero exit, and leaves no session behind."""

import shutil

import pytest

pytestmark = pytest.mark.e2e


def one_line(ended):
    assert ended.code != 0
    assert ended.out == ""
    assert "Traceback" not in ended.err
    lines = [line for line in ended.err.splitlines() if line.startswith("aurity-desktop: ")]
    assert len(lines) == 1, ended.err
    return lines[0]


def test_no_such_file(aurity, tmp_path):
    assert "missing.wav" in one_line(aurity("record", "--input", tmp_path / "missing.wav"))


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("record", "--input"), "it is a folder"),
        (("import",), "folder.h5: no sound file is in this folder"),
        (("verify",), "it is a folder"),
    ],
)
def test_a_folder_or_a_file_that_is_not_there(aurity, tmp_path, command, said):
    (tmp_path / "folder.h5").mkdir()
    assert said in one_line(aurity(*command, tmp_path / "folder.h5"))
    assert "There is no file" in one_line(aurity(*command, tmp_path / "missing.h5"))


def test_a_language_that_does_not_exist(aurity, sample_wav):
    ended = aurity("record", "--input", sample_wav, "--language", "xx")
    assert "'xx' is not the code of a language" in one_line(ended)
    assert ended.code == 2


@pytest.mark.models
def test_not_audio(aurity, tmp_path):
    """What else is no sound: `test_recorder`."""
    path = tmp_path / "letter.wav"
    path.write_bytes(b"this is no sound at all" * 100)
    assert "letter.wav" in one_line(aurity("record", "--input", path))
    assert aurity("sessions", "--json").json == []


@pytest.mark.models
def test_a_file_that_ends_too_early_gives_what_there_is_and_is_no_success(
    aurity, tmp_path, sample_wav
):
    path = tmp_path / "cut.wav"
    path.write_bytes(sample_wav.read_bytes()[: 44 + 5 * 32_000])
    ended = aurity("record", "--input", path, "--json")
    assert ended.code == 1
    assert 4.9 < ended.json["duration"] < 5.1
    (line,) = [each for each in ended.err.splitlines() if each.startswith("aurity-desktop: ")]
    assert "cut.wav is damaged" in line


@pytest.mark.models
def test_no_microphone(aurity):
    line = one_line(aurity("record", "--device", "no such microphone"))
    assert "microphone" in line


def test_a_model_that_is_missing_is_named(aurity, tmp_path, sample_wav):
    ended = aurity("record", "--input", sample_wav, AURITY_MODELS_DIR=str(tmp_path / "none"))
    assert "whisper-base" in one_line(ended)
    assert "models install" in ended.err


@pytest.mark.models
@pytest.mark.parametrize("model", ["whisper-base", "segmentation-3.0"])
def test_a_model_that_is_damaged_is_named(aurity, tmp_path, models_dir, sample_wav, model):
    damaged = tmp_path / "models"
    shutil.copytree(models_dir, damaged)
    weights = max((damaged / model).iterdir(), key=lambda path: path.stat().st_size)
    weights.chmod(0o600)
    with weights.open("r+b") as file:
        file.seek(1_000_000)
        byte = file.read(1)
        file.seek(1_000_000)
        file.write(bytes([byte[0] ^ 1]))
    ended = aurity("record", "--input", sample_wav, AURITY_MODELS_DIR=str(damaged))
    assert model in one_line(ended)


@pytest.mark.parametrize("command", ["show", "verify", "export"])
def test_an_unknown_session(aurity, command, tmp_path):
    extra = ["--output", tmp_path / "out.h5"] if command == "export" else []
    assert "session_20200101_000000" in one_line(aurity(command, "session_20200101_000000", *extra))


@pytest.mark.parametrize(
    ("command", "session"),
    [
        ("show", "../../../etc/passwd"),
        ("show", "short"),
        ("show", ""),
        ("export", "session_20200101_000000/.."),
    ],
)
def test_an_id_that_cannot_be_one(aurity, command, session, tmp_path):
    extra = ["--output", tmp_path / "out.h5"] if command == "export" else []
    assert "is not a session id" in one_line(aurity(command, session, *extra))


@pytest.mark.parametrize("content", [b"", b"not HDF5", b"\x89HDF\r\n\x1a\n" + bytes(600)])
def test_a_file_that_is_not_ours(aurity, tmp_path, content):
    path = tmp_path / "foreign.h5"
    path.write_bytes(content)
    assert "foreign.h5" in one_line(aurity("verify", path))


def test_a_data_folder_that_cannot_be_made(aurity, tmp_path):
    blocker = tmp_path / "file"
    blocker.touch()
    assert str(blocker) in one_line(aurity("sessions", AURITY_DATA_DIR=str(blocker / "data")))


def test_settings_that_cannot_be_understood_are_left_as_they_are(aurity):
    aurity.data.mkdir(parents=True)
    settings = aurity.data / "settings.toml"
    settings.write_text("theme = 'mauve'\n")
    assert "theme" in one_line(aurity("sessions"))
    assert settings.read_text() == "theme = 'mauve'\n"


def test_an_argument_that_does_not_exist_is_a_usage_error(aurity):
    assert aurity("sessions", "--nonsense").code == 2
