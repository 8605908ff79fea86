"""Looking at a foreign HDF5 file before reading it.

Reading HDF5 follows external links, external storage and virtual datasets into any file the user
can read, and a file of a few kilobytes can declare terabytes. So a file is first compared with the
specification, by what it *declares*: which objects it has, of which class, type, storage and size.
Nothing is read that is not exactly what the specification names.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import h5py
import numpy as np

from aurity_desktop.corpus.hdf5.types import dtype_of
from aurity_desktop.corpus.session_file import layout
from aurity_desktop.corpus.session_file.fields import Field, Layout
from aurity_desktop.domain.audio import SAMPLE_RATE

#: A year of sound: longer than whatever the program records or imports, for it must never refuse a
#: file of its own. What protects the reader is that a file declares no more than it holds.
MOST_SAMPLES = 366 * 24 * 3600 * SAMPLE_RATE
#: The facts of a week of talk are a third of it.
MOST_ROWS = 4_000_000
_MOST_MEMBERS = 64
_MOST_ATTRIBUTE_BYTES = 16_384

#: What a declared dataset may be larger than the file that holds it: gzip of empty rows reaches
#: about 1 : 1000.
_MOST_EXPANSION = 1_100

_FILTERS = frozenset({h5py.h5z.FILTER_DEFLATE, h5py.h5z.FILTER_SHUFFLE, h5py.h5z.FILTER_FLETCHER32})


def objections(h5: h5py.File, file_bytes: int, found: Layout) -> Iterator[str]:
    """Why this file must not be read; nothing when it may.

    Reads structure only, no data. `file_bytes` is its size, `found` the layout of the version that
    it says it follows.
    """
    yield from _group_objections(h5, "/", file_bytes, found)
    missing = [name for name in _types(found) if name not in h5]
    yield from (f"/{name} is missing" for name in missing)


@cache
def _types(found: Layout) -> dict[str, np.dtype[Any]]:
    """The type of each table that files of this version hold."""
    return {table.name: dtype_of(table) for table in found.datasets}


def _group_objections(
    group: h5py.Group, name: str, file_bytes: int, found: Layout
) -> Iterator[str]:
    yield from _attribute_objections(group, name, found)
    if len(group) > _MOST_MEMBERS:
        yield f"{name} has {len(group)} members"
        return
    for member in group:
        path = f"{name.rstrip('/')}/{member}"
        link = group.get(member, getlink=True)
        if not isinstance(link, h5py.HardLink):
            yield f"{path} is a link to elsewhere ({type(link).__name__})"
            continue
        kind = group.get(member, getclass=True)
        if kind is h5py.Group:
            if path != f"/{layout.MANIFEST}":
                yield f"{path} is not part of a session file"
                continue
            yield from _group_objections(group[member], path, file_bytes, found)
        elif kind is h5py.Dataset:
            yield from _dataset_objections(group[member], path, file_bytes, found)
        else:
            yield f"{path} is neither dataset nor group"


def _dataset_objections(
    dataset: h5py.Dataset, path: str, file_bytes: int, found: Layout
) -> Iterator[str]:
    name = path[1:]
    if name != layout.AUDIO and name not in _types(found):
        yield f"{path} is not part of a session file"
        return
    yield from _attribute_objections(dataset, path, found)
    plist = dataset.id.get_create_plist()
    if plist.get_external_count():
        yield f"{path} is stored in another file"
        return
    if plist.get_layout() != h5py.h5d.CHUNKED:
        yield f"{path} is not stored in chunks of its own"
        return
    filters = {plist.get_filter(index)[0] for index in range(plist.get_nfilters())}
    if filters - _FILTERS:
        yield f"{path} needs an unknown filter ({', '.join(map(str, sorted(filters - _FILTERS)))})"
    if h5py.h5z.FILTER_FLETCHER32 not in filters:
        yield f"{path} has no checksums"
    if dataset.ndim != 1:
        yield f"{path} has {dataset.ndim} dimensions"
        return
    yield from _type_objections(dataset, path, name, found)
    rows, width = dataset.shape[0], dataset.id.get_type().get_size()
    most = MOST_SAMPLES if name == layout.AUDIO else MOST_ROWS
    if rows > most:
        yield f"{path} declares {rows} rows"
    elif rows * width > file_bytes * (1.1 if name == layout.AUDIO else _MOST_EXPANSION):
        yield f"{path} declares more than its file can hold ({rows * width} bytes)"
    if plist.get_chunk()[0] * width > 64_000_000:
        yield f"{path} declares chunks of {plist.get_chunk()[0] * width} bytes"


def _type_objections(dataset: h5py.Dataset, path: str, name: str, found: Layout) -> Iterator[str]:
    if _has_loose_type(dataset.id.get_type()):
        yield f"{path} has a type of variable length or of references"
        return
    expected = layout.AUDIO_TYPE if name == layout.AUDIO else _types(found)[name]
    if dataset.dtype != expected:
        yield f"{path} has another type than the specification says"


def _attribute_objections(
    owner: h5py.Group | h5py.Dataset, path: str, found: Layout
) -> Iterator[str]:
    for index in range(h5py.h5a.get_num_attrs(owner.id)):
        attribute = h5py.h5a.open(owner.id, index=index)
        name = attribute.name.decode("utf-8", "replace")
        if _has_loose_type(attribute.get_type()):
            yield f"{path}: attribute {name} has a type of variable length or of references"
        elif attribute.get_storage_size() > _MOST_ATTRIBUTE_BYTES:
            yield f"{path}: attribute {name} holds {attribute.get_storage_size()} bytes"
    if path in ("/", f"/{layout.MANIFEST}"):
        fields = found.root_attributes if path == "/" else found.manifest_attributes
        yield from (
            f"{path}: attribute {field.name} is missing or of another type"
            for field in fields
            if not _attribute_fits(owner, field)
        )


def _attribute_fits(owner: h5py.Group, field: Field) -> bool:
    if not h5py.h5a.exists(owner.id, field.name.encode("utf-8")):
        return False
    attribute = h5py.h5a.open(owner.id, field.name.encode("utf-8"))
    if attribute.shape != ():
        return False
    wanted = h5py.h5t.STRING if field.is_text else h5py.h5t.INTEGER
    return bool(attribute.get_type().get_class() == wanted)


def _has_loose_type(type_id: Any) -> bool:
    """Variable length, object or region reference, opaque: anywhere inside a type."""
    kind = type_id.get_class()
    if kind in (h5py.h5t.VLEN, h5py.h5t.REFERENCE, h5py.h5t.OPAQUE):
        return True
    if kind == h5py.h5t.STRING:
        return bool(type_id.is_variable_str())
    if kind == h5py.h5t.COMPOUND:
        return any(
            _has_loose_type(type_id.get_member_type(index))
            for index in range(type_id.get_nmembers())
        )
    if kind == h5py.h5t.ARRAY:
        return _has_loose_type(type_id.get_super())
    return False
