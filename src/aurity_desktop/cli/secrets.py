"""Secrets on the command line: typed without an echo, or from a file; never an argument."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

from aurity_desktop.domain.errors import UsageError, WeakPassphrase
from aurity_desktop.runtime.standard_input import first_line
from aurity_desktop.runtime.text_files import decoded
from aurity_desktop.vault.passphrase_strength import require_strength

_TRIES = 3
#: Of a file whose first line is a secret.
_MOST_BYTES = 1 << 16


def read_secret(file: Path) -> str:
    """The first line of `file`, `-` for standard input, without its end. Raises UsageError.

    A byte order mark is no part of it: what is typed would never be the same.
    """
    try:
        if file == Path("-"):
            return decoded(first_line()).rstrip("\r")
        with file.open("rb") as source:
            text = decoded(source.read(_MOST_BYTES))
        return text.partition("\n")[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} cannot be read ({error}).") from error


def on_a_terminal() -> bool:
    """Whether somebody can be asked: input and messages both go through a terminal."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def ask_to_unlock() -> str | None:
    """None where nobody is there to be asked."""
    return getpass.getpass("Passphrase or recovery code: ") if on_a_terminal() else None


def present_secret(file: Path | None) -> str:
    """The passphrase or recovery code of now: typed, or from a file. Raises UsageError."""
    if file is not None:
        return read_secret(file)
    if not on_a_terminal():
        raise UsageError(
            "The present passphrase or recovery code is asked for, and there is no terminal to ask "
            "on. Give --old-passphrase-file FILE."
        )
    return getpass.getpass("Present passphrase or recovery code: ")


def new_passphrase(file: Path | None) -> str:
    """Typed twice, or from a file. Raises UsageError, WeakPassphrase."""
    if file is not None:
        secret = read_secret(file)
        if not secret:
            raise UsageError("The passphrase is empty, which protects nothing.")
        require_strength(secret)
        return secret
    if not on_a_terminal():
        raise UsageError("There is no terminal to ask on. Give --new-passphrase-file FILE.")
    for _ in range(_TRIES):
        first = getpass.getpass("New passphrase: ")
        if not first:
            sys.stderr.write("An empty passphrase protects nothing.\n")
            continue
        try:
            require_strength(first)
        except WeakPassphrase as weak:
            sys.stderr.write(f"{weak}\n")
            continue
        if getpass.getpass("The same again: ") == first:
            return first
        sys.stderr.write("These are two different ones.\n")
    raise UsageError("No passphrase was set.")
