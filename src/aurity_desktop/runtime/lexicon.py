"""The shipped lexicon: `resources/lexicon/*.txt`, read when it is first asked for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from aurity_desktop.domain.lexicon import LexiconEntry, LexiconKind
from aurity_desktop.runtime.collection import without_collection
from aurity_desktop.runtime.resources import resources_folder

_FILES = ("generics.txt", "brands.txt", "terms.txt")


@cache
def lexicon() -> tuple[LexiconEntry, ...]:
    """Every entry, medicines first. Some 13,000; a call after the first costs nothing."""
    folder = resources_folder() / "lexicon"
    with without_collection():
        return tuple(entry for name in _FILES for entry in read_entries(folder / name))


def read_entries(path: Path) -> list[LexiconEntry]:
    """The entries of one file. Raises ValueError for a line that is none."""
    kinds = {str(kind): kind for kind in LexiconKind}
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        term, kind, language, *canonical = line.split("\t")
        found.append(LexiconEntry(term, kinds[kind], language, canonical[0] if canonical else term))
    return found
