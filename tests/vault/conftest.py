"""A vault on a keyring in memory, and a cheap Argon2id."""

import pytest

from aurity_desktop.vault.locks import Cost
from aurity_desktop.vault.vault import FolderVault
from tests.fakes.keyring import MemoryKeyring

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)


@pytest.fixture
def keyring():
    return MemoryKeyring()


@pytest.fixture
def another(paths, keyring):
    """Makes a further vault on the same folder, as another process has it."""
    return lambda **handed: FolderVault(paths, keyring, cost=CHEAP, **handed)


@pytest.fixture
def vault(another):
    return another()
