"""`keys`: what is encrypted, and what opens it."""

from __future__ import annotations

import argparse
import secrets
from pathlib import Path

from aurity_desktop.application import protecting
from aurity_desktop.application.program import Program
from aurity_desktop.cli.output import result, say
from aurity_desktop.cli.secrets import new_passphrase, on_a_terminal
from aurity_desktop.domain.errors import NotProtected
from aurity_desktop.domain.keys import LockKind, Protection

_PROTECTED = {Protection.LOCKED, Protection.OPEN}
_GROUPS_ASKED = 2


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "keys",
        help="what is encrypted on this machine, and what opens it",
        description="Recordings and transcripts are encrypted under a key that lies in the system's keyring, under a passphrase, or both.",
    )
    acts = parser.add_subparsers(title="what to do", metavar="ACT", required=True)
    act = acts.add_parser("status", help="what is protected, and by what")
    act.set_defaults(run=_status)
    _json(act)
    act = acts.add_parser(
        "protect", help="encrypt everything, with the key in the system's keyring"
    )
    act.set_defaults(run=_protect)
    _json(act)
    act = acts.add_parser(
        "passphrase", help="encrypt everything under a passphrase, or set another one"
    )
    _new_passphrase(act)
    act.set_defaults(run=_passphrase)
    _json(act)
    act = acts.add_parser("recovery", help="make a recovery code, which is shown once")
    act.set_defaults(run=_recovery)
    _json(act)
    act = acts.add_parser(
        "recover", help="open with passphrase or code, and put the key into this system's keyring"
    )
    act.set_defaults(run=_recover)
    _json(act)
    act = acts.add_parser(
        "encrypt", help="encrypt what was recorded before; go on where it was cut off"
    )
    act.set_defaults(run=_encrypt)
    _json(act)
    act = acts.add_parser("rotate", help="change the master key and the ledger's")
    act.set_defaults(run=_rotate)
    _json(act)
    act = acts.add_parser("remove", help="take one way in away")
    act.add_argument("kind", choices=[kind.value for kind in LockKind])
    act.set_defaults(run=_remove)
    _json(act)


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _new_passphrase(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--new-passphrase-file",
        type=Path,
        metavar="FILE",
        help="its first line; - for standard input",
    )


def _status(arguments: argparse.Namespace, program: Program) -> int:
    program.vault.unlock_from_keyring()  # or it would say "locked" of what the keyring opens at once
    status = program.vault.status()
    text = "\n".join(protecting.lines(status))
    result(protecting.view(status), as_json=arguments.json, text=text)
    return 0


def _protect(arguments: argparse.Namespace, program: Program) -> int:
    if program.vault.protection not in _PROTECTED:
        program.vault.protect()
    else:
        program.vault.use_keyring()
    return _encrypt(arguments, program)


def _passphrase(arguments: argparse.Namespace, program: Program) -> int:
    passphrase = new_passphrase(arguments.new_passphrase_file)
    if program.vault.protection in _PROTECTED:
        program.vault.set_passphrase(passphrase)
    else:
        program.vault.protect(passphrase)
    return _encrypt(arguments, program)


def _recovery(arguments: argparse.Namespace, program: Program) -> int:
    code = program.vault.new_recovery_code()
    result(
        {"recovery_code": code},
        as_json=arguments.json,
        text=f"{code}\n\nWrite it down and keep it where nobody finds it with the computer. It is not shown again; "
        "an older code opens nothing any more.",
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
    """The vault asks for the secret by itself when something needs a key and the keyring has none."""
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


def _remove(arguments: argparse.Namespace, program: Program) -> int:
    program.vault.remove(LockKind(arguments.kind))
    return _status(arguments, program)
