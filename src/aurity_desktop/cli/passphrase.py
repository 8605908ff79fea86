"""A passphrase on the command line: typed at a terminal, or from a file.

Never an argument: every account can read those.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from aurity_desktop.cli.secrets import on_a_terminal, read_secret
from aurity_desktop.domain.errors import PassphraseNeeded, UsageError

_T = TypeVar("_T")


def add_passphrase(parser: argparse.ArgumentParser, what: str) -> None:
    """`--passphrase` asks at the terminal, `--passphrase-file` reads a line."""
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument(
        "--passphrase", action="store_true", help=f"{what}; it is asked for at the terminal"
    )
    ways.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help="the same, from the first line of FILE; - is standard input",
    )


def passphrase(arguments: argparse.Namespace, *, new: bool = False) -> str:
    """ "" where none is wanted. A `new` one is typed twice. Raises UsageError."""
    if arguments.passphrase_file is not None:
        return _checked(read_secret(arguments.passphrase_file))
    if not arguments.passphrase:
        return ""
    typed = _typed("Passphrase: ")
    if new and typed != _typed("The same again: "):
        raise UsageError("The two are not the same. Nothing was written.")
    return typed


def opened_with(arguments: argparse.Namespace, act: Callable[[str], _T]) -> _T:
    """What `act` gives with the passphrase that was given.

    Where it turns out to be needed and somebody is at a terminal, it is asked for once. Raises what
    `act` raises.
    """
    given = passphrase(arguments)
    try:
        return act(given)
    except PassphraseNeeded:
        if given or not on_a_terminal():
            raise
        return act(_typed("Passphrase: "))


def _typed(prompt: str) -> str:
    if not on_a_terminal():
        raise UsageError("There is no terminal to ask at. Use --passphrase-file.")
    return _checked(getpass.getpass(prompt, stream=sys.stderr))


def _checked(text: str) -> str:
    if not text:
        raise UsageError("An empty passphrase protects nothing.")
    return text
