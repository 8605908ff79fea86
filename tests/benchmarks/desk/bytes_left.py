"""Looks for words in every byte of a folder."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path


def files_with(folder: Path, words: Sequence[str]) -> dict[Path, str]:
    """Each file below `folder` that holds one of `words`, and which; names of files count, too.

    In UTF-8, in UTF-16 as Qt writes it, and as JSON escapes it.
    """
    found: dict[Path, str] = {}
    for path in sorted(folder.rglob("*")):
        held = str(path.relative_to(folder)).encode()
        if path.is_file():
            held += b"\n" + path.read_bytes()
        for word in words:
            if any(form in held for form in _forms(word)):
                found[path] = word
                break
    return found


def _forms(word: str) -> Iterator[bytes]:
    yield word.encode()
    yield word.encode("utf-16-le")
    yield word.encode("utf-16-be")
    yield json.dumps(word)[1:-1].encode()
