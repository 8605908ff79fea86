"""Loading a Whisper model beside an event loop: no step keeps the GIL for long.

faster-whisper's `WhisperModel` reads its tokenizer in one call of `tokenizers`, which keeps the GIL
for a tenth of a second, long enough to be noticed as a stall of the window. The same tokenizer is
put together here from its parts, with the garbage collector switched off, since it would traverse
the hundred thousand objects of one. CTranslate2 releases the GIL while it loads.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from inspect import signature
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.asr.changed_model import ModelFiles
from aurity_desktop.asr.fewer_tokens import KEPT
from aurity_desktop.asr.without_torch import without_torch
from aurity_desktop.runtime.collection import without_collection
from aurity_desktop.runtime.offline import go_offline

#: Tokens of their own that are made known in one step; each step builds the tables of all of them
#: anew.
_AT_ONCE = 600


@dataclass(frozen=True, slots=True)
class LoadedWhisper:
    """The parts of faster-whisper's `WhisperModel` that are used here, under its names.

    `model` is CTranslate2's, the others are what stands around it; the tokenizer is None where the
    engine does without.
    """

    model: Any
    hf_tokenizer: Any
    feature_extractor: Any
    is_multilingual: bool

    def encode(self, features: NDArray[np.float32]) -> Any:
        """`features`: log-mel, shape (mels, frames). Raises RuntimeError."""
        with without_torch():
            from ctranslate2 import StorageView
        return self.model.encode(StorageView.from_array(np.ascontiguousarray(features[np.newaxis])))


def load_whisper(
    files: ModelFiles, threads: int, with_tokenizer: bool = True, at_once: int = 1
) -> LoadedWhisper:
    """From local files, int8 on the CPU. Raises what the libraries raise, of a damaged file.

    `at_once`: calls that run beside each other, on the same weights, each on so many `threads`.
    """
    go_offline()
    with without_torch():
        from ctranslate2.models import Whisper
        from faster_whisper.feature_extractor import FeatureExtractor
    model = Whisper(
        str(files.folder),
        device="cpu",
        compute_type="int8",
        intra_threads=threads,
        inter_threads=at_once,
        files=dict(files.in_memory) or None,
    )
    kept = json.loads(files.read("config.json")).get(KEPT, ())
    return LoadedWhisper(
        model,
        read_tokenizer(files.folder / "tokenizer.json", kept) if with_tokenizer else None,
        FeatureExtractor(**_feature_settings(files.folder, FeatureExtractor)),
        # CTranslate2 goes by the number of tokens; those of English alone are never narrowed.
        bool(kept) or model.is_multilingual,
    )


def read_tokenizer(path: Path, kept: Sequence[int] = ()) -> Any:
    """What `tokenizers.Tokenizer.from_file` gives, in steps.

    Of the tokens with the ids `kept` alone, where there are such (`fewer_tokens.py`): their places
    are their ids then, and a word that is made of them is cut as ever. Raises OSError, and an
    Exception of a damaged file.
    """
    with without_collection():
        return _put_together(path, kept)


def _put_together(path: Path, kept: Sequence[int]) -> Any:
    from tokenizers import AddedToken, Tokenizer
    from tokenizers.models import BPE

    plan = json.loads(path.read_text(encoding="utf-8"))
    model, own_tokens = plan["model"], plan["added_tokens"]
    if model["type"] != "BPE":
        return Tokenizer.from_file(str(path))
    empty = plan | {"model": model | {"vocab": {}, "merges": []}, "added_tokens": []}
    tokenizer = Tokenizer.from_str(json.dumps(empty))
    settings = {name: value for name, value in model.items() if name not in _NOT_SETTINGS}
    merges = [tuple(each.split(" ") if isinstance(each, str) else each) for each in model["merges"]]
    names = model["vocab"]
    if kept:
        places = {token: place for place, token in enumerate(kept)}
        names = {name: places[token] for name, token in names.items() if token in places}
        merges = [
            (left, right)
            for left, right in merges
            if left in names and right in names and left + right in names
        ]
        own_tokens = [each for each in own_tokens if each["id"] in places]
    tokenizer.model = BPE(names, merges, **settings)
    tokens = [_own_token(AddedToken, each) for each in own_tokens]
    for first in range(0, len(tokens), _AT_ONCE):
        tokenizer.add_tokens(tokens[first : first + _AT_ONCE])
    return tokenizer


_NOT_SETTINGS = frozenset({"type", "vocab", "merges"})


def _own_token(make: Any, told: dict[str, Any]) -> Any:
    return make(**{name: value for name, value in told.items() if name != "id"})


def _feature_settings(folder: Path, extractor: type) -> dict[str, Any]:
    """What a model's folder says of its features; else those of Whisper's first models."""
    told = folder / "preprocessor_config.json"
    if not told.is_file():
        return {}
    known = signature(extractor).parameters
    settings = json.loads(told.read_text(encoding="utf-8"))
    return {name: value for name, value in settings.items() if name in known}
