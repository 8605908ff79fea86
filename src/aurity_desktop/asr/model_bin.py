"""CTranslate2's `model.bin`, piece by piece, as it has been written since 2022 (version 6).

A head, variables by name with their shapes and bytes, and further names for some of them. Integers
are little-endian; a name has its length before it and a zero behind it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

VERSION = 6


class BrokenOff(ValueError):
    """The file ends where more was announced."""

    def __init__(self) -> None:
        super().__init__("it breaks off")


@dataclass(frozen=True, slots=True)
class Head:
    """What model it is, in which revision, and of how many variables."""

    kind: bytes
    revision: int
    variables: int

    def written(self) -> bytes:
        """As it stands in a file of version 6, which is told before it."""
        return b"".join(
            (
                struct.pack("<I", VERSION),
                _named(self.kind),
                struct.pack("<II", self.revision, self.variables),
            )
        )


@dataclass(frozen=True, slots=True)
class Variable:
    """One array of numbers: `kind` is CTranslate2's number of their type, `size` their bytes."""

    name: bytes
    shape: tuple[int, ...]
    kind: int
    size: int

    def written(self) -> bytes:
        """As it stands before its bytes."""
        rank = len(self.shape)
        numbers = struct.pack(f"<B{rank}IBI", rank, *self.shape, self.kind, self.size)
        return _named(self.name) + numbers


def read_version(file: BinaryIO) -> int:
    """The first thing in it. Raises OSError, BrokenOff, as all that reads here does."""
    return _number(file, "I")


def read_head(file: BinaryIO) -> Head:
    """What follows the version."""
    return Head(_name(file), _number(file, "I"), _number(file, "I"))


def read_variables(file: BinaryIO, head: Head) -> Iterator[Variable]:
    """Each in its turn: whoever goes on to the next one has read its `size` bytes from `file`."""
    for _ in range(head.variables):
        name = _name(file)
        shape = tuple(_number(file, "I") for _ in range(_number(file, "B")))
        yield Variable(name, shape, _number(file, "B"), _number(file, "I"))


def read_further_names(file: BinaryIO) -> list[tuple[bytes, bytes]]:
    """Behind the variables: a name, and that of the variable that it means too."""
    return [(_name(file), _name(file)) for _ in range(_number(file, "I"))]


def further_names_written(names: list[tuple[bytes, bytes]]) -> bytes:
    """As they stand in the file."""
    parts = [_named(name) for pair in names for name in pair]
    return struct.pack("<I", len(names)) + b"".join(parts)


def read_bytes(file: BinaryIO, size: int) -> bytes:
    """So many, or BrokenOff."""
    data = file.read(size)
    if len(data) < size:
        raise BrokenOff
    return data


def _number(file: BinaryIO, code: str) -> int:
    (number,) = struct.unpack(f"<{code}", read_bytes(file, struct.calcsize(f"<{code}")))
    return int(number)


def _name(file: BinaryIO) -> bytes:
    return read_bytes(file, _number(file, "H")).removesuffix(b"\0")


def _named(name: bytes) -> bytes:
    return struct.pack("<H", len(name) + 1) + name + b"\0"
