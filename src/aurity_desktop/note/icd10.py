"""CIE-10 in Spanish: the table of the package `cie`, read as data; its code is never imported."""

from __future__ import annotations

import csv
import importlib.util
import io
import zipfile
from functools import cache
from pathlib import Path
from typing import Final

from aurity_desktop.domain.diagnosis_codes import DiagnosisCode, DiagnosisCodes
from aurity_desktop.domain.errors import NoClassification

_PACKAGE: Final = "cie"
_TABLE: Final = ("data", "cie-10.zip")
_MEMBER: Final = "cie-10.csv"
#: Chapters and groups of the table have a lower level: nobody has a chapter.
_DIAGNOSES: Final = 2
#: Letters before the dot of a code: E11.9.
_CATEGORY: Final = 3


@cache
def spanish_icd10() -> DiagnosisCodes:
    """Read once, some hundred milliseconds: ask for it off the GUI thread.

    Raises NoClassification where the package is not there or not what it was.
    """
    package = importlib.util.find_spec(_PACKAGE)
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
    return code if len(code) <= _CATEGORY else f"{code[:_CATEGORY]}.{code[_CATEGORY:]}"
