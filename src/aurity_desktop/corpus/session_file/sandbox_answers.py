"""What a sandboxed child answers, as JSON: values of a closed list of types, and errors likewise.

A child that a crafted file has taken over can say what it likes. Unpickling that would run it here,
where the keys are; parsed as JSON, it is a value of one of these types or no answer at all.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeAlias

from aurity_desktop.corpus.ledger.fact_tables import Fact
from aurity_desktop.domain import errors
from aurity_desktop.domain.errors import AurityError
from aurity_desktop.domain.events import AuditRow
from aurity_desktop.domain.integrity import Check

_Valid: TypeAlias = Callable[[object], bool]


class NoAnswer(ValueError):
    """These bytes are no answer."""


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _are_texts(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(each, str) for each in value)


#: The data that may be answered, and what each field must be.
_RECORDS: Mapping[type, tuple[_Valid, ...]] = {
    Check: (_is_text, _are_texts, _is_text, _are_texts),
    Fact: (_is_number, _is_text, _is_text),
    AuditRow: (_is_text, _is_number, *(_is_text for _ in fields(AuditRow)[2:])),
}
_FIELDS = {kind: tuple(field.name for field in fields(kind)) for kind in _RECORDS}
_RECORD_NAMES = {kind.__name__: kind for kind in _RECORDS}

#: The errors that may be answered as they are.
_OURS = {
    kind.__name__: kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, AurityError)
}
_PYTHONS = {
    kind.__name__: kind
    for kind in (MemoryError, ValueError, TypeError, KeyError, OSError, RecursionError)
}


def encode(value: object) -> bytes:
    """What `decode` gives back. Raises NoAnswer for a value of another type."""
    return _dumped({"value": _encoded(value)})


def encode_error(error: Exception) -> bytes:
    """What makes `decode` raise that error, or the nearest of Python's that is in the list."""
    kind = type(error).__name__
    if _OURS.get(kind) is type(error):
        facts = {name: _encoded_fact(value) for name, value in vars(error).items()}
        return _dumped({"error": kind, "line": str(error), "facts": facts})
    base = next((each for each in type(error).__mro__ if each in _PYTHONS.values()), ValueError)
    line = str(error) if base is type(error) else f"{kind}: {error}"
    return _dumped({"error": base.__name__, "line": line})


def decode(content: bytes) -> object:
    """The value. Raises the error where the answer is one, NoAnswer where it is neither."""
    try:
        answer = json.loads(content.decode("ascii"))
    except (ValueError, RecursionError) as error:
        raise NoAnswer("it is not JSON") from error
    if not isinstance(answer, dict):
        raise NoAnswer("it is not an object")
    if "error" in answer:
        raise _decoded_error(answer)
    if answer.keys() != {"value"}:
        raise NoAnswer("it has other fields")
    return _decoded(answer["value"])


def _dumped(answer: object) -> bytes:
    return json.dumps(answer, separators=(",", ":")).encode("ascii")


def _encoded(value: object) -> object:
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int | float) and math.isfinite(value):
        return value
    if isinstance(value, list):
        return [_encoded(each) for each in value]
    if isinstance(value, tuple):
        return {"tuple": [_encoded(each) for each in value]}
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {"dict": {key: _encoded(each) for key, each in value.items()}}
    if type(value) in _RECORDS:
        names = _FIELDS[type(value)]
        return {type(value).__name__: [_encoded(getattr(value, name)) for name in names]}
    raise NoAnswer(f"a {type(value).__name__} cannot be answered")


def _decoded(value: Any) -> object:
    if isinstance(value, list):
        return [_decoded(each) for each in value]
    if not isinstance(value, dict):
        return value
    if len(value) != 1:
        raise NoAnswer("an unknown type")
    ((kind, content),) = value.items()
    if kind == "tuple" and isinstance(content, list):
        return tuple(_decoded(each) for each in content)
    if kind == "dict" and isinstance(content, dict):
        return {key: _decoded(each) for key, each in content.items()}
    if kind in _RECORD_NAMES and isinstance(content, list):
        return _record(_RECORD_NAMES[kind], [_decoded(each) for each in content])
    raise NoAnswer("an unknown type")


def _record(kind: type, values: list[object]) -> object:
    valid = _RECORDS[kind]
    if len(values) != len(valid) or not all(
        is_valid(value) for is_valid, value in zip(valid, values, strict=True)
    ):
        raise NoAnswer(f"no {kind.__name__}")
    return kind(*values)


def _encoded_fact(value: object) -> object:
    if isinstance(value, Path):
        return {"path": str(value)}
    return value if isinstance(value, str | int | float | None) else str(value)


def _decoded_error(answer: dict[str, Any]) -> Exception:
    kind, line, facts = answer["error"], answer.get("line"), answer.get("facts", {})
    if not isinstance(kind, str) or not isinstance(line, str) or not isinstance(facts, dict):
        raise NoAnswer("no error")
    if kind in _PYTHONS:
        return _PYTHONS[kind](line)
    if kind not in _OURS:
        raise NoAnswer("an unknown error")
    error = _OURS[kind].__new__(_OURS[kind])
    error.args = (line,)
    for name, value in facts.items():
        if name.startswith("_") or hasattr(_OURS[kind], name):
            raise NoAnswer("an error with other facts")  # its exit code is not the child's to say
        setattr(error, name, _decoded_fact(value))
    return error


def _decoded_fact(value: object) -> object:
    if isinstance(value, dict) and value.keys() == {"path"} and isinstance(value["path"], str):
        return Path(value["path"])
    if isinstance(value, str | int | float | None):
        return value
    raise NoAnswer("an error with other facts")
