"""The operating system's keyring, asked with patience and never for long.

A keyring may be away (no desktop session), locked (it then asks its user, and waits), or broken. So
every question is asked on a thread of its own and given up after a while: the thread may hang, the
program does not.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol, TypeVar

from aurity_desktop.domain.errors import KeyringUnusable

_T = TypeVar("_T")

SERVICE: Final = "Aurity Desktop"
#: A desktop's keyring answers within half a second, importing the library included; on a busy
#: machine it took 1.6 s.
PATIENCE_SECONDS: Final = 4.0
#: Backends of the library `keyring` that keep nothing, or keep it in plain sight.
_USELESS: Final = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")


class SecretStore(Protocol):
    """Keeps short texts by name. Every method raises KeyringUnusable, and soon."""

    def name(self) -> str:
        """What the user knows it as."""
        ...

    def get(self, name: str) -> str | None:
        """None where there is no entry of that name."""
        ...

    def put(self, name: str, secret: str) -> None:
        """In place of what the name had."""
        ...

    def remove(self, name: str) -> None:
        """Nothing happens where there is none."""
        ...


class SystemKeyring:
    """The `SecretStore` of this machine, by the library `keyring`. Any thread."""

    def __init__(self, patience: float = PATIENCE_SECONDS) -> None:
        self._patience = patience

    def name(self) -> str:
        """As the backend calls itself."""
        return self._in_time(lambda backend: str(backend.name))

    def get(self, name: str) -> str | None:
        """See `SecretStore`."""
        return self._in_time(lambda backend: backend.get_password(SERVICE, name))

    def put(self, name: str, secret: str) -> None:
        """See `SecretStore`."""
        self._in_time(lambda backend: backend.set_password(SERVICE, name, secret))

    def remove(self, name: str) -> None:
        """See `SecretStore`."""

        def delete(backend: _Backend) -> None:
            if backend.get_password(SERVICE, name) is not None:
                backend.delete_password(SERVICE, name)

        self._in_time(delete)

    def _in_time(self, question: Callable[[_Backend], _T]) -> _T:
        """Raises KeyringUnusable when the answer is an error or does not come."""
        if not _may_be_there():
            raise KeyringUnusable("no desktop session was found")
        answers: list[_T] = []
        troubles: list[str] = []

        def ask() -> None:
            try:
                answers.append(question(_backend()))
            except KeyringUnusable as error:
                troubles.append(error.detail)
            except Exception as error:  # noqa: BLE001 - a thread's edge
                troubles.append(f"{type(error).__name__}: {error}" if str(error) else repr(error))

        thread = threading.Thread(target=ask, name="keyring", daemon=True)
        thread.start()
        thread.join(self._patience)
        if troubles:
            raise KeyringUnusable(troubles[0])
        if not answers:
            raise KeyringUnusable(f"it did not answer within {self._patience:g} s")
        return answers[0]


class _Backend(Protocol):
    name: str

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


def _backend() -> _Backend:
    import keyring

    found: _Backend = keyring.get_keyring()
    backends: list[_Backend] = getattr(found, "backends", [found])  # a chainer has several
    useful = [each for each in backends if not _is_useless(each)]
    if not useful:
        raise KeyringUnusable("the system has none, or none that keeps a secret")
    # A chainer writes into the first of its backends that takes the entry.
    return found if len(useful) == len(backends) else useful[0]


def _is_useless(backend: _Backend) -> bool:
    """By its classes, those it is derived from included."""
    return any(kind.__module__.startswith(_USELESS) for kind in type(backend).__mro__)


def _may_be_there() -> bool:
    """On Linux a keyring is a service of the desktop session.

    Where there is no session, not even the library is loaded.
    """
    if os.environ.get("PYTHON_KEYRING_BACKEND"):
        return not os.environ["PYTHON_KEYRING_BACKEND"].startswith(_USELESS)
    if sys.platform in {"win32", "darwin"}:
        return True
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    return bool(
        os.environ.get("DBUS_SESSION_BUS_ADDRESS") or (runtime and Path(runtime, "bus").exists())
    )
