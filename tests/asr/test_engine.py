import shutil

import pytest

from aurity_desktop.asr.engine import Engine, with_punctuation
from aurity_desktop.asr.recognizer import TimedWord
from aurity_desktop.domain.errors import ModelDamaged, ModelMissing


def pieces(*texts):
    return [
        TimedWord(text, float(number), number + 0.5, 0.5 + number / 10, (number,))
        for number, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ((" hola", ",", " doctora", "."), ["hola,", "doctora."]),
        ((" ¿", "Qué", " toma", "?"), ["¿Qué", "toma?"]),
        ((" para", "-setamol"), ["para-setamol"]),
        ((" it", "'s", " fine"), ["it's", "fine"]),
        ((" (", "ríe", ")"), ["(ríe)"]),
        ((" ", " bien"), ["bien"]),
        ((), []),
    ],
)
def test_marks_and_word_pieces_join_the_word_they_belong_to(raw, words):
    assert [word.text for word in with_punctuation(pieces(*raw))] == words


def test_a_mark_lends_a_word_neither_its_time_nor_its_probability():
    (word,) = with_punctuation(pieces(" bien", "."))
    assert (word.start, word.end, word.probability) == (0.0, 0.5, 0.5)
    assert word.tokens == (0, 1)


def test_a_word_of_two_pieces_lasts_as_long_as_both():
    (word,) = with_punctuation(pieces(" para", "-setamol"))
    assert (word.start, word.end) == (0.0, 1.5)


def test_a_model_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ModelMissing, match="whisper-base"):
        Engine(tmp_path / "whisper-base", threads=1).load()


def test_a_model_that_lacks_a_file_is_missing(tmp_path):
    folder = tmp_path / "whisper-base"
    folder.mkdir()
    (folder / "model.bin").write_bytes(b"")
    with pytest.raises(ModelMissing):
        Engine(folder, threads=1).load()


@pytest.mark.models
@pytest.mark.parametrize("victim", ["model.bin", "tokenizer.json"])
def test_a_damaged_model_is_refused_by_name(tmp_path, models_dir, victim):
    folder = tmp_path / "whisper-tiny.en"
    shutil.copytree(models_dir / "whisper-tiny.en", folder)
    (folder / victim).write_bytes(b"not what it was")
    with pytest.raises(ModelDamaged, match=r"whisper-tiny\.en"):
        Engine(folder, threads=1).load()
