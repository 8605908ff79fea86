"""Structured logs: one JSON object a line, rotated, private, and without a patient's words in them.

Callers log ids, numbers and hashes as `extra={"facts": {...}}`; texts of utterances never go
through here. What the user's own files are called is told on the console and kept out of the file.
"""

from __future__ import annotations

import logging
import sys
from datetime import UTC, datetime
from pathlib import Path

from aurity_desktop.domain.safe_text import lines, safe_json
from aurity_desktop.runtime.log_file import SharedLogFile
from aurity_desktop.runtime.withheld import without_withheld


class JsonLines(logging.Formatter):
    """One line of the file, without what is withheld."""

    def format(self, record: logging.LogRecord) -> str:
        """One JSON object, on one line."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "process": record.process,
            "logger": record.name,
            "message": without_withheld(record.getMessage()),
        }
        facts = getattr(record, "facts", None)
        if facts:
            line["facts"] = {
                name: without_withheld(fact) if isinstance(fact, str) else fact
                for name, fact in facts.items()
            }
        if record.exc_info:
            line["exception"] = without_withheld(self.formatException(record.exc_info))
        return safe_json(line, default=lambda it: without_withheld(str(it)))


class _Console(logging.Formatter):
    """What a message names may come from a foreign file, and a terminal obeys it."""

    def format(self, record: logging.LogRecord) -> str:
        return lines(super().format(record))


#: As `extra=FILE_ONLY`: for a record whose place is the file, since people are told in words of
#: their own.
FILE_ONLY = {"file_only": True}


def _is_for_the_console(record: logging.LogRecord) -> bool:
    return not getattr(record, "file_only", False)


def start_logging(folder: Path, role: str, *, verbose: bool = False) -> None:
    """Log to `folder/<role>.jsonl`, which several processes may share, and to standard error.

    There from warnings on; everything when `verbose`. Raises OSError where the file cannot be made.
    """
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    file = SharedLogFile(folder / f"{role}.jsonl")
    file.setFormatter(JsonLines())
    root.addHandler(file)
    if sys.stderr is not None:  # a windowed program on Windows has none
        console = logging.StreamHandler(sys.stderr)
        console.setLevel(logging.INFO if verbose else logging.WARNING)
        console.addFilter(_is_for_the_console)
        console.setFormatter(_Console("%(levelname)s %(name)s: %(message)s"))
        root.addHandler(console)
