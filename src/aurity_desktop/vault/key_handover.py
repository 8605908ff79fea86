"""Keys that a parent hands to its child: the first line on the child's standard input.

Never an argument or a variable of the environment, which every process of the account can read.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from aurity_desktop.domain.errors import BadMessage, KeyDamaged, VaultLocked
from aurity_desktop.domain.keys import Cipher, LockKind
from aurity_desktop.encrypted.aes import AesCipher


@dataclass(frozen=True, slots=True)
class WholeVault:
    """What opens the master key."""

    kind: LockKind
    private: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class SomeKeys:
    """The `Keys` of a child that works on one session and the ledger.

    It can neither make keys nor destroy them.
    """

    sessions: Mapping[str, bytes] = field(repr=False)
    ledger: Sequence[bytes] = field(repr=False)
    plain_ledger: bool
    whole: Collection[str] = ()

    def cipher(self, session_id: str) -> Cipher | None:
        """None for every session but those that were handed over."""
        key = self.sessions.get(session_id)
        return AesCipher(key) if key is not None else None

    def begin(self, session_id: str) -> Cipher | None:
        """Its parent made the key."""
        cipher = self.cipher(session_id)
        if cipher is None:
            raise KeyDamaged(f"session {session_id}")
        return cipher

    def is_whole(self, session_id: str) -> bool:
        """As it was when the child was started."""
        return session_id in self.whole

    def make_whole(self, _session_id: str) -> None:
        """Raises VaultLocked: a child changes nothing."""
        raise VaultLocked("only one session's key was handed over")

    def ledger_keys(self, *, anew: bool = False) -> Sequence[bytes]:  # noqa: ARG002
        """As they were when the child was started."""
        return self.ledger

    def new_ledger_key(self) -> bytes:
        """Raises VaultLocked: a child changes nothing."""
        raise VaultLocked("only one session's key was handed over")

    def settle_ledger_key(self) -> None:
        """Raises VaultLocked: a child changes nothing."""
        raise VaultLocked("only one session's key was handed over")

    def ledger_may_be_plain(self) -> bool:
        """As it was when the child was started."""
        return self.plain_ledger

    def destroy(self, _session_ids: Sequence[str]) -> None:
        """Raises VaultLocked: a child changes nothing."""
        raise VaultLocked("only one session's key was handed over")


def line_of(keys: WholeVault | SomeKeys) -> str:
    """The line for the child's standard input: JSON with the keys in hexadecimal, no line end."""
    if isinstance(keys, WholeVault):
        return json.dumps({"lock": keys.kind.value, "private": keys.private.hex()})
    return json.dumps(
        {
            "sessions": {name: key.hex() for name, key in keys.sessions.items()},
            "ledger": [key.hex() for key in keys.ledger],
            "plain_ledger": keys.plain_ledger,
            "whole": sorted(keys.whole),
        }
    )


def parse_line(line: bytes | str) -> WholeVault | SomeKeys:
    """Raises BadMessage, which never shows the line."""
    try:
        found = json.loads(line)
        if "lock" in found:
            return WholeVault(LockKind(found["lock"]), bytes.fromhex(found["private"]))
        return SomeKeys(
            {name: bytes.fromhex(key) for name, key in found["sessions"].items()},
            tuple(bytes.fromhex(key) for key in found["ledger"]),
            bool(found["plain_ledger"]),
            tuple(str(name) for name in found["whole"]),
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadMessage("the line of keys is not one") from error
