"""What is encrypted and what is not, in words for the command line and health.

The window has its own words for the same facts.
"""

from __future__ import annotations

from typing import Any

from aurity_desktop.domain.keys import LockKind, Protection, VaultStatus

_WAYS = {
    LockKind.KEYRING: "the system's keyring",
    LockKind.PASSPHRASE: "a passphrase",
    LockKind.RECOVERY: "the recovery code",
}


_COVERED = (
    "Encrypted: sound, transcripts, names, and every file a session keeps. "
    "Not encrypted: session ids, times of files, the queue's job ids, logs without words, "
    "settings, and the exports that were written elsewhere."
)


def view(status: VaultStatus) -> dict[str, Any]:
    """The vault's status as JSON values."""
    return {
        "protection": status.protection.value,
        "protected": status.protected,
        "opened_by": [kind.value for kind in status.locks],
        "ledger_encrypted": status.ledger,
        "encrypted_sessions": status.encrypted_sessions,
        "plain_sessions": status.plain_sessions,
        "keyring": status.keyring,
        "keyring_trouble": status.keyring_trouble,
    }


def lines(status: VaultStatus) -> list[str]:
    """One fact a line, the most important first."""
    if status.protection is Protection.UNDECIDED:
        return [_undecided(status)]
    if status.protection is Protection.PLAIN:
        return [
            (
                "Not encrypted: sound, transcripts and names can be read by whoever can read "
                "this account's files, or takes the disk."
            ),
            _offer(status),
        ]
    told = [
        _COVERED,
        f"Opened by {_and([_WAYS[kind] for kind in status.locks])}.",
    ]
    if status.protection is Protection.LOCKED:
        told.append("Locked now.")
    if LockKind.RECOVERY not in status.locks:
        told.append(
            "There is no recovery code: if the other way in is lost, everything is. "
            "Run `aurity-desktop keys recovery`."
        )
    if not status.ledger or status.plain_sessions:
        what = [f"{status.plain_sessions} sessions"] if status.plain_sessions else []
        what += [] if status.ledger else ["the ledger with all transcripts"]
        told.append(f"Still plain: {_and(what)}. Run `aurity-desktop keys encrypt`.")
    return told


def summary(status: VaultStatus) -> str:
    """The same in one line, for health."""
    match status.protection:
        case Protection.UNDECIDED:
            return _undecided(status)
        case Protection.PLAIN:
            return f"not encrypted. {_offer(status)}"
        case Protection.LOCKED:
            return "encrypted and locked"
        case Protection.OPEN:
            ways = _and([_WAYS[kind] for kind in status.locks])
            found = f"encrypted, {status.encrypted_sessions} sessions; opened by {ways}"
            return "; ".join([found, *lines(status)[2:]])


def _undecided(status: VaultStatus) -> str:
    if status.keyring:
        return (
            "Nothing is stored yet. It will be encrypted, "
            f"with its key in the keyring ({status.keyring})."
        )
    return f"Nothing is stored yet, and nothing will be encrypted. {_offer(status)}"


def _offer(status: VaultStatus) -> str:
    by_phrase = "`aurity-desktop keys passphrase` encrypts under a passphrase"
    if status.keyring:
        by_keyring = f"`aurity-desktop keys protect` encrypts under the keyring ({status.keyring})"
        return f"{by_keyring}, {by_phrase}."
    return f"The system's keyring cannot be used ({status.keyring_trouble}); {by_phrase}."


def _and(parts: list[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
