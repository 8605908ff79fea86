"""The command line: which commands there are, and how an error ends one."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from aurity_desktop import __version__
from aurity_desktop.application.program import Program
from aurity_desktop.cli import (
    consent,
    demo,
    edit,
    erase,
    export,
    findings,
    health,
    history,
    holds,
    importing,
    jobs,
    join,
    keys,
    models,
    note,
    patients,
    record,
    repair,
    rerun,
    retention,
    search,
    sessions,
    show,
    verify,
    vocabulary,
    voice,
    watching,
    witness,
)
from aurity_desktop.cli.output import say, tell
from aurity_desktop.cli.secrets import ask_to_unlock, read_secret
from aurity_desktop.domain.error_lines import ERROR_LINES, error_line
from aurity_desktop.domain.errors import AurityError, UnexpectedFailure
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.runtime.logs import FILE_ONLY
from aurity_desktop.runtime.withheld import withhold

_log = logging.getLogger(__name__)

_COMMANDS = (
    record,
    sessions,
    show,
    search,
    edit,
    history,
    rerun,
    join,
    findings,
    note,
    export,
    importing,
    watching,
    verify,
    witness,
    repair,
    consent,
    erase,
    holds,
    retention,
    patients,
    health,
    models,
    keys,
    vocabulary,
    voice,
    jobs,
    demo,
)


class _Parser(argparse.ArgumentParser):
    """One of these for every command, too: what was typed may come from anywhere.

    Options may stand between a command's other arguments, an optional one of which argparse before
    Python 3.13 takes to be left out there (bugs.python.org/issue15112).
    """

    _within = False

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """As argparse, options and other arguments in any order."""
        plain = self._subparsers is not None or "--" in (args or ())
        if self._within or plain:
            return super().parse_known_args(args, namespace)
        self._within = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._within = False

    def error(self, message: str) -> NoReturn:
        """Exit with 2, the message as one line."""
        super().error(one_line(message))


def parser() -> argparse.ArgumentParser:
    """The parser of every command; each has set `run`, a function of arguments and program."""
    top = _Parser(
        prog="aurity-desktop",
        description="Record a consultation, watch the words appear, and give every word its "
        "speaker. Without a command, the window opens.",
    )
    top.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    top.add_argument(
        "--unlock-file",
        type=Path,
        metavar="FILE",
        help="where the data is encrypted and no keyring opens it: its passphrase or recovery "
        "code, - for standard input",
    )
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in _COMMANDS:
        command.add(commands)
    commands.add_parser("worker", help="do the background work until standard input closes")
    return top


def _unlock_with(file: Path | None, program: Program) -> None:
    """Before the command runs, which may read a secret of its own from the next line."""
    if file is None:
        program.vault.ask_with(ask_to_unlock)
    else:
        secret = read_secret(file)
        program.vault.ask_with(lambda: secret)


def run(arguments: Sequence[str], program: Program) -> int:
    """The exit code.

    Errors of ours are one line on standard error; others are bugs and say where they are written
    down.
    """
    top = parser()
    options = top.parse_args(arguments)
    for given in vars(options).values():
        for each in given if isinstance(given, list) else (given,):
            if isinstance(each, Path):
                withhold(each)
    try:
        _unlock_with(options.unlock_file, program)
        return int(options.run(options, program))
    except AurityError as error:
        _log.info("%s ended with %s", arguments[0], type(error).__name__)
        _say_error(error)
        return error.exit_code
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        return _tell_refused(error, arguments[0])
    except Exception as error:  # noqa: BLE001  # the program's edge: nobody else would write it down
        return _write_down(error, arguments[0], program.paths.logs / "cli.jsonl")


def _tell_refused(error: OSError, command: str) -> int:
    """What the system refused, in its own words: that is no fault of the program."""
    _log.error("%s failed", command, exc_info=error, extra=FILE_ONLY)
    what = error.filename or command
    say(f"aurity-desktop: {what}: {error.strerror or error}. What was recorded is kept.")
    return 1


def _write_down(error: Exception, command: str, log: Path) -> int:
    """A bug: the traceback goes to the log, or with AURITY_DEBUG=1 to where it is seen as well."""
    _log.error("%s failed", command, exc_info=error, extra=FILE_ONLY)
    if os.environ.get("AURITY_DEBUG") == "1":
        tell("".join(traceback.format_exception(error)))
    failure = UnexpectedFailure(command, f"{type(error).__name__}: {error}", log)
    _say_error(failure)
    return failure.exit_code


def _say_error(error: AurityError) -> None:
    """The sentence for people, and for a parent that asks for it the error itself."""
    say(f"aurity-desktop: {error}")
    if os.environ.get(ERROR_LINES) == "1":
        print(error_line(error), file=sys.stderr, flush=True)
