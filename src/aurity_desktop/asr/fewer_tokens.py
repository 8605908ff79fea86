"""A Whisper model with fewer tokens to choose from: those of Spanish and English.

For every token that it writes, the decoder weighs its whole vocabulary, which is half of the work,
and a third of the vocabulary are pieces of other languages and scripts. Without them a token takes
a sixth less time, and what is said in the two languages spoken here reads as before: of 3,500 words
of each, three in Spanish and seven in English have a token that is not kept. Those can still be
spelled: every single byte is among the tokens kept. (With half as many tokens English lost two
points of its words.)

`resources/live_tokens.txt` names those; `packaging/tokens/make_live_tokens.py` made it.
"""

from __future__ import annotations

import json
import shutil
import struct
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from aurity_desktop.asr.changed_model import Change, changed_model
from aurity_desktop.runtime.collection import without_collection
from aurity_desktop.runtime.resources import resources_folder

#: In the `config.json` of a narrowed model, for whoever loads it: the ids of the tokens kept, as
#: the installed model has them. Its `tokenizer.json` is the installed one.
KEPT = "kept_tokens"

_FIRST_SPECIAL = "<|endoftext|>"  # from here on, no token is text
_OF_IDS = ("suppress_ids", "suppress_ids_begin", "lang_ids")  # in `config.json`
_FORMAT = 6  # of `model.bin`; as CTranslate2 writes it since 2022
_BY_TOKEN = (b"decoder/embeddings/", b"decoder/projection/")
_INTEGER = 4  # bytes
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
    return (folder / "vocabulary.txt").read_text(encoding="utf-8").split("\n")


@contextmanager
def narrowed(folder: Path) -> Iterator[Path]:
    """A temporary folder with the same model, narrowed; `folder` itself where it has others.

    That is so with models of English alone, whose tokens are not these. Raises OSError of the disk,
    and ValueError, LookupError or struct.error of a damaged model.
    """
    with ExitStack() as opened:
        with without_collection():
            selection = _selection(folder)
            if selection is not None:
                folder = opened.enter_context(changed_model(folder, selection.changes))
            del selection
        yield folder


def _selection(folder: Path) -> _Selection | None:
    names, wanted = token_names(folder), written_tokens()
    if not wanted <= set(names):
        return None
    with (folder / "model.bin").open("rb") as model:
        if _number(model, "I") != _FORMAT:
            return None
    special = names.index(_FIRST_SPECIAL)
    kept = [place for place, name in enumerate(names) if place >= special or name in wanted]
    return _Selection(names, kept)


class _Selection:
    """Which tokens of a vocabulary are kept: `kept` are their ids, the new ones their places."""

    def __init__(self, names: Sequence[str], kept: Sequence[int]) -> None:
        self._names = names
        self._kept = np.asarray(kept)
        self._is_kept = np.zeros(len(names), bool)
        self._is_kept[self._kept] = True
        self._places = {before: place for place, before in enumerate(kept)}

    @property
    def changes(self) -> Mapping[str, Change]:
        """The files that speak of tokens; whoever loads the tokenizer narrows it by `KEPT`."""
        return {
            "vocabulary.json": self._write_vocabulary,
            "config.json": self._write_config,
            "model.bin": self._write_model,
        }

    def _write_vocabulary(self, _source: Path, target: Path) -> None:
        _write_json(target, [self._names[place] for place in self._kept])

    def _write_config(self, source: Path, target: Path) -> None:
        config = json.loads(source.read_bytes())
        for name in _OF_IDS:
            if name in config:
                config[name] = [self._places[id_] for id_ in config[name] if id_ in self._places]
        _write_json(target, config | {KEPT: self._kept.tolist()})

    def _write_model(self, source: Path, target: Path) -> None:
        """CTranslate2's file: a head, variables with their shapes and bytes, further names."""
        with source.open("rb") as old, target.open("wb") as new:
            _copy(old, new, _INTEGER)
            _copy_text(old, new)
            _copy(old, new, _INTEGER)
            for _ in range(_copied_number(old, new, "I")):
                self._copy_variable(old, new)
            shutil.copyfileobj(old, new, _BLOCK)

    def _copy_variable(self, old: BinaryIO, new: BinaryIO) -> None:
        """Of one with a row for each token, those of the tokens kept."""
        name = _copy_text(old, new)
        rank = _copied_number(old, new, "B")
        shape = [_number(old, "I") for _ in range(rank)]
        kind, size = _number(old, "B"), _number(old, "I")
        row = 0
        if name.startswith(_BY_TOKEN) and shape[:1] == [len(self._names)]:
            row = size // len(self._names)
            shape[0], kept_size = len(self._kept), row * len(self._kept)
        new.write(struct.pack(f"<{rank}IBI", *shape, kind, kept_size if row else size))
        if not row:
            _copy(old, new, size)
            return
        for wanted in np.split(self._is_kept, range(_ROWS, len(self._names), _ROWS)):
            rows = np.frombuffer(old.read(len(wanted) * row), np.uint8).reshape(-1, row)
            new.write(rows[wanted])


def _write_json(target: Path, value: Any) -> None:
    target.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def _number(file: BinaryIO, code: str) -> int:
    (number,) = struct.unpack(f"<{code}", file.read(struct.calcsize(f"<{code}")))
    return int(number)


def _copied_number(old: BinaryIO, new: BinaryIO, code: str) -> int:
    number = _number(old, code)
    new.write(struct.pack(f"<{code}", number))
    return number


def _copy_text(old: BinaryIO, new: BinaryIO) -> bytes:
    text = old.read(_copied_number(old, new, "H"))
    new.write(text)
    return text


def _copy(old: BinaryIO, new: BinaryIO, size: int) -> None:
    while size:
        block = old.read(min(size, _BLOCK))
        if not block:
            raise ValueError("cut off")
        new.write(block)
        size -= len(block)
