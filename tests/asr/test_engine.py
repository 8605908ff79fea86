import errno
import shutil
from contextlib import AbstractContextManager
from pathlib import Path

import numpy as np
import pytest

from aurity_desktop.asr.engine import Engine, with_punctuation
from aurity_desktop.asr.recognizer import TimedWord
from aurity_desktop.domain.errors import DiskFull, ModelDamaged, ModelMissing


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


class Opening(AbstractContextManager):
    """A folder that cannot be opened."""

    def __init__(self, error):
        self.error = error

    def __enter__(self):
        raise self.error

    def __exit__(self, *_):
        pass


@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), OSError),
        (MemoryError(), MemoryError),
        (ImportError("libctranslate2.so"), ImportError),
        (DiskFull(Path("models"), 0), DiskFull),
        (RuntimeError("aligned_alloc: failed to allocate memory"), MemoryError),
        (RuntimeError("File model.bin is incomplete"), ModelDamaged),
        (Exception("expected value at line 1"), ModelDamaged),
    ],
)
def test_only_what_is_wrong_with_the_model_is_called_damage(tmp_path, error, raised):
    for name in ("model.bin", "config.json", "tokenizer.json"):
        (tmp_path / name).write_bytes(b"")
    with pytest.raises(raised):
        Engine(tmp_path, threads=1, opened=lambda _: Opening(error)).load()


@pytest.mark.models
@pytest.mark.parametrize("victim", ["model.bin", "tokenizer.json"])
def test_a_damaged_model_is_refused_by_name(tmp_path, models_dir, victim):
    folder = tmp_path / "whisper-tiny.en"
    shutil.copytree(models_dir / "whisper-tiny.en", folder)
    (folder / victim).write_bytes(b"not what it was")
    with pytest.raises(ModelDamaged, match=r"whisper-tiny\.en"):
        Engine(folder, threads=1).load()


@pytest.mark.models
def test_who_only_tells_languages_reads_no_tokenizer(tmp_path, models_dir):
    """It is as long to read as the model, and damaged here."""
    for file in (models_dir / "whisper-base").iterdir():
        (tmp_path / file.name).symlink_to(file.resolve())
    (tmp_path / "tokenizer.json").unlink()
    (tmp_path / "tokenizer.json").write_text("{")
    engine = Engine(tmp_path, threads=1, only_tells_languages=True)
    sound = np.zeros(16_000, dtype=np.float32)
    assert "es" in engine.languages(engine.encode(engine.features(sound, 3.0)))
    with pytest.raises(ModelDamaged):
        Engine(tmp_path, threads=1).load()
