"""A model that is loaded in steps is the one that its makers' own loader gives."""

import json

import pytest

from aurity_desktop.asr.changed_model import ModelFiles
from aurity_desktop.asr.model_loading import load_whisper, read_tokenizer

pytestmark = pytest.mark.models


@pytest.mark.parametrize("name", ["whisper-base", "whisper-tiny.en"])
def test_a_tokenizer_read_in_steps_is_the_same_tokenizer(models_dir, name):
    from tokenizers import Tokenizer

    path = models_dir / name / "tokenizer.json"
    ours, theirs = read_tokenizer(path), Tokenizer.from_file(str(path))
    assert json.loads(ours.to_str()) == json.loads(theirs.to_str())
    text = "<|startoftranscript|><|es|><|transcribe|><|0.00|> Tómese 500 mg de paracetamol.<|5.00|>"
    assert ours.encode(text).ids == theirs.encode(text).ids


def test_a_damaged_tokenizer_is_told(tmp_path):
    path = tmp_path / "tokenizer.json"
    path.write_text("{")
    with pytest.raises(json.JSONDecodeError):
        read_tokenizer(path)


def test_features_are_as_the_model_says_beside_itself(tmp_path, models_dir):
    for file in (models_dir / "whisper-base").iterdir():
        (tmp_path / file.name).symlink_to(file.resolve())
    assert load_whisper(ModelFiles(tmp_path), 1).feature_extractor.n_fft == 400
    (tmp_path / "preprocessor_config.json").write_text('{"feature_size": 128, "of_no_use": 1}')
    assert load_whisper(ModelFiles(tmp_path), 1).feature_extractor.mel_filters.shape[0] == 128
