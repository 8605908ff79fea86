"""Whisper's weights as int8, as installers carry them: the numbers CTranslate2 would make itself.

The program always computes with int8, so CTranslate2 rounds the half-precision weights that come
with a model each time it loads it. Rounded beforehand the file has half the size and is loaded
several times faster; the numbers are the same to the last bit, and so is every word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO

import numpy as np

from aurity_desktop.asr import model_bin
from aurity_desktop.asr.model_bin import Variable

_FLOAT32, _INT8, _FLOAT16 = 0, 1, 4
_LARGEST = np.float32(127)


class NotConverted(Exception):
    """The file is not what is expected here, and why."""


@dataclass(frozen=True)
class _Array:
    variable: Variable
    data: bytes

    @property
    def is_rounded(self) -> bool:
        """Whether CTranslate2 computes with it as int8: matrices that are no convolutions."""
        named = self.variable.name.endswith(b"weight") and b"conv" not in self.variable.name
        return named and len(self.variable.shape) == 2 and self.variable.kind == _FLOAT16

    def rounded(self) -> Iterator[_Array]:
        """Each row by a scale of its own, and those scales; any other variable as it is."""
        if not self.is_rounded:
            yield self
            return
        weights = np.frombuffer(self.data, "<f2").reshape(self.variable.shape).astype(np.float32)
        largest = np.abs(weights).max(axis=1)
        scale = _LARGEST / np.where(largest == 0, _LARGEST, largest)
        whole = np.rint(weights * scale[:, np.newaxis]).astype(np.int8)
        yield _Array(replace(self.variable, kind=_INT8, size=whole.nbytes), whole.tobytes())
        scales = scale.astype("<f4").tobytes()
        name = self.variable.name + b"_scale"
        yield _Array(Variable(name, scale.shape, _FLOAT32, len(scales)), scales)


def int8_weights(content: bytes) -> bytes:
    """The same model in the other form. Raises NotConverted."""
    file = BytesIO(content)
    try:
        version = model_bin.read_version(file)
        if version != model_bin.VERSION:
            raise NotConverted(f"version {version} is not known here")
        head = model_bin.read_head(file)
        arrays = [
            _Array(variable, model_bin.read_bytes(file, variable.size))
            for variable in model_bin.read_variables(file, head)
        ]
        names = model_bin.read_further_names(file)
    except model_bin.BrokenOff as error:
        raise NotConverted(str(error)) from error
    if file.read(1):
        raise NotConverted("something follows that is not known here")
    rounded = [each for array in arrays for each in array.rounded()]
    if len(rounded) == len(arrays):
        raise NotConverted("it has no half-precision weights")
    rounded.sort(key=lambda array: array.variable.name)
    return b"".join(
        [
            replace(head, variables=len(rounded)).written(),
            *(part for array in rounded for part in (array.variable.written(), array.data)),
            model_bin.further_names_written(names),
        ]
    )
