"""Asking before something is done that cannot be undone."""

from __future__ import annotations

import sys

from aurity_desktop.cli.output import tell
from aurity_desktop.domain.errors import UsageError
from aurity_desktop.domain.safe_text import one_line


def confirmed(question: str, *, yes: bool) -> bool:
    """Whether to go on: `--yes`, or a yes at the terminal.

    Raises UsageError where nobody can be asked.
    """
    if yes:
        return True
    if not sys.stdin.isatty():
        raise UsageError("This cannot be undone, and there is no terminal to ask at. Say --yes.")
    tell(f"{one_line(question)} [y/N] ")
    return sys.stdin.readline().strip().lower() in {"y", "yes", "s", "si", "sí"}
