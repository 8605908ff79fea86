"""Writing a session file: whole, or not at all.

A file is built aside in its folder, given its checksum, forced to the disk (fsync), read back and
compared, and put in place by one atomic rename. So whoever opens it under its name finds the old
file or the new one, and never half of one; nobody ever writes into it in place.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from aurity_desktop import __version__
from aurity_desktop.corpus.hdf5.slice_copies import found_elsewhere
from aurity_desktop.corpus.hdf5.types import data_hash, dataset_hash, dtype_of, set_text
from aurity_desktop.corpus.session_file import layout
from aurity_desktop.corpus.session_file.content import SessionContent
from aurity_desktop.corpus.session_file.fields import Field, Table
from aurity_desktop.corpus.session_file.file_checksum import checksum_block
from aurity_desktop.corpus.session_file.sink import Sink
from aurity_desktop.corpus.session_file.slice_wav import DamagedSlice, read_pcm
from aurity_desktop.corpus.session_file.stored_file import StoredFile
from aurity_desktop.corpus.session_file.table_rows import records_of, rows_of
from aurity_desktop.domain.audio import SAMPLE_BYTES, SAMPLE_RATE, AudioSlice
from aurity_desktop.domain.errors import (
    BadCiphertext,
    CorpusUnreadable,
    DiskFull,
    FolderNotWritable,
)
from aurity_desktop.domain.keys import PLAIN, Keys
from aurity_desktop.encrypted.paged import PagedWriter
from aurity_desktop.storage.durable import aside, put, sync_file

#: Room beside the sound: rows, HDF5's own structures, and a margin so that the disk is not filled
#: to the brim.
_ROOM_BYTES = 16_000_000
_ROW_BYTES_PER_SLICE = 4_000

#: Rows in one HDF5 chunk of a table.
_ROWS_PER_CHUNK = 512

#: Long texts become twice as large where gzip sees the first bytes of all rows before the second.
_UNSHUFFLED = frozenset({layout.FACTS.name, layout.AUDIT_LOG.name})


@dataclass(frozen=True, slots=True)
class Manifest:
    """What `/manifest` says of an export. All empty in the file that the app keeps for itself."""

    export_id: str = ""
    timestamp: str = ""
    exported_by: str = ""
    data_source: str = ""
    purpose: str = ""
    redacted: str = ""
    includes_pii: bool = True


@dataclass(frozen=True, slots=True)
class Written:
    """A session file that is in place.

    `sha256` is over all its bytes; `lost` names slices whose sound could not be taken in.
    """

    path: Path
    sha256: str
    size: int
    data_hash: str
    lost: tuple[str, ...]
    schema_version: int


def write_session_file(
    content: SessionContent,
    file: Path | StoredFile,
    manifest: Manifest,
    *,
    keys: Keys = PLAIN,
    with_audio: bool = True,
) -> Written:
    """Build the session's file and put it in place of whatever is at `file`.

    Durable when it returns. `keys` open its slices.

    Sound is streamed slice by slice. One whose file is lost or damaged is taken from another copy,
    the file that is being replaced among them; where there is none it leaves silence, and is named
    in the result: the rest is worth having.

    Raises DiskFull, FolderNotWritable, and CorpusUnreadable where it does not read back as it was
    written; then what was in place is as it was.
    """
    target = StoredFile.at(file)
    path = target.path
    sound_bytes = content.sample_count * SAMPLE_BYTES if with_audio else 0
    _check_room(path, sound_bytes + len(content.slices) * _ROW_BYTES_PER_SLICE + _ROOM_BYTES)
    with aside(path) as temporary:
        with temporary.open("r+b", buffering=0) as raw:
            plain = _plain_side(raw, target)
            sink = Sink(plain)
            with h5py.File(sink, "w", userblock_size=layout.USER_BLOCK) as h5:
                hashes, lost = _fill(h5, content, manifest, keys, with_audio=with_audio)
            sink.check()
            block = checksum_block(plain)
            plain.seek(0)
            plain.write(block)
            if isinstance(plain, PagedWriter):
                plain.finish()
            sync_file(raw.fileno())
        _prove(replace(target, path=temporary), hashes)
        digest, size = _digest(temporary)
        put(temporary, path)
    return Written(path, digest, size, data_hash(hashes), lost, layout.CURRENT.version)


def _plain_side(raw: Any, target: StoredFile) -> Any:
    """What HDF5 writes to: the file itself, or pages that are encrypted on their way into it."""
    return raw if target.cipher is None else PagedWriter(raw, target.cipher, target.subject)


def _fill(
    h5: h5py.File, content: SessionContent, manifest: Manifest, keys: Keys, *, with_audio: bool
) -> tuple[dict[str, str], tuple[str, ...]]:
    hashes: dict[str, str] = {}
    lost: dict[int, str] = {}
    if with_audio:
        hashes[f"/{layout.AUDIO}"], lost = _fill_audio(h5, content, keys)
    kept = {found.number for found in content.slices} if with_audio else set()
    in_file = frozenset(kept - lost.keys())
    for table in layout.CURRENT.tables:
        records = records_of(table, content, in_file)
        hashes[f"/{table.name}"] = _fill_table(h5, table, rows_of(table, records))
    _fill_root(h5, content)
    _fill_manifest(h5, content, manifest, hashes)
    return hashes, tuple(f"slice {number:06} {detail}" for number, detail in sorted(lost.items()))


def _fill_audio(h5: h5py.File, content: SessionContent, keys: Keys) -> tuple[str, dict[int, str]]:
    dataset = h5.create_dataset(
        layout.AUDIO,
        shape=(content.sample_count,),
        maxshape=(None,),
        dtype=layout.AUDIO_TYPE,
        chunks=(layout.AUDIO_CHUNK,),
        fletcher32=True,
    )
    set_text(dataset, "meaning", "The whole recording: int16, mono")
    set_text(dataset, "unit", f"samples at {SAMPLE_RATE} Hz")
    set_text(dataset, "audio_hash_rule", layout.AUDIO_HASH_RULE)
    digest, position = hashlib.sha256(), 0
    lost: dict[int, str] = {}
    for audio_slice in content.slices:
        try:
            pcm = _sound_of(audio_slice, keys)
        except DamagedSlice as damage:
            lost[audio_slice.number] = str(damage)
            pcm = bytes(audio_slice.sample_count * SAMPLE_BYTES)
        if audio_slice.start_sample < position:
            lost[audio_slice.number] = "overlaps the slice before it"
            continue
        digest.update(bytes((audio_slice.start_sample - position) * SAMPLE_BYTES))
        digest.update(pcm)
        position = audio_slice.end_sample
        dataset[audio_slice.start_sample : position] = np.frombuffer(pcm, layout.AUDIO_TYPE)
    return f"sha256:{digest.hexdigest()}", lost


def _sound_of(audio_slice: AudioSlice, keys: Keys) -> bytes:
    """From its own file, else from another copy.

    The file that is being replaced may hold the last one. Raises DamagedSlice.
    """
    try:
        return read_pcm(audio_slice, keys)
    except DamagedSlice:
        copy = found_elsewhere(audio_slice, keys)
        if copy is None:
            raise
        return copy.pcm


def _fill_table(h5: h5py.File, table: Table, rows: Iterator[tuple[Any, ...]]) -> str:
    array = np.array(list(rows), dtype=dtype_of(table))
    dataset = h5.create_dataset(
        table.name,
        data=array,
        maxshape=(None,),
        chunks=(min(_ROWS_PER_CHUNK, max(1, len(array))),),
        compression="gzip",
        compression_opts=4,
        shuffle=table.name not in _UNSHUFFLED,
        fletcher32=True,
    )
    set_text(dataset, "meaning", table.meaning)
    for field in table.fields:
        unit = f" [{field.unit}]" if field.unit else ""
        set_text(dataset, f"field {field.name}", f"{field.meaning}{unit} (since {field.since})")
    return f"sha256:{hashlib.sha256(array.tobytes()).hexdigest()}"


def _fill_root(h5: h5py.File, content: SessionContent) -> None:
    values: dict[str, str | int] = {
        "format": layout.FORMAT,
        "schema_version": layout.CURRENT.version,
        "session_id": content.session_id,
        "sample_rate": SAMPLE_RATE,
        "created_by": f"Aurity Desktop {__version__}",
        "text_rule": layout.TEXT_RULE,
        "audio_hash_rule": layout.AUDIO_HASH_RULE,
        "chain_rule": layout.CHAIN_RULE,
        "seal_rule": layout.CHECKSUM_RULE,
    }
    _set_attributes(h5, layout.CURRENT.root_attributes, values)


def _fill_manifest(
    h5: h5py.File, content: SessionContent, manifest: Manifest, hashes: Mapping[str, str]
) -> None:
    values: dict[str, str | int] = {
        "export_id": manifest.export_id,
        "timestamp": manifest.timestamp,
        "exported_by": manifest.exported_by,
        "data_source": manifest.data_source,
        "data_hash": data_hash(hashes),
        "format": "hdf5",
        "purpose": manifest.purpose,
        "includes_pii": int(manifest.includes_pii),
        "redacted": manifest.redacted,
        "schema_version": layout.CURRENT.version,
        "audit_rows": content.head.count,
        "audit_last_hash": content.head.last_hash,
    }
    table = layout.CURRENT.file_hashes
    _fill_table(h5, table, rows_of(table, sorted(hashes.items())))
    _set_attributes(h5[layout.MANIFEST], layout.CURRENT.manifest_attributes, values)


def _set_attributes(
    owner: h5py.Group, fields: tuple[Field, ...], values: Mapping[str, str | int]
) -> None:
    for field in fields:
        value = values[field.name]
        if isinstance(value, str):
            set_text(owner, field.name, value, field.width)
        else:
            owner.attrs.create(field.name, value, dtype=field.type)


def _prove(file: StoredFile, hashes: Mapping[str, str]) -> None:
    """Read back what was written, checksums included. Raises CorpusUnreadable."""
    path = file.path
    try:
        with ExitStack() as held:
            source = held.enter_context(file.open()) if file.cipher else path
            h5 = held.enter_context(h5py.File(source, "r", locking=False))
            for name, expected in hashes.items():
                if dataset_hash(h5[name]) != expected:
                    raise CorpusUnreadable(path, f"{name} reads back differently")
    except (OSError, KeyError, RuntimeError, BadCiphertext) as error:
        raise CorpusUnreadable(path, str(error)) from error


def _check_room(path: Path, needed: int) -> None:
    try:
        free = shutil.disk_usage(path.parent).free
    except OSError as error:
        raise FolderNotWritable(path.parent, str(error)) from error
    if free < needed:
        raise DiskFull(path.parent, free)


def _digest(path: Path) -> tuple[str, int]:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size
