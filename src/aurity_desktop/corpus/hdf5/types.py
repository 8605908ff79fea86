"""The specification's types as NumPy and HDF5 know them, and hashes over datasets."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import h5py
import numpy as np

from aurity_desktop.corpus.session_file.fields import Field, Table
from aurity_desktop.domain.events import canonical

#: Bytes that are read at once.
_PIECE_BYTES = 4_000_000


def dtype_of(table: Table) -> np.dtype[Any]:
    """Packed compound type of fixed-length fields."""
    return np.dtype([(field.name, type_of(field)) for field in table.fields])


def type_of(field: Field) -> Any:
    """As NumPy takes it: a fixed-length UTF-8 text, or a little-endian number."""
    return h5py.string_dtype("utf-8", field.width) if field.is_text else field.type


def dataset_hash(dataset: h5py.Dataset) -> str:
    """`sha256:` over a dataset's bytes, `dataset[...].tobytes()`, read in pieces.

    Raises OSError where a checksum is wrong.
    """
    digest = hashlib.sha256()
    step = max(1, _PIECE_BYTES // dataset.dtype.itemsize)
    if dataset.chunks is not None:
        step = max(dataset.chunks[0], step - step % dataset.chunks[0])
    for start in range(0, dataset.shape[0], step):
        digest.update(dataset[start : start + step].tobytes())
    return f"sha256:{digest.hexdigest()}"


def data_hash(hashes: Mapping[str, str]) -> str:
    """`sha256:` over the hashes of all datasets, as the canonical JSON object {path: hash}."""
    return f"sha256:{hashlib.sha256(canonical(dict(hashes))).hexdigest()}"


def set_text(
    owner: h5py.Group | h5py.Dataset, name: str, text: str, width: int | None = None
) -> None:
    """A fixed-length UTF-8 attribute.

    A person's text (a purpose) may be longer than its field: then the field grows.
    """
    data = text.encode("utf-8")
    size = max(1, len(data), width or 0)
    owner.attrs.create(name, np.bytes_(data), dtype=h5py.string_dtype("utf-8", size))
