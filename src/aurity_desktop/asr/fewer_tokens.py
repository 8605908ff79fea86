"""A Whisper model that only decodes, with fewer tokens to choose from: Spanish and English ones.

For every token that it writes, the decoder weighs its whole vocabulary, which is half of the work,
and a third of the vocabulary are pieces of other languages and scripts. Without them a token takes
a sixth less time, and what is said in the two languages spoken here reads as before: of 3,500 words
of each, three in Spanish and seven in English have a token that is not kept. Those can still be
spelled: every single byte is among the tokens kept. (With half as many tokens English lost two
points of its words.)

Another engine encodes, so of the encoder's layers, a quarter of the model, no more is kept than
CTranslate2 asks for.

`resources/live_tokens.txt` names the tokens; `packaging/tokens/make_live_tokens.py` made it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from aurity_desktop.asr import model_bin
from aurity_desktop.asr.changed_model import Change
from aurity_desktop.asr.model_bin import Variable
from aurity_desktop.runtime.resources import resources_folder

#: In the `config.json` of a narrowed model, for whoever loads it: the ids of the tokens kept, as
#: the installed model has them. Its `tokenizer.json` is the installed one.
KEPT = "kept_tokens"

_FIRST_SPECIAL = "<|endoftext|>"  # from here on, no token is text
_OF_IDS = ("suppress_ids", "suppress_ids_begin", "lang_ids")  # in `config.json`
_BY_TOKEN = (b"decoder/embeddings/", b"decoder/projection/")
_ONLY_ENCODES = re.compile(rb"encoder/layer_[1-9]")  # a model without the first is not loaded
_BLOCK = 1 << 21  # bytes that are copied at once
_ROWS = 2048  # that are: other threads run between two such steps


@cache
def written_tokens() -> frozenset[str]:
    """The names of the tokens that Spanish and English are written with, as in a vocabulary."""
    lines = (resources_folder() / "live_tokens.txt").read_text(encoding="utf-8").split("\n")
    return frozenset(line for line in lines if line and not line.startswith("# "))


def token_names(folder: Path) -> list[str]:
    """The vocabulary of an installed model, in the order of its ids. Raises OSError, ValueError."""
    file = folder / "vocabulary.json"
    if file.is_file():
        names: list[str] = json.loads(file.read_bytes())
        return names
    lines = (folder / "vocabulary.txt").read_text(encoding="utf-8")
    return lines.removesuffix("\n").split("\n")


def narrowing(folder: Path) -> Mapping[str, Change]:
    """What to change in the model's files, those that speak of tokens; nothing where it has others.

    That is so with models of English alone, whose tokens are not these. Whoever loads the tokenizer
    narrows it by `KEPT`. Raises OSError of the disk, and ValueError or LookupError of a damaged
    model, as the changes do.
    """
    names, wanted = token_names(folder), written_tokens()
    if not wanted <= set(names):
        return {}
    with (folder / "model.bin").open("rb") as model:
        if model_bin.read_version(model) != model_bin.VERSION:
            return {}
    special = names.index(_FIRST_SPECIAL)
    kept = [place for place, name in enumerate(names) if place >= special or name in wanted]
    selection = _Selection(names, kept)
    return {
        "vocabulary.json": selection.write_vocabulary,
        "vocabulary.txt": selection.write_lines,
        "config.json": selection.write_config,
        "model.bin": selection.write_model,
    }


class _Selection:
    """Which tokens of a vocabulary are kept: `kept` are their ids, the new ones their places."""

    def __init__(self, names: Sequence[str], kept: Sequence[int]) -> None:
        self._names = names
        self._kept = np.asarray(kept)
        self._is_kept = np.zeros(len(names), bool)
        self._is_kept[self._kept] = True
        self._places = {before: place for place, before in enumerate(kept)}

    def write_vocabulary(self, _source: BinaryIO, target: BinaryIO) -> None:
        _write_json(target, self._names_kept)

    def write_lines(self, _source: BinaryIO, target: BinaryIO) -> None:
        target.write("".join(f"{name}\n" for name in self._names_kept).encode())

    def write_config(self, source: BinaryIO, target: BinaryIO) -> None:
        config = json.loads(source.read())
        for name in _OF_IDS:
            if name in config:
                config[name] = [self._places[id_] for id_ in config[name] if id_ in self._places]
        _write_json(target, config | {KEPT: self._kept.tolist()})

    def write_model(self, source: BinaryIO, target: BinaryIO) -> None:
        model_bin.read_version(source)
        head = model_bin.read_head(source)
        first = source.tell()
        decoding = 0
        for variable in model_bin.read_variables(source, head):
            decoding += not _ONLY_ENCODES.match(variable.name)
            source.seek(variable.size, os.SEEK_CUR)
        source.seek(first)
        target.write(replace(head, variables=decoding).written())
        for variable in model_bin.read_variables(source, head):
            if _ONLY_ENCODES.match(variable.name):
                source.seek(variable.size, os.SEEK_CUR)
            elif variable.name.startswith(_BY_TOKEN) and variable.shape[:1] == (len(self._names),):
                self._write_rows(variable, source, target)
            else:
                target.write(variable.written())
                _copy(source, target, variable.size)
        shutil.copyfileobj(source, target, _BLOCK)

    def _write_rows(self, variable: Variable, source: BinaryIO, target: BinaryIO) -> None:
        """Of a variable with a row for each token, those of the tokens kept."""
        row = variable.size // len(self._names)
        shape = (len(self._kept), *variable.shape[1:])
        target.write(replace(variable, shape=shape, size=row * len(self._kept)).written())
        for wanted in np.split(self._is_kept, range(_ROWS, len(self._names), _ROWS)):
            read = model_bin.read_bytes(source, len(wanted) * row)
            target.write(np.frombuffer(read, np.uint8).reshape(-1, row)[wanted])

    @property
    def _names_kept(self) -> list[str]:
        return [self._names[place] for place in self._kept]


def _write_json(target: BinaryIO, value: Any) -> None:
    target.write(json.dumps(value, ensure_ascii=False).encode())


def _copy(source: BinaryIO, target: BinaryIO, size: int) -> None:
    while size:
        step = min(size, _BLOCK)
        target.write(model_bin.read_bytes(source, step))
        size -= step
