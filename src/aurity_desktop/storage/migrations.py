"""Numbered migrations: the steps that bring a database to the newest schema version.

Step `n`, the file `NNNN_name.sql`, brings it from version `n - 1` (`PRAGMA user_version`) to `n`.
The files lie in the folder `migrations` of the package that owns the database and are read as
package data, so they are found in a checkout, after `pip install` and in the frozen program. A step
that was released is never edited: what it made stands on the disks of others.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

_NAME = re.compile(r"(\d{4})_(\w+)\.sql")


@dataclass(frozen=True, slots=True)
class Step:
    """One migration: `number` is the schema version that the database has after it."""

    number: int
    name: str
    sql: str

    def apply(self, connection: sqlite3.Connection) -> None:
        """Run the step inside the transaction that the caller holds, the new version included.

        Raises sqlite3.Error, and ValueError for a script that ends in the middle of a statement.
        """
        for statement in statements(self.sql):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {self.number}")


def numbered_steps(package: str) -> tuple[Step, ...]:
    """The steps in the folder `migrations` of a package, in order.

    Raises ValueError where a number is missing or occurs twice, or a name is not `NNNN_name.sql`,
    and FileNotFoundError where the folder is missing.
    """
    found = []
    for file in (files(package) / "migrations").iterdir():
        if file.name.endswith(".sql"):
            match = _NAME.fullmatch(file.name)
            if match is None:
                raise ValueError(f"{file.name} of {package} is not called NNNN_name.sql")
            found.append(Step(int(match[1]), match[2], file.read_text(encoding="utf-8")))
    return checked(sorted(found, key=lambda step: step.number))


def checked(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps, which must be numbered 1, 2, 3 …; raises ValueError."""
    numbers = [step.number for step in steps]
    if not numbers or numbers != list(range(1, len(numbers) + 1)):
        raise ValueError(f"migrations are numbered from 1 without a gap, and not {numbers}")
    return tuple(steps)


def statements(script: str) -> Iterator[str]:
    """One statement at a time: `executescript` would commit the transaction it runs in.

    A statement ends where a line ends. Raises ValueError where the last one has no end.
    """
    statement = ""
    for line in script.splitlines(keepends=True):
        if not statement and (not line.strip() or line.lstrip().startswith("--")):
            continue
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement:
        raise ValueError(f"a migration ends inside a statement: {statement.strip()[:60]}")
