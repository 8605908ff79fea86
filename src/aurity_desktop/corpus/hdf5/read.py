"""Reading a session file back: attributes, joined records, sound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import h5py

from aurity_desktop.corpus.hdf5.inspect import objections
from aurity_desktop.corpus.hdf5.types import dataset_hash
from aurity_desktop.corpus.ledger.audit_chain import Head
from aurity_desktop.corpus.ledger.fact_tables import Fact
from aurity_desktop.corpus.session_file import layout
from aurity_desktop.corpus.session_file.fields import CONTINUATION, Field, Layout, Table, Value
from aurity_desktop.corpus.session_file.stored_file import StoredFile
from aurity_desktop.domain.errors import CorpusUnreadable, NotOurFile, WrittenByNewer
from aurity_desktop.domain.events import AuditRow
from aurity_desktop.domain.session import is_session_id

Record = dict[str, Any]

_ROWS_AT_ONCE = 4_096


class SessionFile:
    """An open session file whose structure is what the specification of its version says.

    Texts come out whole, as str; what its version lacks comes out as the field's default.
    """

    def __init__(self, h5: h5py.File, path: Path, found: Layout) -> None:
        """`found` is the layout that the file follows, which may be an earlier version's."""
        self._h5 = h5
        self.path = path
        self.layout = found

    @property
    def session_id(self) -> str:
        """As the file claims it; `opened` has checked its form. Raises CorpusUnreadable."""
        return str(self.attribute("session_id"))

    @property
    def head(self) -> Head:
        """The end of the audit chain, as the manifest states it."""
        return Head(int(self.manifest("audit_rows")), str(self.manifest("audit_last_hash")))

    @property
    def has_audio(self) -> bool:
        """Whether the sound is in the file: an export may leave it out."""
        return layout.AUDIO in self._h5

    @property
    def sample_count(self) -> int:
        """Length of `/audio`; 0 where it was left out. Raises CorpusUnreadable."""
        with translated(self.path):
            return int(self._h5[layout.AUDIO].shape[0]) if self.has_audio else 0

    def attribute(self, name: str) -> Value:
        """An attribute of `/`. Raises CorpusUnreadable."""
        with translated(self.path):
            return _attribute(self._h5, layout.CURRENT.root_attributes, name)

    def manifest(self, name: str) -> Value:
        """An attribute of `/manifest`. Raises CorpusUnreadable."""
        with translated(self.path):
            return _attribute(self._h5[layout.MANIFEST], layout.CURRENT.manifest_attributes, name)

    def audio(self, start: int, end: int) -> bytes:
        """Samples [start, end) as little-endian int16 bytes: fewer where the sound ends before.

        Raises CorpusUnreadable.
        """
        with translated(self.path):
            return bytes(self._h5[layout.AUDIO][start:end].tobytes())

    def records(self, table: Table) -> Iterator[Record]:
        """Each record once, its continuation rows joined, with every field of `table`.

        Raises CorpusUnreadable where rows do not follow each other.
        """
        if not self.layout.has(table):
            return
        stored = table.at(self.layout.version)
        absent = {field.name: field.default for field in table.fields if field not in stored.fields}
        for record in self._joined(stored):
            _decode(record, stored, self.path)
            record.update(absent)
            yield record

    def _joined(self, table: Table) -> Iterator[Record]:
        """Records with the fields that the file has, texts still bytes."""
        texts = [field.name for field in table.fields if field.is_text and not field.key]
        parts: list[Record] = []
        for row in self._rows(table):
            part = row.pop(CONTINUATION, 0)
            if part == 0:
                if parts:
                    yield _joined(parts, texts)
                parts = []
            elif part != len(parts):
                raise CorpusUnreadable(
                    self.path, f"/{table.name}: a continuation row has lost its record"
                )
            parts.append(row)
        if parts:
            yield _joined(parts, texts)

    def facts(self) -> list[Fact]:
        """What the ledger recorded, in the order of its chain. Raises CorpusUnreadable."""
        return [
            Fact(int(record["audit_id"]), record["table"], record["values"])
            for record in self.records(layout.FACTS)
        ]

    def audit(self) -> list[AuditRow]:
        """The hash chain, unproven. Raises CorpusUnreadable."""
        return [AuditRow(**record) for record in self.records(layout.AUDIT_LOG)]

    def stated_hashes(self) -> dict[str, str]:
        """What `/manifest/files` says."""
        return {record["path"]: record["sha256"] for record in self.records(layout.FILE_HASHES)}

    def actual_hash(self, path: str) -> str | None:
        """What the dataset at `path` hashes to now.

        None where it is not there or cannot be read.
        """
        try:
            with translated(self.path):
                return dataset_hash(self._h5[path])
        except CorpusUnreadable:
            return None

    def dataset_paths(self) -> list[str]:
        """Every dataset that hashes are kept for."""
        tables = [f"/{table.name}" for table in self.layout.tables]
        return [*tables, f"/{layout.AUDIO}"] if self.has_audio else tables

    def _rows(self, table: Table) -> Iterator[Record]:
        with translated(self.path):
            dataset = self._h5[table.name]
            names, count = dataset.dtype.names, dataset.shape[0]
        for start in range(0, count, _ROWS_AT_ONCE):
            with translated(self.path):
                rows = dataset[start : start + _ROWS_AT_ONCE].tolist()
            for row in rows:
                yield dict(zip(names, row, strict=True))


@contextmanager
def opened(file: Path | StoredFile) -> Iterator[SessionFile]:
    """Open a session file after its structure has been checked.

    Raises NotOurFile, WrittenByNewer, CorpusUnreadable, BadCiphertext.

    For a file that may be hostile or damaged, do this in a child process (`sandbox.py`).
    """
    found = StoredFile.at(file)
    path = found.path
    with ExitStack() as held:
        with translated(path):
            # HDF5 opens a plain file itself: it is faster at it. A session file is never written in
            # place, so it needs no lock: what others hold is read, and on a share without locks.
            source = held.enter_context(found.open()) if found.cipher else path
            h5 = held.enter_context(h5py.File(source, "r", locking=False))
        with translated(path):
            its_layout = _layout_of(h5, path)
            for objection in objections(h5, found.size(), its_layout):
                raise NotOurFile(path, objection)
        stored = SessionFile(h5, path, its_layout)
        if not is_session_id(stored.session_id):
            raise NotOurFile(path, f"it claims to be session {stored.session_id!r}")
        yield stored


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turns all that h5py raises at a damaged file into CorpusUnreadable.

    Around calls of h5py only.
    """
    try:
        yield
    except (OSError, KeyError, RuntimeError, ValueError, TypeError, OverflowError) as error:
        told = str(error).splitlines()
        raise CorpusUnreadable(path, told[-1] if told else repr(error)) from error


def _layout_of(h5: h5py.File, path: Path) -> Layout:
    """The layout of the file's version, asked first of all: a newer one is no damage.

    Raises NotOurFile, WrittenByNewer.
    """
    if "format" not in h5.attrs or "schema_version" not in h5.attrs:
        raise NotOurFile(path, "it does not say that it is one")
    found, version = h5.attrs["format"], int(h5.attrs["schema_version"])
    if _plain(found) != layout.FORMAT:
        raise NotOurFile(path, "it says that it is something else")
    if version > layout.CURRENT.version:
        raise WrittenByNewer(path, version, layout.CURRENT.version)
    if version < 1:
        raise NotOurFile(path, f"it says version {version}, which there never was")
    return layout.CURRENT.at(version)


def _attribute(owner: h5py.Group, fields: Sequence[Field], name: str) -> Value:
    """The default stands for an attribute that came after the file's version."""
    default = next((field.default for field in fields if field.name == name), None)
    if name not in owner.attrs and default is not None:
        return default
    return _plain(owner.attrs[name])


def _joined(parts: Sequence[Record], texts: Sequence[str]) -> Record:
    """One record of its rows; `texts` are the fields that go on from row to row."""
    first = parts[0]
    if len(parts) > 1:
        first.update({name: b"".join(part[name] for part in parts) for name in texts})
    return first


def _decode(record: Record, table: Table, path: Path) -> None:
    """In its place: bytes become texts. Raises CorpusUnreadable."""
    for field in table.fields:
        if field.is_text:
            record[field.name] = _text(record[field.name], field, table, path)


def _text(data: bytes, field: Field, table: Table, path: Path) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CorpusUnreadable(path, f"/{table.name}.{field.name} is not UTF-8") from error


def _plain(value: Any) -> str | int:
    return value.decode("utf-8") if isinstance(value, bytes) else int(value)
