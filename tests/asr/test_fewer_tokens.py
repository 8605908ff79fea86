"""A model narrowed to the tokens of two languages writes those as the whole one does."""

import json
import struct

import numpy as np
import pytest
import soundfile

from aurity_desktop.asr.changed_model import changed_model
from aurity_desktop.asr.conditioned_whisper import ConditionedWhisper, renamed_and_narrowed
from aurity_desktop.asr.engine import Engine
from aurity_desktop.asr.fewer_tokens import narrowing, written_tokens
from aurity_desktop.asr.model_loading import read_tokenizer
from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.errors import ModelDamaged
from aurity_desktop.entrypoints import command_line
from aurity_desktop.runtime.lexicon import lexicon

FOREIGN = ("åľº", "ĠÐ¿ÑĢÐ¸")
SPECIAL = ("<|endoftext|>", "<|startoftranscript|>", "<|es|>")


def text(value):
    return struct.pack("<H", len(value)) + value


def variable(name, values):
    data = values.tobytes()
    shape = struct.pack(f"<B{values.ndim}I", values.ndim, *values.shape)
    return text(name) + shape + struct.pack("<BI", 4, len(data)) + data


def model_file(*variables, version=6):
    head = struct.pack("<I", version) + text(b"WhisperSpec\0") + struct.pack("<I", 3)
    aliases = struct.pack("<I", 1) + text(b"decoder/projection/weight\0")
    aliases += text(b"decoder/embeddings/weight\0")
    return head + struct.pack("<I", len(variables)) + b"".join(variables) + aliases


@pytest.fixture
def names():
    mine = sorted(written_tokens())
    return [FOREIGN[0], *mine, FOREIGN[1], *SPECIAL]


@pytest.fixture
def installed(tmp_path, names):
    """A model of the right form, whose row for a token holds the token's id."""
    folder = tmp_path / "whisper-small"
    folder.mkdir()
    rows = np.repeat(np.arange(len(names), dtype=np.float32)[:, None], 2, axis=1)
    other = np.arange(6, dtype=np.float32).reshape(2, 3)
    model = model_file(
        variable(b"encoder/conv1/weight\0", other),
        variable(b"decoder/embeddings/weight\0", rows),
        variable(b"decoder/embeddings/weight_scale\0", rows[:, 0]),
    )
    (folder / "model.bin").write_bytes(model)
    (folder / "vocabulary.json").write_text(json.dumps(names))
    config = {"suppress_ids": [0, 1, len(names) - 4], "lang_ids": [len(names) - 1], "heads": [[1]]}
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "LICENSE").write_text("free")
    return folder


def narrowed(folder):
    return changed_model(folder, narrowing(folder))


def read(files, name):
    return json.loads(files.read(name))


def test_the_tokens_of_other_languages_are_left_out_and_all_others_move_up(installed, names):
    kept = [place for place, name in enumerate(names) if name not in FOREIGN]
    with narrowed(installed) as files:
        assert read(files, "vocabulary.json") == [names[place] for place in kept]
        model = files.read("model.bin")
        assert files.read("LICENSE") == b"free"
    rows = np.repeat(np.asarray(kept, np.float32)[:, None], 2, axis=1)
    assert model == model_file(
        variable(b"encoder/conv1/weight\0", np.arange(6, dtype=np.float32).reshape(2, 3)),
        variable(b"decoder/embeddings/weight\0", rows),
        variable(b"decoder/embeddings/weight_scale\0", rows[:, 0]),
    )


def test_what_names_tokens_by_their_ids_names_them_by_the_new_ones(installed, names):
    with narrowed(installed) as files:
        config, found = read(files, "config.json"), read(files, "vocabulary.json")
    assert config["suppress_ids"] == [0]
    assert config["lang_ids"] == [found.index("<|es|>")]
    assert config["heads"] == [[1]]
    assert [names[id_] for id_ in config["kept_tokens"]] == found


def test_of_the_encoder_only_the_first_layer_is_kept(installed, names):
    layers = [
        variable(f"encoder/{name}/gamma\0".encode(), np.ones(number, np.float32))
        for number, name in enumerate(["layer_0", "layer_1", "layer_10", "layer_norm"], start=1)
    ]
    others = [
        variable(b"decoder/layer_1/gamma\0", np.ones(7, np.float32)),
        variable(b"decoder/embeddings/weight\0", np.zeros((len(names), 1), np.float32)),
    ]
    (installed / "model.bin").write_bytes(model_file(*layers, *others))
    with narrowed(installed) as files:
        model = files.read("model.bin")
        kept = len(read(files, "vocabulary.json"))
    rows = variable(b"decoder/embeddings/weight\0", np.zeros((kept, 1), np.float32))
    assert model == model_file(layers[0], layers[3], others[0], rows)


@pytest.mark.parametrize("why", ["other tokens", "another format"])
def test_a_model_of_another_kind_stays_as_it_is(installed, names, why):
    if why == "other tokens":
        (installed / "vocabulary.json").write_text(json.dumps(names[2:]))
    else:
        (installed / "model.bin").write_bytes(model_file(version=5))
    assert narrowing(installed) == {}


def test_a_vocabulary_of_lines_is_narrowed_as_well(installed, names):
    """As many a model has it that is fetched by name."""
    with narrowed(installed) as files:
        expected, model = read(files, "vocabulary.json"), files.read("model.bin")
    (installed / "vocabulary.json").unlink()
    (installed / "vocabulary.txt").write_text("".join(f"{name}\n" for name in names))
    with narrowed(installed) as files:
        assert files.read("vocabulary.txt").decode().splitlines() == expected
        assert files.read("model.bin") == model


@pytest.mark.parametrize("length", [2, 40, 1_000, 200_000])
def test_a_model_file_that_is_cut_off_is_damaged(installed, length):
    (installed / "tokenizer.json").write_text("{}")
    (installed / "model.bin").write_bytes((installed / "model.bin").read_bytes()[:length])
    with pytest.raises(ModelDamaged):
        Engine(installed, threads=1, opened=renamed_and_narrowed).load()


@pytest.fixture(scope="module")
def tokenizers(models_dir):
    whole = models_dir / "whisper-base"
    path = whole / "tokenizer.json"
    with narrowed(whole) as files:
        kept = read(files, "config.json")["kept_tokens"]
    return read_tokenizer(path), read_tokenizer(path, kept)


@pytest.mark.models
def test_every_word_of_the_lexicon_is_cut_as_by_the_whole_model(tokenizers):
    whole, fewer = tokenizers
    words = [f" {entry.term}" for entry in lexicon()]
    expected = [one.tokens for one in whole.encode_batch(words, add_special_tokens=False)]
    assert [one.tokens for one in fewer.encode_batch(words, add_special_tokens=False)] == expected


@pytest.mark.models
@pytest.mark.parametrize(
    "written", ["¿Qué tal, señora? 38.5 °C, 120/80.", "Łódź, 東京, naïve — ok"]
)
def test_whatever_is_written_can_be_written_with_fewer_tokens(tokenizers, written):
    _, fewer = tokenizers
    assert fewer.decode(fewer.encode(written, add_special_tokens=False).ids) == written


@pytest.mark.models
def test_languages_are_told_and_a_pinned_one_keeps_all_tokens(models_dir):
    model = models_dir / "whisper-base"
    assert Engine(model, threads=1, opened=narrowed).is_multilingual
    fewer, whole = ConditionedWhisper(model), ConditionedWhisper(model, any_language=True)
    assert len(fewer.tokens_of(" 東京")) > len(whole.tokens_of(" 東京"))


@pytest.mark.models
def test_a_text_is_forced_alike_with_fewer_tokens_and_with_all(models_dir, sample_wav):
    samples, _ = soundfile.read(sample_wav, dtype="float32")
    found = []
    for any_language in (False, True):
        model = ConditionedWhisper(models_dir / "whisper-base", any_language=any_language)
        encoding = model.encode(model.features(samples[: 6 * SAMPLE_RATE], 8.0))
        texts = [model.tokens_of(text) for text in (" And I'm Sheila in Texas", " paracetamol")]
        found.append(model.forced(encoding, texts, language="en", start=0.0, end=6.0))
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("language", "any_language"), [("", False), ("es", False), ("en", False), ("fr", True)]
)
def test_only_another_language_than_those_spoken_here_needs_all_tokens(
    monkeypatch, language, any_language
):
    asked = []
    monkeypatch.setattr(command_line, "WhisperLive", lambda *_, **__: None)
    command_line._live_transcriber(asked.append)(language, ())
    assert asked == [any_language]
