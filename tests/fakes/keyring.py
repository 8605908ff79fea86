"""A keyring in memory, with the contract of the system's."""

from aurity_desktop.domain.errors import KeyringUnusable
from aurity_desktop.vault.vault import FolderVault


class MemoryKeyring:
    """`refuses` says why it answers nothing; "" while it does."""

    def __init__(self):
        self.secrets = {}
        self.refuses = ""

    def name(self):
        self._answer()
        return "memory"

    def get(self, name):
        self._answer()
        return self.secrets.get(name)

    def put(self, name, secret):
        self._answer()
        self.secrets[name] = secret

    def remove(self, name):
        self._answer()
        self.secrets.pop(name, None)

    def _answer(self):
        if self.refuses:
            raise KeyringUnusable(self.refuses)


def plain_vault(paths):
    """That of a machine without a keyring: nothing is encrypted unless somebody asks for it."""
    keyring = MemoryKeyring()
    keyring.refuses = "there is none"
    return FolderVault(paths, keyring)
