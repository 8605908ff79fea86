"""The contract of a keyring, on the one in memory and on what the library `keyring` gives; and
patience with one that is broken.
"""

import threading
import time

import keyring
import pytest
from keyring.backend import KeyringBackend

from aurity_desktop.domain.errors import KeyringUnusable
from aurity_desktop.vault.system_keyring import SystemKeyring
from tests.fakes.keyring import MemoryKeyring


class Scripted(KeyringBackend):
    """A backend of the library, as a desktop brings one."""

    priority = 1

    def __init__(self):
        super().__init__()
        self.kept = {}
        self.trouble = None
        self.answers = threading.Event()
        self.answers.set()

    def get_password(self, service, username):
        assert self.answers.wait(30)
        if self.trouble:
            raise self.trouble
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


@pytest.fixture
def backend(monkeypatch):
    scripted = Scripted()
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "of.the.test")
    monkeypatch.setattr(keyring, "get_keyring", lambda: scripted)
    yield scripted
    scripted.answers.set()


@pytest.fixture(params=["in memory", "the system's"])
def store(request):
    if request.param == "in memory":
        return MemoryKeyring()
    request.getfixturevalue("backend")
    return SystemKeyring()


def test_what_was_put_is_given_back_until_it_is_removed(store):
    assert store.name()
    assert store.get("a") is None
    store.put("a", "secret")
    store.put("a", "another")
    assert store.get("a") == "another"
    store.remove("a")
    store.remove("a")
    assert store.get("a") is None


def test_a_keyring_that_does_not_answer_is_given_up(backend):
    backend.answers.clear()
    began = time.monotonic()
    with pytest.raises(KeyringUnusable, match="did not answer"):
        SystemKeyring(patience=0.05).get("a")
    assert time.monotonic() - began < 2


def test_a_keyring_that_fails_says_why(backend):
    backend.trouble = RuntimeError("the collection is locked")
    with pytest.raises(KeyringUnusable, match="collection is locked"):
        SystemKeyring().get("a")


def test_without_a_desktop_session_not_even_the_library_is_asked(monkeypatch):
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/nowhere")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(keyring, "get_keyring", lambda: pytest.fail("it was asked"))
    with pytest.raises(KeyringUnusable, match="no desktop session"):
        SystemKeyring().name()


@pytest.mark.parametrize("told_by", ["address", "bus"])
def test_a_desktop_session_is_known_by_its_bus(monkeypatch, tmp_path, told_by):
    """By the address in the environment, or by the socket in the user's runtime folder."""
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    if told_by == "address":
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/run/bus")
    else:
        (tmp_path / "bus").touch()
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(keyring, "get_keyring", Scripted)
    assert SystemKeyring().get("a") is None


def test_a_keyring_that_fails_without_words_is_named_by_its_error(backend):
    backend.trouble = RuntimeError()
    with pytest.raises(KeyringUnusable, match=r"RuntimeError\(\)"):
        SystemKeyring().get("a")


def test_a_backend_that_keeps_nothing_is_none(monkeypatch):
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    with pytest.raises(KeyringUnusable):
        SystemKeyring().get("a")
