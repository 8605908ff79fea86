"""Encryption at rest, as everybody but the vault sees it: a cipher for each session, if it has one.

A session is stored plain or encrypted, and a data folder may hold both kinds. Services are handed a
`Keys` and never see a key.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from aurity_desktop.domain.errors import NotProtected


class Cipher(Protocol):
    """Encrypts messages under one session's key. Any thread."""

    def encrypt(self, plain: bytes | memoryview, associated_data: bytes) -> bytes:
        """Nonce, ciphertext and tag.

        It opens again only with the same `associated_data`, which is authenticated and not stored.
        """
        ...

    def decrypt(self, encrypted: bytes | memoryview, associated_data: bytes) -> bytes:
        """Raises BadCiphertext: another key, another `associated_data`, or one changed bit."""
        ...


class Keys(Protocol):
    """The keys of a data folder, for who reads and writes it.

    Any thread; looking up a key takes microseconds once it was needed.
    """

    def cipher(self, session_id: str) -> Cipher | None:
        """None where the session is stored plain. Raises VaultLocked, KeyDamaged."""
        ...

    def begin(self, session_id: str) -> Cipher | None:
        """The cipher of a session that is made now, or is to be encrypted.

        Its key is durable when this returns. None where new sessions are stored plain. Idempotent.
        Raises VaultLocked, KeyDamaged.
        """
        ...

    def is_whole(self, session_id: str) -> bool:
        """Whether nothing of the session is stored plain any more."""
        ...

    def make_whole(self, session_id: str) -> None:
        """The last plain file of the session is gone. Raises VaultLocked."""
        ...

    def ledger_keys(self, *, anew: bool = False) -> Sequence[bytes]:
        """What may open the ledger, 32 bytes each, the likeliest first; none where it is plain.
        Looked up on the disk again where `anew` says so: another process may have given the ledger
        another key. Raises VaultLocked, KeyDamaged.
        """
        ...

    def new_ledger_key(self) -> bytes:
        """The key that the ledger shall have next, made durable beside the one it has.

        The same until `settle_ledger_key`.

        Raises VaultLocked, NotProtected.
        """
        ...

    def settle_ledger_key(self) -> None:
        """The ledger has its next key now: the one before is gone for good.

        Idempotent. Raises VaultLocked, NotProtected.
        """
        ...

    def ledger_may_be_plain(self) -> bool:
        """Whether a ledger that is not encrypted is to be expected.

        Else one that turns up plain was put there by somebody.
        """
        ...

    def destroy(self, session_ids: Sequence[str]) -> None:
        """Nothing opens these sessions any more, whoever kept a copy of their files.

        Idempotent. Raises VaultLocked.
        """
        ...


class NoKeys:
    """For a folder that is stored plain, and for files that are nobody's session."""

    def cipher(self, _session_id: str) -> Cipher | None:
        """None: every session is plain."""
        return None

    def begin(self, _session_id: str) -> Cipher | None:
        """None: new sessions are plain."""
        return None

    def is_whole(self, _session_id: str) -> bool:
        """Never: everything is plain."""
        return False

    def make_whole(self, _session_id: str) -> None:
        """Raises NotProtected."""
        raise NotProtected

    def ledger_keys(self, *, anew: bool = False) -> Sequence[bytes]:  # noqa: ARG002
        """None: the ledger is plain."""
        return ()

    def new_ledger_key(self) -> bytes:
        """Raises NotProtected."""
        raise NotProtected

    def settle_ledger_key(self) -> None:
        """Raises NotProtected."""
        raise NotProtected

    def ledger_may_be_plain(self) -> bool:
        """It is."""
        return True

    def destroy(self, session_ids: Sequence[str]) -> None:
        """There is nothing to destroy."""


PLAIN: Keys = NoKeys()

#: The key of the clinician's enrolled voice, which belongs to no session either and is kept.
VOICEPRINT: Final = "aurity-voiceprint"

#: The key of the user's dictionary, in which there are names.
DICTIONARY: Final = "aurity-dictionary"

#: Under this name stands the key for what a microphone check has heard, which belongs to no session
#: and is kept for a minute.
CHECK: Final = "microphone-check"


class Protection(StrEnum):
    """How a data folder stands.

    UNDECIDED: nothing was stored yet, and the first session decides by what the machine offers.
    """

    UNDECIDED = "undecided"
    PLAIN = "plain"
    LOCKED = "locked"
    OPEN = "open"


class LockKind(StrEnum):
    """What opens the master key."""

    KEYRING = "keyring"
    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a way in
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class VaultStatus:
    """How the data folder is protected.

    `plain_sessions` are those on disk without a key; `keyring` names the system's keyring, "" where
    none can be used, and `keyring_trouble` says why. `ledger` says whether the ledger is encrypted.
    """

    protection: Protection
    locks: tuple[LockKind, ...]
    encrypted_sessions: int
    plain_sessions: int
    ledger: bool
    keyring: str
    keyring_trouble: str

    @property
    def protected(self) -> bool:
        """Everything that is there, and everything that comes."""
        return self.protection in {Protection.LOCKED, Protection.OPEN} and (
            self.ledger and not self.plain_sessions
        )


@dataclass(frozen=True, slots=True)
class KeysRepaired:
    """What making `keys.db` good again did.

    `removed` are the ways in that could not be proved; `damaged` the sessions whose key does not
    open, and stays so.
    """

    changed: bool
    removed: tuple[str, ...]
    damaged: tuple[str, ...]


class Vault(Keys, Protocol):
    """The keys of a data folder with the door to them.

    Any thread; what asks the keyring or derives a key takes up to seconds.
    """

    @property
    def protection(self) -> Protection:
        """A look at the disk, microseconds."""
        ...

    def status(self) -> VaultStatus:
        """Asks the keyring, too, within its time limit."""
        ...

    def decide(self) -> Protection:
        """Of an untouched folder: encrypted when the machine has a usable keyring, else plain.

        Others stay what they are.
        """
        ...

    def unlock_from_keyring(self) -> bool:
        """Whether it is open now.

        Never asks the user: a keyring that is away or slow is one that does not open. Raises
        KeysNotAuthentic.
        """
        ...

    def unlock(self, secret: str) -> None:
        """A passphrase or the recovery code. Raises WrongSecret."""
        ...

    def lock(self) -> None:
        """Forget every key.

        What was handed to a child before stays there. Nothing happens where nothing is encrypted.
        """
        ...

    def protect(self, passphrase: str = "") -> None:
        """Encrypt new sessions from now on, under the passphrase or the system's keyring.

        The keyring is used where no passphrase is given. Raises KeyringUnusable, VaultExists.
        """
        ...

    @property
    def opened_by_secret(self) -> bool:
        """Whether somebody gave this process a passphrase or a recovery code that opened it."""
        ...

    def confirm(self, secret: str) -> None:
        """See that this is a passphrase or recovery code of the vault, and open nothing.

        A quarter of a second. Raises WrongSecret, NotProtected.
        """
        ...

    def set_passphrase(self, passphrase: str) -> None:
        """In place of the one before; what else opens the vault stays.

        Raises VaultLocked, NotProtected.
        """
        ...

    def use_keyring(self) -> None:
        """Have the system's keyring open the vault as well, again or for the first time.

        Raises KeyringUnusable, VaultLocked, NotProtected.
        """
        ...

    def remove(self, kind: LockKind) -> None:
        """Raises LastLock, VaultLocked, NotProtected."""
        ...

    def repair(self, secret: str) -> KeysRepaired:
        """Make keys that are refused good again; only what `secret` opens is a way in then.

        A passphrase or recovery code, "" for the keyring. One transaction. Raises WrongSecret,
        NotProtected, KeyringUnusable, KeyDamaged.
        """
        ...

    def new_recovery_code(self) -> str:
        """Shown once and not kept; the code before opens nothing any more.

        Raises VaultLocked, NotProtected.
        """
        ...

    def rotate(self) -> None:
        """A new master key: every key in the folder is wrapped anew, in one transaction.

        Raises VaultLocked, NotProtected, KeyringUnusable.
        """
        ...

    def handed(self, session_id: str = "") -> str:
        """A line for a child's standard input, for nobody else's eyes.

        It holds all keys, or one session's and the ledger's. "" where nothing is encrypted. A
        session that has no folder yet is a new one, and gets its key. Raises VaultLocked.
        """
        ...

    def ask_with(self, ask: Callable[[], str | None]) -> None:
        """Where a locked vault that no keyring opens may ask for the secret: on a terminal.

        None means that nobody answers.
        """
        ...
