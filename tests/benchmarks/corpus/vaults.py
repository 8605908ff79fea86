"""Keys for benchmarks: a vault of their own under a passphrase that is thrown away.

Nobody's keyring is touched.
"""

from __future__ import annotations

import secrets

from aurity_desktop.domain.errors import KeyringUnusable
from aurity_desktop.domain.keys import PLAIN, Keys
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.vault.vault import FolderVault


class _NoKeyring:
    def name(self) -> str:
        raise KeyringUnusable("a bench uses none")

    def get(self, _name: str) -> str | None:
        raise KeyringUnusable("a bench uses none")

    def put(self, _name: str, _secret: str) -> None:
        raise KeyringUnusable("a bench uses none")

    def remove(self, _name: str) -> None:
        raise KeyringUnusable("a bench uses none")


def bench_vault(paths: Paths) -> FolderVault:
    """The folder is encrypted from here on."""
    vault = FolderVault(paths, _NoKeyring())
    vault.protect(secrets.token_urlsafe())
    return vault


def bench_keys(paths: Paths, *, encrypted: bool) -> Keys:
    return bench_vault(paths) if encrypted else PLAIN
