"""The forms of notes, read from TOML: those that ship, and those of the clinic in their place.

What an entry of a file means stands in `resources/templates/evolucion.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from aurity_desktop.domain.clinical_note import HeadField
from aurity_desktop.domain.errors import BadTemplate, UnknownTemplate
from aurity_desktop.domain.note_template import (
    LANGUAGES,
    NoteTemplate,
    TemplateSection,
    source_named,
)
from aurity_desktop.runtime.text_files import read_text

_SUFFIX: Final = ".toml"
_NAME: Final = re.compile(r"[\w-]{1,64}")
#: Bytes; the forms that ship have three thousand.
_MOST_BYTES: Final = 262_144
#: More is no form that anybody fills in.
_MOST_SECTIONS: Final = 100

_TOP: Final = {"title", "norm", "code", "signature", "head", "required_head", "section"}
_SECTION: Final = {"key", "title", "findings", "required", "clause", "code", "codes"}


class TemplateFiles:
    """The templates in `folders`; a later folder's count before an earlier one's."""

    def __init__(self, *folders: Path) -> None:
        self._folders = folders

    def names(self) -> tuple[str, ...]:
        """Of all templates, those that ship first; whether each can be read is not asked."""
        found: dict[str, None] = {}
        for folder in self._folders:
            found |= dict.fromkeys(sorted(each.stem for each in folder.glob(f"*{_SUFFIX}")))
        return tuple(name for name in found if _NAME.fullmatch(name))

    def load(self, name: str) -> NoteTemplate:
        """Raises UnknownTemplate, BadTemplate."""
        if _NAME.fullmatch(name):
            for folder in reversed(self._folders):
                path = folder / f"{name}{_SUFFIX}"
                if path.is_file():
                    return read_template(path)
        raise UnknownTemplate(name, self.names())


def read_template(path: Path) -> NoteTemplate:
    """The form in this file, called as the file is. Raises BadTemplate, which says what is wrong.

    What is not known is refused: a word written wrong would otherwise leave a section empty.
    """
    try:
        return _template(path.stem, tomllib.loads(_small_text(path)))
    except RecursionError as error:
        raise BadTemplate(path, "it is nested too deeply") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValueError) as error:
        raise BadTemplate(path, str(error)) from error


def _small_text(path: Path) -> str:
    if path.stat().st_size > _MOST_BYTES:
        raise ValueError(f"it has more than {_MOST_BYTES} bytes")
    return read_text(path)


def _template(name: str, said: Mapping[str, Any]) -> NoteTemplate:
    _only(said, _TOP, "the file")
    sections = said.get("section")
    if not isinstance(sections, list) or not sections:
        raise ValueError("it has no [[section]]")
    if len(sections) > _MOST_SECTIONS:
        raise ValueError(f"it has more than {_MOST_SECTIONS} sections")
    read = tuple(_section(each, place) for place, each in enumerate(sections, 1))
    keys = [each.key for each in read]
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f"two sections have the key {key!r}")
        if key in set(HeadField):
            raise ValueError(f"a section cannot have the key of a field, {key!r}")
    head = _fields(said, "head")
    required = _fields(said, "required_head")
    if missing := [each.value for each in required if each not in head]:
        raise ValueError(f"required_head names {missing[0]!r}, which is not in head")
    return NoteTemplate(
        name=name,
        titles=_titles(said, "the file"),
        sections=read,
        head=head,
        required_head=frozenset(required),
        code=_text(said, "code"),
        norm=_text(said, "norm"),
        signature=_flag(said, "signature", usual=True),
    )


def _section(said: Any, place: int) -> TemplateSection:
    where = f"section {place}"
    if not isinstance(said, dict):
        raise ValueError(f"{where} is no table")  # noqa: TRY004 - one kind of error for the file
    _only(said, _SECTION, where)
    key = _text(said, "key")
    if not _NAME.fullmatch(key):
        raise ValueError(f"{where} has no key of letters, digits, _ and -")
    where = f"section {key!r}"
    try:
        sources = tuple(map(source_named, _texts(said, "findings")))
    except ValueError as error:
        raise ValueError(f"{where}, findings: {error}") from error
    return TemplateSection(
        key=key,
        titles=_titles(said, where),
        sources=sources,
        required=_flag(said, "required"),
        clause=_text(said, "clause"),
        code=_text(said, "code"),
        codes=_flag(said, "codes"),
    )


def _only(said: Mapping[str, Any], known: set[str], where: str) -> None:
    for name in said:
        if name not in known:
            raise ValueError(f"{where} has {name!r}, which is none of {', '.join(sorted(known))}")


def _titles(said: Mapping[str, Any], where: str) -> Mapping[str, str]:
    titles = said.get("title")
    if not isinstance(titles, dict) or not titles:
        raise ValueError(f"{where} has no title in {' or '.join(LANGUAGES)}")
    for language, title in titles.items():
        if language not in LANGUAGES:
            raise ValueError(f"{where} has a title in {language!r}, not {' or '.join(LANGUAGES)}")
        if not isinstance(title, str) or not title.strip():
            raise ValueError(f"{where} has an empty title")
    return titles


def _fields(said: Mapping[str, Any], name: str) -> tuple[HeadField, ...]:
    try:
        return tuple(map(HeadField, _texts(said, name)))
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error


def _texts(said: Mapping[str, Any], name: str) -> list[str]:
    value = said.get(name, [])
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError(f"{name} is no list of texts")
    return value


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name, "")
    if not isinstance(value, str):
        raise ValueError(f"{name} is no text")  # noqa: TRY004 - one kind of error for the file
    return value


def _flag(said: Mapping[str, Any], name: str, *, usual: bool = False) -> bool:
    value = said.get(name, usual)
    if not isinstance(value, bool):
        raise ValueError(f"{name} is neither true nor false")  # noqa: TRY004 - as above
    return value
