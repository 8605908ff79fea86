"""What a layout of the session file is made of: fields, tables, and all of them in one version."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

#: The field that counts the further rows of a record whose text is longer than its field.
CONTINUATION = "continuation"

Value: TypeAlias = str | int | float


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a compound type, or one attribute.

    `since` is the layout version that brought it, `default` what a file of an earlier version is
    read to say there. `key` marks a text that identifies the record and must fit.
    """

    name: str
    type: str
    meaning: str
    unit: str = ""
    since: int = 1
    key: bool = False
    default: Value | None = None

    @property
    def is_text(self) -> bool:
        """Whether it holds UTF-8 padded with NUL, and no number."""
        return self.type.startswith("S")

    @property
    def width(self) -> int:
        """Bytes of a text field."""
        return int(self.type[1:])


@dataclass(frozen=True, slots=True)
class Table:
    """One dataset of records; its continuation, if it has one, is the last field.

    Raises ValueError where it is not, and for a field that came after its table and has no
    default: older files could not be read.
    """

    name: str
    meaning: str
    fields: tuple[Field, ...]
    since: int = 1

    def __post_init__(self) -> None:
        _check_defaults(self.name, self.fields, self.since)
        if any(field.name == CONTINUATION for field in self.fields[:-1]):
            raise ValueError(f"{self.name}: the continuation is not the last field")

    @property
    def continued(self) -> bool:
        """Whether a record may go on in further rows."""
        return any(field.name == CONTINUATION for field in self.fields)

    @property
    def columns(self) -> tuple[Field, ...]:
        """The fields that hold the record itself: all but the continuation."""
        return tuple(field for field in self.fields if field.name != CONTINUATION)

    def at(self, version: int) -> Table:
        """The table as files of that version have it."""
        return replace(self, fields=_known(self.fields, version))


@dataclass(frozen=True, slots=True)
class Layout:
    """Every dataset and attribute of the session files of one version.

    Raises ValueError for an attribute that came after version 1 and has no default.
    """

    version: int
    tables: tuple[Table, ...]
    file_hashes: Table
    root_attributes: tuple[Field, ...]
    manifest_attributes: tuple[Field, ...]

    def __post_init__(self) -> None:
        _check_defaults("/", self.root_attributes, 1)
        _check_defaults("manifest", self.manifest_attributes, 1)

    @property
    def datasets(self) -> tuple[Table, ...]:
        """The tables, and the one of their hashes."""
        return (*self.tables, self.file_hashes)

    def has(self, table: Table) -> bool:
        """Whether files of this version hold the table."""
        return table.since <= self.version

    def at(self, version: int) -> Layout:
        """The layout as an earlier version knew it, for reading that version's files."""
        return Layout(
            version,
            tuple(table.at(version) for table in self.tables if table.since <= version),
            self.file_hashes.at(version),
            _known(self.root_attributes, version),
            _known(self.manifest_attributes, version),
        )


def _known(fields: tuple[Field, ...], version: int) -> tuple[Field, ...]:
    return tuple(field for field in fields if field.since <= version)


def _check_defaults(owner: str, fields: tuple[Field, ...], since: int) -> None:
    for field in fields:
        if field.since > since and field.default is None:
            raise ValueError(f"{owner}.{field.name} came later and needs a default")
