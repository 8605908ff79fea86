"""Everything that `keys.db` says, read in one snapshot, and the MAC over it.

The MAC is HMAC-SHA-256 (RFC 2104) under a key derived from the master key, over the rows of all
tables, and so over which rows there are. It leaves out a session's wrapped key, which AES-GCM
authenticates by itself under the same master key, bound to its session: so one damaged row costs
one session and not the folder.
"""

from __future__ import annotations

import hmac
import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from aurity_desktop.domain.errors import KeyDamaged, KeysNotAuthentic
from aurity_desktop.domain.keys import LockKind
from aurity_desktop.vault.locks import Cost, Lock, derived

Value = str | int | bytes
Row = tuple[Value, ...]

_PURPOSE: Final = b"aurity keys.db authentication"


@dataclass(frozen=True, slots=True)
class Folder:
    """`generation` counts the master keys; `ledger_encrypted` says whether the ledger has a key."""

    folder_id: str
    generation: int
    ledger_encrypted: bool


@dataclass(frozen=True, slots=True)
class SessionKey:
    """One session's key, wrapped under the master key; `whole`: no plain file of it is left."""

    wrapped: bytes = field(repr=False)
    whole: bool


@dataclass(frozen=True)
class KeyFile:
    """The rows of one state of `keys.db`, as SQLite gave them. Nothing of it is trusted yet.

    `locks` are kind, public, ephemeral, encrypted, salt, memory, passes, lanes, time, authenticator
    and voucher; `ledger` position and wrapped key; `session_keys` id, wrapped key, whole and time.
    `mac` is empty in a file from before there was one. The properties raise KeysNotAuthentic for
    what this program never writes.
    """

    folders: tuple[Row, ...]
    locks: tuple[Row, ...] = field(repr=False)
    ledger: tuple[Row, ...] = field(repr=False)
    session_keys: tuple[Row, ...] = field(repr=False)
    mac: bytes = field(repr=False)

    @cached_property
    def folder(self) -> Folder:
        """Raises KeyDamaged where the row is gone."""
        if len(self.folders) != 1:
            raise KeyDamaged("the data folder")
        folder_id, generation, encrypted = self.folders[0]
        return Folder(str(folder_id), int(generation), bool(encrypted))

    @cached_property
    def lock_by_kind(self) -> dict[LockKind, Lock]:
        """At most one of each kind."""
        try:
            return {LockKind(str(row[0])): _lock(row) for row in self.locks}
        except (ValueError, TypeError) as error:
            raise KeysNotAuthentic("a way to open it is of no known kind") from error

    def lock(self, kind: LockKind) -> Lock | None:
        """The one of its kind, whatever the others are; None where there is none."""
        return next((_lock(row) for row in self.locks if row[0] == kind), None)

    @cached_property
    def sessions(self) -> dict[str, SessionKey]:
        """Every session that has a key, by its id."""
        return {
            str(name): SessionKey(_blob(wrapped), bool(whole))
            for name, wrapped, whole, _ in self.session_keys
        }

    @cached_property
    def ledger_keys(self) -> dict[int, bytes]:
        """0 is the one the ledger has, 1 the one it is given next."""
        return {int(at): _blob(wrapped) for at, wrapped in sorted(self.ledger)}

    def authentication(self, master: bytes) -> bytes:
        """The MAC of these rows: 32 bytes, whatever order they came in."""
        tables = (
            self.folders,
            self.locks,
            self.ledger,
            [(name, whole, made_at) for name, _, whole, made_at in self.session_keys],
        )
        shown = [sorted([_shown(value) for value in row] for row in table) for table in tables]
        content = json.dumps(shown, ensure_ascii=True, separators=(",", ":")).encode("ascii")
        return hmac.digest(derived(master, _PURPOSE), content, "sha256")

    def check(self, master: bytes) -> None:
        """Raises KeysNotAuthentic: somebody without the master key changed the file."""
        if not self.mac:
            raise KeysNotAuthentic("what proves its content is missing")
        if not hmac.compare_digest(self.mac, self.authentication(master)):
            raise KeysNotAuthentic("its content is not as this program wrote it")


def _lock(row: Row) -> Lock:
    kind, public, ephemeral, encrypted, salt, memory, passes, lanes, _, authenticator, voucher = row
    return Lock(
        LockKind(str(kind)),
        _blob(public),
        _blob(ephemeral),
        _blob(encrypted),
        _blob(salt),
        Cost(int(memory), int(passes), int(lanes)),
        _blob(authenticator),
        _blob(voucher),
    )


def _blob(value: Value) -> bytes:
    if not isinstance(value, bytes):
        raise KeysNotAuthentic("a key is no key")
    return value


def _shown(value: Value) -> list[str]:
    """As JSON takes it; the type goes along, so that no two values look the same."""
    if isinstance(value, bytes):
        return ["bytes", value.hex()]
    return [type(value).__name__, str(value)]
