"""How a child process gets its keys: a line on its standard input, which nobody else reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from aurity_desktop.runtime.standard_input import KEYS_FLAG

#: The line for a child that works on this session, or with "" on all of them; "" where nothing is
#: encrypted. Raises VaultLocked.
HandKeys: TypeAlias = Callable[[str], str]


def no_keys(_session_id: str) -> str:
    """For a folder in which nothing is encrypted, and for children that need none."""
    return ""


def flag(line: str) -> list[str]:
    """The arguments that tell a child to read `line` as its keys; none where that is ""."""
    return [KEYS_FLAG] if line else []
