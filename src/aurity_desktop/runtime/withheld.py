"""Names of the user's own files, which may be a patient's: known here to be kept out of the log.

Whoever is given such a path says so once; whatever is logged from then on in this process, an
error's message or a traceback, by our code or a library, has `[file]` in its place.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from pathlib import Path
from typing import Final

_INSTEAD: Final = "[file]"
#: A shorter name, as of `a.wav` without its ending, would be found in every other word.
_LEAST_LETTERS: Final = 3


class Withheld:
    """The names that are known, and one pattern that finds any of them. Any thread."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._forms: set[str] = set()
        self._pattern: re.Pattern[str] | None = None

    def add(self, path: Path) -> None:
        """From now on the whole of this path, its folder and the file's name are found."""
        forms = {form for name in _names(path) for form in _spellings(name)}
        # Without its ending a name may be a word that stands in others.
        forms |= {rf"(?<!\w){form}(?!\w)" for form in _spellings(path.stem)}
        with self._mutex:
            if forms <= self._forms:
                return
            self._forms |= forms
            longest_first = sorted(self._forms, key=len, reverse=True)
            self._pattern = re.compile("|".join(longest_first))

    def taken_out_of(self, text: str) -> str:
        """`text` with `[file]` for whatever of it is withheld."""
        pattern = self._pattern
        return pattern.sub(_INSTEAD, text) if pattern is not None else text


#: Of this process, as the log is.
_withheld: Final = Withheld()

withhold: Final = _withheld.add
without_withheld: Final = _withheld.taken_out_of


def _names(path: Path) -> list[str]:
    try:
        whole = path.absolute()
    except OSError:  # the working folder is gone
        whole = path
    folder = whole.parent
    return [str(path), str(whole), path.name, *([str(folder)] if folder.name else [])]


def _spellings(name: str) -> set[str]:
    """Patterns of the name as it may stand in a message: composed or taken apart, as macOS does."""
    if len(name) < _LEAST_LETTERS:
        return set()
    return {"".join(map(_quoted, unicodedata.normalize(form, name))) for form in ("NFC", "NFD")}


def _quoted(letter: str) -> str:
    """One letter as it is, or with the backslashes of `repr`, `ascii`, or one within the other."""
    escaped = ascii(letter)[1:-1]
    if escaped == letter:
        return letter if letter.isalnum() else rf"\\*{re.escape(letter)}"
    return rf"(?:\\*{re.escape(letter)}|\\+{re.escape(escaped.lstrip(chr(92)))})"
