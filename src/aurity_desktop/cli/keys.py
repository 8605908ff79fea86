"""`keys`: what is encrypted, and what opens it."""

from __future__ import annotations

import argparse
import secrets
from pathlib import Path

from aurity_desktop.application.privacy import protection_summary
from aurity_desktop.application.program import Program
from aurity_desktop.cli.output import joined, result, say
from aurity_desktop.cli.secrets import new_passphrase, on_a_terminal, present_secret
from aurity_desktop.domain.errors import NotProtected
from aurity_desktop.domain.keys import LockKind, Protection

_PROTECTED = {Protection.LOCKED, Protection.OPEN}
_GROUPS_ASKED = 2
#: What changes the ways in.
_CONFIRMED = {"passphrase", "recovery", "remove", "repair"}


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parser of `keys` and of its actions."""
    parser = subparsers.add_parser(
        "keys",
        help="what is encrypted on this machine, and what opens it",
        description="Recordings and transcripts are encrypted under a key that lies in the "
        "system's keyring, under a passphrase, or both.",
    )
    acts = parser.add_subparsers(title="what to do", metavar="ACT", required=True)
    for name, run, text in _ACTS:
        act = acts.add_parser(name, help=text)
        act.set_defaults(run=run)
        act.add_argument("--json", action="store_true", help="print one JSON object")
        if name == "passphrase":
            _new_passphrase(act)
        if name in _CONFIRMED:
            act.add_argument(
                "--old-passphrase-file",
                type=Path,
                metavar="FILE",
                help="the present passphrase or recovery code, asked for where there is a "
                "passphrase; - for standard input",
            )
        if name == "remove":
            act.add_argument("kind", choices=[kind.value for kind in LockKind])


def _new_passphrase(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--new-passphrase-file",
        type=Path,
        metavar="FILE",
        help="its first line; - for standard input",
    )


def _status(arguments: argparse.Namespace, program: Program) -> int:
    # or it would say "locked" of what the keyring opens at once
    program.vault.unlock_from_keyring()
    status = program.vault.status()
    text = joined(protection_summary.lines(status))
    result(protection_summary.view(status), as_json=arguments.json, text=text)
    return 0


def _protect(arguments: argparse.Namespace, program: Program) -> int:
    if program.vault.protection not in _PROTECTED:
        program.vault.protect()
    else:
        program.vault.use_keyring()
    return _encrypt(arguments, program)


def _passphrase(arguments: argparse.Namespace, program: Program) -> int:
    if program.vault.protection in _PROTECTED:
        _confirm(arguments, program)
    passphrase = new_passphrase(arguments.new_passphrase_file)
    if program.vault.protection in _PROTECTED:
        program.vault.set_passphrase(passphrase)
    else:
        program.vault.protect(passphrase)
    return _encrypt(arguments, program)


def _confirm(arguments: argparse.Namespace, program: Program) -> None:
    """Whoever sits at an open computer does not change what opens the data. Raises WrongSecret.

    Asked for where there is a passphrase, and not twice. Without one the keyring is what opens it.
    """
    vault, file = program.vault, arguments.old_passphrase_file
    if LockKind.PASSPHRASE not in vault.status().locks or vault.opened_by_secret:
        return
    # what the keyring does not open asks for a secret by itself
    if file is not None or vault.unlock_from_keyring():
        vault.unlock(present_secret(file))


def _recovery(arguments: argparse.Namespace, program: Program) -> int:
    _confirm(arguments, program)
    code = program.vault.new_recovery_code()
    result(
        {"recovery_code": code},
        as_json=arguments.json,
        text=f"{code}\n\nWrite it down and keep it where nobody finds it with the computer. "
        "It is not shown again; an older code opens nothing any more.",
    )
    if on_a_terminal() and not arguments.json:
        _have_it_confirmed(code)
    return 0


def _have_it_confirmed(code: str) -> None:
    """Two groups of the code are typed from the paper. Whoever cannot is told to make another."""
    groups = code.split("-")
    for number in sorted(secrets.SystemRandom().sample(range(len(groups)), _GROUPS_ASKED)):
        typed = input(f"From the paper, group {number + 1}: ").strip().upper()
        if typed != groups[number]:
            say(
                "That is not what it says. Run `aurity-desktop keys recovery` again for a new code."
            )
            return
    say("It is written down right.")


def _recover(arguments: argparse.Namespace, program: Program) -> int:
    """The vault asks for the secret when something needs a key and the keyring has none."""
    if program.vault.protection not in _PROTECTED:
        raise NotProtected
    program.vault.use_keyring()
    return _status(arguments, program)


def _encrypt(arguments: argparse.Namespace, program: Program) -> int:
    report = program.corpus().encrypt_all(lambda session_id: say(f"{session_id} is encrypted"))
    for session_id, why in report.left:
        say(f"{session_id} lies plain still: {why}")
    code = _status(arguments, program)
    return code if report.ok else 1


def _rotate(arguments: argparse.Namespace, program: Program) -> int:
    program.vault.rotate()
    program.corpus().renew_ledger_key()
    return _status(arguments, program)


def _repair(arguments: argparse.Namespace, program: Program) -> int:
    """Asks for the secret in any case: it decides what is kept."""
    file = arguments.old_passphrase_file
    secret = present_secret(file) if file is not None or on_a_terminal() else ""
    done = program.vault.repair(secret)
    lines = ["keys.db is as this program wrote it." if not done.changed else "keys.db is repaired."]
    if done.removed:
        gone = ", ".join(done.removed)
        lines.append(f"Nothing else opens the data any more; set up again what it was: {gone}")
    lines += [f"{name}: its key is damaged and stays so" for name in done.damaged]
    view = {"changed": done.changed, "removed": done.removed, "damaged": done.damaged}
    result(view, as_json=arguments.json, text="\n".join(lines))
    return 1 if done.damaged else 0


def _remove(arguments: argparse.Namespace, program: Program) -> int:
    _confirm(arguments, program)
    program.vault.remove(LockKind(arguments.kind))
    return _status(arguments, program)


_ACTS = (
    ("status", _status, "what is protected, and by what"),
    ("protect", _protect, "encrypt everything, with the key in the system's keyring"),
    ("passphrase", _passphrase, "encrypt everything under a passphrase, or set another one"),
    ("recovery", _recovery, "make a recovery code, which is shown once"),
    (
        "recover",
        _recover,
        "open with passphrase or code, and put the key into this system's keyring",
    ),
    ("encrypt", _encrypt, "encrypt what was recorded before; go on where it was cut off"),
    ("rotate", _rotate, "change the master key and the ledger's"),
    ("remove", _remove, "take one way in away"),
    (
        "repair",
        _repair,
        "make keys good again that are refused as changed: what the secret proves is kept",
    ),
)
