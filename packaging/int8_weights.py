"""Whisper's weights as int8, as installers carry them: the numbers CTranslate2 would make itself.

The program always computes with int8, so CTranslate2 rounds the half-precision weights that come
with a model each time it loads it. Rounded beforehand the file has half the size and is loaded
several times faster; the numbers are the same to the last bit, and so is every word. The format is
CTranslate2's `model.bin`, version 6: a head, the variables by name, and further names for some.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

_VERSION = 6
_FLOAT32, _INT8, _FLOAT16 = 0, 1, 4
_LARGEST = np.float32(127)


class NotConverted(Exception):
    """The file is not what is expected here, and why."""


@dataclass(frozen=True)
class _Variable:
    name: bytes
    shape: tuple[int, ...]
    kind: int
    data: bytes

    @property
    def is_rounded(self) -> bool:
        """Whether CTranslate2 computes with it as int8: matrices that are no convolutions."""
        named = self.name.endswith(b"weight") and b"conv" not in self.name
        return named and len(self.shape) == 2 and self.kind == _FLOAT16

    def rounded(self) -> Iterator[_Variable]:
        """Each row by a scale of its own, and those scales; any other variable as it is."""
        if not self.is_rounded:
            yield self
            return
        weights = np.frombuffer(self.data, "<f2").reshape(self.shape).astype(np.float32)
        largest = np.abs(weights).max(axis=1)
        scale = _LARGEST / np.where(largest == 0, _LARGEST, largest)
        whole = np.rint(weights * scale[:, np.newaxis]).astype(np.int8)
        yield _Variable(self.name, self.shape, _INT8, whole.tobytes())
        yield _Variable(self.name + b"_scale", scale.shape, _FLOAT32, scale.astype("<f4").tobytes())


class _Reader:
    def __init__(self, content: bytes) -> None:
        self._content, self._at = content, 0

    def number(self, kind: str) -> int:
        (number,) = struct.unpack_from(f"<{kind}", self._content, self._at)
        self._at += struct.calcsize(f"<{kind}")
        return int(number)

    def bytes(self, count: int) -> bytes:
        self._at += count
        if self._at > len(self._content):
            raise NotConverted("it breaks off")
        return self._content[self._at - count : self._at]

    def name(self) -> bytes:
        return self.bytes(self.number("H")).removesuffix(b"\0")

    def variable(self) -> _Variable:
        name = self.name()
        shape = tuple(self.number("I") for _ in range(self.number("B")))
        return _Variable(name, shape, self.number("B"), self.bytes(self.number("I")))

    @property
    def is_at_the_end(self) -> bool:
        return self._at == len(self._content)


def int8_weights(content: bytes) -> bytes:
    """The same model in the other form. Raises NotConverted."""
    reader = _Reader(content)
    try:
        version, kind, revision = reader.number("I"), reader.name(), reader.number("I")
        if version != _VERSION:
            raise NotConverted(f"version {version} is not known here")
        variables = [reader.variable() for _ in range(reader.number("I"))]
        others = [(reader.name(), reader.name()) for _ in range(reader.number("I"))]
    except struct.error as error:
        raise NotConverted("it breaks off") from error
    if not reader.is_at_the_end:
        raise NotConverted("something follows that is not known here")
    rounded = [each for variable in variables for each in variable.rounded()]
    if len(rounded) == len(variables):
        raise NotConverted("it has no half-precision weights")
    rounded.sort(key=lambda variable: variable.name)
    return b"".join(
        [
            *(struct.pack("<I", version), _named(kind)),
            *(struct.pack("<II", revision, len(rounded)), *map(_written, rounded)),
            struct.pack("<I", len(others)),
            *(_named(name) for pair in others for name in pair),
        ]
    )


def _written(variable: _Variable) -> bytes:
    rank = len(variable.shape)
    return b"".join(
        [
            _named(variable.name),
            struct.pack(f"<B{rank}IBI", rank, *variable.shape, variable.kind, len(variable.data)),
            variable.data,
        ]
    )


def _named(name: bytes) -> bytes:
    return struct.pack("<H", len(name) + 1) + name + b"\0"
