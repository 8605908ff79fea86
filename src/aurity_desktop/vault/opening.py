"""The keys of a data folder, for one of our processes.

Handed over by its parent, or looked for by itself.
"""

from __future__ import annotations

from aurity_desktop.domain.keys import Keys
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.vault.key_handover import SomeKeys, parse_line
from aurity_desktop.vault.system_keyring import SystemKeyring
from aurity_desktop.vault.vault import FolderVault


def open_vault(paths: Paths, handed: bytes = b"") -> FolderVault:
    """`handed` is the line from the parent, b"" where there is none.

    Nothing is asked and nothing opened yet. Raises BadMessage.
    """
    found = parse_line(handed) if handed else None
    whole = None if isinstance(found, SomeKeys) else found
    return FolderVault(paths, SystemKeyring(), handed=whole)


def open_keys(paths: Paths, handed: bytes = b"") -> Keys:
    """As `open_vault`, for a child that may have been handed no more than it needs."""
    found = parse_line(handed) if handed else None
    return found if isinstance(found, SomeKeys) else open_vault(paths, handed)
