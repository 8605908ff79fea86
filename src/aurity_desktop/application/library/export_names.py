"""What an exported file is called: `2026-11-28 Consulta diabetes.docx`, on every system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from pathlib import Path
from typing import Final

from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.domain.session import SessionSummary

#: What no name may hold on Windows, and a slash anywhere.
_NO_NAME: Final = re.compile(r'[<>:"/\\|?*]')
#: File systems take 255 bytes; what is encrypted by the file system (eCryptfs) takes 143.
_MOST_BYTES: Final = 120


def export_name(session: SessionSummary, suffix: str, *, with_title: bool = True) -> str:
    """The day and the title, else the day and the time; `suffix` without its full stop.

    The same letters for every system: composed, none that Windows refuses, at most 120 bytes. It
    begins with a digit, so it is the name of no device.
    """
    at = session.plan.created_at.astimezone()
    title = _safe(session.title) if with_title else ""
    stem = f"{at:%Y-%m-%d} {title}" if title else f"{at:%Y-%m-%d %H.%M}"
    return f"{_shortened(stem, _MOST_BYTES - len(suffix) - 1)}.{suffix}"


def note_name(session: SessionSummary, title: str, suffix: str) -> str:
    """Of a clinical note: as `export_name`, with the title of its form behind the day's."""
    stem = export_name(session, "x").removesuffix(".x")
    named = f"{stem}, {_safe(title)}"
    return f"{_shortened(named, _MOST_BYTES - len(suffix) - 1)}.{suffix}"


def free_path(folder: Path, name: str, given: Container[Path] = ()) -> Path:
    """`name` in `folder`, with ` (2)`, ` (3)` … where it is taken: nothing is written over.

    `given` are paths that are promised already and not written yet.
    """
    stem, dot, suffix = name.rpartition(".")
    number, path = 2, folder / name
    while path in given or path.exists() or path.is_symlink():
        path = folder / f"{stem} ({number}){dot}{suffix}"
        number += 1
    return path


def _safe(title: str) -> str:
    words = _NO_NAME.sub(" ", unicodedata.normalize("NFC", one_line(title)))
    return " ".join(word for word in words.split() if word.strip(".")).strip(" .")


def _shortened(text: str, most_bytes: int) -> str:
    """Whole characters, with what is combined with them."""
    while len(text.encode()) > most_bytes:
        text = text[:-1]
        while text and unicodedata.combining(text[-1]):
            text = text[:-1]
    return text.rstrip(" .\u200d")
