"""Whisper's weights in the form that installers carry are those CTranslate2 computes with."""

import hashlib
import struct
import sys
from pathlib import Path

import numpy as np
import pytest

from aurity_desktop.models.manifest import load_manifest

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))
from int8_weights import NotConverted, int8_weights

_FLOAT32, _INT8, _FLOAT16 = 0, 1, 4


def _named(name):
    return struct.pack("<H", len(name) + 1) + name.encode() + b"\0"


def _written(variables, others=(), version=6):
    """A `model.bin`: variables are (name, array), others (name, name of the variable)."""
    kinds = {"float32": _FLOAT32, "int8": _INT8, "float16": _FLOAT16}
    parts = [struct.pack("<I", version), _named("WhisperSpec")]
    parts.append(struct.pack("<II", 3, len(variables)))
    for name, values in variables:
        parts += [_named(name), struct.pack(f"<B{values.ndim}I", values.ndim, *values.shape)]
        parts.append(struct.pack("<BI", kinds[values.dtype.name], values.nbytes))
        parts.append(values.tobytes())
    parts.append(struct.pack("<I", len(others)))
    parts += [_named(name) for pair in others for name in pair]
    return b"".join(parts)


_ROWS = np.array([[1.0, -2.0, 0.5], [0.0, 0.0, 0.0], [0.01, 0.02, -0.03]], np.float16)
_BIAS = np.array([0.5, 1.5], np.float16)
_FILTERS = np.ones((2, 3, 3), np.float16)
_FLAT_FILTERS = np.ones((2, 3), np.float16)


def test_each_row_of_a_matrix_is_rounded_by_its_largest_and_all_else_stays():
    before = [
        ("a/bias", _BIAS),
        ("a/weight", _ROWS),
        ("conv1/weight", _FILTERS),
        ("conv2/weight", _FLAT_FILTERS),
    ]
    whole = np.array([[64, -127, 32], [0, 0, 0], [42, 85, -127]], np.int8)
    largest = np.array([2, 127, np.float16(0.03)], np.float32)
    after = [
        ("a/bias", _BIAS),
        ("a/weight", whole),
        ("a/weight_scale", np.float32(127) / largest),
        ("conv1/weight", _FILTERS),
        ("conv2/weight", _FLAT_FILTERS),
    ]
    others = [("b/weight", "a/weight")]
    assert int8_weights(_written(before, others)) == _written(after, others)


_GOOD = _written([("a/weight", _ROWS)])


@pytest.mark.parametrize(
    "content",
    [
        _written([("a/weight", _ROWS)], version=7),
        _GOOD[:-1],
        _GOOD[:60],
        _GOOD + b"x",
        _written([("a/bias", _BIAS)]),
        b"",
    ],
    ids=["version", "cut", "cut in the weights", "longer", "nothing to round", "empty"],
)
def test_what_is_not_understood_is_refused(content):
    with pytest.raises(NotConverted):
        int8_weights(content)


@pytest.mark.models
def test_the_smaller_model_becomes_what_the_manifest_says_and_hears_the_same(models_dir, tmp_path):
    with_weights = models_dir / "whisper-tiny.en"
    (file,) = (
        file for file in load_manifest().model("whisper-tiny.en").files if file.name == "model.bin"
    )
    content = int8_weights((with_weights / file.name).read_bytes())
    assert len(content) == file.int8.size
    assert hashlib.sha256(content).hexdigest() == file.int8.sha256

    from ctranslate2 import StorageView
    from ctranslate2.models import Whisper

    for each in with_weights.iterdir():
        if each.name != file.name:
            (tmp_path / each.name).symlink_to(each)
    (tmp_path / file.name).write_bytes(content)
    sound = np.random.default_rng(1).normal(size=(1, 80, 200)).astype(np.float32)
    heard = [
        np.array(
            Whisper(str(folder), compute_type="int8", intra_threads=1).encode(
                StorageView.from_array(sound)
            )
        )
        for folder in (with_weights, tmp_path)
    ]
    np.testing.assert_array_equal(*heard)
