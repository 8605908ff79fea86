"""Asking before something is done that cannot be undone."""

from __future__ import annotations

import sys

from aurity_desktop.domain.errors import UsageError


def confirmed(question: str, *, yes: bool) -> bool:
    """Whether to go on: `--yes`, or a yes at the terminal.

    Raises UsageError where nobody can be asked.
    """
    if yes:
        return True
    if not sys.stdin.isatty():
        raise UsageError("This cannot be undone, and there is no terminal to ask at. Say --yes.")
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in {"y", "yes", "s", "si", "sí"}
