"""Which backends of the library `keyring` are no keyring: those that keep nothing, or in plain
sight.
"""

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null

from aurity_desktop.domain.errors import KeyringUnusable
from aurity_desktop.vault.system_keyring import SystemKeyring


class Good(KeyringBackend):
    """Keeps what it is given, as a desktop's does."""

    priority = 5

    def __init__(self):
        super().__init__()
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get(username)

    def set_password(self, service, username, password):
        self.kept[username] = password

    def delete_password(self, service, username):
        del self.kept[username]


class Plaintext(Good):
    """As `keyrings.alt.file.PlaintextKeyring`, which writes passwords into a text file."""


Plaintext.__module__ = "keyrings.alt.file"


class Derived(Plaintext):
    """Somebody's own, made of a plaintext one."""


class Chain(chainer.ChainerBackend):
    """The library's chain of whatever it has found, with backends of the test's."""

    backends = ()

    def __init__(self, *backends):
        self.backends = backends


@pytest.fixture
def found(monkeypatch):
    """Says which backend the library finds."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "of.the.test")

    def find(backend):
        monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
        return backend

    return find


@pytest.mark.parametrize(
    "useless",
    [
        fail.Keyring(),
        null.Keyring(),
        Plaintext(),
        Derived(),
        Chain(),
        Chain(fail.Keyring(), null.Keyring()),
        Chain(Plaintext()),
    ],
    ids=["fail", "null", "plaintext", "derived", "no chain", "useless chain", "plaintext chain"],
)
def test_a_backend_that_keeps_nothing_or_in_plain_sight_is_refused(found, useless):
    found(useless)
    for question in (
        lambda store: store.name(),
        lambda store: store.get("a"),
        lambda store: store.put("a", "secret"),
        lambda store: store.remove("a"),
    ):
        with pytest.raises(KeyringUnusable, match="none that keeps a secret"):
            question(SystemKeyring())
    assert not getattr(useless, "kept", {})


@pytest.mark.parametrize(
    "named",
    [
        "keyring.backends.fail.Keyring",
        "keyring.backends.null.Keyring",
        "keyrings.alt.file.PlaintextKeyring",
    ],
)
def test_one_that_the_environment_names_is_not_even_loaded(monkeypatch, named):
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", named)
    monkeypatch.setattr(keyring, "get_keyring", lambda: pytest.fail("it was asked"))
    with pytest.raises(KeyringUnusable):
        SystemKeyring().get("a")


@pytest.mark.parametrize("plain_first", [True, False])
def test_a_chain_with_a_plaintext_one_in_it_writes_into_the_other(found, plain_first):
    good, plaintext = Good(), Plaintext()
    found(Chain(plaintext, good) if plain_first else Chain(good, plaintext))
    store = SystemKeyring()
    store.put("a", "secret")
    assert store.get("a") == "secret"
    assert (good.kept, plaintext.kept) == ({"a": "secret"}, {})


def test_a_chain_of_good_ones_is_asked_as_a_whole(found):
    first, second = Good(), Good()
    found(Chain(first, second))
    second.kept["old"] = "put there before"
    store = SystemKeyring()
    store.put("a", "secret")
    assert store.get("old") == "put there before"
    assert first.kept == {"a": "secret"}
