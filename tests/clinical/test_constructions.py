"""How people say a thing: a small talk for each way, and what is found of one kind.

`constructions/LANGUAGE-KIND.txt` has a talk a line, its turns divided by ` | `, and below it what
is found. Each was written for a way of speaking, and not out of a consultation.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clinical.talks import of_kind

_FOLDER = Path(__file__).parent / "constructions"
_KINDS = {
    "symptoms": "symptom",
    "medicines": "medicine",
    "allergies": "allergy",
    "antecedents": "antecedent",
    "vital_signs": "vital_sign",
    "studies": "study",
}


def _cases() -> Iterator[tuple[str, str, str, list[str]]]:
    for path in sorted(_FOLDER.glob("*.txt")):
        language, _, kinds = path.stem.partition("-")
        lines = path.read_text(encoding="utf-8").splitlines()
        for talk, found in zip(lines[::2], lines[1::2], strict=True):
            expected = [each.strip() for each in found.removeprefix("=>").split(";")]
            yield language, _KINDS[kinds], talk, [each for each in expected if each]


@pytest.mark.parametrize(("language", "kind", "talk", "expected"), list(_cases()))
def test_a_way_of_speaking_is_understood(
    language: str, kind: str, talk: str, expected: list[str]
) -> None:
    found = of_kind(kind, talk.replace(" | ", "\n"), language)
    if kind == "symptom":  # since when and on which side are told elsewhere
        found = [each.split(", ")[0] for each in found]
    assert sorted(set(found)) == expected
