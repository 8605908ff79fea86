"""An error of ours on its way from a child process or a job record to whoever has words for it.

The line carries the class's name, the facts that its constructor takes, and its English sentence.
So the window tells what happened in its own language, wherever it happened.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final, get_origin, get_type_hints

from aurity_desktop.domain import errors
from aurity_desktop.domain.errors import AurityError

#: Begins the line on standard error, which is for a parent and for no person.
_MARK: Final = "aurity-error "

#: Set to 1 for a child whose errors are to be told so, behind the sentence for people.
ERROR_LINES: Final = "AURITY_ERROR_LINES"


def facts_of(error: AurityError) -> dict[str, Any]:
    """The arguments of its constructor as JSON has them: paths and times as text."""
    return {name: _plain(getattr(error, name)) for name in _named_arguments(type(error))}


def error_from(kind: str, sentence: str, facts: Mapping[str, Any]) -> AurityError:
    """The error itself, of its own class where this side knows it, else a plain one."""
    known = getattr(errors, kind, None)
    if not (isinstance(known, type) and issubclass(known, AurityError)):
        return AurityError(sentence)
    if known.__init__ is AurityError.__init__:
        return known(sentence)
    hints = get_type_hints(known.__init__)
    try:
        return known(**{name: _of_kind(hints.get(name), value) for name, value in facts.items()})
    except (TypeError, ValueError, AttributeError):  # of another version, with other facts
        return AurityError(sentence)


def error_line(error: AurityError) -> str:
    """One line, without its line break. A class from elsewhere goes as the nearest one it is of."""
    kind = type(error)
    known = next(each for each in kind.__mro__ if getattr(errors, each.__name__, None) is each)
    facts = facts_of(error) if known is kind else {}
    said = {"error": known.__name__, "sentence": str(error), "facts": facts}
    return _MARK + json.dumps(said)


def is_error_line(line: str) -> bool:
    """Whether `error_of_line` knows what it says: such a line is for no log."""
    return line.startswith(_MARK)


def error_of_line(line: str) -> AurityError:
    """What `error_line` wrote, or a plain error with the line of a child that had no time for it.

    The name of our program in front of it goes.
    """
    if line.startswith(_MARK):
        try:
            said = json.loads(line.removeprefix(_MARK))
            return error_from(str(said["error"]), str(said["sentence"]), dict(said["facts"]))
        except (ValueError, TypeError, KeyError):
            line = line.removeprefix(_MARK)
    return AurityError(line.removeprefix("aurity-desktop: "))


def _named_arguments(kind: type[AurityError]) -> list[str]:
    if kind.__init__ is AurityError.__init__:
        return []
    return list(inspect.signature(kind).parameters)


def _plain(value: Any) -> Any:
    match value:
        case Path():
            return str(value)
        case datetime():
            return value.isoformat()
        case tuple():
            return list(value)
        case _:
            return value


def _of_kind(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if hint in (Path, Path | None):
        return Path(value)
    if get_origin(hint) is tuple:
        return tuple(value)
    if hint is datetime or hint == datetime | None:
        return datetime.fromisoformat(value)
    return value
