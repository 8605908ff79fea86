"""What an entry of the shipped lexicon is: a name or a word of medicine, its kind and language."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class LexiconKind(StrEnum):
    """What an entry names."""

    GENERIC = "generic"
    BRAND = "brand"
    SYMPTOM = "symptom"
    SIGN = "sign"
    FINDING = "finding"
    DIAGNOSIS = "diagnosis"
    ANATOMY = "anatomy"
    STUDY = "study"
    PROCEDURE = "procedure"
    UNIT = "unit"
    ROUTE = "route"
    FREQUENCY = "frequency"
    ABBREVIATION = "abbreviation"


class LexiconEntry(NamedTuple):
    """`canonical` is the name that counts, often the term itself.

    That of an English generic name is the Spanish one; that of a brand are the generic names of
    what is in it, with ` + ` between them. A tuple, since there are 13,000 of them.
    """

    term: str
    kind: LexiconKind
    language: str
    canonical: str
