"""Frozen records as flat JSON objects, one a line: what our processes say to each other.

Nested records are written into the same object, enums as their values, paths as text, times in ISO
8601. Reading goes by the record's annotations; a field that is missing takes its default, one that
is unknown is ignored.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar, TypeVar, get_args, get_origin, get_type_hints

from aurity_desktop.domain.errors import BadMessage

_Record = TypeVar("_Record")

_HALVES = re.compile("[\ud800-\udfff]")

_SIMPLE = (str, int, float, bool, Path, StrEnum)


def to_line(record: Any, **tag: str) -> str:
    """The record as one line, without the line break; `tag` comes first."""
    return _dump({**tag, **_flat(record)})


def to_lines(records: Sequence[Any]) -> str:
    """Several records as one JSON array, on one line."""
    return _dump([_flat(record) for record in records])


def from_line(line: str | bytes, tag: str, kinds: Mapping[str, type[_Record]]) -> _Record:
    """The record that the line's `tag` names. Raises BadMessage."""
    value = _load(line)
    kind = kinds.get(str(value.get(tag))) if isinstance(value, dict) else None
    if kind is None:
        raise BadMessage(_shown(line))
    return _record(kind, value, line)


def from_json(kind: type[_Record], text: str | bytes) -> _Record:
    """Raises BadMessage."""
    value = _load(text)
    if not isinstance(value, dict):
        raise BadMessage(_shown(text))
    return _record(kind, value, text)


def from_lines(kind: type[_Record], text: str | bytes) -> list[_Record]:
    """What `to_lines` wrote. Raises BadMessage."""
    values = _load(text)
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        raise BadMessage(_shown(text))
    return [_record(kind, value, text) for value in values]


def _dump(value: object) -> str:
    """A name that is not UTF-8 goes as escapes (RFC 8259, 7) and is the same name again."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text if text.isascii() else _HALVES.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


def _load(text: str | bytes) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:  # UnicodeDecodeError is one
        raise BadMessage(_shown(text)) from error


def _shown(text: str | bytes) -> str:
    return repr(text[:80])


def _flat(record: Any) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for each in fields(record):
        value = getattr(record, each.name)
        if is_dataclass(value):
            out |= _flat(value)
        else:
            out[each.name] = _plain(value)
    return out


def _plain(value: Any) -> Any:
    match value:
        case Path():
            return str(value)
        case datetime():
            return value.isoformat()
        case _:
            return value


def _record(kind: type[_Record], value: Mapping[str, Any], text: str | bytes) -> _Record:
    hints = {
        name: hint
        for name, hint in get_type_hints(kind).items()
        if get_origin(hint) is not ClassVar
    }
    arguments: dict[str, Any] = {}
    try:
        for name, hint in hints.items():
            if isinstance(hint, type) and is_dataclass(hint):
                arguments[name] = _record(hint, value, text)
            elif name in value:
                arguments[name] = _read(hint, value[name])
        return kind(**arguments)
    except (TypeError, ValueError, AttributeError) as error:
        raise BadMessage(_shown(text)) from error


def _read(hint: Any, value: Any) -> Any:
    if get_origin(hint) is tuple:
        return tuple(_read(get_args(hint)[0], item) for item in value)
    if hint is datetime:
        return datetime.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, _SIMPLE):
        return hint(value)
    return value
