"""CIE-10 in Spanish: the clinic's own table, else that of the package `cie`, read as data.

The package's code is never imported. Its table has the titles of an edition before 2010 (neither
U07.1 nor A09.0 stands in it) and was taken from web pages. The titles are the World Health
Organization's, in the translation of the Pan American Health Organization: the package's licence is
its author's and gives no right to them. A clinic that has the catalogue from whom it reports to
puts it into the data folder as `cie10.csv`, and then nothing of the package is read.
"""

from __future__ import annotations

import csv
import importlib.util
import io
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

from aurity_desktop.domain.diagnosis_codes import DiagnosisCode, DiagnosisCodes, folded
from aurity_desktop.domain.errors import NoClassification
from aurity_desktop.runtime.text_files import decoded

_PACKAGE: Final = "cie"
_TABLE: Final = ("data", "cie-10.zip")
_MEMBER: Final = "cie-10.csv"
#: Chapters and groups of the package's table have a lower level: nobody has a chapter.
_DIAGNOSES: Final = 2
#: Letters before the dot of a code: E11.9.
_CATEGORY: Final = 3
#: What the columns of an own table may be called.
_CODE: Final = ("code", "codigo", "clave", "catalog key", "cie10", "cie 10")
_TITLE: Final = ("title", "description", "titulo", "descripcion", "nombre", "diagnostico")
#: Bytes. The whole of CIE-10 takes one and a half million.
_MOST: Final = 32_000_000


def icd10(own: Path) -> DiagnosisCodes:
    """The table at `own` where there is one, as it is now; else the package's.

    Read once, some hundred milliseconds: ask for it off the GUI thread. Raises NoClassification,
    also where an own table cannot be read: another one in its place would go unnoticed.
    """
    try:
        state = own.stat()
    except OSError:
        return _package_table(_PACKAGE)
    return _own_table(own, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=1)
def _own_table(path: Path, _changed: int, size: int) -> DiagnosisCodes:
    if size > _MOST:
        raise NoClassification(f"{path.name}: it is too large")
    try:
        return DiagnosisCodes(_own_rows(_text(path.read_bytes())))
    except (OSError, ValueError, csv.Error) as error:
        raise NoClassification(f"{path.name}: {error}") from error


def _text(data: bytes) -> str:
    """UTF-8, with a mark or without; else what Excel saves as CSV here."""
    try:
        return decoded(data)
    except UnicodeDecodeError:
        return data.decode("cp1252")


def _own_rows(text: str) -> Iterator[DiagnosisCode]:
    """A code and a title of each row. Raises ValueError where there are no such columns."""
    head = text[: text.find("\n") + 1]
    separator = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text), delimiter=separator)
    names = [folded(each) for each in next(rows, [])]
    code, title = _column(names, _CODE), _column(names, _TITLE)
    for row in rows:
        if len(row) > max(code, title) and row[code].strip():
            yield DiagnosisCode(_dotted(row[code].strip().upper()), " ".join(row[title].split()))


def _column(names: list[str], wanted: tuple[str, ...]) -> int:
    for name in wanted:
        if name in names:
            return names.index(name)
    raise ValueError(f"its first line names no column {' or '.join(wanted[:3])}")


@lru_cache(maxsize=1)
def _package_table(name: str) -> DiagnosisCodes:
    package = importlib.util.find_spec(name)
    folders = package.submodule_search_locations if package is not None else None
    path = Path(folders[0] if folders else "", *_TABLE)
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_MEMBER) as member:
            rows = list(csv.DictReader(io.TextIOWrapper(member, encoding="utf-8")))
        return DiagnosisCodes(
            DiagnosisCode(_dotted(row["code"].strip()), " ".join(row["description"].split()))
            for row in rows
            if int(row["level"]) >= _DIAGNOSES
        )
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise NoClassification(str(error)) from error


def _dotted(code: str) -> str:
    plain = code.replace(".", "")
    return plain if len(plain) <= _CATEGORY else f"{plain[:_CATEGORY]}.{plain[_CATEGORY:]}"
