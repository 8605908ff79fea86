"""What a recorder that stands by is told when it is needed: one line of JSON.

It has loaded what it needs and opened nothing, so that from Record to the first sample there is
only the opening of the microphone.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from aurity_desktop.domain.errors import BadMessage

#: The only argument of a recorder that stands by.
STANDBY_FLAG = "--standby"


@dataclass(frozen=True, slots=True)
class Call:
    """The line of keys, "" where it needs none, and the arguments that it was started without."""

    keys: str
    arguments: tuple[str, ...]


def format_call(keys: str, arguments: Sequence[str]) -> str:
    """One line of JSON, without the line break."""
    return json.dumps([keys, *arguments])


def parse_call(line: bytes) -> Call:
    """Raises BadMessage."""
    try:
        keys, *arguments = json.loads(line)
    except (ValueError, TypeError) as error:
        raise BadMessage("the call of a recorder that stands by") from error
    if not all(isinstance(each, str) for each in (keys, *arguments)):
        raise BadMessage("the call of a recorder that stands by")
    return Call(keys, tuple(arguments))
