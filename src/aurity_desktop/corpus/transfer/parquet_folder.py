"""A folder of Parquet files, written table by table and month by month, by DuckDB.

`words/month=2026-11/part-0000.parquet` is what DuckDB and Spark read as one table with the column
`month`. Rows of a month wait in memory until there are as many as DuckDB puts into one row group;
so no corpus is too large. Nothing of DuckDB's reaches for the network or for another folder.
"""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from aurity_desktop.corpus.transfer.parquet_tables import TABLES, Column, Columns, Kind
from aurity_desktop.domain.errors import DiskFull, FolderNotWritable
from aurity_desktop.storage.durable import (
    PRIVATE_FILE,
    force_file,
    has_room,
    make_folder,
    storage_error,
)

#: DuckDB's row group, which is what is compressed together.
_ROWS: Final = 122_880
#: Of DuckDB's own memory; what it is given lies in ours.
_MEMORY: Final = "256MB"

_OF_KIND: Final[dict[Kind, Any]] = {
    Kind.TEXT: object,
    Kind.TIME: object,
    Kind.NUMBER: "f8",
    Kind.COUNT: "i8",
    Kind.FLAG: "?",
}


class ParquetFolder:
    """Files in `folder`, which is there and empty; each is durable once it is written.

    Loads DuckDB. Sessions come in the order of their months. Raises DiskFull, FolderNotWritable.
    """

    def __init__(self, folder: Path, *, rows: int = _ROWS) -> None:
        """`rows`: how many of a table are written as one file, if a session does not have more."""
        import duckdb

        self._folder = folder
        self._rows = rows
        self._month = ""
        self._parts = 0
        self._waiting = {table.name: _Waiting() for table in TABLES}
        #: Those that are written, relative to the folder, and how many rows each table has so far.
        self.files: list[Path] = []
        self.counts = {table.name: 0 for table in TABLES}
        self._duckdb = duckdb.connect(
            ":memory:",
            config={
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "memory_limit": _MEMORY,
                "temp_directory": "",
                "threads": "1",
            },
        )
        self._duckdb.execute("SET TimeZone = 'UTC'")
        self._duckdb.execute(f"SET allowed_directories = [{_quoted(f'{folder}{os.sep}')}]")
        self._duckdb.execute("SET enable_external_access = false")
        self._duckdb.execute("SET lock_configuration = true")
        self._refused: type[Exception] = duckdb.Error

    def add(self, month: str, columns: Columns) -> None:
        """A session's rows of every table. `month` is such as `2026-11`."""
        if month != self._month:
            self.finish()
            self._month, self._parts = month, 0
        for name, waiting in self._waiting.items():
            waiting.add(columns[name])
            self.counts[name] += len(columns[name][0])
        if any(waiting.rows >= self._rows for waiting in self._waiting.values()):
            self.finish()

    def finish(self) -> None:
        """Write what waits; a table without rows has a file too, so that a query finds it."""
        if not self._month:
            return
        for table in TABLES:
            waiting = self._waiting[table.name]
            if waiting.rows or not self._parts:
                self._write(table.name, table.columns, waiting)
            self._waiting[table.name] = _Waiting()
        self._parts += 1

    def __enter__(self) -> Self:
        """Ends with `close`."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._duckdb.close()

    def _write(self, name: str, columns: tuple[Column, ...], waiting: _Waiting) -> None:
        path = self._folder / name / f"month={self._month}" / f"part-{self._parts:04}.parquet"
        make_folder(path.parent)
        self._duckdb.register("waiting", waiting.table(columns))
        selected = ", ".join(_selected(column) for column in columns)
        try:
            self._duckdb.execute(
                f"COPY (SELECT {selected} FROM waiting) TO {_quoted(str(path))} "  # noqa: S608 - ours
                "(FORMAT PARQUET, COMPRESSION ZSTD)"
            )
            path.chmod(PRIVATE_FILE)
            force_file(path)
        except self._refused as error:
            raise self._storage_error(error) from error
        except OSError as error:
            raise storage_error(error, path.parent) from error
        finally:
            self._duckdb.unregister("waiting")
        self.files.append(path.relative_to(self._folder))

    def _storage_error(self, error: Exception) -> DiskFull | FolderNotWritable:
        """DuckDB says it in words alone, which differ by system."""
        if not has_room(self._folder):
            return DiskFull(self._folder)
        return FolderNotWritable(self._folder, str(error))


class _Waiting:
    """Rows of one table, column by column."""

    def __init__(self) -> None:
        self.rows = 0
        self._columns: list[list[Any]] = []

    def add(self, columns: list[list[Any]]) -> None:
        self.rows += len(columns[0])
        if not self._columns:
            self._columns = [[] for _ in columns]
        for mine, more in zip(self._columns, columns, strict=True):
            mine.extend(more)

    def table(self, columns: tuple[Column, ...]) -> dict[str, Any]:
        """As DuckDB takes it: arrays by their names."""
        import numpy as np

        lists = self._columns or [[] for _ in columns]
        return {
            column.name: np.array(values, dtype=_OF_KIND[column.kind])
            for column, values in zip(columns, lists, strict=True)
        }


def _selected(column: Column) -> str:
    name = f'"{column.name}"'
    if column.kind is Kind.NUMBER:
        return f"CASE WHEN isnan({name}) THEN NULL ELSE {name} END AS {name}"
    return f"TRY_CAST({name} AS {column.kind.value}) AS {name}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
